/// `precondition` and `assert`: what a condition that is asked for means to what follows.
extension FunctionLowering {
  /// The check of a condition by the standard library; nil where something else has the name.
  func required(by name: String, _ arguments: [Argument], _ range: SourceRange) -> ValueID? {
    guard name == "precondition" || name == "assert", outline.functions[name] == nil,
      let condition = arguments.first, condition.label == nil
    else { return nil }
    let (holds, fails) = (newBlock(), newBlock())
    if name == "precondition" {
      lowerCondition(condition.value, then: holds, otherwise: fails)
    } else {
      asserted(condition, holds: holds, fails: fails, range)
    }
    begin(fails)
    terminate(.unreachable, range)
    begin(holds)
    return emit(.unknown, range)
  }

  /// An optimised build does not evaluate the condition: what it would do may not happen. What it only
  /// states is taken to hold.
  private func asserted(
    _ condition: Argument, holds: Int, fails: Int, _ range: SourceRange
  ) {
    let origin = current
    let checked = newBlock()
    begin(checked)
    let value = withTemporaries(condition.value.range) {
      lower(condition.value, expected: .bool)
    }
    let isDone = blocks[checked...].contains { $0.operations.contains(where: doesSomething) }
    if isDone {
      branch(value, then: holds, otherwise: fails, range)
    } else {
      let argument = CallArgument(value, range: self.range(condition.value.range))
      emit(.call(Call(.name("assert"), [argument])), range)
      jump(to: holds, range)
    }
    current = origin
    if isDone {
      branch(unknown(range), then: checked, otherwise: holds, range)
    } else {
      jump(to: checked, range)
    }
  }

  /// Whether an operation may change something, as far as its spelling says.
  private func doesSomething(_ operation: Operation) -> Bool {
    guard case .call(let call) = operation.kind else { return false }
    switch call.callee {
    case .name, .value: return true
    case .method(_, let name): return !NameConventions.standardMethods.contains(name)
    case .staticMethod(let type, _): return outline.types[type.name]?.keyword != nil
    case .initializer, .implicitMember, .superMethod: return false
    }
  }
}
