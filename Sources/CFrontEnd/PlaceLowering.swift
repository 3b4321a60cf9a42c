import CLibclang
import DMALint

extension FunctionLowering {
  /// The place that an expression stands for; values that have none get a temporary.
  mutating func place(of expression: CXCursor) -> ValueID {
    depth += 1
    defer { depth -= 1 }
    let range = unit.range(expression)
    guard depth < FunctionLowering.deepest else {
      unit.gap(range, "expressions nest too deeply to be followed")
      return emit(.pointee(emit(.unknown, range), offset: 0), range)
    }
    switch expression.kind {
    case CursorKind.parentheses:
      guard let inner = children(expression).first else { break }
      return place(of: inner)
    case CursorKind.declarationReference: return place(ofReference: expression, range)
    case CursorKind.memberExpression: return place(ofMember: expression, range)
    case CursorKind.subscripted:
      let parts = children(expression)
      guard parts.count == 2 else { break }
      return element(parts[0], parts[1], range)
    case CursorKind.unary:
      guard let part = children(expression).first else { break }
      switch unit.unaryOperator(expression) {
      case "*": return pointee(of: part, range)
      case "__extension__", "__real": return place(of: part)
      default: break
      }
    case CursorKind.compoundLiteral: return place(ofLiteral: expression, range)
    case CursorKind.unexposedExpression:
      let inner = unit.library.children(expression)
      if inner.count == 1, CursorKind.isExpression(inner[0].kind),
        unit.types.facts(of: inner[0]).category == unit.types.facts(of: expression).category
      {
        return place(of: inner[0])
      }
    default: break
    }
    let value = operand(expression)
    let local = temporary(unit.types.facts(of: expression).flow, range)
    enter(local, range)
    let place = emit(.local(local), range)
    perform(.store(value, into: place, .plain), range)
    return place
  }

  private mutating func place(ofReference expression: CXCursor, _ range: SourceRange) -> ValueID {
    let declaration = unit.functions.getCursorReferenced(expression)
    if let local = local(for: declaration) { return emit(.local(local), range) }
    switch declaration.kind {
    case CursorKind.variable, CursorKind.parameter:
      return emit(.global(unit.library.spelling(declaration)), range)
    default:
      return emit(.pointee(operand(expression), offset: 0), range)
    }
  }

  private mutating func place(ofMember expression: CXCursor, _ range: SourceRange) -> ValueID {
    let name = unit.library.spelling(expression)
    guard let base = children(expression).first else {
      return emit(.pointee(emit(.unknown, range), offset: 0), range)
    }
    let place =
      unit.types.facts(of: base).category == .pointer
      ? pointee(of: base, unit.range(base)) : self.place(of: base)
    // The members of a member without a name are those of what holds it.
    return name.isEmpty ? place : emit(.member(base: place, name: name), range)
  }

  /// `base[index]`; C also allows `index[base]`.
  private mutating func element(
    _ base: CXCursor, _ index: CXCursor, _ range: SourceRange
  ) -> ValueID {
    let facts = unit.types.facts(of: base)
    guard facts.category == .pointer || facts.category == .array else {
      let other = unit.types.facts(of: index)
      guard other.category == .pointer || other.category == .array else {
        return emit(.pointee(emit(.unknown, range), offset: 0), range)
      }
      return element(index, base, range)
    }
    let pointer = operand(base)
    let amount = value(of: index)
    return moved(
      pointer: pointer, by: amount, isNegative: false, facts.stride, range)
  }

  /// What a pointer expression points to, with arithmetic in it as offsets.
  mutating func pointee(of pointer: CXCursor, _ range: SourceRange) -> ValueID {
    let expression = stripped(pointer)
    switch expression.kind {
    case CursorKind.unary where unit.unaryOperator(expression) == "&":
      if let part = children(expression).first { return place(of: part) }
    case CursorKind.binary:
      let parts = children(expression)
      guard parts.count == 2, let spelling = unit.binaryOperator(expression, parts),
        spelling == "+" || spelling == "-"
      else { break }
      return moved(parts[0], parts[1], isNegative: spelling == "-", range)
    default: break
    }
    return emit(.pointee(operand(expression), offset: 0), range)
  }

