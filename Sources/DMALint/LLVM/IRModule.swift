/// A value as an operand: what it is, without its type.
indirect enum IRValue: Sendable {
  /// An instruction's result, a parameter: by its number within the function.
  case local(Int)
  case global(String)
  case integer(Int64)
  case float
  case null
  /// `undef`, `poison`, and what is not read.
  case unknown
  case zero
  case aggregate([IROperand])
  /// A string of so many bytes.
  case bytes(Int)
  case cast(IROperand)
  case element(of: IRType, base: IROperand, indices: [IROperand])
  case binary(String, IROperand, IROperand)
  case assembly(IRAssembly)
}

/// A value with its type and the attributes that mean something here.
struct IROperand: Sendable {
  var type: IRType
  var value: IRValue
  var isErrorSlot = false
  var isSelf = false

  init(_ type: IRType, _ value: IRValue) {
    self.type = type
    self.value = value
  }
}

struct IRAssembly: Sendable {
  var text: String
  var constraints: String
  var isVolatile: Bool

  var clobbersMemory: Bool {
    constraints.split(separator: ",").contains("~{memory}")
  }
}

enum IROrdering: Sendable {
  case none, relaxed, acquire, release, acquireRelease, sequentiallyConsistent
}

struct IRAccess: Hashable, Sendable {
  var isVolatile = false
  var ordering = IROrdering.none
}

struct IRCall: Sendable {
  var callee: IRValue
  var arguments: [IROperand]
  var result: IRType
}

struct IRInstruction: Sendable {
  enum Kind: Sendable {
    case allocate(IRType, count: IROperand?, alignment: UInt64?)
    case load(IRType, IROperand, IRAccess)
    case store(IROperand, into: IROperand, IRAccess)
    case element(of: IRType, base: IROperand, indices: [IROperand])
    case cast(String, IROperand, IRType)
    case binary(String, IROperand, IROperand)
    case compare(String, IROperand, IROperand)
    case select(IROperand, IROperand, IROperand)
    case phi(IRType, [(value: IRValue, block: Int)])
    case call(IRCall)
    case invoke(IRCall, normal: Int, unwind: Int)
    /// `callbr`
    case jumpingAssembly(IRCall, targets: [Int])
    case fence(IROrdering, isSingleThread: Bool)
    case exchange(IROperand, new: IROperand, IRAccess, expected: IROperand?)
    case update(String, IROperand, IROperand, IRAccess)
    case extract(IROperand, [UInt64])
    case insert(IROperand, IROperand, [UInt64])
    case freeze(IROperand)
    /// A variable of the source lives in memory at this address.
    case declare(IRValue, variable: UInt32)
    /// A variable of the source has this value from here on.
    case describe(IRValue, IRType, variable: UInt32)
    case jump(Int)
    case branch(IROperand, then: Int, otherwise: Int)
    case choice(IROperand, cases: [(value: Int64, block: Int)], otherwise: Int)
    case jumpAnywhere([Int])
    case leave(IROperand?)
    case resume
    case unreachable
    /// A result of which nothing is known.
    case other
  }

  var result: Int?
  var kind: Kind
  /// The number of its `!DILocation`.
  var location: UInt32?
}

struct IRBlock: Sendable {
  /// The number of its label among the function's names.
  var label: Int
  var instructions: [IRInstruction] = []
}

struct IRParameter: Sendable {
  var type: IRType
  var local: Int
  /// The size behind a pointer to a copy or a result.
  var pointee: IRType?
  var isErrorSlot = false
  var isSelf = false
}

/// One function with its body.
struct IRFunction: Sendable {
  var symbol: String
  var isLocal = false
  var result = IRType.void
  var parameters: [IRParameter] = []
  var isVariadic = false
  var section: String?
  var subprogram: UInt32?
  var blocks: [IRBlock] = []
  /// How many names the function has.
  var localCount = 0
  /// Where it starts in the dump.
  var offset = 0
}

struct IRGlobal: Sendable {
  var symbol: String
  var type: IRType
  var isConstant = false
  var isExternal = false
  var isLocal = false
  var initializer: IRValue?
  var section: String?
  var alignment: UInt64?
  /// The number of its `!DIGlobalVariableExpression`.
  var debug: UInt32?
  var offset: Int
}

/// A line that was not understood.
struct IRGap: Sendable {
  var offset: Int
  var message: String
}
