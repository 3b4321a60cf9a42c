/// Runs a program on abstract values: every function in the context of its callers, every block to its
/// fixpoint, every path as one of a few alternatives.
///
/// It knows what may be true before each operation and shows that to the rules; it judges nothing.
final class Interpreter {
  /// Alternatives kept apart at one point; beyond, they join.
  static let alternativeLimit = 8
  /// Calls nested deeper are not followed: their effect is unknown.
  static let depthLimit = 40
  /// Functions that cost no more operations, calls included, are followed whatever they do.
  static let smallCost = 150
  /// Operations that are run from one root, and from one function that nobody calls.
  static let rootBudget = 60_000
  static let partBudget = 6_000
  /// Operations that the functions which run when a budget is used up may still run to come to an end.
  static let overdraft = 240_000
  /// Operations that are run for all such functions together: at least so many, and so many for each
  /// that may start a transfer.
  static let partsBudget = 60_000
  static let shareOfPart = 1_600
  /// A function that is not small is run so often at most; after that its effect is unknown.
  static let executionLimit = 48
  /// Rounds of a block after which alternatives with the same transfers are joined whatever they hold.
  static let wideningRound = 2
  static let roundLimit = 40
  /// Rounds of a block after which paths that differ in whose turn it is are joined.
  static let lateRound = 12

  let program: Program
  let platform: Platform
  let knowledge: any ModelSource
  let settings: AnalysisSettings
  let rules: [Rule]
  let reachability: Reachability
  /// What was found out about the whole program before.
  private let facts: ProgramFacts?
  /// What memory is like by address.
  var regions: RegionMap
  /// The elements of array literals, for tables of descriptors.
  var tables: [StorageID: [(value: Value, site: Site)]] = [:]
  /// Memory that was found to be used through two views, and where that was said.
  var mixedMemories: Set<UInt64> = []
  var mixedSites: Set<Site> = []
  /// Findings about buffers that nothing maintains, with these buffers.
  var claims: [Candidate: Set<StorageID>] = [:]
  /// Those that hold only if somebody writes the buffer.
  var unlessUntouched: [Candidate: Set<StorageID>] = [:]
  /// The initial values of globals.
  var everInitial: [StorageID: Value] = [:]
  /// Whether the inputs hold the program's entry.
  var hasEntry = false
  /// Storages that the program, or somebody who is not seen, reads.
  var readStorages: Set<StorageID> = []
  /// Memory that was given back on some path.
  var endedStorages: Set<StorageID> = []
  /// Storages that the program puts data into, on whatever path.
  var filledStorages: Set<StorageID> = []
  /// Memory whose address code has been given that is not seen.
  var exposedStorages: Set<StorageID> = []
  /// Transfers that send blank buffers which are read afterwards: findings where nobody fills them.
  var blankSends: [StorageID: Set<Candidate>] = [:]
  /// Transfers that write to filled buffers: findings where nobody reads them.
  var receives: [StorageID: Set<Candidate>] = [:]
  /// Where fields that may be a descriptor's were last given an address.
  var fieldStores: [Region: Site] = [:]
  /// Allocators of the program by where they got their memory.
  var pools: [Site: Pool] = [:]
  /// Where in memory allocators have given out parts of it.
  var gifts: [StorageID: Set<Int64>] = [:]
  /// Whether starts block for want of a handler, as far as that was asked.
  var driversWithoutHandler: [String: Bool] = [:]
  /// Whether types are those of allocators, as far as that was asked.
  var poolTypes: [String: Bool] = [:]
  /// What set-up code does in the whole firmware, by a survey before this run.
  var knownSetUp = SetUpLog()
  /// What set-up code has done so far.
  var setUpLog = SetUpLog()
  /// Uses of memory that no set-up has come before, by the step that they miss: findings once it comes.
  var earlyUses: [String: Set<Candidate>] = [:]
  /// Where the linker put the variables.
  private(set) var link: LinkMap
  /// The paths of the inputs, by their numbers.
  let files: [String]
  var isBudgetSaid = false
  /// How often each function was run.
  var executions: [FunctionID: Int] = [:]
  /// Functions whose cost was asked for.
  var smallFunctions: [FunctionID: Bool] = [:]
  /// Steps left of the budget; when it is used up calls are no longer followed.
  var budget: Int

  var storages: [Storage] = []
  private var storageNumbers: [StorageKey: StorageID] = [:]
  var symbols: [Term] = []
  /// What each symbol is made of, by its number.
  var leaves: [Leaves] = []
  private(set) var symbolNumbers: [Term: SymbolID] = [:]
  var frames: [Frame] = [Frame(function: nil, parent: nil, call: nil, depth: 0)]
  private var frameNumbers: [Frame: FrameID] = [:]
  var scopes: [PointerScope] = []
  private var scopeNumbers: [PointerScope: ScopeID] = [:]
  var transfers: [TransferRecord] = []
  private var transferNumbers: [TransferKey: TransferID] = [:]
  private var plans: [FunctionID: FunctionPlan] = [:]
  /// Whether a function is one register access or one barrier under another name.
  var primitives: [FunctionID: Bool] = [:]

