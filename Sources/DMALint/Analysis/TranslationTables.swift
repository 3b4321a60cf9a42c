/// A word of memory where a translation table may be.
struct TableWord: Hashable, Comparable, Sendable {
  /// The variable; nil for memory whose address is known.
  var storage: StorageID?
  /// Bytes from its start, or the address.
  var offset: Int64

  static func < (a: TableWord, b: TableWord) -> Bool {
    (a.storage?.index ?? .max, a.offset) < (b.storage?.index ?? .max, b.offset)
  }
}

/// Translation tables of AArch64, as the processor walks them once they are switched on.
///
/// Sources: Arm DDI 0487, D8.3 (descriptor formats), D8.2 (translation process: granules and first
/// levels), D19.2 MAIR_EL1, TCR_EL1, TTBR0_EL1, SCTLR_EL1.
extension Interpreter {
  private static let wordLimit = 16_384

  /// Instructions that write system registers: `msr ttbr0_el1, %0`.
  func setUp(assembly text: String, _ operands: [Value], _ site: Site, _ state: inout State) {
    guard platform.hasMMU, platform.cache != nil else { return }
    for line in text.lowercased().split(whereSeparator: { "\n;".contains($0) }) {
      let words = line.split(whereSeparator: { " \t,".contains($0) })
      guard words.count == 3, words[0] == "msr" else { continue }
      let digits = words[2].drop { "%xw".contains($0) }
      let number = Int(digits) ?? (operands.count == 1 ? 0 : -1)
      let value = operands.indices.contains(number) ? operands[number] : .unknown
      setUp(systemRegister: String(words[1]), resolved(value, state), site, &state)
    }
  }

  /// A function that nobody sees is called as a system register is: it writes it.
  func setUp(unseen name: String, _ arguments: [Passed], _ site: Site, _ state: inout State) {
    guard platform.hasMMU else { return }
    let words = MappingWords.words(name)
    for register in ["mair", "tcr", "ttbr", "sctlr"] {
      if words.contains(register), !words.contains("read"), !words.contains("get"),
        arguments.count == 1
      {
        // The upper half of the addresses is the kernel's own business.
        if name.lowercased().contains("ttbr1") { continue }
        setUp(
          systemRegister: register == "ttbr" ? "ttbr0" : register,
          resolved(arguments[0].value, state), site, &state)
      }
    }
  }

  private func setUp(
    systemRegister name: String, _ value: Value, _ site: Site, _ state: inout State
  ) {
    let register = String(name.prefix { $0 != "_" })
    switch register {
    case "mair", "tcr": state.registers[.constant(register)] = value
    case "ttbr0":
      state.registers[.constant(register)] = value
      setUpLog.sawTables(site)
    case "sctlr":
      // Bit 0 switches the unit on.
      guard bit(0, of: value) == true else { return }
      reach(.memoryManagementOn, site, &state)
      readTables(site, state)
    default: break
    }
  }

  /// A modelled function is given what the system registers get.
  func setUp(systemRegistersOf parts: ModelCall, _ state: inout State) {
    var isGiven = false
    for name in ["mair", "tcr", "ttbr0"] {
      guard let index = parts.model.parameters.firstIndex(of: name) else { continue }
      setUp(systemRegister: name, parts.value(index, self, state), parts.site, &state)
      isGiven = true
    }
    if isGiven { readTables(parts.site, state) }
  }

  /// Remembers what is stored where a table may be.
  func noteTableWord(_ value: Value, at pointer: Pointer, _ state: inout State) {
    guard platform.hasMMU, state.tableWords.count < Interpreter.wordLimit,
      self[pointer.region.storage].kind != .local
    else { return }
    guard let word = tableWord(at: pointer) else {
      if pointer.offset == nil { forgetTable(pointer.region.storage, &state) }
      return
    }
    guard word.offset & 7 == 0 else { return }
    state.tableWords[word] = value
  }

  /// A word of a table is written, and nobody knows which.
  private func forgetTable(_ storage: StorageID, _ state: inout State) {
    for word in state.tableWords.keys where word.storage == storage {
      state.tableWords[word] = .unknown
    }
  }

  private func tableWord(at pointer: Pointer) -> TableWord? {
    guard let offset = pointer.offset, pointer.region.path.isEmpty else { return nil }
    guard let address = address(of: pointer.region.storage) else {
      return TableWord(storage: pointer.region.storage, offset: offset)
    }
    return TableWord(storage: nil, offset: Int64(bitPattern: address) &+ offset)
  }

