extension FlowParser {
  /// Reads an operation or terminator and the value that it defines.
  mutating func parseOperationLine() {
    switch body.state {
    case .beforeBlocks: _ = body.startBlock("b0", at: textPlace)
    case .inBlock: break
    case .behindBlock: return complain("expected a label: the block before this line has ended")
    }

    var result: ValueID?
    if let number = cursor.takeNumbered("v") {
      if body.define(ValueID(number)) {
        result = ValueID(number)
      } else {
        complain("v\(number) is defined twice")
      }
      guard expect("=") else { return fail(result) }
    }
    guard let word = cursor.takeWord() else {
      expected("an operation")
      return fail(result)
    }
    if let terminator = TerminatorWord(rawValue: word) {
      parseTerminator(terminator, result)
    } else if let kind = operation(word) {
      body.append(Operation(result: result, kind, place))
    } else {
      fail(result)
    }
    endLine()
  }

  /// Nothing is known of what the line does, but its value exists.
  private mutating func fail(_ result: ValueID?) {
    if result != nil { body.append(Operation(result: result, .unknown, place)) }
  }

  private mutating func value() -> ValueID? {
    guard let number = cursor.takeNumbered("v") else { return missing("a value such as v0") }
    body.use(ValueID(number), at: textPlace)
    return ValueID(number)
  }

  private mutating func values() -> (ValueID, ValueID)? {
    guard let first = value(), expect(","), let second = value() else { return nil }
    return (first, second)
  }

  private mutating func operation(_ word: String) -> Operation.Kind? {
    switch word {
    case "local": return local().map { .local($0) }
    case "enter": return local().map { .enter($0) }
    case "leave": return local().map { .leave($0) }
    case "inlined": return cursor.takeUInt32().map { .inlined($0) }
    case "address": return value().map { .addressOf($0) }
    case "take": return value().map { .take($0) }
    case "next": return value().map { .next($0) }
    case "integer": return integer().map { .integer($0) }
    case "global": return name().map { .global($0) }
    case "name": return name().map { .name($0) }
    case "type": return type().map { .type($0) }
    case "closure": return function().map { .closure($0) }
    case "call": return call().map { .call($0) }
    case "fence": return fence().map { .fence($0) }
    case "float": return .float
    case "nil": return .nilLiteral
    case "unknown": return .unknown
    case "matches": return values().map { .matches($0, pattern: $1) }
    case "boolean": return boolean()
    case "string": return string()
    case "assembly": return assembly()
    case "implicit":
      guard expect("."), let (name, type) = implicitMember() else { return nil }
      return .implicitMember(name: name, type: type)
    case "member":
      guard let base = value(), expect("."), let name = name() else { return nil }
      return .member(base: base, name: name)
    case "element":
      guard let base = value(), expect("["), let arguments = arguments(until: "]") else {
        return nil
      }
      return .element(base: base, arguments: arguments)
    case "pointee":
      guard let pointer = value() else { return nil }
      guard cursor.take(",") else { return .pointee(pointer, offset: 0) }
      return integer().map { .pointee(pointer, offset: $0) }
    case "indexed":
      guard let (pointer, index) = values(), expect(","), let stride = uint32() else { return nil }
      return .indexed(pointer, index: index, stride: stride)
    case "load":
      guard let place = value(), let mode = accessMode() else { return nil }
      return .load(place, mode)
    case "store":
      guard let value = value(), expect("into"), let place = self.value(),
        let mode = accessMode()
      else { return nil }
      return .store(value, into: place, mode)
    case "unary":
      guard let unary = cursor.takeUnspaced().flatMap({ Operation.UnaryOperator(rawValue: $0) })
      else { return missing("a unary operator") }
      return value().map { .unary(unary, $0) }
    case "binary":
      guard let spelling = cursor.takeOperator() else { return missing("a binary operator") }
      return values().map { .binary(spelling, $0, $1) }
    case "cast":
      guard let value = value(), expect("as"), let type = type() else { return nil }
      return .cast(value, type)
    case "aggregate":
      guard let type = type(), expect("("), let values = arguments(until: ")") else { return nil }
      return .aggregate(type, values)
    case "iscase":
      guard let value = value(), expect(","), let name = name() else { return nil }
      return .isCase(value, name: name)
    case "payload":
      guard let value = value(), expect(","), let name = name(), expect(","),
        let index = integer().flatMap({ Int(exactly: $0) })
      else { return nil }
      return .payload(value, name: name, index: index)
    case "istype":
      guard let place = value(), expect(","), let type = type() else { return nil }
      return .isType(place, type)
    case "method": return methodReference()
    default:
      complain("unknown operation '\(word)'")
      return nil
    }
  }