  /// What the rules have said so far.
  var candidates: Set<Candidate> = []
  /// In which order they were seen: along a path, what comes first is seen first.
  var discovered: [Candidate: Int] = [:]
  /// For values that were chosen by what registers, flags or polls said: the reads that decided.
  var answers: [SymbolID: [Term]] = [:]
  /// Those of them that are numbers of the program itself.
  var choices: Set<SymbolID> = []
  /// What arrays were made with, for names and for what only a loop over them initialises.
  var listedValues: [StorageID: [Value]] = [:]
  var gaps: Set<Gap> = []
  /// Functions that were run in some context.
  var visited: Set<FunctionID> = []
  /// Storages that handlers write, by handler, with the values written.
  var handlerWrites: [Region: [FunctionID: Set<Value>]] = [:]
  /// Storages that the main program reads or writes outside of handlers, with the sites.
  var mainAccesses: [Region: Set<AccessNote>] = [:]
  var handlerAccesses: [Region: Set<AccessNote>] = [:]
  /// Atomics that are stored with release order, by the handlers that do it (nil: the main program).
  var releases: [Region: Set<FunctionID?>] = [:]
  /// The channels of known numbers on which one start has started transfers.
  var startedChannels: [TransferKey: [ChannelValue]] = [:]
  /// Channels that were told not to move an address, for starts that say nothing of it.
  var standingChannels: Set<StandingChannel> = []
  /// Memory that handlers hand over again whenever they run, whatever the main program does with it.
  var handlerStarts: [Region: Set<AccessNote>] = [:]
  /// What the main program uses of that for as long as it runs, where it starts nothing itself.
  var lastingAccesses: [Region: Set<AccessNote>] = [:]
  /// What is being run is within a loop that the program never leaves.
  var isLasting = false
  /// Handlers that start transfers: they may run again at any time.
  var startingHandlers: Set<FunctionID> = []
  /// Handlers that use a device or call what is not seen.
  var askingHandlers: Set<FunctionID> = []
  /// Storages that some operation cleans or invalidates.
  var maintainedStorages: Set<StorageID> = []
  /// Memory of which lines may have been maintained, at an address that is not known.
  var perhapsMaintained: Set<StorageID> = []
  /// Storages of which a part was not cleaned before a transfer that may not reach that part.
  var perhapsShort: Set<StorageID> = []
  /// The functions that run as handlers; the main program may call one as well, to begin with.
  var handlerFunctions: Set<FunctionID> = []
  /// Memory that handlers invalidate.
  var handlerInvalidates: [FunctionID: Set<Region>] = [:]
  /// Handlers that invalidate the whole cache.
  var invalidatingHandlers: Set<FunctionID> = []
  /// Fences that have ordered a completion before what follows: that is what they are there for.
  var acquiringFences: Set<Site> = []
  /// Handlers that order the core's accesses behind what has completed.
  var fencingHandlers: Set<FunctionID> = []
  /// Transfers by the places where they were seen to be complete.
  var completions: [Site: Set<TransferID>] = [:]
  /// Calls that led to a start, outermost first and the start last, in functions that saw the transfer
  /// complete as well.
  var completedPaths: Set<[Site]> = []
  /// Channels that handlers look at, wait for or stop.
  var handledChannels: Set<ChannelValue> = []
  /// Computed properties that may look at a device.
  private(set) lazy var lookingProperties = findLookingProperties()
  private(set) lazy var finishedKinds = facts?.finishedKinds ?? kindsFinished()
  /// Whether the inputs have interrupt handlers, which may complete transfers that no model describes.
  private(set) lazy var hasInterruptHandlers =
    facts?.hasInterruptHandlers ?? ProgramFacts.seesInterruptHandlers(program)
  /// Whether a function of the program that is handed about as a value waits for transfers or stops them.
  private(set) lazy var mayEndTransfers =
    facts?.mayEndTransfers ?? reachability.mayEndTransfers(program)
  /// Ends of scopes at which a deinitialiser has run.
  var implicitReleases: Set<Site> = []
  /// Whether what is being run is run from the program's beginning.
  var isFromEntry = false
  /// Facts that were taken from a convention.
  var assumptions: Set<String> = []
  /// Transfers in the order in which they were seen to be complete.
  var completionLog: [TransferID] = []
  /// The results by which a start refuses because its channel is busy, by the places of calls.
  var refusals: [Site: [String]] = [:]
  /// Starts of which the program asks whether they were refused for that.
  var refusalChecks: Set<Site> = []
  /// What C casts constant addresses of devices to.
  var blockTypes: [Int64: FlowType] = [:]
  /// The types of the blocks within register blocks, by their addresses, the outer ones first.
  var innerBlocks: [Int64: [FlowType]] = [:]
  /// Whether a type's functions can end transfers, as far as that was asked.
  var finishers: [String: Bool] = [:]
  /// Block and operation that are being run.
  var position = Position(block: 0, operation: 0)
  /// The types of the values that are being dropped, outermost first.
  var ending: [String] = []
  /// Blocks of memory that are one of several which another storage stands for.
  var instances: [StorageID: StorageID] = [:]
  /// Instances that values of the functions further out hold.
  var heldByCallers: Set<StorageID> = []
  /// The handler that is being run.
  var currentHandler: FunctionID?
  /// Calls whose results say whether they have succeeded.
  var checkedCalls: [Site: FunctionModel] = [:]
  /// Calls of the program's own functions whose results are those of such calls, with these.
  var passedOn: [Site: Site] = [:]
  /// What devices have written and nobody has checked, in values that are that on one of two ways.
  var uncheckedMerges: [SymbolID: [Term]] = [:]
  /// Values that a comparison has limited at some time.
  var limitedOnce: Set<SymbolID> = []
  /// The names of all members that something looks at, once that has been asked.
  var membersRead: Set<String>?
  /// The calls whose results a function only hands on, as far as that was asked.
  var returnedCalls: [FunctionID: [SourceRange]] = [:]
  /// A global variable gets its initial value, which happens once and which nobody else sees before.
  var isInitialising = false
  /// Members and globals that take turns, and whether any variable does.
  var selectorNames: Set<String> = []
  var hasSelectors = false
  /// The small constants that members and globals are set to, by their names.
  var states: [String: Set<Int64>] = [:]
  /// Values stored anywhere to globals and heap memory, joined: what handlers may find there.
  var everStored: SortedMap<StorageID, Value> = [:]
  /// Whether completion values are only collected (a first run of the handlers), without findings.
  var isRehearsal = false
  /// Transfers that have completed within tasks, for each task that is being run, outermost first.
  var endedInTasks: [[TransferID: TransferFacts]] = []
  /// The bodies of tasks that functions have made and not waited for.
  var siblings: [FrameID: [Sibling]] = [:]
  /// Tasks that belong to nobody, by the numbers that their handles have.
  var looseTasks: [ChildTask] = []
  /// Whether loops whose rounds are decided are followed round by round, as tables are filled by them.
  var followsRounds = false
  /// Variables that are compared with each other, and their names.
  var comparedCounters: Set<ComparedCounters.Pair> = []
  var comparedNames: Set<String> = []
  /// The parts that the program takes of counters: `& 1`, `% 3`.
  var parts: [CounterPart] = []
  /// How far the program goes in memory of which nothing says how large it is.
  var reached: [StorageID: Int64] = [:]
  /// The values that pointers from outside are, by what they point to.
  var pointeeValues: [StorageID: Value] = [:]
  /// Struct types that were asked about, and whether they are nothing but register blocks.
  var registerBlocks: [String: Bool] = [:]
  /// What pointers from outside are cast to, by what they point to.
  var castTypes: [StorageID: [FlowType]] = [:]
  /// Functions of kits whose bodies were looked at for fences, and whether there may be some.
  var orderingBodies: [String: Bool] = [:]
  lazy var typesOfVariables = findTypesOfVariables()
  /// How many lines of the cache the program has maintained one by one.
  var maintainedLines = 0
  /// Whether a loop that maintains lines is being followed round by round: each is one line, and no more.
  var countsLines = false

  init(
    program: Program, platform: Platform, knowledge: any ModelSource, settings: AnalysisSettings,
    rules: [Rule], link: LinkMap = .nothing, files: [String] = [],
    reachability: Reachability? = nil, facts: ProgramFacts? = nil,
    budget: Int = Interpreter.rootBudget
  ) {
    self.program = program
    self.platform = platform
    self.knowledge = knowledge
    self.settings = settings
    self.rules = rules
    self.link = link
    self.files = files
    self.facts = facts
    regions = RegionMap(platform)
    self.reachability =
      reachability ?? Reachability(program, platform) { knowledge.model(of: $0) }
    self.budget = budget
    if !link.isEmpty { self.link = link.laidOut(sectionedNames()) }
  }

