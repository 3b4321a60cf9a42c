import Testing

@testable import DMALint

/// Symbols, sections and segments of ELF files in both sizes and both orders.
@Suite struct ELFReaderTests {
  @Test(arguments: [(false, false), (false, true), (true, false), (true, true)])
  func readsAllKinds(is64Bit: Bool, isBigEndian: Bool) throws {
    let bytes = ELFBuilder.sample(is64Bit: is64Bit, isBigEndian: isBigEndian)
    let (image, problems) = ELFReader.read(bytes)
    #expect(problems.isEmpty)
    let read = try #require(image)
    #expect(read.sections.map(\.name) == ["", ".bss", ".symtab", ".strtab", ".shstrtab"])
    #expect(read.sections[1].alignment == 32)
    #expect(read.segments.map(\.loadAddress) == [0x0800_0000])
    #expect(read.symbols.map(\.name) == ["buffer", "$e8Firmware3bufs6UInt32V_ADtvp", "__top"])
    #expect(read.symbols.map(\.address) == [0x2400_0020, 0x2400_0040, 0x2408_0000])
    #expect(read.symbols.map(\.section) == [1, 1, nil])
  }

  @Test func saysWhatIsMissing() {
    func problem(_ bytes: [UInt8]) -> String { ELFReader.read(bytes).problems.first?.message ?? "" }
    #expect(problem([]).contains("not an ELF file"))
    #expect(problem(Array("MEMORY {}".utf8)).contains("not an ELF file"))
    let whole = ELFBuilder.sample(is64Bit: false, isBigEndian: false)
    #expect(problem(Array(whole.prefix(20))).contains("ends within its header"))
    var object = whole
    object[16] = 1
    #expect(problem(object).contains("not linked yet"))
    var stripped = whole
    // The section headers begin at once behind the tables; the third is the symbol table's.
    let headers = Int(whole[32]) | Int(whole[33]) << 8
    stripped[headers + 2 * 40 + 4] = 1
    #expect(problem(stripped).contains("no symbol table"))
  }

  /// Neither traps nor hangs, whatever the bytes are.
  @Test func hostileBytes() {
    var random = SplitMix(seed: 0xE1F)
    for round in 0..<4_000 {
      var bytes = ELFBuilder.sample(is64Bit: round % 2 == 0, isBigEndian: round % 4 < 2)
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let place = Int.random(in: 4..<bytes.count, using: &random)
        bytes[place] =
          [0, 1, 0x7F, 0x80, 0xFF, UInt8(truncatingIfNeeded: random.next())]
          .randomElement(using: &random) ?? 0
      }
      if round % 3 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
      let (image, problems) = ELFReader.read(bytes)
      #expect(image != nil || !problems.isEmpty)
      guard let image else { continue }
      let map = LinkMap(elf: image)
      _ = map.objects(from: 0, through: .max)
      _ = map.placement(
        of: LinkedName(name: "buffer", language: .c, file: "a.c", isExternal: false))
    }
  }

  /// Many symbols that all point at one long name.
  @Test func overlappingNamesAreBounded() {
    var builder = ELFBuilder(is64Bit: false, isBigEndian: false)
    builder.longName = String(repeating: "n", count: 200_000)
    for _ in 0..<20_000 { builder.addSymbolWithLongName() }
    let (image, problems) = ELFReader.read(builder.build())
    #expect(image?.symbols.count ?? 0 < 20_000)
    #expect(problems.contains { $0.message.contains("overlap too much") })
  }
}

/// Writes small ELF files.
struct ELFBuilder {
  var is64Bit: Bool
  var isBigEndian: Bool
  var longName = ""
  private var symbols: [(name: Int, value: UInt64, size: UInt64, info: UInt8, section: UInt16)] = []
  private var names: [UInt8] = [0]

  init(is64Bit: Bool, isBigEndian: Bool) {
    self.is64Bit = is64Bit
    self.isBigEndian = isBigEndian
  }

