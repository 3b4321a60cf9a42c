import DMALint

/// What is read off a program once: which locals need memory, sizes of types, loops without effect.
struct MachinePlans {
  let module: FlowModule
  private var inMemory: [[Bool]] = []
  private var deletable: [[Bool]] = []
  /// Functions by the name without labels, with a body.
  private(set) var functions: [String: [Int]] = [:]
  /// Functions that an interrupt calls.
  private(set) var handlers: [Int] = []
  let table: DeviceTable
  /// What the values of each function are by their types: of a place, what is stored there.
  private var types: [[FlowType?]] = []

  init(_ module: FlowModule, _ table: DeviceTable) {
    self.module = module
    self.table = table
    for (number, function) in module.functions.enumerated() {
      if function.hasBody {
        functions[Self.bare(function.name), default: []].append(number)
        if function.attributes.contains(where: { $0.name == "interrupt" })
          || table.completionHandlers.contains(Self.bare(function.name))
        {
          handlers.append(number)
        }
      }
    }
    inMemory = module.functions.map { localsInMemory($0) }
    deletable = module.functions.map { Self.deletableBranches($0) }
    types = module.functions.map { types(of: $0) }
  }

  /// The type of a value, or of what is stored at a place, where the text says so.
  func type(of value: ValueID, in function: Int) -> FlowType? { types[function][value.int] }

  private func types(of function: FlowFunction) -> [FlowType?] {
    var result: [FlowType?] = Array(repeating: nil, count: Int(function.valueCount))
    for block in function.blocks {
      for operation in block.operations {
        guard let number = operation.result?.int else { continue }
        switch operation.kind {
        case .local(let local): result[number] = function.locals[local.int].type
        case .global(let name): result[number] = module.globals.first { $0.name == name }?.type
        case .member(let base, "pointee"): result[number] = result[base.int]?.arguments.last
        case .member(let base, let name):
          result[number] = offset(of: name, in: result[base.int])?.type
        case .pointee(let pointer, _), .indexed(let pointer, _, _):
          result[number] = result[pointer.int]?.arguments.last
        case .load(let place, _), .take(let place): result[number] = result[place.int]
        case .addressOf(let place):
          result[number] = result[place.int].map { FlowType("UnsafeMutablePointer", [$0]) }
        case .cast(_, let type), .aggregate(let type, _): result[number] = type
        case .call(let call):
          guard case .name(let name) = call.callee else { continue }
          result[number] = functions[Self.bare(name)]?.first.flatMap { module.functions[$0].result }
        default: continue
        }
      }
    }
    return result
  }

  /// The stored members of a structure of the program, with their places in it; nil for what is none.
  func members(of type: FlowType?) -> [(name: String, offset: Int64, type: FlowType?)]? {
    guard let type, let declared = module.types.first(where: { $0.name == type.name }),
      declared.keyword == .struct
    else { return nil }
    return stored(in: declared)
  }

  private func stored(in declared: FlowTypeDeclaration)
    -> [(name: String, offset: Int64, type: FlowType?)]
  {
    var offset: Int64 = 0
    return declared.members.filter { $0.isStored && !$0.isStatic }.map { member in
      let place = member.offset.map(Int64.init) ?? offset
      offset += size(of: member.type)
      return (member.name, place, member.type)
    }
  }

  static func bare(_ name: String) -> String {
    String(name.prefix { $0 != "(" })
  }

  func isInMemory(_ function: Int, _ local: Int) -> Bool { inMemory[function][local] }

  /// Whether the block ends with the branch of a loop that has no effect but to wait.
  func isDeletable(_ function: Int, _ block: Int) -> Bool { deletable[function][block] }

  /// The value of a function that computes a constant.
  func constant(of function: Int) -> MachineValue? {
    guard let block = module.functions[function].blocks.first,
      case .return(let value?) = block.terminator.kind,
      let operation = block.operations.last(where: { $0.result == value })
    else { return nil }
    switch operation.kind {
    case .integer(let value): return .integer(value)
    case .boolean(let value): return .integer(value ? 1 : 0)
    case .nilLiteral: return .null
    case .call(let call):
      // `UInt32(7)`
      guard case .initializer = call.callee, call.arguments.count == 1,
        call.arguments[0].label == nil
      else { return nil }
      return number(of: function).map { .integer($0) }
    default: return nil
    }
  }

  private func number(of function: Int) -> Int64? {
    let numbers = module.functions[function].blocks.flatMap(\.operations).compactMap {
      if case .integer(let value) = $0.kind { value } else { nil as Int64? }
    }
    return numbers.count == 1 ? numbers.first : nil
  }