  /// The tables are in force now: what they say is what holds.
  func readTables(_ site: Site, _ state: State) {
    guard followsRounds, platform.architecture == "aarch64" else { return }
    func register(_ name: String) -> Value { state.registers[.constant(name)] ?? .unknown }
    var ranges: [TableRange] = []
    if let control = register("tcr").integerValue,
      let root = table(at: register("ttbr0"), masking: 0xFFFF_FFFF_FFFE)
    {
      var walk = TableWalk(
        words: state.tableWords, control: UInt64(bitPattern: control),
        attributes: register("mair").integerValue.map { UInt64(bitPattern: $0) })
      walk.walk(from: root, interpreter: self)
      ranges = TableRange.joined(walk.ranges)
    }
    setUpLog.add(tables: ranges, site)
  }

  /// The table that an address leads to.
  func table(at value: Value, masking mask: Int64) -> TableWord? {
    switch value {
    case .integer(let number): return TableWord(storage: nil, offset: number & mask)
    case .pointer(var pointer):
      pointer.offset = pointer.offset.map { $0 & ~0xFFF }
      return tableWord(at: pointer)
    case .unknown, .symbol, .constant, .null, .buffer, .register, .aggregate, .enumCase, .object,
      .array, .closure, .function, .type, .range:
      return nil
    }
  }
}

/// One walk through the tables, from the first level on.
private struct TableWalk {
  let words: SortedMap<TableWord, Value>
  /// TCR_EL1.
  let control: UInt64
  /// MAIR_EL1.
  let attributes: UInt64?
  var ranges: [TableRange] = []

  private static let rangeLimit = 65_536

  /// Bits of an offset within a page: TG0.
  private var pageBits: UInt64 {
    switch control >> 14 & 3 {
    case 1: 16
    case 2: 14
    default: 12
    }
  }

  /// Bits of the address that one level takes.
  private var levelBits: UInt64 { pageBits - 3 }

  mutating func walk(from root: TableWord, interpreter: Interpreter) {
    // T0SZ says how many upper bits are left out.
    let addressBits = 64 - min(control & 0x3F, 48)
    var level = 3
    var shift = pageBits
    while shift + levelBits < addressBits, level > 0 {
      shift += levelBits
      level -= 1
    }
    walk(root, level: level, shift: shift, base: 0, interpreter)
  }

  private mutating func walk(
    _ table: TableWord, level: Int, shift: UInt64, base: UInt64, _ interpreter: Interpreter
  ) {
    for index in 0..<(UInt64(1) << levelBits) where ranges.count < TableWalk.rangeLimit {
      var word = table
      word.offset &+= Int64(index) &* 8
      guard let value = words[word] else { continue }
      let first = base &+ index << shift
      let range = Platform.AddressRange(first: first, last: first &+ (1 << shift) &- 1)
      guard let kind = lowBits(of: value) else {
        ranges.append(TableRange(range: range, cacheability: .unknown))
        continue
      }
      switch (kind, level) {
      case (0, _), (2, _): break
      case (3, 0..<3):
        let mask = Int64(bitPattern: 0x0000_FFFF_FFFF_FFFF & ~((1 << pageBits) - 1))
        if let next = interpreter.table(at: value, masking: mask), next != table {
          walk(next, level: level + 1, shift: shift - levelBits, base: first, interpreter)
        } else {
          ranges.append(TableRange(range: range, cacheability: .unknown))
        }
      default: ranges.append(leaf(value, range))
      }
    }
  }

  private func lowBits(of value: Value) -> UInt64? {
    switch value {
    case .integer(let bits): UInt64(bitPattern: bits) & 3
    case .pointer(let pointer):
      pointer.offset.map { (UInt64(bitPattern: $0) | pointer.setBits) & 3 }
    case .unknown, .symbol, .constant, .null, .buffer, .register, .aggregate, .enumCase, .object,
      .array, .closure, .function, .type, .range:
      nil
    }
  }

  /// A block or a page: AttrIndx chooses one of the eight bytes of MAIR.
  private func leaf(_ value: Value, _ range: Platform.AddressRange) -> TableRange {
    let bits: UInt64
    switch value {
    case .integer(let number): bits = UInt64(bitPattern: number)
    case .pointer(let pointer): bits = pointer.setBits
    default: return TableRange(range: range, cacheability: .unknown)
    }
    guard let attributes else { return TableRange(range: range, cacheability: .unknown) }
    let kind = attributes >> ((bits >> 2 & 7) * 8) & 0xFF
    // Device memory has no outer policy; of the inner policies 0b0100 is not cached, and those with
    // bit 2 clear are write-through.
    let isDevice = kind & 0xF0 == 0
    let isCached = !isDevice && kind & 0xF != 4
    return TableRange(
      range: range, cacheability: isCached ? .cacheable : .nonCacheable, isDevice: isDevice,
      isWriteThrough: isCached && kind & 4 == 0)
  }
}
