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
  private var callees: [[FunctionID]]
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
    var seen: Set<FunctionID> = [function]
    var queue = [function]
    var total = 0
    while let next = queue.popLast() {
      total += costs[Int(next.index)]
      if total > limit { return false }
      for callee in callees[Int(next.index)] where seen.insert(callee).inserted {
        queue.append(callee)
      }
    }
    return true
  }

  /// The parts of the program that share nothing.
  func parts(of program: Program, entries: [FunctionID]) -> ProgramParts {
    ProgramParts(
      program, entries: entries, ties: ties, callees: callees,
      concerns: levels.indices.map { levels[$0] > .inert || touchers[$0] })
  }

  init(_ program: Program, _ platform: Platform, models: @escaping (String) -> FunctionModel?) {
    let functions = program.module.functions
    let index = NameIndex(program, platform)
    levels = Array(repeating: .inert, count: functions.count)
    costs = Array(repeating: 0, count: functions.count)
    callees = []
    callees.reserveCapacity(functions.count)
    var callers: [[Int]] = Array(repeating: [], count: functions.count)
    var numbers: [Bool] = []
    var makers: [Bool] = []
    for (number, function) in functions.enumerated() {
      var scan = FunctionScan(index: index, models: models)
      scan.scan(function)
      addressTaken.formUnion(scan.addressTaken)
      deviceMappings += scan.deviceMappings
      levels[number] = scan.level
      settersUp.append(scan.setsUp)
      touchers.append(scan.touchesDevice)
      numbers.append(scan.hasDeviceNumber)
      makers.append(scan.makesPointers)
      costs[number] = scan.cost
      ties.append(scan.ties)
      let called = Self.unique(scan.callees)
      for callee in called { callers[Int(callee.index)].append(number) }
      callees.append(called)
    }
    called = callers.enumerated().map { number, callers in callers.contains { $0 != number } }
    Self.spread(&settersUp, to: callers)
    Self.spread(&touchers, to: callers)
    // A device's address is one only where pointers are made from numbers.
    Self.spread(&numbers, to: callers)
    Self.spread(&makers, to: callers)
    for function in touchers.indices where numbers[function] && makers[function] {
      touchers[function] = true
    }
    for level in [Level.starting, .effectful, .touching] {
      var queue = levels.indices.filter { levels[$0] >= level }
      while let next = queue.popLast() {
        for caller in callers[next] where levels[caller] < level {
          levels[caller] = level
          queue.append(caller)
        }
      }
    }
  }
}

extension Reachability {
  private static func unique(_ functions: [FunctionID]) -> [FunctionID] {
    var result: [FunctionID] = []
    for function in functions.sorted() where function != result.last { result.append(function) }
    return result
  }

  /// Marks the callers of what is marked, and theirs.
  private static func spread(_ marks: inout [Bool], to callers: [[Int]]) {
    var queue = marks.indices.filter { marks[$0] }
    while let next = queue.popLast() {
      for caller in callers[next] where !marks[caller] {
        marks[caller] = true
        queue.append(caller)
      }
    }
  }

  /// Whether a function of which only the name is known may start a transfer.
  static func soundsLikeTransfer(_ name: String) -> Bool { name.soundsLikeTransfer }
}