  private mutating func boolean() -> Operation.Kind? {
    switch cursor.takeWord() {
    case "true": .boolean(true)
    case "false": .boolean(false)
    default: missing("'true' or 'false'")
    }
  }

  private mutating func string() -> Operation.Kind? {
    guard !cursor.isAtEnd() else { return .string(byteCount: nil) }
    guard let count = byteCount() else { return missing("a number of bytes") }
    return .string(byteCount: count)
  }

  private mutating func assembly() -> Operation.Kind? {
    guard let text = cursor.takeQuoted() else { return missing("a text in quotes") }
    let clobbersMemory = cursor.take("memory")
    let isVolatile = cursor.take("volatile")
    var operands: [ValueID] = []
    if cursor.take("("), !cursor.take(")") {
      repeat {
        guard let operand = value() else { return nil }
        operands.append(operand)
      } while cursor.take(",")
      guard expect(")") else { return nil }
    }
    return .assembly(
      text: text, clobbersMemory: clobbersMemory, isVolatile: isVolatile, operands: operands)
  }

  private mutating func methodReference() -> Operation.Kind? {
    var base: ValueID?
    if !cursor.take(".") {
      guard let value = value(), expect(".") else { return nil }
      base = value
    }
    guard let name = name() else { return nil }
    guard cursor.takeAdjacent("(") else {
      return .methodReference(base: base, name: name, labels: nil)
    }
    var labels: [String?] = []
    while !cursor.take(")") {
      guard let label = cursor.takeLabel(), cursor.take(":") else { return missing("a label") }
      labels.append(label)
    }
    return .methodReference(base: base, name: name, labels: labels)
  }

  /// The name behind the dot of an implicit member, and its type where that is known.
  private mutating func implicitMember() -> (name: String, type: FlowType?)? {
    guard let name = name() else { return nil }
    let start = cursor.index
    guard cursor.takeWord() == "of" else {
      cursor.index = start
      return (name, nil)
    }
    return type().map { (name, $0) }
  }

  private mutating func accessMode() -> AccessMode? {
    switch cursor.takeWord() {
    case nil: .plain
    case "volatile": .volatile
    case "atomic": ordering().map { .atomic($0) }
    default: missing("'volatile' or 'atomic'")
    }
  }

  private mutating func ordering() -> FenceKind.Ordering? {
    cursor.takeWord().flatMap { FenceKind.Ordering(rawValue: $0) } ?? missing("an ordering")
  }

  private mutating func fence() -> FenceKind? {
    switch cursor.takeWord() {
    case "compiler": .compiler
    case "signal": .signal
    case "atomic": ordering().map { .atomic($0) }
    case "instruction": cursor.takeQuoted().map { .instruction($0) } ?? missing("a text in quotes")
    default: missing("'compiler', 'signal', 'atomic' or 'instruction'")
    }
  }

  private mutating func call() -> Call? {
    guard let callee = callee(), expect("("), let arguments = arguments(until: ")") else {
      return nil
    }
    var call = Call(callee, arguments)
    while true {
      let start = cursor.index
      guard let word = cursor.takeWord() else { return call }
      if word == "generic" {
        guard expect("(") else { return nil }
        repeat {
          guard let type = type() else { return nil }
          call.genericArguments.append(type)
        } while cursor.take(",")
        guard expect(")") else { return nil }
      } else if word == "expected" {
        guard let type = type() else { return nil }
        call.expected = type
      } else if !has(word, FlowText.callWords, &call) {
        cursor.index = start
        return call
      }
    }
  }

