/// The numbered metadata of a dump. Nodes are read where they stand, when they are asked for.
struct IRMetadata {
  private let dump: any DumpStorage
  private let offsets: [UInt32]

  init(_ dump: any DumpStorage, offsets: [UInt32]) {
    self.dump = dump
    self.offsets = offsets
  }

  /// What a field of a node holds.
  enum Field {
    case node(UInt32)
    case number(Int64)
    case text(String)
    case word(String)
  }

  struct Node {
    /// `DILocation`, `DISubprogram` …
    var kind: String
    private var fields: [(name: String, value: Field)] = []

    init(kind: String) { self.kind = kind }

    mutating func add(_ name: String, _ value: Field) { fields.append((name, value)) }

    private func field(_ name: String) -> Field? { fields.first { $0.name == name }?.value }

    func node(_ name: String) -> UInt32? {
      if case .node(let number)? = field(name) { number } else { nil }
    }

    func number(_ name: String) -> Int64? {
      if case .number(let number)? = field(name) { number } else { nil }
    }

    func text(_ name: String) -> String? {
      if case .text(let text)? = field(name) { text } else { nil }
    }

    func word(_ name: String) -> String? {
      if case .word(let word)? = field(name) { word } else { nil }
    }
  }

  /// The line's `kind(name: value, …)`; nil where it is a plain list or there is none.
  func node(_ number: UInt32) -> Node? {
    guard number < offsets.count, offsets[Int(number)] > 0 else { return nil }
    let start = Int(offsets[Int(number)] - 1)
    var cursor = IRCursor(dump.bytes, from: start, to: dump.loadLine(start))
    cursor.advance()
    guard cursor.number() != nil, cursor.skip(Ascii.equal) else { return nil }
    _ = cursor.skip(word: "distinct")
    guard cursor.skip(Ascii.exclamation) else { return nil }
    var node = Node(kind: cursor.word())
    guard !node.kind.isEmpty, cursor.skip(Ascii.leftParenthesis) else { return nil }
    var steps = 0
    while steps < 100, !cursor.skip(Ascii.rightParenthesis) {
      steps += 1
      let name = cursor.word()
      guard !name.isEmpty, cursor.skip(Ascii.colon) else { break }
      cursor.skipBlanks()
      switch cursor.current {
      case Ascii.exclamation:
        cursor.advance()
        if let number = cursor.number().flatMap({ UInt32(exactly: $0) }) {
          node.add(name, .node(number))
        } else if cursor.current == Ascii.quote {
          node.add(name, .text(cursor.string()))
        } else {
          _ = cursor.word()
          cursor.skipBalanced()
        }
      case Ascii.quote: node.add(name, .text(cursor.string()))
      case Ascii.minus, Ascii.zero...Ascii.nine:
        guard let value = cursor.integer() else { return node }
        node.add(name, .number(value))
      default: node.add(name, .word(cursor.word()))
      }
      // Flags are joined by `|`; what else follows up to the comma means nothing here.
      while !cursor.isAtEnd, cursor.current != Ascii.comma, cursor.current != Ascii.lineFeed,
        cursor.current != Ascii.rightParenthesis
      {
        if cursor.current == Ascii.leftParenthesis {
          cursor.skipBalanced()
        } else if cursor.current == Ascii.quote {
          _ = cursor.string()
        } else {
          cursor.advance()
        }
      }
      if cursor.current == Ascii.comma {
        cursor.advance()
      } else if cursor.current == Ascii.lineFeed {
        break
      }
    }
    return node
  }
}
