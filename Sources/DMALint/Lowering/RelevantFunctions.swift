/// Of very much source, the functions whose bodies can matter for a transfer: those that name something
/// of which one can be made, those that lead to such a function, and all that these may call.
///
/// What a function calls is told by the words of its body alone: every declaration of a name that stands
/// there may be meant. That is more than the program does and never less, so that a body which is left out
/// would have shown nothing.
public struct RelevantFunctions: Sendable {
  private var isRelevant: [Bool]

  public func contains(_ function: FunctionID) -> Bool { isRelevant[Int(function.index)] }

  /// How many declared functions there are, and how many of them are left out.
  public var counts: (all: Int, leftOut: Int) {
    (isRelevant.count, isRelevant.count { !$0 })
  }

  /// `isSign` says of a word whether what is called so may concern transfers.
  public init(_ lowering: SwiftLowering, isSign: @escaping (String) -> Bool) {
    var graph = WordGraph(lowering.declared, isSign: isSign)
    graph.collect()
    let leading = graph.leading()
    isRelevant = graph.called(from: leading)
  }
}

/// Which words functions are called by, which ones their bodies hold, and which ones these imply.
private struct WordGraph {
  typealias Word = WordNumbers.Word

  private let declared: OutlineBuilder
  private let isSign: (String) -> Bool
  private var table = WordNumbers()
  /// By word: whether it is a sign of a transfer.
  private var signs: [Bool] = []
  /// By word: the words that it stands for as well, a member's type, what a type is made of.
  private var implied: [[Word]] = []
  /// By word: the functions that may be called by it.
  private var named: [[Int32]] = []
  /// By word: the functions whose bodies hold it.
  private var users: [[Int32]] = []
  /// By function: the words of its body.
  private var words: [[Word]] = []
  /// By function: the words of its signature, and those of the type that it is a member of.
  private var surroundings: [[Word]] = []
  /// By function: whether it concerns transfers, whoever calls it.
  private var isSeed: [Bool] = []
  /// By word: the function that was last found to hold it.
  private var lastUser: [Int32] = []
  /// The types that have a deinitialiser.
  private let ending: Set<String>

  init(_ declared: OutlineBuilder, isSign: @escaping (String) -> Bool) {
    self.declared = declared
    self.isSign = isSign
    ending = Set(declared.types.filter { $0.deinitializer != nil }.map(\.name))
    words = Array(repeating: [], count: declared.functions.count)
    surroundings = words
    isSeed = Array(repeating: false, count: declared.functions.count)
  }

  // MARK: Words

  private mutating func word(_ name: String) -> Word {
    var bytes = name.utf8[...]
    if let dot = bytes.lastIndex(of: Ascii.dot), bytes.count > 1, dot != bytes.startIndex,
      bytes.index(after: dot) != bytes.endIndex
    {
      bytes = bytes[bytes.index(after: dot)...]
    }
    return word(hash: WordNumbers.hash(bytes)) { String(decoding: bytes, as: UTF8.self) }
  }

  private mutating func word(hash: UInt64, _ text: () -> String) -> Word {
    let (word, isNew) = table.number(of: hash)
    if isNew {
      signs.append(isSign(text()))
      implied.append([])
      named.append([])
      users.append([])
      lastUser.append(-1)
    }
    return word
  }

  /// The names in a type.
  private mutating func words(of type: FlowType?, into words: inout [Word]) {
    guard let type else { return }
    words.append(word(type.name))
    for argument in type.arguments { self.words(of: argument, into: &words) }
  }

  // MARK: Collecting

  mutating func collect() {
    for index in declared.functions.indices { collect(functionAt: index) }
    for type in declared.types { collect(type) }
    for global in declared.globals {
      var words: [Word] = []
      self.words(of: global.type, into: &words)
      for attribute in global.attributes { words.append(word(attribute.name)) }
      imply(words, by: word(global.name))
    }
    for (name, alias) in declared.outline.aliases.changed {
      var words: [Word] = []
      let lowering = TypeLowering(outline: declared.outline, context: alias.context)
      self.words(of: lowering.lower(alias.type), into: &words)
      imply(words, by: word(name))
    }
  }