  static func sample(is64Bit: Bool, isBigEndian: Bool) -> [UInt8] {
    var builder = ELFBuilder(is64Bit: is64Bit, isBigEndian: isBigEndian)
    builder.add("buffer", 0x2400_0020, 32, info: 0x11, section: 1)
    builder.add("$d.3", 0x2400_0020, 0, info: 0x00, section: 1)
    builder.add("$e8Firmware3bufs6UInt32V_ADtvp", 0x2400_0040, 8, info: 0x11, section: 1)
    builder.add("__top", 0x2408_0000, 0, info: 0x10, section: 0xFFF1)
    return builder.build()
  }

  mutating func add(
    _ name: String, _ value: UInt64, _ size: UInt64, info: UInt8, section: UInt16
  ) {
    symbols.append((names.count, value, size, info, section))
    names += Array(name.utf8) + [0]
  }

  mutating func addSymbolWithLongName() {
    if names.count == 1 { names += Array(longName.utf8) + [0] }
    symbols.append((1 + symbols.count % 50, 0x2400_0000, 4, 0x11, 1))
  }

  private func number(_ value: UInt64, _ width: Int) -> [UInt8] {
    let little = (0..<width).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    return isBigEndian ? little.reversed() : little
  }

  private func word(_ value: UInt64) -> [UInt8] { number(value, is64Bit ? 8 : 4) }

  private func symbol(
    _ name: Int, _ value: UInt64, _ size: UInt64, _ info: UInt8, _ section: UInt16
  ) -> [UInt8] {
    let head = number(UInt64(name), 4)
    let kind = [info, 0] + number(UInt64(section), 2)
    return is64Bit ? head + kind + word(value) + word(size) : head + word(value) + word(size) + kind
  }

  func build() -> [UInt8] {
    let headerSize = is64Bit ? 64 : 52
    let programSize = is64Bit ? 56 : 32
    let sectionSize = is64Bit ? 64 : 40
    var table = symbol(0, 0, 0, 0, 0)
    for entry in symbols {
      table += symbol(entry.name, entry.value, entry.size, entry.info, entry.section)
    }
    let sectionNames = Array("\0.bss\0.symtab\0.strtab\0.shstrtab\0".utf8)
    let tableAt = headerSize + programSize
    let namesAt = tableAt + table.count
    let sectionNamesAt = namesAt + names.count
    let sectionsAt = sectionNamesAt + sectionNames.count
    var bytes: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, is64Bit ? 2 : 1, isBigEndian ? 2 : 1, 1]
    bytes += Array(repeating: 0, count: 9)
    bytes += number(2, 2) + number(40, 2) + number(1, 4) + word(0)
    bytes += word(UInt64(headerSize)) + word(UInt64(sectionsAt)) + number(0, 4)
    for value in [headerSize, programSize, 1, sectionSize, 5, 4] {
      bytes += number(UInt64(value), 2)
    }
    let addresses = word(0x2400_0000) + word(0x0800_0000)
    bytes +=
      is64Bit
      ? number(1, 4) + number(6, 4) + word(0) + addresses + word(0) + word(96) + word(4)
      : number(1, 4) + word(0) + addresses + word(0) + word(96) + number(6, 4) + word(4)
    bytes += table + names + sectionNames
    func section(
      _ name: Int, _ type: UInt64, _ flags: UInt64, _ address: UInt64, _ offset: Int, _ size: Int,
      link: UInt64, alignment: UInt64, entry: Int
    ) -> [UInt8] {
      number(UInt64(name), 4) + number(type, 4) + word(flags) + word(address)
        + word(UInt64(offset)) + word(UInt64(size)) + number(link, 4) + number(0, 4)
        + word(alignment) + word(UInt64(entry))
    }
    bytes += Array(repeating: 0, count: sectionSize)
    bytes += section(1, 8, 3, 0x2400_0000, 0, 96, link: 0, alignment: 32, entry: 0)
    bytes += section(
      6, 2, 0, 0, tableAt, table.count, link: 3, alignment: 4, entry: is64Bit ? 24 : 16)
    bytes += section(14, 3, 0, 0, namesAt, names.count, link: 0, alignment: 1, entry: 0)
    bytes += section(
      22, 3, 0, 0, sectionNamesAt, sectionNames.count, link: 0, alignment: 1, entry: 0)
    return bytes
  }
}
