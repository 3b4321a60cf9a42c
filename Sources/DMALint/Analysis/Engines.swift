/// Which engine serves a transfer, and what it can reach.
extension Interpreter {
  /// The engine that serves a transfer, as far as the platform tells.
  func engine(of id: TransferID, _ facts: TransferFacts) -> Platform.Engine? {
    guard let channel = facts.channel else { return nil }
    if channel.kind == "register" {
      guard case .integer(let address)? = channel.key.first else { return nil }
      return engine(at: UInt64(bitPattern: address))
    }
    let names = channel.key.map { value -> String in
      switch value {
      case .pointer(let pointer): name(of: pointer)
      case .constant(let name): name
      default: ""
      }
    }
    for engine in platform.engines {
      for pattern in engine.serves where names.contains(where: { Self.matches($0, pattern) }) {
        return engine
      }
    }
    return platform.engines.first { engine in
      engine.channelKinds.contains { channel.kind == $0 || channel.kind.hasPrefix($0 + "-") }
    }
  }

  /// The engine that a register belongs to.
  func engine(at address: UInt64) -> Platform.Engine? {
    var hasBlocks = false
    // By index: an engine is large, and this is asked at every register.
    for index in platform.engines.indices {
      if platform.engines[index].registers.contains(where: { $0.contains(address) }) {
        return platform.engines[index]
      }
      if !platform.engines[index].blockTypes.isEmpty { hasBlocks = true }
    }
    guard hasBlocks else { return nil }
    // The registers may be in a block within the block.
    var names: [String] = []
    for (base, type) in blockTypes
    where base >= 0 && UInt64(base) <= address && address - UInt64(base) < Self.largestBlock {
      names.append(type.name)
    }
    guard !names.isEmpty else { return nil }
    return platform.engines.indices.first { index in
      platform.engines[index].blockTypes.contains { pattern in
        names.contains { Self.matches($0, pattern) }
      }
    }.map { platform.engines[$0] }
  }

  /// Bytes between the start of a register block and its last register, at most.
  private static let largestBlock: UInt64 = 0x1000

  static func matches(_ name: String, _ pattern: String) -> Bool {
    guard let star = pattern.utf8.firstIndex(of: UInt8(ascii: "*")) else { return name == pattern }
    return name.hasPrefix(pattern[..<star])
      && name.hasSuffix(pattern[pattern.utf8.index(after: star)...])
  }

  /// The memory that holds a buffer or a part of it: by its address, else by the section that the
  /// vendor's linker scripts put there.
  func memories(of buffer: TransferBuffer) -> [Platform.MemoryRegion] {
    if let range = range(of: buffer.pointer, length: buffer.length) {
      let first = platform.regions.first { $0.range.contains(range.first) }
      let last = platform.regions.first { $0.range.contains(range.last) }
      return [first, last].compactMap { $0 }
    }
    guard let section = self[buffer.pointer.region.storage].section,
      let name = platform.sections.first(where: { Self.section(section, isWithin: $0.section) })?
        .region
    else { return [] }
    return platform.regions.filter { $0.name == name }
  }

  /// The memory of a buffer that the engine of a transfer has no path to.
  func unreachable(_ buffer: TransferBuffer, _ id: TransferID, _ facts: TransferFacts) -> (
    engine: Platform.Engine, region: Platform.MemoryRegion
  )? {
    guard let engine = engine(of: id, facts), engine.confidence >= 50,
      let region = memories(of: buffer).first(where: { region in
        region.confidence >= 50 && region.reachableBy?.contains(engine.name) == false
      })
    else { return nil }
    return (engine, region)
  }

  /// Whether the buffer's bytes are read-only data: a literal, a constant, or memory that cannot be
  /// written.
  func isReadOnly(_ buffer: TransferBuffer) -> Bool {
    let storage = self[buffer.pointer.region.storage]
    // Where the link says where it is, that decides, and not what the declaration promises.
    if storage.placement != nil, let known = isReadOnlyMemory(buffer.pointer) { return known }
    if storage.kind == .literal || storage.isConstant { return true }
    return memories(of: buffer).contains { $0.isReadOnly }
  }

  /// Whether a buffer is read-only data that lies in flash: a section of its own may lie anywhere.
  func isInFlash(_ buffer: TransferBuffer) -> Bool {
    guard isReadOnly(buffer) else { return false }
    let storage = self[buffer.pointer.region.storage]
    guard storage.placement == nil, let section = storage.section else { return true }
    return MappingWords.words(section).contains {
      ["rodata", "text", "flash", "const", "rom"].contains($0)
    }
  }

  /// The alignment that the memory's address is known to have: exactly, where the address is known or a
  /// promise of the declaration is all there is to break.
  func misalignment(of buffer: TransferBuffer, _ needed: UInt64) -> UInt64? {
    guard needed > 1, buffer.pointer.boundary % needed != 0,
      let offset = offset(of: buffer.pointer)
    else { return nil }
    let storage = self[buffer.pointer.region.storage]
    if let base = address(of: buffer.pointer.region.storage) {
      let rest = (base &+ UInt64(bitPattern: offset)) % needed
      return rest == 0 ? nil : rest
    }
    var promised = storage.alignment ?? 1
    // What Swift's and C's heaps give whatever is asked of them.
    if storage.kind == .heap { promised = max(promised, 8) }
    let common = min(promised, needed)
    let rest = UInt64(bitPattern: offset) % common
    return rest == 0 ? nil : rest
  }

  /// The alignment that a declaration or an allocation asks for in so many words, where that is less
  /// than is needed. Whether the address fits all the same is luck.
  func weakPromise(of buffer: TransferBuffer, _ needed: UInt64) -> UInt64? {
    let storage = self[buffer.pointer.region.storage]
    guard needed > 1, address(of: buffer.pointer.region.storage) == nil,
      storage.placement == nil, storage.isAlignmentWritten, var promised = storage.alignment
    else { return nil }
    switch storage.kind {
    case .global: break
    case .heap:
      guard storage.allocator == nil else { return nil }
      // What Swift's and C's heaps give whatever is asked of them.
      promised = max(promised, 8)
    case .local, .stackCopy, .object, .elements, .literal, .pointee, .absolute: return nil
    }
    return promised < needed ? promised : nil
  }

  /// Bytes from the start of the storage, members included.
  func offset(of pointer: Pointer) -> Int64? {
    guard var offset = pointer.offset else { return nil }
    var type = self[pointer.region.storage].type
    for name in pointer.region.path {
      guard let current = type, let entry = program.type(named: current.name),
        let inner = self.offset(of: name, in: entry)
      else { return nil }
      offset &+= Int64(bitPattern: inner)
      type = entry.members[name]?.type
    }
    return offset
  }
}
