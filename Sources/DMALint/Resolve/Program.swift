/// All inputs of one run as one program: what names mean across files.
public struct Program: Sendable {
  public let module: FlowModule
  /// Free functions (C ones included) by their name without labels.
  let functionsByName: [String: [FunctionID]]
  /// Functions by the name the linker knows them by (`@c`, `@_cdecl`, `@_silgen_name`, C).
  let functionsByLinkName: [String: FunctionID]
  let types: [String: TypeEntry]
  /// The types that name a protocol or a superclass, in order.
  private let conformersByProtocol: [String: [String]]
  /// Methods of all types by their name without labels, in order; initialisers are none.
  let methodsByName: [String: [FunctionID]]
  /// Full names of types by their last component.
  private let typesByLastName: [String: [String]]
  /// The last names of all types, those that are only extended included.
  private let lastNames: Set<String>
  let globals: [String: Int]
  /// `willSet` and `didSet` of global and static variables.
  let globalObservers: [String: [FunctionID]]
  /// Whether any variable of the inputs is watched.
  let hasObservers: Bool
  /// Whether ends of values mean something: types with deinitialisers, or instances with arrays.
  let hasOwners: Bool

  /// A type with its extensions merged.
  public struct TypeEntry: Sendable {
    var name: String
    var keyword: FlowTypeDeclaration.Keyword
    var range: SourceRange
    var inherited: [String]
    var genericParameters: [GenericParameter]
    /// Instance members that are stored, in order.
    var stored: [FlowTypeDeclaration.Member] = []
    /// Instance members by name, computed ones too.
    var members: [String: FlowTypeDeclaration.Member] = [:]
    var cases: [String: FlowTypeDeclaration.EnumCase] = [:]
    /// The names of the cases as they are declared.
    var caseOrder: [String] = []
    /// Methods, static ones and initialisers (`init`) by their name without labels.
    var methods: [String: [FunctionID]] = [:]
    /// `willSet` and `didSet` by the property that they watch.
    var observers: [String: [FunctionID]] = [:]
    var deinitializer: FunctionID?
    var attributes: Set<String> = []
    var size: UInt32?
    var alignment: UInt32?

    /// References that keep nothing alive.
    var weakMembers: Set<String> {
      Set(stored.filter { $0.attributes.contains { $0.name == "weak" } }.map(\.name))
    }
    var isReference: Bool { keyword == .class || keyword == .actor }
    var isNoncopyable: Bool { inherited.contains("~Copyable") }
  }

  public init(_ module: FlowModule) {
    self.module = module
    var types: [String: TypeEntry] = [:]
    for declaration in module.types where declaration.keyword != .extension {
      if types[declaration.name] == nil {
        types[declaration.name] = TypeEntry(
          name: declaration.name, keyword: declaration.keyword, range: declaration.range,
          inherited: [], genericParameters: declaration.genericParameters)
      }
    }
    var last: [String: [String]] = [:]
    for name in types.keys.sorted() { last[Program.lastComponent(name), default: []].append(name) }
    for declaration in module.types {
      var name = declaration.name
      if types[name] == nil, let candidates = last[Program.lastComponent(name)],
        candidates.count == 1
      {
        name = candidates[0]
      }
      var entry =
        types[name]
        ?? TypeEntry(
          name: name, keyword: .extension, range: declaration.range, inherited: [],
          genericParameters: [])
      entry.inherited += declaration.inherited
      entry.attributes.formUnion(declaration.attributes)
      entry.size = entry.size ?? declaration.size
      entry.alignment = entry.alignment ?? declaration.alignment
      for member in declaration.members where !member.isStatic {
        if entry.members[member.name] == nil {
          entry.members[member.name] = member
          if member.isStored { entry.stored.append(member) }
        }
      }
      for enumCase in declaration.enumCases { entry.cases[enumCase.name] = enumCase }
      entry.caseOrder += declaration.enumCases.map(\.name)
      for method in declaration.methods {
        let function = module.functions[Int(method.index)]
        if function.observerKind != nil {
          entry.observers[function.name, default: []].append(method)
          continue
        }
        entry.methods[Program.baseName(function.name), default: []].append(method)
      }
      entry.deinitializer = entry.deinitializer ?? declaration.deinitializer
      types[name] = entry
    }
    self.types = types
    var methods: [String: [FunctionID]] = [:]
    for type in types.values {
      for (name, functions) in type.methods where name != "init" {
        methods[name, default: []] += functions
      }
    }
    self.methodsByName = methods.mapValues { $0.sorted() }
    var conformers: [String: [String]] = [:]
    for type in types.values where type.keyword != .protocol {
      for parent in Set(type.inherited) { conformers[parent, default: []].append(type.name) }
    }
    self.conformersByProtocol = conformers.mapValues { $0.sorted() }
    self.hasOwners = types.values.contains {
      $0.deinitializer != nil || $0.isReference || $0.isNoncopyable
    }
    self.typesByLastName = last
    self.lastNames = Set(types.keys.map(Program.lastComponent))
    var byName: [String: [FunctionID]] = [:]
    var globalObservers: [String: [FunctionID]] = [:]
    var hasObservers = false
    var byLinkName: [String: FunctionID] = [:]
    for (index, function) in module.functions.enumerated() {
      let id = FunctionID(UInt32(index))
      if function.observerKind != nil {
        hasObservers = true
        if function.isStatic || function.owner == nil {
          let name = function.owner.map { "\($0).\(function.name)" } ?? function.name
          globalObservers[name, default: []].append(id)
        }
      }
      switch function.kind {
      case .function where function.owner == nil, .c:
        byName[Program.baseName(function.name), default: []].append(id)
        if function.kind == .c, byLinkName[function.name] == nil || function.hasBody {
          byLinkName[function.name] = id
        }
      case .function, .method, .initializer, .deinitializer, .getter, .setter, .closure, .value,
        .topLevel:
        break
      }
      for attribute in function.attributes
      where attribute.name == "c" || attribute.name == "silgen" {
        guard function.hasBody, let argument = attribute.argument else { continue }
        byLinkName[argument] = id
      }
    }
    self.functionsByName = byName
    self.globalObservers = globalObservers
    self.hasObservers = hasObservers
    self.functionsByLinkName = byLinkName
    var globals: [String: Int] = [:]
    for (index, global) in module.globals.enumerated() {
      // A definition wins over a declaration.
      if let old = globals[global.name], !module.globals[old].isExternal { continue }
      globals[global.name] = index
    }
    self.globals = globals
  }

