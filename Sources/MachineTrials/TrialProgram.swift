import Machine

/// A small firmware before it has a language: what generator, shrinker and printers share.
public struct TrialProgram: Hashable, Sendable {
  public var platform = TrialPlatform.generic
  public var buffers: [TrialBuffer] = []
  public var channels: [TrialChannel] = []
  /// Functions that the body calls.
  public var helpers: [[TrialStatement]] = []
  public var body: [TrialStatement] = []
  /// What an interrupt handler does that may run at any time; nil where there is none.
  public var handler: [TrialStatement]?
  /// Helpers that leave early throw an error, and who calls them leaves as well.
  public var areErrorsThrown = false
  /// How it holds the transfers of channels with handles; nil where it names channels.
  public var handles: TrialHandles?

  public init() {}

  /// All statements, those inside others too.
  public var statements: [TrialStatement] {
    (helpers + [body] + (handler.map { [$0] } ?? [])).flatMap { $0.flatMap(\.all) }
  }
}

extension TrialProgram {
  /// The same with each statement that holds no others replaced.
  func mapped(_ change: (TrialStatement) -> TrialStatement) -> TrialProgram {
    func mapped(_ list: [TrialStatement]) -> [TrialStatement] {
      list.map { statement in
        switch statement {
        case .choose(let condition, let a, let b):
          .choose(condition: condition, mapped(a), mapped(b))
        case .twice(let body): .twice(mapped(body))
        case .write, .read, .fence, .start, .wait, .stop, .maintain, .free, .opaque, .call, .leave,
          .forget, .copyHandle:
          change(statement)
        }
      }
    }
    var copy = self
    copy.body = mapped(body)
    copy.helpers = helpers.map(mapped)
    copy.handler = handler.map(mapped)
    return copy
  }
}

public enum TrialPlatform: String, CaseIterable, Sendable {
  case generic
  case cortexM7 = "cortex-m7"
  case cortexA53 = "cortex-a53"
  case riscv32
}

public struct TrialBuffer: Hashable, Sendable {
  public enum Storage: String, CaseIterable, Sendable {
    case stack, heap, global, uncached
  }

  public var storage: Storage
  public var size: Int
  public var alignment: Int
  /// The program itself uses it by a copy of its address.
  public var isAliased = false
  /// On the stack: it lives in a block around its uses alone.
  public var isScoped = false
}

/// The block in which a buffer lives, by the statements of a list that it goes from and up to.
struct TrialScope: Equatable {
  var buffer: Int
  var first: Int
  var last: Int
}

extension TrialProgram {
  /// The blocks that a list of statements has, in the order in which they begin. Blocks nest.
  func scopes(in list: [TrialStatement], outside open: Set<Int>) -> [TrialScope] {
    var scopes: [TrialScope] = []
    for (number, buffer) in buffers.enumerated()
    where buffer.storage == .stack && buffer.isScoped && !open.contains(number) {
      let uses = list.indices.filter { list[$0].all.contains { $0.uses(buffer: number) } }
      guard let first = uses.first, let last = uses.last else { continue }
      if first == last, list[first].all.count > 1 { continue }
      scopes.append(TrialScope(buffer: number, first: first, last: last))
    }
    scopes.sort { $0.first < $1.first }
    for inner in scopes.indices.reversed() {
      for outer in 0..<inner where scopes[outer].last >= scopes[inner].first {
        scopes[outer].last = max(scopes[outer].last, scopes[inner].last)
      }
    }
    return scopes
  }
}

public struct TrialChannel: Hashable, Sendable {
  public enum Style: String, CaseIterable, Sendable {
    /// Functions that the optimiser does not see into, or does.
    case opaque, visible
    /// Registers without a model; the last write starts, or handing over the address does.
    case registers, mailbox
  }

  public var style: Style
  /// Its address register takes a flag in the lowest bits of the address.
  public var isFlagged = false
  /// Its transfers are known by handles, where the program has such.
  public var isHandled = false
}

/// One statement; buffers, channels and helpers by number.
public indirect enum TrialStatement: Hashable, Sendable {
  case write(buffer: Int, index: Int)
  case read(buffer: Int, index: Int)
  case fence(TrialFence)
  case start(channel: Int, buffer: Int, TrialDirection, TrialCheck)
  case wait(channel: Int, TrialWait)
  case stop(channel: Int, isConfirmed: Bool)
  case maintain(DeviceFunction.Maintenance, buffer: Int, TrialPart)
  case free(buffer: Int)
  /// A call of a function that is not seen.
  case opaque
  /// Two ways, by one of the parameters.
  case choose(condition: Int, [TrialStatement], [TrialStatement])
  case twice([TrialStatement])
  case call(helper: Int)
  case leave
  /// The variable with the channel's handle gets one that stands for nothing.
  case forget(channel: Int)
  /// It gets a copy of another channel's.
  case copyHandle(from: Int, to: Int)

  public var all: [TrialStatement] {
    switch self {
    case .choose(_, let a, let b): [self] + a.flatMap(\.all) + b.flatMap(\.all)
    case .twice(let body): [self] + body.flatMap(\.all)
    case .write, .read, .fence, .start, .wait, .stop, .maintain, .free, .opaque, .call, .leave,
      .forget, .copyHandle:
      [self]
    }
  }
}

extension TrialStatement {
  /// Whether it needs the address of a buffer; helpers are given those of all.
  func uses(buffer number: Int) -> Bool {
    switch self {
    case .write(number, _), .read(number, _), .start(_, number, _, _), .maintain(_, number, _),
      .free(number), .call:
      true
    case .write, .read, .start, .maintain, .free, .fence, .wait, .stop, .opaque, .choose, .twice,
      .leave, .forget, .copyHandle:
      false
    }
  }

  /// Whether control may leave the function here.
  var leaves: Bool {
    switch self {
    case .leave, .start(_, _, _, .checked), .wait(_, .timed), .wait(_, .asked): true
    case .write, .read, .fence, .start, .wait, .stop, .maintain, .free, .opaque, .choose, .twice,
      .call, .forget, .copyHandle:
      false
    }
  }
}

/// How much of a buffer is cleaned or invalidated.
public enum TrialPart: String, CaseIterable, Sendable {
  case whole, firstHalf, secondHalf

  /// Where it begins, and how many bytes it has.
  func bytes(of size: Int) -> (start: Int, count: Int) {
    switch self {
    case .whole: (0, size)
    case .firstHalf: (0, size / 2)
    case .secondHalf: (size / 2, size / 2)
    }
  }
}

public enum TrialDirection: String, CaseIterable, Sendable { case send, receive }

/// What the program does with the result of a start.
public enum TrialCheck: String, CaseIterable, Sendable {
  /// The start cannot fail.
  case certain
  /// It leaves where the start has failed.
  case checked
  case ignored
}

public enum TrialWait: String, CaseIterable, Sendable {
  /// Polls until the engine is done.
  case polled
  /// A function that waits.
  case called
  /// A wait that can give up, and then the program leaves.
  case timed
  /// The same, and the program goes on.
  case timedIgnored
  /// One look at the status.
  case once
  /// The same, and the program leaves where the transfer still runs.
  case asked
}

public enum TrialFence: Hashable, Sendable {
  case compiler, signal, release, acquire, full
  /// An instruction with a memory clobber.
  case instruction(String)
}
