import DMALint

/// Places and plain computation.
extension MachineRun {
  func place(_ value: MachineValue, _ range: SourceRange) throws -> MachinePlace {
    switch value {
    case .place(let place): return place
    case .integer, .pointer, .buffer, .range, .register, .unknown, .null, .closure, .members, .type,
      .name,
      .outcome, .completion, .status:
      return .value(value)
    }
  }

  /// What a place holds, where looking does not count as an access.
  private func peek(_ place: MachinePlace, _ state: MachineState, as type: FlowType? = nil)
    -> MachineValue
  {
    if case .memory(let address, _) = place, let members = plans.members(of: type) {
      return .members(
        members.map(\.name),
        members.map {
          peek(
            .memory(address + $0.offset, width: plans.size(of: $0.type)), state, as: $0.type)
        })
    }
    switch place {
    case .value(let value): return value
    case .slot(let frame, let local, let path):
      return path.reduce(state.frames[frame].slots[local]) { value, index in
        if case .members(_, let members) = value, members.indices.contains(index) {
          return members[index]
        }
        return .unknown
      }
    case .memory(let address, let width):
      guard let object = layout.object(at: address),
        let cells = layout.cells(
          of: object, address - layout.objects[object].address, width)
      else { return .unknown }
      return tokens[Int(state.cells[cells.lowerBound].expected)].value ?? .unknown
    }
  }

  func compute(
    _ operation: Operation, _ frame: MachineState.Frame, _ depth: Int, _ state: inout MachineState
  ) throws -> MachineValue {
    switch operation.kind {
    case .local(let local):
      if case .place = frame.slots[local.int] { return frame.slots[local.int] }
      return .place(.slot(frame: depth, local: local.int, path: []))
    case .global(let name):
      guard let global = module.globals.first(where: { $0.name == name }) else { return .unknown }
      if global.isLet, let value = globalValues[name] {
        return .place(.value(value))
      }
      let section = global.attributes.first { $0.name == "section" }?.argument ?? ""
      let alignment = global.attributes.first { $0.name == "_alignment" || $0.name == "alignment" }
      let object = try object(
        .global(name), name: name,
        size: global.size.map(Int64.init) ?? plans.size(of: global.type),
        alignment: global.alignment.map(Int64.init)
          ?? alignment.flatMap { Int64($0.argument ?? "") } ?? plans.alignment(of: global.type),
        kind: .global,
        isCached: !profile.uncachedSections.contains {
          section == $0 || section.hasPrefix($0 + ".")
        }, stride: plans.stride(of: global.type))
      return .place(
        .memory(layout.objects[object].address, width: layout.objects[object].size))
    case .member(let base, let name):
      if case .place(.memory(let address, _)) = frame.values[base.int],
        let member = plans.offset(of: name, in: plans.type(of: base, in: frame.function))
      {
        return .place(.memory(address + member.offset, width: plans.size(of: member.type)))
      }
      return try member(
        name, of: frame.values[base.int], plans.type(of: base, in: frame.function), state)
    case .element(let base, let arguments):
      let index = arguments.first.flatMap { frame.values[$0.value.int].number }
      return try element(of: frame.values[base.int], index, operation.range, state)
    case .pointee(let pointer, let offset):
      return .place(pointee(frame.values[pointer.int], plus: offset))
    case .indexed(let pointer, let index, let stride):
      guard let index = frame.values[index.int].number else {
        throw Interruption.beyond("an index that is not known", operation.range)
      }
      guard let address = frame.values[pointer.int].number else { return .unknown }
      return .place(.memory(address + index * Int64(stride), width: Int64(stride)))
    case .addressOf(let place):
      if case .place(.memory(let address, _)) = frame.values[place.int] {
        let object = layout.object(at: address)
        return .pointer(address, stride: object.map { layout.objects[$0].stride } ?? 4)
      }
      return .unknown
    case .take(let place):
      guard case .place(let content) = frame.values[place.int] else {
        return frame.values[place.int]
      }
      return peek(content, state, as: plans.type(of: place, in: frame.function))
    case .integer(let value): return .integer(value)
    case .boolean(let value): return .integer(value ? 1 : 0)
    case .nilLiteral: return .null
    case .name(let name):
      if case .integer(let value)? = module.constants[name] { return .integer(value) }
      if let value = table.constants[name] { return .integer(value) }
      if let function = body(named: MachinePlans.bare(name)) {
        return .closure(function, captures: [])
      }
      return .name(name)
    case .implicitMember(let name, _): return .name(name)
    case .type(let type): return .type(type)
    case .unary(let unary, let value):
      look(at: frame.values[value.int], &state)
      return Self.unary(unary, frame.values[value.int])
    case .binary(let spelling, let a, let b):
      look(at: frame.values[a.int], &state)
      look(at: frame.values[b.int], &state)
      return Self.binary(spelling, frame.values[a.int], frame.values[b.int])
    case .cast(let value, let type): return cast(frame.values[value.int], to: type)
    case .aggregate(_, let arguments):
      return .members(arguments.map(\.label), arguments.map { frame.values[$0.value.int] })
    case .closure(let function):
      let inner = module.functions[Int(function.index)]
      let captures = inner.captures.map { capture -> MachineValue in
        let slot = frame.slots[capture.outer.int]
        if case .place = slot { return slot }
        switch capture.mode {
        case .place: return .place(.slot(frame: depth, local: capture.outer.int, path: []))
        case .copy, .weak: return slot
        }
      }
      return .closure(Int(function.index), captures: captures)
    case .next(let place):
      guard case .place(.slot(let home, let local, let path)) = frame.values[place.int],
        case .range(let low, let high) = peek(.slot(frame: home, local: local, path: path), state)
      else { return .unknown }
      guard low < high else { return .null }
      replace(&state.frames[home].slots[local], path[...], .range(low + 1, high))
      return .integer(low)
    case .float, .string, .unknown, .isCase, .payload, .matches, .isType, .methodReference,
      .load, .store, .call, .fence, .assembly, .enter, .leave, .inlined:
      return .unknown
    }
  }

