/// One function, method, initialiser, accessor or closure as basic blocks of operations.
public struct FlowFunction: Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case function, method, initializer, deinitializer, getter, setter, closure
    /// Computes the initial value of a variable, or a default argument.
    case value
    /// The top-level statements of a file.
    case topLevel = "top-level"
    /// A C function.
    case c
  }

  public var kind: Kind
  /// As reports spell it: `name(label:_:)`, for C and dumps the bare name, for closures
  /// `closure in name(label:)`.
  public var name: String
  /// The type that it is a member of, with enclosing types; nil for free functions.
  public var owner: String? {
    _read { yield head[0].owner }
    _modify { yield &head[0].owner }
  }
  public var isStatic = false
  public var isMutating = false
  /// `consuming func`: the call ends the life of `self`.
  public var isConsuming = false
  public var isAsync = false
  public var `throws` = false
  /// The body is visible to the optimiser at every call (`static inline`, `@inlinable`, same module).
  public var isExternal = false
  /// Every number in its body is written in decimal, as hardly anybody writes an address; false where the
  /// spelling is not known.
  public var hasOnlyDecimals = false
  public var genericParameters: [GenericParameter] {
    _read { yield head[0].genericParameters }
    _modify { yield &head[0].genericParameters }
  }
  public var parameters: [Parameter] {
    _read { yield head[0].parameters }
    _modify { yield &head[0].parameters }
  }
  public var result: FlowType? {
    _read { yield head[0].result }
    _modify { yield &head[0].result }
  }
  /// `main`, `c("name")`, `silgen("name")`, `extern("name")`, `interrupt`, `section("…")`, `noinline` …
  public var attributes: [FlowAttribute] {
    _read { yield head[0].attributes }
    _modify { yield &head[0].attributes }
  }
  /// Locals; the first ones are the parameters, in order; then `self` where there is one.
  public var locals: [Local] = []
  /// The local that is `self`.
  public var selfLocal: LocalID?
  /// For closures: the enclosing function's locals that it uses, and the locals that stand for them.
  public var captures: [Capture] {
    _read { yield head[0].captures }
    _modify { yield &head[0].captures }
  }
  /// Calls whose bodies stand in this one: parents come before what is inlined in them.
  public var inlinedCalls: [InlinedCall] {
    _read { yield head[0].inlinedCalls }
    _modify { yield &head[0].inlinedCalls }
  }
  /// Empty where there is no body; the first block is the entry.
  public var blocks: [BasicBlock] = []
  /// How many values the operations define; values are numbered from 0.
  public var valueCount: UInt32 = 0
  /// From the first token of the declaration to its closing brace.
  public var range: SourceRange
  /// The `}` of the body, where the scope ends; the same as `range` where there is none.
  public var end: SourceRange

  /// What is long and seldom changed, as one element of an array: copies of a function share it.
  private var head = [Head()]

  private struct Head: Sendable {
    var owner: String?
    var genericParameters: [GenericParameter] = []
    var parameters: [Parameter] = []
    var result: FlowType?
    var attributes: [FlowAttribute] = []
    var captures: [Capture] = []
    var inlinedCalls: [InlinedCall] = []
  }

  public init(kind: Kind, name: String, range: SourceRange) {
    self.kind = kind
    self.name = name
    self.range = range
    self.end = range
  }

  public var hasBody: Bool { !blocks.isEmpty }

  public struct Parameter: Sendable {
    public enum Convention: String, CaseIterable, Sendable {
      /// The local holds the value.
      case value
      /// The local stands for the caller's place (`inout`, also `self` of methods).
      case place
      /// The local holds the value and owns it: the caller's variable is dead afterwards.
      case consuming
    }

    public var label: String?
    public var name: String
    public var type: FlowType?
    public var convention = Convention.value
    public var isVariadic = false
    public var isAutoclosure = false
    /// Computes the default argument.
    public var defaultValue: FunctionID?

    public init(label: String?, name: String, type: FlowType?) {
      self.label = label
      self.name = name
      self.type = type
    }
  }

  public struct Local: Sendable {
    public var name: String
    public var type: FlowType?
    public var range: SourceRange
    public var isLet = false
    public var isVolatile = false
    /// Made by the front end to hold a value that has no name.
    public var isTemporary = false
    /// C `static`: keeps its storage.
    public var isStatic = false
    /// Names what another place holds: nothing ends with it.
    public var isBorrowed = false
    /// Bytes, where C or a dump says so.
    public var size: UInt32?
    public var alignment: UInt32?
    /// Bytes of an element, where a dump says that it is an array.
    public var elementSize: UInt32?

    public init(name: String, type: FlowType?, range: SourceRange) {
      self.name = name
      self.type = type
      self.range = range
    }
  }

  public struct Capture: Hashable, Sendable {
    public enum Mode: String, CaseIterable, Sendable {
      /// The local stands for the enclosing function's variable.
      case place
      /// The local holds a copy made when the closure was made (`[x]`).
      case copy
      /// A copy that keeps no instance alive (`[weak x]`, `[unowned x]`).
      case weak
    }

    public var outer: LocalID
    public var inner: LocalID
    public var mode: Mode

    public init(outer: LocalID, inner: LocalID, mode: Mode) {
      self.outer = outer
      self.inner = inner
      self.mode = mode
    }
  }

  /// A call of which an optimiser has put the body in the place of the call.
  public struct InlinedCall: Hashable, Sendable {
    /// The function called, as reports spell it.
    public var name: String
    /// The number of the inlined call that it stands in; 0 for the function itself.
    public var parent: UInt32
    /// The call.
    public var range: SourceRange

    public init(name: String, parent: UInt32, range: SourceRange) {
      self.name = name
      self.parent = parent
      self.range = range
    }
  }

  func shifted(by amount: UInt32) -> FlowFunction {
    guard amount != 0 else { return self }
    var copy = self
    for index in copy.parameters.indices {
      copy.parameters[index].defaultValue =
        copy.parameters[index].defaultValue?.shifted(by: amount)
    }
    for block in copy.blocks.indices {
      for index in copy.blocks[block].operations.indices {
        if case .closure(let function) = copy.blocks[block].operations[index].kind {
          copy.blocks[block].operations[index].kind = .closure(function.shifted(by: amount))
        }
      }
    }
    return copy
  }
}

