import Testing

@testable import DMALint

/// Joins of what is known at a point obey the laws of a join: then neither the order in which paths
/// arrive nor how often they do can be seen in what is reported.
///
/// Not looked at, because nothing can tell the difference: which block of a function names a value
/// that several rounds of a loop share, and what is known of such a value beside its being shared.
@Suite struct LatticeTests {
  @Test(arguments: 0..<24)
  func statesJoinLawfully(seed: UInt64) {
    var world = World(seed: seed)
    for _ in 0..<24 {
      let (a, b, c) = (world.state(), world.state(), world.state())
      func join(_ x: State, _ y: State) -> State { world.join(x, y) }
      let ab = join(a, b)
      #expect(world.differences(join(a, a), a).isEmpty, "idempotent")
      #expect(world.differences(ab, join(b, a)).isEmpty, "commutative")
      #expect(world.differences(join(ab, c), join(a, join(b, c))).isEmpty, "associative")
      // `a` is below `ab`: what holds of it joined with anything is below what holds of `ab`.
      #expect(world.differences(join(join(a, c), join(ab, c)), join(ab, c)).isEmpty, "monotone")
    }
  }

  @Test(arguments: 0..<24)
  func buffersJoinLawfully(seed: UInt64) {
    var world = World(seed: seed)
    for _ in 0..<100 {
      let (a, b, c) = (world.bufferFacts(), world.bufferFacts(), world.bufferFacts())
      obeys(a, b, c) { x, y in
        var x = x
        x.join(y)
        return x
      }
    }
  }

  @Test(arguments: 0..<24)
  func transfersJoinLawfully(seed: UInt64) {
    var world = World(seed: seed)
    for _ in 0..<100 {
      let (a, b, c) = (world.transfer(), world.transfer(), world.transfer())
      obeys(a, b, c) { x, y in
        var x = x
        x.join(y)
        return x
      }
    }
  }

  private func obeys<T: Equatable>(_ a: T, _ b: T, _ c: T, _ join: (T, T) -> T) {
    let ab = join(a, b)
    #expect(join(a, a) == a, "idempotent")
    #expect(ab == join(b, a), "commutative")
    #expect(join(ab, c) == join(a, join(b, c)), "associative")
    #expect(join(join(a, c), join(ab, c)) == join(ab, c), "monotone")
  }
}

/// Random states over so few places, storages and symbols that they meet in all of them.
private struct World {
  private var random: SplitMix
  private let interpreter: Interpreter
  private let activation: Interpreter.Activation
  private var symbols: [Value] = []

  init(seed: UInt64) {
    random = SplitMix(seed: seed)
    let range = World.range(1)
    var function = FlowFunction(kind: .function, name: "f()", range: range)
    function.blocks = [BasicBlock(terminator: Terminator(.return(nil), range))]
    var module = FlowModule()
    module.functions = [function]
    interpreter = Interpreter(
      program: Program(module),
      platform: Platform(
        name: "generic", architecture: "", core: "",
        barriers: Platform.BarrierTable(
          beforeStart: .compiler, afterCompletion: .compiler, source: ""), source: ""),
      knowledge: NoModels(), settings: AnalysisSettings(), rules: [])
    let id = FunctionID(0)
    let frame = interpreter.frame(id, parent: FrameID(index: 0), call: nil)
    activation = Interpreter.Activation(
      id: id, frame: frame, plan: interpreter.plan(id))
    for name in ["a", "b", "c"] {
      _ = interpreter.storage(.named(name)) {
        Storage(kind: .heap, name: name, site: Site(range: range, function: id))
      }
    }
    for index in 0..<3 {
      symbols.append(interpreter.symbol(.parameter(id, index)))
      let region = Region(storage: StorageID(index: UInt32(index)), path: [])
      symbols.append(interpreter.symbol(.merged(frame, block: 7, region)))
    }
  }

  func join(_ a: State, _ b: State) -> State { interpreter.join(a, b, block: 3, activation) }

  // MARK: Comparing

  /// What can be told apart of two states: the names of the parts that differ.
  func differences(_ a: State, _ b: State) -> [String] {
    let (a, b) = (seen(a), seen(b))
    if a == b { return [] }
    let pairs = zip(children(of: a), children(of: b))
    return pairs.filter { "\($0.value)" != "\($1.value)" }.map { $0.0.label ?? "" } + ["unequal"]
  }

