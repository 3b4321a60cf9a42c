/// Reads types, values, globals and functions of a dump at a cursor.
///
/// Nothing is refused: a line that is not understood is a gap, and the next one is read.
struct IRReader {
  var cursor: IRCursor
  private(set) var gaps: [IRGap] = []
  /// The names of the function that is read, and their numbers.
  private var locals: [String: Int] = [:]
  /// How many parameters of the function that is read have no name of their own.
  var unnamedCount = 0

  static let deepest = 60

  init(_ dump: any DumpStorage, _ range: Range<Int>) {
    dump.load(range)
    cursor = IRCursor(dump.bytes, from: range.lowerBound, to: range.upperBound)
  }

  /// A reader of what stands on the line that starts here.
  init(_ dump: any DumpStorage, lineAt start: Int) {
    dump.loadLine(start)
    cursor = IRCursor(dump.bytes, from: start, to: dump.bytes.count)
  }

  mutating func gap(_ offset: Int, _ message: String) {
    gaps.append(IRGap(offset: offset, message: message))
  }

  mutating func local(_ name: String) -> Int {
    if let known = locals[name] { return known }
    let number = locals.count
    locals[name] = number
    return number
  }

  var localCount: Int { locals.count }

  mutating func forgetLocals() { locals = [:] }

  // MARK: Types

  /// Whether a type can start here.
  func isAtType() -> Bool {
    switch cursor.current {
    case UInt8(ascii: "%"), Ascii.leftBrace, Ascii.leftBracket, Ascii.less: return true
    case UInt8(ascii: "i"): return Ascii.isDigit(cursor.byte(at: 1))
    case UInt8(ascii: "v"): return cursor.isWord("void")
    case UInt8(ascii: "p"): return cursor.isWord("ptr") || cursor.isWord("ppc_fp128")
    case UInt8(ascii: "h"): return cursor.isWord("half")
    case UInt8(ascii: "b"): return cursor.isWord("bfloat")
    case UInt8(ascii: "f"): return cursor.isWord("float") || cursor.isWord("fp128")
    case UInt8(ascii: "d"): return cursor.isWord("double")
    case UInt8(ascii: "x"):
      return cursor.isWord("x86_fp80") || cursor.isWord("x86_amx") || cursor.isWord("x86_mmx")
    case UInt8(ascii: "l"): return cursor.isWord("label")
    case UInt8(ascii: "m"): return cursor.isWord("metadata")
    case UInt8(ascii: "t"): return cursor.isWord("token") || cursor.isWord("target")
    case UInt8(ascii: "o"): return cursor.isWord("opaque")
    default: return false
    }
  }

  mutating func type(depth: Int = 0) -> IRType? {
    guard depth < IRReader.deepest, var type = plainType(depth: depth) else { return nil }
    var steps = 0
    while steps < 1000 {
      steps += 1
      let end = cursor.index
      cursor.skipBlanks()
      if cursor.current == Ascii.star {
        cursor.advance()
        type = .pointer
      } else if cursor.isWord("addrspace") {
        _ = cursor.word()
        cursor.skipBlanks()
        cursor.skipBalanced()
      } else if cursor.current == Ascii.leftParenthesis {
        cursor.skipBalanced()
        type = .function
      } else {
        // The line may end here.
        cursor.move(to: end)
        break
      }
    }
    return type
  }

  private mutating func plainType(depth: Int) -> IRType? {
    cursor.skipBlanks()
    switch cursor.current {
    case UInt8(ascii: "%"):
      cursor.advance()
      return .named(cursor.name())
    case Ascii.leftBrace: return members(isPacked: false, depth: depth)
    case Ascii.leftBracket:
      guard let (count, element) = sequence(depth: depth), cursor.skip(Ascii.rightBracket) else {
        return nil
      }
      return .array(count: count, element)
    case Ascii.less:
      if cursor.byte(at: 1) == Ascii.leftBrace {
        cursor.advance()
        guard let type = members(isPacked: true, depth: depth), cursor.skip(Ascii.greater) else {
          return nil
        }
        return type
      }
      guard let (count, element) = sequence(depth: depth), cursor.skip(Ascii.greater) else {
        return nil
      }
      return .vector(count: count, element)
    default: break
    }
    guard isAtType() else { return nil }
    if cursor.current == UInt8(ascii: "i") {
      cursor.advance()
      return cursor.number().map { .integer(bits: UInt32(clamping: $0)) }
    }
    let word = cursor.word()
    switch word {
    case "void": return .void
    case "ptr": return .pointer
    case "half", "bfloat": return .floating(bytes: 2)
    case "float": return .floating(bytes: 4)
    case "double", "x86_mmx": return .floating(bytes: 8)
    case "fp128", "ppc_fp128", "x86_fp80": return .floating(bytes: 16)
    case "target":
      cursor.skipBlanks()
      cursor.skipBalanced()
      return .other
    default: return .other
    }
  }

