import CLibclang
import DMALint

extension FunctionLowering {
  mutating func lower(statement: CXCursor) {
    guard current != nil || holdsLabel(statement) else { return }
    depth += 1
    defer { depth -= 1 }
    guard depth < FunctionLowering.deepest else {
      unit.gap(unit.range(statement), "statements nest too deeply to be followed")
      return
    }
    switch statement.kind {
    case CursorKind.compound: lower(block: statement)
    case CursorKind.declaration:
      for declaration in unit.library.children(statement) { declare(declaration) }
    case CursorKind.null: break
    case CursorKind.if: lower(if: statement)
    case CursorKind.while: lower(while: statement)
    case CursorKind.do: lower(do: statement)
    case CursorKind.for: lower(for: statement)
    case CursorKind.switch: lower(switch: statement)
    case CursorKind.caseLabel, CursorKind.defaultLabel: lower(case: statement)
    case CursorKind.return: lower(return: statement)
    case CursorKind.break: lower(break: statement)
    case CursorKind.continue: lower(continue: statement)
    case CursorKind.label:
      startLabel(unit.library.spelling(statement), unit.range(statement))
      for child in unit.library.children(statement) { lower(statement: child) }
    case CursorKind.goto: lower(goto: statement)
    case CursorKind.indirectGoto:
      unit.gap(unit.range(statement), "a computed goto is not followed")
      terminate(.unreachable, unit.range(statement))
    case CursorKind.assembly, CursorKind.microsoftAssembly: lower(assembly: statement)
    case _ where CursorKind.isExpression(statement.kind): lower(effect: statement)
    case _ where CursorKind.isAttribute(statement.kind): break
    default: lower(unexposed: statement)
    }
  }

  /// A statement that libclang does not name: an attributed one holds another.
  private mutating func lower(unexposed statement: CXCursor) {
    let children = unit.library.children(statement).filter { !CursorKind.isAttribute($0.kind) }
    if children.count == 1 {
      lower(statement: children[0])
    } else if !children.isEmpty {
      unit.gap(unit.range(statement), "a statement of an unknown kind is not followed")
      emit(.unknown, unit.range(statement))
    }
  }

  private mutating func lower(block: CXCursor) {
    openScope()
    for child in unit.library.children(block) { lower(statement: child) }
    closeScope(unit.end(of: block))
  }

  /// The function's body, or that of a statement expression up to its last statement.
  mutating func lower(body: CXCursor) {
    for child in unit.library.children(body) { lower(statement: child) }
  }

  /// Whether control can get into a statement from elsewhere.
  private func holdsLabel(_ statement: CXCursor) -> Bool {
    switch statement.kind {
    case CursorKind.label, CursorKind.caseLabel, CursorKind.defaultLabel: true
    case _ where CursorKind.isExpression(statement.kind): false
    default: unit.library.children(statement).contains(where: holdsLabel)
    }
  }

  // MARK: Declarations

  private mutating func declare(_ declaration: CXCursor) {
    switch declaration.kind {
    case CursorKind.variable: declare(variable: declaration)
    case CursorKind.structDeclaration, CursorKind.unionDeclaration, CursorKind.enumDeclaration,
      CursorKind.typedef:
      unit.declare(type: declaration)
    default: break
    }
  }

  private mutating func declare(variable: CXCursor) {
    let storage = unit.functions.Cursor_getStorageClass(variable)
    if storage == StorageClass.extern { return }
    let facts = unit.types.facts(of: variable)
    let range = unit.nameRange(variable)
    var local = FlowFunction.Local(
      name: unit.library.spelling(variable), type: facts.flow, range: range)
    local.isLet = facts.isConstant
    local.isVolatile = facts.isVolatile
    local.size = facts.size
    local.alignment = facts.alignment
    for attribute in unit.attributes(of: variable) where attribute.name == "aligned" {
      let alignment = attribute.argument.flatMap { MacroExpression.value(of: $0) } ?? 16
      local.alignment = max(local.alignment ?? 1, UInt32(clamping: alignment))
    }
    if storage == StorageClass.static {
      local.isStatic = true
      _ = add(local, for: variable)
      // Sections and initial values have no place in a local.
      unit.declare(global: variable, name: function.name + "." + local.name)
      return
    }
    let id = add(local, for: variable)
    enter(id, range)
    let initializer = unit.functions.Cursor_getVarDeclInitializer(variable)
    guard CursorKind.isExpression(initializer.kind) else { return }
    let value = self.initialValue(initializer, for: facts)
    let place = emit(.local(id), range)
    perform(.store(value, into: place, facts.mode), range)
  }

