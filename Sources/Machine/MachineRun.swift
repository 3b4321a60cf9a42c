import DMALint

/// One exploration: what does not change from state to state, and what has been found.
final class MachineRun {
  let module: FlowModule
  let table: DeviceTable
  let profile: MachineProfile
  let adversary: Adversary
  var layout: MachineLayout
  let plans: MachinePlans

  /// Values of cells by their numbers; 0 is what was there before the program.
  var tokens: [Token] = [Token(kind: .before, site: 0, round: 0, value: nil)]
  private var tokenNumbers: [Token: UInt16] = [:]
  /// The operations that start transfers.
  var starts: [Start] = []
  /// Objects that an engine or a handler uses: only these are looked at between steps.
  var shared: Set<MachineLayout.Key> = []
  var defects: [DefectKey: Found] = [:]
  /// What the step at hand shows.
  var shown: [(DefectKey, String)] = []
  /// Says what the step at hand does, where somebody wants to read it.
  var narration: [String]?
  var channelNames: [String] = []

  /// What initialisers have computed, by the names of the globals.
  var globalValues: [String: MachineValue] = [:]

  struct Token: Hashable {
    enum Kind: Hashable { case before, cpu, device }
    var kind: Kind
    var site: Int
    var round: UInt8
    var value: MachineValue?
  }

  struct Start: Hashable {
    var range: SourceRange
    var channel: String
  }

  struct DefectKey: Hashable {
    var clause: MachineClause
    var start: Int?
  }

  struct Found {
    var place: SourceRange
    var message: String
    /// The state behind the step that shows it.
    var state: Int
    var isBehindStep: Bool
  }

  enum Interruption: Error {
    /// The layout has changed.
    case again
    case beyond(String, SourceRange)
  }

  init(
    _ module: FlowModule, _ table: DeviceTable, _ profile: MachineProfile, _ adversary: Adversary,
    _ layout: MachineLayout, _ plans: MachinePlans
  ) {
    self.module = module
    self.table = table
    self.profile = profile
    self.adversary = adversary
    self.layout = layout
    self.plans = plans
  }

  func token(_ token: Token) -> UInt16 {
    if let number = tokenNumbers[token] { return number }
    let number = UInt16(truncatingIfNeeded: tokens.count)
    tokens.append(token)
    tokenNumbers[token] = number
    return number
  }

  func startNumber(_ range: SourceRange, _ channel: String) -> Int {
    let start = Start(range: range, channel: channel)
    if let number = starts.firstIndex(of: start) { return number }
    starts.append(start)
    return starts.count - 1
  }

  func show(_ clause: MachineClause, _ start: Int?, _ message: String) {
    let isJudged =
      switch clause {
      case .lifetime, .exclusivity, .completion: adversary == .none
      case .order: adversary == .order
      case .coherency: adversary == .cache
      }
    guard isJudged else { return }
    shown.append((DefectKey(clause: clause, start: start), message))
  }

  /// The first states: in front of the function, for each choice of its first three numbers.
  func entries(_ function: Int) throws -> [MachineState] {
    var choices: [[MachineValue]] = [[]]
    for parameter in module.functions[function].parameters {
      let isChoice = parameter.type.map { $0.name.contains("Int") || $0.name == "Bool" } ?? false
      choices = choices.flatMap { choice -> [[MachineValue]] in
        guard isChoice, choice.count < 3 else { return [choice + [.unknown]] }
        return [choice + [.integer(0)], choice + [.integer(1)]]
      }
    }
    return try choices.map { try entry(function, $0) }
  }

  private func entry(_ function: Int, _ arguments: [MachineValue]) throws -> MachineState {
    var state = MachineState()
    state.cells = Array(repeating: MachineState.Cell(), count: layout.cellCount)
    state.lines = Array(repeating: .absent, count: layout.lineCount)
    state.objects = layout.objects.map {
      MachineState.Object(isAlive: $0.kind == .global, hasEscaped: $0.kind == .global)
    }
    if !table.completionHandlers.isEmpty || !plans.handlers.isEmpty { state.interruptsLeft = 2 }
    for global in module.globals {
      guard let initializer = global.initializer,
        let value = try initialValue(Int(initializer.index), &state)
      else { continue }
      globalValues[global.name] = value
      guard let object = layout.number(of: .global(global.name)) else { continue }
      let number = token(Token(kind: .cpu, site: -1 - object, round: 0, value: value))
      let first = layout.objects[object].firstCell
      for cell in first..<first + layout.objects[object].borders.count - 1 {
        state.cells[cell].expected = number
        state.cells[cell].memory = number
        state.cells[cell].cached = number
      }
    }
    try push(function, arguments, result: nil, isInterrupt: false, &state)
    return state
  }

