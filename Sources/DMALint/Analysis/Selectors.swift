/// Variables that select one of a few buffers and take turns (`half = 1 - half`,
/// `page = (page + 1) & 1`, `useFirst.toggle()`), and numbers of states (`state = 2`).
///
/// Their values decide which memory is meant and what is done next, so that paths that differ in them
/// are kept apart like paths that hold different addresses.
struct Selectors {
  /// The largest value that counts as a choice.
  static let largest: Int64 = 7
  /// The largest value of what takes turns.
  private static let largestTurn: Int64 = 3
  /// So many different constants make a variable one of states.
  static let fewestStates = 3

  private(set) var locals: Set<LocalID> = []
  /// Members and globals, by their names.
  private(set) var names: Set<String> = []
  /// The small constants that members and globals are set to, by their names.
  private(set) var constants: [String: Set<Int64>] = [:]
  private var localConstants: [LocalID: Set<Int64>] = [:]

  private let function: FlowFunction
  /// Where each value is defined, by its number.
  private var definitions: [(block: UInt32, operation: UInt32)?] = []
  /// Temporaries that hold nothing but small numbers: what `?:` chooses between.
  private var chosen: Set<LocalID> = []

  init(_ function: FlowFunction) {
    self.function = function
    // What gives a variable its first value has no turns to take.
    if function.kind == .value, function.blocks.count == 1 { return }
    findStates(function)
    guard function.blocks.contains(where: { $0.operations.contains(where: Self.mayTurn) }) else {
      return
    }
    definitions = Array(repeating: nil, count: Int(function.valueCount))
    for block in function.blocks.indices {
      for operation in function.blocks[block].operations.indices {
        guard let result = function.blocks[block].operations[operation].result,
          definitions.indices.contains(Int(result.index))
        else { continue }
        definitions[Int(result.index)] = (UInt32(block), UInt32(operation))
      }
    }
    findChosen(function)
    // Once more for those that take over what another one has become.
    for _ in 0..<2 {
      for block in function.blocks {
        for operation in block.operations { look(at: operation.kind) }
      }
    }
    definitions = []
  }

  /// Looks for stores of small constants: the number and the place are made just before.
  private mutating func findStates(_ function: FlowFunction) {
    for block in function.blocks {
      for index in block.operations.indices {
        guard case .store(let value, let place, _) = block.operations[index].kind else { continue }
        var constant: Int64?
        var target: Operation.Kind?
        for earlier in max(0, index - 5)..<index {
          if block.operations[earlier].result == value,
            case .integer(let number) = block.operations[earlier].kind
          {
            constant = number
          }
          if block.operations[earlier].result == place { target = block.operations[earlier].kind }
        }
        guard let constant, constant >= 0, constant <= Self.largest, let target else { continue }
        note(constant, at: target)
      }
    }
    for (local, states) in localConstants where states.count >= Self.fewestStates {
      locals.insert(local)
    }
  }

  private static func mayTurn(_ operation: Operation) -> Bool {
    switch operation.kind {
    case .binary(let op, _, _): ["^", "-", "&", "%"].contains(op)
    case .unary(.not, _), .take: true
    case .call(let call): if case .method(_, "toggle") = call.callee { true } else { false }
    default: false
    }
  }

  private func definition(of value: ValueID) -> Operation.Kind? {
    guard definitions.indices.contains(Int(value.index)),
      let place = definitions[Int(value.index)]
    else { return nil }
    return function.blocks[Int(place.block)].operations[Int(place.operation)].kind
  }

  private mutating func findChosen(_ function: FlowFunction) {
    var others: Set<LocalID> = []
    for block in function.blocks {
      for operation in block.operations {
        guard case .store(let value, let place, _) = operation.kind,
          case .local(let local)? = definition(of: place),
          function.locals[Int(local.index)].isTemporary
        else { continue }
        if isSmall(value) { chosen.insert(local) } else { others.insert(local) }
      }
    }
    chosen.subtract(others)
  }

  private mutating func look(at operation: Operation.Kind) {
    switch operation {
    case .store(let value, let place, _):
      if turns(value, depth: 3) { mark(place) }
    case .call(let call):
      if case .method(let place, "toggle") = call.callee { mark(place) }
    default: break
    }
  }

  /// Whether a value is what a selector becomes.
  private func turns(_ value: ValueID, depth: Int) -> Bool {
    guard depth > 0 else { return false }
    switch definition(of: value) {
    case .binary("^", let a, let b): return isSmall(a) || isSmall(b)
    case .binary("-", let a, _): return isSmall(a)
    case .binary("&", let a, let b): return isSum(a) && isSmall(b)
    case .binary("%", let a, let b): return isSum(a) && (isSmall(b, limit: 4) || isCount(b))
    case .unary(.not, let inner): return isLoad(inner)
    case .cast(let inner, _): return turns(inner, depth: depth - 1)
    case .load(let place, _), .take(let place):
      guard case .local(let local)? = definition(of: place) else { return false }
      return chosen.contains(local) || locals.contains(local)
    default: return false
    }
  }

  private func isSmall(_ value: ValueID, limit: Int64 = Selectors.largestTurn) -> Bool {
    switch definition(of: value) {
    case .integer(let number): number >= 0 && number <= limit
    case .boolean: true
    default: false
    }
  }

  private func isSum(_ value: ValueID) -> Bool {
    if case .binary(let op, _, _)? = definition(of: value) {
      op == "+" || op == "&+"
    } else {
      false
    }
  }

  private func isCount(_ value: ValueID) -> Bool {
    guard case .load(let place, _)? = definition(of: value),
      case .member(_, let name)? = definition(of: place)
    else { return false }
    return name == "count"
  }

  private func isLoad(_ value: ValueID) -> Bool {
    if case .load? = definition(of: value) { true } else { false }
  }

  private mutating func note(_ constant: Int64, at place: Operation.Kind) {
    switch place {
    case .local(let local): localConstants[local, default: []].insert(constant)
    case .member(_, let name), .global(let name): constants[name, default: []].insert(constant)
    default: break
    }
  }

  private mutating func mark(_ place: ValueID) {
    switch definition(of: place) {
    case .local(let local): locals.insert(local)
    case .member(_, let name), .global(let name): names.insert(name)
    default: break
    }
  }
}

extension Interpreter {
  /// Whether two values of a variable are two choices of a selector.
  func areTurns(_ a: Value, _ b: Value) -> Bool {
    guard case .integer(let x) = a, case .integer(let y) = b, x != y else { return false }
    let choices = 0...Selectors.largest
    return choices.contains(x) && choices.contains(y)
  }

  /// Whether two paths differ in what a selector selects.
  func haveDifferentTurns(_ states: Comparison) -> Bool {
    states.memory.contains { storage, value, other in
      guard let value, let other else { return false }
      return areTurns(value, other)
        ? self[storage].isSelector || selectorNames.contains(self[storage].name)
        : haveDifferentTurns(value, other)
    }
  }

  private func haveDifferentTurns(_ a: Value, _ b: Value) -> Bool {
    guard !selectorNames.isEmpty, case .aggregate(_, let x) = a, case .aggregate(_, let y) = b
    else { return false }
    return x.contains { name, value in
      guard let other = y[name], other != value else { return false }
      return areTurns(value, other)
        ? selectorNames.contains(name) : haveDifferentTurns(value, other)
    }
  }
}
