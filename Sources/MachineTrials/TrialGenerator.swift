import Machine

/// Makes programs from a seed: a right one, and then up to three slips of the pen.
public struct TrialGenerator {
  var random: TrialRandom
  var program = TrialProgram()

  public init(seed: UInt64) { random = TrialRandom(seed: seed) }

  public mutating func make() -> TrialProgram {
    program = TrialProgram()
    program.platform = random.pick(TrialPlatform.allCases)
    for _ in 0..<(random.chance(30) ? 2 : 1) { addBuffer() }
    for _ in 0..<(random.chance(25) ? 2 : 1) {
      program.channels.append(TrialChannel(style: random.pick(TrialChannel.Style.allCases)))
    }
    var body: [TrialStatement] = []
    for _ in 0..<(random.chance(30) ? 2 : 1) { body += transfer() }
    program.body = body
    for buffer in program.buffers.indices
    where program.buffers[buffer].storage == .heap && random.chance(70) {
      program.body.append(.free(buffer: buffer))
    }
    decorate()
    for _ in 0..<random.pick([0, 0, 1, 1, 1, 2, 2, 3]) { slip() }
    giveEnginesOneBufferEach()
    vary()
    return program
  }

  /// What an engine without a model does with memory is read off the program; so that there is one
  /// answer, each such engine has one buffer.
  private mutating func giveEnginesOneBufferEach() {
    for channel in program.channels.indices {
      switch program.channels[channel].style {
      case .opaque, .visible: continue
      case .registers, .mailbox: break
      }
      let first = program.statements.lazy.compactMap {
        if case .start(channel, let buffer, _, _) = $0 { buffer } else { nil as Int? }
      }.first
      guard let first else { continue }
      program = program.mapped { statement in
        guard case .start(channel, _, let direction, let check) = statement else {
          return statement
        }
        return .start(channel: channel, buffer: first, direction, check)
      }
    }
  }

  private mutating func addBuffer() {
    let isCached = program.platform == .cortexM7 || program.platform == .cortexA53
    let line = program.platform == .cortexA53 ? 64 : 32
    let storage = random.pick(TrialBuffer.Storage.allCases)
    let isFit = random.chance(75)
    program.buffers.append(
      TrialBuffer(
        storage: storage, size: isCached && isFit ? line * random.pick([1, 2]) : 16,
        alignment: isCached && isFit ? line : 4))
  }

  /// A transfer as it should be.
  private mutating func transfer() -> [TrialStatement] {
    let buffer = random.below(program.buffers.count)
    let channel = random.below(program.channels.count)
    let direction = random.pick(TrialDirection.allCases)
    let size = program.buffers[buffer].size
    var body: [TrialStatement] = []
    if direction == .send || random.chance(40) {
      for index in Set([0, random.pick([0, size - 1, 4])]).sorted() {
        body.append(.write(buffer: buffer, index: index))
      }
    }
    if isCacheable(buffer) {
      let kind: DeviceFunction.Maintenance =
        direction == .send
        ? random.pick([.clean, .cleanAndInvalidate])
        : random.pick([.clean, .invalidate, .cleanAndInvalidate])
      body.append(.maintain(kind, buffer: buffer, .whole))
    }
    body.append(.fence(releaseFence()))
    let isModelled =
      program.channels[channel].style == .opaque || program.channels[channel].style == .visible
    let check: TrialCheck =
      isModelled ? random.pick([.certain, .certain, .checked]) : .certain
    body.append(.start(channel: channel, buffer: buffer, direction, check))
    if random.chance(15) { body.append(.opaque) }
    if random.chance(15), isModelled {
      body.append(.stop(channel: channel, isConfirmed: true))
    } else {
      body.append(
        .wait(
          channel: channel,
          isModelled ? random.pick([.polled, .called, .called, .timed]) : .polled))
    }
    body.append(.fence(acquireFence()))
    if direction == .receive {
      if isCacheable(buffer) {
        body.append(.maintain(.invalidate, buffer: buffer, .whole))
      }
      body.append(.read(buffer: buffer, index: random.pick([0, size - 1, 4])))
    } else if random.chance(30) {
      body.append(.write(buffer: buffer, index: 0))
    }
    return body
  }

  private func isCacheable(_ buffer: Int) -> Bool {
    switch program.platform {
    case .generic, .riscv32: false
    case .cortexM7, .cortexA53: program.buffers[buffer].storage != .uncached
    }
  }

  private mutating func releaseFence() -> TrialFence {
    switch program.platform {
    case .generic: random.pick([.release, .signal, .full, .compiler])
    case .cortexM7: random.pick([.release, .instruction("dmb sy"), .instruction("dsb sy")])
    case .cortexA53: random.pick([.instruction("dmb oshst"), .instruction("dsb sy")])
    case .riscv32: random.pick([.instruction("fence iorw,iorw"), .instruction("fence w,o")])
    }
  }

