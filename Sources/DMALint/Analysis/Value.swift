/// What the analysis knows of a value. Optionals are transparent: a present one is its payload.
indirect enum Value: Hashable, Sendable {
  case unknown
  /// A value that is not known but is the same wherever the symbol appears; the state may hold facts.
  case symbol(SymbolID)
  /// Two's complement; Boolean values are 0 and 1.
  case integer(Int64)
  /// A constant that is known by name only (`HAL_OK`, a C macro, an enum case of C).
  case constant(String)
  case null
  case pointer(Pointer)
  /// A buffer pointer, span or slice: where it starts and how many elements it has.
  case buffer(Pointer, count: Value)
  /// A `VolatileMappedRegister` or a register of a register block at an address.
  case register(address: Value, width: UInt32)
  /// A struct or tuple with the members that are known.
  case aggregate(FlowType?, [String: Value])
  case enumCase(name: String, payload: [Value])
  /// A reference to a class instance.
  case object(StorageID)
  /// An array or string with its elements.
  case array(StorageID)
  case closure(FunctionID, environment: [LocalID: Place])
  /// `base.name` without a call, a free function, or an initialiser reference.
  case function(base: Place?, type: FlowType?, name: String)
  case type(FlowType)
  case range(Value, Value, isClosed: Bool)

  /// The member that says that all members which are not listed are zero (a C struct made by `T()`).
  static let zeroed = "*zeroed"

  static let yes = Value.integer(1)
  static let no = Value.integer(0)

  static func boolean(_ value: Bool) -> Value { value ? .yes : .no }

  var integerValue: Int64? {
    if case .integer(let value) = self { value } else { nil }
  }

  /// The address in a pointer or buffer.
  var pointer: Pointer? {
    switch self {
    case .pointer(let pointer), .buffer(let pointer, _): pointer
    case .unknown, .symbol, .integer, .constant, .null, .register, .aggregate, .enumCase, .object,
      .array, .closure, .function, .type, .range:
      nil
    }
  }

  /// Whether two alternatives that differ in such a value should be kept apart.
  var isIdentity: Bool {
    switch self {
    case .pointer, .buffer, .register, .object, .array, .closure, .function: true
    case .unknown, .symbol, .integer, .constant, .null, .aggregate, .enumCase, .type, .range: false
    }
  }
}

/// Where a value can be read from or written to.
indirect enum Place: Hashable, Sendable {
  case memory(Pointer)
  /// A device register reached by a plain or volatile access.
  case register(address: Value, width: UInt32)
  /// A property that is computed, by the program or by a library type.
  case computed(base: Place, member: String)
  /// A computed global or static property, with the type that it is asked of where a protocol has it.
  case computedGlobal(String, of: String?)
  /// A subscript that is computed.
  case subscripted(base: Place, arguments: [Value])
  /// A value that has no place of its own.
  case value(Value)
  case nowhere
}

extension Place {
  /// Whether the program computes what is there each time.
  var isComputed: Bool {
    switch self {
    case .computed, .computedGlobal, .subscripted: true
    case .memory, .register, .value, .nowhere: false
    }
  }
}

/// What an operation defines: a place or a value.
enum Item: Hashable, Sendable {
  case none
  case place(Place)
  case value(Value)
}

/// The number of a symbol within one analysis.
struct SymbolID: Hashable, Comparable, Sendable {
  var index: UInt32

  static func < (a: SymbolID, b: SymbolID) -> Bool { a.index < b.index }
}

/// Where a symbol comes from.
indirect enum Term: Hashable, Sendable {
  /// A read of a device register.
  case registerRead(address: Value, Site, AccessMode)
  /// A load of a flag, whose storage says who sets it.
  case flagRead(Region, offset: Int64?, Site, AccessMode)
  /// A value that a device wrote, read from its buffer.
  case deviceData(Region, Site, offset: Int64?, width: UInt32)
  /// The result of a polling function.
  case poll(String, channel: [Value], Site)
  /// Any other value that one operation makes: a load, a call's result.
  case made(Site, FrameID)
  /// The result of a modelled call that has (or has not) one of the values that mean success.
  case outcome(Site, FrameID, isSuccess: Bool, names: [String])
  /// What was stored in a region before anything was seen to be.
  case initial(Region)
  /// A parameter of a function that is analysed on its own.
  case parameter(FunctionID, Int)
  /// What a place holds where alternatives meet.
  case merged(FrameID, block: UInt32, Region)
  case binary(String, Value, Value)
  case unary(FlowUnary, Value)
  /// Whether a value is the case, or the payload of it.
  case isCase(Value, String)
  case payload(Value, String, Int)
}

typealias FlowUnary = Operation.UnaryOperator

/// What a state knows of a symbol.
struct Fact: Hashable, Sendable {
  /// Inclusive bounds.
  var minimum: Int64?
  var maximum: Int64?
  /// Values that it is known not to have.
  var differs: Set<Value> = []
  /// The maximum is that of one of several paths.
  var isWidened = false
  /// What it was found to be less than, where a device has written that.
  var below: Value?
  /// What it is known not to be less than, where that is no number.
  var least: Value?
  /// It was found to be less than something that no device has written.
  var isLimited = false
  /// The value that it is known to have.
  var equals: Value?

  static let nothing = Fact()
}
