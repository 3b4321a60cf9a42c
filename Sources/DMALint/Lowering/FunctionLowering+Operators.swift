/// Operators and assignment.
extension FunctionLowering {
  /// Operators of the standard library; overloads for the program's own types are called.
  private static let standardOperators: Set<String> = [
    "+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "&+", "&-", "&*", "&<<", "&>>", "==", "!=",
    "<", ">", "<=", ">=", "===", "!==", "..<", "...", "&&", "||", "??", "~=", "~", "!", "->",
    "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "&+=", "&-=", "&*=", "&<<=",
    "&>>=",
  ]

  // MARK: - Binary

  func binary(_ expression: Expression, expected: FlowType?) -> ValueID {
    // Long chains lean to the left: they are folded in a loop.
    var links: [(sign: String, right: Expression, bytes: ByteRange)] = []
    var first = expression
    while case .binary(let left, let sign, let right) = first.kind, !Self.branches(sign) {
      links.append((sign, right, first.range))
      first = left
    }
    guard let last = links.popLast() else { return branching(expression, expected: expected) }
    var type = first.isLiteral ? nil : inference.type(of: first)
    var value: ValueID
    if let declared = overload(last.sign, first, last.right) {
      value = call(
        declared, [first, last.right], range(last.bytes),
        isUnused: unusedCall?.range == last.bytes)
    } else {
      // A literal takes the type of the other operand and tells nothing of it.
      let other = last.right.isLiteral ? nil : inference.type(of: last.right)
      let hint = Self.compares(last.sign) ? nil : expected
      value = lower(first, expected: type == nil ? other ?? hint : hint)
      value = apply(last, to: value, hint: first.isLiteral ? other ?? hint : type ?? hint)
      type = first.isLiteral ? other ?? type : type
    }
    for link in links.reversed() {
      value = apply(link, to: value, hint: Self.compares(link.sign) ? type : type ?? expected)
    }
    return value
  }

  private func apply(
    _ link: (sign: String, right: Expression, bytes: ByteRange), to left: ValueID, hint: FlowType?
  ) -> ValueID {
    let right = lower(link.right, expected: hint)
    let range = range(link.bytes)
    if link.sign == "~=" { return emit(.matches(right, pattern: left), range) }
    if !Self.standardOperators.contains(link.sign), outline.functions[link.sign] != nil {
      let arguments = [CallArgument(left, range: range), CallArgument(right, range: range)]
      return emit(.call(Call(.name(link.sign), arguments)), range)
    }
    return emit(.binary(Self.plain(link.sign), left, right), range)
  }

  private static func branches(_ sign: String) -> Bool {
    sign == "&&" || sign == "||" || sign == "??"
  }

  private static func compares(_ sign: String) -> Bool {
    switch sign {
    case "==", "!=", "<", ">", "<=", ">=", "===", "!==", "~=", "..<", "...": true
    default: false
    }
  }

  /// Wrapping operators without their `&`.
  private static func plain(_ sign: String) -> String {
    switch sign {
    case "&+", "&-", "&*", "&<<", "&>>": String(sign.dropFirst())
    default: sign
    }
  }

  /// `&&`, `||` and `??` as values.
  private func branching(_ expression: Expression, expected: FlowType?) -> ValueID {
    let range = range(expression.range)
    guard case .binary(let left, let sign, let right) = expression.kind else {
      return unknown(range)
    }
    let (then, otherwise, join) = (newBlock(), newBlock(), newBlock())
    guard sign == "??" else {
      return merged(.bool, range) { sink in
        lowerCondition(expression, then: then, otherwise: otherwise)
        begin(then)
        sink(emit(.boolean(true), range))
        jump(to: join, range)
        begin(otherwise)
        sink(emit(.boolean(false), range))
        jump(to: join, range)
        begin(join)
      }
    }
    let type = expected ?? inference.type(of: expression)
    return merged(type, range) { sink in
      sink(lowerPresent(left, expected: type, orElse: otherwise))
      jump(to: join, range)
      begin(otherwise)
      sink(lower(right, expected: type))
      jump(to: join, range)
      begin(join)
    }
  }

  /// The program's own function for an operator and these operands.
  private func overload(
    _ sign: String, _ left: Expression, _ right: Expression
  ) -> FlowFunction? {
    guard let candidates = outline.functions[sign] else { return nil }
    let outline = outline
    let functions = candidates.lazy.compactMap { outline.signature($0) }.filter {
      $0.parameters.count == 2
    }
    guard Self.standardOperators.contains(sign) else { return functions.first?.content }
    // Only types of the inputs have operators of their own.
    let operands = [left, right].map { operand -> String? in
      guard let name = inference.type(of: operand)?.unwrapped.name, outline.types[name] != nil
      else { return nil }
      return name
    }
    guard operands.contains(where: { $0 != nil }) else { return nil }
    return functions.first { function in
      zip(function.parameters, operands).contains { parameter, operand in
        guard let operand else { return false }
        return parameter.type?.unwrapped.name == operand || parameter.type?.name == "Self"
      }
    }?.content
  }

