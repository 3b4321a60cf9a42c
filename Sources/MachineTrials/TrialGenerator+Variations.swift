import Machine

/// Shapes that a program may have besides: they say the same in another way, or are slips of their own.
/// They come last, so that what a seed gave before is what they begin with.
extension TrialGenerator {
  mutating func vary() {
    for number in program.channels.indices where random.chance(15) {
      switch program.channels[number].style {
      case .registers, .mailbox: program.channels[number].isFlagged = true
      case .opaque, .visible: break
      }
    }
    for number in program.buffers.indices where random.chance(15) {
      program.buffers[number].isAliased = true
    }
    if !program.helpers.isEmpty, random.chance(35) { program.areErrorsThrown = true }
    if random.chance(20) { maintainByHalves() }
    if random.chance(12) { askOnce() }
    if random.chance(8) { branchOften() }
    for number in program.buffers.indices where program.buffers[number].storage == .stack {
      guard random.chance(30) else { continue }
      program.buffers[number].isScoped = true
      program.buffers[number].isAliased = false
    }
    if random.chance(6) { handle() }
    if random.chance(30) { holdHandles() }
  }

  /// Transfers are known by handles; and in some programs a handle is forgotten, on all ways or on one, or
  /// becomes that of another transfer.
  private mutating func holdHandles() {
    program.handles = TrialHandles(
      random.pick(TrialHandles.Form.allCases), random.pick(TrialHandles.Place.allCases))
    // A mailbox has no register that stops it.
    if program.handles?.form == .owner, program.channels.contains(where: { $0.style == .mailbox }) {
      program.handles?.form = .value
    }
    program.handles?.isReturned = random.chance(50)
    program.handles?.isJoined = random.chance(40)
    for channel in program.channels.indices {
      program.channels[channel].isHandled = channel == 0 || random.chance(80)
    }
    guard random.chance(35), let last = program.handled.last else { return }
    let areAlike = Set(program.handled.map { isModelled($0) }).count == 1
    let isCopied = program.handled.count > 1 && program.handles?.form != .owner && areAlike
    let slip: TrialStatement =
      isCopied && random.chance(50)
      ? .copyHandle(from: 0, to: last) : .forget(channel: random.pick(program.handled))
    var list = program.body
    let isInHelper = !program.helpers.isEmpty && random.chance(40)
    if isInHelper { list = program.helpers[0] }
    let place = random.below(list.count + 1)
    list.insert(
      random.chance(50) ? .choose(condition: random.below(2), [slip], []) : slip, at: place)
    if isInHelper { program.helpers[0] = list } else { program.body = list }
  }

  private func isModelled(_ channel: Int) -> Bool {
    switch program.channels[channel].style {
    case .opaque, .visible: true
    case .registers, .mailbox: false
    }
  }

  /// A handler of another device's interrupt uses a buffer, with or without a look at the engine first.
  private mutating func handle() {
    let candidates = program.buffers.indices.filter {
      switch program.buffers[$0].storage {
      case .global, .uncached: true
      case .stack, .heap: false
      }
    }
    guard !candidates.isEmpty else { return }
    let buffer = random.pick(candidates)
    let size = program.buffers[buffer].size
    let index = random.pick([0, 4, size - 1])
    let use: TrialStatement =
      random.chance(50) ? .read(buffer: buffer, index: index) : .write(buffer: buffer, index: index)
    program.handler = [use]
  }

  /// One maintenance becomes two, one for each half of whole lines, or one of one half: this only where
  /// the analysis knows how much each engine moves.
  private mutating func maintainByHalves() {
    let areModelled = program.channels.allSatisfy { $0.style == .opaque || $0.style == .visible }
    let isForgetful = random.chance(50) && areModelled
    let half = random.pick([TrialPart.firstHalf, .secondHalf])
    let isLast = random.chance(50) || !isMaintainedFirst
    // Written is what is maintained, or the other half alone, or both.
    let ends = random.pick([[0, 1], [0], [1]])
    let sizes = program.buffers.map(\.size)
    let line = program.platform == .cortexA53 ? 64 : 32
    changeOne(isLast: isLast) { statement in
      guard case .maintain(let kind, let buffer, .whole) = statement,
        sizes[buffer] % (2 * line) == 0
      else { return nil }
      // Behind a transfer only an invalidate is missed, and before it only where something was written.
      guard isForgetful, !isLast || kind == .invalidate else {
        return [
          .maintain(kind, buffer: buffer, .firstHalf), .maintain(kind, buffer: buffer, .secondHalf),
        ]
      }
      let writes = ends.map {
        TrialStatement.write(buffer: buffer, index: $0 * (sizes[buffer] - 1))
      }
      return (isLast ? [] : writes) + [.maintain(kind, buffer: buffer, half)]
    }
  }

  /// Whether something is maintained before the first start.
  private var isMaintainedFirst: Bool {
    for statement in program.body.flatMap(\.all) {
      switch statement {
      case .maintain: return true
      case .start, .call: return false
      case .write, .read, .fence, .wait, .stop, .free, .opaque, .choose, .twice, .leave, .forget,
        .copyHandle:
        continue
      }
    }
    return false
  }

  /// One wait becomes one look, behind which the program leaves where the transfer still runs.
  private mutating func askOnce() {
    let styles = program.channels.map(\.style)
    let isStopped = random.chance(30)
    changeOne { statement in
      guard case .wait(let channel, _) = statement,
        styles[channel] == .opaque || styles[channel] == .visible
      else { return nil }
      let ask = TrialStatement.wait(channel: channel, .asked)
      return isStopped ? [.stop(channel: channel, isConfirmed: true), ask] : [ask]
    }
  }

  /// Ways part and meet again before a statement, which one of two ways may have.
  private mutating func branchOften() {
    guard program.body.count > 1 else { return }
    let index = random.below(program.body.count)
    let statement = program.body[index]
    let isSwapped = random.chance(50)
    let gates = (0..<2).map { TrialStatement.choose(condition: $0, [.opaque], []) }
    program.body.replaceSubrange(
      index...index,
      with: gates + [
        .choose(condition: 2, isSwapped ? [] : [statement], isSwapped ? [statement] : [])
      ])
  }

  /// Replaces the first statement of the body, or of a helper, for which there is something to put in
  /// its place, or the last.
  private mutating func changeOne(
    isLast: Bool = false, _ change: (TrialStatement) -> [TrialStatement]?
  ) {
    func changed(_ list: inout [TrialStatement]) -> Bool {
      for index in isLast ? Array(list.indices.reversed()) : Array(list.indices) {
        switch list[index] {
        case .choose(let condition, var a, var b):
          guard changed(&a) || changed(&b) else { continue }
          list[index] = .choose(condition: condition, a, b)
          return true
        case .twice(var body):
          guard changed(&body) else { continue }
          list[index] = .twice(body)
          return true
        case .write, .read, .fence, .start, .wait, .stop, .maintain, .free, .opaque, .call, .leave,
          .forget, .copyHandle:
          guard let other = change(list[index]) else { continue }
          list.replaceSubrange(index...index, with: other)
          return true
        }
      }
      return false
    }
    if changed(&program.body) { return }
    for number in program.helpers.indices where changed(&program.helpers[number]) { return }
  }
}