  private func children(of state: State) -> [Mirror.Child] {
    Array(Mirror(reflecting: state).children) + Array(Mirror(reflecting: state.path).children)
  }

  private func seen(_ state: State) -> State {
    var state = state
    state.memory = state.memory.mapValues(seen)
    state.facts = state.facts.filter { fact in
      if case .merged = interpreter.term(fact.key) { false } else { true }
    }
    return state
  }

  private func seen(_ value: Value) -> Value {
    switch value {
    case .symbol(let id):
      if case .merged(let frame, _, let region) = interpreter.term(id) {
        return interpreter.symbol(.merged(frame, block: 0, region))
      }
      return value
    case .aggregate(let type, let members): return .aggregate(type, members.mapValues(seen))
    default: return value
    }
  }

  // MARK: Making

  private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
  private mutating func flip() -> Bool { Bool.random(using: &random) }

  private static func range(_ line: Int) -> SourceRange {
    SourceRange(
      file: FileID(0), start: Position(line: UInt32(line), column: 1),
      end: Position(line: UInt32(line), column: 2))
  }

  private mutating func site() -> Site {
    Site(range: World.range(1 + pick(4)), function: FunctionID(0))
  }

  private mutating func sites() -> Set<Site> {
    var sites: Set<Site> = []
    for _ in 0..<pick(3) { sites.insert(site()) }
    return sites
  }

  private mutating func storage() -> StorageID { StorageID(index: UInt32(pick(3))) }

  private mutating func region() -> Region { Region(storage: storage(), path: flip() ? ["m"] : []) }

  private mutating func pointer() -> Pointer {
    var pointer = Pointer(storage(), path: flip() ? ["m"] : [])
    pointer.offset = flip() ? Int64(pick(2) * 8) : nil
    pointer.stride = flip() ? UInt32(1 + pick(2)) : nil
    pointer.validity = flip() ? ScopeID(index: UInt32(pick(2))) : nil
    pointer.setBits = UInt64(pick(3))
    pointer.isPart = flip()
    pointer.isChecked = flip()
    return pointer
  }

  private mutating func value(depth: Int = 0) -> Value {
    switch pick(depth < 2 ? 7 : 5) {
    case 0: return .unknown
    case 1: return .integer(Int64(pick(3)))
    case 2: return .null
    case 3: return .pointer(pointer())
    case 4: return symbols[pick(symbols.count)]
    default:
      var members: [String: Value] = [:]
      for name in ["x", "y"] where flip() { members[name] = value(depth: depth + 1) }
      return .aggregate(flip() ? FlowType("T") : nil, members)
    }
  }

  private mutating func fact() -> Fact {
    var fact = Fact()
    if flip() { fact.minimum = Int64(pick(3)) }
    if flip() { fact.maximum = Int64(3 + pick(3)) }
    if flip() { fact.differs.insert(value(depth: 2)) }
    if flip() { fact.below = value(depth: 2) }
    if flip() { fact.equals = .integer(Int64(pick(2))) }
    return fact
  }

  private mutating func fences() -> [FenceRecord] {
    let kinds: [FenceKind] = [
      .compiler, .signal, .atomic(.releasing), .atomic(.acquiring), .instruction("dmb sy"),
    ]
    var fences: [FenceRecord] = []
    for _ in 0..<pick(5) {
      let fence = FenceRecord(site: site(), kind: kinds[pick(kinds.count)])
      if !fences.contains(fence) { fences.append(fence) }
    }
    return fences
  }

  private mutating func buffer() -> TransferBuffer {
    let directions: [FunctionModel.Direction] = [.deviceReads, .deviceWrites, .both]
    return TransferBuffer(
      pointer: pointer(), direction: directions[pick(3)], length: value(depth: 2),
      handedOver: site(), isExpired: flip(), isDirectionKnown: flip())
  }

  /// As a transfer holds them: no two of one place and direction.
  private mutating func buffers() -> [TransferBuffer] {
    var buffers: [TransferBuffer] = []
    for _ in 0..<1 + pick(2) { buffers = TransferBuffer.joined(buffers, [buffer()]) }
    return buffers
  }

  private mutating func channel() -> ChannelValue {
    ChannelValue(kind: flip() ? "spi" : "uart", key: [value(depth: 2), .integer(Int64(pick(2)))])
  }

  private mutating func candidate() -> Candidate {
    Candidate(
      code: "DMA101", site: site(), message: "", buffer: "", trace: [], transfer: nil, fix: nil)
  }