  func function(_ id: FunctionID) -> FlowFunction { module.functions[Int(id.index)] }

  func global(named name: String) -> FlowGlobal? { globals[name].map { module.globals[$0] } }

  /// Whether some type of the program may be meant by a name, wherever it is nested.
  func declaresType(endingIn name: String) -> Bool {
    lastNames.contains(Program.lastComponent(name))
  }

  /// The type a name means, seen from inside another type.
  func type(named name: String, from owner: String? = nil) -> TypeEntry? {
    if let entry = types[name] { return entry }
    // Most names are the library's: no type of the program ends so.
    let last = Program.lastComponent(name)
    guard lastNames.contains(last) else { return nil }
    var scope = owner
    while let outer = scope {
      if let entry = types[outer + "." + name] { return entry }
      scope = outer.lastDot.map { String(outer[..<$0]) }
    }
    if let candidates = typesByLastName[last], candidates.count == 1 { return types[candidates[0]] }
    return nil
  }

  /// Functions of a type by base name: its own, its superclasses' and its protocols' extensions'.
  func methods(of type: String, named name: String) -> [FunctionID] {
    guard let own = self.type(named: type) else { return [] }
    if own.inherited.isEmpty { return (own.methods[name] ?? []).filter { function($0).hasBody } }
    var seen: Set<String> = []
    var queue = [type]
    var found: [FunctionID] = []
    while !queue.isEmpty {
      let next = queue.removeFirst()
      guard seen.insert(next).inserted, let entry = self.type(named: next) else { continue }
      found += (entry.methods[name] ?? []).filter { function($0).hasBody }
      if !found.isEmpty { return found }
      queue += entry.inherited
    }
    return found
  }

  /// A member of a type, its superclasses or its protocols' extensions.
  func member(of type: String, named name: String) -> FlowTypeDeclaration.Member? {
    guard let own = self.type(named: type) else { return nil }
    if own.inherited.isEmpty { return own.members[name] }
    var seen: Set<String> = []
    var queue = [type]
    var requirement: FlowTypeDeclaration.Member?
    while !queue.isEmpty {
      let next = queue.removeFirst()
      guard seen.insert(next).inserted, let entry = self.type(named: next) else { continue }
      if let member = entry.members[name] {
        if entry.keyword != .protocol || member.getter.map({ function($0).hasBody }) == true {
          return member
        }
        requirement = requirement ?? member
      }
      queue += entry.inherited
    }
    return requirement
  }

  /// The stored members of an instance, its superclasses' first.
  func storedMembers(of entry: TypeEntry) -> [FlowTypeDeclaration.Member] {
    guard entry.keyword == .class else { return entry.stored }
    var members = entry.stored
    var current = entry
    var steps = 0
    while steps < 16,
      let parent = current.inherited.lazy.compactMap({ self.type(named: $0) })
        .first(where: { $0.keyword == .class })
    {
      members = parent.stored + members
      current = parent
      steps += 1
    }
    return members
  }

  /// The types of the inputs that conform to a protocol, in order of their names.
  func conformers(to proto: String) -> [String] {
    conformersByProtocol[proto] ?? []
  }

  /// Whether a type has value semantics with a destructor.
  func deinitializer(of type: String) -> FunctionID? {
    var name: String? = type
    var steps = 0
    while let current = name, steps < 16, let entry = self.type(named: current) {
      if let found = entry.deinitializer { return found }
      name = entry.keyword == .class ? entry.inherited.first : nil
      steps += 1
    }
    return nil
  }

  /// The deinitialisers that run when an instance ends: a class's own, then its superclasses'.
  func deinitializers(of type: String) -> [FunctionID] {
    var name: String? = type
    var found: [FunctionID] = []
    while let current = name, found.count < 16, let entry = self.type(named: current) {
      if let own = entry.deinitializer, function(own).hasBody { found.append(own) }
      name = entry.keyword == .class ? entry.inherited.first : nil
    }
    return found
  }

  /// Whether a type is another, inherits from it or conforms to it.
  func isKind(_ type: String, of other: String) -> Bool {
    var seen: Set<String> = []
    var queue = [type]
    while let next = queue.popLast() {
      if next == other { return true }
      guard seen.insert(next).inserted, let entry = self.type(named: next) else { continue }
      queue += entry.inherited
    }
    return false
  }

  static func lastComponent(_ name: String) -> String {
    name.lastDot.map { String(name[name.utf8.index(after: $0)...]) } ?? name
  }

  /// The part of a display name before its labels.
  static func baseName(_ name: String) -> String {
    name.utf8.firstIndex(of: UInt8(ascii: "(")).map { String(name[..<$0]) } ?? name
  }
}