  private func localsInMemory(_ function: FlowFunction) -> [Bool] {
    var result = function.locals.map { Self.isAggregate($0.type) }
    var places: [ValueID: Int] = [:]
    for block in function.blocks {
      for operation in block.operations {
        switch operation.kind {
        case .local(let local):
          if let result = operation.result { places[result] = Int(local.index) }
        case .member(let base, _):
          if let result = operation.result, let local = places[base] { places[result] = local }
        case .addressOf(let place):
          if let local = places[place] { result[local] = true }
        case .call(let call):
          for argument in call.arguments where argument.passing == .address {
            if let local = places[argument.value] { result[local] = true }
          }
        case .assembly(_, _, _, let operands):
          for operand in operands { if let local = places[operand] { result[local] = true } }
        default: break
        }
      }
    }
    return result
  }

  private static func isAggregate(_ type: FlowType?) -> Bool {
    type?.name == "InlineArray" || type?.name == "CArray"
  }

  private static func deletableBranches(_ function: FlowFunction) -> [Bool] {
    let isPure = function.blocks.map { block in
      block.operations.allSatisfy { operation in
        switch operation.kind {
        case .local, .global, .member, .integer, .boolean, .nilLiteral, .unary, .binary, .cast,
          .load(_, .plain), .name, .type, .pointee, .isCase, .addressOf, .implicitMember, .inlined:
          true
        case .element, .indexed, .load, .store, .take, .float, .string, .unknown, .aggregate,
          .payload, .matches, .isType, .closure, .methodReference, .next, .call, .fence, .assembly,
          .enter, .leave:
          false
        }
      }
    }
    let hasLoad = function.blocks.map { block in
      block.operations.contains { if case .load = $0.kind { true } else { false } }
    }
    return function.blocks.indices.map { block in
      guard isPure[block], hasLoad[block],
        case .branch(_, let then, let otherwise) = function.blocks[block].terminator.kind
      else { return false }
      return [then, otherwise].contains { target in
        var here = Int(target.index)
        for _ in 0..<3 {
          if here == block { return true }
          guard isPure[here], case .jump(let next) = function.blocks[here].terminator.kind else {
            return false
          }
          here = Int(next.index)
        }
        return false
      }
    }
  }

  /// How many blocks lie on the way from one to another; nil where there is none.
  func distance(_ function: Int, _ from: Int, _ to: Int) -> Int? {
    var seen: Set<Int> = [from]
    var here = [from]
    var length = 0
    while !here.isEmpty {
      if here.contains(to) { return length }
      length += 1
      var next: [Int] = []
      for block in here {
        let targets: [BlockID] =
          switch module.functions[function].blocks[block].terminator.kind {
          case .jump(let target): [target]
          case .branch(_, let then, let otherwise): [then, otherwise]
          case .tryCall(_, _, let normal, _, let error): [normal, error]
          case .return, .throw, .unreachable: []
          }
        for target in targets where seen.insert(Int(target.index)).inserted {
          next.append(Int(target.index))
        }
      }
      here = next
    }
    return nil
  }

  // MARK: Types

  func size(of type: FlowType?) -> Int64 {
    guard let type else { return 4 }
    switch type.name {
    case "UInt8", "Int8", "Bool", "CChar": return 1
    case "UInt16", "Int16": return 2
    case "UInt64", "Int64", "Double": return 8
    case "InlineArray", "CArray":
      let count = type.arguments.first.flatMap { Int64($0.name) } ?? 1
      return count * size(of: type.arguments.last)
    case "Tuple": return type.arguments.reduce(0) { $0 + size(of: $1) }
    case "Atomic": return size(of: type.arguments.first)
    default:
      guard let declared = module.types.first(where: { $0.name == type.name }) else { return 4 }
      return declared.size.map(Int64.init)
        ?? max(
          1,
          declared.members.filter { $0.isStored && !$0.isStatic }.reduce(0) {
            $0 + size(of: $1.type)
          })
    }
  }

  func alignment(of type: FlowType?) -> Int64 {
    switch type?.name {
    case "InlineArray", "CArray": min(8, size(of: type?.arguments.last))
    default: min(8, max(1, size(of: type)))
    }
  }

  func stride(of type: FlowType?) -> Int64 {
    switch type?.name {
    case "InlineArray", "CArray", "UnsafeMutablePointer", "UnsafePointer",
      "UnsafeMutableBufferPointer":
      size(of: type?.arguments.last)
    case "UnsafeRawPointer", "UnsafeMutableRawPointer", "UnsafeMutableRawBufferPointer": 1
    default: size(of: type)
    }
  }

  func offset(of name: String, in type: FlowType?) -> (offset: Int64, type: FlowType?)? {
    switch type?.name {
    case "InlineArray", "CArray": offset(of: name, in: type?.arguments.last)
    default:
      module.types.first { $0.name == type?.name && $0.keyword != .class }
        .flatMap { stored(in: $0).first { $0.name == name } }.map { ($0.offset, $0.type) }
    }
  }
}
