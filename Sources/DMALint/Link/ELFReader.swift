/// Reads an ELF file.
///
/// The format: System V Application Binary Interface, chapters 4 and 5 (generic ABI); section
/// numbers beyond 0xFF00 are the extended ones.
public struct ELFReader {
  private let file: ELFBytes
  private var image: ELFImage
  private var problems: [LinkProblem] = []
  private var headers: [Header] = []
  /// Bytes of names that may still be made: hostile files point many symbols at one long name.
  private var nameBudget: Int

  private struct Header {
    var name: UInt32
    var type: UInt32
    var flags: UInt64
    var address: UInt64
    var offset: UInt64
    var size: UInt64
    var link: UInt32
    var alignment: UInt64
    var entrySize: UInt64
  }

  /// What the file says; nil where it is no linked ELF file, with the reason among the problems.
  public static func read(_ bytes: [UInt8]) -> (image: ELFImage?, problems: [LinkProblem]) {
    guard bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else {
      return (nil, [LinkProblem("this is not an ELF file: it does not begin with 0x7F 'ELF'")])
    }
    guard bytes.count > 6, 1...2 ~= bytes[4], 1...2 ~= bytes[5] else {
      return (nil, [LinkProblem("this ELF file has an unknown class or byte order")])
    }
    var reader = ELFReader(
      ELFBytes(bytes: bytes, is64Bit: bytes[4] == 2, isBigEndian: bytes[5] == 2))
    let image = reader.read() ? reader.image : nil
    return (image, reader.problems)
  }

  private init(_ file: ELFBytes) {
    self.file = file
    image = ELFImage(
      kind: .executable, is64Bit: file.is64Bit, isBigEndian: file.isBigEndian, machine: 0)
    nameBudget = 4 * file.bytes.count + 4096
  }

  private mutating func read() -> Bool {
    guard let type = file.half(16), let machine = file.half(18),
      let programs = file.address(file.is64Bit ? 32 : 28),
      let sections = file.address(file.is64Bit ? 40 : 32),
      let counts = counts(at: file.is64Bit ? 54 : 42)
    else {
      problems.append(LinkProblem("this ELF file ends within its header"))
      return false
    }
    image.machine = machine
    switch type {
    case 2: image.kind = .executable
    case 3: image.kind = .sharedObject
    case 1:
      problems.append(
        LinkProblem("this is an object file that is not linked yet: its symbols have no addresses"))
      return false
    default:
      problems.append(LinkProblem("this ELF file is no program (type \(type))"))
      return false
    }
    readSegments(at: programs, size: counts.programSize, count: counts.programs)
    readSections(at: sections, counts)
    readSymbols()
    return true
  }

  private struct Counts {
    var programSize: UInt64
    var programs: UInt64
    var sectionSize: UInt64
    var sections: UInt64
    var names: UInt64
  }

  private func counts(at offset: UInt64) -> Counts? {
    var fields: [UInt64] = []
    for index in 0..<5 {
      guard let value = file.number(offset + UInt64(index) * 2, 2) else { return nil }
      fields.append(value)
    }
    return Counts(
      programSize: fields[0], programs: fields[1], sectionSize: fields[2], sections: fields[3],
      names: fields[4])
  }

  // MARK: Segments

  private mutating func readSegments(at offset: UInt64, size: UInt64, count: UInt64) {
    guard count > 0, offset > 0 else { return }
    guard size >= (file.is64Bit ? 56 : 32), file.holds(count, of: size, at: offset) else {
      problems.append(LinkProblem("the program headers of this ELF file lie outside of it"))
      return
    }
    for index in 0..<count {
      let base = offset + index * size
      guard file.word(base) == 1 else { continue }
      let segment: ELFImage.Segment? =
        file.is64Bit
        ? segment(base, flags: 4, virtual: 16, physical: 24, sizes: (32, 40))
        : segment(base, flags: 24, virtual: 8, physical: 12, sizes: (16, 20))
      if let segment { image.segments.append(segment) }
    }
  }

  private func segment(
    _ base: UInt64, flags: UInt64, virtual: UInt64, physical: UInt64, sizes: (UInt64, UInt64)
  ) -> ELFImage.Segment? {
    guard let flags = file.word(base + flags), let address = file.address(base + virtual),
      let load = file.address(base + physical), let stored = file.address(base + sizes.0),
      let taken = file.address(base + sizes.1)
    else { return nil }
    return ELFImage.Segment(
      address: address, loadAddress: load, fileSize: stored, memorySize: taken,
      isWritable: flags & 2 != 0)
  }

  // MARK: Sections

  private mutating func readSections(at offset: UInt64, _ counts: Counts) {
    guard offset > 0 else {
      problems.append(LinkProblem("this ELF file has no section headers, and so no symbols"))
      return
    }
    let size = counts.sectionSize
    guard size >= (file.is64Bit ? 64 : 40), file.holds(1, of: size, at: offset),
      let first = header(at: offset)
    else {
      problems.append(LinkProblem("the section headers of this ELF file lie outside of it"))
      return
    }
    // Numbers that do not fit the header stand in the first section.
    var count = counts.sections == 0 ? first.size : counts.sections
    let names = counts.names == 0xFFFF ? UInt64(first.link) : counts.names
    if !file.holds(count, of: size, at: offset) {
      problems.append(LinkProblem("this ELF file ends within its section headers"))
      count = (UInt64(file.bytes.count) - offset) / size
    }
    for index in 0..<count {
      guard let header = header(at: offset + index * size) else { break }
      headers.append(header)
    }
    let table = names < UInt64(headers.count) ? contents(headers[Int(names)]) : 0..<0
    for header in headers {
      image.sections.append(
        ELFImage.Section(
          name: name(UInt64(header.name), in: table) ?? "", type: header.type,
          flags: header.flags, address: header.address, size: header.size,
          alignment: header.alignment))
    }
  }

