/// What a front end makes of its files: functions as operations over places, with the declarations
/// that give names a meaning. Front ends know syntax and nothing about DMA.
public struct FlowModule: Sendable {
  public var functions: [FlowFunction] = []
  public var globals: [FlowGlobal] = []
  public var types: [FlowTypeDeclaration] = []
  /// Integer and other constants that only a C header or an imported module names (`HAL_OK`).
  public var constants: [String: FlowConstant] = [:]
  public var gaps: [Gap] = []
  /// An optimiser may have left out reads whose values nobody needs.
  public var mayLackReads = false

  public init() {}

  /// Adds what another file says; function numbers of `other` are shifted.
  public mutating func append(_ other: FlowModule) {
    let shift = UInt32(functions.count)
    for function in other.functions {
      functions.append(function.shifted(by: shift))
    }
    for global in other.globals {
      var global = global
      global.initializer = global.initializer?.shifted(by: shift)
      global.getter = global.getter?.shifted(by: shift)
      global.setter = global.setter?.shifted(by: shift)
      globals.append(global)
    }
    for type in other.types { types.append(type.shifted(by: shift)) }
    constants.merge(other.constants) { old, _ in old }
    gaps += other.gaps
    mayLackReads = mayLackReads || other.mayLackReads
  }
}

public enum FlowConstant: Hashable, Sendable {
  case integer(Int64)
  case string(byteCount: Int)
}

/// The number of a function within its module.
public struct FunctionID: Hashable, Comparable, Sendable {
  public var index: UInt32

  public init(_ index: UInt32) { self.index = index }

  public func shifted(by amount: UInt32) -> FunctionID { FunctionID(index + amount) }

  public static func < (a: FunctionID, b: FunctionID) -> Bool { a.index < b.index }
}

/// A type as Flow needs it: a name and arguments.
///
/// `[T]` is `Array<T>`, `T?` is `Optional<T>`, `[8 of T]` is `InlineArray<8, T>`, tuples are `Tuple`
/// with labels, function types are `Function` (result last), `inout` and other modifiers are dropped,
/// C pointers are `UnsafeMutablePointer` and `UnsafePointer`. Member types keep their dots.
public struct FlowType: Hashable, Sendable {
  public var name: String
  public var arguments: [FlowType]
  /// Labels of a tuple's elements, empty where there are none.
  public var labels: [String?]

  public init(_ name: String, _ arguments: [FlowType] = [], labels: [String?] = []) {
    self.name = name
    self.arguments = arguments
    self.labels = labels
  }
}

/// A struct, class, enum, actor, protocol or extension, or a C struct or union.
///
/// Extensions are separate entries with the extended type's name; Resolve merges them.
public struct FlowTypeDeclaration: Sendable {
  public enum Keyword: String, CaseIterable, Sendable {
    case `struct`, `class`, `enum`, actor, `protocol`, `extension`, union
  }

  public var keyword: Keyword
  /// With enclosing types: `Outer.Inner`.
  public var name: String
  public var range: SourceRange
  /// Inherited types and protocols; suppressed ones as `~Copyable`.
  public var inherited: [String] = []
  public var genericParameters: [GenericParameter] = []
  /// Instance and static members in order.
  public var members: [Member] = []
  public var enumCases: [EnumCase] = []
  public var methods: [FunctionID] = []
  public var deinitializer: FunctionID?
  /// `@RegisterBlock`, `@frozen` …
  public var attributes: [String] = []
  /// Bytes; where C or a dump says so.
  public var size: UInt32?
  public var alignment: UInt32?

  public init(keyword: Keyword, name: String, range: SourceRange) {
    self.keyword = keyword
    self.name = name
    self.range = range
  }

  public struct Member: Sendable {
    public var name: String
    public var type: FlowType?
    public var isStatic = false
    public var isLet = false
    public var isLazy = false
    public var isVolatile = false
    public var range: SourceRange
    /// Computes the initial value: a function without parameters that returns it.
    public var initializer: FunctionID?
    public var getter: FunctionID?
    public var setter: FunctionID?
    public var hasObservers = false
    public var attributes: [FlowAttribute] = []
    /// Bytes from the start of the type; where C or a dump says so.
    public var offset: UInt32?

    public init(name: String, type: FlowType?, range: SourceRange) {
      self.name = name
      self.type = type
      self.range = range
    }

    /// A stored member has no getter.
    public var isStored: Bool { getter == nil }
  }

  public struct EnumCase: Sendable {
    public var name: String
    /// Labels and types of the payload.
    public var payload: [(label: String?, type: FlowType)]
    public var rawValue: Int64?

    public init(name: String, payload: [(label: String?, type: FlowType)], rawValue: Int64? = nil) {
      self.name = name
      self.payload = payload
      self.rawValue = rawValue
    }
  }

  func shifted(by amount: UInt32) -> FlowTypeDeclaration {
    var copy = self
    copy.methods = methods.map { $0.shifted(by: amount) }
    copy.deinitializer = deinitializer?.shifted(by: amount)
    copy.members = members.map { member in
      var member = member
      member.initializer = member.initializer?.shifted(by: amount)
      member.getter = member.getter?.shifted(by: amount)
      member.setter = member.setter?.shifted(by: amount)
      return member
    }
    return copy
  }
}

public struct GenericParameter: Hashable, Sendable {
  public var name: String
  /// Protocols or classes it has to conform to.
  public var constraints: [String]
  public var isValue: Bool

  public init(name: String, constraints: [String], isValue: Bool = false) {
    self.name = name
    self.constraints = constraints
    self.isValue = isValue
  }
}

/// An attribute that means something below the language: `section(".dma")`, `alignment(32)`, `used`,
/// `c("name")`, `interrupt`.
public struct FlowAttribute: Hashable, Sendable {
  public var name: String
  public var argument: String?

  public init(_ name: String, _ argument: String? = nil) {
    self.name = name
    self.argument = argument
  }
}

/// A global variable or a static stored property (`Type.name`).
public struct FlowGlobal: Sendable {
  public var name: String
  public var type: FlowType?
  public var range: SourceRange
  public var isLet = false
  public var isVolatile = false
  /// Declared in C or elsewhere, without a definition in the inputs.
  public var isExternal = false
  /// Constant data by its own declaration (C `const`, an IR `constant`).
  public var isConstant = false
  public var hasObservers = false
  public var attributes: [FlowAttribute] = []
  /// Bytes; where C or a dump says so.
  public var size: UInt32?
  public var alignment: UInt32?
  /// Bytes of an element, where a dump says that it is an array.
  public var elementSize: UInt32?
  /// Computes the initial value: a function without parameters that returns it.
  public var initializer: FunctionID?
  /// Computed globals and statics.
  public var getter: FunctionID?
  public var setter: FunctionID?

  public init(name: String, type: FlowType?, range: SourceRange) {
    self.name = name
    self.type = type
    self.range = range
  }
}
