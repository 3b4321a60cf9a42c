/// What a function that dmalint does not read the body of means for DMA.
///
/// One entry of a file in `Rules/models`. Every entry names its source.
public struct FunctionModel: Sendable {
  /// The C name, or for Swift `Type.member`, `Type.method(label:_:)`, `function(label:)`.
  /// A `*` at the end or the beginning stands for any rest.
  public var name: String
  /// The software development kit it belongs to (the model file's `sdk`).
  public var sdk: String
  public var role: Role
  /// The memory it touches, in the order of the parameters.
  public var buffers: [BufferRole] = []
  /// What identifies the channel: transfers with equal keys share one engine.
  public var channel: ChannelKey?
  /// A parameter (by zero-based index) that must be true for the start to happen, as `trigger` is.
  public var trigger: Int?
  /// By which result a start has started, a stop has stopped, an allocation has succeeded.
  public var success: Outcome?
  /// By which result a wait or poll says that the transfer is complete.
  public var completed: Outcome?
  /// A start that returns only after completion.
  public var isBlocking = false
  /// A stop that returns before the engine has stopped.
  public var isAsynchronousStop = false
  public var isCircular = false
  /// The engine reads the buffer over and over (displays).
  public var isScanning = false
  /// Names (patterns) of the functions that the hardware or the SDK calls on completion.
  public var completionHandlers: [String] = []
  /// The order that the function itself gives, before and after its effect.
  public var fences: [FenceKind] = []
  /// The cache maintenance that the function itself does on its buffers.
  public var maintains: [Maintenance] = []
  /// Whether the optimiser sees the body (`static inline` in a header): such a call orders nothing.
  public var isBodyVisible = false
  /// Whether ignoring the result hides a failure.
  public var mustCheckResult = false
  /// The largest count the length may have, where the SDK's own parameter or register limits it.
  public var maximumCount: UInt64?
  /// For `allocate`: which parameters give the size and alignment in bytes, and what memory it is.
  public var allocation: Allocation?
  /// Where the fact is from: header and line, datasheet, reference manual.
  public var source: String
  /// 0 to 100; below 50 the fact makes notes only.
  public var confidence = 100

  public init(name: String, sdk: String, role: Role, source: String) {
    self.name = name
    self.sdk = sdk
    self.role = role
    self.source = source
  }

  /// The DMA role of a function.
  public enum Role: String, CaseIterable, Sendable {
    case start, wait, poll, stop, configure, allocate, free
    case clean, invalidate, cleanInvalidate = "clean-invalidate"
    /// `fence` orders for the compiler and, by its kind, for the core; `barrier` is a synonym.
    case fence, barrier
    /// Registers a function to be called on completion.
    case handler
    /// Stores a value in, or loads one from, a register whose address is a parameter.
    case registerWrite = "register-write"
    case registerRead = "register-read"
    /// Reads or writes memory through its buffer parameters, on the CPU, before it returns.
    case copy
    /// Known to have no effect on DMA.
    case none
  }

  /// One memory parameter.
  public struct BufferRole: Hashable, Sendable {
    /// Zero-based index of the parameter; -1 is the receiver, -2 the result.
    public var parameter: Int
    public var direction: Direction
    /// Zero-based index of the parameter that gives the length.
    public var length: Int?
    public var unit: LengthUnit
    public var retention: Retention

    public init(
      parameter: Int, direction: Direction, length: Int? = nil, unit: LengthUnit = .bytes,
      retention: Retention = .keeps
    ) {
      self.parameter = parameter
      self.direction = direction
      self.length = length
      self.unit = unit
      self.retention = retention
    }
  }

  public enum Direction: String, CaseIterable, Sendable {
    case deviceReads = "device-reads"
    case deviceWrites = "device-writes"
    case both
    /// A descriptor or control block that the engine or the driver reads (and may write).
    case descriptor
    /// Not memory but a peripheral's address.
    case peripheral
  }

  /// What one count of the length means.
  public enum LengthUnit: Hashable, Sendable {
    case bytes, bits
    /// Elements of the pointed-to type, as the caller's pointer says.
    case elements
    /// Units of a fixed number of bytes (half words 2, words 4, SD blocks 512).
    case units(bytes: UInt32)
    /// Transfers whose size a channel configuration says (Pico).
    case transfers
  }

  public enum Retention: String, CaseIterable, Sendable {
    /// Until completion.
    case keeps
    /// Copied before the call returns.
    case copies
    /// Used during the call only.
    case call
  }

  /// How calls name their channel.
  public struct ChannelKey: Hashable, Sendable {
    /// A word that keeps the two directions of one handle apart (`uart-tx`, `uart-rx`, `dma`).
    public var kind: String
    /// Zero-based indices of the parameters that identify the channel (a handle, a number); -1 receiver.
    public var parameters: [Int]

    public init(kind: String, parameters: [Int]) {
      self.kind = kind
      self.parameters = parameters
    }
  }

  /// A condition on a call's result.
  public enum Outcome: Hashable, Sendable {
    /// The result equals one of these constants, spelled as in the header (`HAL_OK`) or as a number.
    case equals([String])
    /// The result differs from all of these.
    case differs([String])
    case isTrue, isFalse, isNull, isNotNull, doesNotThrow, always
  }

  public enum Maintenance: String, CaseIterable, Sendable {
    case cleansBefore = "cleans-before"
    case invalidatesBefore = "invalidates-before"
    case invalidatesAfter = "invalidates-after"
  }

  /// What an allocator gives.
  public struct Allocation: Hashable, Sendable {
    /// Zero-based index of the parameter with the size in bytes, and a constant factor's parameter
    /// (`calloc`'s count), where there is one.
    public var size: Int?
    public var count: Int?
    public var alignment: Int?
    /// Bytes, where the allocator guarantees an alignment of its own.
    public var guaranteedAlignment: UInt32?
    /// The memory is fit for DMA by the allocator's contract (`MALLOC_CAP_DMA`, a DMA heap).
    public var isDMACapable = false
    /// The capability is decided by this parameter's flag names.
    public var capabilityParameter: Int?
    public var isNonCacheable = false
    public var isZeroed = false

    public init() {}
  }
}
