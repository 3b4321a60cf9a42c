extension IRReader {
  /// Reads the body of a function: from behind its `{` to its `}`.
  mutating func body(of function: inout IRFunction, unnamedParameters: Int) {
    var nextNumber = unnamedParameters
    var isOpen = false
    while true {
      cursor.skipBlanks()
      if cursor.isAtEnd { break }
      if cursor.current == Ascii.rightBrace {
        cursor.advance()
        break
      }
      let start = cursor.index
      if cursor.current == Ascii.pound {
        if let record = debugRecord() {
          if !isOpen { open(&function, &nextNumber) }
          isOpen = true
          function.blocks[function.blocks.count - 1].instructions.append(record)
        }
        cursor.skipLine()
        continue
      }
      if let name = label() {
        function.blocks.append(IRBlock(label: local(name)))
        if let number = Int(name), number >= nextNumber, number < 1 << 24 {
          nextNumber = number + 1
        }
        isOpen = true
        continue
      }
      guard !isNoise() else {
        cursor.skipLine()
        continue
      }
      if !isOpen {
        open(&function, &nextNumber)
        isOpen = true
      }
      if var instruction = instruction(&nextNumber) {
        instruction.location = location()
        function.blocks[function.blocks.count - 1].instructions.append(instruction)
        switch instruction.kind {
        case .jump, .branch, .choice, .jumpAnywhere, .leave, .resume,
          .unreachable, .invoke, .jumpingAssembly:
          isOpen = false
        default: break
        }
      } else {
        gap(start, "this instruction is not understood")
      }
      if cursor.index <= start { cursor.move(to: start) }
      cursor.skipLine()
    }
    function.localCount = localCount
  }

  /// A block that has no label has the next number.
  private mutating func open(_ function: inout IRFunction, _ nextNumber: inout Int) {
    function.blocks.append(IRBlock(label: local(String(nextNumber))))
    nextNumber += 1
  }

  private mutating func label() -> String? {
    let start = cursor.index
    guard cursor.current == Ascii.quote || IRCursor.isWord(cursor.current) else { return nil }
    let name = cursor.name()
    if cursor.current == Ascii.colon {
      cursor.advance()
      return name
    }
    cursor.move(to: start)
    return nil
  }

  /// Lines that say nothing: clauses of landing pads, orders of use lists.
  private func isNoise() -> Bool {
    cursor.isWord("catch") || cursor.isWord("cleanup") || cursor.isWord("filter")
      || cursor.isWord("uselistorder") || cursor.current == Ascii.rightBracket
      || cursor.current == Ascii.exclamation
  }

  /// The `!dbg` on the rest of the line.
  private mutating func location() -> UInt32? {
    while !cursor.isAtEnd, cursor.current != Ascii.lineFeed {
      if cursor.current == Ascii.exclamation, cursor.byte(at: 1) == UInt8(ascii: "d"),
        cursor.byte(at: 2) == UInt8(ascii: "b"), cursor.byte(at: 3) == UInt8(ascii: "g"),
        cursor.byte(at: 4) == Ascii.space
      {
        cursor.advance(5)
        guard cursor.skip(Ascii.exclamation), let number = cursor.number() else { return nil }
        return UInt32(exactly: number)
      }
      if cursor.current == Ascii.quote { _ = cursor.string() } else { cursor.advance() }
    }
    return nil
  }

  private mutating func debugRecord() -> IRInstruction? {
    cursor.advance()
    let word = cursor.word()
    guard word.hasPrefix("dbg_"), cursor.skip(Ascii.leftParenthesis) else { return nil }
    guard word == "dbg_value" || word == "dbg_declare" || word == "dbg_assign" else { return nil }
    cursor.skipBlanks()
    guard isAtType(), let operand = operand(), cursor.skip(Ascii.comma),
      cursor.skip(Ascii.exclamation),
      let variable = cursor.number().flatMap({ UInt32(exactly: $0) })
    else { return nil }
    guard cursor.skip(Ascii.comma) else { return nil }
    cursor.skipBlanks()
    // A value seen through an expression is not the variable's, but where it is a place's address.
    let expression = expression()
    if word == "dbg_assign" { return assignment(to: variable) }
    if word != "dbg_value" || expression == "DW_OP_deref" {
      return IRInstruction(kind: .declare(operand.value, variable: variable))
    }
    guard expression == "" else { return nil }
    return IRInstruction(kind: .describe(operand.value, operand.type, variable: variable))
  }

  /// The rest of `#dbg_assign(value, variable, expression, id, address, …)`.
  private mutating func assignment(to variable: UInt32) -> IRInstruction? {
    for _ in 0..<2 {
      guard cursor.skip(Ascii.exclamation) else { return nil }
      _ = cursor.word()
      if cursor.current == Ascii.leftParenthesis { cursor.skipBalanced() }
      guard cursor.skip(Ascii.comma) else { return nil }
    }
    cursor.skipBlanks()
    guard isAtType(), let address = operand() else { return nil }
    return IRInstruction(kind: .declare(address.value, variable: variable))
  }

  /// What stands in the brackets of a `!DIExpression(…)`.
  private func expression() -> String? {
    var copy = cursor
    guard copy.current == Ascii.exclamation else { return nil }
    copy.advance()
    guard copy.word() == "DIExpression", copy.skip(Ascii.leftParenthesis) else { return nil }
    let start = copy.index
    while !copy.isAtEnd, copy.current != Ascii.rightParenthesis { copy.advance() }
    return copy.text(from: start)
  }

  private mutating func instruction(_ nextNumber: inout Int) -> IRInstruction? {
    var result: Int?
    if cursor.current == UInt8(ascii: "%") {
      cursor.advance()
      let name = cursor.name()
      guard cursor.skip(Ascii.equal) else { return nil }
      result = local(name)
      if let number = Int(name), number >= nextNumber, number < 1 << 24 { nextNumber = number + 1 }
    }
    let word = cursor.word()
    guard !word.isEmpty, let kind = kind(word) else { return nil }
    return IRInstruction(result: result, kind: kind)
  }

  private mutating func kind(_ word: String) -> IRInstruction.Kind? {
    switch word {
    case "load": return load()
    case "store": return store()
    case "call": return call()
    case "tail", "musttail", "notail": return cursor.word() == "call" ? call() : nil
    case "getelementptr":
      skipFlags()
      guard let type = type(), cursor.skip(Ascii.comma), let (base, indices) = address(depth: 0)
      else { return nil }
      return .element(of: type, base: base, indices: indices)
    case "add", "sub", "mul", "udiv", "sdiv", "urem", "srem", "shl", "lshr", "ashr", "and", "or",
      "xor", "fadd", "fsub", "fmul", "fdiv", "frem":
      skipFlags()
      guard let left = operand(), let right = second(left.type) else { return nil }
      return word.utf8.first == UInt8(ascii: "f") ? .other : .binary(word, left, right)
    case "icmp", "fcmp":
      var predicate = ""
      var steps = 0
      cursor.skipBlanks()
      while !isAtType(), steps < 8 {
        predicate = cursor.word()
        cursor.skipBlanks()
        steps += 1
      }
      guard let left = operand(), let right = second(left.type) else { return nil }
      return word == "icmp" ? .compare(predicate, left, right) : .other
    case "br": return branch()
    case "phi": return phi()
    case "alloca": return allocate()
    case "zext", "sext", "trunc", "ptrtoint", "inttoptr", "bitcast", "addrspacecast", "ptrtoaddr":
      skipFlags()
      guard let value = operand(), cursor.skip(word: "to"), let type = type() else { return nil }
      return .cast(word, value, type)
    case "fptrunc", "fpext", "uitofp", "sitofp", "fptoui", "fptosi", "fneg", "extractelement",
      "insertelement", "shufflevector", "va_arg", "landingpad", "catchpad", "cleanuppad":
      // The operands may go on on the next lines.
      if word.utf8.last != UInt8(ascii: "d") {
        skipFlags()
        repeat { guard operand() != nil else { break } } while cursor.skip(Ascii.comma)
      }
      return .other
    case "catchswitch":
      while !cursor.isAtEnd, cursor.current != Ascii.leftBracket, cursor.current != Ascii.lineFeed {
        cursor.advance()
      }
      guard cursor.skip(Ascii.leftBracket), var targets = labels(), cursor.skip(word: "unwind")
      else { return nil }
      if let unwind = target() { targets.append(unwind) }
      return .jumpAnywhere(targets)
    case "select":
      skipFlags()
      guard let condition = operand(), cursor.skip(Ascii.comma), let yes = operand(),
        cursor.skip(Ascii.comma), let no = operand()
      else { return nil }
      return .select(condition, yes, no)
    case "ret":
      cursor.skipBlanks()
      if cursor.skip(word: "void") { return .leave(nil) }
      guard let value = operand() else { return nil }
      return .leave(value)
    case "switch": return choice()
    case "indirectbr":
      guard operand() != nil, cursor.skip(Ascii.comma), cursor.skip(Ascii.leftBracket),
        let targets = labels()
      else { return nil }
      return .jumpAnywhere(targets)
    case "invoke": return invoke()
    case "callbr": return jumpingAssembly()
    case "unreachable": return .unreachable
    case "resume": return .resume
    case "cleanupret", "catchret":
      // From a pad, to a label or the caller.
      while !cursor.isAtEnd, cursor.current != Ascii.lineFeed {
        if cursor.isWord("label"), let target = target() { return .jump(target) }
        cursor.advance()
      }
      return .resume
    case "fence":
      let isSingle = scope()
      guard let ordering = ordering() else { return nil }
      return .fence(ordering, isSingleThread: isSingle)
    case "cmpxchg":
      var access = IRAccess()
      _ = cursor.skip(word: "weak")
      access.isVolatile = cursor.skip(word: "volatile")
      guard let address = operand(), cursor.skip(Ascii.comma), let expected = operand(),
        cursor.skip(Ascii.comma), let new = operand()
      else { return nil }
      _ = scope()
      access.ordering = ordering() ?? .sequentiallyConsistent
      return .exchange(address, new: new, access, expected: expected)
    case "atomicrmw":
      var access = IRAccess()
      _ = cursor.skip(word: "elementwise")
      access.isVolatile = cursor.skip(word: "volatile")
      let operation = cursor.word()
      guard let address = operand(), cursor.skip(Ascii.comma), let value = operand() else {
        return nil
      }
      _ = scope()
      access.ordering = ordering() ?? .sequentiallyConsistent
      return operation == "xchg"
        ? .exchange(address, new: value, access, expected: nil)
        : .update(operation, address, value, access)
    case "extractvalue":
      guard let value = operand(), let path = path() else { return nil }
      return .extract(value, path)
    case "insertvalue":
      guard let value = operand(), cursor.skip(Ascii.comma), let element = operand(),
        let path = path()
      else { return nil }
      return .insert(value, element, path)
    case "freeze":
      guard let value = operand() else { return nil }
      return .freeze(value)
    default: return nil
    }
  }

  private mutating func second(_ type: IRType) -> IROperand? {
    guard cursor.skip(Ascii.comma), let value = value(type) else { return nil }
    return IROperand(type, value)
  }

  private mutating func path() -> [UInt64]? {
    var path: [UInt64] = []
    while true {
      let comma = cursor.index
      guard cursor.skip(Ascii.comma) else { break }
      guard let index = cursor.number() else {
        cursor.move(to: comma)
        break
      }
      path.append(index)
    }
    return path.isEmpty ? nil : path
  }

  /// Passes `syncscope("…")`; whether it is the current thread's.
  private mutating func scope() -> Bool {
    guard cursor.skip(word: "syncscope"), cursor.skip(Ascii.leftParenthesis) else { return false }
    cursor.skipBlanks()
    let name = cursor.string()
    _ = cursor.skip(Ascii.rightParenthesis)
    return name == "singlethread"
  }

  private mutating func accessFlags() -> IRAccess {
    var access = IRAccess()
    if cursor.skip(word: "atomic") { access.ordering = .relaxed }
    access.isVolatile = cursor.skip(word: "volatile")
    return access
  }

  private mutating func finish(_ access: IRAccess) -> IRAccess {
    guard access.ordering != .none else { return access }
    var access = access
    _ = scope()
    access.ordering = ordering() ?? .relaxed
    return access
  }

  private mutating func load() -> IRInstruction.Kind? {
    let access = accessFlags()
    guard let type = type(), cursor.skip(Ascii.comma), let address = operand() else { return nil }
    return .load(type, address, finish(access))
  }

  private mutating func store() -> IRInstruction.Kind? {
    let access = accessFlags()
    guard let value = operand(), cursor.skip(Ascii.comma), let address = operand() else {
      return nil
    }
    return .store(value, into: address, finish(access))
  }

  private mutating func allocate() -> IRInstruction.Kind? {
    cursor.skipBlanks()
    while cursor.skip(word: "inalloca") || cursor.skip(word: "swifterror") {}
    guard let type = type() else { return nil }
    var count: IROperand?
    var alignment: UInt64?
    while cursor.skip(Ascii.comma) {
      cursor.skipBlanks()
      if cursor.skip(word: "align") {
        alignment = cursor.number()
      } else if isAtType() {
        guard let operand = operand() else { return nil }
        count = operand
      } else {
        break
      }
    }
    return .allocate(type, count: count, alignment: alignment)
  }

  private mutating func phi() -> IRInstruction.Kind? {
    skipFlags()
    guard let type = type() else { return nil }
    var sources: [(IRValue, Int)] = []
    while true {
      guard cursor.skip(Ascii.leftBracket), let value = value(type), cursor.skip(Ascii.comma),
        cursor.skip(UInt8(ascii: "%"))
      else { return nil }
      let block = local(cursor.name())
      guard cursor.skip(Ascii.rightBracket) else { return nil }
      sources.append((value, block))
      let comma = cursor.index
      guard cursor.skip(Ascii.comma) else { break }
      cursor.skipBlanks()
      if cursor.current != Ascii.leftBracket {
        cursor.move(to: comma)
        break
      }
    }
    return .phi(type, sources)
  }

  // MARK: Control flow

  private mutating func target() -> Int? {
    guard cursor.skip(word: "label"), cursor.skip(UInt8(ascii: "%")) else { return nil }
    return local(cursor.name())
  }

  private mutating func branch() -> IRInstruction.Kind? {
    cursor.skipBlanks()
    if let target = target() { return .jump(target) }
    guard let condition = operand(), cursor.skip(Ascii.comma), let then = target(),
      cursor.skip(Ascii.comma), let otherwise = target()
    else { return nil }
    return .branch(condition, then: then, otherwise: otherwise)
  }

  private mutating func labels() -> [Int]? {
    var targets: [Int] = []
    if cursor.skip(Ascii.rightBracket) { return targets }
    while let target = target() {
      targets.append(target)
      if cursor.skip(Ascii.comma) { continue }
      return cursor.skip(Ascii.rightBracket) ? targets : nil
    }
    return nil
  }

  private mutating func choice() -> IRInstruction.Kind? {
    guard let subject = operand(), cursor.skip(Ascii.comma), let otherwise = target(),
      cursor.skip(Ascii.leftBracket)
    else { return nil }
    var cases: [(Int64, Int)] = []
    while !cursor.skip(Ascii.rightBracket) {
      guard let value = operand(), cursor.skip(Ascii.comma), let block = target() else {
        return nil
      }
      guard case .integer(let number) = value.value else { continue }
      cases.append((number, block))
    }
    return .choice(subject, cases: cases, otherwise: otherwise)
  }

  // MARK: Calls

  private mutating func callParts() -> IRCall? {
    var steps = 0
    while steps < 64 {
      steps += 1
      cursor.skipBlanks()
      if isAtType() { break }
      if cursor.current == Ascii.quote {
        _ = cursor.string()
        if cursor.skip(Ascii.equal) { _ = cursor.string() }
        continue
      }
      if Ascii.isDigit(cursor.current) || cursor.current == Ascii.pound {
        cursor.advance()
        _ = cursor.number()
        continue
      }
      if cursor.word().isEmpty { return nil }
      cursor.skipBlanks()
      if cursor.current == Ascii.leftParenthesis { cursor.skipBalanced() }
    }
    guard let result = type() else { return nil }
    guard let callee = value(.pointer), cursor.skip(Ascii.leftParenthesis) else { return nil }
    var arguments: [IROperand] = []
    if !cursor.skip(Ascii.rightParenthesis) {
      while true {
        cursor.skipBlanks()
        if cursor.current == Ascii.dot {
          while cursor.current == Ascii.dot { cursor.advance() }
        } else {
          guard let argument = operand() else { return nil }
          arguments.append(argument)
        }
        if cursor.skip(Ascii.comma) { continue }
        guard cursor.skip(Ascii.rightParenthesis) else { return nil }
        break
      }
    }
    return IRCall(callee: callee, arguments: arguments, result: result)
  }

  private mutating func call() -> IRInstruction.Kind? {
    guard let call = callParts() else { return nil }
    if case .global(let name) = call.callee, name.hasPrefix("llvm.dbg.") {
      guard call.arguments.count >= 2, case .integer(let number) = call.arguments[1].value,
        let variable = UInt32(exactly: number)
      else { return .other }
      if name == "llvm.dbg.assign", call.arguments.count > 4 {
        return .declare(call.arguments[4].value, variable: variable)
      }
      guard name == "llvm.dbg.declare" || name == "llvm.dbg.value" else { return .other }
      return name == "llvm.dbg.declare"
        ? .declare(call.arguments[0].value, variable: variable)
        : .describe(call.arguments[0].value, .other, variable: variable)
    }
    return .call(call)
  }

  /// Passes attributes and bundles up to `to`.
  private mutating func skipToTarget() -> Bool {
    var steps = 0
    while steps < 64 {
      steps += 1
      cursor.skipBlanks()
      if cursor.skip(word: "to") { return true }
      if cursor.current == Ascii.leftBracket || cursor.current == Ascii.leftParenthesis {
        cursor.skipBalanced()
      } else if cursor.current == Ascii.quote {
        _ = cursor.string()
      } else if cursor.current == Ascii.pound || cursor.current == Ascii.equal
        || Ascii.isDigit(cursor.current)
      {
        cursor.advance()
        _ = cursor.number()
      } else if cursor.word().isEmpty {
        return false
      }
    }
    return false
  }

  private mutating func invoke() -> IRInstruction.Kind? {
    guard let call = callParts(), skipToTarget(), let normal = target(),
      cursor.skip(word: "unwind"),
      let unwind = target()
    else { return nil }
    return .invoke(call, normal: normal, unwind: unwind)
  }

  private mutating func jumpingAssembly() -> IRInstruction.Kind? {
    guard let call = callParts(), skipToTarget(), let normal = target() else { return nil }
    guard cursor.skip(Ascii.leftBracket), let others = labels() else { return nil }
    return .jumpingAssembly(call, targets: [normal] + others)
  }
}
