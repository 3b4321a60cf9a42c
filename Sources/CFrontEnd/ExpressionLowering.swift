import CLibclang
import DMALint

extension FunctionLowering {
  // MARK: Operands

  /// An operand as a value; constants become operations here.
  mutating func value(_ operand: Operand, _ range: SourceRange) -> ValueID {
    switch operand {
    case .value(let value): value
    case .constant(let constant): emit(.integer(constant), range)
    case .none: emit(.unknown, range)
    }
  }

  /// The value of an expression as an operation's operand.
  mutating func operand(_ expression: CXCursor) -> ValueID {
    let operand = value(of: expression)
    return value(operand, unit.range(expression))
  }

  func children(_ expression: CXCursor) -> [CXCursor] {
    unit.library.children(expression).filter { CursorKind.isExpression($0.kind) }
  }

  /// The expression without parentheses.
  func stripped(_ expression: CXCursor) -> CXCursor {
    var expression = expression
    while expression.kind == CursorKind.parentheses, let inner = children(expression).first {
      expression = inner
    }
    return expression
  }

  /// The expression without parentheses and implicit conversions.
  func bare(_ expression: CXCursor) -> CXCursor {
    var expression = expression
    while expression.kind == CursorKind.parentheses
      || expression.kind == CursorKind.unexposedExpression
    {
      let inner = unit.library.children(expression)
      guard inner.count == 1, CursorKind.isExpression(inner[0].kind) else { break }
      expression = inner[0]
    }
    return expression
  }

  // MARK: Effects

  /// An expression whose value is not used.
  mutating func lower(effect expression: CXCursor) {
    let inner = stripped(expression)
    switch inner.kind {
    case CursorKind.call: _ = call(inner, use: .unused)
    case CursorKind.cast where unit.types.facts(of: inner).category == .void:
      guard let operand = children(inner).last else { return }
      let bare = bare(operand)
      if bare.kind == CursorKind.call {
        _ = call(bare, use: .discarded)
      } else {
        lower(effect: operand)
      }
    case CursorKind.unexposedExpression:
      let inside = unit.library.children(inner)
      if inside.count == 1, CursorKind.isExpression(inside[0].kind) {
        lower(effect: inside[0])
      } else {
        _ = value(of: inner)
      }
    case CursorKind.declarationReference, CursorKind.memberExpression, CursorKind.subscripted:
      // A volatile read is an effect, a plain one is nothing, but what it is found by may be.
      if unit.types.facts(of: inner).mode != .plain {
        _ = value(of: inner)
      } else {
        for part in children(inner) { lower(effect: part) }
      }
    case CursorKind.integerLiteral, CursorKind.stringLiteral, CursorKind.characterLiteral,
      CursorKind.typeTrait:
      break
    default: _ = value(of: inner)
    }
  }

  // MARK: Conditions

  /// Branches on an expression; `&&`, `||` and `!` become control flow.
  mutating func lower(condition: CXCursor, then: BlockID, otherwise: BlockID) {
    depth += 1
    defer { depth -= 1 }
    let expression = bare(condition)
    let range = unit.range(expression)
    let parts = children(expression)
    if depth < FunctionLowering.deepest {
      switch expression.kind {
      case CursorKind.binary where parts.count == 2:
        switch unit.binaryOperator(expression, parts) {
        case "&&":
          let next = newBlock()
          lower(condition: parts[0], then: next, otherwise: otherwise)
          start(next)
          if current != nil { lower(condition: parts[1], then: then, otherwise: otherwise) }
          return
        case "||":
          let next = newBlock()
          lower(condition: parts[0], then: then, otherwise: next)
          start(next)
          if current != nil { lower(condition: parts[1], then: then, otherwise: otherwise) }
          return
        default: break
        }
      case CursorKind.unary where parts.count == 1 && unit.unaryOperator(expression) == "!":
        lower(condition: parts[0], then: otherwise, otherwise: then)
        return
      case CursorKind.call where calledName(expression) == "__builtin_expect" && parts.count >= 2:
        lower(condition: parts[1], then: then, otherwise: otherwise)
        return
      default: break
      }
    }
    switch value(of: expression) {
    case .constant(let constant): jump(to: constant != 0 ? then : otherwise, range)
    case let operand:
      let condition = boolean(operand, of: expression, range)
      terminate(.branch(condition, then: then, otherwise: otherwise), range)
    }
  }

  /// The operand as a Boolean: compared with zero where it is none already.
  mutating func boolean(
    _ operand: Operand, of expression: CXCursor, _ range: SourceRange
  ) -> ValueID {
    let value = value(operand, range)
    if isBoolean(expression) { return value }
    let zero = emit(.integer(0), range)
    return emit(.binary("!=", value, zero), range)
  }

