/// Which parameter each argument of a call goes to.
extension Array where Element == Argument {
  var hasLabels: Bool { contains { $0.label != nil && !$0.isTrailing } }

  /// The index of the parameter for each argument; nil where the labels do not fit.
  ///
  /// Labels decide as in Swift: parameters with defaults and variadic ones may be left out; trailing
  /// closures go to the parameters at the end.
  func match(_ parameters: [FlowFunction.Parameter]) -> [Int]? {
    var result: [Int] = []
    var next = 0
    for (index, argument) in enumerated() {
      if argument.isTrailing {
        guard
          let parameter = trailingParameter(argument, at: index, from: next, in: parameters)
        else { return nil }
        result.append(parameter)
        next = parameter + 1
        continue
      }
      if let last = result.last, parameters[last].isVariadic, argument.label == nil {
        result.append(last)
        continue
      }
      while next < parameters.count, parameters[next].label != argument.label {
        guard parameters[next].canBeLeftOut else { return nil }
        next += 1
      }
      guard next < parameters.count else { return nil }
      result.append(next)
      next += 1
    }
    for parameter in parameters[Swift.min(next, parameters.count)...] where !parameter.canBeLeftOut
    {
      return nil
    }
    return result
  }

  /// The first trailing closure is matched without its label: it goes to the first parameter of a
  /// function type from `next` on, the labelled ones to those of their name.
  private func trailingParameter(
    _ argument: Argument, at index: Int, from next: Int, in parameters: [FlowFunction.Parameter]
  ) -> Int? {
    let rest = Swift.min(next, parameters.count)..<parameters.count
    if let label = argument.label {
      return rest.first { parameters[$0].label == label }
    }
    let isLast = index == count - 1
    if let function = rest.first(where: { parameters[$0].type?.unwrapped.name == "Function" }) {
      return function
    }
    return isLast ? rest.last : rest.first
  }
}

extension FlowFunction.Parameter {
  fileprivate var canBeLeftOut: Bool { defaultValue != nil || isVariadic }
}
