import DMALint

/// Makes random modules that keep Flow's rules: what they mention exists.
///
/// Every function contains every operation: the switches below go from each case to the next, so
/// that a new case does not compile before it has its place among them.
struct FlowGenerator {
  private var random: SplitMix
  private var localCount = 0
  private var functionCount = 0
  private var blockCount = 0
  private var values: [ValueID] = []

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  mutating func module() -> FlowModule {
    var module = FlowModule()
    functionCount = number(1...3)
    module.functions = (0..<functionCount).map { _ in function() }
    module.globals = list { $0.global() }
    module.types = FlowTypeDeclaration.Keyword.allCases.map { type($0) }
    for _ in 0..<number(0...3) {
      module.constants[name()] =
        coin() ? .integer(integer()) : .string(byteCount: number(0...9))
    }
    module.gaps = list { Gap($0.range(), $0.name(), mayHideTransfer: $0.coin()) }
    return module
  }

  mutating func paths() -> [String] { list { $0.name() } }
}

extension FlowGenerator {
  private mutating func global() -> FlowGlobal {
    var global = FlowGlobal(name: name(), type: optional { $0.type() }, range: range())
    global.isLet = coin()
    global.isVolatile = coin()
    global.isExternal = coin()
    global.isConstant = coin()
    global.hasObservers = coin()
    global.attributes = list { $0.attribute() }
    global.size = optional { $0.unsigned() }
    global.alignment = optional { $0.unsigned() }
    global.initializer = optional { $0.function() }
    global.getter = optional { $0.function() }
    global.setter = optional { $0.function() }
    return global
  }

  private mutating func type(_ keyword: FlowTypeDeclaration.Keyword) -> FlowTypeDeclaration {
    var type = FlowTypeDeclaration(keyword: keyword, name: name(), range: range())
    type.inherited = list { $0.name() }
    type.genericParameters = list { $0.genericParameter() }
    type.members = list { $0.member() }
    type.enumCases = list { generator in
      FlowTypeDeclaration.EnumCase(
        name: generator.name(),
        payload: generator.list { ($0.optional { $0.name() }, $0.type()) },
        rawValue: generator.optional { $0.integer() })
    }
    type.methods = list { $0.function() }
    type.deinitializer = optional { $0.function() }
    type.attributes = list { $0.name() }
    type.size = optional { $0.unsigned() }
    type.alignment = optional { $0.unsigned() }
    return type
  }

  private mutating func member() -> FlowTypeDeclaration.Member {
    var member = FlowTypeDeclaration.Member(
      name: name(), type: optional { $0.type() }, range: range())
    member.isStatic = coin()
    member.isLet = coin()
    member.isLazy = coin()
    member.isVolatile = coin()
    member.initializer = optional { $0.function() }
    member.getter = optional { $0.function() }
    member.setter = optional { $0.function() }
    member.hasObservers = coin()
    member.attributes = list { $0.attribute() }
    member.offset = optional { $0.unsigned() }
    return member
  }

  private mutating func function() -> FlowFunction {
    var function = FlowFunction(
      kind: pick(FlowFunction.Kind.allCases), name: coin() ? name() : "send(_:label:)",
      range: range())
    function.end = coin() ? function.range : range()
    function.owner = optional { $0.name() }
    function.isStatic = coin()
    function.isMutating = coin()
    function.isConsuming = coin()
    function.isAsync = coin()
    function.throws = coin()
    function.isExternal = coin()
    function.genericParameters = list { $0.genericParameter() }
    function.parameters = list { $0.parameter() }
    function.result = optional { $0.type() }
    function.attributes = list { $0.attribute() }
    addLocals(&function)
    if number(0...4) > 0 { addBlocks(&function) }
    if number(0...4) == 0 { function.valueCount += 3 }
    return function
  }

  private mutating func parameter() -> FlowFunction.Parameter {
    let name = name()
    var parameter = FlowFunction.Parameter(
      label: coin() ? name : optional { $0.name() }, name: name, type: optional { $0.type() })
    parameter.convention = pick(FlowFunction.Parameter.Convention.allCases)
    parameter.isVariadic = coin()
    parameter.isAutoclosure = coin()
    parameter.defaultValue = optional { $0.function() }
    return parameter
  }

  private mutating func addLocals(_ function: inout FlowFunction) {
    // Mostly the locals that a parameter list implies, but not always.
    if number(0...4) > 0 {
      for parameter in function.parameters {
        function.locals.append(local(parameter.name, parameter.type))
      }
    }
    for _ in 0..<number(0...4) {
      function.locals.append(local(name(), optional { $0.type() }))
    }
    if number(0...9) == 0 { function.locals = [] }
    localCount = function.locals.count
    guard localCount > 0 else { return }
    function.selfLocal = optional { $0.local() }
    function.captures = list { generator in
      FlowFunction.Capture(
        outer: LocalID(generator.unsigned()), inner: generator.local(),
        mode: generator.pick(FlowFunction.Capture.Mode.allCases))
    }
  }

