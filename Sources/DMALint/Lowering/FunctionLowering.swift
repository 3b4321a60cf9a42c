/// Lowers one body to basic blocks. A closure gets a lowering of its own whose parent this is.
///
/// Values are defined before their uses on every path because what differs by path goes through a
/// local. `current` is nil behind a jump: what is lowered there gets blocks that nothing reaches, and
/// `finish` drops them.
final class FunctionLowering {
  let unit: LoweringUnit
  let parent: FunctionLowering?
  let context: DeclarationContext
  var function: FlowFunction
  var role = FunctionSource.Role.plain

  /// A block that is being filled; it has a terminator when it is complete.
  struct OpenBlock {
    var operations: [Operation] = []
    var terminator: Terminator?
    /// Ends by a `break` or `continue` of a loop: where control leaves a round has a place.
    var leavesRound = false
    /// The first block of a loop.
    var beginsLoop = false
  }

  var blocks: [OpenBlock] = []
  /// The order in which blocks were begun, which is the order that they are printed in.
  var layout: [Int] = []
  var current: Int?
  var valueCount: UInt32 = 0

  var scopes: [LocalScope] = []
  var targets: [JumpTarget] = []
  var handlers: [ErrorHandler] = []
  /// Optional chains that are being lowered: where each starts, and where it goes when it is nil.
  var chains: [(start: UInt32, exit: Int)] = []
  /// The `try` around the current expression.
  var tryMark: CallMark?
  /// The `await` around the current expression.
  var awaitMark: CallMark?
  /// The call whose result nobody uses.
  var unusedCall: (range: ByteRange, isExplicit: Bool)?
  /// The body that `fallthrough` goes on with, and how many scopes stay open.
  var nextCase: (block: Int, depth: Int)?
  /// Where `yield` puts its value.
  var yielded: LocalID?
  /// What a typed `throws` says.
  var errorType: FlowType?

  /// Locals that earlier branches of an `#if` declared, for the later ones to share.
  var alternatives: [[String: LocalBinding]] = []
  /// Whether `$0` means a parameter: a closure without a signature.
  var takesAnonymousParameters = false
  /// The types that the context gives a closure's parameters.
  var expectedParameters: [FlowType?] = []

  var captured: [LocalID: LocalID] = [:]
  /// `$0` …: their locals, which become parameters in the end.
  var anonymousParameters: [LocalID?] = []
  /// Closures by where they stand: deferred statements are lowered more than once.
  var closures: [ByteRange: (function: FunctionID, names: [(name: String, outer: LocalID)])] = [:]
  /// Functions whose captures name locals of this one.
  var children: [FunctionID] = []

  private var madeInference: TypeInference?

  /// The calls that a `try` or an `await` is about.
  struct CallMark {
    var range: SourceRange
    var calls: Set<ByteRange>
  }

  /// A local that takes the value of each branch.
  struct ResultSink {
    var local: LocalID
    var type: FlowType?
  }

  init(
    _ unit: LoweringUnit, _ signature: FlowFunction, context: DeclarationContext,
    parent: FunctionLowering? = nil
  ) {
    self.unit = unit
    self.parent = parent
    self.context = context
    function = signature
    function.hasOnlyDecimals = true
  }

  var outline: SwiftOutline { unit.outline }
  func range(_ bytes: ByteRange) -> SourceRange { unit.input.range(bytes) }

  var types: TypeLowering { TypeLowering(outline: outline, context: context) }

  /// Anew once the outline has grown.
  var inference: TypeInference {
    if let made = madeInference, made.names === unit.typeNames { return made }
    let made = TypeInference(
      outline: outline, context: context, names: unit.typeNames, body: self)
    madeInference = made
    return made
  }

  // MARK: - Operations

  /// Adds an operation that defines a value.
  @discardableResult
  func emit(_ kind: Operation.Kind, _ range: SourceRange) -> ValueID {
    let value = newValue()
    append(Operation(result: value, kind, range))
    return value
  }

  /// Adds an operation that defines nothing.
  func perform(_ kind: Operation.Kind, _ range: SourceRange) {
    append(Operation(result: nil, kind, range))
  }

  func newValue() -> ValueID {
    defer { valueCount += 1 }
    return ValueID(valueCount)
  }

  private func append(_ operation: Operation) {
    if current == nil { begin(newBlock()) }
    guard let current else { return }
    unit.budget -= 1
    blocks[current].operations.append(operation)
  }

  /// A value that nothing is known about.
  func unknown(_ range: SourceRange) -> ValueID { emit(.unknown, range) }

  func load(_ place: ValueID, _ range: SourceRange) -> ValueID { emit(.load(place, .plain), range) }

  func store(_ value: ValueID, into place: ValueID, _ range: SourceRange) {
    perform(.store(value, into: place, .plain), range)
  }

  func store(_ value: ValueID, into local: LocalID, _ range: SourceRange) {
    store(value, into: emit(.local(local), range), range)
  }

  // MARK: - Blocks

  func newBlock() -> Int {
    blocks.append(OpenBlock())
    return blocks.count - 1
  }

  /// Goes on in a block; the current one must be complete.
  func begin(_ block: Int) {
    layout.append(block)
    current = block
  }

  /// Completes the current block; behind a jump there is none, and nothing happens.
  func terminate(_ kind: Terminator.Kind, _ range: SourceRange) {
    guard let block = current else { return }
    blocks[block].terminator = Terminator(kind, range)
    current = nil
  }

  func jump(to block: Int, _ range: SourceRange) {
    terminate(.jump(BlockID(UInt32(block))), range)
  }

  func branch(_ condition: ValueID, then: Int, otherwise: Int, _ range: SourceRange) {
    terminate(
      .branch(
        condition, then: BlockID(UInt32(then)), otherwise: BlockID(UInt32(otherwise))), range)
  }

  // MARK: - Depth

  /// Goes one level down in the input; where it is too deep or too much, says so and gives nil.
  func descend<Result>(_ bytes: ByteRange, _ body: () -> Result) -> Result? {
    guard unit.depth < LoweringUnit.maximumDepth else {
      unit.gap(range(bytes), "nested too deeply")
      return nil
    }
    guard unit.budget > 0 else {
      unit.gap(function.range, "'\(function.name)' is too large")
      return nil
    }
    unit.depth += 1
    defer { unit.depth -= 1 }
    return body()
  }
}
