import CLibclang
import DMALint

/// Unary and binary operators, assignments among them.
extension FunctionLowering {
  mutating func value(ofUnary expression: CXCursor) -> Operand {
    guard let part = children(expression).first else { return unknown(expression) }
    let range = unit.range(expression)
    let facts = unit.types.facts(of: expression)
    switch unit.unaryOperator(expression) {
    case "&":
      let inner = stripped(part)
      if unit.types.facts(of: inner).category == .function { return value(of: inner) }
      return .value(address(of: inner, range))
    case "*":
      if facts.category == .function { return value(of: part) }
      return load(expression)
    case "+", "__extension__", "__real": return value(of: part)
    case "-":
      let operand = value(of: part)
      if case .constant(let constant) = operand { return .constant(facts.wrapped(0 &- constant)) }
      return .value(emit(.unary(.negate, value(operand, range)), range))
    case "~":
      let operand = value(of: part)
      if case .constant(let constant) = operand { return .constant(facts.wrapped(~constant)) }
      return .value(emit(.unary(.complement, value(operand, range)), range))
    case "!":
      let operand = value(of: part)
      if case .constant(let constant) = operand { return .constant(constant == 0 ? 1 : 0) }
      let value = value(operand, range)
      if isBoolean(part) { return .value(emit(.unary(.not, value), range)) }
      let zero = emit(.integer(0), range)
      return .value(emit(.binary("==", value, zero), range))
    case "++": return step(part, by: 1, isPostfix: unit.isPostfix(expression), range)
    case "--": return step(part, by: -1, isPostfix: unit.isPostfix(expression), range)
    case "__imag":
      lower(effect: part)
      return unknown(expression)
    default:
      if let constant = unit.evaluate(expression) { return .constant(constant) }
      lower(effect: part)
      unit.gap(range, "this libclang does not tell which operator is meant")
      return unknown(expression)
    }
  }

  /// `x++`, `--x` …
  mutating func step(
    _ part: CXCursor, by step: Int64, isPostfix: Bool, _ range: SourceRange
  ) -> Operand {
    let facts = unit.types.facts(of: part)
    let place = place(of: part)
    let old = emit(.load(place, facts.mode), range)
    let new: ValueID
    switch facts.category {
    case .pointer: new = moved(old, by: step * Int64(facts.stride), range)
    case .floating:
      let one = emit(.float, range)
      new = emit(.binary(step > 0 ? "+" : "-", old, one), range)
    case .void, .boolean, .integer, .array, .record, .function, .other:
      let one = emit(.integer(1), range)
      new = emit(.binary(step > 0 ? "+" : "-", old, one), range)
    }
    perform(.store(new, into: place, facts.mode), range)
    return .value(isPostfix ? old : new)
  }

  /// A pointer so many bytes further.
  mutating func moved(
    _ pointer: ValueID, by offset: Int64, _ range: SourceRange
  ) -> ValueID {
    let place = emit(.pointee(pointer, offset: offset), range)
    return emit(.addressOf(place), range)
  }

  mutating func value(ofBinary expression: CXCursor) -> Operand {
    let parts = children(expression)
    guard parts.count == 2 else { return unknown(expression) }
    let range = unit.range(expression)
    guard let spelling = unit.binaryOperator(expression, parts) else {
      if let constant = unit.evaluate(expression) { return .constant(constant) }
      lower(effect: parts[0])
      lower(effect: parts[1])
      unit.gap(range, "this libclang does not tell which operator is meant")
      return unknown(expression)
    }
    switch spelling {
    case "=": return assign(parts[0], parts[1], range)
    case ",":
      lower(effect: parts[0])
      return value(of: parts[1])
    case "&&", "||": return value(ofLogical: expression, spelling, parts, range)
    default: break
    }
    let facts = unit.types.facts(of: expression)
    let left = unit.types.facts(of: parts[0])
    let right = unit.types.facts(of: parts[1])
    if facts.category == .pointer, spelling == "+" || spelling == "-" {
      return .value(emit(.addressOf(pointee(of: expression, range)), range))
    }
    let first = value(of: parts[0])
    let second = value(of: parts[1])
    return binary(spelling, first, second, left, right, facts, range)
  }

  mutating func binary(
    _ spelling: String, _ first: Operand, _ second: Operand, _ left: CTypeFacts,
    _ right: CTypeFacts, _ facts: CTypeFacts, _ range: SourceRange
  ) -> Operand {
    if case .constant(let a) = first, case .constant(let b) = second, left.isInteger,
      right.isInteger,
      let folded = ConstantFolding.binary(
        spelling, a, b, size: left.size ?? 4, isSigned: left.isSigned)
    {
      return .constant(facts.wrapped(folded))
    }
    let a = value(first, range)
    let b = value(second, range)
    let result = emit(.binary(spelling, a, b), range)
    if spelling == "-", left.category == .pointer, right.category == .pointer, left.stride > 1 {
      let stride = emit(.integer(Int64(left.stride)), range)
      return .value(emit(.binary("/", result, stride), range))
    }
    return .value(result)
  }

  /// `a && b` as a value.
  mutating func value(
    ofLogical expression: CXCursor, _ spelling: String, _ parts: [CXCursor], _ range: SourceRange
  ) -> Operand {
    let then = newBlock()
    let otherwise = newBlock()
    lower(condition: expression, then: then, otherwise: otherwise)
    let join = newBlock()
    let result = temporary(FlowType("Bool"), range)
    for (block, answer) in [(then, true), (otherwise, false)] {
      start(block)
      guard current != nil else { continue }
      let value = emit(.boolean(answer), range)
      store(value, in: result, range)
      jump(to: join, range)
    }
    start(join)
    return take(result, range)
  }

  mutating func assign(
    _ left: CXCursor, _ right: CXCursor, _ range: SourceRange
  ) -> Operand {
    let facts = unit.types.facts(of: left)
    let operand = value(of: right)
    let value = value(operand, unit.range(right))
    let place = place(of: left)
    perform(.store(value, into: place, facts.mode), range)
    return operand
  }

  mutating func value(ofCompoundAssignment expression: CXCursor) -> Operand {
    let parts = children(expression)
    guard parts.count == 2 else { return unknown(expression) }
    let range = unit.range(expression)
    let facts = unit.types.facts(of: parts[0])
    let right = unit.types.facts(of: parts[1])
    guard let spelling = unit.binaryOperator(expression, parts) else {
      lower(effect: parts[1])
      unit.gap(range, "this libclang does not tell which operator is meant")
      let place = place(of: parts[0])
      let value = emit(.unknown, range)
      perform(.store(value, into: place, facts.mode), range)
      return .value(value)
    }
    let operation = spelling.hasSuffix("=") ? String(spelling.dropLast()) : spelling
    // The amount comes first, as clang evaluates it: it may change what is assigned to.
    let amount = value(of: parts[1])
    let place = place(of: parts[0])
    let old = emit(.load(place, facts.mode), range)
    let new: ValueID
    if facts.category == .pointer {
      let target = moved(
        pointer: old, by: amount, isNegative: operation == "-", facts.stride, range)
      new = emit(.addressOf(target), range)
    } else {
      let computed = binary(operation, .value(old), amount, facts, right, facts, range)
      new = value(computed, range)
    }
    perform(.store(new, into: place, facts.mode), range)
    return .value(new)
  }
}