  // MARK: Numbers

  /// What makes two storages the same.
  enum StorageKey: Hashable {
    case local(FrameID, LocalID)
    case named(String)
    case made(Site, FrameID, String)
    case absolute(UInt64)
    case pointee(Value)
  }

  struct Frame: Hashable {
    var function: FunctionID?
    var parent: FrameID?
    var call: Site?
    var depth: Int
    /// The number of the call, where its body is inlined in the function.
    var inlined: UInt32 = 0
  }

  struct Position: Comparable {
    var block: Int
    var operation: Int

    static func < (a: Position, b: Position) -> Bool {
      a.block == b.block && a.operation < b.operation
    }
  }

  struct TransferKey: Hashable {
    var site: Site
    var frame: FrameID
    /// Stands for the starts of earlier rounds of a loop, on other channels.
    var isEarlier = false
    /// The place of its channel in the mask of one that starts several.
    var part = 0
  }

  func storage(_ key: StorageKey, _ make: () -> Storage) -> StorageID {
    if let id = storageNumbers[key] { return id }
    let id = StorageID(index: UInt32(storages.count))
    storageNumbers[key] = id
    storages.append(make())
    return id
  }

  func knownStorage(_ key: StorageKey) -> StorageID? { storageNumbers[key] }

  func symbol(_ term: Term) -> Value {
    if let id = symbolNumbers[term] { return .symbol(id) }
    let id = SymbolID(index: UInt32(symbols.count))
    symbolNumbers[term] = id
    symbols.append(term)
    leaves.append(Leaves(of: term, among: leaves))
    return .symbol(id)
  }

  func frame(
    _ function: FunctionID, parent: FrameID, call: Site?, inlined: UInt32 = 0
  ) -> FrameID {
    let frame = Frame(
      function: function, parent: parent, call: call,
      depth: frames[Int(parent.index)].depth + 1, inlined: inlined)
    if let id = frameNumbers[frame] { return id }
    let id = FrameID(index: UInt32(frames.count))
    frameNumbers[frame] = id
    frames.append(frame)
    return id
  }

  func scope(_ scope: PointerScope) -> ScopeID {
    if let id = scopeNumbers[scope] { return id }
    let id = ScopeID(index: UInt32(scopes.count))
    scopeNumbers[scope] = id
    scopes.append(scope)
    return id
  }

  func transfer(
    at site: Site, in frame: FrameID, part: Int = 0, _ make: () -> TransferRecord
  ) -> TransferID {
    let key = TransferKey(site: site, frame: frame, part: part)
    if let id = transferNumbers[key] { return id }
    let id = TransferID(index: UInt32(transfers.count))
    transferNumbers[key] = id
    transfers.append(make())
    return id
  }

  /// What stands for the starts of earlier rounds of a loop that one start makes on many channels.
  func earlier(_ id: TransferID) -> TransferID {
    let record = transfers[Int(id.index)]
    let key = TransferKey(site: record.armed, frame: record.frame, isEarlier: true)
    if let known = transferNumbers[key] { return known }
    let earlier = TransferID(index: UInt32(transfers.count))
    transferNumbers[key] = earlier
    transfers.append(record)
    return earlier
  }

  /// What stands for a transfer that a task has in flight beside the path.
  func beside(_ id: TransferID) -> TransferID {
    let record = transfers[Int(id.index)]
    let key = TransferKey(site: record.armed, frame: record.frame, part: -1)
    if let known = transferNumbers[key] { return known }
    let beside = TransferID(index: UInt32(transfers.count))
    transferNumbers[key] = beside
    transfers.append(record)
    return beside
  }

  func plan(_ id: FunctionID) -> FunctionPlan {
    if let plan = plans[id] { return plan }
    let plan = FunctionPlan(program.function(id), program)
    plans[id] = plan
    selectorNames.formUnion(plan.selectors.names)
    for pair in ComparedCounters(plan.function).pairs {
      comparedCounters.insert(pair)
      comparedNames.formUnion([pair.first, pair.second])
    }
    for (name, constants) in plan.selectors.constants {
      states[name, default: []].formUnion(constants)
      if states[name].map({ $0.count >= Selectors.fewestStates }) == true {
        selectorNames.insert(name)
      }
    }
    if !selectorNames.isEmpty || !plan.selectors.locals.isEmpty { hasSelectors = true }
    return plan
  }

  subscript(_ id: StorageID) -> Storage { storages[Int(id.index)] }
  func term(_ id: SymbolID) -> Term { symbols[Int(id.index)] }

  /// Whether a function is being run in this frame or one that called it.
  func isRunning(_ function: FunctionID, in frame: FrameID) -> Bool {
    var current: FrameID? = frame
    while let id = current {
      let record = frames[Int(id.index)]
      if record.function == function { return true }
      current = record.parent
    }
    return false
  }

  /// Whether one frame is another or was called, however indirectly, from it.
  func isFrame(_ frame: FrameID, within outer: FrameID) -> Bool {
    var current: FrameID? = frame
    while let id = current {
      if id == outer { return true }
      current = frames[Int(id.index)].parent
    }
    return false
  }

  // MARK: Running

  /// One run of a function: which function, in which context, and what its locals stand for.
  struct Activation {
    var id: FunctionID
    var frame: FrameID
    let plan: FunctionPlan
    /// Locals that stand for places of others (`inout`, `self`, captures).
    var aliases: [LocalID: Place] = [:]

    /// The type on which a static member was asked for, where a protocol's extension has it.
    var metatype: FlowType?

    /// Where a primitive was called, and the frame of its caller.
    var origin: (site: Site, frame: FrameID)?

    var function: FlowFunction {
      _read { yield plan.function }
    }

    func site(_ range: SourceRange) -> Site {
      origin?.site ?? Site(range: range, function: id)
    }

    /// The frame of the inlined call whose body is being run.
    var inlined: FrameID?

    /// The frame of what is being run: the function's, or that of a call inlined in it.
    var running: FrameID { inlined ?? frame }

    /// The frame that transfers started here belong to.
    var home: FrameID { origin?.frame ?? running }
  }

  /// How a run of a function ended, on one alternative.
  struct Outcome {
    enum Kind { case returned, threw }

    var kind: Kind
    var value: Value
    var state: State
  }

