/// Lowers the body of one function.
struct SILFunctionLowering {
  let unit: SILUnit
  let entry: SILIndex.Function
  let name: SILName
  let type: SILFunctionType
  private var callsAt: [SourceRange: UInt32] = [:]
  var function: FlowFunction
  var gaps: [Gap] = []
  /// What closures made here capture, by the closure's symbol.
  var captures: [String: [FlowFunction.Capture]] = [:]
  /// The body computes the initial value of a global.
  var isStaticInitializer = false

  var operands: [UInt32: SILOperand] = [:]
  var blocks: [String: Int] = [:]
  var source: [SILBlock] = []
  /// The locals through which blocks get their arguments.
  var phis: [UInt32: LocalID] = [:]
  /// Operations at the beginning of a block that its predecessor asks for.
  var prologues: [Int: [Operation]] = [:]
  var current: [Operation] = []
  var here: SourceRange
  var results: [LocalID] = []
  /// Locals that hold a value for the sake of its name.
  var holders: [UInt32: LocalID] = [:]
  var captureLocals: [String: [LocalID]] = [:]
  /// Retains of the block that a later release undoes.
  var retained: [UInt32: Int] = [:]
  /// Blocks that one instruction of the dump makes besides its own; they come last.
  var extraBlocks: [BasicBlock] = []
  /// Values that are others under another type or ownership.
  var aliases: [UInt32: UInt32] = [:]
  /// The locals that stack slots and boxes are.
  var stackLocals: [UInt32: LocalID] = [:]
  /// The pointers that addresses were made from.
  var pointers: [UInt32: ValueID] = [:]
  /// Addresses of what a pointer points to: they are no variable's.
  var pointees: Set<UInt32> = []
  /// Places that are elements counted from a pointer.
  var elementPlaces: Set<ValueID> = []
  /// Values that are the address of a string literal's bytes.
  var strings: Set<UInt32> = []
  /// Values of raw SIL that are copies, by the copy that they are.
  var copies: [UInt32: UInt32] = [:]
  /// Copies that are destroyed as they are: nothing ends with them.
  var borrowedCopies: Set<UInt32> = []
  /// Stack slots that hold what somebody else owns.
  var lentTo: Set<LocalID> = []
  /// The elements that array literals have got so far, by the value that stands for the array.
  var literals: [ValueID: [CallArgument]] = [:]
  /// The types of the arrays that literals fill.
  var freshArrays: [ValueID: FlowType] = [:]
  /// The literals that have been used, with as many elements as they had.
  var lists: [ValueID: (list: ValueID, count: Int)] = [:]
  /// What the compiler has put into stack slots of its own, where it is more than a value.
  var contents: [UInt32: SILOperand] = [:]
  /// Truth values that are written out.
  var booleans: [UInt32: Bool] = [:]
  /// The address that a once-initialiser fills.
  var initialised: UInt32?
  /// What a once-initialiser stores into its global.
  var initialValue: ValueID?

  init(_ unit: SILUnit, _ entry: SILIndex.Function) {
    self.unit = unit
    self.entry = entry
    name = SILName(entry.comment.isEmpty ? entry.symbol : entry.comment)
    type = SILFunctionType(entry.type)
    here = entry.location.map(unit.range) ?? unit.range(line: entry.line)
    function = FlowFunction(kind: .function, name: "", range: here)
  }

  private var isOnceInitializer: Bool { SILSymbol.isOnceInitializer(entry.symbol) }

