/// Which values are used later.
extension FunctionPlan {
  /// Whether a value is used on some path from an operation on, before it is computed anew.
  func isUsed(_ value: ValueID, after position: Interpreter.Position) -> Bool {
    var seen: Set<Int> = []
    var pending: [(block: Int, operation: Int)] = [(position.block, position.operation + 1)]
    while let (block, first) = pending.popLast() {
      guard function.blocks.indices.contains(block) else { continue }
      let code = function.blocks[block]
      var isRenewed = false
      for operation in code.operations.dropFirst(max(0, first)) {
        if operation.kind.uses(value) { return true }
        if operation.result == value {
          isRenewed = true
          break
        }
      }
      if isRenewed { continue }
      if code.terminator.kind.uses(value) { return true }
      for next in code.terminator.kind.successors where seen.insert(Int(next.index)).inserted {
        pending.append((Int(next.index), 0))
      }
    }
    return false
  }
}

extension Operation.Kind {
  fileprivate func uses(_ value: ValueID) -> Bool {
    var isUsed = false
    forEachOperand { if $0 == value { isUsed = true } }
    return isUsed
  }
}

extension Terminator.Kind {
  fileprivate func uses(_ value: ValueID) -> Bool {
    switch self {
    case .branch(let condition, _, _): return condition == value
    case .tryCall(let call, _, _, _, _):
      var isUsed = false
      call.forEachOperand { if $0 == value { isUsed = true } }
      return isUsed
    case .return(let returned): return returned == value
    case .throw(let thrown): return thrown == value
    case .jump, .unreachable: return false
    }
  }
}