  private func isBoolean(_ expression: CXCursor) -> Bool {
    let expression = bare(expression)
    switch expression.kind {
    case CursorKind.binary:
      switch unit.binaryOperator(expression, children(expression)) {
      case "==", "!=", "<", ">", "<=", ">=", "&&", "||": return true
      default: return false
      }
    case CursorKind.unary: return unit.unaryOperator(expression) == "!"
    default: return unit.types.facts(of: expression).category == .boolean
    }
  }

  // MARK: Values

  /// The value of an expression; of an array its address, of a function its name.
  mutating func value(of expression: CXCursor) -> Operand {
    depth += 1
    defer { depth -= 1 }
    guard depth < FunctionLowering.deepest else {
      unit.gap(unit.range(expression), "expressions nest too deeply to be followed")
      return .value(emit(.unknown, unit.range(expression)))
    }
    switch expression.kind {
    case CursorKind.parentheses:
      guard let inner = children(expression).first else { return unknown(expression) }
      return value(of: inner)
    case CursorKind.integerLiteral, CursorKind.characterLiteral, CursorKind.typeTrait:
      return unit.library.evaluate(expression).map(Operand.constant) ?? unknown(expression)
    case CursorKind.floatingLiteral, CursorKind.imaginaryLiteral:
      return .value(emit(.float, unit.range(expression)))
    case CursorKind.stringLiteral:
      return .value(
        emit(.string(byteCount: unit.byteCount(ofString: expression)), unit.range(expression)))
    case CursorKind.declarationReference: return value(ofReference: expression)
    case CursorKind.memberExpression, CursorKind.subscripted, CursorKind.compoundLiteral:
      return load(expression)
    case CursorKind.unary: return value(ofUnary: expression)
    case CursorKind.binary: return value(ofBinary: expression)
    case CursorKind.compoundAssignment: return value(ofCompoundAssignment: expression)
    case CursorKind.conditional: return value(ofConditional: expression)
    case CursorKind.cast: return value(ofCast: expression)
    case CursorKind.call: return call(expression, use: .used)
    case CursorKind.initializerList:
      let facts = unit.types.facts(of: expression)
      return .value(initialValue(expression, for: facts))
    case CursorKind.statementExpression: return value(ofStatements: expression)
    case CursorKind.genericSelection: return value(ofSelection: expression)
    case CursorKind.unexposedExpression: return value(ofUnexposed: expression)
    case CursorKind.labelAddress: return .value(emit(.unknown, unit.range(expression)))
    default:
      unit.gap(unit.range(expression), "an expression of an unknown kind is not followed")
      return unknown(expression)
    }
  }

  mutating func unknown(_ expression: CXCursor) -> Operand {
    .value(emit(.unknown, unit.range(expression)))
  }

  private mutating func value(ofReference expression: CXCursor) -> Operand {
    let declaration = unit.functions.getCursorReferenced(expression)
    switch declaration.kind {
    case CursorKind.enumConstant:
      return .constant(unit.functions.getEnumConstantDeclValue(declaration))
    case CursorKind.function:
      unit.demand(declaration)
      return .value(emit(.name(unit.library.spelling(declaration)), unit.range(expression)))
    case CursorKind.variable where unit.isUnknown(declaration):
      return .value(emit(.name(unit.library.spelling(declaration)), unit.range(expression)))
    default: return load(expression)
    }
  }

  /// Reads what stands at an expression's place.
  private mutating func load(_ expression: CXCursor) -> Operand {
    let place = place(of: expression)
    return load(place, unit.types.facts(of: expression), unit.range(expression))
  }

  mutating func load(_ place: ValueID, _ facts: CTypeFacts, _ range: SourceRange) -> Operand {
    if facts.category == .array { return .value(emit(.addressOf(place), range)) }
    return .value(emit(.load(place, facts.mode), range))
  }

  private mutating func value(ofUnexposed expression: CXCursor) -> Operand {
    let inner = unit.library.children(expression)
    let facts = unit.types.facts(of: expression)
    if inner.count == 1, CursorKind.isExpression(inner[0].kind) {
      // An implicit conversion, or a constant expression.
      let from = unit.types.facts(of: inner[0])
      let operand = value(of: inner[0])
      return convert(operand, from, facts, .implicit, unit.range(expression))
    }
    if let constant = unit.library.evaluate(expression) { return .constant(constant) }
    if let atomic = unit.atomicName(expression) {
      return value(ofAtomic: expression, named: atomic)
    }
    if inner.count == 4, inner.allSatisfy({ CursorKind.isExpression($0.kind) }) {
      return value(ofElvis: expression, inner)
    }
    if inner.count == 3, facts.category != .other,
      let choice = unit.library.evaluate(inner[0])
    {
      return value(of: choice != 0 ? inner[1] : inner[2])
    }
    for part in inner where CursorKind.isExpression(part.kind) { lower(effect: part) }
    return facts.category == .void ? .none : unknown(expression)
  }