  mutating func lower(_ body: [SILBlock]) -> FlowFunction {
    source = body
    describe()
    findBorrowedCopies()
    for (number, block) in body.enumerated() where blocks[block.label] == nil {
      blocks[block.label] = number
    }
    guard let first = body.first else { return function }
    let parameters = bindParameters(first)
    var lowered: [BasicBlock?] = Array(repeating: nil, count: body.count)
    var reached: Set<BlockID> = [BlockID(0)]
    for number in order() {
      // A branch that leaves where it stands leads nowhere.
      guard reached.contains(BlockID(UInt32(number))) else { continue }
      let before = extraBlocks.count
      current = []
      retained = [:]
      lists = [:]
      if number == 0 { current = parameters }
      current += prologues[number] ?? []
      if number > 0 { enter(body[number]) }
      let terminator = lower(body[number])
      lowered[number] = BasicBlock(operations: current, terminator: terminator)
      reached.formUnion(ReachedBlocks.targets(terminator))
      for extra in extraBlocks[before...] {
        reached.formUnion(ReachedBlocks.targets(extra.terminator))
      }
    }
    function.blocks = lowered.map { block in
      block ?? BasicBlock(terminator: Terminator(.unreachable, here))
    }
    function.blocks += extraBlocks
    function.blocks = ReachedBlocks.blocks(SharedHeaders.split(function.blocks))
    function.end = ending(body)
    return function
  }

  private func ending(_ body: [SILBlock]) -> SourceRange {
    for block in body.reversed() {
      if let last = block.instructions.last, last.opcode == "return", let at = last.location {
        return unit.range(at)
      }
    }
    return function.range
  }

  // MARK: The declaration

  private mutating func describe() {
    function.name = name.display.isEmpty ? entry.symbol : name.display
    function.owner = name.owner
    function.isStatic = name.isStatic
    function.attributes.append(FlowAttribute("silgen", entry.symbol))
    function.throws = SILIndex.contains(type.result, "@error")
    function.isAsync = SILIndex.contains(entry.type, "@async")
    switch name.kind {
    case .closure: function.kind = .closure
    case .deinitializer:
      function.kind = .deinitializer
    case .getter, .read, .addressor: function.kind = .getter
    case .setter, .modify: function.kind = .setter
    case .function, .initializer, .allocatingInitializer, .deallocator, .deferred, .other:
      function.kind = name.owner == nil || name.isStatic ? .function : .method
    }
    if isOnceInitializer || isStaticInitializer { function.kind = .value }
    if entry.symbol == "main" || entry.symbol == "$main" {
      function.attributes.append(FlowAttribute("main"))
    } else if type.convention == "c", !isOnceInitializer,
      let exported = unit.quoted(entry.attributes, after: "[asmname \"")
        ?? (SILIndex.contains(entry.attributes, "[thunk]") ? entry.symbol : nil)
    {
      function.attributes.append(FlowAttribute("c", exported))
      function.name = exported
      function.kind = .function
      function.owner = nil
    }
    if type.isNever {
      function.result = FlowType("Never")
    } else {
      function.result = type.resultType
    }
  }

