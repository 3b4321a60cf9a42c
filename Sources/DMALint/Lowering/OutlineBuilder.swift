/// Walks declarations twice: first for the names of types, then for everything that is declared.
///
/// The result is a module without bodies, the outline that names are resolved with, and the source
/// of every function. Local declarations of a body are collected by a builder of their own that goes
/// on from the outline of the files.
struct OutlineBuilder {
  var outline: SwiftOutline
  /// The outline has the same ones.
  var functions: [Shared<FlowFunction>] = []
  var sources: [FunctionSource] = []
  var types: [FlowTypeDeclaration] = []
  var globals: [FlowGlobal] = []
  let configuration: BuildConfiguration
  /// The number of the first function.
  let firstFunction: UInt32
  /// Variables without a written type, to be inferred when everything is declared.
  var untyped: [Untyped] = []
  /// Full names of the types that are property wrappers.
  var wrappers: Set<String> = []

  struct Untyped {
    var name: String
    var owner: String?
    var isStatic: Bool
    var value: FunctionID
    /// Where the type goes in the module.
    var global: Int?
    var member: (type: Int, index: Int)?
  }

  init(
    extending outline: SwiftOutline = SwiftOutline(), firstFunction: UInt32 = 0,
    configuration: BuildConfiguration
  ) {
    self.outline = outline.layered
    self.firstFunction = firstFunction
    self.configuration = configuration
  }

  mutating func add(_ inputs: [SwiftInput]) {
    for input in inputs {
      register(input.syntax.declarations, in: input, context: DeclarationContext())
    }
    for input in inputs {
      declare(input.syntax.declarations, in: input, context: DeclarationContext())
      if input.isScript { addTopLevel(input) }
    }
    finish()
  }

  /// Adds what is declared among the statements of a body.
  mutating func add(
    local declarations: [Declaration], in input: SwiftInput, context: DeclarationContext
  ) {
    register(declarations, in: input, context: context)
    declare(declarations, in: input, context: context)
    finish()
  }

  // MARK: - Names of types

  mutating func register(
    _ declarations: [Declaration], in input: SwiftInput, context: DeclarationContext
  ) {
    for declaration in declarations {
      switch declaration.kind {
      case .type(let type):
        register(type, in: input, context: context)
        if declaration.attributes.contains(where: { $0.name == "propertyWrapper" }) {
          wrappers.insert(context.owner.map { "\($0).\(type.name)" } ?? type.name)
        }
      case .typealias(let name, let target?):
        let full = context.owner.map { "\($0).\(name)" } ?? name
        let alias = SwiftOutline.Alias(type: target, context: context, parameters: [])
        outline.aliases[full] = alias
        outline.declare(full)
      case .import(let path):
        if let module = path.first { outline.modules.insert(module) }
      case .conditional(let branches):
        for branch in configuration.active(branches).branches {
          register(branch.elements, in: input, context: context)
        }
      case .function, .initializer, .deinitializer, .subscript, .variable, .enumCase, .typealias,
        .associatedType, .other:
        break
      }
    }
  }

  mutating func register(
    _ type: TypeDeclarationSyntax, in input: SwiftInput, context: DeclarationContext
  ) {
    let name = context.owner.map { "\($0).\(type.name)" } ?? type.name
    var inner = context
    inner.owner = type.keyword == .extension ? type.name : name
    if type.keyword != .extension {
      var entry = outline.types[name] ?? SwiftOutline.TypeEntry(name: name)
      entry.keyword = FlowTypeDeclaration.Keyword(rawValue: type.keyword.rawValue)
      entry.genericParameters = type.genericParameters.map {
        GenericParameter(name: $0.name, constraints: [], isValue: $0.isValue)
      }
      outline.types[name] = entry
      outline.declare(name)
    }
    guard inner.owners.count < 32 else { return }
    register(type.members, in: input, context: inner)
  }

  // MARK: - Declarations

  mutating func declare(
    _ declarations: [Declaration], in input: SwiftInput, context: DeclarationContext,
    type: Int? = nil
  ) {
    for declaration in declarations {
      switch declaration.kind {
      case .function(let function):
        declare(function, declaration, in: input, context: context, type: type)
      case .initializer(let function, _):
        declare(initializer: function, declaration, in: input, context: context, type: type)
      case .deinitializer(let body):
        declare(deinitializer: body, declaration, in: input, context: context, type: type)
      case .subscript(let syntax):
        declare(syntax, declaration, in: input, context: context, type: type)
      case .variable(let variable):
        declare(variable, declaration, in: input, context: context, type: type)
      case .type(let syntax): declare(syntax, declaration, in: input, context: context)
      case .enumCase(let cases): declare(cases, in: input, context: context, type: type)
      case .conditional(let branches):
        for branch in configuration.active(branches).branches {
          declare(branch.elements, in: input, context: context, type: type)
        }
      case .typealias, .associatedType, .import, .other: break
      }
    }
  }

  // MARK: - What comes last

  mutating func addTopLevel(_ input: SwiftInput) {
    let whole = input.range(ByteRange(0, UInt32(input.source.bytes.count)))
    var function = FlowFunction(kind: .topLevel, name: "top-level code", range: whole)
    function.end = SourceRange(file: whole.file, start: whole.end, end: whole.end)
    var context = DeclarationContext()
    context.isStatic = true
    _ = add(function, FunctionSource(input, .topLevel, context: context))
  }

  mutating func finish() {
    inferTypes()
    for entry in outline.types.changed.values where entry.isMain {
      for main in entry.staticMethods["main"] ?? [] where main.index >= firstFunction {
        let index = Int(main.index - firstFunction)
        guard functions[index].parameters.isEmpty else { continue }
        functions[index].content.attributes.append(FlowAttribute("main"))
        outline.set(functions[index], for: main)
      }
    }
  }

  /// Gives variables without a written type that of their initial value, where it is evident.
  mutating func inferTypes() {
    for item in untyped {
      guard let type = type(of: item) else { continue }
      let index = Int(item.value.index - firstFunction)
      functions[index].content.result = type
      outline.set(functions[index], for: item.value)
      if let global = item.global { globals[global].type = type }
      if let member = item.member { types[member.type].members[member.index].type = type }
      outline.set(type, ofVariable: item.name, owner: item.owner, isStatic: item.isStatic)
    }
    untyped = []
  }

  /// A function of its own: a copy of the outline that outlives it would make every later change
  /// copy all of it.
  mutating func type(of item: Untyped) -> FlowType? {
    let index = Int(item.value.index - firstFunction)
    let source = sources[index]
    let expression: Expression
    switch source.content {
    case .tokens(let tokens):
      let parsed = source.input.value(at: tokens)
      expression = parsed.value
      sources[index].content = .expression(parsed.value, gaps: parsed.gaps)
    case .expression(let value, _): expression = value
    case .none, .body, .topLevel: return nil
    }
    let type = TypeInference(outline: outline, context: source.context).type(of: expression)
    guard case .value(let path) = source.role, !path.isEmpty else { return type }
    return type?.element(at: path)
  }
}