  /// Runs a function from its entry to all its exits.
  func execute(_ activation: Activation, _ state: State) -> [Outcome] {
    visited.insert(activation.id)
    executions[activation.id, default: 0] += 1
    let blocks = activation.function.blocks
    var start = state
    start.values = [:]
    var entries: [[State]] = Array(repeating: [], count: blocks.count)
    var rounds = Array(repeating: 0, count: blocks.count)
    var pending: [Int: [State]] = [0: [start]]
    entries[0] = [start]
    var outcomes: [Outcome] = []
    var completedInLoop: [Int: Set<TransferID>] = [:]
    var counted = LoopRounds()
    var lineLoops: [Int: LineLoop] = [:]
    let hasLoops = !activation.plan.loopAt.isEmpty
    while let next = pending.keys.min(by: { activation.plan.order[$0] < activation.plan.order[$1] })
    {
      let states = pending.removeValue(forKey: next) ?? []
      let completed = completionLog.count
      rounds[next] += 1
      if rounds[next] > Interpreter.roundLimit || budget < -Interpreter.overdraft {
        gaps.insert(
          Gap(
            blocks[next].terminator.range, "this loop was not followed to its fixpoint",
            mayHideTransfer: true))
        for state in states {
          for id in state.transfers.keys { transfers[Int(id.index)].isLost = true }
        }
        continue
      }
      let wasLasting = isLasting
      if isFromEntry, activation.plan.isLasting(next) { isLasting = true }
      defer { isLasting = wasLasting }
      let countedLines = countsLines
      if hasLoops, lineLoops.values.contains(where: { $0.isCounting && $0.holds(next) }) {
        countsLines = true
      }
      defer { countsLines = countedLines }
      for state in states {
        let edges = run(block: next, state, activation, &outcomes)
        if hasLoops { counted.see(edges, from: next, activation.plan) }
        for edge in edges {
          let target = Int(edge.target.index)
          let isHeader = activation.plan.isHeader[target]
          if followsRounds, budget > 0, counted.takes(edge, from: next, activation.plan) {
            continue
          }
          if isHeader, !followsRounds {
            if !activation.plan.isBackEdge(from: next, to: target) {
              lineLoops[target, default: LineLoop(activation.plan.blocks(ofLoopAt: target))]
                .enter(edge.state, maintainedLines)
            } else if lineLoops[target]?.maintains(maintainedLines) == true, budget > 0,
              !isOverSequence(loopAt: target, activation),
              counted.takes(edge, from: next, activation.plan)
            {
              continue
            }
          }
          var incoming = arrive(edge.state, at: target, isHeader: isHeader, activation)
          if isHeader, activation.plan.isBackEdge(from: next, to: target) {
            incoming.goesOnCleaning()
            for index in entries[target].indices {
              guard let rest = maintained(entries[target][index], in: incoming) else { continue }
              pending[target, default: []].removeAll { $0 == entries[target][index] }
              pending[target, default: []].append(rest)
              entries[target][index] = rest
            }
          }
          if let changed = merge(
            incoming, into: &entries[target], block: UInt32(target), activation,
            widen: isHeader && rounds[target] >= Interpreter.wideningRound,
            isLate: rounds[target] >= Interpreter.lateRound)
          {
            pending[target, default: []].removeAll { $0 == changed.replaced }
            pending[target, default: []].append(changed.state)
          }
        }
      }
      if counted.isWaiting,
        let header = counted.finishedRound(pending: Set(pending.keys), activation.plan)
      {
        var states = counted.nextRound(of: header)
        if !followsRounds, let loop = lineLoops[header], !loop.isCounting {
          // The first round has shown that the rounds can be counted: once more, line by line.
          states = loop.entered
          lineLoops[header]?.isCounting = true
        }
        let first = states.removeFirst()
        let state = states.reduce(first) {
          join($0, $1, block: UInt32(header), activation)
        }
        for block in activation.plan.blocks(ofLoopAt: header) {
          entries[block] = []
          rounds[block] = 0
          if block != header { counted.beginsAnew(at: block) }
        }
        entries[header] = [state]
        pending[header] = [state]
      }
      if completionLog.count > completed {
        for header in activation.plan.endless
        where activation.plan.loops[header].isSubset(of: activation.plan.loops[next]) {
          completedInLoop[header, default: []].formUnion(completionLog[completed...])
        }
      }
    }
    if !isRehearsal {
      for header in activation.plan.endless {
        for var state in entries[header] {
          // What every round completes is waited for in the next one, not left behind.
          for id in completedInLoop[header, default: []] where state.transfers[id] != nil {
            confirmStart(id, &state)
            state.transfers[id] = nil
          }
          programEnds(state, isRoot: true)
        }
      }
    }
    return joined(outcomes, activation)
  }

  /// Whether a loop asks a sequence for its next element, as which it gets any of them.
  private func isOverSequence(loopAt header: Int, _ activation: Activation) -> Bool {
    activation.plan.blocks(ofLoopAt: header).contains { block in
      activation.function.blocks[block].operations.contains {
        if case .next = $0.kind { true } else { false }
      }
    }
  }

  /// An edge taken, with the state on it.
  struct Edge {
    var target: BlockID
    var state: State
  }

  private func run(
    block: Int, _ state: State, _ activation: Activation, _ outcomes: inout [Outcome]
  ) -> [Edge] {
    let code = activation.function.blocks[block]
    var states = [state]
    var activation = activation
    activation.inlined = nil
    for (index, operation) in code.operations.enumerated() {
      if let inlined = activation.plan.inlined {
        if let departures = inlined.amid[block]?[index] {
          for number in states.indices { leave(departures, activation, &states[number]) }
        }
        if case .inlined(let call) = operation.kind {
          activation.inlined = frame(ofInlined: call, activation)
          continue
        }
      }
      budget -= 1
      position = Position(block: block, operation: index)
      if states.count == 1 {
        // Handed over, not copied: its dictionaries are changed in place.
        states = step(operation, states.removeLast(), activation)
      } else {
        states = states.flatMap { step(operation, $0, activation) }
      }
      if states.count > Interpreter.alternativeLimit { states = reduced(states, activation) }
      if states.isEmpty { return [] }
    }
    position = Position(block: block, operation: code.operations.count)
    var edges: [Edge] = []
    for var state in states {
      if let inlined = activation.plan.inlined {
        leave(inlined.amid[block]?[code.operations.count] ?? [], activation, &state)
        leave(inlined.ends[block] ?? [], activation, &state)
      }
      edges += leave(code.terminator, block: block, state, activation, &outcomes)
    }
    if let inlined = activation.plan.inlined {
      let from = BlockID(UInt32(block))
      for index in edges.indices {
        guard let departures = inlined.edges[FlowGraph.Edge(from: from, to: edges[index].target)]
        else { continue }
        leave(departures, activation, &edges[index].state)
      }
    }
    for index in edges.indices {
      edges[index].state.values = edges[index].state.values.filter {
        activation.plan.isCrossing($0.key)
      }
    }
    return edges
  }

