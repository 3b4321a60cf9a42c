/// Registers at addresses that nobody knows: a driver that is told by its caller where they are.
extension Interpreter {
  /// The address of what a volatile access reaches, where it is a register: behind a pointer made of a
  /// number that is not known, or a member of a struct that stands for nothing but a register block.
  func registerAtUnknownAddress(_ pointer: Pointer) -> Value? {
    guard let base = pointeeValues[pointer.region.storage], case .symbol = base,
      let offset = pointer.offset
    else { return nil }
    let path = pointer.region.path
    var block = pointedType(base) ?? self[pointer.region.storage].type
    if let name = path.first, block.flatMap({ program.member(of: $0.name, named: name) }) == nil {
      block = castType(of: pointer.region.storage, with: name) ?? block
    }
    guard isNumber(base) || isRegisterBlock(block, path) else { return nil }
    if path.isEmpty { return moved(base, by: offset) }
    if let block, let member = self.offset(of: path, in: block) {
      return moved(base, by: offset &+ member)
    }
    return symbol(.binary("." + path.joined(separator: "."), base, .integer(offset)))
  }

  /// How many bytes a member of a member of a type lies behind its beginning.
  func offset(of path: [String], in type: FlowType) -> Int64? {
    var type = type
    var sum: Int64 = 0
    for name in path {
      guard let entry = program.type(named: type.name), let offset = offset(of: name, in: entry)
      else { return nil }
      sum &+= Int64(bitPattern: offset)
      type = entry.members[name]?.type ?? FlowType("")
    }
    return sum
  }

  private func moved(_ base: Value, by offset: Int64) -> Value {
    offset == 0 ? base : symbol(.binary("+", base, .integer(offset)))
  }

  /// Whether a value that is not known is a number by its declaration, and no pointer.
  private func isNumber(_ value: Value) -> Bool {
    guard case .symbol(let id) = value else { return value.integerValue != nil }
    switch term(id) {
    case .parameter(let function, let index):
      return isInteger(program.function(function).parameters[index].type)
    case .initial(let region), .merged(_, _, let region), .flagRead(let region, _, _, _):
      return isInteger(declaredType(of: region))
    case .binary(let op, let a, let b):
      return ["+", "-", "|", "&", "*", "<<", ">>"].contains(op) && isNumber(a) && isNumber(b)
    case .registerRead, .deviceData, .poll, .made, .outcome, .unary, .isCase, .payload:
      return false
    }
  }

  private func isInteger(_ type: FlowType?) -> Bool {
    type.map { ["UInt32", "Int32", "UInt64", "Int64", "UInt", "Int"].contains($0.name) } ?? false
  }

  private func declaredType(of region: Region) -> FlowType? {
    var type =
      self[region.storage].type ?? pointeeValues[region.storage].flatMap { pointedType($0) }
    if let name = region.path.first,
      type.flatMap({ program.member(of: $0.name, named: name) }) == nil
    {
      type = castType(of: region.storage, with: name)
    }
    for name in region.path {
      type = type.flatMap { program.member(of: $0.name, named: name)?.type }
      if type?.name == "Optional" { type = type?.arguments.first }
    }
    return type
  }

  /// A pointer from outside is cast to one to another type: the one that the caller means, as a rule, where
  /// a kit's callback is told of its driver's own struct.
  func noteCast(of value: Value, to type: FlowType) {
    guard type.name.hasPrefix("Unsafe"), let target = type.arguments.first,
      program.type(named: target.name) != nil
    else { return }
    let storage: StorageID
    switch value {
    case .pointer(let pointer) where pointer.region.path.isEmpty && pointer.offset == 0:
      storage = pointer.region.storage
    case .symbol: storage = pointeeStorage(value)
    default: return
    }
    guard case .pointee = self[storage].kind, castTypes[storage]?.contains(target) != true else {
      return
    }
    castTypes[storage, default: []].append(target)
  }

  private func castType(of storage: StorageID, with member: String) -> FlowType? {
    castTypes[storage]?.first { program.member(of: $0.name, named: member) != nil }
  }

  /// What a pointer that is not known points to, by its declaration.
  private func pointedType(_ value: Value) -> FlowType? {
    guard case .symbol(let id) = value else { return nil }
    var type: FlowType?
    switch term(id) {
    case .parameter(let function, let index):
      type = program.function(function).parameters[index].type
    case .initial(let region), .merged(_, _, let region), .flagRead(let region, _, _, _):
      type = declaredType(of: region)
    case .registerRead, .deviceData, .poll, .made, .outcome, .binary, .unary, .isCase, .payload:
      return nil
    }
    if type?.name == "Optional" { type = type?.arguments.first }
    guard let type, type.name.hasPrefix("Unsafe") else { return nil }
    return type.arguments.first
  }

  /// Whether a path leads to a volatile member of a block of which nobody has a variable: descriptors in
  /// memory have volatile members as well, and somewhere the memory for them.
  private func isRegisterBlock(_ type: FlowType?, _ path: [String]) -> Bool {
    guard let type, !path.isEmpty else { return false }
    if let known = registerBlocks[type.name] { return known }
    let isBlock = isAllVolatile(type.name, depth: 0) && !typesOfVariables.contains(type.name)
    registerBlocks[type.name] = isBlock
    return isBlock
  }

  private func isAllVolatile(_ name: String, depth: Int) -> Bool {
    guard depth < 4, let entry = program.type(named: name), entry.keyword == .struct,
      entry.stored.count > 1
    else { return false }
    return entry.stored.allSatisfy { member in
      member.isVolatile || member.name.lowercased().contains("reserved")
        || member.type.map { isAllVolatile(element(of: $0).name, depth: depth + 1) } == true
    }
  }

  private func element(of type: FlowType) -> FlowType {
    var type = type
    while type.name == "InlineArray" || type.name == "Array" || type.name == "Optional",
      let inner = type.arguments.last
    {
      type = inner
    }
    return type
  }

  /// The types of which the program has variables, or members of structs that are no register blocks.
  func findTypesOfVariables() -> Set<String> {
    var found: Set<String> = []
    func note(_ type: FlowType?) { if let type { found.insert(element(of: type).name) } }
    for global in program.module.globals { note(global.type) }
    for function in program.module.functions {
      for local in function.locals { note(local.type) }
    }
    for entry in program.types.values where !isAllVolatile(entry.name, depth: 0) {
      for member in entry.stored { note(member.type) }
    }
    return found
  }
}
