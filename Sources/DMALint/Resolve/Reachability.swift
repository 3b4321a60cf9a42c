/// What a function can lead to, by the names that it and the functions it calls use.
///
/// Names are taken for what they may mean: a method call leads to every method of that name. That is
/// more than the program does and never less, so that a function which leads to nothing of interest
/// needs not be followed.
struct Reachability: Sendable {
  enum Level: UInt8, Comparable, Sendable {
    /// Nothing that concerns transfers.
    case inert
    /// Calls methods by which registers and atomics are used, of whatever type they are: of interest
    /// where a transfer may be in flight.
    case touching
    /// Ends, orders or looks at transfers: waits, polls, stops, fences, registers.
    case effectful
    /// May start one: a modelled start, or memory's address made a number.
    case starting

    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  private var levels: [Level]
  /// Operations of each function itself.
  private var costs: [Int]
  /// By node, the functions' first and then the names': what it leads to.
  private var callees: [[Int32]]
  /// Functions that another one may call.
  private var called: [Bool] = []
  /// Functions that lead to a device.
  private var touchers: [Bool] = []
  /// Functions that lead to a set-up of memory.
  private var settersUp: [Bool] = []

  /// What each function shares with others.
  private var ties: [Set<ProgramTie>] = []

  /// Where the program asks for a view of memory that may be a device's.
  private(set) var deviceMappings: [SourceRange] = []

  /// Variables and members whose address some function takes: only they can be buffers.
  private(set) var addressTaken: Set<String> = []

  func level(of function: FunctionID) -> Level { levels[Int(function.index)] }

  /// Whether the function leads to what may drive a device: a register, a device's address, a modelled
  /// function, or one that is not seen and sounds like a transfer. Memory alone, its address made a
  /// number or lent out, pointers and closures start nothing.
  func leadsToDevice(_ function: FunctionID) -> Bool { touchers[Int(function.index)] }

  /// Whether any function of the program does.
  var leadsToDevice: Bool { touchers.contains(true) }

  /// Whether a closure, or a function whose name is used as a value, ends, orders or looks at transfers.
  func mayEndTransfers(_ program: Program) -> Bool {
    program.module.functions.indices.contains { number in
      let function = program.module.functions[number]
      if function.kind == .closure, levels[number] >= .effectful { return true }
      return function.blocks.contains { block in
        block.operations.contains { operation in
          guard case .name(let name) = operation.kind else { return false }
          let named =
            (program.functionsByName[name] ?? [])
            + [program.functionsByLinkName[name]].compactMap { $0 }
          return named.contains { levels[Int($0.index)] >= .effectful }
        }
      }
    }
  }

  /// Whether another function may call it.
  func isCalled(_ function: FunctionID) -> Bool { called[Int(function.index)] }

  /// Whether the function leads to a set-up of memory: its protection, its mapping, its caches.
  func leadsToSetUp(_ function: FunctionID) -> Bool { settersUp[Int(function.index)] }

  /// Whether anything sets memory up.
  var hasSetUp: Bool { settersUp.contains(true) }

  /// The same for somebody whom nothing but the set-up of memory concerns.
  func forSetUp() -> Reachability {
    var copy = self
    copy.levels = settersUp.map { $0 ? .starting : .inert }
    copy.touchers = settersUp
    return copy
  }

  /// Whether the function and all it calls, each counted once, have at most so many operations.
  func costs(_ function: FunctionID, atMost limit: Int) -> Bool {
    let first = Int32(function.index)
    var seen: Set<Int32> = [first]
    var queue = [first]
    var total = 0
    while let next = queue.popLast() {
      if Int(next) < costs.count { total += costs[Int(next)] }
      if total > limit { return false }
      for callee in callees[Int(next)] where seen.insert(callee).inserted { queue.append(callee) }
    }
    return true
  }

  /// The parts of the program that share nothing.
  func parts(of program: Program, entries: [FunctionID]) -> ProgramParts {
    ProgramParts(
      program, entries: entries, ties: ties, callees: callees,
      concerns: levels.indices.map { levels[$0] > .inert || touchers[$0] })
  }