  private func pointee(_ value: MachineValue, plus offset: Int64) -> MachinePlace {
    switch value {
    case .pointer(let address, let stride), .buffer(let address, _, let stride):
      return .memory(address + offset, width: stride)
    case .integer(let address), .register(let address): return .memory(address + offset, width: 4)
    case .place(.memory(let address, let width)): return .memory(address + offset, width: width)
    case .unknown, .null, .range, .place, .closure, .members, .type, .name, .outcome, .completion,
      .status:
      return .value(.unknown)
    }
  }

  private func member(
    _ name: String, of base: MachineValue, _ type: FlowType?, _ state: MachineState
  ) throws -> MachineValue {
    let content: MachineValue
    if case .place(let place) = base { content = peek(place, state) } else { content = base }
    switch (name, content) {
    case ("baseAddress", .buffer(let address, _, let stride)):
      return .place(.value(.pointer(address, stride: stride)))
    case ("count", .buffer(_, let count, _)): return .place(.value(.integer(count)))
    case ("pointee", .pointer(let address, let stride)):
      return .place(.memory(address, width: stride))
    case (_, .members(let labels, _)):
      let index =
        labels.firstIndex(of: name) ?? plans.members(of: type)?.firstIndex { $0.name == name }
        ?? Int(name)
      guard let index else { return .place(.value(.unknown)) }
      if case .place(.slot(let frame, let local, let path)) = base {
        return .place(.slot(frame: frame, local: local, path: path + [index]))
      }
      return .place(.value(.unknown))
    default:
      // A structure that nothing has been stored in yet.
      guard case .place(.slot(let frame, let local, let path)) = base,
        let index = plans.members(of: type)?.firstIndex(where: { $0.name == name })
      else { return .place(.value(.unknown)) }
      return .place(.slot(frame: frame, local: local, path: path + [index]))
    }
  }