  private func leave(
    _ terminator: Terminator, block: Int, _ state: State, _ activation: Activation,
    _ outcomes: inout [Outcome]
  ) -> [Edge] {
    let site = activation.site(terminator.range)
    let from = BlockID(UInt32(block))
    switch terminator.kind {
    case .jump(let target):
      guard !state.transfers.isEmpty, activation.plan.leavesRound.contains(block) else {
        return [Edge(target: target, state: state)]
      }
      var state = state
      leaveRound(site, activation, &state)
      return [Edge(target: target, state: state)]
    case .branch(let condition, let then, let otherwise):
      let value = self.value(condition, state)
      // A loop of which the optimiser has taken a plain read out turns round on the spot.
      let readsPlainly =
        activation.plan.isStandstill(then) != activation.plan.isStandstill(otherwise)
        && isReadPlainly(value)
      var edges: [Edge] = []
      for (truth, target) in [(true, then), (false, otherwise)] {
        guard var refined = refine(state, value, truth) else { continue }
        if let exit = activation.plan.exactBounds.exits[condition], exit.truth == truth {
          let isReached = binary(
            "==", self.value(exit.counter, state), self.value(exit.bound, state), refined)
          refined = refine(refined, isReached, true) ?? refined
        }
        if currentHandler != nil, !refined.hasChosen {
          refined.hasChosen = isChoiceOfHandler(value)
        }
        let other = truth ? otherwise : then
        let isHoisted = readsPlainly && activation.plan.isStandstill(other)
        let isStuck = readsPlainly && activation.plan.isStandstill(target)
        let side: LoopSide =
          if isStuck {
            .stays
          } else if isHoisted {
            .leaves
          } else if activation.plan.leavesLoop(from: from, to: target) {
            .leaves
          } else if activation.plan.leavesLoop(from: from, to: truth ? otherwise : then) {
            .stays
          } else {
            .neither
          }
        if side != .neither, value.integerValue != nil, activation.plan.asksStatus(block) {
          endLooks(
            side, loopLeft: activation.plan.blocks(ofLoopWith: from, left: then, or: otherwise),
            site, activation, &refined)
        }
        observe(
          branchOn: value, truth: truth, side, site: site, activation, &refined,
          isOnlyExit: activation.plan.isOnlyExit(from: from, to: target), isHoisted: isHoisted,
          isIdle: side == .neither && !refined.transfers.isEmpty
            && decidesNothing(then, otherwise, activation))
        if isStuck { lose(&refined) }
        edges.append(Edge(target: target, state: refined))
      }
      return edges
    case .tryCall(let call, let result, let normal, let error, let errorBlock):
      var edges: [Edge] = []
      let outcomes = perform(call, site: site, state, activation)
      let refused =
        activation.plan.swallowsErrors(block) ? startsRefused(in: outcomes, before: state) : []
      for outcome in outcomes {
        var next = outcome.state
        for id in refused where next.transfers[id] != nil {
          show(.failureSwallowed(id), site, &next, activation)
        }
        switch outcome.kind {
        case .returned:
          next.values[result] = .value(outcome.value)
          guard call.isResultUnused else {
            edges.append(Edge(target: normal, state: next))
            continue
          }
          noteIgnored(outcome.value, by: call, site, &next, activation)
          edges += drop(outcome.value, at: .value(outcome.value), site, next, activation)
            .map { Edge(target: normal, state: $0) }
        case .threw:
          next.values[error] = .value(outcome.value)
          if call.isAwait { noteCancellation(site, activation, &next) }
          edges.append(Edge(target: errorBlock, state: next))
        }
      }
      return edges
    case .return(let value):
      // `()` is a value too: `try?` tells it from nil.
      let isVoid = value == nil && activation.function.kind != .initializer
      let result =
        value.map { self.value($0, state) }
        ?? (isVoid ? .aggregate(FlowType("Tuple"), [:]) : .unknown)
      var state = state
      leaveFunction(site, isError: false, value: result, activation, &state)
      outcomes.append(Outcome(kind: .returned, value: result, state: state))
      return []
    case .throw(let value):
      let result = value.map { self.value($0, state) } ?? .unknown
      var state = state
      leaveFunction(site, isError: true, value: result, activation, &state)
      outcomes.append(Outcome(kind: .threw, value: result, state: state))
      return []
    case .unreachable:
      return []
    }
  }

  // MARK: Alternatives

  /// Drops what a loop header's symbols were known to be in the round before.
  private func arrive(_ state: State, at block: Int, isHeader: Bool, _ activation: Activation)
    -> State
  {
    guard isHeader, !state.facts.isEmpty else { return state }
    var state = state
    let parts = renamingCounters(at: block, activation, &state)
    let least = minima(at: block, activation, state)
    state.facts = state.facts.filter { fact in
      !hasLeaf(fact.key) { term in
        if case .merged(activation.frame, block: UInt32(block), _) = term { true } else { false }
      }
    }
    for (symbol, part) in parts { state.facts[symbol] = Fact(equals: .integer(part)) }
    for (symbol, minimum) in least { state.facts[symbol, default: Fact()].minimum = minimum }
    return state
  }

  private func merge(
    _ incoming: State, into entries: inout [State], block: UInt32, _ activation: Activation,
    widen: Bool, isLate: Bool = false
  ) -> (state: State, replaced: State?)? {
    var best: Int?
    var comparison: Comparison?
    for index in entries.indices {
      if entries[index] == incoming { return nil }
      let tried = Comparison(entries[index], incoming)
      if canMerge(tried, force: widen, isLate: isLate) {
        best = index
        comparison = tried
        break
      }
    }
    // Where nothing is in flight, little depends on how the program got there.
    let limit =
      !incoming.transfers.isEmpty
      ? Interpreter.alternativeLimit : hasSelectors || incoming.isOwing ? 4 : 2
    if best == nil, entries.count >= limit,
      entries.count >= limit + Interpreter.elementLimit || !countsRounds(incoming)
    {
      best =
        entries.firstIndex {
          canMerge(Comparison($0, incoming), force: true, isLate: isLate, isLast: true)
        } ?? 0
    }
    guard let index = best else {
      entries.append(incoming)
      return (incoming, nil)
    }
    let merged = join(
      comparison ?? Comparison(entries[index], incoming), block: block, activation)
    if merged == entries[index] { return nil }
    let old = entries[index]
    entries[index] = merged
    return (merged, old)
  }

