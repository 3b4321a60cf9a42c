/// One declared function on its way to Flow, with the closures, local functions and local types
/// inside it. Units do not know of each other, so that they can be lowered in any order.
final class LoweringUnit {
  let input: SwiftInput
  let configuration: BuildConfiguration
  /// Grows by the types that bodies declare.
  var outline: SwiftOutline {
    didSet { typeNames = TypeNames() }
  }
  private(set) var typeNames = TypeNames()
  private(set) var nested: [FlowFunction] = []
  private(set) var types: [FlowTypeDeclaration] = []
  private(set) var globals: [FlowGlobal] = []
  private(set) var gaps: Set<Gap> = []
  /// Operations that may still be made; deferred statements are lowered at every exit, which a
  /// hostile input could multiply without bound.
  var budget = 200_000
  /// How deep the lowering is in its input, over all nested functions.
  var depth = 0

  /// Functions inside the unit are numbered from here until they get their place in the module.
  static let firstNested: UInt32 = 1 << 31
  /// Expressions, statements and patterns inside each other.
  static let maximumDepth = 300

  init(input: SwiftInput, outline: SwiftOutline, configuration: BuildConfiguration) {
    self.input = input
    self.outline = outline
    self.configuration = configuration
  }

  /// Gives a number to a function that is about to be lowered.
  func reserve(_ signature: FlowFunction) -> FunctionID {
    nested.append(signature)
    return FunctionID(Self.firstNested + UInt32(nested.count - 1))
  }

  func set(_ function: FlowFunction, for identifier: FunctionID) {
    nested[Int(identifier.index - Self.firstNested)] = function
  }

  /// Changes a finished function, when its enclosing function renumbers its locals.
  func update(_ identifier: FunctionID, _ change: (inout FlowFunction) -> Void) {
    change(&nested[Int(identifier.index - Self.firstNested)])
  }

  func add(_ type: FlowTypeDeclaration) { types.append(type) }

  func gap(_ range: SourceRange, _ message: String, mayHideTransfer: Bool = true) {
    gaps.insert(Gap(range, message, mayHideTransfer: mayHideTransfer))
  }

  func add(_ gaps: SwiftParser.Gaps) {
    for item in gaps { gap(input.range(item.range), item.message) }
  }

  /// Takes over what a builder has declared inside a body, and lowers it.
  func lowerAll(of builder: OutlineBuilder) {
    for type in builder.types { add(type) }
    globals += builder.globals
    let identifiers = builder.functions.map { reserve($0.content) }
    for (index, identifier) in identifiers.enumerated() {
      let lowered = lower(builder.functions[index].content, from: builder.sources[index])
      set(lowered, for: identifier)
    }
  }

  /// Lowers a declared function and what is inside it.
  func lower(_ signature: FlowFunction, from source: FunctionSource) -> FlowFunction {
    let lowering = FunctionLowering(self, signature, context: source.context)
    return lowering.lowerDeclared(source)
  }
}
