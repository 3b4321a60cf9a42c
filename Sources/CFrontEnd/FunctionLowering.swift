import CLibclang
import DMALint

/// Makes the blocks of one C function from its cursors. Statements, expressions, calls and assembly
/// are extensions in files of their own.
struct FunctionLowering {
  let unit: UnitContext
  private(set) var function: FlowFunction
  private var blocks: [PendingBlock] = []
  /// The block that operations go to; nil where control cannot get to.
  private(set) var current: BlockID?
  private var locals: [CursorKey: LocalID] = [:]
  /// The locals whose storage has begun, by scope.
  private var scopes: [[LocalID]] = [[]]
  /// What `break` and `continue` leave, innermost last.
  var targets: [Target] = []
  private var labels: [String: Label] = [:]
  private var jumps: [PendingJump] = []
  /// Labels of the innermost switch, gathered while its body is lowered.
  var cases: [SwitchCase] = []
  /// How deep the lowering recurses.
  var depth = 0
  /// Compound literals outside functions keep their storage.
  var isGlobalValue = false

  private struct PendingBlock {
    var operations: [Operation] = []
    var terminator: Terminator?
    var hasPredecessor = false
  }

  struct Target {
    var breakBlock: BlockID
    /// Nil for a switch.
    var continueBlock: BlockID?
    var scopeCount: Int
  }

  struct SwitchCase {
    /// Nil for `default`, and where the value is not known.
    var first: Int64?
    var last: Int64?
    var block: BlockID
    var range: SourceRange
    var isDefault = false
    /// The name of a value that is not known.
    var name: String?
  }

  private struct Label {
    var block: BlockID
    /// The scopes around the label, as far as known.
    var scopes: [[LocalID]]?
  }

  /// A goto whose label may stand further on, so that what it leaves is known only at the end.
  private struct PendingJump {
    var block: BlockID
    var label: String
    var scopes: [[LocalID]]
    var range: SourceRange
  }

  /// Recursion beyond this is a gap.
  static let deepest = 400

  init(_ function: FlowFunction, unit: UnitContext) {
    self.function = function
    self.unit = unit
    current = newBlock()
    blocks[0].hasPredecessor = true
  }

  // MARK: Blocks

  mutating func newBlock() -> BlockID {
    blocks.append(PendingBlock())
    return BlockID(UInt32(blocks.count - 1))
  }

  /// Goes on in a block; where nothing leads to it, control cannot get there.
  mutating func start(_ block: BlockID) {
    current = blocks[Int(block.index)].hasPredecessor ? block : nil
  }

  /// Goes on in a block to which something may lead later.
  mutating func startLabelled(_ block: BlockID) { current = block }

  mutating func terminate(_ kind: Terminator.Kind, _ range: SourceRange) {
    guard let block = current else { return }
    blocks[Int(block.index)].terminator = Terminator(kind, range)
    switch kind {
    case .jump(let target): blocks[Int(target.index)].hasPredecessor = true
    case .branch(_, let then, let otherwise):
      blocks[Int(then.index)].hasPredecessor = true
      blocks[Int(otherwise.index)].hasPredecessor = true
    case .tryCall, .return, .throw, .unreachable: break
    }
    current = nil
  }

  /// Leaves the current block open: its terminator comes when what follows is known.
  mutating func suspend() { current = nil }

  mutating func jump(to block: BlockID, _ range: SourceRange) { terminate(.jump(block), range) }

  /// Appends an operation that defines a value.
  @discardableResult
  mutating func emit(_ kind: Operation.Kind, _ range: SourceRange) -> ValueID {
    let value = ValueID(function.valueCount)
    function.valueCount += 1
    append(Operation(result: value, kind, range))
    return value
  }

  /// Appends an operation that defines none.
  mutating func perform(_ kind: Operation.Kind, _ range: SourceRange) {
    append(Operation(result: nil, kind, range))
  }