  /// Whether two alternatives say the same of all transfers and hold the same addresses, so that
  /// joining them loses nothing that rules ask for.
  ///
  /// The last resort is a merge that loses something, where there are too many alternatives.
  private func canMerge(
    _ states: Comparison, force: Bool, isLate: Bool = false, isLast: Bool = false
  ) -> Bool {
    let (a, b) = (states.a, states.b)
    guard a.transfers.count == b.transfers.count else { return false }
    for (id, facts) in a.transfers {
      guard let other = b.transfers[id], facts.phase == other.phase, facts.start == other.start,
        facts.content.hasSameBuffers(as: other.content)
      else { return false }
    }
    // What is freed on one path only would be free on none.
    if !isLast, a.freed != b.freed { return false }
    if haveDifferentRounds(states) { return false }
    if hasSelectors, !isLate, haveDifferentTurns(states) { return false }
    if force { return true }
    guard a.milestones == b.milestones, !states.haveCorrelatedDebts else { return false }
    return states.memory.allSatisfy { storage, value, other in
      guard let value, let other else { return true }
      // What `&&`, `||` and `?:` compute decides a branch soon.
      return !differsInIdentity(value, other)
        && !(self[storage].isTemporary
          && (self[storage].type?.name == "Bool" || value.isCase && other.isCase))
    }
  }

  /// Whether a loop over something that is not empty has begun on one path and not on the other.
  private func haveDifferentRounds(_ states: Comparison) -> Bool {
    states.memory.contains { storage, value, other in
      guard let value = value.map(Interpreter.iterated), self[storage].isTemporary,
        let other = other.map(Interpreter.iterated)
      else { return false }
      return
        (Interpreter.isBegun(value) != Interpreter.isBegun(other)
        || Interpreter.round(of: value) != Interpreter.round(of: other))
        && Interpreter.unbegun(value) == Interpreter.unbegun(other)
    }
  }

  private func differsInIdentity(_ a: Value, _ b: Value) -> Bool {
    if a == b { return false }
    if case .aggregate(_, let x) = a, case .aggregate(_, let y) = b {
      for (name, value) in x {
        if let other = y[name], differsInIdentity(value, other) { return true }
      }
      return false
    }
    // `nil` against something decides conditions later on: kept apart as well.
    return a.isIdentity || b.isIdentity
  }

  func reduced(_ states: [State], _ activation: Activation) -> [State] {
    var kept: [State] = []
    for state in states {
      _ = merge(state, into: &kept, block: .max, activation, widen: false)
    }
    return kept
  }

  private func joined(_ outcomes: [Outcome], _ activation: Activation) -> [Outcome] {
    var kept: [Outcome] = []
    for outcome in outcomes {
      if let index = kept.firstIndex(where: {
        $0.kind == outcome.kind && $0.value == outcome.value
          && canMerge(Comparison($0.state, outcome.state), force: false)
      }) {
        kept[index].state = join(
          kept[index].state, outcome.state, block: UInt32.max, activation)
      } else {
        kept.append(outcome)
      }
    }
    while kept.count > Interpreter.alternativeLimit {
      // Joins the last outcome into the first that says the same of its transfers.
      let last = kept.removeLast()
      guard
        let index = kept.firstIndex(where: {
          $0.kind == last.kind
            && canMerge(Comparison($0.state, last.state), force: true, isLast: true)
        }) ?? kept.firstIndex(where: { $0.kind == last.kind })
      else {
        kept.insert(last, at: 0)
        break
      }
      kept[index].state = join(kept[index].state, last.state, block: UInt32.max, activation)
      if kept[index].value != last.value { kept[index].value = .unknown }
    }
    return kept
  }

  /// What is true on both alternatives, and what may be true on either.
  func join(_ a: State, _ b: State, block: UInt32, _ activation: Activation) -> State {
    join(Comparison(a, b), block: block, activation)
  }

  private func join(_ states: Comparison, block: UInt32, _ activation: Activation) -> State {
    let (a, b) = (states.a, states.b)
    var result = a
    var rounds: [(id: SymbolID, number: Int64)] = []
    var present: [SymbolID] = []
    var kept: [(symbol: SymbolID, part: Int64)] = []
    var least: [(symbol: SymbolID, minimum: Int64)] = []
    for (storage, mine, value) in states.memory {
      guard let mine, let value else {
        result.memory[storage] = (mine ?? value).map {
          joinUntouched($0, storage, block, activation)
        }
        continue
      }
      if let symbol = subsuming(mine, value, storage, activation) {
        // A loop's header has already made one value of those of all rounds.
        result.memory[storage] = .symbol(symbol.id)
        rounds.append(symbol)
        continue
      }
      let joined = joinValues(
        mine, value, Region(storage: storage, path: []), block, activation)
      noteAnswers(mine, value, joined, a, b)
      least += commonMinimum(mine, a, value, b, joined, storage)
      if !parts.isEmpty { kept += commonParts(mine, a, value, b, joined) }
      findPresent(mine, value, joined, a, b, &present)
      result.memory[storage] = joined
    }
    SortedMap.forEachDifference(a.facts, b.facts) { symbol, fact, other in
      result.facts[symbol] = fact.flatMap { fact in other.flatMap(fact.joined) }
    }
    for (id, number) in rounds where result.facts[id] == nil {
      // What holds of the value of all rounds holds on this side too, if its number fits.
      guard let fact = a.facts[id] ?? b.facts[id], fact.minimum.map({ $0 <= number }) != false,
        fact.maximum.map({ number <= $0 }) != false,
        fact.equals == nil || fact.equals == .integer(number),
        !fact.differs.contains(.integer(number))
      else { continue }
      result.facts[id] = fact
    }
    for (id, number) in rounds { keepComparisons(of: id, with: number, a, b, &result) }
    if !comparedNames.isEmpty { keepDistances(a, b, &result) }
    for (symbol, part) in kept { result.facts[symbol, default: Fact()].equals = .integer(part) }
    for id in present { result.facts[id, default: Fact()].differs.insert(.null) }
    for (id, minimum) in least { result.facts[id, default: Fact()].minimum = minimum }
    for (id, number) in rounds { keepParts(of: id, number, a, b, &result) }
    if !a.sharesPath(with: b) { joinPaths(a, b, into: &result) }
    result.values = a.values.filter { b.values[$0.key] != nil }
    for (id, item) in result.values where b.values[id] != item {
      result.values[id] = .value(.unknown)
    }
    return result
  }

  /// What is something on both sides is something, whatever it is.
  private func findPresent(
    _ a: Value, _ b: Value, _ joined: Value, _ left: State, _ right: State,
    _ present: inout [SymbolID]
  ) {
    switch joined {
    case .symbol(let id):
      guard isPresent(a, left), isPresent(b, right) else { return }
      present.append(id)
    case .aggregate(_, let members):
      guard case .aggregate(_, let x) = a, case .aggregate(_, let y) = b else { return }
      for name in members.keys.sorted() where x[name] != y[name] {
        guard let member = members[name], let one = x[name], let other = y[name] else { continue }
        findPresent(one, other, member, left, right, &present)
      }
    default: return
    }
  }

  private func isPresent(_ value: Value, _ state: State) -> Bool {
    switch value {
    case .pointer, .buffer, .array, .object, .closure, .aggregate: true
    case .symbol(let id): state.facts[id]?.differs.contains(.null) == true
    case .unknown, .integer, .constant, .null, .register, .enumCase, .function, .type, .range:
      false
    }
  }