  private mutating func local(_ name: String, _ type: FlowType?) -> FlowFunction.Local {
    var local = FlowFunction.Local(name: name, type: type, range: range())
    local.isLet = coin()
    local.isVolatile = coin()
    local.isTemporary = coin()
    local.isStatic = coin()
    local.isBorrowed = coin()
    local.size = optional { $0.unsigned() }
    local.alignment = optional { $0.unsigned() }
    return local
  }

  private mutating func addBlocks(_ function: inout FlowFunction) {
    if localCount == 0 {
      function.locals.append(local(name(), nil))
      localCount = 1
    }
    // Values are numbered with holes; the last two are those of `tryCall`.
    let results = (0..<150).map { $0 == 0 || coin() ? ValueID(UInt32($0 * 2)) : nil }
    let ofCall = (result: ValueID(300), error: ValueID(301))
    values = results.compactMap { $0 } + [ofCall.result, ofCall.error]
    function.valueCount = 302

    var kinds: [Operation.Kind] = []
    var callee: Call.Callee?
    repeat {
      callee = self.callee(after: callee)
      if let callee { kinds.append(.call(call(callee))) }
    } while callee != nil
    var fence: FenceKind?
    repeat {
      fence = self.fence(after: fence)
      if let fence { kinds.append(.fence(fence)) }
    } while fence != nil
    for unary in Operation.UnaryOperator.allCases { kinds.append(.unary(unary, value())) }
    var kind: Operation.Kind?
    repeat {
      kind = self.kind(after: kind)
      if let kind { kinds.append(kind) }
    } while kind != nil
    kinds.shuffle(using: &random)
    precondition(kinds.count <= results.count)

    var terminators: [Terminator.Kind] = []
    blockCount = 6
    var terminator: Terminator.Kind?
    repeat {
      terminator = self.terminator(after: terminator, ofCall)
      if let terminator { terminators.append(terminator) }
    } while terminator != nil
    terminators.shuffle(using: &random)
    precondition(terminators.count == blockCount)

    var operations = results.enumerated().map { index, result in
      let place = range()
      let kind = index < kinds.count ? kinds[index] : .unknown
      return Operation(result: result, coin() ? kind : moved(kind, to: place), place)
    }
    for terminator in terminators {
      let count = number(0...40)
      function.blocks.append(
        BasicBlock(
          operations: Array(operations.prefix(count)), terminator: Terminator(terminator, range())))
      operations.removeFirst(min(count, operations.count))
    }
    function.blocks[0].operations += operations
  }

  /// The operation with its arguments where it stands itself.
  private func moved(_ kind: Operation.Kind, to place: SourceRange) -> Operation.Kind {
    guard case .element(let base, var arguments) = kind else { return kind }
    for index in arguments.indices { arguments[index].range = place }
    return .element(base: base, arguments: arguments)
  }
}

extension FlowGenerator {
  private mutating func kind(after kind: Operation.Kind?) -> Operation.Kind? {
    switch kind {
    case nil: .local(local())
    case .local: .global(name())
    case .global: .member(base: value(), name: name())
    case .member: .element(base: value(), arguments: list { $0.argument() })
    case .element: .pointee(value(), offset: coin() ? 0 : integer())
    case .pointee: .indexed(value(), index: value(), stride: unsigned())
    case .indexed: .load(value(), accessMode())
    case .load: .store(value(), into: value(), accessMode())
    case .store: .addressOf(value())
    case .addressOf: .take(value())
    case .take: .integer(integer())
    case .integer: .float
    case .float: .boolean(coin())
    case .boolean: .nilLiteral
    case .nilLiteral: .string(byteCount: optional { $0.number(0...99) })
    case .string: .name(name())
    case .name: .implicitMember(name: name(), type: optional { $0.type() })
    case .implicitMember: .type(type())
    case .type: .unknown
    case .unknown: .unary(.isSome, value())
    case .unary:
      .binary(coin() ? pick(["+", "==", "<<", "//", "&", "??"]) : name(), value(), value())
    case .binary: .cast(value(), type())
    case .cast: .aggregate(type(), list { $0.argument() })
    case .aggregate: .isCase(value(), name: name())
    case .isCase: .payload(value(), name: name(), index: number(-1...3))
    case .payload: .matches(value(), pattern: value())
    case .matches: .isType(value(), type())
    case .isType: .closure(function())
    case .closure:
      .methodReference(
        base: optional { $0.value() }, name: name(),
        labels: optional { $0.list { $0.optional { $0.name() } } })
    case .methodReference: .next(value())
    case .next: .call(call(.value(value())))
    case .call: .fence(.signal)
    case .fence:
      .assembly(
        text: name(), clobbersMemory: coin(), isVolatile: coin(), operands: list { $0.value() })
    case .assembly: .enter(local())
    case .enter: .leave(local())
    case .leave: .inlined(0)
    case .inlined: nil
    }
  }

  private mutating func callee(after callee: Call.Callee?) -> Call.Callee? {
    switch callee {
    case nil: .name(name())
    case .name: .initializer(type())
    case .initializer: .method(value(), name: name())
    case .method: .staticMethod(type(), name: name())
    case .staticMethod: .implicitMember(name: name(), type: optional { $0.type() })
    case .implicitMember: .superMethod(name: name())
    case .superMethod: .value(value())
    case .value: nil
    }
  }