  mutating func transfer() -> TransferFacts {
    let phases: [PathTransfer.Phase] = [.armed, .inFlight, .stopping, .maybeComplete]
    var facts = TransferFacts(
      phase: phases[pick(4)], start: site(), buffers: buffers(),
      channel: flip() ? channel() : nil, frame: activation.frame)
    let kinds: [ExitKind] = [.end, .early, .error, .cancellation]
    for _ in 0..<pick(3) {
      let exit = PathTransfer.Exit(
        function: FunctionID(0), frame: FrameID(index: UInt32(pick(3))), site: site(),
        kind: kinds[pick(4)])
      if !facts.exits.contains(exit) { facts.exits.append(exit) }
    }
    if flip() { facts.pending.insert(candidate()) }
    if flip() { facts.disturbs.insert(candidate()) }
    facts.unorderedAtStart[region()] = sites()
    facts.fencesSince = fences()
    facts.stopRequest = flip() ? site() : nil
    facts.dropped = flip() ? site() : nil
    facts.isFrameLeft = flip()
    facts.isSetUpOver = flip()
    facts.isOwned = flip()
    facts.isKept = flip()
    facts.startRegister = flip() ? .integer(Int64(pick(2))) : nil
    facts.startValue = flip() ? value(depth: 2) : nil
    facts.ringBits = flip() ? Int64(pick(2)) : nil
    for register in 0..<2 where flip() {
      facts.written[.integer(Int64(register))] = .integer(Int64(pick(2)))
    }
    facts.peripherals = Set((0..<pick(3)).map(Int64.init))
    return facts
  }

  mutating func bufferFacts() -> BufferFacts {
    var facts = BufferFacts()
    facts.unordered = sites()
    facts.weakReleases = sites()
    facts.earlyBarriers = sites()
    facts.orderedBy = sites()
    facts.releasedBy = sites()
    facts.mayBeOrdered = flip()
    facts.written = sites()
    facts.unacquired = sites()
    facts.weakAcquires = sites()
    facts.dirty = sites()
    facts.stale = sites()
    facts.maintained = sites()
    facts.deviceWritten = sites()
    facts.isInitialised = flip()
    facts.initialised = flip() ? [0..<Int64(1 + pick(4))] : []
    facts.isReadOnlyForDevice = flip()
    for site in sites() { facts.ranges[site] = value(depth: 2) }
    facts.lost = sites()
    return facts
  }

  mutating func state() -> State {
    var state = State()
    for index in 0..<2 where flip() {
      state.values[ValueID(UInt32(index))] = .value(value())
    }
    for index in 0..<3 where flip() { state.memory[StorageID(index: UInt32(index))] = value() }
    for case .symbol(let id) in symbols where flip() {
      let fact = fact()
      if fact != .nothing { state.facts[id] = fact }
    }
    for index in 0..<2 where flip() {
      state.transfers[TransferID(index: UInt32(index))] = transfer()
    }
    for index in 2..<4 where flip() { state.idle[TransferID(index: UInt32(index))] = transfer() }
    for _ in 0..<pick(4) { state.buffers[region()] = bufferFacts() }
    for _ in 0..<pick(3) { state.escaped.insert(storage()) }
    for _ in 0..<pick(3) { state.shared.insert(storage()) }
    for _ in 0..<pick(3) { state.wiped.insert(storage()) }
    for _ in 0..<pick(3) { state.freed[storage()] = site() }
    for _ in 0..<pick(3) { state.acquired.insert(region()) }
    for _ in 0..<pick(3) { state.signalled.insert(region()) }
    for register in 0..<2 where flip() { state.registers[.integer(Int64(register))] = value() }
    state.fences = Array(fences().prefix(4))
    for number in 0..<2 where flip() {
      let channel = ChannelValue(kind: "spi", key: [.integer(Int64(number))])
      state.configured[channel] = buffers()
    }
    for name in ["cache", "mpu"] where flip() { state.milestones.insert(name) }
    state.plainReads = sites()
    state.rereads = sites()
    state.isMasked = flip()
    state.hasStarted = flip()
    return state
  }
}

/// No function means anything.
private struct NoModels: ModelSource {
  func model(of name: String) -> FunctionModel? { nil }
  func library(_ owner: String, _ name: String) -> LibraryOperation? { nil }
}