  private func header(at base: UInt64) -> Header? {
    let wide = file.is64Bit
    guard let name = file.word(base), let type = file.word(base + 4),
      let flags = file.address(base + 8), let address = file.address(base + (wide ? 16 : 12)),
      let offset = file.address(base + (wide ? 24 : 16)),
      let size = file.address(base + (wide ? 32 : 20)),
      let link = file.word(base + (wide ? 40 : 24)),
      let alignment = file.address(base + (wide ? 48 : 32)),
      let entrySize = file.address(base + (wide ? 56 : 36))
    else { return nil }
    return Header(
      name: name, type: type, flags: flags, address: address, offset: offset, size: size,
      link: link, alignment: alignment, entrySize: entrySize)
  }

  private func contents(_ header: Header) -> Range<Int> {
    // Sections without bytes in the file (`.bss`) have none.
    header.type == 8 ? 0..<0 : file.part(at: header.offset, size: header.size)
  }

  private mutating func name(_ offset: UInt64, in table: Range<Int>) -> String? {
    guard nameBudget >= 0, let range = file.name(offset, in: table, limit: nameBudget) else {
      return nil
    }
    guard range.count <= nameBudget else {
      nameBudget = -1
      return nil
    }
    nameBudget -= range.count
    return String(decoding: file.bytes[range], as: UTF8.self)
  }

  // MARK: Symbols

  private mutating func readSymbols() {
    guard
      let number = headers.firstIndex(where: { $0.type == 2 })
        ?? headers.firstIndex(where: { $0.type == 11 })
    else {
      if !headers.isEmpty {
        problems.append(
          LinkProblem(
            "this ELF file has no symbol table: it was stripped, and says where nothing is"))
      }
      return
    }
    let header = headers[number]
    let minimum: UInt64 = file.is64Bit ? 24 : 16
    let size = header.entrySize == 0 ? minimum : header.entrySize
    let table = contents(header)
    guard size >= minimum, Int(header.link) < headers.count else {
      problems.append(LinkProblem("the symbol table of this ELF file is damaged"))
      return
    }
    if UInt64(table.count) < header.size {
      problems.append(LinkProblem("this ELF file ends within its symbol table"))
    }
    let names = contents(headers[Int(header.link)])
    let extended = headers.first { $0.type == 18 && Int($0.link) == number }.map(contents)
    let count = UInt64(table.count) / size
    var source: String?
    image.symbols.reserveCapacity(Int(count))
    for index in 0..<count {
      let base = UInt64(table.lowerBound) + index * size
      guard let raw = rawSymbol(at: base) else { break }
      guard raw.name != 0, let name = name(UInt64(raw.name), in: names), !name.isEmpty else {
        if nameBudget >= 0 { continue }
        problems.append(
          LinkProblem("the names of this ELF file overlap too much; some symbols are left out"))
        break
      }
      let type = raw.info & 0xF
      let isLocal = raw.info >> 4 == 0
      if type == 4 {
        source = name
        continue
      }
      guard type != 3, raw.section != 0 else { continue }
      // ARM and RISC-V mark code and data within sections by such names.
      if type == 0, name.utf8.first == UInt8(ascii: "$"), Self.isMappingSymbol(name) { continue }
      let kind = Self.kind(type)
      // The lowest bit of a function's address says "Thumb" on ARM.
      let address = kind == .function && image.machine == 40 ? raw.value & ~1 : raw.value
      image.symbols.append(
        ELFImage.Symbol(
          name: name, address: address, size: raw.size, kind: kind, isLocal: isLocal,
          section: section(raw.section, index, extended), file: isLocal ? source : nil))
    }
  }

  private struct RawSymbol {
    var name: UInt32
    var info: UInt8
    var section: UInt16
    var value: UInt64
    var size: UInt64
  }

  private func rawSymbol(at base: UInt64) -> RawSymbol? {
    let wide = file.is64Bit
    guard let name = file.word(base), let info = file.number(base + (wide ? 4 : 12), 1),
      let section = file.half(base + (wide ? 6 : 14)),
      let value = file.address(base + (wide ? 8 : 4)),
      let size = file.address(base + (wide ? 16 : 8))
    else { return nil }
    return RawSymbol(
      name: name, info: UInt8(truncatingIfNeeded: info), section: section, value: value, size: size)
  }

  private func section(_ number: UInt16, _ symbol: UInt64, _ extended: Range<Int>?) -> Int? {
    var number = UInt64(number)
    if number == 0xFFFF, let extended {
      let place = UInt64(extended.lowerBound) + symbol * 4
      guard place + 4 <= UInt64(extended.upperBound), let wide = file.word(place) else {
        return nil
      }
      number = UInt64(wide)
    } else if number >= 0xFF00 {
      return nil
    }
    return number < UInt64(headers.count) ? Int(number) : nil
  }

  private static func kind(_ type: UInt8) -> ELFImage.Symbol.Kind {
    switch type {
    case 0: .none
    case 1, 5: .object
    case 2, 10: .function
    default: .other
    }
  }

  /// `$a`, `$d`, `$t`, `$x`, with a dot or an ISA string behind.
  private static func isMappingSymbol(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard bytes.count >= 2, bytes[0] == UInt8(ascii: "$") else { return false }
    switch bytes[1] {
    case UInt8(ascii: "a"), UInt8(ascii: "t"), UInt8(ascii: "d"):
      return bytes.count == 2 || bytes[2] == UInt8(ascii: ".")
    case UInt8(ascii: "x"):
      return bytes.count == 2 || bytes[2] == UInt8(ascii: ".") || bytes[2] == UInt8(ascii: "r")
    default: return false
    }
  }
}