  /// What one worker has found about functions that stand together.
  private struct Share: Sendable {
    var levels: [Level] = []
    var costs: [Int] = []
    var callees: [[Int32]] = []
    var touchers: [Bool] = []
    var settersUp: [Bool] = []
    var numbers: [Bool] = []
    var makers: [Bool] = []
    var ties: [Set<ProgramTie>] = []
    var deviceMappings: [SourceRange] = []
    var addressTaken: Set<String> = []
  }

  /// So many functions are looked at by one worker.
  private static let shareSize = 1024

  init(_ program: Program, _ platform: Platform, models: @escaping (String) -> FunctionModel?) {
    let table = NameTable(program, platform)
    self.init(table, [Self.scan(program.module.functions.indices, table, models)])
  }

  /// `models` is called by every worker: what it returns may remember what it was asked.
  init(
    _ program: Program, _ platform: Platform, _ workers: Workers,
    models: @Sendable () -> (String) -> FunctionModel?
  ) {
    let count = program.module.functions.count
    let table = NameTable(program, platform)
    let size = Reachability.shareSize
    let shares = workers.map((count + size - 1) / size) { number in
      Self.scan(number * size..<min((number + 1) * size, count), table, models())
    }
    self.init(table, shares)
  }

  private init(_ table: NameTable, _ shares: [Share]) {
    let count = table.program.module.functions.count
    levels = shares.flatMap(\.levels)
    costs = shares.flatMap(\.costs)
    callees = shares.flatMap(\.callees)
    callees += table.groups.map { $0.map { Int32($0.index) } }
    touchers = shares.flatMap(\.touchers)
    settersUp = shares.flatMap(\.settersUp)
    ties = shares.flatMap(\.ties)
    deviceMappings = shares.flatMap(\.deviceMappings)
    for share in shares { addressTaken.formUnion(share.addressTaken) }
    var numbers = shares.flatMap(\.numbers)
    var makers = shares.flatMap(\.makers)
    let callers = CallerTable(callees)
    called = (0..<count).map { function in
      callers[function].contains { caller in
        // Through its own name a function is called by whoever uses the name.
        Int(caller) < count
          ? Int(caller) != function : callers[Int(caller)].contains { Int($0) != function }
      }
    }
    callers.spread(&settersUp, nodes: callees.count)
    callers.spread(&touchers, nodes: callees.count)
    // A device's address is one only where pointers are made from numbers.
    callers.spread(&numbers, nodes: callees.count)
    callers.spread(&makers, nodes: callees.count)
    for function in touchers.indices where numbers[function] && makers[function] {
      touchers[function] = true
    }
    for level in [Level.starting, .effectful, .touching] {
      var marks = levels.map { $0 >= level }
      callers.spread(&marks, nodes: callees.count)
      for function in levels.indices where marks[function] {
        levels[function] = max(levels[function], level)
      }
    }
  }

  private static func scan(
    _ functions: Range<Int>, _ table: NameTable, _ models: @escaping (String) -> FunctionModel?
  ) -> Share {
    let index = NameIndex(table)
    var share = Share()
    for number in functions {
      var scan = FunctionScan(index: index, models: models)
      scan.scan(table.program.module.functions[number])
      share.addressTaken.formUnion(scan.addressTaken)
      share.deviceMappings += scan.deviceMappings
      share.levels.append(scan.level)
      share.settersUp.append(scan.setsUp)
      share.touchers.append(scan.touchesDevice)
      share.numbers.append(scan.hasDeviceNumber)
      share.makers.append(scan.makesPointers)
      share.costs.append(scan.cost)
      share.ties.append(scan.ties)
      share.callees.append(unique(scan.callees))
    }
    return share
  }

  private static func unique(_ nodes: [Int32]) -> [Int32] {
    guard nodes.count > 1 else { return nodes }
    var result: [Int32] = []
    for node in nodes.sorted() where node != result.last { result.append(node) }
    return result
  }

  /// Whether a function of which only the name is known may start a transfer.
  static func soundsLikeTransfer(_ name: String) -> Bool { name.soundsLikeTransfer }
}
