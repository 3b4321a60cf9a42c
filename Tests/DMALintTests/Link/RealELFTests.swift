import Foundation
import Testing

@testable import DMALint

/// Variables are found in the files that the toolchain links, for every kind of core.
@Suite struct RealELFTests {
  @Test(
    arguments: [
      LinkedFirmware.Target.cortexM, .aarch64, .riscv32,
    ], ["-O", "-Onone"])
  func findsVariables(target: LinkedFirmware.Target, optimisation: String) throws {
    let firmware = LinkedFirmware(
      name: "\(target)", target: target,
      swift: """
        import CBuffers
        nonisolated(unsafe) var rxBuffer: (UInt64, UInt64) = (0, 0)
        nonisolated(unsafe) private var hidden: (UInt64, UInt64) = (0, 0)
        @section(".dma_nc.tx") nonisolated(unsafe) var tx: (UInt64, UInt64) = (0, 0)
        nonisolated(unsafe) var list: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
        struct Driver { final class Port { nonisolated(unsafe) static var frame: (UInt64, UInt64) = (0, 0) } }
        @_cdecl("main") public func start(_ use: (UnsafeMutableRawPointer) -> Void) {
          use(&rxBuffer)
          use(&hidden)
          use(&tx)
          use(&Driver.Port.frame)
          use(c_buffer_address())
          list.withUnsafeMutableBytes { use($0.baseAddress!) }
        }
        """, c: "uint8_t c_buffer[64];\n",
      header: """
        extern uint8_t c_buffer[64];
        static inline void *c_buffer_address(void) { return c_buffer; }

        """,
      script: """
        SECTIONS
        {
          . = 0x10000; .text : { *(.text*) *(.rodata*) } /DISCARD/ : { *(.ARM.*) *(.swift*) *(.eh_frame*) }
          . = 0x20000; .data : { *(.data*) *(.sdata*) } . = 0x30000; .bss : { *(.bss*) *(.sbss*) *(COMMON) }
          . = 0x40000; .nc : { *(.dma_nc*) }
        }
        """, compilerOptions: [optimisation], shims: [])
    let workspace = try firmware.build()
    let bytes = Array(try Data(contentsOf: workspace.folder.appending(path: "fw.elf")))
    let (image, problems) = ELFReader.read(bytes)
    #expect(problems.isEmpty)
    let map = LinkMap(elf: try #require(image))
    func address(_ name: String, _ language: LinkedName.Language = .swift) -> UInt64? {
      map.placement(
        of: LinkedName(name: name, language: language, file: "main.swift", isExternal: false)
      )?.address
    }
    for (name, pages) in [
      ("rxBuffer", 3), ("hidden", 3), ("tx", 4), ("Driver.Port.frame", 3), ("nothing", 0),
    ] as [(String, UInt64)] {
      #expect((address(name) ?? 0) >> 16 == pages, "\(name)")
    }
    #expect((address("c_buffer", .c) ?? 0) >> 16 == 3)
    guard optimisation == "-O" else { return }
    let elements = try #require(map.elements(of: "list"))
    #expect((elements.address ?? 0) >> 16 == 2)
    #expect(elements.size == 8)
    let start = Int(elements.address ?? 0)
    let section = try #require(image?.sections.first { $0.name == ".data" })
    #expect(UInt64(start) >= section.address && UInt64(start) + 8 <= section.address + section.size)
  }
}
