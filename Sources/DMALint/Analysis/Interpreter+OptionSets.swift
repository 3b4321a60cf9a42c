/// Option sets: their members are bits of a raw value.
extension Interpreter {
  /// A set of options written as an array literal.
  func optionSet(_ type: FlowType, _ elements: [Value], _ state: State) -> Value {
    var bits = Value.integer(0)
    for element in elements {
      bits = binary("|", bits, rawValue(of: element) ?? .unknown, state)
    }
    return .aggregate(type, ["rawValue": bits])
  }

  /// What a method of a set of options gives; nil where it is none, or not of one.
  func optionSet(_ name: String, _ set: Value, _ argument: Value, _ state: State) -> Value? {
    guard let others = rawValue(of: argument), let own = rawValue(of: set) else { return nil }
    switch name {
    case "contains", "isSuperset":
      return binary("==", binary("&", own, others, state), others, state)
    case "isDisjoint": return binary("==", binary("&", own, others, state), .integer(0), state)
    case "union": return combined("|", own, others, set, state)
    case "intersection": return combined("&", own, others, set, state)
    case "subtracting":
      return combined("&", own, unary(.complement, others, state), set, state)
    default: return nil
    }
  }

  private func combined(_ op: String, _ a: Value, _ b: Value, _ set: Value, _ state: State)
    -> Value?
  {
    guard case .aggregate(let type, _) = set else { return nil }
    return .aggregate(type, ["rawValue": binary(op, a, b, state)])
  }

  private func rawValue(of set: Value) -> Value? {
    switch set {
    // What a dump puts together has its values by position too.
    case .aggregate(_?, let members)
    where members.keys.allSatisfy { ["rawValue", "0"].contains($0) }:
      members["rawValue"]
    default: nil
    }
  }
}
