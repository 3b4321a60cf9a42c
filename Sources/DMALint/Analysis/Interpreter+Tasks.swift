/// A task that runs beside the function which made it, until that waits for it.
struct ChildTask: Hashable, Sendable {
  var frame: FrameID
  /// The variable of an `async let`; nil for a member of a group.
  var variable: LocalID?
  /// Where a task was made that belongs to nobody: who has its handle may wait for it.
  var made: Site?
}

/// The variable that an `async let` declares: whoever uses it waits for the task.
struct ChildVariable: Sendable {
  var local: LocalID
  /// Where the task is made.
  var call: SourceRange
  /// The place in the function's own numbers that the result is stored to.
  var place: ValueID

  static func found(in function: FlowFunction) -> [ChildVariable] {
    var found: [ChildVariable] = []
    for block in function.blocks {
      for (index, operation) in block.operations.enumerated() {
        guard case .call(let call) = operation.kind, case .name("async let") = call.callee else {
          continue
        }
        for later in block.operations[index...].prefix(8) {
          guard case .store(let value, let place, _) = later.kind, value == operation.result,
            let target = block.operations.first(where: { $0.result == place }),
            case .local(let local) = target.kind
          else { continue }
          found.append(ChildVariable(local: local, call: operation.range, place: place))
        }
      }
    }
    return found
  }
}

/// Child tasks: what they have in flight may be in flight wherever their parent is before it waits for
/// them, and wherever their siblings are.
extension Interpreter {
  /// Siblings that are run again where a later one has something in flight.
  private static let siblingLimit = 4

  /// Runs a child task to its end. What it has started and waited for stays in flight for the others.
  func spawn(
    _ body: Value, _ task: ChildTask, _ site: Site, _ state: State, _ activation: Activation
  ) -> [Outcome] {
    let running = Set(state.transfers.keys)
    var state = state
    // A task made in an earlier round of a loop is not asked whether it races with itself.
    for id in state.transfers.keys.sorted() where state.transfers[id]?.task?.origin == site {
      state.transfers[id] = nil
    }
    endedInTasks.append([:])
    var outcomes = apply(body, [], site, state, activation)
    let ended = endedInTasks.removeLast()
    if isOnOneActor(activation) { return outcomes }
    for index in outcomes.indices {
      for (id, facts) in ended.sorted(by: { $0.key < $1.key }) where !running.contains(id) {
        var kept = facts
        kept.phase = .inFlight
        kept.exits = []
        kept.left = nil
        kept.isOwned = false
        kept.frame = activation.frame
        kept.task = PathTransfer.Task(child: task, origin: site)
        outcomes[index].state.transfers[beside(id)] = kept
      }
    }
    if !ended.isEmpty, !isRehearsal, let after = outcomes.first(where: { $0.kind == .returned }) {
      for sibling in siblings[task.frame] ?? [] where sibling.body != body {
        // Beside the later one, not beside itself.
        var state = after.state
        for id in state.transfers.keys.sorted()
        where state.transfers[id]?.task?.child == sibling.task {
          state.transfers[id] = nil
        }
        _ = apply(sibling.body, [], site, state, activation)
      }
    }
    if siblings[task.frame, default: []].count < Interpreter.siblingLimit {
      siblings[task.frame, default: []].append(Sibling(body: body, task: task))
    }
    return outcomes
  }

  /// A task that runs beside those that its parent makes after it.
  struct Sibling {
    var body: Value
    var task: ChildTask
  }

  /// The parent waits for a child, or for all of a group.
  func join(_ task: ChildTask, _ state: inout State) {
    for id in state.transfers.keys.sorted() where state.transfers[id]?.task?.child == task {
      state.transfers[id] = nil
    }
    if task.variable == nil, task.made == nil {
      siblings[task.frame] = nil
    } else {
      siblings[task.frame]?.removeAll { $0.task == task }
    }
  }

  /// A function does not end before its children have.
  func joinAll(in frame: FrameID, _ state: inout State) {
    for id in state.transfers.keys.sorted() where state.transfers[id]?.task?.child.frame == frame {
      state.transfers[id] = nil
    }
    siblings[frame] = nil
  }

  /// The member of a task's handle that says which task it is.
  private static let handleMember = "*task"

  /// Runs the body of `Task { … }`, beside which the function that makes it goes on.
  func spawn(_ body: Value, _ site: Site, _ state: State, _ activation: Activation) -> [Outcome] {
    let task = ChildTask(frame: activation.frame, made: site)
    let number = looseTasks.firstIndex(of: task) ?? looseTasks.count
    if number == looseTasks.count { looseTasks.append(task) }
    return spawn(body, task, site, state, activation).map { outcome in
      Outcome(
        kind: .returned,
        value: .aggregate(
          FlowType("Task"),
          ["value": outcome.value, Interpreter.handleMember: .integer(Int64(number))]),
        state: outcome.state)
    }
  }

  /// A task's result is asked for: the task is over by then.
  func awaits(_ handle: Value, _ state: inout State) {
    guard case .aggregate(let type?, let members) = handle, type.name == "Task",
      let number = members[Interpreter.handleMember]?.integerValue,
      looseTasks.indices.contains(Int(number))
    else { return }
    join(looseTasks[Int(number)], &state)
  }

  /// The program looks at what may tell it that tasks are over which it does not wait for by their handles.
  func mayHaveEndedTasks(_ state: inout State) {
    guard !looseTasks.isEmpty else { return }
    for id in state.transfers.keys.sorted() where state.transfers[id]?.task?.child.made != nil {
      state.transfers[id] = nil
    }
  }

  /// Methods of an actor take turns wherever they wait.
  private func isOnOneActor(_ activation: Activation) -> Bool {
    if activation.function.attributes.contains(where: { $0.name == "MainActor" }) { return true }
    guard let owner = activation.function.owner, let entry = program.type(named: owner) else {
      return false
    }
    return entry.keyword == .actor
  }
}