  /// What one side knows of a part of the value of all rounds (`turn & 1`) holds on the other side too
  /// where the number there has that part.
  private func keepParts(
    of id: SymbolID, _ number: Int64, _ a: State, _ b: State, _ result: inout State
  ) {
    SortedMap.forEachDifference(a.facts, b.facts) { symbol, mine, other in
      guard mine == nil || other == nil, let fact = mine ?? other, result.facts[symbol] == nil,
        let known = fact.equals?.integerValue, part(symbol, where: id, is: number) == known
      else { return }
      result.facts[symbol] = fact
    }
  }

  /// A variable that one path has not come across: a global then still has its first value.
  private func joinUntouched(
    _ value: Value, _ storage: StorageID, _ block: UInt32, _ activation: Activation
  ) -> Value {
    guard self[storage].kind == .global, everInitial[storage] != value,
      everInitial[storage] != nil || value.integerValue != nil
    else { return value }
    return joinValues(
      value, everInitial[storage] ?? symbol(.initial(Region(storage: storage, path: []))),
      Region(storage: storage, path: []), block,
      activation)
  }

  /// What two paths say of transfers, buffers and set-up.
  private func joinPaths(_ a: State, _ b: State, into result: inout State) {
    // What is the same on both sides is left alone: joins change nothing of it.
    for (id, other) in b.transfers {
      guard let mine = a.transfers[id] else {
        result.transfers[id] = other
        result.transfers[id]?.joinAbsence()
        continue
      }
      if mine != other { result.transfers[id]?.join(other) }
    }
    for id in a.transfers.keys where b.transfers[id] == nil {
      result.transfers[id]?.joinAbsence()
    }
    for (region, other) in b.buffers {
      guard let mine = a.buffers[region] else {
        result.buffers[region] = other
        continue
      }
      if mine != other { result.buffers[region]?.join(other) }
    }
    if a.escaped != b.escaped { result.escaped.formIntersection(b.escaped) }
    if a.registers != b.registers {
      result.registers = a.registers.filter { b.registers[$0.key] == $0.value }
    }
    result.fences = FenceRecord.joined(a.fences, b.fences)
    if a.plainReads != b.plainReads { result.plainReads.formUnion(b.plainReads) }
    if a.idle != b.idle { result.idle = a.idle.filter { b.idle[$0.key] == $0.value } }
    result.hasStarted = result.hasStarted || b.hasStarted
    if !a.sharesRareFacts(with: b) { joinRareFacts(a, b, into: &result) }
  }

  private func joinRareFacts(_ a: State, _ b: State, into result: inout State) {
    result.shared.formUnion(b.shared)
    SortedMap.forEachDifference(a.tableWords, b.tableWords) { word, _, _ in
      result.tableWords[word] = .unknown
    }
    result.freed = [:]
    for (storage, site) in a.freed {
      if let other = b.freed[storage] { result.freed[storage] = min(site, other) }
    }
    result.configured.merge(b.configured) { $0 == $1 ? $0 : TransferBuffer.joined($0, $1) }
    result.milestones.formIntersection(b.milestones)
    for view in b.views where !result.views.contains(view) { result.views.append(view) }
    result.rereads.formUnion(b.rereads)
    result.acquired.formIntersection(b.acquired)
    result.signalled.formIntersection(b.signalled)
    result.settled.formIntersection(b.settled)
    result.wiped.formUnion(b.wiped)
    result.hasChosen = result.hasChosen || b.hasChosen
    result.isMasked = result.isMasked || b.isMasked
    result.isCancelled = result.isCancelled && b.isCancelled
  }

  /// A status is chosen by what a register or a poll has said, and the choices meet here: the status
  /// still tells what was read.
  private func noteAnswers(_ a: Value, _ b: Value, _ joined: Value, _ left: State, _ right: State) {
    if case .aggregate(_, let members) = joined, case .aggregate(_, let x) = a,
      case .aggregate(_, let y) = b
    {
      for (name, member) in members where x[name] != y[name] {
        noteAnswers(x[name] ?? .unknown, y[name] ?? .unknown, member, left, right)
      }
      return
    }
    noteUnchecked(a, b, joined, left, right)
    let isChosen = isAnswer(a) && isAnswer(b)
    guard case .symbol(let id) = joined, case .merged = term(id),
      isChosen || isRead(a) && isRead(b)
    else { return }
    var found = answers[id] ?? []
    // What a device has written is told apart by whether it was checked.
    func add(_ terms: [Term]) {
      for term in terms where !found.contains(term) {
        if case .deviceData = term { continue }
        found.append(term)
      }
    }
    for value in [a, b] { add(origins(of: value)) }
    for (symbol, fact) in left.facts where isChosen {
      guard let known = fact.equals, let other = right.facts[symbol]?.equals,
        known != other
      else { continue }
      add(origins(of: .symbol(symbol)))
    }
    if !found.isEmpty { answers[id] = found }
    if isChosen, isChoice(a), isChoice(b) { choices.insert(id) }
  }

  /// Whether a value can be what was chosen: a case, a yes or a no, or a choice made before.
  private func isAnswer(_ value: Value) -> Bool {
    switch value {
    case .integer(0), .integer(1): true
    case .enumCase, .constant: true
    case .symbol(let id): answers[id] != nil
    case .unknown, .integer, .null, .pointer, .buffer, .register, .aggregate, .object, .array,
      .closure, .function, .type, .range:
      false
    }
  }

  /// Whether a value is one of the program's own numbers, or was chosen among them.
  private func isChoice(_ value: Value) -> Bool {
    if case .symbol(let id) = value { return choices.contains(id) }
    return value.integerValue != nil
  }

  /// Whether a value is what was read, or a number that stands for it in the first round.
  private func isRead(_ value: Value) -> Bool {
    switch value {
    case .integer: true
    case .symbol(let id): isStatus(id)
    case .unknown, .constant, .enumCase, .null, .pointer, .buffer, .register, .aggregate, .object,
      .array, .closure, .function, .type, .range:
      false
    }
  }

  /// Whether a symbol is what a status says, and nothing that was counted or summed up.
  private func isStatus(_ id: SymbolID) -> Bool {
    func isStatus(_ value: Value) -> Bool {
      if case .symbol(let id) = value { self.isStatus(id) } else { false }
    }
    switch term(id) {
    case .poll, .registerRead: return true
    case .flagRead(_, _, _, let mode): return mode != .plain
    case .unary(_, let inner), .isCase(let inner, _): return isStatus(inner)
    case .binary(let op, let a, let b):
      return ["&", "|", ">>", "==", "!="].contains(op) && (isStatus(a) || isStatus(b))
    case .merged: return answers[id] != nil
    case .deviceData, .made, .parameter, .outcome, .initial, .payload: return false
    }
  }

