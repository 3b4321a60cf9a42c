/// What the symbols of one dump are called: by reports, and by Flow.
struct IRNames {
  private(set) var globals: [String: String] = [:]
  private var taken: Set<String> = []
  /// The symbols that other symbols stand for.
  var aliases: [String: String] = [:]
  /// Functions that have a body in the dump.
  var defined: Set<String> = []

  func target(_ symbol: String) -> String {
    var symbol = symbol
    var steps = 0
    while let next = aliases[symbol], steps < 8 {
      symbol = next
      steps += 1
    }
    return symbol
  }

  mutating func name(_ global: IRGlobal, variable: IRDebug.Variable?) -> String {
    var wanted = variable?.name ?? global.symbol
    if let name = SwiftName(mangled: variable?.linkageName ?? global.symbol) {
      switch name.kind {
      // `…WZTv_r` and the like hold the elements of an array that a variable refers to.
      case .initialValue where !name.suffix.hasPrefix("WZTv") && !name.suffix.hasPrefix("WZTV"):
        wanted = global.symbol
      case .variable, .initialValue: wanted = name.qualified
      case .function, .initializer, .deinitializer, .getter, .setter, .addressor, .closure,
        .subscriptGetter, .subscriptSetter, .accessor, .defaultArgument, .type:
        wanted = global.symbol
      }
    }
    let name = taken.insert(wanted).inserted ? wanted : global.symbol
    taken.insert(name)
    globals[global.symbol] = name
    return name
  }

  /// The name of a function that has no body here, as models spell it.
  static func called(_ symbol: String) -> String {
    if let name = SwiftName(mangled: symbol), name.suffix.isEmpty { return name.qualified }
    // Mach-O and some targets put a mark before the names that are not to be changed.
    return symbol.utf8.first == 0x01 ? String(symbol.unicodeScalars.dropFirst()) : symbol
  }
}
