/// What all files together declare, by name: the first thing that lowering asks about every name.
///
/// Types are merged with their extensions. Functions are numbered as in the module that the lowering
/// makes; the outline holds their signatures, without bodies.
public struct SwiftOutline: Sendable {
  /// As one element of an array: what reads it is copied often, and shares it.
  private var box = [Content()]

  private struct Content: Sendable {
    var types = LayeredTable<String, TypeEntry>()
    var globals = LayeredTable<String, Variable>()
    var functions = LayeredTable<String, [FunctionID]>()
    var modules: Set<String> = ["Swift"]
    var aliases = LayeredTable<String, Alias>()
    var signatures = LayeredTable<FunctionID, Shared<FlowFunction>>()
    var declared = LayeredTable<String, Bool>()
  }

  var types: LayeredTable<String, TypeEntry> {
    _read { yield box[0].types }
    _modify { yield &box[0].types }
  }
  var globals: LayeredTable<String, Variable> {
    _read { yield box[0].globals }
    _modify { yield &box[0].globals }
  }
  /// Free functions and operators by base name.
  var functions: LayeredTable<String, [FunctionID]> {
    _read { yield box[0].functions }
    _modify { yield &box[0].functions }
  }
  /// Names that `import` brings in, and `Swift`.
  public internal(set) var modules: Set<String> {
    _read { yield box[0].modules }
    _modify { yield &box[0].modules }
  }
  var aliases: LayeredTable<String, Alias> {
    _read { yield box[0].aliases }
    _modify { yield &box[0].aliases }
  }
  private var signatures: LayeredTable<FunctionID, Shared<FlowFunction>> {
    _read { yield box[0].signatures }
    _modify { yield &box[0].signatures }
  }
  /// The names of all declarations, whatever they are members of: most names in bodies are not among
  /// them.
  private var declared: LayeredTable<String, Bool> {
    _read { yield box[0].declared }
    _modify { yield &box[0].declared }
  }

  /// Copied for most questions about a type, and changed only while the outline is made.
  typealias TypeEntry = Shared<TypeFacts>

  /// A type with everything that its declaration and its extensions say.
  struct TypeFacts: Sendable {
    var name: String
    /// Nil where the inputs hold extensions only.
    var keyword: FlowTypeDeclaration.Keyword?
    var inherited: [String] = []
    var genericParameters: [GenericParameter] = []
    /// Associated types, for protocols.
    var associatedTypes: [GenericParameter] = []
    var members: [String: Variable] = [:]
    var staticMembers: [String: Variable] = [:]
    /// Stored instance members in order, as the memberwise initialiser takes them.
    var stored: [String] = []
    var methods: [String: [FunctionID]] = [:]
    var staticMethods: [String: [FunctionID]] = [:]
    var initializers: [FunctionID] = []
    var subscripts: [FunctionID] = []
    var cases: [String: FlowTypeDeclaration.EnumCase] = [:]
    var isMain = false
    /// Where the type is declared, or first extended.
    var range: SourceRange?
    /// `struct X: ~Copyable`, also by a noncopyable member of the inheritance clause.
    var isNoncopyable: Bool { inherited.contains("~Copyable") }

    init(name: String) { self.name = name }
  }

  /// A global or a member.
  public struct Variable: Sendable {
    public var type: FlowType?
    public var isLet = false
    public var isStored = true
    public var isLazy = false
    public var initializer: FunctionID?
    public var range: SourceRange
  }

  struct Alias: Sendable {
    var type: TypeSyntax
    var context: DeclarationContext
    var parameters: [String]
  }

  public init() {}

  /// The same outline, to be added to at the cost of what is added.
  var layered: Self {
    var outline = Self()
    outline.box[0] = Content(
      types: types.layered, globals: globals.layered, functions: functions.layered,
      modules: modules, aliases: aliases.layered, signatures: signatures.layered,
      declared: declared.layered)
    return outline
  }

  /// Whether anything in the inputs declares the name, on whatever level.
  func declares(_ name: String) -> Bool { declared.contains(name) }

  /// Remembers that something is declared by a name, which may be qualified.
  mutating func declare(_ name: String) {
    guard let dot = name.lastDot else {
      declared[name] = true
      return
    }
    declared[String(name[name.utf8.index(after: dot)...])] = true
  }

  func signature(_ function: FunctionID) -> Shared<FlowFunction>? { signatures[function] }

  mutating func set(_ signature: Shared<FlowFunction>, for function: FunctionID) {
    signatures[function] = signature
  }

  mutating func set(
    _ type: FlowType, ofVariable name: String, owner: String?, isStatic: Bool
  ) {
    guard let owner else {
      globals[name]?.type = type
      return
    }
    if isStatic {
      types[owner]?.staticMembers[name]?.type = type
    } else {
      types[owner]?.members[name]?.type = type
    }
  }

  // MARK: - Types

  /// The full name of a type that `name` means inside `owners`; nil where the inputs declare none.
  func typeName(_ name: String, in owners: [String]) -> String? {
    guard declares(name) || name.utf8.contains(UInt8(ascii: ".")) else { return nil }
    for owner in owners {
      let nested = "\(owner).\(name)"
      if types[nested] != nil || aliases[nested] != nil { return nested }
      if let type = types[owner] {
        for parent in type.inherited where types[parent] != nil {
          let inherited = "\(parent).\(name)"
          if types[inherited] != nil || aliases[inherited] != nil { return inherited }
        }
      }
    }
    return types[name] != nil || aliases[name] != nil ? name : nil
  }