  private func call(
    _ function: FlowFunction, _ operands: [Expression], _ range: SourceRange,
    isUnused: Bool = false
  ) -> ValueID {
    var arguments: [CallArgument] = []
    for (parameter, operand) in zip(function.parameters, operands) {
      if parameter.convention == .place {
        let place = place(of: operand)
        arguments.append(
          CallArgument(place, passing: .address, range: self.range(operand.range)))
      } else {
        arguments.append(lowerArgument(Argument(operand), expected: parameter.type))
      }
    }
    let name = function.name.prefix { $0 != "(" }
    var call = Call(.name(String(name)), arguments)
    call.isResultUnused = isUnused
    call.isExplicitlyDiscarded = isUnused && unusedCall?.isExplicit == true
    return emit(.call(call), range)
  }

  // MARK: - Unary

  func prefix(
    _ sign: String, _ operand: Expression, expected: FlowType?, _ range: SourceRange
  ) -> ValueID {
    switch sign {
    case "-":
      if case .integer(let value?) = operand.kind {
        return emit(.integer(0 &- Int64(bitPattern: value)), range)
      }
      return emit(.unary(.negate, lower(operand, expected: expected)), range)
    case "+": return lower(operand, expected: expected)
    case "~": return emit(.unary(.complement, lower(operand, expected: expected)), range)
    case "!": return emit(.unary(.not, lower(operand, expected: .bool)), range)
    case "..<", "...":
      let bound = lower(operand)
      return emit(.binary(sign, emit(.nilLiteral, range), bound), range)
    default: return unary(sign, operand, range)
    }
  }

  func postfix(_ sign: String, _ operand: Expression, _ range: SourceRange) -> ValueID {
    guard sign == "..." else { return unary(sign, operand, range) }
    let bound = lower(operand)
    return emit(.binary(sign, bound, emit(.nilLiteral, range)), range)
  }

  private func unary(_ sign: String, _ operand: Expression, _ range: SourceRange) -> ValueID {
    let declared = (outline.functions[sign] ?? []).lazy.compactMap { self.outline.signature($0) }
      .first { $0.parameters.count == 1 }
    if let declared { return call(declared.content, [operand], range) }
    return emit(.unary(.other, lower(operand)), range)
  }

  // MARK: - Assignment

  func assign(
    _ source: Expression, to target: Expression, _ sign: String?, _ range: SourceRange
  ) {
    let target = target.unparenthesized
    if let sign { return update(target, sign, source, range) }
    switch target.kind {
    case .wildcard: discard(source, isExplicit: true)
    case .tuple(let targets): assign(source, toElements: targets, range)
    default:
      let type = inference.type(of: target)
      if target.isChain, chains.last?.start != target.range.start {
        let end = newBlock()
        chains.append((target.range.start, end))
        let place = place(of: target)
        store(lowerMoved(source, expected: type), into: place, range)
        chains.removeLast()
        jump(to: end, range)
        begin(end)
      } else {
        let value = lowerMoved(source, expected: type)
        store(value, into: place(of: target), range)
      }
    }
  }

  private func assign(
    _ source: Expression, toElements targets: [Argument], _ range: SourceRange
  ) {
    if case .tuple(let sources) = source.unparenthesized.kind, sources.count == targets.count {
      let values = zip(targets, sources).map { target, source in
        lowerMoved(source.value, expected: inference.type(of: target.value))
      }
      for (target, value) in zip(targets, values) { assign(value, to: target.value, range) }
      return
    }
    let type = inference.type(of: source)
    let whole = place(holding: lower(source), type, self.range(source.range))
    for (index, target) in targets.enumerated() {
      let element = emit(.member(base: whole, name: String(index)), range)
      assign(load(element, range), to: target.value, range)
    }
  }

  private func assign(_ value: ValueID, to target: Expression, _ range: SourceRange) {
    let target = target.unparenthesized
    switch target.kind {
    case .wildcard: return
    case .tuple(let targets):
      let whole = place(holding: value, nil, range)
      for (index, target) in targets.enumerated() {
        let element = emit(.member(base: whole, name: String(index)), range)
        _ = descend(target.value.range) {
          assign(load(element, range), to: target.value, range)
        }
      }
    default: store(value, into: place(of: target), range)
    }
  }

  /// `target += source`
  private func update(
    _ target: Expression, _ sign: String, _ source: Expression, _ range: SourceRange
  ) {
    if let declared = overload("\(sign)=", target, source) {
      _ = call(declared, [target, source], range, isUnused: true)
      return
    }
    let type = inference.type(of: target)
    var end: Int?
    if target.isChain, chains.last?.start != target.range.start {
      let block = newBlock()
      chains.append((target.range.start, block))
      end = block
    }
    let value = end == nil ? lower(source, expected: type) : nil
    let place = place(of: target)
    let right = value ?? lower(source, expected: type)
    let old = load(place, self.range(target.range))
    store(emit(.binary(Self.plain(sign), old, right), range), into: place, range)
    guard let end else { return }
    chains.removeLast()
    jump(to: end, range)
    begin(end)
  }
}
