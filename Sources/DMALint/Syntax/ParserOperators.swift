/// An operand of an expression that is being folded.
struct Operand {
  var expression: Expression
  var height: Int
}

/// An infix operator whose right operand is not complete.
struct PendingOperator {
  enum Kind {
    case infix(String)
    /// With the operator without its `=`, nil for plain assignment.
    case assign(String?)
    /// With what stands between `?` and `:`.
    case ternary(Expression)
  }

  var kind: Kind
  var binding: OperatorTable.Binding
}

/// What surrounds an expression, as far as its grammar depends on it.
enum ExpressionPlace {
  case ordinary
  /// In front of the braces of a statement: `{` starts those and no trailing closure.
  case condition
  /// In a pattern: as in a condition, and `=` does not assign.
  case pattern
}

/// Folding: operators by precedence, with explicit stacks, since chains are long.
extension SyntaxParser {
  /// Whether an infix operator, in the widest sense, is next.
  func atInfix(_ place: ExpressionPlace) -> Bool {
    switch lexeme {
    case .binaryOperator, .questionInfix, .is, .as, .arrow, .throws, .rethrows: true
    case .equal:
      switch place {
      case .ordinary, .condition: true
      case .pattern: false
      }
    case .async: !startsLine && (peek() == .arrow || peek() == .throws)
    default: false
    }
  }

  /// Reads operators and operands behind the first operand, which was read from `start`.
  mutating func operatorSequence(
    _ first: Expression, from start: Mark, gapCount: Int, _ place: ExpressionPlace
  ) -> Expression {
    let operandBase = operands.count
    let pendingBase = pending.count
    operands.append(Operand(expression: first, height: height))
    height = 0
    var operandStart = start
    var gapCount = gapCount
    while atInfix(place) {
      switch lexeme {
      case .is, .as: cast(above: pendingBase)
      case .arrow, .throws, .rethrows, .async:
        operands[operands.count - 1] = Operand(
          expression: functionType(from: operandStart, gapCount: gapCount), height: 1)
      default:
        infix(above: pendingBase, place)
        operandStart = mark
        gapCount = gaps.count
        height = 0
        let right = operand(place)
        operands.append(Operand(expression: right, height: height))
      }
    }
    while pending.count > pendingBase { combine() }
    let result = operands.removeLast()
    operands.removeLast(operands.count - operandBase)
    height = result.height
    return result.expression
  }

  /// Takes an infix operator, after combining what binds more strongly to its left.
  private mutating func infix(above base: Int, _ place: ExpressionPlace) {
    switch lexeme {
    case .equal:
      advance()
      reduce(to: OperatorTable.assignment, above: base)
      pending.append(PendingOperator(kind: .assign(nil), binding: OperatorTable.assignment))
    case .questionInfix:
      advance()
      let middle = expression(place)
      let middleHeight = height
      expect(.colon)
      reduce(to: OperatorTable.ternary, above: base)
      pending.append(PendingOperator(kind: .ternary(middle), binding: OperatorTable.ternary))
      operands[operands.count - 1].height = max(operands[operands.count - 1].height, middleHeight)
    default:
      let name = currentText
      advance()
      let known = operators.binding(of: name)
      if known == nil { foldedUnknownOperator = true }
      let binding = known ?? OperatorTable.unknown
      reduce(to: binding, above: base)
      let isCompound = binding.level == OperatorTable.assignment.level && name.hasSuffix("=")
      pending.append(
        PendingOperator(
          kind: isCompound ? .assign(String(name.dropLast())) : .infix(name), binding: binding))
    }
  }

  /// Combines the operators that bind at least as strongly as one that follows them.
  private mutating func reduce(to binding: OperatorTable.Binding, above base: Int) {
    while pending.count > base, let top = pending.last?.binding {
      let comesFirst =
        switch binding.associativity {
        case .left, .none: top.level >= binding.level
        case .right: top.level > binding.level
        }
      guard comesFirst else { return }
      combine()
    }
  }

  /// Makes one operand of the last two and the last operator.
  private mutating func combine() {
    let right = operands.removeLast()
    let left = operands.removeLast()
    let kind = pending.removeLast().kind
    let range = ByteRange(left.expression.range.start, right.expression.range.end)
    height = max(left.height, right.height)
    guard link(range) else {
      operands.append(Operand(expression: Expression(range, .unknown), height: 0))
      return
    }
    let expression = hoisting(left.expression, to: range.end) { left in
      switch kind {
      case .infix(let name): .binary(left, name, right.expression)
      case .assign(let name): .assign(left, operator: name, right.expression)
      case .ternary(let middle): .ternary(left, middle, right.expression)
      }
    }
    operands.append(Operand(expression: expression, height: height))
  }

  /// `is T`, `as T`, `as? T`, `as! T` on the last operand.
  private mutating func cast(above base: Int) {
    let isTest = lexeme == .is
    advance()
    let kind = isTest ? .coerce : castKind()
    let type = type()
    reduce(to: OperatorTable.casting, above: base)
    let operand = operands.removeLast()
    height = operand.height
    let range = ByteRange(operand.expression.range.start, max(type.range.end, previousEnd))
    guard link(range) else {
      operands.append(Operand(expression: Expression(range, .unknown), height: 0))
      return
    }
    let expression = hoisting(operand.expression, to: range.end) { operand in
      isTest ? .is(operand, type) : .cast(operand, kind, type)
    }
    operands.append(Operand(expression: expression, height: height))
  }

  /// What stands behind `as`.
  mutating func castKind() -> Expression.CastKind {
    if take(.question) { return .conditional }
    return take(.exclamation) ? .forced : .coerce
  }

  /// `try`, `await` and `unsafe` cover everything to their right: `(try a) + b` is `try (a + b)`.
  private func hoisting(
    _ left: Expression, to end: UInt32, _ join: (Expression) -> Expression.Kind
  ) -> Expression {
    let range = ByteRange(left.range.start, end)
    if case .try(let kind, let inner) = left.kind {
      return Expression(range, .try(kind, hoisting(inner, to: end, join)))
    }
    if case .await(let inner) = left.kind {
      return Expression(range, .await(hoisting(inner, to: end, join)))
    }
    if case .word("unsafe", let inner) = left.kind {
      return Expression(range, .word("unsafe", hoisting(inner, to: end, join)))
    }
    return Expression(range, join(left))
  }

  /// Reads the operand again, as a type, since an arrow follows it: `(Int) -> Bool`.
  private mutating func functionType(from start: Mark, gapCount: Int) -> Expression {
    let arrow = index
    reset(to: start)
    gaps.removeLast(gaps.count - gapCount)
    let type = type()
    if index <= arrow {
      move(to: arrow + 1)
      gap("a type that is not understood", from: type.range.start)
      return Expression(range(from: type.range.start), .unknown)
    }
    return Expression(type.range, .type(type))
  }

  private mutating func link(_ range: ByteRange) -> Bool {
    height += 1
    guard height > Self.maximumHeight else { return true }
    gap("a chain of more than \(Self.maximumHeight) links", range)
    height = 0
    return false
  }
}
