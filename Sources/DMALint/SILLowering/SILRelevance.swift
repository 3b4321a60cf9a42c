/// Of a large dump, the functions and globals that can matter for a transfer: functions that touch
/// registers, order memory or are called as something that concerns transfers is, those that lead to them,
/// and what all of these use.
struct SILRelevance {
  private let mentions: SILMentions
  private var isRelevant: [Bool]

  func contains(_ symbol: String) -> Bool {
    mentions.symbols.number(of: symbol).map { isRelevant[$0] } ?? false
  }

  init(
    _ index: SILIndex, _ declarations: [FlowTypeDeclaration], isSign: SILLowering.Sign
  ) {
    var mentions = index.mentions
    Self.add(declarations, to: &mentions)
    var seeds = mentions.seeds
    for function in index.functions {
      let number = mentions.number(of: function.symbol)
      let name = SILName(function.comment)
      if name.kind == .deinitializer || name.kind == .deallocator, let owner = name.owner {
        mentions.add(number, to: mentions.number(of: "~" + Self.base(of: owner)))
      }
      if Self.isSeed(function, name, isSign) { seeds.insert(number) }
    }
    self.mentions = mentions
    isRelevant = Array(repeating: false, count: mentions.symbols.count)
    follow(seeds)
  }

  /// A value of a type may hold one of another type, whose deinitialiser then runs with its own; what is
  /// known by a protocol or a superclass may be any that conforms or inherits.
  private static func add(_ types: [FlowTypeDeclaration], to mentions: inout SILMentions) {
    for type in types {
      let name = mentions.number(of: "~" + base(of: type.name))
      func hold(_ held: FlowType?, by symbol: Int) {
        guard let held else { return }
        mentions.add(mentions.number(of: "~" + base(of: held.name)), to: symbol)
        for argument in held.arguments { hold(argument, by: symbol) }
      }
      for parent in type.inherited {
        mentions.add(name, to: mentions.number(of: "~" + base(of: parent)))
      }
      for member in type.members {
        hold(member.type, by: mentions.number(of: "#" + type.name + "." + member.name))
        if member.isStored, !member.isStatic { hold(member.type, by: name) }
      }
      for enumCase in type.enumCases {
        for part in enumCase.payload { hold(part.type, by: name) }
      }
    }
  }

  /// The last component of a qualified name, without generic arguments.
  private static func base(of name: String) -> String {
    let plain = name.prefix { $0 != "<" }
    return String(plain.lastIndex(of: ".").map { plain[plain.index(after: $0)...] } ?? plain)
  }

  /// Whether a function concerns transfers, whoever calls it.
  private static func isSeed(
    _ function: SILIndex.Function, _ name: SILName, _ isSign: SILLowering.Sign
  ) -> Bool {
    let symbol = function.symbol
    if SILSymbol.isLibrary(symbol) { return SILSymbol.isDeviceLibrary(symbol) }
    let isMangled = symbol.utf8.first == Ascii.dollar
    let qualified = !isMangled ? symbol : name.owner.map { $0 + "." + name.display } ?? name.display
    guard function.body != nil else { return isSign(qualified, isMangled ? name.base : symbol) }
    // C can call it, be it an interrupt handler.
    if SILIndex.contains(function.type, "@convention(c)"),
      !SILIndex.contains(function.attributes, "global_init_once_fn")
    {
      return true
    }
    // What it is called says nothing where one sees what it does.
    return isSign(qualified, "")
  }

  /// From the seeds to all that lead to them, and from there to all that these mention.
  private mutating func follow(_ seeds: Set<Int>) {
    var mentioning: [[Int32]] = Array(repeating: [], count: isRelevant.count)
    for symbol in isRelevant.indices {
      for other in mentions.of(symbol) {
        mentioning[Int(other)].append(Int32(truncatingIfNeeded: symbol))
      }
    }
    func mark(_ next: (Int) -> [Int32]) {
      var queue = isRelevant.indices.filter { isRelevant[$0] }
      while let symbol = queue.popLast() {
        for other in next(symbol) where !isRelevant[Int(other)] {
          isRelevant[Int(other)] = true
          queue.append(Int(other))
        }
      }
    }
    for seed in seeds { isRelevant[seed] = true }
    mark { mentioning[$0] }
    mark { mentions.of($0) }
  }
}