  /// Makes locals of the entry's arguments.
  private mutating func bindParameters(_ block: SILBlock) -> [Operation] {
    current = []
    guard !isOnceInitializer, !isStaticInitializer else { return [] }
    var names: [UInt32: String] = [:]
    for instruction in block.instructions where instruction.opcode == "debug_value" {
      if let value = instruction.operands.first, names[value] == nil,
        instruction.tokens.contains(.word("argno"))
      {
        names[value] = instruction.variableName
      }
    }
    let outs = type.indirectResults
    let errors = type.indirectErrors
    let captured = unit.captureCounts[entry.symbol] ?? 0
    let count = block.arguments.count
    let hasSelf =
      type.hasSelf && count > outs + errors && function.owner != nil && name.kind != .closure
    var pending: [(UInt32, LocalID, String, isCapture: Bool)] = []
    for (number, argument) in block.arguments.enumerated() where number >= outs + errors {
      let isCapture = number >= count - captured
      let isSelf = hasSelf && number == count - 1 && captured == 0
      let spelled = isSelf ? "self" : names[argument.value] ?? "_"
      let flowType = SILTypeReader.type(argument.type)
      if isSelf, SILIndex.contains(argument.type, ".Type") {
        operands[argument.value] = flowType.map { .type($0) } ?? .nothing
        continue
      }
      if !isCapture, !isSelf {
        let index = function.parameters.count
        let label = index < name.labels.count ? name.labels[index] : nil
        var parameter = FlowFunction.Parameter(label: label, name: spelled, type: flowType)
        if SILTypeReader.isAddress(argument.type) { parameter.convention = .place }
        function.parameters.append(parameter)
      }
      let local = addLocal(spelled, flowType)
      function.locals[Int(local.index)].isLet = !SILTypeReader.isAddress(argument.type)
      if isSelf { function.selfLocal = local }
      pending.append((argument.value, local, argument.type, isCapture))
    }
    for (value, local, text, isCapture) in pending {
      let place = emit(.local(local))
      let flowType = SILTypeReader.type(text)
      if SILIndex.contains(text, "{ var ") || SILIndex.contains(text, "{ let ") {
        let pointer = emit(.load(place, .plain))
        operands[value] = .box(emit(.pointee(pointer, offset: 0)), flowType)
      } else if SILTypeReader.isAddress(text) {
        if isCapture {
          let pointer = emit(.load(place, .plain))
          operands[value] = .place(emit(.pointee(pointer, offset: 0)), flowType)
        } else {
          operands[value] = .place(place, flowType)
        }
      } else if SILIndex.contains(text, ".Type") && flowType != nil {
        operands[value] = .type(flowType ?? FlowType("Unknown"))
      } else {
        operands[value] = .value(emit(.load(place, .plain)))
      }
    }
    for (number, argument) in block.arguments.prefix(outs + errors).enumerated() {
      let flowType = SILTypeReader.type(argument.type)
      let local = addLocal("", flowType)
      function.locals[Int(local.index)].isTemporary = true
      emitVoid(.enter(local))
      operands[argument.value] = .place(emit(.local(local)), flowType)
      if number < outs { results.append(local) }
    }
    return current
  }

  mutating func addLocal(_ name: String, _ type: FlowType?) -> LocalID {
    var local = FlowFunction.Local(name: name, type: type, range: here)
    local.isTemporary = name.isEmpty
    function.locals.append(local)
    return LocalID(UInt32(function.locals.count - 1))
  }

  // MARK: Blocks

  /// Blocks in an order in which values are defined before they are used.
  private func order() -> [Int] {
    var state: [Bool] = Array(repeating: false, count: source.count)
    var result: [Int] = []
    var stack: [(Int, [Int])] = []
    func push(_ number: Int, _ stack: inout [(Int, [Int])]) {
      guard number < state.count, !state[number] else { return }
      state[number] = true
      stack.append((number, successors(source[number])))
    }
    push(0, &stack)
    while let (number, next) = stack.last {
      if let target = next.last {
        stack[stack.count - 1].1.removeLast()
        push(target, &stack)
      } else {
        result.append(number)
        stack.removeLast()
      }
    }
    return result.reversed()
  }

  private func successors(_ block: SILBlock) -> [Int] {
    guard let last = block.instructions.last else { return [] }
    var found: [Int] = []
    for token in last.tokens {
      if case .word(let word) = token, let target = blocks[word] { found.append(target) }
    }
    return found
  }

  /// What a block's arguments are, where nobody has said it yet.
  private mutating func enter(_ block: SILBlock) {
    for argument in block.arguments where operands[argument.value] == nil {
      guard let local = phis[argument.value] else {
        operands[argument.value] = .value(emit(.unknown))
        continue
      }
      let value = emit(.load(emit(.local(local)), .plain))
      let flowType = SILTypeReader.type(argument.type)
      operands[argument.value] =
        SILTypeReader.isAddress(argument.type)
        ? .place(emit(.pointee(value, offset: 0)), flowType) : .value(value)
    }
  }

  /// Stores what a branch hands over.
  mutating func pass(_ values: [UInt32?], to target: Int) {
    guard source.indices.contains(target) else { return }
    for (argument, value) in zip(source[target].arguments, values) {
      let local: LocalID
      if let known = phis[argument.value] {
        local = known
      } else {
        local = addLocal("", SILTypeReader.type(argument.type))
        phis[argument.value] = local
      }
      guard let value else { continue }
      let given = plain(value)
      emitVoid(.store(given, into: emit(.local(local)), .plain))
    }
  }

