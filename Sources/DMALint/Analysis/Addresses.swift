/// Where storages are, as the program and the link say it.
extension Interpreter {
  /// The address at which a storage begins, where it is known: the program names it, or the link does.
  func address(of id: StorageID) -> UInt64? {
    if case .absolute(let address) = self[id].kind { return address }
    return self[id].placement?.address
  }

  /// The bytes between two pointers, where the link tells the addresses of both (`_end - _start`).
  func distance(_ a: Pointer, _ b: Pointer) -> Int64? {
    guard a.region.path.isEmpty, b.region.path.isEmpty, let x = address(of: a.region.storage),
      let y = address(of: b.region.storage), let moved = a.offset, let other = b.offset
    else { return nil }
    return Int64(bitPattern: x &+ UInt64(bitPattern: moved) &- y &- UInt64(bitPattern: other))
  }

  /// The addresses between which a storage lies.
  func range(of id: StorageID) -> Platform.AddressRange? {
    let storage = self[id]
    if let address = address(of: id) {
      let size = storage.size ?? storage.placement?.size ?? reached[id].map(UInt64.init) ?? 1
      let (last, overflow) = address.addingReportingOverflow(max(1, size) - 1)
      return Platform.AddressRange(first: address, last: overflow ? address : last)
    }
    return storage.placement.map { Platform.AddressRange(first: $0.first, last: $0.last) }
  }

  /// The addresses that a buffer has, or between which it lies; where its length is not known, as far as
  /// the program itself goes in it.
  func range(of pointer: Pointer, length: Value) -> Platform.AddressRange? {
    let id = pointer.region.storage
    guard let start = address(of: id) else { return range(of: id) }
    guard let offset = pointer.offset, pointer.region.path.isEmpty else {
      return self[id].placement == nil ? nil : range(of: id)
    }
    let first = start &+ UInt64(bitPattern: offset)
    let size =
      length.integerValue ?? self[id].size.map { Int64(clamping: $0) }
      ?? reached[id].map { $0 > offset ? $0 &- offset : 1 }
    let (last, overflow) = first.addingReportingOverflow(UInt64(max(1, size ?? 1)) - 1)
    return overflow ? nil : Platform.AddressRange(first: first, last: last)
  }

  /// The bytes that a transfer of some length has from a pointer on: those of the variable, or of the
  /// member that it begins with where it ends at no member's end, so that nobody can mean the rest.
  func room(at pointer: Pointer, for length: Int64, _ state: State) -> Int64? {
    guard let size = self[pointer.region.storage].size, let within = pointer.offset, within >= 0
    else { return nil }
    let path = pointer.region.path
    guard let name = path.last else { return Int64(clamping: size) &- within }
    var outer = pointer
    outer.region.path.removeLast()
    outer.offset = 0
    guard path.count == 1, let record = type(of: outer, state),
      let entry = program.type(named: record.name), let type = entry.members[name]?.type,
      type.name == "CArray", let own = self.size(of: type),
      let start = offset(of: name, in: entry).map({ Int64(clamping: $0) })
    else { return nil }
    let left = Int64(clamping: size) &- start &- within
    guard length <= left else { return left }
    let ends = entry.stored.compactMap { member -> Int64? in
      guard let offset = offset(of: member.name, in: entry),
        let size = member.type.flatMap({ self.size(of: $0) })
      else { return nil }
      return Int64(clamping: offset &+ size)
    }
    let end = start &+ within &+ length
    return ends.contains(end) || length <= left && end == Int64(clamping: size)
      ? left : Int64(clamping: own) &- within
  }

  /// Whether a buffer begins on a multiple of `boundary`; nil where nobody says.
  func isAligned(_ pointer: Pointer, to boundary: UInt64) -> Bool? {
    guard boundary > 1 else { return true }
    guard let offset = pointer.offset else { return nil }
    if pointer.boundary % boundary == 0 { return true }
    let storage = self[pointer.region.storage]
    if pointer.region.path.isEmpty, let address = address(of: pointer.region.storage) {
      return (address &+ UInt64(bitPattern: offset)) % boundary == 0
    }
    return storage.alignment.map {
      $0 % boundary == 0 && UInt64(bitPattern: offset) % boundary == 0
    }
  }

  /// Who shares the lines at the ends of a buffer, as the linked file shows it.
  func neighbours(of pointer: Pointer, length: Value, line: UInt64) -> Neighbours {
    let id = pointer.region.storage
    guard link.knowsNeighbours, line > 0, let start = address(of: id), self[id].placement != nil,
      let range = range(of: pointer, length: length)
    else { return .unknown }
    let size = self[id].size ?? self[id].placement?.size ?? 1
    let first = range.first - range.first % line
    let (last, overflow) = range.last.addingReportingOverflow(line - 1 - range.last % line)
    guard !overflow else { return .unknown }
    for object in link.objects(from: first, through: last) {
      // The variable's own bytes, under whatever name.
      if object.address >= start, object.last <= start &+ max(size, 1) - 1 { continue }
      if object.address <= start, object.last >= start { continue }
      return .some(object.name)
    }
    // Bytes of the variable that are not transferred are neighbours as well.
    let isWhole = range.first == start && range.last - range.first &+ 1 == size
    return isWhole || range.first % line == 0 && range.last % line == line - 1 ? .nobody : .unknown
  }

  /// The region of the platform that holds all of a buffer, or all places where it may lie; the
  /// narrowest one.
  func memory(of pointer: Pointer, length: Value) -> Platform.MemoryRegion? {
    guard let range = range(of: pointer, length: length) else { return nil }
    return platform.regions.filter {
      $0.range.first <= range.first && range.last <= $0.range.last
    }.min { $0.range.last - $0.range.first < $1.range.last - $1.range.first }
  }

  /// Whether a buffer is in memory that programs cannot write, as far as its address tells.
  func isReadOnlyMemory(_ pointer: Pointer) -> Bool? {
    guard let region = memory(of: pointer, length: .unknown) else { return nil }
    switch region.kind {
    case .flash, .rom: return true
    case .ram, .tightlyCoupled, .externalRAM, .device: return region.isReadOnly
    }
  }

  /// Where the linker put a variable of the inputs.
  func placement(of global: FlowGlobal) -> Placement? {
    link.isEmpty ? nil : link.placement(of: linkedName(of: global))
  }

  /// What the linker may know a variable by.
  func linkedName(of global: FlowGlobal) -> LinkedName {
    let number = Int(global.range.file.index)
    let file = number < files.count ? files[number] : ""
    func argument(_ names: [String]) -> String? {
      global.attributes.first { names.contains($0.name) }?.argument
    }
    var name = LinkedName(
      name: global.name, language: file.hasSuffix(".swift") ? .swift : .c,
      linkName: argument(["c", "silgen", "extern"]), file: file, isExternal: global.isExternal)
    name.isStatic = global.attributes.contains { $0.name == "static" }
    name.section = argument(["section"])
    if name.language == .c {
      name.contents =
        global.isConstant ? .constant : global.initializer == nil ? .zero : .unknown
    }
    name.size = global.size.map(UInt64.init) ?? global.type.flatMap(size(of:))
    name.alignment =
      global.alignment.map(UInt64.init) ?? argument(["alignment"]).flatMap { UInt64($0) }
      ?? global.type.flatMap(alignment(of:))
    return name
  }

  /// The variables of the inputs that ask for sections of their own.
  func sectionedNames() -> [LinkedName] {
    program.module.globals.filter { global in
      global.attributes.contains { $0.name == "section" }
    }.map(linkedName(of:))
  }
}
