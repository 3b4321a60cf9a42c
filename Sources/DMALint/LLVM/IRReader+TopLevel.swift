extension IRReader {
  /// Reads `%name = type …`.
  mutating func typeDefinition() -> (name: String, type: IRType)? {
    cursor.advance()
    let name = cursor.name()
    guard cursor.skip(Ascii.equal), cursor.skip(word: "type") else { return nil }
    cursor.skipBlanks()
    if cursor.isWord("opaque") { return (name, .other) }
    guard let type = type() else { return nil }
    return (name, type)
  }

  /// Reads `@name = … global type value, section "…", align n, !dbg !n`; an alias gives its target.
  mutating func global() -> (global: IRGlobal, alias: IRValue?)? {
    let start = cursor.index
    cursor.advance()
    var global = IRGlobal(symbol: cursor.name(), type: .other, offset: start)
    guard cursor.skip(Ascii.equal) else { return nil }
    var steps = 0
    while steps < 32 {
      steps += 1
      cursor.skipBlanks()
      let word = cursor.word()
      if word.isEmpty { return nil }
      switch word {
      case "private", "internal": global.isLocal = true
      case "external", "extern_weak", "available_externally": global.isExternal = true
      case "alias", "ifunc":
        guard let type = type(), cursor.skip(Ascii.comma) else { return nil }
        global.type = type
        // An expression may stand without its type.
        cursor.skipBlanks()
        guard let target = isAtType() ? operand()?.value : value(.pointer) else { return nil }
        return (global, target)
      case "global", "constant":
        global.isConstant = word == "constant"
        guard let type = type() else { return nil }
        global.type = type
        global.initializer = value(type)
        attributes(of: &global)
        return (global, nil)
      default: break
      }
      if cursor.current == Ascii.leftParenthesis { cursor.skipBalanced() }
    }
    return nil
  }

  private mutating func attributes(of global: inout IRGlobal) {
    while !cursor.isAtEnd, cursor.current != Ascii.lineFeed {
      guard cursor.current == Ascii.comma else {
        cursor.advance()
        continue
      }
      cursor.advance()
      while cursor.current == Ascii.space { cursor.advance() }
      if cursor.isWord("section") {
        _ = cursor.word()
        cursor.skipBlanks()
        global.section = cursor.string()
      } else if cursor.isWord("align") {
        _ = cursor.word()
        global.alignment = cursor.number()
      } else if cursor.current == Ascii.exclamation, cursor.byte(at: 1) == UInt8(ascii: "d") {
        cursor.advance(1)
        if cursor.word() == "dbg", cursor.skip(Ascii.exclamation), let number = cursor.number() {
          global.debug = UInt32(exactly: number)
        }
      }
    }
  }

  /// Reads a function from its `define` to its `}`.
  mutating func function() -> IRFunction? {
    let start = cursor.index
    forgetLocals()
    guard var function = header() else {
      gap(start, "the head of this function is not understood")
      return nil
    }
    function.offset = start
    // What follows the parameters, up to the brace.
    var isData = false
    while !cursor.isAtEnd {
      if cursor.isWord("prefix") || cursor.isWord("prologue") { isData = true }
      if cursor.isWord("section") {
        _ = cursor.word()
        cursor.skipBlanks()
        function.section = cursor.string()
      } else if cursor.current == Ascii.exclamation, cursor.byte(at: 1) == UInt8(ascii: "d") {
        cursor.advance()
        if cursor.word() == "dbg", cursor.skip(Ascii.exclamation), let number = cursor.number() {
          function.subprogram = UInt32(exactly: number)
        }
      } else if cursor.current == Ascii.quote {
        _ = cursor.string()
      } else if cursor.current == Ascii.leftBrace {
        guard isData else {
          cursor.advance()
          break
        }
        isData = false
        cursor.skipBalanced()
      } else {
        cursor.advance()
      }
    }
    body(of: &function, unnamedParameters: unnamedCount)
    return function
  }

  /// Reads the head of a `define` or `declare` up to the closing bracket of its parameters.
  mutating func header() -> IRFunction? {
    _ = cursor.word()
    var function = IRFunction(symbol: "")
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
      let word = cursor.word()
      if word.isEmpty { return nil }
      if word == "private" || word == "internal" { function.isLocal = true }
      cursor.skipBlanks()
      if cursor.current == Ascii.leftParenthesis { cursor.skipBalanced() }
    }
    guard let result = type(), cursor.skip(Ascii.at) else { return nil }
    function.result = result
    function.symbol = cursor.name()
    guard cursor.skip(Ascii.leftParenthesis) else { return nil }
    unnamedCount = 0
    if cursor.skip(Ascii.rightParenthesis) { return function }
    while true {
      cursor.skipBlanks()
      if cursor.current == Ascii.dot {
        function.isVariadic = true
        while cursor.current == Ascii.dot { cursor.advance() }
        return cursor.skip(Ascii.rightParenthesis) ? function : nil
      }
      guard let parameter = parameter() else { return nil }
      function.parameters.append(parameter)
      if cursor.skip(Ascii.comma) { continue }
      return cursor.skip(Ascii.rightParenthesis) ? function : nil
    }
  }

  private mutating func parameter() -> IRParameter? {
    guard let type = type() else { return nil }
    var parameter = IRParameter(type: type, local: -1)
    var steps = 0
    while steps < 64 {
      steps += 1
      cursor.skipBlanks()
      switch cursor.current {
      case UInt8(ascii: "%"):
        cursor.advance()
        let name = cursor.name()
        if Int(name) != nil { unnamedCount += 1 }
        parameter.local = local(name)
        return parameter
      case Ascii.comma, Ascii.rightParenthesis:
        parameter.local = local(String(unnamedCount))
        unnamedCount += 1
        return parameter
      case Ascii.quote:
        _ = cursor.string()
        if cursor.skip(Ascii.equal) { _ = cursor.string() }
        continue
      default: break
      }
      let word = cursor.word()
      if word.isEmpty { return nil }
      if word == "swifterror" { parameter.isErrorSlot = true }
      if word == "swiftself" { parameter.isSelf = true }
      cursor.skipBlanks()
      if cursor.current == Ascii.leftParenthesis {
        if word == "byval" || word == "sret" || word == "byref" {
          cursor.advance()
          parameter.pointee = self.type()
          guard cursor.skip(Ascii.rightParenthesis) else { return nil }
        } else {
          cursor.skipBalanced()
        }
      } else if word == "align" {
        _ = cursor.number()
      }
    }
    return nil
  }

  /// The text behind `target datalayout = ` or the like.
  mutating func header(named word: StaticString) -> String? {
    guard cursor.skip(word: word), cursor.skip(Ascii.equal) else { return nil }
    cursor.skipBlanks()
    return cursor.string()
  }
}
