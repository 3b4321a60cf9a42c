import Testing

@testable import DMALint

/// The memory map as text and as a page.
@Suite struct MapTests {
  @Test func theTextPlacesEveryBuffer() throws {
    let workspace = try Self.workspace()
    let outcome = try workspace.dmalint(
      "map", "--platform", "stm32h7", "--linker-script", "link.ld", "main.swift")
    #expect(outcome.status == 0, "\(outcome.error)")
    let lines = outcome.output.split(separator: "\n")
    let region = try #require(lines.firstIndex { $0.contains("AXI SRAM") })
    let buffer = try #require(lines.firstIndex { $0.contains("0x24000000 + 8 bytes  words  .own") })
    #expect(region < buffer)
    #expect(lines[buffer].hasSuffix("main.swift:4"))
  }

  @Test func thePageStandsAlone() throws {
    let workspace = try Self.workspace()
    let outcome = try workspace.dmalint(
      "map", "--platform", "stm32h7", "--linker-script", "link.ld", "--format", "html",
      "--output", "map.html", "main.swift")
    #expect(outcome.status == 0, "\(outcome.error)")
    let page = try workspace.read("map.html")
    #expect(
      page.contains("<svg") && page.contains("words") && page.contains("prefers-color-scheme"))
    for outside in ["http:", "https:", "<script", "url(", "@import", "src="] {
      #expect(!page.contains(outside), "\(outside)")
    }
  }

  @Test func aMapNeedsAPlatform() throws {
    let workspace = try Self.workspace()
    let outcome = try workspace.dmalint("map", "main.swift")
    #expect(outcome.status == 2)
    #expect(outcome.error.contains("--platform"))
  }

  /// Names of symbols, sections and regions are text, whatever they are.
  @Test func hostileNamesAreText() {
    let name = "</text><script>alert(1)</script>\"'&\u{1B}[31m\u{202E}"
    var region = MemoryMap.Region(
      name: name, first: 0, last: .max, kind: "ram",
      attributes: [
        MemoryMap.Attribute(first: 0, last: 7, text: name),
        MemoryMap.Attribute(first: 8, last: .max, text: "not cached (\(name))"),
      ], engines: [name])
    let place = SourceRange(
      file: FileID(0), start: Position(line: 1, column: 1), end: Position(line: 1, column: 2))
    let neighbour = PlacedObject(
      name: name, address: 0xFFFF_FFFF_FFFF_FFFE, size: .max, section: name)
    for first in [0, 31, UInt64.max - 40, .max] {
      region.buffers.append(
        MemoryMap.Buffer(
          name: name, first: first, last: .max, isExact: true, size: .max, section: name,
          verdict: .violated, remarks: [name], range: place, neighbours: [neighbour]))
    }
    for line in [UInt64(0), 1, 4, 32, 128, .max] {
      var map = MemoryMap(platform: name, cache: name, line: line)
      map.regions = [region]
      map.elsewhere = region.buffers
      let page = MapPage.render(map, files: [name])
      #expect(!page.contains("<script") && !page.contains("alert(1)</script"))
      #expect(!page.contains("\u{1B}") && !page.contains("\u{202E}"))
      #expect(!MapText.render(map, files: [name]).contains("\u{1B}"))
    }
  }

  private static func workspace() throws -> Workspace {
    let workspace = try Workspace()
    try workspace.write(
      """
      import HAL
      import CMSIS

      @section(".own") nonisolated(unsafe) var words: (UInt32, UInt32) = (0, 0)

      @main struct App {
        static func main() {
          SCB_EnableDCache()
          words = (1, 2)
          withUnsafeMutableBytes(of: &words) { raw in
            SCB_CleanDCache_by_Addr(raw.baseAddress!, 8)
            let p = raw.baseAddress!.assumingMemoryBound(to: UInt8.self)
            guard HAL_UART_Transmit_DMA(&huart3, p, 8) == HAL_OK else { return }
            while HAL_UART_GetState(&huart3) != 32 {}
          }
          while true {}
        }
      }
      """, to: "main.swift")
    try workspace.write(
      H7Links.script(bss: "SRAM1", special: ".own : { *(.own) } > AXI AT > FLASH"), to: "link.ld")
    return workspace
  }
}
