/// Comments and the extents of statements, for suppressions.
extension SwiftInput {
  /// Statements are looked for only where a comment speaks to dmalint: most files have none.
  public var annotations: FileAnnotations {
    let comments = Comment.comments(of: source.bytes, tokens: tokens).filter { comment in
      mentionsDmalint(comment.range)
    }
    guard !comments.isEmpty else { return FileAnnotations(file: file, comments: []) }
    var extents = StatementExtents(input: self)
    for statement in syntax.topLevel { extents.visit(statement) }
    for declaration in syntax.declarations { extents.visit(declaration) }
    return FileAnnotations(
      file: file,
      comments: comments.map { comment in
        FileAnnotations.Comment(range(comment.range), text(comment.range))
      },
      statements: extents.ranges.map(range))
  }

  private func mentionsDmalint(_ range: ByteRange) -> Bool {
    let word = Array("dmalint:".utf8)
    var index = Int(range.start)
    let last = Int(range.end) - word.count
    while index <= last {
      if source.bytes[index] == word[0],
        source.bytes[index..<index + word.count].elementsEqual(word)
      {
        return true
      }
      index += 1
    }
    return false
  }
}

/// Where every statement and declaration of a file begins and ends, those in bodies and closures too.
private struct StatementExtents {
  let input: SwiftInput
  var ranges: [ByteRange] = []
  private var depth = 0

  init(input: SwiftInput) { self.input = input }

  mutating func visit(_ block: Block) {
    for statement in block.statements { visit(statement) }
  }

  mutating func visit(_ statement: Statement) {
    ranges.append(statement.range)
    depth += 1
    defer { depth -= 1 }
    guard depth < 128 else { return }
    switch statement.kind {
    case .expression(let value), .throw(let value), .discard(let value), .yield(let value),
      .then(let value):
      visit(value)
    case .declaration(let declaration): visit(declaration)
    case .return(let value): if let value { visit(value) }
    case .break, .continue, .fallthrough, .unknown: break
    case .if(let branch): visit(branch)
    case .guard(let conditions, let block), .while(let conditions, let block):
      visit(conditions)
      visit(block)
    case .repeatWhile(let block, let condition):
      visit(block)
      visit(condition)
    case .for(let loop):
      visit(loop.sequence)
      visit(loop.body)
    case .switch(let choice): visit(choice)
    case .do(let scope): visit(scope)
    case .defer(let block): visit(block)
    case .labeled(_, let inner): visit(inner)
    case .conditional(let branches):
      for branch in branches { for element in branch.elements { visit(element) } }
    }
  }

  private mutating func visit(_ conditions: [Condition]) {
    for condition in conditions {
      switch condition {
      case .expression(let value): visit(value)
      case .optionalBinding(_, _, _, let value): if let value { visit(value) }
      case .pattern(_, let value): visit(value)
      case .availability: break
      }
    }
  }

  private mutating func visit(_ branch: IfStatement) {
    visit(branch.conditions)
    visit(branch.then)
    if let otherwise = branch.otherwise { visit(otherwise) }
  }

  private mutating func visit(_ choice: SwitchStatement) {
    visit(choice.subject)
    for item in choice.cases { visit(item.body) }
  }

  private mutating func visit(_ scope: DoStatement) {
    visit(scope.body)
    for handler in scope.catches { visit(handler.body) }
  }

  mutating func visit(_ declaration: Declaration) {
    ranges.append(declaration.range)
    depth += 1
    defer { depth -= 1 }
    guard depth < 128 else { return }
    switch declaration.kind {
    case .function(let function), .initializer(let function, _): visit(function.body)
    case .deinitializer(let body): visit(body)
    case .subscript(let syntax): for accessor in syntax.accessors { visit(accessor.body) }
    case .variable(let variable):
      for binding in variable.bindings {
        if let value = binding.value { visit(value) }
        if let tokens = binding.valueTokens { visit(input.value(at: tokens).value) }
        for accessor in binding.accessors { visit(accessor.body) }
      }
    case .type(let type): for member in type.members { visit(member) }
    case .conditional(let branches):
      for branch in branches { for element in branch.elements { visit(element) } }
    case .enumCase, .typealias, .associatedType, .import, .other: break
    }
  }

  private mutating func visit(_ body: BodySyntax?) {
    if let body { visit(input.statements(of: body).block) }
  }

  private mutating func visit(_ arguments: [Argument]) {
    for argument in arguments { visit(argument.value) }
  }

  private mutating func visit(_ value: Expression) {
    depth += 1
    defer { depth -= 1 }
    guard depth < 128 else { return }
    switch value.kind {
    case .integer, .float, .boolean, .nilLiteral, .regex, .keyPath, .name, .implicitMember,
      .wildcard, .type, .unknown:
      break
    case .string(let pieces):
      for case .interpolation(let arguments) in pieces { visit(arguments) }
    case .array(let elements): for element in elements { visit(element) }
    case .dictionary(let pairs):
      for pair in pairs {
        visit(pair.key)
        visit(pair.value)
      }
    case .tuple(let arguments), .macro(_, let arguments): visit(arguments)
    case .closure(let closure): visit(closure.body)
    case .member(let base, _, _, _), .prefix(_, let base), .postfix(_, let base),
      .addressOf(let base), .is(let base, _), .cast(let base, _, _), .optionalChain(let base),
      .forced(let base), .try(_, let base), .await(let base), .word(_, let base):
      visit(base)
    case .call(let callee, let arguments), .subscript(let callee, let arguments):
      visit(callee)
      visit(arguments)
    case .binary(let left, _, let right), .assign(let left, _, let right):
      visit(left)
      visit(right)
    case .ternary(let condition, let then, let otherwise):
      visit(condition)
      visit(then)
      visit(otherwise)
    case .if(let branch): visit(branch)
    case .switch(let choice): visit(choice)
    case .do(let scope): visit(scope)
    }
  }
}