  private mutating func sequence(depth: Int) -> (UInt64, IRType)? {
    cursor.advance()
    if cursor.skip(word: "vscale") { _ = cursor.skip(word: "x") }
    guard let count = cursor.number(), cursor.skip(word: "x"), let element = type(depth: depth + 1)
    else { return nil }
    return (count, element)
  }

  private mutating func members(isPacked: Bool, depth: Int) -> IRType? {
    cursor.advance()
    var members: [IRType] = []
    if cursor.skip(Ascii.rightBrace) { return .structure([], isPacked: isPacked) }
    while true {
      guard let member = type(depth: depth + 1) else { return nil }
      members.append(member)
      if cursor.skip(Ascii.comma) { continue }
      return cursor.skip(Ascii.rightBrace) ? .structure(members, isPacked: isPacked) : nil
    }
  }

  // MARK: Values

  /// A type, attributes and a value.
  mutating func operand(depth: Int = 0) -> IROperand? {
    guard depth < IRReader.deepest, let type = type(depth: depth) else { return nil }
    var operand = IROperand(type, .unknown)
    guard let value = attributedValue(type, depth: depth, &operand) else { return nil }
    operand.value = value
    return operand
  }

  private mutating func attributedValue(
    _ type: IRType, depth: Int, _ operand: inout IROperand
  ) -> IRValue? {
    var steps = 0
    while steps < 64 {
      steps += 1
      if let value = value(type, depth: depth) { return value }
      // A word that starts no value is an attribute.
      cursor.skipBlanks()
      if cursor.current == Ascii.quote {
        _ = cursor.string()
        if cursor.skip(Ascii.equal) { _ = cursor.string() }
        continue
      }
      if cursor.current == Ascii.pound {
        cursor.advance()
        _ = cursor.number()
        continue
      }
      let word = cursor.word()
      if word.isEmpty { return nil }
      if word == "swifterror" { operand.isErrorSlot = true }
      if word == "swiftself" { operand.isSelf = true }
      cursor.skipBlanks()
      if cursor.current == Ascii.leftParenthesis {
        cursor.skipBalanced()
      } else if word == "align" {
        _ = cursor.number()
      }
    }
    return nil
  }

