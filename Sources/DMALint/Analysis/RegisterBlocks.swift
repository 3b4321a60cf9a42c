/// Register blocks as swift-mmio declares them: structs with `@RegisterBlock`, whose members are
/// registers, arrays of registers or blocks, and further blocks, each at an offset.
///
/// Source: apple/swift-mmio, `Sources/MMIO/RegisterBlock.swift`, `Register.swift`,
/// `RegisterArray.swift`: `init(unsafeAddress:)`, `read()`, `write(_:)`, `modify(_:)`.
extension Interpreter {
  /// The member that holds a block's address.
  static let blockAddress = "*address"

  /// A block, an array of them, or a register at an address.
  func registerValue(_ type: FlowType, at address: Value) -> Value {
    switch type.name {
    case "Register": return .register(address: address, width: 32)
    case "Array", "RegisterArray":
      return .aggregate(type, [Interpreter.blockAddress: address])
    default: return .aggregate(type, [Interpreter.blockAddress: address])
    }
  }

  /// A member of a register block, where the place holds one.
  func registerMember(_ name: String, of content: Value, _ state: State) -> Value? {
    guard case .aggregate(let type?, let members) = content,
      let address = members[Interpreter.blockAddress], let entry = program.type(named: type.name),
      let member = entry.members[name], let offset = blockSetting("offset", member)
    else { return nil }
    let target = binary("+", address, .integer(offset), state)
    let memberType = member.type ?? FlowType("Register")
    if let base = address.integerValue, blockTypes[base] == nil { blockTypes[base] = type }
    guard let stride = blockSetting("stride", member) else {
      return registerValue(memberType, at: target)
    }
    return .aggregate(
      FlowType("RegisterArray", [memberType]),
      [Interpreter.blockAddress: target, "stride": .integer(stride)])
  }

  /// An element of an array of registers or blocks.
  func registerElement(_ index: Value, of content: Value, _ state: State) -> Value? {
    guard case .aggregate(let type?, let members) = content, type.name == "RegisterArray",
      let address = members[Interpreter.blockAddress], let stride = members["stride"],
      let element = type.arguments.first
    else { return nil }
    let inner =
      ["Array", "RegisterArray"].contains(element.name) ? element.arguments.first : element
    let offset = binary("*", index, stride, state)
    return registerValue(inner ?? element, at: binary("+", address, offset, state))
  }

  /// A number among the arguments of a member's `@RegisterBlock(offset:stride:count:)`.
  private func blockSetting(_ name: String, _ member: FlowTypeDeclaration.Member) -> Int64? {
    guard
      let text = member.attributes.first(where: { $0.name == "RegisterBlock" })?.argument,
      let part = text.split(separator: ",").map({ $0.drop { $0 == " " } }).first(where: {
        $0.hasPrefix(name + ":")
      })
    else { return nil }
    let digits = part.dropFirst(name.count + 1).filter { $0 != "_" && $0 != " " }
    if digits.hasPrefix("0x") { return Int64(digits.dropFirst(2), radix: 16) }
    return Int64(digits)
  }

  /// `read()`, `write { … }`, `write(value)` and `modify { … }` of a register.
  func accessRegister(
    _ name: String, at address: Value, _ arguments: [Passed], _ site: Site, _ state: State,
    _ activation: Activation
  ) -> [Outcome]? {
    var state = state
    switch name {
    case "read":
      let value = readRegister(address, .volatile, site, &state, activation)
      return [Outcome(kind: .returned, value: value, state: state)]
    case "write", "modify":
      guard let body = arguments.first else { return nil }
      guard case .closure = body.value else {
        writeRegister(
          address, fieldValue(body.value), .volatile, site, name: "write(_:)", &state, activation)
        return [Outcome(kind: .returned, value: .unknown, state: state)]
      }
      let fields = storage(.made(site, activation.running, "fields")) {
        Storage(kind: .local, name: "", type: nil, site: site, isTemporary: true)
      }
      state.memory[fields] = .aggregate(nil, [Value.zeroed: .yes])
      let place = Place.memory(Pointer(fields))
      let passed = Passed(label: nil, value: peek(place, state), place: place, isAddress: true)
      return apply(body.value, [passed, passed], site, state, activation).map { outcome in
        var outcome = outcome
        let written = fieldValue(outcome.state.memory[fields] ?? .unknown)
        outcome.state.memory[fields] = nil
        writeRegister(
          address, written, .volatile, site, name: name, &outcome.state, activation)
        return outcome
      }
    default: return nil
    }
  }

  /// What the fields of a register make together, as far as one of them says it: an address in any of
  /// them is the register's address; a single number is its value.
  private func fieldValue(_ value: Value) -> Value {
    guard case .aggregate(_, let members) = value else { return value }
    var numbers: [Value] = []
    for name in members.keys.sorted() where name != Value.zeroed {
      guard let member = members[name] else { continue }
      let inner = fieldValue(member)
      if inner.pointer != nil { return inner }
      numbers.append(inner)
    }
    return numbers.count == 1 ? numbers[0] : .unknown
  }
}
