/// A function while its text is read: labels and values may be used before they are defined.
struct FlowBody {
  var function: FlowFunction
  private var blocks: [(operations: [Operation], terminator: Terminator?)] = []
  /// Labels by the order in which they are mentioned: terminators use these numbers until the end.
  private var labels: [(name: String, place: SourceRange, block: UInt32?)] = []
  private var labelNumbers: [String: UInt32] = [:]
  private var defined: Set<UInt32> = []
  private var used: [UInt32: SourceRange] = [:]
  private var locals: [String: [LocalID]] = [:]

  init(_ function: FlowFunction) {
    self.function = function
    for (number, local) in function.locals.enumerated() {
      locals[local.name, default: []].append(LocalID(UInt32(number)))
    }
  }

  mutating func add(_ local: FlowFunction.Local) -> LocalID {
    let number = LocalID(UInt32(function.locals.count))
    function.locals.append(local)
    locals[local.name, default: []].append(number)
    return number
  }

  func locals(named name: String) -> [LocalID] { locals[name] ?? [] }

  /// Whether nothing has defined the value before.
  mutating func define(_ value: ValueID) -> Bool { defined.insert(value.index).inserted }

  mutating func use(_ value: ValueID, at place: SourceRange) {
    if used[value.index] == nil { used[value.index] = place }
  }

  /// The number that stands for the label until the function is complete.
  mutating func mention(_ label: String, at place: SourceRange) -> BlockID {
    if let number = labelNumbers[label] { return BlockID(number) }
    let number = UInt32(labels.count)
    labelNumbers[label] = number
    labels.append((label, place, nil))
    return BlockID(number)
  }

  /// Starts the block with the label; false where there is one already.
  mutating func startBlock(_ label: String, at place: SourceRange) -> Bool {
    let number = Int(mention(label, at: place).index)
    let isNew = labels[number].block == nil
    if isNew { labels[number].block = UInt32(blocks.count) }
    blocks.append(([], nil))
    return isNew
  }

  enum State { case beforeBlocks, inBlock, behindBlock }

  var state: State {
    guard let last = blocks.last else { return .beforeBlocks }
    return last.terminator == nil ? .inBlock : .behindBlock
  }

  mutating func append(_ operation: Operation) {
    blocks[blocks.count - 1].operations.append(operation)
  }

  mutating func endBlock(_ terminator: Terminator) {
    blocks[blocks.count - 1].terminator = terminator
  }

  /// Puts the blocks together and repairs what does not fit; returns what that was.
  mutating func complete() -> [(message: String, place: SourceRange)] {
    var problems: [(message: String, place: SourceRange)] = []
    for label in labels where label.block == nil {
      problems.append(("there is no block '\(label.name)'", label.place))
    }
    function.blocks = blocks.map { block in
      BasicBlock(
        operations: block.operations,
        terminator: resolved(block.terminator ?? Terminator(.unreachable, function.end)))
    }
    var isDefined = [Bool](repeating: false, count: Int(function.numberedValueCount))
    function.forEachDefinition { isDefined[Int($0.index)] = true }
    for (value, place) in used.sorted(by: { $0.key < $1.key })
    where Int(value) >= isDefined.count || !isDefined[Int(value)] {
      if !defined.contains(value) { problems.append(("nothing defines v\(value)", place)) }
      let definition = Operation(result: ValueID(value), .unknown, place)
      function.blocks[0].operations.insert(definition, at: 0)
    }
    function.valueCount = max(function.valueCount, function.numberedValueCount)
    return problems
  }

