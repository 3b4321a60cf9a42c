/// What the numbers of one function come to, as far as that is written in it: an address may be summed up
/// from its parts, and the parts may be global constants.
struct NumberFold {
  /// The globals that places are.
  var names: [ValueID: String] = [:]
  private var numbers: [ValueID: Int64] = [:]

  subscript(_ value: ValueID) -> Int64? { numbers[value] }

  /// What the operation comes to, where it makes a number.
  @discardableResult
  mutating func follow(_ operation: Operation, global: (String) -> Int64?) -> Int64? {
    guard let result = operation.result,
      let number = number(operation.kind, global: global)
    else { return nil }
    numbers[result] = number
    return number
  }

  private func number(_ kind: Operation.Kind, global: (String) -> Int64?) -> Int64? {
    switch kind {
    case .integer(let value): value
    case .binary(let sign, let a, let b):
      if let x = numbers[a], let y = numbers[b] { computed(sign, x, y) } else { nil }
    case .load(let place, .plain): names[place].flatMap(global)
    case .cast(let value, _): numbers[value]
    case .call(let call): converted(call)
    case .local, .global, .member, .element, .pointee, .indexed, .load, .store, .addressOf, .take,
      .float, .boolean, .nilLiteral, .string, .name, .implicitMember, .type, .unknown, .unary,
      .aggregate, .isCase, .payload, .matches, .isType, .closure, .methodReference, .next, .fence,
      .assembly, .enter, .leave, .inlined:
      nil
    }
  }

  /// `UInt(x)` is x.
  private func converted(_ call: Call) -> Int64? {
    guard call.arguments.count == 1, let number = numbers[call.arguments[0].value] else {
      return nil
    }
    switch call.callee {
    case .initializer(let type) where isWhole(type.name): return number
    case .name(let name) where isWhole(name): return number
    case .initializer, .name, .method, .staticMethod, .implicitMember, .superMethod, .value:
      return nil
    }
  }

  private func isWhole(_ type: String) -> Bool {
    switch type {
    case "Int", "UInt", "Int32", "UInt32", "Int64", "UInt64", "UInt16": true
    default: false
    }
  }

  private func computed(_ sign: String, _ x: Int64, _ y: Int64) -> Int64? {
    switch sign {
    case "+", "&+": x &+ y
    case "-", "&-": x &- y
    case "*", "&*": x &* y
    case "|": x | y
    case "&": x & y
    case "^": x ^ y
    case "<<", "&<<": 0..<64 ~= y ? x << y : nil
    case ">>", "&>>": 0..<64 ~= y ? x >> y : nil
    default: nil
    }
  }
}