  /// A value; nil, with the cursor where it was, where none starts here.
  mutating func value(_ type: IRType, depth: Int = 0) -> IRValue? {
    cursor.skipBlanks()
    let byte = cursor.current
    if type == .other, depth < IRReader.deepest, isAtType() {
      // `metadata ptr %x`: a value of its own type; but of a label or token, a name.
      let start = cursor.index
      if let inner = operand(depth: depth + 1) { return inner.value }
      cursor.move(to: start)
    }
    switch byte {
    case UInt8(ascii: "%"):
      cursor.advance()
      return .local(local(cursor.name()))
    case Ascii.at:
      cursor.advance()
      return .global(cursor.name())
    case Ascii.exclamation: return metadata(depth: depth)
    case Ascii.minus, Ascii.plus, Ascii.zero...Ascii.nine: return numeral(type)
    case Ascii.leftBracket, Ascii.leftBrace, Ascii.less: return aggregate(depth: depth)
    default: break
    }
    guard Ascii.isLetter(byte) else { return nil }
    let start = cursor.index
    let word = cursor.word()
    switch word {
    case "null": return .null
    case "undef", "poison", "none": return .unknown
    case "zeroinitializer": return .zero
    case "true": return .integer(1)
    case "false": return .integer(0)
    case "c" where cursor.current == Ascii.quote:
      let text = cursor.index
      _ = cursor.string()
      return .bytes(IRReader.length(cursor.slice(from: text)))
    case "asm": return assembly()
    case "splat", "blockaddress", "dso_local_equivalent", "no_cfi", "ptrauth":
      cursor.skipBlanks()
      if cursor.current == Ascii.leftParenthesis {
        cursor.skipBalanced()
        return .unknown
      }
      if cursor.current == Ascii.at {
        cursor.advance()
        return .global(cursor.name())
      }
      return .unknown
    case "getelementptr", "ptrtoint", "inttoptr", "bitcast", "addrspacecast", "trunc", "zext",
      "sext", "ptrtoaddr", "add", "sub", "mul", "shl", "lshr", "ashr", "and", "or", "xor", "icmp",
      "fcmp", "select", "udiv", "sdiv", "urem", "srem", "extractelement", "insertelement",
      "shufflevector", "extractvalue", "insertvalue", "fptrunc", "fpext", "uitofp", "sitofp",
      "fptoui", "fptosi", "fadd", "fsub", "fmul", "fdiv", "fneg":
      return expression(word, depth: depth)
    default:
      if word.hasPrefix("u0x") || word.hasPrefix("s0x") {
        return .integer(
          Int64(bitPattern: UInt64(word.dropFirst(3), radix: 16) ?? 0))
      }
      if word == "inf" || word == "nan" || word == "pinf" || word == "ninf" || word == "qnan" {
        return .float
      }
      cursor.move(to: start)
      return nil
    }
  }

  /// How many bytes a string stands for.
  private static func length(_ text: some Collection<UInt8>) -> Int {
    var count = -2
    var skipped = 0
    for byte in text {
      if skipped > 0 {
        skipped -= 1
        continue
      }
      count += 1
      if byte == Ascii.backslash { skipped = 2 }
    }
    return max(count, 0)
  }

  private mutating func metadata(depth: Int) -> IRValue? {
    cursor.advance()
    if let number = cursor.number() { return .integer(Int64(truncatingIfNeeded: number)) }
    if cursor.current == Ascii.quote {
      _ = cursor.string()
      return .unknown
    }
    _ = cursor.name()
    cursor.skipBlanks()
    if cursor.current == Ascii.leftParenthesis || cursor.current == Ascii.leftBrace {
      cursor.skipBalanced()
    }
    return .unknown
  }

  private mutating func numeral(_ type: IRType) -> IRValue? {
    if case .floating = type {
      if cursor.current == Ascii.minus || cursor.current == Ascii.plus { cursor.advance() }
      while IRCursor.isWord(cursor.current) || cursor.current == Ascii.plus { cursor.advance() }
      return .float
    }
    if cursor.current == Ascii.plus { cursor.advance() }
    guard let value = cursor.integer() else { return nil }
    if cursor.current == Ascii.dot || cursor.current == UInt8(ascii: "x") {
      while IRCursor.isWord(cursor.current) || cursor.current == Ascii.plus { cursor.advance() }
      return .float
    }
    return .integer(value)
  }

  private mutating func aggregate(depth: Int) -> IRValue? {
    guard depth < IRReader.deepest else {
      cursor.skipBalanced()
      return .unknown
    }
    let opening = cursor.current
    cursor.advance()
    var isPacked = false
    if opening == Ascii.less, cursor.current == Ascii.leftBrace {
      isPacked = true
      cursor.advance()
    }
    let closing: UInt8 =
      isPacked || opening == Ascii.leftBrace
      ? Ascii.rightBrace : opening == Ascii.less ? Ascii.greater : Ascii.rightBracket
    var elements: [IROperand] = []
    if !cursor.skip(closing) {
      while true {
        guard let element = operand(depth: depth + 1) else { return nil }
        elements.append(element)
        if cursor.skip(Ascii.comma) { continue }
        guard cursor.skip(closing) else { return nil }
        break
      }
    }
    if isPacked { guard cursor.skip(Ascii.greater) else { return nil } }
    return opening == Ascii.less && !isPacked ? .unknown : .aggregate(elements)
  }

