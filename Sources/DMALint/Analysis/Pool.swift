/// An allocator of the program: a value that holds memory and has a method that gives out parts of it.
struct Pool: Hashable, Sendable {
  /// Where it got its memory: where it is made, or where a method is given the memory.
  var site: Site
  /// Its type.
  var type: String
  /// What the program calls it, where it does.
  var name: String
  /// The storages that its pointers lead to.
  var storages: Set<StorageID>
  /// The bytes of these that it gives out, where they are known.
  var spans: [StorageID: Range<Int64>] = [:]
  /// The addresses that it gives out, where they are numbers.
  var range: Platform.AddressRange?

  /// Its memory begins where another allocator has given out memory.
  var isCarved = false

  /// Whether its memory was given out by another allocator, which keeps its hands off it.
  private func isPart(of other: Pool) -> Bool {
    guard isCarved else { return false }
    if let range, let its = other.range {
      return its.first <= range.first && range.last <= its.last && range != its
    }
    return !spans.isEmpty
      && spans.allSatisfy { id, bytes in
        other.spans[id].map { $0 != bytes && $0.contains(bytes) } == true
      }
  }

  /// Whether another allocator gives out some of the same bytes.
  func overlaps(_ other: Pool) -> Bool {
    if isPart(of: other) || other.isPart(of: self) { return false }
    if let range, let its = other.range, range.first != range.last,
      range.first <= its.last && its.first <= range.last
    {
      return true
    }
    return spans.contains { id, bytes in other.spans[id]?.overlaps(bytes) == true }
  }

  /// Whether its name says that it is for DMA.
  var isForDMA: Bool {
    [type, name].contains { MappingWords.words($0).contains("dma") }
  }
}

/// Allocators of the program, recognised by what they do: they hold memory, and a method that is
/// called as allocating is called returns pointers.
extension Interpreter {
  private static let allocating: Set<String> = [
    "alloc", "allocate", "allocator", "allocation", "malloc", "calloc", "pool", "arena", "heap",
    "slab", "bump", "reserve", "carve", "take", "lease", "grab", "claim", "acquire", "suballocate",
    "obtain", "memalign",
  ]

  /// Whether values of a type give out memory.
  func isPool(_ type: String) -> Bool {
    if let known = poolTypes[type] { return known }
    poolTypes[type] = false
    guard let entry = program.type(named: type) else { return false }
    let isCalledSo = soundsAllocating(entry.name)
    let result = entry.methods.contains { name, ids in
      name != "init" && (isCalledSo || soundsAllocating(name))
        && ids.contains { givesMemory(program.function($0)) }
    }
    poolTypes[type] = result
    return result
  }

  private func soundsAllocating(_ name: String) -> Bool {
    MappingWords.words(name).contains(where: Interpreter.allocating.contains)
  }

  func givesMemory(_ function: FlowFunction) -> Bool {
    func isPointer(_ type: FlowType?) -> Bool {
      guard let type else { return false }
      if type.name == "Optional" || type.name == "Tuple" {
        return type.arguments.contains(where: isPointer)
      }
      return type.name.hasPrefix("Unsafe") && type.name.contains("Pointer")
    }
    return isPointer(function.result)
  }

  /// A value of a type has been made: if the type is an allocator's, its memory is remembered.
  func notePool(_ value: Value, _ type: String, _ site: Site, _ state: State) {
    guard isPool(type) else { return }
    let content: Value
    switch value {
    case .object(let object): content = state.memory[object] ?? .unknown
    default: content = value
    }
    guard case .aggregate(_, let members) = content else { return }
    notePool(members, type, site, state)
  }

  /// An allocator's method has been called: what it was given is its memory now.
  func notePool(
    receiver: Place, type: String, given arguments: [Passed], _ function: FunctionID, _ site: Site,
    _ state: State
  ) {
    guard isPool(type), !givesMemory(program.function(function)),
      arguments.contains(where: { isAddress($0.value) }),
      case .aggregate(_, let members) = content(of: receiver, state)
    else { return }
    notePool(members, type, site, state)
  }

  /// An allocator's method has given out memory.
  func noteGift(_ value: Value, of type: String, _ function: FunctionID) {
    guard isPool(type), givesMemory(program.function(function)),
      let pointer = resolvedPointer(in: value), pointer.offset != nil
    else { return }
    gifts[pointer.region.storage, default: []].insert(pointer.offset ?? 0)
  }

  private func resolvedPointer(in value: Value) -> Pointer? {
    if case .aggregate(_, let members) = value {
      return members.keys.sorted().lazy.compactMap { members[$0]?.pointer }.first
    }
    return value.pointer
  }

  private func content(of receiver: Place, _ state: State) -> Value {
    let value = peek(receiver, state)
    if case .object(let object) = value { return state.memory[object] ?? .unknown }
    return value
  }

  private func isAddress(_ value: Value) -> Bool {
    if value.pointer != nil { return true }
    guard let number = value.integerValue else { return false }
    return isMemoryAddress(number)
  }

  /// Whether a number is the address of memory, as far as the platform or the set-up knows.
  private func isMemoryAddress(_ number: Int64) -> Bool {
    let address = UInt64(bitPattern: number)
    guard number > 0xFFF, !isDevice(.integer(number)) else { return false }
    return regions.entry(at: address) != nil || (platform.hasMMU && number >= 0x1_0000)
  }

  private func notePool(
    _ members: [String: Value], _ type: String, _ site: Site, _ state: State
  ) {
    var pool = Pool(site: site, type: type, name: "", storages: [])
    var parts = MappingParts()
    var starts: [StorageID: Int64] = [:]
    for name in members.keys.sorted() {
      let value = resolved(members[name] ?? .unknown, state)
      if let pointer = value.pointer, isMemory(pointer) {
        if address(of: pointer.region.storage) != nil {
          parts.add(name, .pointer(pointer), self)
        } else {
          pool.storages.insert(pointer.region.storage)
          if let offset = pointer.offset, pointer.region.path.isEmpty {
            starts[pointer.region.storage] = offset
          }
        }
      } else {
        parts.add(name, value, self)
      }
      if case .buffer(let pointer, let count) = value, let length = count.integerValue {
        parts.add("size", .integer(length &* Int64(pointer.stride ?? 1)), self)
      }
    }
    if let first = parts.start, isMemoryAddress(Int64(bitPattern: first)) {
      pool.range = parts.addresses ?? Platform.AddressRange(first: first, last: first)
    }
    if let size = parts.byteCount.flatMap({ Int64(exactly: $0) }), size > 0 {
      pool.spans = starts.mapValues { Range(from: $0, count: size) }
    }
    guard !pool.storages.isEmpty || pool.range != nil else { return }
    pool.isCarved = members.values.contains { value in
      guard let pointer = resolved(value, state).pointer, let offset = pointer.offset else {
        return false
      }
      return gifts[pointer.region.storage]?.contains(offset) == true
    }
    pools[site] = pool
  }

  /// The allocator that a buffer comes from.
  func pool(of pointer: Pointer) -> Pool? {
    let storage = pointer.region.storage
    let found = pools.values.filter { pool in
      if pool.storages.contains(storage) { return true }
      guard let range = pool.range, let base = address(of: storage), let offset = pointer.offset
      else { return false }
      let address = base &+ UInt64(bitPattern: offset)
      // Without a size: what lies behind the base in the same memory.
      if range.first == range.last {
        return address >= range.first && address - range.first < 1 << 20
          && regions.entry(at: address) == regions.entry(at: range.first)
      }
      return range.contains(address)
    }
    return found.min { $0.site < $1.site }
  }
}