  private mutating func append(_ operation: Operation) {
    // Code that control cannot get to, but that holds a label, needs a block all the same.
    let block = current ?? newBlock()
    current = block
    blocks[Int(block.index)].operations.append(operation)
  }

  // MARK: Locals

  /// Adds a local; its storage begins elsewhere.
  mutating func add(_ local: FlowFunction.Local, for declaration: CXCursor? = nil) -> LocalID {
    let id = LocalID(UInt32(function.locals.count))
    function.locals.append(local)
    if let declaration { locals[CursorKey(declaration)] = id }
    return id
  }

  func local(for declaration: CXCursor) -> LocalID? { locals[CursorKey(declaration)] }

  func isVolatile(_ local: LocalID) -> Bool { function.locals[Int(local.index)].isVolatile }

  /// Adds a local for a value that has no name.
  mutating func temporary(_ type: FlowType?, _ range: SourceRange) -> LocalID {
    var local = FlowFunction.Local(name: "", type: type, range: range)
    local.isTemporary = true
    return add(local)
  }

  /// Begins the storage of a local until the scope ends.
  mutating func enter(_ local: LocalID, _ range: SourceRange) {
    perform(.enter(local), range)
    scopes[scopes.count - 1].append(local)
  }

  var scopeCount: Int { scopes.count }

  mutating func openScope() { scopes.append([]) }

  /// Ends the innermost scope; `range` is its closing brace.
  mutating func closeScope(_ range: SourceRange) {
    if current != nil { leave(downTo: scopes.count - 1, range) }
    scopes.removeLast()
  }

  /// Ends the storage of what a jump out of scopes leaves.
  mutating func leave(downTo count: Int, _ range: SourceRange) {
    for scope in scopes[count...].reversed() {
      for local in scope.reversed() { perform(.leave(local), range) }
    }
  }

  // MARK: Labels

  mutating func startLabel(_ name: String, _ range: SourceRange) {
    let block = labels[name]?.block ?? newBlock()
    labels[name] = Label(block: block, scopes: scopes)
    jump(to: block, range)
    startLabelled(block)
  }

  mutating func goto(_ name: String, _ range: SourceRange) {
    guard let block = current else { return }
    if labels[name] == nil { labels[name] = Label(block: newBlock(), scopes: nil) }
    jumps.append(PendingJump(block: block, label: name, scopes: scopes, range: range))
    current = nil
  }

  private mutating func resolveJumps() {
    for jump in jumps {
      guard let label = labels[jump.label], let target = label.scopes else { continue }
      current = jump.block
      let shared = zip(jump.scopes, target).prefix { $0.first == $1.first }.count
      for (index, scope) in jump.scopes.enumerated().reversed() {
        // What was declared after the label in the label's own scope is left by going back to it.
        let kept = index < shared ? target[index].count : 0
        for local in scope.dropFirst(kept).reversed() { perform(.leave(local), jump.range) }
      }
      terminate(.jump(label.block), jump.range)
    }
  }

  // MARK: The end

  /// The function with its blocks in reverse postorder. `end` is the closing brace.
  mutating func finished(_ end: SourceRange) -> FlowFunction {
    if current != nil {
      leave(downTo: 0, end)
      terminate(.return(nil), end)
    }
    resolveJumps()
    function.end = end
    skipEmptyBlocks()
    joinChains()
    let order = reversePostorder()
    var numbers = [BlockID?](repeating: nil, count: blocks.count)
    for (number, old) in order.enumerated() { numbers[old] = BlockID(UInt32(number)) }
    function.blocks = order.map { old in
      var terminator = blocks[old].terminator ?? Terminator(.unreachable, end)
      terminator.kind = FunctionLowering.renumbered(terminator.kind, numbers)
      return BasicBlock(operations: blocks[old].operations, terminator: terminator)
    }
    return function
  }

  private static func renumbered(
    _ kind: Terminator.Kind, _ numbers: [BlockID?]
  ) -> Terminator.Kind {
    redirected(kind) { numbers[Int($0.index)] ?? $0 }
  }