  // MARK: Branches and loops

  private mutating func lower(if statement: CXCursor) {
    let children = unit.library.children(statement)
    guard children.count >= 2 else { return }
    let range = unit.range(statement)
    let hasElse = children.count >= 3
    let then = newBlock()
    let join = newBlock()
    let otherwise = hasElse ? newBlock() : join
    lower(condition: children[0], then: then, otherwise: otherwise)
    start(then)
    lower(statement: children[1])
    jump(to: join, range.atEnd)
    if hasElse {
      start(otherwise)
      lower(statement: children[2])
      jump(to: join, range.atEnd)
    }
    start(join)
  }

  private mutating func lower(while statement: CXCursor) {
    let children = unit.library.children(statement)
    guard children.count >= 2 else { return }
    lowerLoop(
      unit.range(statement), condition: children[children.count - 2],
      body: children[children.count - 1], step: nil)
  }

  private mutating func lower(for statement: CXCursor) {
    let parts = unit.parts(ofFor: statement)
    openScope()
    if let start = parts.start { lower(statement: start) }
    lowerLoop(
      unit.range(statement), condition: parts.condition, body: parts.body, step: parts.step)
    closeScope(unit.end(of: statement))
  }

  private mutating func lowerLoop(
    _ range: SourceRange, condition: CXCursor?, body: CXCursor?, step: CXCursor?
  ) {
    let head = newBlock()
    let bodyBlock = newBlock()
    let exit = newBlock()
    let next = step == nil ? head : newBlock()
    jump(to: head, range.atStart)
    startLabelled(head)
    if let condition {
      lower(condition: condition, then: bodyBlock, otherwise: exit)
    } else {
      jump(to: bodyBlock, range.atStart)
    }
    start(bodyBlock)
    targets.append(Target(breakBlock: exit, continueBlock: next, scopeCount: scopeCount))
    if let body { lower(statement: body) }
    targets.removeLast()
    jump(to: next, range.atEnd)
    if let step {
      start(next)
      if current != nil { lower(effect: step) }
      jump(to: head, range.atEnd)
    }
    start(exit)
  }

  private mutating func lower(do statement: CXCursor) {
    let children = unit.library.children(statement)
    guard children.count >= 2 else { return }
    let range = unit.range(statement)
    let body = newBlock()
    let test = newBlock()
    let exit = newBlock()
    jump(to: body, range.atStart)
    startLabelled(body)
    targets.append(Target(breakBlock: exit, continueBlock: test, scopeCount: scopeCount))
    lower(statement: children[0])
    targets.removeLast()
    jump(to: test, range.atEnd)
    start(test)
    if current != nil { lower(condition: children[1], then: body, otherwise: exit) }
    start(exit)
  }

  private mutating func lower(switch statement: CXCursor) {
    let children = unit.library.children(statement)
    guard children.count >= 2 else { return }
    let range = unit.range(statement)
    let exit = newBlock()
    let subject = children[children.count - 2]
    let facts = unit.types.facts(of: subject)
    let operand = value(of: subject)
    let value = self.value(operand, unit.range(subject))
    let dispatch = current ?? newBlock()
    let outerCases = cases
    cases = []
    suspend()
    targets.append(Target(breakBlock: exit, continueBlock: nil, scopeCount: scopeCount))
    lower(statement: children[children.count - 1])
    targets.removeLast()
    jump(to: exit, range.atEnd)
    let own = cases
    cases = outerCases

    startLabelled(dispatch)
    for label in own {
      guard !label.isDefault else { continue }
      let next = newBlock()
      let condition =
        label.first.map { compare(value, $0, label.last ?? $0, facts, label.range) }
        ?? compare(value, toUnknown: label.name, label.range)
      terminate(.branch(condition, then: label.block, otherwise: next), label.range)
      startLabelled(next)
    }
    let rest = own.first { $0.isDefault }?.block ?? exit
    jump(to: rest, range.atStart)
    start(exit)
  }