  private mutating func assembly() -> IRValue? {
    var isVolatile = false
    var steps = 0
    cursor.skipBlanks()
    while cursor.current != Ascii.quote, steps < 8 {
      let word = cursor.word()
      if word.isEmpty { return nil }
      if word == "sideeffect" { isVolatile = true }
      cursor.skipBlanks()
      steps += 1
    }
    let text = cursor.string()
    guard cursor.skip(Ascii.comma) else { return nil }
    cursor.skipBlanks()
    return .assembly(
      IRAssembly(text: text, constraints: cursor.string(), isVolatile: isVolatile))
  }

  /// Passes words that are flags, up to a type or a bracket.
  mutating func skipFlags() {
    var steps = 0
    while steps < 64 {
      steps += 1
      cursor.skipBlanks()
      if isAtType() || !(Ascii.isLetter(cursor.current) || cursor.current == Ascii.pound) {
        if Ascii.isDigit(cursor.current) {
          _ = cursor.number()
          continue
        }
        return
      }
      if cursor.current == Ascii.pound { cursor.advance() }
      if cursor.word().isEmpty { return }
      if cursor.current == Ascii.leftParenthesis { cursor.skipBalanced() }
    }
  }

  private mutating func expression(_ word: String, depth: Int) -> IRValue? {
    cursor.skipBlanks()
    while Ascii.isLetter(cursor.current) {
      _ = cursor.word()
      if cursor.current == Ascii.leftParenthesis, word == "getelementptr" {
        // `inrange(-8, 24)` stands before the bracket of the expression.
        cursor.skipBalanced()
      }
      cursor.skipBlanks()
    }
    guard cursor.skip(Ascii.leftParenthesis) else { return nil }
    switch word {
    case "getelementptr":
      guard let type = type(depth: depth + 1), cursor.skip(Ascii.comma),
        let (base, indices) = address(depth: depth), cursor.skip(Ascii.rightParenthesis)
      else { return nil }
      return .element(of: type, base: base, indices: indices)
    case "ptrtoint", "inttoptr", "bitcast", "addrspacecast", "trunc", "zext", "sext", "ptrtoaddr":
      guard let inner = operand(depth: depth + 1), cursor.skip(word: "to"),
        type(depth: depth + 1) != nil, cursor.skip(Ascii.rightParenthesis)
      else { return nil }
      return .cast(inner)
    case "add", "sub", "mul", "shl", "lshr", "ashr", "and", "or", "xor", "udiv", "sdiv":
      guard let left = operand(depth: depth + 1), cursor.skip(Ascii.comma),
        let right = operand(depth: depth + 1), cursor.skip(Ascii.rightParenthesis)
      else { return nil }
      return .binary(word, left, right)
    default:
      // The bracket is passed already.
      var level = 1
      while level > 0, !cursor.isAtEnd, cursor.current != Ascii.lineFeed {
        if cursor.current == Ascii.leftParenthesis {
          cursor.skipBalanced()
          continue
        }
        if cursor.current == Ascii.rightParenthesis { level -= 1 }
        cursor.advance()
      }
      return .unknown
    }
  }

  /// A base address and the indices behind it.
  mutating func address(depth: Int) -> (IROperand, [IROperand])? {
    guard let base = operand(depth: depth + 1) else { return nil }
    var indices: [IROperand] = []
    while true {
      let comma = cursor.index
      guard cursor.skip(Ascii.comma) else { break }
      cursor.skipBlanks()
      if cursor.current == Ascii.exclamation {
        cursor.move(to: comma)
        break
      }
      if cursor.skip(word: "inrange") {}
      guard let index = operand(depth: depth + 1) else { return nil }
      indices.append(index)
    }
    return (base, indices)
  }

  mutating func ordering() -> IROrdering? {
    let start = cursor.index
    switch cursor.word() {
    case "unordered", "monotonic": return .relaxed
    case "acquire": return .acquire
    case "release": return .release
    case "acq_rel": return .acquireRelease
    case "seq_cst": return .sequentiallyConsistent
    default:
      cursor.move(to: start)
      return nil
    }
  }
}
