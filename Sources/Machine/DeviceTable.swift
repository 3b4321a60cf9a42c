import DMALint

/// The world around a program: the engines' registers, and what functions without a body do.
public struct DeviceTable: Sendable {
  public var functions: [String: DeviceFunction] = [:]
  public var blocks: [EngineBlock] = []
  /// Names in the results of functions, with numbers that stand for them.
  public var constants: [String: Int64] = [:]
  /// Stores to registers of engines that nothing is known of but that these start them.
  public var starts: [SourceRange: MachineDirection] = [:]
  /// Functions that the hardware calls when a transfer has ended.
  public var completionHandlers: Set<String> = []

  public init() {}
}

/// A function whose body is not part of the program.
public struct DeviceFunction: Sendable {
  public var effect: Effect
  /// What the function orders and maintains besides its effect, before a start and after a wait.
  public var fences: [FenceKind] = []
  /// The optimiser sees through the call: it orders nothing by itself.
  public var isVisible = false

  public init(_ effect: Effect) { self.effect = effect }

  public enum Effect: Sendable {
    case start(Channel, [Part], success: Test?)
    /// Returns when the transfer is complete, or, where there is a test, also earlier.
    case wait(Channel, completed: Test?)
    /// Says whether the transfer is complete.
    case poll(Channel, completed: Test)
    /// Asks the engine to stop; a confirmed stop returns when it has.
    case stop(Channel, isConfirmed: Bool)
    case maintain(Maintenance, pointer: Int, length: Int?)
    case fence
    case allocate(size: Int, alignment: Int?, guaranteed: Int64, isCached: Bool)
    case free(pointer: Int)
    /// Nothing that concerns a transfer.
    case other
  }

  public enum Maintenance: Hashable, Sendable {
    case clean, invalidate, cleanAndInvalidate
  }

  /// The arguments that name a channel, and a word for its kind.
  public struct Channel: Sendable {
    public var kind: String
    public var parameters: [Int]

    public init(kind: String, parameters: [Int]) {
      self.kind = kind
      self.parameters = parameters
    }
  }

  /// Memory that a start hands to the engine.
  public struct Part: Sendable {
    public var pointer: Int
    public var length: Int?
    /// Bytes of one count.
    public var unit: Int64
    public var direction: MachineDirection

    public init(pointer: Int, length: Int?, unit: Int64 = 1, direction: MachineDirection) {
      self.pointer = pointer
      self.length = length
      self.unit = unit
      self.direction = direction
    }
  }

  /// What a result says.
  public enum Test: Sendable {
    case isTrue, isFalse
    case equals(Int64)
    case differs(Int64)

    /// A result for which the test does or does not hold.
    func result(_ holds: Bool) -> Int64 {
      switch self {
      case .isTrue: holds ? 1 : 0
      case .isFalse: holds ? 0 : 1
      case .equals(let value): holds ? value : value + 1
      case .differs(let value): holds ? value + 1 : value
      }
    }
  }
}

/// Who writes the memory while a transfer runs.
public enum MachineDirection: Hashable, Sendable {
  case deviceReads, deviceWrites, both

  var reads: Bool { self != .deviceWrites }
  var writes: Bool { self != .deviceReads }
}

/// An engine with one channel behind registers at constant addresses.
public struct EngineBlock: Sendable {
  public var base: Int64
  public var address: Int64
  /// The bits of the address register that are an address.
  public var addressMask: Int64 = -1
  /// The register with the number of bytes; nil where the engine moves `count` bytes.
  public var length: Int64?
  public var count: Int64
  /// The register whose write with one of these bits starts; nil where the address does.
  public var control: Int64?
  public var startMask: Int64 = 1
  public var status: Int64
  public var busyMask: Int64
  public var direction: MachineDirection

  public init(
    base: Int64, address: Int64, count: Int64, control: Int64?, status: Int64, busyMask: Int64,
    direction: MachineDirection
  ) {
    self.base = base
    self.address = address
    self.count = count
    self.control = control
    self.status = status
    self.busyMask = busyMask
    self.direction = direction
  }
}