  private mutating func compare(
    _ value: ValueID, _ first: Int64, _ last: Int64, _ facts: CTypeFacts, _ range: SourceRange
  ) -> ValueID {
    let low = emit(.integer(first), range)
    guard first != last else { return emit(.binary("==", value, low), range) }
    let isAbove = emit(.binary(">=", value, low), range)
    let high = emit(.integer(last), range)
    let isBelow = emit(.binary("<=", value, high), range)
    return emit(.binary("&", isAbove, isBelow), range)
  }

  /// A case whose value a missing header gives: it may be taken or not.
  private mutating func compare(
    _ value: ValueID, toUnknown name: String?, _ range: SourceRange
  ) -> ValueID {
    guard let name else { return emit(.unknown, range) }
    let constant = emit(.name(name), range)
    return emit(.binary("==", value, constant), range)
  }

  private mutating func lower(case statement: CXCursor) {
    var children = unit.library.children(statement)
    let range = unit.range(statement)
    let block = newBlock()
    jump(to: block, range.atStart)
    startLabelled(block)
    if statement.kind == CursorKind.defaultLabel {
      cases.append(SwitchCase(block: block, range: range.atStart, isDefault: true))
    } else if let first = children.first.flatMap(unit.evaluate) {
      children.removeFirst()
      var last: Int64?
      if children.count > 1, CursorKind.isExpression(children[0].kind) {
        last = unit.evaluate(children.removeFirst())
      }
      cases.append(SwitchCase(first: first, last: last, block: block, range: range.atStart))
    } else {
      unit.gap(range, "the value of a case is not known")
      var label = SwitchCase(block: block, range: range.atStart)
      if children.count > 1 {
        let reference = bare(children.removeFirst())
        if reference.kind == CursorKind.declarationReference {
          label.name = unit.library.spelling(reference)
        }
      }
      cases.append(label)
    }
    if let body = children.last { lower(statement: body) }
  }

  // MARK: Leaving

  private mutating func lower(return statement: CXCursor) {
    let range = unit.range(statement)
    var result: ValueID?
    if let expression = unit.library.children(statement).first(where: {
      CursorKind.isExpression($0.kind)
    }) {
      switch value(of: expression) {
      case .none: break
      case let operand: result = value(operand, unit.range(expression))
      }
    }
    leave(downTo: 0, range)
    terminate(.return(result), range)
  }

  private mutating func lower(break statement: CXCursor) {
    guard let target = targets.last else { return }
    let range = unit.range(statement)
    leave(downTo: target.scopeCount, range)
    jump(to: target.breakBlock, range)
  }

  private mutating func lower(continue statement: CXCursor) {
    guard let target = targets.last(where: { $0.continueBlock != nil }),
      let block = target.continueBlock
    else { return }
    let range = unit.range(statement)
    leave(downTo: target.scopeCount, range)
    jump(to: block, range)
  }

  private mutating func lower(goto statement: CXCursor) {
    let range = unit.range(statement)
    guard
      let label = unit.library.children(statement).first(where: {
        $0.kind == CursorKind.labelReference
      })
    else {
      terminate(.unreachable, range)
      return
    }
    goto(unit.library.spelling(label), range)
  }
}

/// How C declares a variable's storage, by the numbers in the stable interface.
enum StorageClass {
  static let extern: Int32 = 2
  static let `static`: Int32 = 3
}

extension SourceRange {
  /// The empty range where it starts.
  var atStart: SourceRange { SourceRange(file: file, start: start, end: start) }

  /// The empty range where it ends.
  var atEnd: SourceRange { SourceRange(file: file, start: end, end: end) }
}

extension CTypeFacts {
  /// How C accesses a value of this type.
  var mode: AccessMode {
    isAtomic ? .atomic(.sequentiallyConsistent) : isVolatile ? .volatile : .plain
  }
}