  /// `a ?: b`; libclang shows the common part, the condition, and both results.
  private mutating func value(ofElvis expression: CXCursor, _ parts: [CXCursor]) -> Operand {
    let range = unit.range(expression)
    let facts = unit.types.facts(of: expression)
    let common = value(of: parts[0])
    let condition = boolean(common, of: parts[0], range)
    return merge(facts, range, condition: condition) { lowering in
      lowering.value(common, range)
    } otherwise: { lowering in
      lowering.operand(parts[3])
    }
  }

  private mutating func value(ofConditional expression: CXCursor) -> Operand {
    let parts = children(expression)
    guard parts.count == 3 else { return unknown(expression) }
    let range = unit.range(expression)
    let facts = unit.types.facts(of: expression)
    let then = newBlock()
    let otherwise = newBlock()
    lower(condition: parts[0], then: then, otherwise: otherwise)
    start(then)
    guard current != nil else {
      start(otherwise)
      return value(of: parts[2])
    }
    start(otherwise)
    guard current != nil else {
      start(then)
      return value(of: parts[1])
    }
    let join = newBlock()
    guard facts.category != .void else {
      start(then)
      lower(effect: parts[1])
      jump(to: join, range)
      start(otherwise)
      lower(effect: parts[2])
      jump(to: join, range)
      start(join)
      return .none
    }
    let result = temporary(facts.flow, range)
    start(then)
    store(parts[1], in: result, range)
    jump(to: join, range)
    start(otherwise)
    store(parts[2], in: result, range)
    jump(to: join, range)
    start(join)
    return take(result, range)
  }

  private mutating func store(_ expression: CXCursor, in local: LocalID, _ range: SourceRange) {
    let value = operand(expression)
    store(value, in: local, range)
  }

  private mutating func store(_ value: ValueID, in local: LocalID, _ range: SourceRange) {
    guard current != nil else { return }
    perform(.enter(local), range)
    let place = emit(.local(local), range)
    perform(.store(value, into: place, .plain), range)
  }

  /// Reads a temporary for the last time.
  private mutating func take(_ local: LocalID, _ range: SourceRange) -> Operand {
    guard current != nil else { return .value(emit(.unknown, range)) }
    let place = emit(.local(local), range)
    let value = emit(.load(place, .plain), range)
    perform(.leave(local), range)
    return .value(value)
  }

  /// A value that differs by path.
  private mutating func merge(
    _ facts: CTypeFacts, _ range: SourceRange, condition: ValueID,
    then: (inout FunctionLowering) -> ValueID, otherwise: (inout FunctionLowering) -> ValueID
  ) -> Operand {
    let result = temporary(facts.flow, range)
    let thenBlock = newBlock()
    let otherwiseBlock = newBlock()
    let join = newBlock()
    terminate(.branch(condition, then: thenBlock, otherwise: otherwiseBlock), range)
    start(thenBlock)
    let first = then(&self)
    store(first, in: result, range)
    jump(to: join, range)
    start(otherwiseBlock)
    let second = otherwise(&self)
    store(second, in: result, range)
    jump(to: join, range)
    start(join)
    return take(result, range)
  }

  private mutating func value(ofStatements expression: CXCursor) -> Operand {
    guard let body = unit.library.children(expression).first else { return unknown(expression) }
    let statements = unit.library.children(body)
    openScope()
    for statement in statements.dropLast() { lower(statement: statement) }
    var result = Operand.none
    if let last = statements.last {
      if CursorKind.isExpression(last.kind), current != nil {
        if unit.types.facts(of: expression).category == .void {
          lower(effect: last)
        } else {
          result = value(of: last)
        }
      } else {
        lower(statement: last)
      }
    }
    closeScope(unit.end(of: body))
    return result
  }

  /// `_Generic`: the chosen expression has the type of the whole.
  private mutating func value(ofSelection expression: CXCursor) -> Operand {
    let parts = children(expression)
    let facts = unit.types.facts(of: expression)
    if let chosen = parts.dropFirst().first(where: { unit.types.facts(of: $0).flow == facts.flow })
    {
      return value(of: chosen)
    }
    return unknown(expression)
  }

  // MARK: Operators

