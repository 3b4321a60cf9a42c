/// The symbols that a symbol's term is made of, down to those that are made of none.
///
/// They are found once, when the symbol is made: what a loop's next round or a device's next answer
/// makes untrue is asked of every known fact.
struct Leaves: Sendable {
  /// In the order of their numbers; empty for a symbol that is made of none; nil where there are many.
  private var symbols: [SymbolID]? = []

  private static let limit = 16

  init(of term: Term, among known: [Leaves]) {
    for value in term.operands {
      guard case .symbol(let id) = value else { continue }
      guard let mine = symbols, let inner = known[Int(id.index)].symbols else {
        symbols = nil
        return
      }
      let all = inner.isEmpty ? [id] : inner
      symbols = mine.isEmpty || mine == all ? all : Array(Set(mine).union(all)).sorted()
      if let found = symbols, found.count > Self.limit {
        symbols = nil
        return
      }
    }
  }

  /// Nil where there are many.
  func ids(of symbol: SymbolID) -> [SymbolID]? {
    guard let symbols else { return nil }
    return symbols.isEmpty ? [symbol] : symbols
  }
}

extension Term {
  /// What it is made of.
  fileprivate var operands: [Value] {
    switch self {
    case .binary(_, let a, let b): [a, b]
    case .unary(_, let a), .isCase(let a, _), .payload(let a, _, _), .registerRead(let a, _, _): [a]
    case .flagRead, .deviceData, .poll, .made, .parameter, .merged, .outcome, .initial: []
    }
  }
}

extension Interpreter {
  /// Whether a symbol that is made of no others, and that this one is made of, satisfies a predicate.
  func hasLeaf(_ symbol: SymbolID, _ predicate: (Term) -> Bool) -> Bool {
    if let known = leaves[Int(symbol.index)].ids(of: symbol) {
      return known.contains { predicate(term($0)) }
    }
    return term(symbol).operands.contains {
      if case .symbol(let id) = $0 { hasLeaf(id, predicate) } else { false }
    }
  }

  /// Whether a symbol is another one, or is made of it.
  func mentions(_ symbol: SymbolID, _ other: SymbolID) -> Bool {
    if symbol == other { return true }
    // What a symbol is made of was there before it.
    guard symbol.index > other.index else { return false }
    return term(symbol).operands.contains {
      if case .symbol(let id) = $0 { mentions(id, other) } else { false }
    }
  }
}