  /// The type and what it inherits from or conforms to, nearest first.
  private func lineage(of type: String) -> [TypeEntry] {
    guard let own = types[type] else { return [] }
    if own.inherited.isEmpty { return [own] }
    var found: [TypeEntry] = []
    var seen: Set<String> = []
    var waiting = [type]
    while let name = waiting.first, found.count < 64 {
      waiting.removeFirst()
      guard seen.insert(name).inserted, let entry = types[name] else { continue }
      found.append(entry)
      waiting += entry.inherited
    }
    return found
  }

  // MARK: - Members

  /// A property, with the type that declares it.
  func member(_ name: String, of type: String) -> (owner: TypeEntry, variable: Variable)? {
    guard declares(name), isKnown(type, { $0.members[name] != nil }) else { return nil }
    for entry in lineage(of: type) {
      if let variable = entry.members[name] { return (entry, variable) }
    }
    return nil
  }

  func hasMember(_ name: String, of type: String) -> Bool {
    if types[type]?.members[name] != nil { return true }
    return member(name, of: type) != nil
  }

  func staticMember(_ name: String, of type: String) -> (owner: TypeEntry, variable: Variable)? {
    guard declares(name), isKnown(type, { $0.staticMembers[name] != nil }) else { return nil }
    for entry in lineage(of: type) {
      if let variable = entry.staticMembers[name] { return (entry, variable) }
    }
    return nil
  }

  /// The name of a static property: by the type that declares it, unless that is a protocol, whose
  /// extensions depend on the type that conforms.
  func staticName(_ name: String, of type: String) -> String {
    guard let owner = staticMember(name, of: type)?.owner, owner.keyword != .protocol else {
      return "\(type).\(name)"
    }
    return "\(owner.name).\(name)"
  }

  /// Whether the type itself has it, or may inherit it: most types inherit nothing from the inputs,
  /// and this is asked about every name.
  private func isKnown(_ type: String, _ isOwn: (TypeEntry) -> Bool) -> Bool {
    guard let entry = types[type] else { return false }
    return isOwn(entry) || entry.inherited.contains { types[$0] != nil }
  }

  func enumCase(_ name: String, of type: String) -> FlowTypeDeclaration.EnumCase? {
    types[type]?.cases[name]
  }

  func methods(_ name: String, of type: String) -> [FunctionID] {
    guard declares(name), isKnown(type, { $0.methods[name] != nil }) else { return [] }
    return lineage(of: type).flatMap { $0.methods[name] ?? [] }
  }

  func staticMethods(_ name: String, of type: String) -> [FunctionID] {
    guard declares(name), isKnown(type, { $0.staticMethods[name] != nil }) else { return [] }
    return lineage(of: type).flatMap { $0.staticMethods[name] ?? [] }
  }

  func subscripts(of type: String) -> [FunctionID] {
    lineage(of: type).flatMap { $0.subscripts }
  }

  /// Whether `Type[…]` calls a subscript of the type itself.
  func hasStaticSubscript(_ type: String) -> Bool {
    subscripts(of: type).contains { signature($0)?.isStatic == true }
  }

  /// The initialisers that can make a value of the type; those of protocol extensions included.
  func initializers(of type: String) -> [FunctionID] {
    lineage(of: type).flatMap { $0.initializers }
  }

  /// The memberwise initialiser of a struct that declares no other, as a signature.
  func memberwiseInitializer(of type: String) -> Shared<FlowFunction>? {
    guard let entry = types[type], entry.keyword == .struct else { return nil }
    guard let first = entry.stored.first, let range = entry.members[first]?.range else {
      return nil
    }
    var function = FlowFunction(kind: .initializer, name: "init", range: range)
    for name in entry.stored {
      guard let member = entry.members[name], !(member.isLet && member.initializer != nil) else {
        continue
      }
      var parameter = FlowFunction.Parameter(label: name, name: name, type: member.type)
      parameter.convention = .consuming
      parameter.defaultValue = member.initializer
      function.parameters.append(parameter)
    }
    function.result = FlowType(type)
    return Shared(function)
  }

  /// Whether members that the inputs do not declare are to be expected: the type is a library's, or
  /// conforms to a protocol of one that gives it methods.
  func inheritsFromLibrary(_ type: String) -> Bool {
    guard let entry = types[type], entry.keyword != nil else { return true }
    return lineage(of: type).contains { entry in
      entry.inherited.contains { parent in
        types[parent] == nil && !NameConventions.plainProtocols.contains(parent)
          && !parent.hasPrefix("~")
      }
    }
  }

  func isNoncopyable(_ type: FlowType?) -> Bool {
    guard let type else { return false }
    if type.name == "Optional", let wrapped = type.arguments.first { return isNoncopyable(wrapped) }
    return types[type.name]?.isNoncopyable ?? false
  }
}

extension Shared where Content == SwiftOutline.TypeFacts {
  init(name: String) { self.init(SwiftOutline.TypeFacts(name: name)) }
}
