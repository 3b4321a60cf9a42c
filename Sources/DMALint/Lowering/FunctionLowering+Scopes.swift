/// The names and the locals of a pair of braces, and what happens when control leaves them.
struct LocalScope {
  var names: [String: LocalBinding] = [:]
  var entries: [Entry] = []
  /// The closing brace; for temporaries the expression.
  var end: SourceRange

  init(end: SourceRange) { self.end = end }

  enum Entry {
    case local(LocalID)
    case deferred(Block)

    var local: LocalID? {
      if case .local(let local) = self { return local }
      return nil
    }
  }
}

/// What a name inside a body is bound to.
enum LocalBinding {
  case local(LocalID)
  case function(LocalID, FlowFunction)
  /// A computed variable: the local holds its getter.
  case getter(LocalID, FlowType?)
  /// A variable with a property wrapper: the local holds the wrapper, the member its value.
  case wrapped(LocalID, member: String, FlowType?)
}

/// A statement that `break` and `continue` can name.
struct JumpTarget {
  var label: String?
  var breakBlock: Int
  /// Nil for statements that are no loops.
  var continueBlock: Int?
  /// `break` without a label leaves loops and `switch`.
  var takesPlainBreak: Bool
  /// How many scopes stay open behind a `break`.
  var breakDepth: Int
  var continueDepth: Int
}

/// Where an error goes.
enum ErrorHandler {
  /// To the catch clauses: the error is stored and the scopes beyond `depth` are left.
  case catches(error: LocalID, type: FlowType?, block: Int, depth: Int)
  /// `try?`: to where the value is nil.
  case discards(block: Int, depth: Int)
  /// `try!`
  case traps
}

extension FunctionLowering {
  // MARK: - Locals

  func newLocal(
    _ name: String, _ type: FlowType?, _ range: SourceRange, isLet: Bool = false,
    isTemporary: Bool = false
  ) -> LocalID {
    var local = FlowFunction.Local(name: name, type: type, range: range)
    local.isLet = isLet
    local.isTemporary = isTemporary
    function.locals.append(local)
    return LocalID(UInt32(function.locals.count - 1))
  }

  /// Begins the life of a local in the innermost scope.
  func enter(_ local: LocalID, _ range: SourceRange) {
    perform(.enter(local), range)
    scopes[scopes.count - 1].entries.append(.local(local))
  }

  /// A variable with a name, in the innermost scope. Alternatives of one `#if` share it.
  func declare(
    _ name: String, _ type: FlowType?, _ range: SourceRange, isLet: Bool
  ) -> LocalID {
    if case .local(let shared)? = alternatives.last?[name] {
      perform(.enter(shared), range)
      bind(name, .local(shared))
      return shared
    }
    let local = newLocal(name, type, range, isLet: isLet)
    enter(local, range)
    bind(name, .local(local))
    return local
  }

  func bind(_ name: String, _ binding: LocalBinding) {
    guard name != "_" else { return }
    scopes[scopes.count - 1].names[name] = binding
  }

  /// A local of the front end that lives until the end of the full expression.
  func temporary(_ name: String, _ type: FlowType?, _ range: SourceRange) -> LocalID {
    let local = newLocal(name, type, range, isTemporary: true)
    enter(local, range)
    return local
  }

  /// Keeps a value in a temporary, for operations that want a place.
  func place(holding value: ValueID, _ type: FlowType?, _ range: SourceRange) -> ValueID {
    let local = temporary("temporary", type, range)
    store(value, into: local, range)
    return emit(.local(local), range)
  }

  // MARK: - Scopes

  func pushScope(end: SourceRange) { scopes.append(LocalScope(end: end)) }

  /// Leaves the innermost scope on the path that falls out of it.
  func popScope() {
    if current != nil { unwind(to: scopes.count - 1) }
    scopes.removeLast()
  }

  /// Evaluates a full expression, and ends the life of its temporaries.
  func withTemporaries<Result>(_ bytes: ByteRange, _ body: () -> Result) -> Result {
    pushScope(end: range(bytes))
    defer { popScope() }
    return body()
  }

  /// Leaves all scopes beyond `depth`, innermost first: locals end, deferred statements run. The
  /// scopes themselves stay, since other paths are still inside them.
  func unwind(to depth: Int) {
    let saved = scopes
    while scopes.count > depth {
      let last = scopes.count - 1
      while let entry = scopes[last].entries.popLast() {
        switch entry {
        case .local(let local): perform(.leave(local), scopes[last].end)
        case .deferred(let block): lowerDeferred(block)
        }
      }
      scopes.removeLast()
    }
    scopes = saved
  }

  /// Deferred statements see the scopes as they were at the `defer`.
  private func lowerDeferred(_ block: Block) {
    let saved = (targets, handlers, chains, tryMark, awaitMark, unusedCall, nextCase)
    chains = []
    tryMark = nil
    awaitMark = nil
    unusedCall = nil
    nextCase = nil
    _ = descend(block.range) { lowerScope(block) }
    (targets, handlers, chains, tryMark, awaitMark, unusedCall, nextCase) = saved
  }

  // MARK: - Exits

  /// Leaves the function.
  func exit(returning value: ValueID?, _ range: SourceRange) {
    // Nothing returns from a `Never` function; what its body calls last does not either.
    if function.result?.name == "Never" { return terminate(.unreachable, range) }
    unwind(to: 0)
    terminate(.return(value), range)
  }

  /// Goes to where an error goes from here.
  func exit(throwing error: ValueID?, _ range: SourceRange) {
    switch handlers.last {
    case nil:
      unwind(to: 0)
      terminate(.throw(error), range)
    case .catches(let local, _, let block, let depth)?:
      unwind(to: depth)
      store(error ?? unknown(range), into: local, range)
      jump(to: block, range)
    case .discards(let block, let depth)?:
      unwind(to: depth)
      jump(to: block, range)
    case .traps?:
      terminate(.unreachable, range)
    }
  }
}