  private mutating func acquireFence() -> TrialFence {
    switch program.platform {
    case .generic: random.pick([.acquire, .signal, .full, .compiler])
    case .cortexM7: random.pick([.acquire, .instruction("dmb sy"), .instruction("dsb sy")])
    case .cortexA53: random.pick([.instruction("dmb oshld"), .instruction("dsb sy")])
    case .riscv32: random.pick([.instruction("fence iorw,iorw"), .instruction("fence i,r")])
    }
  }

  /// Puts parts into helpers, branches and loops.
  private mutating func decorate() {
    if random.chance(25), program.body.count > 3 {
      let first = random.below(program.body.count - 2)
      let last = first + 1 + random.below(min(4, program.body.count - first))
      program.helpers.append(Array(program.body[first..<last]))
      program.body.replaceSubrange(first..<last, with: [.call(helper: program.helpers.count - 1)])
    }
    if random.chance(15) {
      let frees = program.body.filter { if case .free = $0 { true } else { false } }
      let rest = program.body.filter { if case .free = $0 { false } else { true } }
      program.body = [.twice(rest)] + frees
    }
    if random.chance(20) {
      let frees = program.body.filter { if case .free = $0 { true } else { false } }
      let rest = program.body.filter { if case .free = $0 { false } else { true } }
      program.body = [.choose(condition: 0, rest, [])] + frees
    }
  }

  // MARK: Slips

  private mutating func slip() {
    let isInHelper = !program.helpers.isEmpty && random.chance(40)
    var list = isInHelper ? program.helpers[0] : program.body
    slip(&list, depth: 0)
    if isInHelper { program.helpers[0] = list } else { program.body = list }
  }

  private mutating func slip(_ list: inout [TrialStatement], depth: Int) {
    guard !list.isEmpty else { return list.append(statement()) }
    let index = random.below(list.count)
    if random.chance(70) {
      switch list[index] {
      case .choose(let condition, var a, var b):
        if random.chance(70) { slip(&a, depth: depth + 1) } else { slip(&b, depth: depth + 1) }
        list[index] = .choose(condition: condition, a, b)
        return
      case .twice(var body):
        slip(&body, depth: depth + 1)
        list[index] = .twice(body)
        return
      case .write, .read, .fence, .start, .wait, .stop, .maintain, .free, .opaque, .call, .leave,
        .forget, .copyHandle:
        break
      }
    }
    switch random.below(8) {
    case 0, 1, 2: list.remove(at: index)
    case 3: if index + 1 < list.count { list.swapAt(index, index + 1) }
    case 4: list.insert(statement(), at: index)
    case 5: list[index] = changed(list[index])
    case 6:
      list[index] = .choose(condition: random.below(2), [list[index]], [])
    default:
      list.insert(
        .choose(condition: 1, [random.chance(60) ? .leave : statement()], []), at: index)
    }
  }

  private mutating func statement() -> TrialStatement {
    let buffer = random.below(program.buffers.count)
    let channel = random.below(program.channels.count)
    switch random.below(9) {
    case 0: return .write(buffer: buffer, index: random.pick([0, 4]))
    case 1: return .read(buffer: buffer, index: random.pick([0, 4]))
    case 2: return .fence(random.chance(50) ? releaseFence() : acquireFence())
    case 3: return .fence(.compiler)
    case 4: return .wait(channel: channel, .polled)
    case 5:
      return isCacheable(buffer)
        ? .maintain(
          random.pick([.clean, .invalidate, .cleanAndInvalidate]), buffer: buffer,
          random.chance(60) ? .whole : .firstHalf) : .opaque
    case 6: return .opaque
    case 7:
      return .start(
        channel: channel, buffer: buffer, random.pick(TrialDirection.allCases), .certain)
    default: return .leave
    }
  }

  private mutating func changed(_ statement: TrialStatement) -> TrialStatement {
    switch statement {
    case .fence:
      let weak: [TrialFence] =
        switch program.platform {
        case .generic, .cortexM7: [.compiler, .release, .acquire, .signal]
        case .cortexA53: [.instruction("dmb ish"), .release, .acquire, .full]
        case .riscv32: [.instruction("fence rw,rw"), .release, .acquire]
        }
      return .fence(random.pick(weak))
    case .start(let channel, let buffer, let direction, let check):
      let isModelled =
        program.channels[channel].style == .opaque || program.channels[channel].style == .visible
      return .start(
        channel: channel, buffer: random.below(program.buffers.count), direction,
        isModelled && random.chance(50) ? .ignored : check)
    case .wait(let channel, let wait):
      let isModelled =
        program.channels[channel].style == .opaque || program.channels[channel].style == .visible
      return .wait(
        channel: random.chance(30) ? random.below(program.channels.count) : channel,
        isModelled
          ? random.pick([.once, .timedIgnored, .timed]) : (wait == .once ? .polled : .once))
    case .stop(let channel, _): return .stop(channel: channel, isConfirmed: false)
    case .maintain(let kind, let buffer, let part):
      return random.chance(50)
        ? .maintain(kind == .clean ? .invalidate : .clean, buffer: buffer, part)
        : .maintain(kind, buffer: buffer, part == .whole ? .firstHalf : .whole)
    case .write, .read, .free, .opaque, .choose, .twice, .call, .leave, .forget, .copyHandle:
      return statement
    }
  }
}
