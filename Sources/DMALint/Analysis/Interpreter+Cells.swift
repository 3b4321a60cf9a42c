/// Words at constant offsets of storages whose members have no names, as C pointers and dumps reach
/// them: members called `@` and the offset in bytes.
extension Interpreter {
  /// What is known of the word at a pointer with an offset.
  func cell(_ pointer: Pointer, _ state: State) -> Value {
    guard let offset = pointer.offset else { return .unknown }
    let name = "@\(offset)"
    switch state.memory[pointer.region.storage] {
    case .aggregate(_, let members)?:
      return members[name] ?? (members[Value.zeroed] != nil ? .integer(0) : .unknown)
    case nil:
      // Only of what the program was given is a word the same each time it is read.
      guard self[pointer.region.storage].kind == .pointee, pointer.stride == nil else {
        return .unknown
      }
      return symbol(.initial(Region(storage: pointer.region.storage, path: [name])))
    case _?: return .unknown
    }
  }

  /// Whether a store goes to one word of its storage, and not to all of it.
  func isCell(_ value: Value, _ pointer: Pointer, _ state: State) -> Bool {
    guard pointer.region.path.isEmpty else { return false }
    guard pointer.offset == 0 else { return true }
    guard case .aggregate(_, let members)? = state.memory[pointer.region.storage] else {
      return false
    }
    if case .aggregate = value { return false }
    return members.keys.contains { $0.utf8.first == Ascii.at }
  }

  private static let mostCells = 64

  /// Keeps what is stored some bytes into a storage, where it is worth it: addresses and constants.
  func pokeCell(_ value: Value, at pointer: Pointer, _ state: inout State) {
    let storage = pointer.region.storage
    var type: FlowType?
    var members: [String: Value] = [:]
    switch state.memory[storage] {
    case .aggregate(let known, let old)?: (type, members) = (known, old)
    case nil: break
    case let whole?: members["@0"] = whole
    }
    guard let offset = pointer.offset else {
      // Any of them may be the one that was written.
      guard members.keys.contains(where: { $0.utf8.first == Ascii.at }) else { return }
      members = members.filter { $0.key.utf8.first != Ascii.at }
      state.memory[storage] = .aggregate(type, members)
      return
    }
    let name = "@\(offset)"
    let isKept = value.isIdentity || value.integerValue != nil || value == .null
    guard members[name] != nil || isKept && members.count < Interpreter.mostCells else { return }
    members[name] = value
    state.memory[storage] = .aggregate(type, members)
  }
}