  private mutating func callee() -> Call.Callee? {
    if cursor.take(".") {
      return implicitMember().map { .implicitMember(name: $0.name, type: $0.type) }
    }
    if let number = cursor.takeNumbered("v") {
      body.use(ValueID(number), at: textPlace)
      guard cursor.takeAdjacent(".") else { return .value(ValueID(number)) }
      return name().map { .method(ValueID(number), name: $0) }
    }
    let start = cursor.index
    switch cursor.takeWord() {
    case "init": return type().map { .initializer($0) }
    case "static":
      guard let type = type(), expect("::"), let name = name() else { return nil }
      return .staticMethod(type, name: name)
    case "super":
      guard cursor.takeAdjacent("."), let name = name() else { return missing("'.' and a name") }
      return .superMethod(name: name)
    default:
      cursor.index = start
      return name().map { .name($0) }
    }
  }

  /// Arguments up to the closing bracket; where they do not say otherwise, they stand where the
  /// operation stands.
  private mutating func arguments(until close: StaticString) -> [CallArgument]? {
    var arguments: [CallArgument] = []
    if cursor.take(close) { return arguments }
    repeat {
      let label = argumentLabel()
      let passing: CallArgument.Passing = cursor.take("&") ? .address : .value
      guard let value = value() else { return nil }
      var argument = CallArgument(label: label, value, passing: passing, range: place)
      if cursor.take("from") {
        guard let place = self.value() else { return nil }
        argument.place = place
      }
      argument.isTrailing = cursor.take("trailing")
      if cursor.take("@") {
        guard let range = position() else { return missing("a position") }
        argument.range = range
      }
      arguments.append(argument)
    } while cursor.take(",")
    return expect(close) ? arguments : nil
  }
}

extension FlowParser {
  private enum TerminatorWord: String {
    case jump, branch
    case tryCall = "trycall"
    case `return`, `throw`, unreachable
  }

  private mutating func parseTerminator(_ word: TerminatorWord, _ result: ValueID?) {
    let kind = terminator(word, result)
    let isTryCall =
      switch kind {
      case .tryCall: true
      case .jump, .branch, .return, .throw, .unreachable, nil: false
      }
    if let result, !isTryCall {
      complain("only 'trycall' ends a block and defines a value")
      fail(result)
    }
    body.endBlock(Terminator(kind ?? .unreachable, place))
  }

  private mutating func terminator(
    _ word: TerminatorWord, _ result: ValueID?
  ) -> Terminator.Kind? {
    switch word {
    case .jump: return block().map { .jump($0) }
    case .branch:
      guard let condition = value(), expect(","), let then = block(), expect(","),
        let otherwise = block()
      else { return nil }
      return .branch(condition, then: then, otherwise: otherwise)
    case .tryCall: return tryCall(result)
    case .return: return optionalValue().map { .return($0) }
    case .throw: return optionalValue().map { .throw($0) }
    case .unreachable: return .unreachable
    }
  }

  private mutating func optionalValue() -> ValueID?? {
    cursor.isAtEnd() ? .some(nil) : value().map { .some($0) }
  }

  private mutating func tryCall(_ result: ValueID?) -> Terminator.Kind? {
    guard let result else {
      complain("'trycall' needs a value for its result")
      return nil
    }
    guard let call = call(), expect("to"), let normal = block(), expect(","), expect("error")
    else { return nil }
    guard let number = cursor.takeNumbered("v") else { return missing("a value such as v0") }
    guard expect("to"), let errorBlock = block() else { return nil }
    let error = ValueID(number)
    guard body.define(error) else {
      complain("v\(number) is defined twice")
      return nil
    }
    return .tryCall(call, result: result, normal: normal, error: error, errorBlock: errorBlock)
  }

  private mutating func block() -> BlockID? {
    guard let label = cursor.takeWord() else { return missing("a label") }
    return body.mention(label, at: textPlace)
  }
}
