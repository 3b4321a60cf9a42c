/// Who mentions whom in a dump, from one look at every line: functions and globals by their symbols,
/// methods that are found at run time and stored members by `#Type.name`, and types, of which values may
/// end where they are held, by `~Name`.
///
/// Bodies are not read for it. What only a full reading would show to be the same is kept apart, and what
/// only may be meant is taken to be: a function that is found to lead nowhere does lead nowhere.
struct SILMentions: Sendable {
  private(set) var symbols = SymbolTable()
  /// By symbol: those that it mentions, once for each place.
  private var mentioned: [[Int32]] = []
  /// Functions that touch registers or order memory themselves.
  private(set) var seeds: Set<Int> = []
  private var current = -1

  func of(_ symbol: Int) -> [Int32] { symbol < mentioned.count ? mentioned[symbol] : [] }

  /// What follows is the body of this function or global, whose type stands in its header.
  mutating func begin(_ symbol: String, _ type: String) {
    current = number(of: symbol)
    for name in Self.names(in: type) { add(number(of: "~" + name), to: current) }
  }

  /// The names of types in the text of a type: what begins with a capital letter.
  static func names(in type: String) -> [String] {
    type.utf8.split { !IRCursor.isWord($0) || $0 == Ascii.dot }
      .filter { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= ($0.first ?? 0) }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  mutating func number(of name: String) -> Int {
    var name = name
    return name.withUTF8 { symbols.number($0, 0, $0.count) }
  }

  /// One mentions the other.
  mutating func add(_ symbol: Int, to mentioning: Int) {
    let most = max(symbol, mentioning)
    if most >= mentioned.count {
      mentioned.append(contentsOf: repeatElement([], count: most + 1 - mentioned.count))
    }
    let other = Int32(truncatingIfNeeded: symbol)
    if mentioned[mentioning].last != other { mentioned[mentioning].append(other) }
  }

  // MARK: Bodies

  /// Looks through one line of a body.
  mutating func look(through bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    var index = start
    while index < end, bytes[index] == Ascii.space { index += 1 }
    guard index < end else { return }
    if bytes[index] == UInt8(ascii: "%") || bytes[index] == Ascii.leftParenthesis {
      while index < end, bytes[index] != Ascii.equal { index += 1 }
      index += 2
      guard index < end else { return }
    }
    func has(_ word: StaticString) -> Bool { bytes.has(word, at: index, before: end) }
    switch bytes[index] {
    case UInt8(ascii: "a"):
      if has("alloc_global ") { mention(bytes, index, end) }
    case UInt8(ascii: "b"):
      if has("builtin ") { lookAtBuiltin(bytes, index + 8, end) }
    case UInt8(ascii: "c"):
      if has("class_method ") { mention(bytes, index, end) }
    case UInt8(ascii: "d"):
      if has("dynamic_function_ref ") { mention(bytes, index, end) }
    case UInt8(ascii: "f"):
      if has("function_ref ") { mention(bytes, index, end) }
    case UInt8(ascii: "g"):
      if has("global_addr ") || has("global_value ") { mention(bytes, index, end) }
    case UInt8(ascii: "k"):
      if has("keypath ") { mention(bytes, index, end) }
    case UInt8(ascii: "p"):
      if has("prev_dynamic_function_ref ") { mention(bytes, index, end) }
    case UInt8(ascii: "r"):
      if has("ref_element_addr ") { mention(bytes, index, end) }
    case UInt8(ascii: "s"):
      if has("super_method ") || has("struct_element_addr ") || has("struct_extract ") {
        mention(bytes, index, end)
      }
    case UInt8(ascii: "w"):
      if has("witness_method ") { mention(bytes, index, end) }
    default: return
    }
  }

  /// Fences and atomic accesses, and numbers that are made an address.
  private mutating func lookAtBuiltin(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) {
    let name = start + 1
    func has(_ word: StaticString) -> Bool { bytes.has(word, at: name, before: end) }
    if has("fence") || has("atomic") || has("cmpxchg") || has("inttoptr") { seeds.insert(current) }
  }

  /// The symbols on a line, and the methods.
  private mutating func mention(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) {
    var index = start
    while index < end {
      switch bytes[index] {
      case Ascii.at, Ascii.pound:
        let isMethod = bytes[index] == Ascii.pound
        guard bytes[index - 1] == Ascii.space else { break }
        let from = isMethod ? index : index + 1
        let to = wordEnd(bytes, from, end)
        if let symbol = symbol(bytes, from, to) { add(symbol, to: current) }
        index = to
        continue
      case Ascii.slash where index + 1 < end && bytes[index + 1] == Ascii.slash: return
      default: break
      }
      index += 1
    }
  }

  /// Up to a blank, a comma, a colon or a bracket; a name in quotes is a part of it.
  private func wordEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end {
      switch bytes[index] {
      case Ascii.quote:
        index += 1
        while index < end, bytes[index] != Ascii.quote { index += 1 }
      case Ascii.space, Ascii.comma, Ascii.rightParenthesis, Ascii.colon: return index
      default: break
      }
      index += 1
    }
    return end
  }

  private mutating func symbol(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> Int? {
    var (start, end) = (start, min(end, bytes.count))
    if end - start > 2, bytes[start] == Ascii.quote { (start, end) = (start + 1, end - 1) }
    return end > start ? symbols.number(bytes, start, end) : nil
  }

  // MARK: Tables

  /// `#Device.start: (Device) -> () -> () : @$s…`: an entry of a table of methods or witnesses.
  mutating func addEntry(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    var index = start
    while index < end, bytes[index] != Ascii.pound, bytes[index] != Ascii.at { index += 1 }
    guard index < end, bytes[index] == Ascii.pound else { return }
    let stop = wordEnd(bytes, index, end)
    guard let method = symbol(bytes, index, stop) else { return }
    // What it is stands behind the last colon.
    index = stop
    while index < end {
      if bytes[index] == Ascii.at, bytes[index - 1] == Ascii.space, index >= 2,
        bytes[index - 2] == Ascii.colon
      {
        if let target = symbol(bytes, index + 1, wordEnd(bytes, index + 1, end)) {
          add(target, to: method)
        }
        return
      }
      if bytes[index] == Ascii.slash, bytes[index - 1] == Ascii.slash { return }
      index += 1
    }
  }
}
