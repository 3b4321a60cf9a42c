/// One step of a function: what it does, the value it defines, and where it stands in the source.
public struct Operation: Sendable {
  public var result: ValueID?
  public var kind: Kind
  public var range: SourceRange

  public init(result: ValueID?, _ kind: Kind, _ range: SourceRange) {
    self.result = result
    self.kind = kind
    self.range = range
  }

  /// Values are either *places* (made by the first group) or plain values (everything else).
  /// `load` turns a place into the value stored there.
  public enum Kind: Sendable {
    // Places
    /// A local variable, a parameter or `self`.
    case local(LocalID)
    /// A global variable or static property by name (`name`, `Type.name`), Swift or C.
    case global(String)
    /// A member of what is stored at a place: a stored or computed property, a tuple element ("0"),
    /// a member of the object that a reference refers to, a property of a library type
    /// (`baseAddress`, `count`, `pointee`). Resolve decides which.
    case member(base: ValueID, name: String)
    /// `base[arguments]`, where base is a place.
    case element(base: ValueID, arguments: [CallArgument])
    /// What a pointer value points to, plus an offset in bytes (C and dumps).
    case pointee(ValueID, offset: Int64)
    /// The place a pointer points to, plus a value times a size in bytes (C and dumps).
    case indexed(ValueID, index: ValueID, stride: UInt32)

    // Accesses
    case load(ValueID, AccessMode)
    case store(ValueID, into: ValueID, AccessMode)
    /// `&x` as a pointer value: the address of a place that C or a dump may keep (in Swift, implicit
    /// conversions stay arguments of calls with `passing: .address`).
    case addressOf(ValueID)
    /// `consume x`, and the last use that moves a noncopyable value: the place is dead afterwards.
    case take(ValueID)

    // Constants
    /// 64 bits, two's complement.
    case integer(Int64)
    case float
    case boolean(Bool)
    case nilLiteral
    /// A string literal of so many UTF-8 bytes; interpolated ones have none. Interpolated values are
    /// evaluated before.
    case string(byteCount: Int?)
    /// A name that is neither a local nor a known global: a function, a type, a C constant (`HAL_OK`).
    case name(String)
    /// `.name` where the type comes from the context, which is given where the front end knows it.
    case implicitMember(name: String, type: FlowType?)
    /// A type as a value: `UInt32.self`, `[UInt8]`.
    case type(FlowType)
    /// A value that nothing is known about.
    case unknown

    // Computation
    /// `-`, `~`, `!`; `isSome` of an optional; `unwrap` of `x!`.
    case unary(UnaryOperator, ValueID)
    /// Operators by their spelling; wrapping ones without `&`. Overloads are Resolve's business.
    case binary(String, ValueID, ValueID)
    /// `x as T`, and conversions of C and dumps, which keep the bits or truncate them.
    case cast(ValueID, FlowType)
    /// A tuple, an array literal or a C initialiser: labels and values.
    case aggregate(FlowType, [CallArgument])
    /// Whether an enum value is this case.
    case isCase(ValueID, name: String)
    /// The payload of an enum value that is this case: element by position.
    case payload(ValueID, name: String, index: Int)
    /// `a ~= b` and `case` patterns over ranges, types …: a Boolean.
    case matches(ValueID, pattern: ValueID)
    /// `x is T` for a place's value: a Boolean.
    case isType(ValueID, FlowType)
    /// A closure or local function; captures are listed in the function.
    case closure(FunctionID)
    /// `base.method(labels:)` without a call; also `UInt.init(bitPattern:)` with a type as base.
    case methodReference(base: ValueID?, name: String, labels: [String?]?)
    /// The next element of a sequence at a place: nil when there is none (see `unary(isSome)`).
    case next(ValueID)

    // Calls
    /// In a box: most operations are much smaller, and all are copied often.
    indirect case call(Call)

    // Order
    case fence(FenceKind)
    /// Inline assembly: the text, whether it clobbers memory, and its memory operands.
    case assembly(text: String, clobbersMemory: Bool, isVolatile: Bool, operands: [ValueID])

    // Life
    /// The local's storage begins; it has no value yet.
    case enter(LocalID)
    /// The local's storage ends; a noncopyable value in it is destroyed first.
    case leave(LocalID)

    // Origin
    /// What follows in the block is of an inlined call, by its number from 1 in the function's list; 0
    /// is the function itself, of which every block's beginning is.
    case inlined(UInt32)
  }

  public enum UnaryOperator: String, CaseIterable, Sendable {
    case negate = "-"
    case complement = "~"
    case not = "!"
    case isSome = "some?"
    case unwrap
    /// A unary operator that the program defines or that means nothing here.
    case other
  }
}

/// How memory is accessed.
public enum AccessMode: Hashable, Sendable {
  case plain
  case volatile
  case atomic(FenceKind.Ordering)
}

public struct Call: Sendable {
  public var callee: Callee
  public var arguments: [CallArgument]
  /// Generic arguments as written.
  public var genericArguments: [FlowType] = []
  /// The result is dropped: a statement of its own, or `_ = …`.
  public var isResultUnused = false
  /// `_ = …` or an implicitly discardable statement.
  public var isExplicitlyDiscarded = false
  public var isTry = false
  public var isAwait = false
  /// The type that the context expects of the result, where the front end knows it.
  public var expected: FlowType?

  public init(_ callee: Callee, _ arguments: [CallArgument] = []) {
    self.callee = callee
    self.arguments = arguments
  }

  /// What is called. Calls stay calls until Resolve gives them a meaning.
  public enum Callee: Sendable {
    /// `name(…)`: a free function, a C function or macro, or a type whose initialiser is called.
    case name(String)
    /// `Type(…)`, `Type.init(…)`, `[UInt8](…)`: an initialiser of a written type.
    case initializer(FlowType)
    /// `base.name(…)` where base is a place; also a call of a closure stored in a property.
    case method(ValueID, name: String)
    /// `Type.name(…)`
    case staticMethod(FlowType, name: String)
    /// `.name(…)`, `.init(…)` with the type from the context, where the front end knows it.
    case implicitMember(name: String, type: FlowType?)
    /// `super.name(…)`
    case superMethod(name: String)
    /// A closure or function value.
    case value(ValueID)
  }
}

public struct CallArgument: Sendable {
  public enum Passing: String, CaseIterable, Sendable {
    case value
    /// `&x`: the argument is a place, for `inout` or as a pointer.
    case address
  }

  public var label: String?
  public var value: ValueID
  public var passing: Passing
  /// A trailing closure: its label is not written.
  public var isTrailing: Bool
  public var range: SourceRange
  /// The place the value was loaded from, where the argument is a plain variable or member chain.
  public var place: ValueID?

  public init(
    label: String? = nil, _ value: ValueID, passing: Passing = .value, isTrailing: Bool = false,
    range: SourceRange, place: ValueID? = nil
  ) {
    self.label = label
    self.value = value
    self.passing = passing
    self.isTrailing = isTrailing
    self.range = range
    self.place = place
  }
}