  private func element(
    of base: MachineValue, _ index: Int64?, _ range: SourceRange, _ state: MachineState
  ) throws -> MachineValue {
    guard let index else { throw Interruption.beyond("an index that is not known", range) }
    var content = base
    if case .place(.memory(let address, _)) = base, let object = layout.object(at: address),
      layout.objects[object].size > layout.objects[object].stride
    {
      // An array that lies in memory itself.
      let stride = layout.objects[object].stride
      return .place(.memory(address + index * stride, width: stride))
    }
    if case .place(let place) = base { content = peek(place, state) }
    switch content {
    case .pointer(let address, let stride), .buffer(let address, _, let stride):
      return .place(.memory(address + index * stride, width: stride))
    case .integer, .unknown, .null, .range, .register, .place, .closure, .members, .type, .name,
      .outcome,
      .completion, .status:
      return .place(.value(.unknown))
    }
  }

  func cast(_ value: MachineValue, to type: FlowType) -> MachineValue {
    guard let number = value.number else { return value }
    if case .outcome = value { return value }
    if case .completion = value { return value }
    switch type.name {
    case "UnsafeMutablePointer", "UnsafePointer", "UnsafeMutableRawPointer", "UnsafeRawPointer":
      return .pointer(number, stride: plans.stride(of: type))
    case "UInt8": return .integer(number & 0xFF)
    case "UInt16": return .integer(number & 0xFFFF)
    case "UInt32", "Int32", "UInt", "Int", "UInt64", "Int64": return .integer(number)
    default: return value
    }
  }

  private static func unary(_ unary: Operation.UnaryOperator, _ value: MachineValue) -> MachineValue
  {
    if case .status = value { return value }
    switch unary {
    case .unwrap: return value
    case .isSome:
      switch value {
      case .null: return .integer(0)
      case .unknown: return .unknown
      case .integer, .pointer, .buffer, .range, .register, .place, .closure, .members, .type, .name,
        .outcome, .completion, .status:
        return .integer(1)
      }
    case .negate: return value.number.map { .integer(0 &- $0) } ?? .unknown
    case .complement: return value.number.map { .integer(~$0) } ?? .unknown
    case .not: return value.number.map { .integer($0 == 0 ? 1 : 0) } ?? .unknown
    case .other: return .unknown
    }
  }

  private static func binary(_ spelling: String, _ a: MachineValue, _ b: MachineValue)
    -> MachineValue
  {
    if case .status = a { return a }
    if case .status = b { return b }
    guard let x = a.number, let y = b.number else { return .unknown }
    if spelling == "..<" { return .range(x, y) }
    if spelling == "..." { return .range(x, y &+ 1) }
    func truth(_ value: Bool) -> MachineValue { .integer(value ? 1 : 0) }
    switch spelling {
    case "+":
      if case .pointer(_, let stride) = a, case .integer = b {
        return .pointer(x + y * stride, stride: stride)
      }
      return .integer(x &+ y)
    case "-": return .integer(x &- y)
    case "*": return .integer(x &* y)
    case "&": return .integer(x & y)
    case "|": return .integer(x | y)
    case "^": return .integer(x ^ y)
    case "<<": return .integer(x << y)
    case ">>": return .integer(x >> y)
    case "==": return truth(x == y)
    case "!=": return truth(x != y)
    case "<": return truth(x < y)
    case "<=": return truth(x <= y)
    case ">": return truth(x > y)
    case ">=": return truth(x >= y)
    case "&&": return truth(x != 0 && y != 0)
    case "||": return truth(x != 0 || y != 0)
    case "/", "%": return y == 0 ? .unknown : .integer(spelling == "/" ? x / y : x % y)
    default: return .unknown
    }
  }
}
