/// What a mangled Swift symbol names, as far as reports and models need it.
public struct SwiftName: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case function, initializer, deinitializer, getter, setter, variable, addressor, closure
    case subscriptGetter, subscriptSetter, accessor, defaultArgument, initialValue, type
  }

  public var kind: Kind
  public var module: String
  /// The enclosing types, outermost first.
  public var types: [String]
  /// Without labels; `init` and `deinit` for those.
  public var base: String
  /// One a parameter; nil where it has none. Empty for what is not called with labels.
  public var labels: [String?]
  public var isStatic = false
  /// For closures and default arguments: the function that they stand in.
  public var enclosing: String?
  /// Thunks, specialisations, parts of split coroutines: what follows the name (`Tm`, `TY0_`).
  public var suffix = ""

  /// `name(label:_:)`, the bare name of a variable, `closure in name(label:)`.
  public var spelled: String {
    switch kind {
    case .closure: "closure in \(enclosing ?? base)"
    case .defaultArgument: enclosing ?? base
    case .function, .initializer, .subscriptGetter, .subscriptSetter: base + labelText
    case .deinitializer, .getter, .setter, .variable, .addressor, .accessor, .initialValue, .type:
      base
    }
  }

  /// The name with its types: `Type.name(label:)`, `Type.name` of a static variable.
  public var qualified: String { (types + [spelled]).joined(separator: ".") }

  private var labelText: String {
    "(" + labels.map { ($0 ?? "_") + ":" }.joined() + ")"
  }

  /// The name behind a symbol; nil for C names and for what is not understood.
  public init?(mangled symbol: some Sequence<UInt8>) {
    var demangler = Demangler(Array(symbol))
    guard let name = demangler.name() else { return nil }
    self = name
  }

  public init?(mangled symbol: String) { self.init(mangled: symbol.utf8) }

  init(kind: Kind, module: String, types: [String], base: String, labels: [String?]) {
    self.kind = kind
    self.module = module
    self.types = types
    self.base = base
    self.labels = labels
  }

  /// Whether a symbol is mangled by a rule of Swift 5 or later.
  public static func isMangled(_ symbol: some Collection<UInt8>) -> Bool {
    var bytes = symbol.makeIterator()
    guard bytes.next() == Ascii.dollar, let second = bytes.next() else { return false }
    return second == UInt8(ascii: "s") || second == UInt8(ascii: "e") || second == UInt8(ascii: "S")
  }
}