/// The number of a local variable within its function.
public struct LocalID: Hashable, Comparable, Sendable {
  public var index: UInt32

  public init(_ index: UInt32) { self.index = index }

  public static func < (a: LocalID, b: LocalID) -> Bool { a.index < b.index }
}

/// The number of a value within its function; every value is defined by one operation, before its
/// uses on every path. What differs by path goes through a local.
public struct ValueID: Hashable, Comparable, Sendable {
  public var index: UInt32

  public init(_ index: UInt32) { self.index = index }

  public static func < (a: ValueID, b: ValueID) -> Bool { a.index < b.index }
}

/// The number of a basic block within its function.
public struct BlockID: Hashable, Comparable, Sendable {
  public var index: UInt32

  public init(_ index: UInt32) { self.index = index }

  public static func < (a: BlockID, b: BlockID) -> Bool { a.index < b.index }
}

public struct BasicBlock: Sendable {
  public var operations: [Operation] = []
  public var terminator: Terminator

  public init(operations: [Operation] = [], terminator: Terminator) {
    self.operations = operations
    self.terminator = terminator
  }
}

/// How control leaves a block.
public struct Terminator: Sendable {
  public var kind: Kind
  public var range: SourceRange

  public init(_ kind: Kind, _ range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  public enum Kind: Sendable {
    case jump(BlockID)
    /// The condition is a Boolean value; where the front end knows nothing of it, an `unknown` one.
    case branch(ValueID, then: BlockID, otherwise: BlockID)
    /// A call that can throw: `error` is the value in the error block.
    case tryCall(Call, result: ValueID, normal: BlockID, error: ValueID, errorBlock: BlockID)
    case `return`(ValueID?)
    case `throw`(ValueID?)
    /// Control does not get here (`fatalError()`, `try!` that threw).
    case unreachable
  }
}
