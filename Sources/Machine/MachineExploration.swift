import DMALint

/// The states of one exploration, each with the step that led to it first.
struct MachineExploration {
  let run: MachineRun
  private(set) var states: [MachineState] = []
  private(set) var isBounded = false
  private var numbers: [MachineState: Int] = [:]
  /// The state before, and which of its steps led here.
  private var origins: [(state: Int, step: Step)?] = []

  enum Step: Hashable {
    case program(outcome: Int)
    case engine(Int)
    case stopped(Int)
    case fetch(Int)
    case writeBack(Int)
    case drop(Int)
    case neighbour(Int)
    case interrupt(Int)
  }

  init(_ run: MachineRun, _ function: Int, _ bound: Int) throws {
    self.run = run
    for entry in try run.entries(function) { note(entry, nil) }
    var next = 0
    while next < states.count {
      guard states.count < bound else {
        isBounded = true
        return
      }
      let state = states[next]
      for step in Self.steps(of: state, run) {
        run.shown = []
        let place = run.range(of: state)
        let followers = try Self.follow(state, step, run)
        for (number, follower) in followers.enumerated() {
          var step = step
          if case .program = step { step = .program(outcome: number) }
          let index = note(follower, (next, step))
          for (key, message) in run.shown where run.defects[key] == nil {
            run.defects[key] = MachineRun.Found(
              place: place, message: message, state: index, isBehindStep: true)
          }
        }
        if followers.isEmpty {
          for (key, message) in run.shown where run.defects[key] == nil {
            run.defects[key] = MachineRun.Found(
              place: place, message: message, state: next, isBehindStep: false)
          }
        }
      }
      next += 1
    }
  }

  @discardableResult
  private mutating func note(_ state: MachineState, _ origin: (state: Int, step: Step)?) -> Int {
    if let number = numbers[state] { return number }
    numbers[state] = states.count
    states.append(state)
    origins.append(origin)
    return states.count - 1
  }

  private static func steps(of state: MachineState, _ run: MachineRun) -> [Step] {
    var steps: [Step] = []
    if !state.isOver { steps.append(.program(outcome: 0)) }
    for (number, channel) in state.channels.enumerated() {
      switch channel.phase {
      case .running: steps.append(.engine(number))
      case .stopping: steps += [.engine(number), .stopped(number)]
      case .idle, .done: break
      }
    }
    if !state.isOver, state.interruptsLeft > 0, !state.frames.contains(where: \.isInterrupt) {
      for handler in run.plans.handlers {
        let isOfCompletion = run.table.completionHandlers.contains(
          MachinePlans.bare(run.module.functions[handler].name))
        if !isOfCompletion || state.channels.contains(where: { $0.phase == .done }) {
          steps.append(.interrupt(handler))
        }
      }
    }
    guard run.adversary == .cache else { return steps }
    for (number, object) in run.layout.objects.enumerated() where run.isShared(number) {
      for line in object.lines {
        switch state.lines[line] {
        case .absent: steps.append(.fetch(line))
        case .clean: steps.append(.drop(line))
        case .dirty: steps.append(.writeBack(line))
        }
        if run.layout.isSharedLine[line], state.lines[line] != .dirty {
          steps.append(.neighbour(line))
        }
      }
    }
    return steps
  }

  private static func follow(_ state: MachineState, _ step: Step, _ run: MachineRun) throws
    -> [MachineState]
  {
    var state = state
    switch step {
    case .program: return try run.stepProgram(state)
    case .engine(let channel): run.move(channel, &state)
    case .stopped(let channel): run.stopped(channel, &state)
    case .fetch(let line): run.fetchLine(line, &state)
    case .writeBack(let line): run.writeBack(line, &state)
    case .drop(let line): state.lines[line] = .absent
    case .neighbour(let line):
      if state.lines[line] == .absent { run.fetchLine(line, &state) }
      state.lines[line] = .dirty
    case .interrupt(let handler):
      state.interruptsLeft -= 1
      if run.table.completionHandlers.contains(
        MachinePlans.bare(run.module.functions[handler].name))
      {
        for number in state.channels.indices where state.channels[number].phase == .done {
          run.acquire(number, &state)
          run.observe(number, &state)
        }
      }
      try run.push(handler, [], result: nil, isInterrupt: true, &state)
    }
    return [state]
  }

  // MARK: Witnesses

  /// The steps from the beginning to a state, told one by one.
  func steps(to state: Int) -> [MachineStep] {
    var path: [(from: Int, step: Step, to: Int)] = []
    var here = state
    while let origin = origins[here] {
      path.append((origin.state, origin.step, here))
      here = origin.state
    }
    return path.reversed().map { from, step, to in
      run.narration = []
      _ = try? Self.follow(states[from], step, run)
      let told = run.narration ?? []
      run.narration = nil
      return MachineStep(
        actor: Self.actor(step), text: Self.text(step, told, run),
        place: Self.isProgram(step) ? run.range(of: states[from]) : nil,
        memory: run.describe(states[to]))
    }
  }

  private static func isProgram(_ step: Step) -> Bool {
    switch step {
    case .program: true
    case .engine, .stopped, .fetch, .writeBack, .drop, .neighbour, .interrupt: false
    }
  }

  private static func actor(_ step: Step) -> MachineStep.Actor {
    switch step {
    case .program: .cpu
    case .engine, .stopped: .engine
    case .fetch, .writeBack, .drop, .neighbour: .cache
    case .interrupt: .interrupt
    }
  }

  private static func text(_ step: Step, _ told: [String], _ run: MachineRun) -> String {
    func line(_ number: Int) -> String { run.layout.name(of: run.layout.lineCells[number][0]) }
    let own =
      switch step {
      case .program, .engine, .stopped: ""
      case .fetch(let number): "fetches the line of \(line(number))"
      case .writeBack(let number): "writes the line of \(line(number)) back"
      case .drop(let number): "drops the line of \(line(number))"
      case .neighbour(let number): "a neighbour writes into the line of \(line(number))"
      case .interrupt(let handler): "calls \(run.module.functions[handler].name)"
      }
    return ((own.isEmpty ? [] : [own]) + told).joined(separator: ", ")
  }
}

extension MachineRun {
  /// The entry into the handler of a completion orders what it reads behind it.
  func acquire(_ number: Int, _ state: inout MachineState) {
    for part in state.channels[number].parts {
      for cell in part.cells { state.cells[cell].staleness = .none }
    }
  }

  /// Memory, cache and delayed stores of the objects that engines use.
  func describe(_ state: MachineState) -> String {
    var texts: [String] = []
    for (number, object) in layout.objects.enumerated() where isShared(number) {
      for cell in object.firstCell..<object.firstCell + object.borders.count - 1 {
        let now = state.cells[cell]
        var text = "\(layout.name(of: cell)): \(name(of: now.memory))"
        let line = layout.cellLine[cell]
        if line >= 0, state.lines[line] != .absent {
          text += " (cache: \(name(of: now.cached))\(state.lines[line] == .dirty ? ", dirty" : ""))"
        }
        if now.delay != .none { text += " (delayed: \(name(of: now.expected)))" }
        if !state.objects[number].isAlive { text += " (dead)" }
        texts.append(text)
      }
    }
    return texts.joined(separator: "; ")
  }

  private func name(of token: UInt16) -> String {
    let token = tokens[Int(token)]
    switch token.kind {
    case .before: return "old"
    case .cpu: return token.value?.number.map(String.init) ?? "CPU's"
    case .device: return "device's"
    }
  }
}