  private func resolved(_ terminator: Terminator) -> Terminator {
    func block(_ mentioned: BlockID) -> BlockID? {
      labels[Int(mentioned.index)].block.map { BlockID($0) }
    }
    var terminator = terminator
    switch terminator.kind {
    case .jump(let target): terminator.kind = block(target).map { .jump($0) } ?? .unreachable
    case .branch(let condition, let then, let otherwise):
      if let then = block(then), let otherwise = block(otherwise) {
        terminator.kind = .branch(condition, then: then, otherwise: otherwise)
      } else {
        terminator.kind = .unreachable
      }
    case .tryCall(let call, let result, let normal, let error, let errorBlock):
      if let normal = block(normal), let errorBlock = block(errorBlock) {
        terminator.kind = .tryCall(
          call, result: result, normal: normal, error: error, errorBlock: errorBlock)
      } else {
        terminator.kind = .unreachable
      }
    case .return, .throw, .unreachable: break
    }
    return terminator
  }
}

extension FlowParser {
  /// Reads the function behind `func` into `body`.
  mutating func parseFunction() {
    let isOpen = line.opens
    let hasPosition = lineHasPosition
    let name = cursor.takeFunctionName()
    if name == nil { expected("a name") }
    var function = FlowFunction(kind: .function, name: name ?? "", range: place)
    file = place.file
    function.genericParameters = genericParameters()
    parseHeader(of: &function)
    endLine()
    body = FlowBody(function)
    guard isOpen else { return }

    let isClosed = parseBody()
    if !isClosed { complain("expected '}' before the end of the function '\(name ?? "")'") }
    body.function.end = isClosed ? place : textPlace
    if !hasPosition { body.function.range.end = textPlace.end }
    for problem in body.complete() { complain(problem.message, at: problem.place) }
  }

  private mutating func parseHeader(of function: inout FlowFunction) {
    while let next = cursor.next() {
      if next == UInt8(ascii: "@") {
        guard let attribute = attribute() else { return }
        function.attributes.append(attribute)
      } else if cursor.take("->") {
        guard let type = type() else { return }
        function.result = type
      } else if cursor.take("(") {
        guard parseParameters(.inLocals, of: &function) else { return }
      } else {
        guard let word = cursor.takeWord(), parseHeaderWord(word, of: &function) else { return }
      }
    }
  }

  private mutating func parseHeaderWord(_ word: String, of function: inout FlowFunction) -> Bool {
    if word == "params" { return expect("(") && parseParameters(.alone, of: &function) }
    if word == "owner" {
      function.owner = name()
      return function.owner != nil
    }
    if let kind = FlowFunction.Kind(rawValue: word) {
      function.kind = kind
      return true
    }
    return take(word, FlowText.functionWords, into: &function)
  }

  private enum ParameterStorage { case inLocals, alone }

  private mutating func parseParameters(
    _ storage: ParameterStorage, of function: inout FlowFunction
  ) -> Bool {
    if cursor.take(")") { return true }
    repeat {
      guard parseParameter(storage, of: &function) else { return false }
    } while cursor.take(",")
    return expect(")")
  }

  private mutating func parseParameter(
    _ storage: ParameterStorage, of function: inout FlowFunction
  ) -> Bool {
    guard let label = cursor.takeLabel() else {
      expected("a parameter")
      return false
    }
    var name = label ?? "_"
    if let next = cursor.next(), !":,)@".utf8.contains(next) {
      guard let second = cursor.takeName() else {
        expected("a parameter's name")
        return false
      }
      name = second
    }
    var parameter = FlowFunction.Parameter(label: label, name: name, type: nil)
    if cursor.take(":") {
      let start = cursor.index
      if cursor.next() != UInt8(ascii: "_") || cursor.takeName() != "_" {
        cursor.index = start
        guard let type = type() else { return false }
        parameter.type = type
      }
    }
    var local = FlowFunction.Local(name: name, type: parameter.type, range: place)
    while let word = cursor.takeWord() {
      if let convention = FlowFunction.Parameter.Convention(rawValue: word) {
        parameter.convention = convention
      } else if !has(word, FlowText.parameterWords, &parameter),
        storage == .alone || !has(word, FlowText.localWords, &local)
      {
        complain("unknown word '\(word)'")
        return false
      }
    }
    if storage == .inLocals, cursor.take("@") {
      guard let range = position() else {
        expected("a position")
        return false
      }
      local.range = range
    }
    function.parameters.append(parameter)
    if storage == .inLocals { function.locals.append(local) }
    return true
  }