  private mutating func imply(_ words: [Word], by word: Word) {
    implied[Int(word)] += words.filter { $0 != word }
  }

  /// What is called by nothing that is written where it runs.
  private static let implicit: Set<String> = [
    "wrappedValue", "projectedValue", "callAsFunction", "subscript", "makeIterator", "next",
    "makeAsyncIterator",
  ]

  private mutating func collect(functionAt index: Int) {
    let function = declared.functions[index]
    let number = Int32(truncatingIfNeeded: index)
    let base = Self.base(of: function.name)
    var names: [Word] = []
    var around: [Word] = []
    switch function.kind {
    case .initializer, .deinitializer: break
    case .topLevel, .closure: isSeed[index] = true
    case .function, .method, .getter, .setter, .value, .c: names.append(word(base))
    }
    if let owner = function.owner {
      let owner = word(owner)
      around.append(owner)
      let isImplicit =
        switch function.kind {
        case .initializer, .deinitializer, .value: true
        case .function, .method, .getter, .setter, .closure, .topLevel, .c:
          Self.implicit.contains(base) || base.hasPrefix("build")
        }
      if isImplicit { names.append(owner) }
      if function.kind == .deinitializer { names.append(word("~\(function.owner ?? "")")) }
    }
    for name in names { named[Int(name)].append(number) }
    for parameter in function.parameters {
      words(of: parameter.type, into: &around)
      // Its value may end here.
      if let name = parameter.type?.name, ending.contains(name) { use(word("~\(name)"), in: index) }
    }
    words(of: function.result, into: &around)
    if let name = names.first, function.kind != .value {
      var result: [Word] = []
      words(of: function.result, into: &result)
      imply(result, by: name)
    }
    surroundings[index] = around
    if function.attributes.contains(where: { !Self.harmless.contains($0.name) }) {
      isSeed[index] = true
    }
    read(declared.sources[index], of: index)
    for parameter in function.parameters {
      guard let value = parameter.defaultValue else { continue }
      // Runs where the function is called.
      let name = word("default \(value.index)")
      named[Int(name)].append(Int32(truncatingIfNeeded: value.index))
      use(name, in: index)
    }
  }

  /// The name without labels; operators may begin with anything.
  private static func base(of name: String) -> String {
    guard let end = name.utf8.dropFirst().firstIndex(of: Ascii.leftParenthesis) else { return name }
    return String(name[..<end])
  }

  /// Attributes that say nothing of who calls a function, or when.
  private static let harmless: Set<String> = [
    "inlinable", "inline", "discardableResult", "available", "usableFromInline", "frozen",
    "MainActor", "objc", "noinline", "testable", "Test", "ViewBuilder", "State", "Published",
    "Environment", "Binding", "Sendable", "escaping", "autoclosure", "warn_unqualified_access",
  ]

  /// Bodies of more tokens are read in any case.
  private static let longBody = 10_000

  private mutating func read(_ source: FunctionSource, of index: Int) {
    let input = source.input
    let tokens: Range<Int>
    switch source.content {
    case .none, .topLevel: return
    case .body(let body): tokens = body.tokens
    case .tokens(let written): tokens = written
    case .expression(let value, _): tokens = Self.tokens(in: value.range, of: input)
    }
    // What is beyond the parser's limits is said.
    if tokens.count > Self.longBody { isSeed[index] = true }
    input.source.bytes.withUnsafeBufferPointer { bytes in
      for position in tokens where position < input.tokens.count {
        let token = input.tokens[position]
        switch token.kind {
        case .identifier, .operator:
          use(word(of: token, in: bytes), in: index)
        case .punctuation:
          if bytes[Int(token.start)] == UInt8(ascii: "[") { use(word("subscript"), in: index) }
        case .integer:
          if Skim.mayBeAddress(bytes, at: Int(token.start)) { isSeed[index] = true }
        case .keyword, .float, .string, .regex, .directive, .attribute, .unknown, .eof: break
        }
      }
    }
  }