  private static func redirected(
    _ kind: Terminator.Kind, _ target: (BlockID) -> BlockID
  ) -> Terminator.Kind {
    switch kind {
    case .jump(let block): .jump(target(block))
    case .branch(let condition, let then, let otherwise):
      .branch(condition, then: target(then), otherwise: target(otherwise))
    case .tryCall, .return, .throw, .unreachable: kind
    }
  }

  /// Leads jumps to blocks that only jump on to where those jump.
  private mutating func skipEmptyBlocks() {
    let blocks = blocks
    var ends = [BlockID?](repeating: nil, count: blocks.count)
    func end(of block: BlockID) -> BlockID {
      var path: [BlockID] = []
      var block = block
      // An empty loop ends where it is entered.
      while !path.contains(block) {
        if let known = ends[Int(block.index)] {
          block = known
          break
        }
        guard blocks[Int(block.index)].operations.isEmpty,
          case .jump(let next)? = blocks[Int(block.index)].terminator?.kind, path.count < 64
        else { break }
        path.append(block)
        block = next
      }
      for passed in path { ends[Int(passed.index)] = block }
      return block
    }
    for index in blocks.indices {
      guard let terminator = blocks[index].terminator else { continue }
      self.blocks[index].terminator?.kind = FunctionLowering.redirected(terminator.kind, end)
    }
  }

  /// Joins blocks that follow each other without a choice.
  private mutating func joinChains() {
    let reached = reachable()
    var entries = [Int](repeating: 0, count: blocks.count)
    entries[0] = 1
    for block in blocks.indices where reached.contains(block) || !blocks[block].operations.isEmpty {
      for next in successors(block) { entries[next] += 1 }
    }
    for block in blocks.indices where reached.contains(block) {
      while case .jump(let next)? = blocks[block].terminator?.kind,
        entries[Int(next.index)] == 1, Int(next.index) != block
      {
        let joined = blocks[Int(next.index)]
        blocks[Int(next.index)] = PendingBlock()
        // What was joined is neither reached nor holds anything any more.
        entries[Int(next.index)] = 0
        blocks[block].operations += joined.operations
        blocks[block].terminator = joined.terminator
      }
    }
  }

  /// Blocks that control gets to, then those that hold operations all the same.
  private func reversePostorder() -> [Int] {
    var postorder: [Int] = []
    var isSeen = [Bool](repeating: false, count: blocks.count)
    func visit(_ root: Int) {
      guard !isSeen[root] else { return }
      isSeen[root] = true
      var stack = [(block: root, next: successors(root))]
      while var top = stack.popLast() {
        guard let next = top.next.popLast() else {
          postorder.append(top.block)
          continue
        }
        stack.append(top)
        if !isSeen[next] {
          isSeen[next] = true
          stack.append((next, successors(next)))
        }
      }
    }
    let reached = reachable()
    for block in blocks.indices.reversed()
    where !blocks[block].operations.isEmpty && !reached.contains(block) {
      visit(block)
    }
    visit(0)
    return postorder.reversed()
  }

  private func reachable() -> Set<Int> {
    var reached: Set<Int> = [0]
    var waiting = [0]
    while let block = waiting.popLast() {
      for next in successors(block) where reached.insert(next).inserted { waiting.append(next) }
    }
    return reached
  }

  /// The last one first, so that the first one comes first in reverse postorder.
  private func successors(_ block: Int) -> [Int] {
    switch blocks[block].terminator?.kind {
    case .jump(let target): [Int(target.index)]
    case .branch(_, let then, let otherwise): [Int(then.index), Int(otherwise.index)]
    case .tryCall, .return, .throw, .unreachable, nil: []
    }
  }
}

/// What an expression comes to: constants become operations only where they are used.
enum Operand {
  case constant(Int64)
  case value(ValueID)
  /// Of type `void`.
  case none
}
