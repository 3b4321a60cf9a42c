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

  func isBoolean(_ expression: CXCursor) -> Bool {
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
      return unit.evaluate(expression).map(Operand.constant) ?? unknown(expression)
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

  mutating func value(ofReference expression: CXCursor) -> Operand {
    let declaration = unit.functions.getCursorReferenced(expression)
    switch declaration.kind {
    case CursorKind.enumConstant where unit.isUnknown(declaration):
      return .value(emit(.name(unit.library.spelling(declaration)), unit.range(expression)))
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
  mutating func load(_ expression: CXCursor) -> Operand {
    let place = place(of: expression)
    return load(place, unit.types.facts(of: expression), unit.range(expression))
  }

  mutating func load(_ place: ValueID, _ facts: CTypeFacts, _ range: SourceRange) -> Operand {
    if facts.category == .array { return .value(emit(.addressOf(place), range)) }
    return .value(emit(.load(place, facts.mode), range))
  }

  mutating func value(ofUnexposed expression: CXCursor) -> Operand {
    let inner = unit.library.children(expression)
    let facts = unit.types.facts(of: expression)
    if inner.count == 1, CursorKind.isExpression(inner[0].kind) {
      // An implicit conversion, or a constant expression.
      let from = unit.types.facts(of: inner[0])
      let operand = value(of: inner[0])
      return convert(operand, from, facts, .implicit, unit.range(expression))
    }
    if let constant = unit.evaluate(expression) { return .constant(constant) }
    if let atomic = unit.atomicName(expression) {
      return value(ofAtomic: expression, named: atomic)
    }
    if inner.count == 4, inner.allSatisfy({ CursorKind.isExpression($0.kind) }) {
      return value(ofElvis: expression, inner)
    }
    if inner.count == 3, facts.category != .other,
      let choice = unit.evaluate(inner[0])
    {
      return value(of: choice != 0 ? inner[1] : inner[2])
    }
    for part in inner where CursorKind.isExpression(part.kind) { lower(effect: part) }
    return facts.category == .void ? .none : unknown(expression)
  }

  /// `a ?: b`; libclang shows the common part, the condition, and both results.
  mutating func value(ofElvis expression: CXCursor, _ parts: [CXCursor]) -> Operand {
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

  mutating func value(ofConditional expression: CXCursor) -> Operand {
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

  mutating func store(_ expression: CXCursor, in local: LocalID, _ range: SourceRange) {
    let value = operand(expression)
    store(value, in: local, range)
  }

  mutating func store(_ value: ValueID, in local: LocalID, _ range: SourceRange) {
    guard current != nil else { return }
    perform(.enter(local), range)
    let place = emit(.local(local), range)
    perform(.store(value, into: place, .plain), range)
  }

  /// Reads a temporary for the last time.
  mutating func take(_ local: LocalID, _ range: SourceRange) -> Operand {
    guard current != nil else { return .value(emit(.unknown, range)) }
    let place = emit(.local(local), range)
    let value = emit(.load(place, .plain), range)
    perform(.leave(local), range)
    return .value(value)
  }

  /// A value that differs by path.
  mutating func merge(
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

  mutating func value(ofStatements expression: CXCursor) -> Operand {
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
  mutating func value(ofSelection expression: CXCursor) -> Operand {
    let parts = children(expression)
    let facts = unit.types.facts(of: expression)
    if let chosen = parts.dropFirst().first(where: { unit.types.facts(of: $0).flow == facts.flow })
    {
      return value(of: chosen)
    }
    return unknown(expression)
  }
}