  /// What an initialiser computes before the program begins; nil where it is beyond the machine.
  private func initialValue(_ function: Int, _ state: inout MachineState) throws -> MachineValue? {
    if let constant = plans.constant(of: function) { return constant }
    var run = state
    do {
      try push(function, [], result: nil, isInterrupt: false, &run)
      for _ in 0..<200 {
        guard run.frames.count >= 1, let frame = run.frames.last else { return nil }
        let block = module.functions[frame.function].blocks[frame.block]
        if run.frames.count == 1, frame.operation >= block.operations.count,
          case .return(let value?) = block.terminator.kind
        {
          run.frames = []
          state = run
          return frame.values[value.int]
        }
        guard let next = try stepProgram(run, isSingle: true).first else { return nil }
        run = next
      }
      return nil
    } catch Interruption.beyond {
      return nil
    }
  }

  /// Enters a function with these values as its parameters.
  func push(
    _ function: Int, _ arguments: [MachineValue], captures: [MachineValue] = [], result: Int?,
    isInterrupt: Bool, _ state: inout MachineState
  ) throws {
    let body = module.functions[function]
    guard state.frames.count < 12 else {
      throw Interruption.beyond("calls that nest more than twelve deep", body.range)
    }
    var frame = MachineState.Frame(
      function: function,
      values: Array(repeating: .unknown, count: Int(body.valueCount)),
      slots: Array(repeating: .unknown, count: body.locals.count), result: result)
    frame.isInterrupt = isInterrupt
    let depth = state.frames.count
    state.frames.append(frame)
    for (number, local) in body.locals.enumerated() {
      let capture = body.captures.firstIndex { Int($0.inner.index) == number }
      let given =
        capture.flatMap { captures.indices.contains($0) ? captures[$0] : nil }
        ?? (arguments.indices.contains(number) ? arguments[number] : nil)
      if case .place? = given {
        state.frames[depth].slots[number] = given ?? .unknown
      } else if plans.isInMemory(function, number) {
        let place = try bear(local, number, function, depth, &state)
        state.frames[depth].slots[number] = .place(place)
        if let given, case .memory(let address, let width) = place {
          try write(
            given, to: .memory(address, width: width), local.type, .plain, body.range, &state)
        }
      } else if let given {
        state.frames[depth].slots[number] = given
      }
    }
  }

  /// The object of a local whose address is taken.
  private func bear(
    _ local: FlowFunction.Local, _ number: Int, _ function: Int, _ depth: Int,
    _ state: inout MachineState
  ) throws -> MachinePlace {
    let key = MachineLayout.Key.local(function: function, local: number, depth: depth)
    let object = try object(
      key, name: local.name,
      size: Int64(local.size ?? 0) > 0
        ? Int64(local.size ?? 0) : plans.size(of: local.type),
      alignment: local.alignment.map(Int64.init) ?? plans.alignment(of: local.type), kind: .frame,
      isCached: true, stride: plans.stride(of: local.type))
    revive(object, &state)
    state.frames[depth].owned.append(object)
    return .memory(layout.objects[object].address, width: layout.objects[object].size)
  }

  func object(
    _ key: MachineLayout.Key, name: String, size: Int64, alignment: Int64,
    kind: MachineLayout.Kind, isCached: Bool, stride: Int64
  ) throws -> Int {
    if let number = layout.number(of: key) { return number }
    layout.add(
      key, name: name, size: size, alignment: alignment, kind: kind,
      isCached: isCached, stride: stride)
    throw Interruption.again
  }

  /// The object's life begins. What the program itself left dirty in this memory still is.
  func revive(_ object: Int, _ state: inout MachineState) {
    state.objects[object] = MachineState.Object(
      isAlive: true, hasEscaped: layout.objects[object].kind != .frame)
    let first = layout.objects[object].firstCell
    for cell in first..<first + layout.objects[object].borders.count - 1 {
      state.cells[cell] = MachineState.Cell()
    }
    takeAway(first..<first + layout.objects[object].borders.count - 1, &state)
  }

  /// Memory that an engine still uses has a new life: what it does there from now on has one cause, that
  /// the old life has ended.
  private func takeAway(_ cells: Range<Int>, _ state: inout MachineState) {
    for (number, channel) in state.channels.enumerated() {
      switch channel.phase {
      case .idle, .done: continue
      case .running, .stopping: break
      }
      for (index, part) in channel.parts.enumerated()
      where index >= channel.position && part.cells.overlaps(cells) {
        show(
          .lifetime, channel.start,
          "the memory of \(layout.name(of: part.cells.lowerBound)) is used again while the transfer runs"
        )
        state.channels[number].parts[index].cells = cells.lowerBound..<cells.lowerBound
      }
    }
  }
}