  /// The place at a pointer plus or minus an integer, in either order.
  private mutating func moved(
    _ first: CXCursor, _ second: CXCursor, isNegative: Bool, _ range: SourceRange
  ) -> ValueID {
    let facts = unit.types.facts(of: first)
    guard facts.category == .pointer || facts.category == .array else {
      let stride = unit.types.facts(of: second).stride
      let pointer = operand(second)
      let amount = value(of: first)
      return moved(
        pointer: pointer, by: amount, isNegative: false, stride, range)
    }
    let pointer = operand(first)
    let amount = value(of: second)
    return moved(
      pointer: pointer, by: amount, isNegative: isNegative, facts.stride, range)
  }

  mutating func moved(
    pointer: ValueID, by amount: Operand, isNegative: Bool, _ stride: UInt32,
    _ range: SourceRange
  ) -> ValueID {
    switch amount {
    case .constant(let constant):
      let bytes = constant.multipliedReportingOverflow(by: Int64(stride)).partialValue
      return emit(.pointee(pointer, offset: isNegative ? 0 &- bytes : bytes), range)
    case .value(let index):
      let index = isNegative ? emit(.unary(.negate, index), range) : index
      return emit(.indexed(pointer, index: index, stride: stride), range)
    case .none: return emit(.pointee(pointer, offset: 0), range)
    }
  }

  /// `&x` as a pointer value; of what a pointer points to, the pointer itself.
  mutating func address(of expression: CXCursor, _ range: SourceRange) -> ValueID {
    if expression.kind == CursorKind.unary, unit.unaryOperator(expression) == "*",
      let part = children(expression).first
    {
      return operand(part)
    }
    // What clang could not give a meaning is no place, whatever stands in its stead.
    if isUnresolved(expression) { return emit(.unknown, range) }
    return emit(.addressOf(place(of: expression)), range)
  }

  /// Whether an operand of `&` is one of clang's stand-ins for an expression with errors in it.
  private func isUnresolved(_ expression: CXCursor) -> Bool {
    switch expression.kind {
    case CursorKind.parentheses:
      children(expression).first.map(isUnresolved) ?? true
    case CursorKind.unexposedExpression:
      if let inner = unit.library.children(expression).first,
        unit.library.children(expression).count == 1, CursorKind.isExpression(inner.kind),
        unit.types.facts(of: inner).category == unit.types.facts(of: expression).category
      {
        isUnresolved(inner)
      } else {
        true
      }
    default: false
    }
  }

  /// A compound literal is a local of the block around it.
  private mutating func place(ofLiteral expression: CXCursor, _ range: SourceRange) -> ValueID {
    let facts = unit.types.facts(of: expression)
    var local = FlowFunction.Local(name: "", type: facts.flow, range: range)
    local.isTemporary = true
    local.isStatic = isGlobalValue
    local.size = facts.size
    local.alignment = facts.alignment
    let id = add(local)
    if !isGlobalValue { enter(id, range) }
    let value =
      children(expression).last.map { initialValue($0, for: facts) } ?? emit(.unknown, range)
    let place = emit(.local(id), range)
    perform(.store(value, into: place, .plain), range)
    return place
  }

  // MARK: Initial values

  /// The value that an initialiser gives to a variable of a type.
  mutating func initialValue(_ expression: CXCursor, for facts: CTypeFacts) -> ValueID {
    let list = stripped(expression)
    guard list.kind == CursorKind.initializerList else {
      return operand(expression)
    }
    let range = unit.range(list)
    let elements = unit.library.children(list)
    switch facts.category {
    case .record, .array, .other: break
    case .void, .boolean, .integer, .floating, .pointer, .function:
      // `int x = {0}`
      guard let element = elements.first else { return emit(.integer(0), range) }
      return operand(element)
    }
    // Long tables are data; nothing that happens depends on their single elements.
    guard elements.count <= FunctionLowering.longestInitializer else {
      return emit(.unknown, range)
    }
    let fields = facts.category == .record ? unit.fieldNames(of: list) : []
    var position = 0
    var arguments: [CallArgument] = []
    for element in elements {
      let designated = unit.designator(element)
      let label: String?
      if let name = designated?.name {
        label = name
        position = (fields.firstIndex(of: unit.firstName(name)) ?? position) + 1
      } else {
        label = position < fields.count ? fields[position] : nil
        position += 1
      }
      let inner = designated?.value ?? element
      let value = initialValue(inner, for: unit.types.facts(of: inner))
      arguments.append(CallArgument(label: label, value, range: unit.range(inner)))
    }
    return emit(.aggregate(facts.flow, arguments), range)
  }

  private static let longestInitializer = 256
}
