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
  /// Calls for which one of these conditions holds have that role instead, the first that does
  /// (`esp_cache_msync`, whose flags say which maintenance it is).
  public var roleIf: [ConditionalRole] = []
  /// The names of the parameters as the header spells them; empty where nobody needed them.
  public var parameters: [String] = []
  /// The memory it touches, in the order of the parameters.
  public var buffers: [BufferRole] = []
  /// What identifies the channel: transfers with equal keys share one engine.
  public var channel: ChannelKey?
  /// A parameter (by zero-based index) that must be true for the start to happen, as `trigger` is.
  public var trigger: Int?
  /// By which result a start has started, a stop has stopped, an allocation has succeeded.
  public var success: Outcome?
  /// The results by which a start refuses because its channel is busy: the transfer in flight goes on.
  public var busy: [String] = []
  /// Gives the program a view of memory that may be a device's registers (`mmap`).
  public var mapsDevices = false
  /// By which result a wait or poll says that the transfer is complete.
  public var completed: Outcome?
  /// A start that returns only after completion.
  public var isBlocking = false
  /// A stop that returns before the engine has stopped.
  public var isAsynchronousStop = false
  /// The start blocks in the calls for which this holds (`NRFX_UARTE_TX_BLOCKING`).
  public var blocksIf: ArgumentCondition?
  /// The start blocks where no handler was given to the function of this name (`nrfx_spim_init`).
  public var blocksWithoutHandler: String?
  /// Nothing but a handler shows that a transfer of this start is complete.
  public var showsCompletionInHandlerOnly = false
  /// An asynchronous stop waits in the calls for which this holds (`sync: true`).
  public var waitsIf: ArgumentCondition?
  /// A start that may be called while its channel is busy: the transfers wait their turn.
  public var isQueued = false
  /// A wait that completes the oldest of several queued transfers, not all of them.
  public var completesOldestOnly = false
  /// Lets a wait on the same channel return (`k_sem_give`).
  public var isSignal = false
  public var isCircular = false
  /// The transfer repeats without end in the calls for which this holds (`loop_count` -1).
  public var circularIf: ArgumentCondition?
  /// The engine reads the buffer over and over (displays).
  public var isScanning = false
  /// Names (patterns) of the functions that the hardware or the SDK calls on completion.
  public var completionHandlers: [String] = []
  /// Names (patterns) of the functions called when half of a circular or double buffer is done.
  public var halfHandlers: [String] = []
  /// Names (patterns) of the functions called when the transfer ends by an error or an abort.
  public var errorHandlers: [String] = []
  /// For `handler`: the parameter with the function that will be called on completion.
  public var handlerParameter: Int?
  /// For `handler`: fields of the pointee of `handlerParameter` that hold the functions.
  public var handlerFields: [String] = []
  public var elementWidth: ElementWidth?
  /// The driver copies through memory of its own what the engine cannot use.
  public var copiesUnfit = false
  /// For a function that the firmware defines and the SDK calls: what its entry says about the
  /// transfers of its channel. The role of *calling* it is `none`.
  public var announces: Event?
  /// For `configure`: what is set in a channel or in the configuration that a parameter points to.
  public var settings: [Setting] = []
  /// For `register-write` and `register-read`.
  public var register: RegisterAccess?
  /// The status that `completed` looks at is stored through a parameter instead of returned.
  public var status: StatusField?
  /// For waits: the parameter that bounds the wait.
  public var timeout: Timeout?
  /// The order that the function itself gives, before and after its effect.
  public var fences: [FenceKind] = []
  /// The cache maintenance that the function itself does on its buffers.
  public var maintains: [Maintenance] = []
  /// Whether it begins or ends a part of the program that no interrupt handler can run in.
  public var exclusion: Exclusion?
  /// What it switches on or off for the rest of the run: what `initialisation` and the data cache's
  /// `auto` state look for.
  public var setsUp: SetUp?
  /// For a set-up of one region: where its base, size and attributes are given.
  public var region: RegionSource?
  /// Whether the optimiser sees the body (`static inline` in a header): such a call orders nothing.
  public var isBodyVisible = false
  /// A body among the inputs decides what the function is; the model helps where there is none
  /// (names that firmware gives its own wrappers).
  public var yieldsToBody = false
  /// Whether ignoring the result hides a failure.
  public var mustCheckResult = false
  /// The largest count the length may have, where the SDK's own parameter or register limits it.
  public var maximumCount: UInt64?
  /// For `allocate`: which parameters give the size and alignment in bytes, and what memory it is.
  public var allocation: Allocation?
  /// For a function of Swift's library: what it does to memory.
  public var library: LibraryOperation?
  /// A remark for people: what the other fields cannot say.
  public var note: String?
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

  /// Whether the call moves bytes of memory and does nothing else, as C's own functions do: it executes
  /// no barrier.
  public var copiesMemoryOnly: Bool { role == .copy && channel == nil }

  /// A role that a call has under a condition.
  public struct ConditionalRole: Hashable, Sendable {
    public var condition: ArgumentCondition
    public var role: Role

    public init(condition: ArgumentCondition, role: Role) {
      self.condition = condition
      self.role = role
    }
  }

  /// One memory parameter.
  public struct BufferRole: Hashable, Sendable {
    /// Zero-based index of the parameter; -1 is the receiver, -2 the result, -3 a global.
    public var parameter: Int
    public var direction: Direction
    /// Zero-based index of the parameter that gives the length.
    public var length: Int?
    public var unit: LengthUnit
    public var retention: Retention
    /// For a descriptor: its fields that point to the memory of the transfer.
    public var fields: [FieldRole] = []
    /// The direction is the one that a `configure` call set on the channel; `direction` says what
    /// is known without it.
    public var isDirectionConfigured = false
    /// The name of the global variable that is the buffer; `parameter` is -3 then.
    public var global: String?

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

  /// How wide an element is where a field of a handle says it, whatever the pointer's type.
  public struct ElementWidth: Hashable, Sendable {
    /// Zero-based index of the parameter that points to the handle.
    public var parameter: Int
    /// The path of the field within the handle (`Init.DataSize`).
    public var field: String
    /// A field that makes an element a byte where it is not zero.
    public var unless: String?
    public var widths: [Width] = []

    public struct Width: Hashable, Sendable {
      /// Constants of the header.
      public var names: [String] = []
      /// Inclusive bounds of the values.
      public var first: UInt64
      public var last: UInt64
      public var bytes: UInt64
    }
  }

  /// A field of a descriptor that points to memory of the transfer.
  public struct FieldRole: Hashable, Sendable {
    /// The path of the field within the descriptor (`tx_buffer`, `head_block.source_address`).
    public var name: String
    public var direction: Direction
    /// The path of the field with the length.
    public var length: String?
    public var unit: LengthUnit
    public var retention = Retention.keeps
    /// The direction is the one that another field or a `configure` call sets.
    public var isDirectionConfigured = false

    public init(
      name: String, direction: Direction, length: String? = nil, unit: LengthUnit = .bytes
    ) {
      self.name = name
      self.direction = direction
      self.length = length
      self.unit = unit
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
    /// Elements as the buffer is declared: the pointer's type is one that every caller has to cast to.
    case items
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
    /// Zero-based indices of the parameters that identify the channel (a handle, a number); -1 is
    /// the receiver.
    public var parameters: [Int]
    /// The last parameter is a mask with one bit a channel (`dma_start_channel_mask`).
    public var isMask = false

    public init(kind: String, parameters: [Int]) {
      self.kind = kind
      self.parameters = parameters
    }

    /// Whether an operation on this key concerns transfers of `kind`: a kind covers those that
    /// begin with it and a dash, as `uart` covers `uart-tx` and `uart-rx`.
    public func covers(kind other: String) -> Bool {
      other == kind || other.hasPrefix(kind + "-")
    }
  }

  /// A condition on an argument of the call.
  public struct ArgumentCondition: Hashable, Sendable {
    /// Zero-based index of the parameter.
    public var parameter: Int
    /// The path of a field of what the parameter points to; nil is the argument itself.
    public var field: String?
    public var test: Test

    public init(parameter: Int, field: String? = nil, test: Test) {
      self.parameter = parameter
      self.field = field
      self.test = test
    }

    public enum Test: Hashable, Sendable {
      case isTrue, isFalse, isNull, isNotNull
      /// The argument equals one of these constants, spelled as in the header or as a number.
      case equals([String])
      /// One of these flags is set in the argument.
      case hasFlag([String])
    }
  }

  /// What the entry into a function that the SDK calls says about the transfers of its channel.
  public enum Event: String, CaseIterable, Sendable {
    /// The transfer is complete (in circular operation: the second half).
    case complete
    /// The first half of the buffer is complete; the transfer goes on.
    case half
    /// The transfer has ended by an error.
    case error
    /// The transfer has been stopped by an asynchronous abort.
    case aborted
    /// The SDK wants memory from the function.
    case allocate
  }

  /// One property of a channel that a `configure` call sets.
  public struct Setting: Hashable, Sendable {
    public var property: Property
    /// Zero-based index of the parameter that points to the configuration or names the channel; -2
    /// is the result.
    public var target: Int
    /// Zero-based index of the parameter with the value; nil where `constant` is always set.
    public var value: Int?
    public var constant: UInt64?
    /// A parameter that selects what is meant: for a ring, whether the write address wraps.
    public var selector: Int?
    /// What the constants of the header mean: bytes for `transfer-size`; for `direction` 0 is
    /// memory to device and 1 device to memory.
    public var meanings: [Meaning] = []

    public init(_ property: Property, target: Int) {
      self.property = property
      self.target = target
    }

    public enum Property: String, CaseIterable, Sendable {
      /// Bytes of one transfer.
      case transferSize = "transfer-size"
      /// Log2 of the bytes of a hardware ring; 0 is none.
      case ring
      case readIncrement = "read-increment"
      case writeIncrement = "write-increment"
      /// The channel that is started on completion.
      case chain
      case direction
      case circular
      /// The number of transfers.
      case count
      /// The interrupt on completion.
      case interrupt
    }

    public struct Meaning: Hashable, Sendable {
      public var name: String
      public var value: UInt64

      public init(name: String, value: UInt64) {
        self.name = name
        self.value = value
      }
    }
  }

  public enum Exclusion: String, CaseIterable, Sendable {
    case begins, ends
    /// Ends one where the argument that `trigger` names is true, and begins one where it is false.
    case switched
  }

  public enum SetUp: String, CaseIterable, Sendable {
    case cacheOn = "cache-on"
    case cacheOff = "cache-off"
    case memoryProtectionOn = "mpu-on"
    case memoryProtectionOff = "mpu-off"
    /// Describes one region to the memory protection unit.
    case memoryProtectionRegion = "mpu-region"
    /// Switches the memory management unit, and with it the caches, on.
    case memoryManagementOn = "mmu-on"
  }

  /// How a function that reads or writes a register is told which and what.
  public struct RegisterAccess: Hashable, Sendable {
    /// Zero-based index of the parameter with the address; -1 is the receiver.
    public var address: Int
    /// Zero-based index of the parameter that is added to the address.
    public var offset: Int?
    /// Zero-based index of the parameter with the value written.
    public var value: Int?
    /// Bytes; nil where the pointed-to type says.
    public var width: UInt32?

    public init(address: Int) {
      self.address = address
    }
  }

  /// A status that a call stores through one of its parameters.
  public struct StatusField: Hashable, Sendable {
    public var parameter: Int
    /// The path of the field; nil is the pointee itself.
    public var field: String?

    public init(parameter: Int, field: String? = nil) {
      self.parameter = parameter
      self.field = field
    }
  }

  /// The parameter that bounds a wait.
  public struct Timeout: Hashable, Sendable {
    public var parameter: Int
    /// The constants that mean "without end": such a wait cannot time out.
    public var forever: [String]

    public init(parameter: Int, forever: [String]) {
      self.parameter = parameter
      self.forever = forever
    }
  }

  /// A condition on a call's result.
  public enum Outcome: Hashable, Sendable {
    /// The result equals one of these constants, spelled as in the header (`HAL_OK`) or as a
    /// number.
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
    /// The flags of that parameter that make the memory fit for DMA.
    public var capabilityFlags: [String] = []
    /// The memory that a parameter points to is given up (`realloc`).
    public var replaces: Int?
    public var isNonCacheable = false
    public var isZeroed = false

    public init() {}
  }
}