  private mutating func value(ofUnary expression: CXCursor) -> Operand {
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
      if let constant = unit.library.evaluate(expression) { return .constant(constant) }
      lower(effect: part)
      unit.gap(range, "this libclang does not tell which operator is meant")
      return unknown(expression)
    }
  }

  /// `x++`, `--x` …
  private mutating func step(
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
  private mutating func moved(
    _ pointer: ValueID, by offset: Int64, _ range: SourceRange
  ) -> ValueID {
    let place = emit(.pointee(pointer, offset: offset), range)
    return emit(.addressOf(place), range)
  }

  private mutating func value(ofBinary expression: CXCursor) -> Operand {
    let parts = children(expression)
    guard parts.count == 2 else { return unknown(expression) }
    let range = unit.range(expression)
    guard let spelling = unit.binaryOperator(expression, parts) else {
      if let constant = unit.library.evaluate(expression) { return .constant(constant) }
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
      return .value(address(of: expression, isPointer: true, range))
    }
    let first = value(of: parts[0])
    let second = value(of: parts[1])
    return binary(spelling, first, second, left, right, facts, range)
  }

  private mutating func binary(
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
  private mutating func value(
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

  private mutating func assign(
    _ left: CXCursor, _ right: CXCursor, _ range: SourceRange
  ) -> Operand {
    let facts = unit.types.facts(of: left)
    let operand = value(of: right)
    let value = value(operand, unit.range(right))
    let place = place(of: left)
    perform(.store(value, into: place, facts.mode), range)
    return operand
  }

  private mutating func value(ofCompoundAssignment expression: CXCursor) -> Operand {
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
        place: nil, pointer: old, by: amount, isNegative: operation == "-", facts.stride, range)
      new = emit(.addressOf(target), range)
    } else {
      let computed = binary(operation, .value(old), amount, facts, right, facts, range)
      new = value(computed, range)
    }
    perform(.store(new, into: place, facts.mode), range)
    return .value(new)
  }

  // MARK: Conversions

  enum Conversion {
    case implicit, explicit
  }

  private mutating func value(ofCast expression: CXCursor) -> Operand {
    guard let part = children(expression).last else { return unknown(expression) }
    let facts = unit.types.facts(of: expression)
    if facts.category == .void {
      lower(effect: part)
      return .none
    }
    // What clang converts implicitly on the way is part of the cast.
    let inner = part.kind == CursorKind.unexposedExpression ? implicitSource(part) : part
    let from = unit.types.facts(of: inner)
    let operand = value(of: inner)
    return convert(operand, from, facts, .explicit, unit.range(expression))
  }

  /// What an implicit conversion between scalars converts.
  private func implicitSource(_ expression: CXCursor) -> CXCursor {
    let inner = unit.library.children(expression)
    guard inner.count == 1, CursorKind.isExpression(inner[0].kind) else { return expression }
    let from = unit.types.facts(of: inner[0])
    return from.category == .array || from.category == .function ? expression : inner[0]
  }

  mutating func convert(
    _ operand: Operand, _ from: CTypeFacts, _ to: CTypeFacts, _ conversion: Conversion,
    _ range: SourceRange
  ) -> Operand {
    switch (operand, to.category) {
    case (.none, _), (_, .void): return .none
    case (.constant(let constant), .boolean), (.constant(let constant), .integer):
      return .constant(to.wrapped(constant))
    case (.constant(let constant), .pointer):
      let address = to.wrapped(constant)
      guard conversion == .explicit, address != 0 else { return .constant(address) }
      let value = emit(.integer(address), range)
      return .value(emit(.cast(value, to.flow), range))
    case (.constant, .floating): return .value(emit(.float, range))
    case (.constant, _): return operand
    case (.value(let value), _):
      guard changesValue(from, to, conversion) else { return operand }
      if to.category == .boolean {
        let zero = emit(.integer(0), range)
        return .value(emit(.binary("!=", value, zero), range))
      }
      return .value(emit(.cast(value, to.flow), range))
    }
  }

  /// Whether a conversion is worth an operation. Implicit ones that keep the value, and changes of
  /// sign alone, are not; nor are those between pointers that the program does not spell.
  private func changesValue(
    _ from: CTypeFacts, _ to: CTypeFacts, _ conversion: Conversion
  ) -> Bool {
    switch (from.category, to.category) {
    case (.boolean, .boolean): return false
    case (_, .boolean): return true
    case (.boolean, .integer): return false
    case (.integer, .integer):
      if conversion == .explicit { return from.flow != to.flow }
      return (to.size ?? 8) < (from.size ?? 8)
    case (.pointer, .pointer), (.array, .pointer), (.function, .pointer), (.pointer, .function):
      return conversion == .explicit && from.flow != to.flow
    case (.integer, .pointer), (.pointer, .integer), (.array, .integer), (.function, .integer):
      return true
    case (.integer, .floating), (.floating, .integer), (.boolean, .floating): return true
    case (.floating, .floating): return conversion == .explicit && from.flow != to.flow
    default: return false
    }
  }
}