  /// The value that a loop's header has made of a variable's rounds, where one side has it and the other
  /// a number from the first round.
  private func subsuming(
    _ a: Value, _ b: Value, _ storage: StorageID, _ activation: Activation
  ) -> (id: SymbolID, number: Int64)? {
    for (one, other) in [(a, b), (b, a)] {
      guard case .symbol(let id) = one, let number = other.integerValue else { continue }
      if case .merged(activation.frame, _, let region) = term(id), region.storage == storage,
        region.path.isEmpty
      {
        return (id, number)
      }
    }
    return nil
  }

  private func joinValues(
    _ a: Value, _ b: Value, _ region: Region, _ block: UInt32, _ activation: Activation
  ) -> Value {
    if a == b { return a }
    // Nothing is any element of an empty array.
    if a == Interpreter.noElements, b.isElements { return b.maybeElements }
    if b == Interpreter.noElements, a.isElements { return a.maybeElements }
    if case .aggregate(let type, let x) = a, case .aggregate(let other, let y) = b, type == other {
      var members: [String: Value] = [:]
      for (name, value) in x {
        guard let second = y[name] else { continue }
        var inner = region
        inner.path.append(name)
        members[name] = joinValues(value, second, inner, block, activation)
      }
      return .aggregate(type, members)
    }
    if a == .unknown || b == .unknown { return .unknown }
    if case .pointer(let x) = a, case .pointer(let y) = b, let joined = x.joined(y) {
      return .pointer(joined)
    }
    if case .buffer(let x, let m) = a, case .buffer(let y, let n) = b, let joined = x.joined(y) {
      var inner = region
      inner.path.append("count")
      return .buffer(joined, count: joinValues(m, n, inner, block, activation))
    }
    // Begun on one side: it may be over.
    if Interpreter.unbegun(a) == Interpreter.unbegun(b) {
      return Interpreter.begun(Interpreter.unbegun(a))
    }
    return symbol(.merged(activation.frame, block: block, region))
  }
}

/// Where models of functions come from.
protocol ModelSource {
  /// The model of a function: a C name, `Type.method(label:)` or `function(label:)`.
  func model(of name: String) -> FunctionModel?
  /// What a function of Swift's library does: one that belongs to a type, or to `Swift` where it is free.
  func library(_ owner: String, _ name: String) -> LibraryOperation?
}

/// What the user or the command line decides about the analysis.
public struct AnalysisSettings: Sendable {
  /// What the configuration says about the data cache.
  public var cache = CacheSwitch.auto
  /// Whether it is on, once `auto` is decided.
  var isCacheOn = true
  /// Sections that the configuration says are not cacheable.
  public var nonCacheableSections: [String] = []

  public init() {}

  /// `auto` is on, unless the inputs hold the reset path and nothing in them enables the cache.
  public enum CacheSwitch: Sendable { case auto, on, off }
}

/// One transfer as the ledger and the rules name it, whatever path leads there.
struct TransferRecord: Sendable {
  /// The operation that handed the address over.
  var armed: Site
  var frame: FrameID
  /// The function or register that starts it.
  var startName: String
  var model: FunctionModel?
  /// The starts that it was confirmed to have.
  var starts: Set<Site> = []
  var isCompletedSomewhere = false
  var isStoppedSomewhere = false
  /// Where its memory was touched in flight, on paths on which it was complete later on.
  var touchedBeforeEnd: Set<Site> = []
  /// Where control had left a loop with it in flight, on paths on which it was complete later on.
  var outlived: Set<Site> = []
  /// The channel was started again on some path.
  var isReplaced = false
  /// A handler of the inputs completes it.
  var completionHandler: FunctionID?
  var isCircular = false
  /// The buffers of a circular transfer with their lengths.
  var circularBuffers: Set<TransferBuffer> = []
  var isScanning = false
  /// The program goes on starting it for as long as it runs.
  var isLasting = false
  var isBlocking = false
  /// Exits with it in flight, per path that ended that way.
  var abandoned: Set<[PathTransfer.Exit]> = []
  /// Where functions that wait for it have given up, on paths that left it in flight.
  var givenUp: Set<PathTransfer.Exit> = []
  /// Where its last handle was dropped, on paths that left it in flight.
  var drops: Set<Site> = []
  /// Where the program could not be followed with the transfer in flight.
  var isLost = false
  /// The address that is handed over could not be followed to any memory.
  var isWithoutMemory = false
  /// Buffers by name with their directions, for the ledger.
  var buffers: [String: FunctionModel.Direction] = [:]
  var storages: Set<StorageID> = []
  var channelName = ""
  var channels: Set<ChannelValue> = []
  /// What was done about the writes of each buffer, by the places that were seen to be the start.
  var order: [Site: [String: OrderAtStart]] = [:]
  /// Fences that ordered its completion before what follows.
  var acquires: Set<Site> = []
  /// An access at a place that is not known may meet its bytes.
  var isAccessUndecided = false
  /// What shows its completion orders what follows.
  var isCompletionOrdered = false
  /// Starts before which only calls whose bodies are not seen may have ordered the last writes.
  var trustedStarts: Set<Site> = []
  /// What the device wrote is read with nothing in between but such calls.
  var isOrderTrusted = false
  /// What an engine that no model describes left in the buffer is read behind its completion: it
  /// writes the buffer.
  var isReadBack = false
  /// An engine that no model describes is given, on some path, what the program has written: it may
  /// do no more than read it.
  var isHanded = false
  /// The rules that are broken if the engine writes the buffer, and kept if it only reads it.
  var dependsOnDirection: Set<String> = []
}

/// What the program did about its writes of one buffer before one start, over all contexts.
struct OrderAtStart: Sendable {
  var contexts = 0
  /// Contexts in which nothing was written.
  var contextsWithoutWrite = 0
  /// Contexts in which a fence ordered the last write.
  var fencedContexts = 0
  var writes: Set<Site> = []
  var unordered: Set<Site> = []
  var fences: Set<Site> = []
}

/// An access to a storage, for races between handlers and the main program.
struct AccessNote: Hashable, Sendable {
  var site: Site
  var isWrite: Bool
  var isAtomic: Bool
  /// The handler that makes it.
  var handler: FunctionID?
  /// Whether a transfer was in flight.
  var isInFlight = false
  /// Whether the main program goes on making it for as long as it runs.
  var isLasting = false
  /// Whether it is made only where something that the program may have said allows it.
  var isChosen = false
  /// Atomics that were loaded with acquire order before: what their owner released is synchronised.
  var acquired: Set<Region> = []
  /// The bytes of the region, where they are known.
  var bytes: Range<Int64>?
  /// Handlers that have run before, as their flags say, or that what is in flight will call.
  var handlers: Set<FunctionID> = []
}
