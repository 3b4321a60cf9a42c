/// The values of a function that lead to nothing: nobody uses them, or only to compute or keep what nobody
/// uses either.
struct DroppedValues {
  private let function: FlowFunction
  private let isMemberRead: (String) -> Bool
  private var definitions: [ValueID: Operation.Kind] = [:]
  private var users: [ValueID: [Operation]] = [:]
  /// What returns, branches and calls that throw use.
  private var needed: Set<ValueID> = []
  /// The operations that give the place of a local.
  private var places: [LocalID: [ValueID]] = [:]

  private var captured: Set<LocalID>

  init(
    _ function: FlowFunction, _ program: Program, isMemberRead: @escaping (String) -> Bool
  ) {
    captured = Set(function.captures.map(\.inner))
    self.function = function
    self.isMemberRead = isMemberRead
    for block in function.blocks {
      for operation in block.operations {
        if let result = operation.result { definitions[result] = operation.kind }
        if case .local(let local) = operation.kind, let place = operation.result {
          places[local, default: []].append(place)
        }
        if case .closure(let inner) = operation.kind {
          captured.formUnion(program.function(inner).captures.map(\.outer))
        }
        operation.kind.forEachOperand { users[$0, default: []].append(operation) }
      }
      block.terminator.kind.forEachOperand { needed.insert($0) }
    }
  }

  func contains(_ value: ValueID) -> Bool { leadsNowhere(value, depth: 0) }

  private func leadsNowhere(_ value: ValueID, depth: Int) -> Bool {
    guard depth < 8, !needed.contains(value) else { return false }
    return (users[value] ?? []).allSatisfy { operation in
      switch operation.kind {
      case .unary, .binary, .cast, .isCase, .payload:
        operation.result.map { leadsNowhere($0, depth: depth + 1) } ?? true
      case .store(value, let place, .plain): isNeverRead(place, depth: depth)
      default: false
      }
    }
  }

  private func isNeverRead(_ place: ValueID, depth: Int) -> Bool {
    switch definitions[place] {
    case .local(let local)?:
      guard Int(local.index) >= function.parameters.count, !captured.contains(local) else {
        return false
      }
      return (places[local] ?? []).allSatisfy { place in
        !needed.contains(place)
          && (users[place] ?? []).allSatisfy { operation in
            switch operation.kind {
            case .store(_, place, .plain): true
            case .load(place, .plain), .take(place):
              operation.result.map { leadsNowhere($0, depth: depth + 1) } ?? true
            default: false
            }
          }
      }
    case .member(_, let name)?: return !isMemberRead(name)
    default: return false
    }
  }
}

extension Terminator.Kind {
  fileprivate func forEachOperand(_ body: (ValueID) -> Void) {
    switch self {
    case .branch(let condition, _, _): body(condition)
    case .tryCall(let call, _, _, _, _): call.forEachOperand(body)
    case .return(let value), .throw(let value):
      if let value { body(value) }
    case .jump, .unreachable: break
    }
  }
}
