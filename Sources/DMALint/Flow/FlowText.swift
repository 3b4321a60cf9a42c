/// The text form of Flow: what printer and parser agree on.
///
/// One declaration, local, label or operation stands on a line; `//` starts a comment. Names that
/// are not words are written in quotes, with the escapes `\"`, `\\`, `\n`, `\r`, `\t`, `\u{…}`.
/// ```
/// file 0 "Console.swift"
/// constant HAL_OK = 0
/// struct Console: ~Copyable {
///   let buffer: UnsafeMutablePointer<UInt8>
///   case failed(code: UInt8) = 3              // of an enum
///   methods f0                                // the first function of the text
///   deinit f1
/// }
/// global rxBuffer: InlineArray<64, UInt8> align 32 init f2 @section(".dma")
/// func send(_:) method owner Console throws (_ value: UInt8) -> Bool @3:5-9:4 {
///   local %self: Console self
///   local %done: Bool
///   b0:
///     v0 = local %value                       @4:9-14
///     v1 = load v0
///     v2 = call nrfx_uarte_tx(&v0, size: v1) unused
///     v3 = trycall v0.poll() try to done, error v4 to failed
///   done:
///     return v3
///   failed:
///     throw v4
/// } @9:4
/// ```
/// - Positions are `@line:column`, up to an end (`-column` or `-line:column`), with the file's number
///   in front where it differs from that of the declaration around it (outside: from 0). Without
///   one, a thing stands where its line of the text stands, in a file that is numbered after those
///   that the text lists: 0 where it lists none.
/// - Parameters in `(…)` have locals of the same names, which come first; after `params` they have
///   none but those listed below. `_` is an absent label, and an absent type of a parameter.
/// - Locals are referred to by `%name`, or by `%name#index` where several share the name. Labels of
///   blocks are any words; the first block is the entry.
enum FlowText {
  static let functionWords = FlowWords<FlowFunction>(
    flags: [
      ("static", \.isStatic), ("mutating", \.isMutating), ("consuming", \.isConsuming),
      ("async", \.isAsync), ("throws", \.throws), ("external", \.isExternal),
    ])

  static let parameterWords = FlowWords<FlowFunction.Parameter>(
    flags: [("variadic", \.isVariadic), ("autoclosure", \.isAutoclosure)],
    functions: [("default", \.defaultValue)])

  static let localWords = FlowWords<FlowFunction.Local>(
    flags: [
      ("let", \.isLet), ("volatile", \.isVolatile), ("temporary", \.isTemporary),
      ("static", \.isStatic), ("borrowed", \.isBorrowed),
    ],
    numbers: [("size", \.size), ("align", \.alignment), ("element", \.elementSize)])

  static let globalWords = FlowWords<FlowGlobal>(
    flags: [
      ("let", \.isLet), ("volatile", \.isVolatile), ("external", \.isExternal),
      ("constant", \.isConstant), ("observed", \.hasObservers),
    ],
    numbers: [("size", \.size), ("align", \.alignment), ("element", \.elementSize)],
    functions: [("init", \.initializer), ("get", \.getter), ("set", \.setter)])

  static let typeWords = FlowWords<FlowTypeDeclaration>(
    numbers: [("size", \.size), ("align", \.alignment)])

  /// `let` and `var` stand before the member's name.
  static let memberWords = FlowWords<FlowTypeDeclaration.Member>(
    flags: [
      ("static", \.isStatic), ("lazy", \.isLazy), ("volatile", \.isVolatile),
      ("observed", \.hasObservers),
    ],
    numbers: [("offset", \.offset)],
    functions: [("init", \.initializer), ("get", \.getter), ("set", \.setter)])

  static let callWords = FlowWords<Call>(
    flags: [
      ("unused", \.isResultUnused), ("discarded", \.isExplicitlyDiscarded), ("try", \.isTry),
      ("await", \.isAwait),
    ])

  /// Words that say what kind of callee follows; functions of these names are called in quotes.
  static let calleeWords = ["init", "static", "super"]

  /// Numbers of values, locals and functions are below this, so that a slip of the pen in a text
  /// does not ask for gigabytes.
  static let numberLimit: UInt32 = 1 << 24

  /// How deep type arguments nest before the parser gives up.
  static let typeDepthLimit = 200

  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"):
      true
    default: false
    }
  }

  /// Bytes of the binary operators that are written without quotes.
  static func isOperatorByte(_ byte: UInt8) -> Bool {
    "+-*/%=<>!&|^~?.".utf8.contains(byte)
  }

  /// Whether the name is one or more words with dots between them.
  static func isPlain(_ name: some Sequence<UInt8>) -> Bool {
    var isAfterWord = false
    for byte in name {
      if isWordByte(byte) {
        isAfterWord = true
      } else {
        guard byte == UInt8(ascii: "."), isAfterWord else { return false }
        isAfterWord = false
      }
    }
    return isAfterWord
  }

  /// Whether the name is plain, or plain with labels: `name(label:_:)`.
  static func isFunctionName(_ name: Substring.UTF8View) -> Bool {
    guard name.last == UInt8(ascii: ")"), let open = name.firstIndex(of: UInt8(ascii: "(")) else {
      return isPlain(name)
    }
    return isPlain(name[..<open]) && isLabels(name[name.index(after: open)...].dropLast())
  }

  /// Whether these are words with a colon behind each.
  static func isLabels(_ labels: some Sequence<UInt8>) -> Bool {
    var isAfterWord = false
    var isComplete = true
    for byte in labels {
      let isColon = byte == UInt8(ascii: ":")
      guard isColon ? isAfterWord : isWordByte(byte) else { return false }
      isAfterWord = !isColon
      isComplete = isColon
    }
    return isComplete
  }

  /// Whether a word is a letter and a number, like `v12`.
  static func isNumbered(_ word: some Sequence<UInt8>, _ letter: Unicode.Scalar) -> Bool {
    var hasDigits = false
    for (index, byte) in word.enumerated() {
      if index == 0 {
        guard byte == UInt8(ascii: letter) else { return false }
      } else {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return false }
        hasDigits = true
      }
    }
    return hasDigits
  }
}

/// The optional words behind a declaration and the properties that they set.
struct FlowWords<Subject>: Sendable {
  typealias Table<Value> = [(word: String, path: WritableKeyPath<Subject, Value> & Sendable)]

  var flags: Table<Bool> = []
  var numbers: Table<UInt32?> = []
  var functions: Table<FunctionID?> = []
}

extension FlowFunction {
  /// How many values there are if the highest number that is defined is the last.
  var numberedValueCount: UInt32 {
    var count: UInt32 = 0
    forEachDefinition { count = max(count, $0.index + 1) }
    return count
  }

  func forEachDefinition(_ body: (ValueID) -> Void) {
    for block in blocks {
      for operation in block.operations {
        if let result = operation.result { body(result) }
      }
      if case .tryCall(_, let result, _, let error, _) = block.terminator.kind {
        body(result)
        body(error)
      }
    }
  }
}