  /// Reads up to the closing brace; false where there is none.
  private mutating func parseBody() -> Bool {
    while nextLine() {
      if cursor.take("}") {
        endBlock()
        endLine()
        return true
      }
      let start = cursor.index
      guard let word = cursor.takeWord() else {
        expected("an operation")
        continue
      }
      if startsDeclaration(word) {
        putLineBack()
        break
      }
      if cursor.take(":"), cursor.isAtEnd() {
        endBlock()
        if !body.startBlock(word, at: textPlace) { complain("there are two blocks '\(word)'") }
      } else if body.state == .beforeBlocks, parseLocalLine(word) {
        endLine()
      } else {
        cursor.index = start
        parseOperationLine()
      }
    }
    endBlock()
    return false
  }

  private mutating func endBlock() {
    guard body.state == .inBlock else { return }
    complain("the block before this line has no end, such as 'jump' or 'return'")
    body.endBlock(Terminator(.unreachable, place))
  }

  /// Reads a line that describes locals or values; false where it is none.
  private mutating func parseLocalLine(_ word: String) -> Bool {
    switch word {
    case "local": parseLocal()
    case "capture": parseCapture()
    case "inlined": parseInlinedCall()
    case "values":
      if let count = cursor.takeUInt32(), count <= FlowText.numberLimit {
        body.function.valueCount = count
      } else {
        expected("a number up to \(FlowText.numberLimit)")
      }
    default: return false
    }
    return true
  }

  private mutating func parseLocal() {
    guard expect("%") else { return }
    let name = cursor.next() == UInt8(ascii: "#") ? "" : cursor.takeName()
    guard let name else { return expected("a local's name") }
    if cursor.takeAdjacent("#"), cursor.takeUInt32() != UInt32(body.function.locals.count) {
      complain("this local has the number \(body.function.locals.count)")
    }
    var local = FlowFunction.Local(name: name, type: nil, range: place)
    if cursor.take(":") { local.type = type() }
    var isSelf = false
    while let word = cursor.takeWord() {
      if word == "self" {
        isSelf = true
      } else if !take(word, FlowText.localWords, into: &local) {
        break
      }
    }
    let number = body.add(local)
    guard isSelf else { return }
    if body.function.selfLocal != nil { complain("there are two locals 'self'") }
    body.function.selfLocal = number
  }

  private mutating func parseCapture() {
    guard let inner = local() else { return }
    guard let mode = cursor.takeWord().flatMap({ FlowFunction.Capture.Mode(rawValue: $0) }),
      let outer = cursor.takeUInt32()
    else { return expected("'place' or 'copy' and the number of the enclosing function's local") }
    body.function.captures.append(
      FlowFunction.Capture(outer: LocalID(outer), inner: inner, mode: mode))
  }

  private mutating func parseInlinedCall() {
    guard let name = cursor.takeQuoted(), cursor.takeWord() == "in",
      let parent = cursor.takeUInt32()
    else { return expected("a function's name in quotes, 'in' and a number") }
    body.function.inlinedCalls.append(
      FlowFunction.InlinedCall(name: name, parent: parent, range: place))
  }

  /// `%name`, `%name#index` or `%#index`.
  mutating func local() -> LocalID? {
    guard expect("%") else { return nil }
    let name = cursor.next() == UInt8(ascii: "#") ? nil : cursor.takeName()
    if cursor.takeAdjacent("#") {
      guard let number = cursor.takeUInt32(), number < body.function.locals.count,
        name == nil || body.function.locals[Int(number)].name == name
      else { return missing("the number of such a local") }
      return LocalID(number)
    }
    guard let name else { return missing("a local's name") }
    let candidates = body.locals(named: name)
    if candidates.count == 1 { return candidates[0] }
    complain(
      candidates.isEmpty ? "there is no local '%\(name)'" : "there are several locals '%\(name)'")
    return nil
  }
}