  private mutating func lower(_ block: SILBlock) -> Terminator {
    var last: Terminator?
    for instruction in block.instructions {
      if let location = instruction.location { here = unit.range(location) }
      if let terminator = terminator(instruction) {
        last = terminator
        break
      }
      lower(instruction)
    }
    if let last { return last }
    if isStaticInitializer { return Terminator(.return(staticValue()), here) }
    return Terminator(.unreachable, here)
  }

  private mutating func staticValue() -> ValueID? {
    operands[UInt32.max] == nil ? nil : plain(UInt32.max)
  }

  // MARK: Emitting

  mutating func emit(_ kind: Operation.Kind) -> ValueID {
    let value = ValueID(function.valueCount)
    function.valueCount += 1
    current.append(Operation(result: value, kind, place(of: kind)))
    return value
  }

  mutating func emitVoid(_ kind: Operation.Kind) {
    current.append(Operation(result: nil, kind, here))
  }

  /// Calls that stand at one place in the source, as the parts of a tuple do, are told apart by where
  /// they seem to end.
  private mutating func place(of kind: Operation.Kind) -> SourceRange {
    guard case .call = kind else { return here }
    var range = here
    let count = callsAt[here, default: 0]
    callsAt[here] = count + 1
    range.end.column = range.end.column &+ count
    return range
  }

  /// The plain value that an operand is.
  mutating func plain(_ number: UInt32) -> ValueID {
    guard let operand = operands[number] else { return emit(.unknown) }
    return plain(operand)
  }

  mutating func plain(_ operand: SILOperand) -> ValueID {
    switch operand {
    case .value(let value), .integer(let value, _, _), .register(let value): return value
    case .borrowed(let value, _, _): return value
    case .place(let place, _), .atomic(let place), .box(let place, _):
      return emit(.addressOf(place))
    case .addressor(let symbol):
      return emit(.addressOf(emit(.global(unit.global(symbol)?.name ?? symbol))))
    case .elements(let array, false, isFresh: true): return finalized(array)
    case .elements(let array, let isPlace, _), .firstElement(let array, let isPlace, _, _):
      return isPlace ? emit(.load(array, .plain)) : array
    case .tuple(let parts):
      let elements = parts.enumerated().map { index, part in
        CallArgument(label: String(index), plain(part), range: here)
      }
      return emit(.aggregate(FlowType("Tuple"), elements))
    case .function(let symbol):
      if let id = unit.functionIDs[symbol] {
        // What it captures is not known here.
        if unit.captureCounts[symbol] ?? 0 > 0 { return emit(.unknown) }
        return emit(.closure(id))
      }
      return emit(.name(unit.entry(symbol).map { SILName($0.comment).base } ?? symbol))
    case .method(let name, _): return emit(.name(name))
    case .type(let type): return emit(.type(type))
    case .nothing, .scratch, .slot: return emit(.unknown)
    }
  }

  /// The place that an operand is the address of.
  mutating func place(_ number: UInt32) -> ValueID? {
    switch operands[number] {
    case .place(let place, _)?, .atomic(let place)?, .box(let place, _)?: return place
    case .borrowed(_, let place, _)?: return place
    case .firstElement(let array, _, let isFresh, _)?:
      if isFresh { return nil }
      let zero = emit(.integer(0))
      return emit(.element(base: array, arguments: [CallArgument(zero, range: here)]))
    case .value(let value)?, .integer(let value, _, _)?:
      return emit(.pointee(value, offset: 0))
    case .addressor(let symbol)?: return emit(.global(unit.global(symbol)?.name ?? symbol))
    case .nothing?, .scratch?, .slot?, .elements?, .tuple?, .function?, .method?, .type?,
      .register?,
      nil:
      return nil
    }
  }

  mutating func gap(_ message: String, _ line: UInt32) {
    guard gaps.count < 20 else { return }
    gaps.append(Gap(unit.range(line: line), message, mayHideTransfer: true))
  }
}