  private mutating func fence(after fence: FenceKind?) -> FenceKind? {
    switch fence {
    case nil: .compiler
    case .compiler: .signal
    case .signal: .atomic(pick(FenceKind.Ordering.allCases))
    case .atomic: .instruction(name())
    case .instruction: nil
    }
  }

  private mutating func accessMode() -> AccessMode {
    func next(_ mode: AccessMode?, _ ordering: FenceKind.Ordering) -> AccessMode? {
      switch mode {
      case nil: .plain
      case .plain: .volatile
      case .volatile: .atomic(ordering)
      case .atomic: nil
      }
    }
    var mode = AccessMode.plain
    for _ in 0..<number(0...3) { mode = next(mode, pick(FenceKind.Ordering.allCases)) ?? mode }
    return mode
  }

  private mutating func terminator(
    after terminator: Terminator.Kind?, _ ofCall: (result: ValueID, error: ValueID)
  ) -> Terminator.Kind? {
    switch terminator {
    case nil: .jump(block())
    case .jump: .branch(value(), then: block(), otherwise: block())
    case .branch:
      .tryCall(
        call(.name(name())), result: ofCall.result, normal: block(), error: ofCall.error,
        errorBlock: block())
    case .tryCall: .return(optional { $0.value() })
    case .return: .throw(optional { $0.value() })
    case .throw: .unreachable
    case .unreachable: nil
    }
  }
}

extension FlowGenerator {
  private mutating func call(_ callee: Call.Callee) -> Call {
    var call = Call(callee, list { $0.argument() })
    call.genericArguments = list { $0.type() }
    call.isResultUnused = coin()
    call.isExplicitlyDiscarded = coin()
    call.isTry = coin()
    call.isAwait = coin()
    call.expected = optional { $0.type() }
    return call
  }

  private mutating func argument() -> CallArgument {
    CallArgument(
      label: optional { $0.name() }, value(), passing: pick(CallArgument.Passing.allCases),
      isTrailing: coin(), range: range(), place: optional { $0.value() })
  }

  private mutating func type(depth: Int = 0) -> FlowType {
    let arguments = depth > 2 ? [] : list { $0.type(depth: depth + 1) }
    var labels = coin() ? [] : arguments.map { _ in optional { $0.name() } }
    if number(0...9) == 0 { labels.append(nil) }
    return FlowType(
      coin() ? pick(["UInt8", "Array", "8", "Outer.Inner", "_"]) : name(), arguments,
      labels: labels)
  }

  private mutating func genericParameter() -> GenericParameter {
    GenericParameter(name: name(), constraints: list { $0.name() }, isValue: coin())
  }

  private mutating func attribute() -> FlowAttribute {
    FlowAttribute(name(), optional { $0.name() })
  }

  private mutating func name() -> String {
    pick([
      "buffer", "a.b", "count", "", "_", "v3", "b0", "f1", "0", "12a", "let", "init", "super.x",
      "static", "self", "of", "~Copyable", "send(_:)", "f(x)", "closure in f(x:)", "==", "//", "%x",
      "a\"b\\c", "two\nlines", "tab\t\r", "\u{0}", "\u{2028}\u{202E}", "größe", "名前", "a.", ".a",
      "a..b", "$s4main", "->", "{", "}", "@3:4", "()", "a)", "(", "e\u{301}", "\u{600})", "\u{301}",
    ])
  }

  /// Some end where they start or on the same line.
  private mutating func range() -> SourceRange {
    let start = Position(line: UInt32(number(0...300)), column: UInt32(number(0...99)))
    let end = Position(
      line: coin() ? start.line : UInt32(number(0...300)), column: UInt32(number(0...99)))
    return SourceRange(file: FileID(UInt32(number(0...2))), start: start, end: coin() ? start : end)
  }

  private mutating func integer() -> Int64 {
    pick([0, 1, -1, 65535, 65536, 0x4002_0000, .max, .min, Int64(number(-1000...1000))])
  }

  private mutating func unsigned() -> UInt32 { pick([0, 1, 32, 0x1000, .max]) }
  private mutating func value() -> ValueID { pick(values) }
  private mutating func local() -> LocalID { LocalID(UInt32(number(0...(localCount - 1)))) }
  private mutating func block() -> BlockID { BlockID(UInt32(number(0...(blockCount - 1)))) }
  private mutating func function() -> FunctionID {
    FunctionID(UInt32(number(0...(functionCount - 1))))
  }

  private mutating func coin() -> Bool { Bool.random(using: &random) }
  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }
  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(0...(elements.count - 1))]
  }
  private mutating func optional<Element>(_ make: (inout Self) -> Element) -> Element? {
    coin() ? make(&self) : nil
  }
  private mutating func list<Element>(_ make: (inout Self) -> Element) -> [Element] {
    (0..<pick([0, 0, 1, 2, 3])).map { _ in make(&self) }
  }
}