  private static func tokens(in bytes: ByteRange, of input: SwiftInput) -> Range<Int> {
    func first(from offset: UInt32) -> Int {
      var (low, high) = (0, input.tokens.count)
      while low < high {
        let middle = (low + high) / 2
        if input.tokens[middle].start < offset { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return first(from: bytes.start)..<max(first(from: bytes.start), first(from: bytes.end))
  }

  private mutating func word(of token: Token, in bytes: UnsafeBufferPointer<UInt8>) -> Word {
    var (start, end) = (Int(token.start), Int(token.end))
    if end - start > 2, bytes[start] == UInt8(ascii: "`") { (start, end) = (start + 1, end - 1) }
    let text = bytes[start..<end]
    return word(hash: WordNumbers.hash(text)) { String(decoding: text, as: UTF8.self) }
  }

  private mutating func use(_ word: Word, in index: Int) {
    let number = Int32(truncatingIfNeeded: index)
    guard lastUser[Int(word)] != number else { return }
    lastUser[Int(word)] = number
    words[index].append(word)
    users[Int(word)].append(number)
  }

  /// A member stands for its type, and a type for what it holds and inherits.
  private mutating func collect(_ type: FlowTypeDeclaration) {
    let name = word(type.name)
    var parts: [Word] = type.inherited.map { word($0) }
    for member in type.members {
      var words: [Word] = []
      self.words(of: member.type, into: &words)
      for attribute in member.attributes { words.append(word(attribute.name)) }
      if member.isStored, !member.isStatic { parts += words }
      imply(words, by: word(member.name))
    }
    for enumCase in type.enumCases {
      for part in enumCase.payload { self.words(of: part.type, into: &parts) }
    }
    for attribute in type.attributes { parts.append(word(attribute)) }
    imply(parts, by: name)
  }

  // MARK: Following

  /// The functions that concern transfers, and those that may call them.
  mutating func leading() -> [Bool] {
    var implying: [[Word]] = Array(repeating: [], count: implied.count)
    for (word, others) in implied.enumerated() {
      for other in others { implying[Int(other)].append(Word(truncatingIfNeeded: word)) }
    }
    var marked = isSeed
    var isReached = signs
    var queue = signs.indices.filter { signs[$0] }
    var waiting = marked.indices.filter { marked[$0] }
    // By function: the words that it is called by.
    var called: [[Word]] = Array(repeating: [], count: marked.count)
    for (word, functions) in named.enumerated() {
      for function in functions { called[Int(function)].append(Word(truncatingIfNeeded: word)) }
    }
    while true {
      if let word = queue.popLast() {
        for user in users[word] where !marked[Int(user)] {
          marked[Int(user)] = true
          waiting.append(Int(user))
        }
        for other in implying[word] where !isReached[Int(other)] {
          isReached[Int(other)] = true
          queue.append(Int(other))
        }
      } else if let function = waiting.popLast() {
        for word in called[function] where !isReached[Int(word)] {
          isReached[Int(word)] = true
          queue.append(Int(word))
        }
      } else {
        return marked
      }
    }
  }

  /// These functions and all that they may call.
  func called(from functions: [Bool]) -> [Bool] {
    var marked = functions
    var isReached = Array(repeating: false, count: implied.count)
    var queue: [Word] = []
    var waiting = marked.indices.filter { marked[$0] }
    while true {
      if let word = queue.popLast() {
        for function in named[Int(word)] where !marked[Int(function)] {
          marked[Int(function)] = true
          waiting.append(Int(function))
        }
        for other in implied[Int(word)] where !isReached[Int(other)] {
          isReached[Int(other)] = true
          queue.append(other)
        }
      } else if let function = waiting.popLast() {
        for word in words[function] + surroundings[function] where !isReached[Int(word)] {
          isReached[Int(word)] = true
          queue.append(word)
        }
      } else {
        return marked
      }
    }
  }
}
