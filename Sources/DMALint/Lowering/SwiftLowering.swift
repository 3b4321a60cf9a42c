/// The Swift front end: files in, one Flow module out.
///
/// First everything that the files declare is collected, then each body is lowered on its own; what
/// the bodies make is put together in the order of the declarations.
///
/// What Flow leaves open is decided as follows:
/// - A script's variables are globals with an initial value like others; the top-level code computes
///   and stores them once more where they stand, so that starts and waits among them keep their order.
/// - Setters of subscripts take the indices first and the new value last. `_modify` is a setter: what
///   it yields is where the new value goes. `_read` is a getter that goes on behind its `yield`.
/// - `willSet` and `didSet` are setters that only the methods of the type list.
/// - `self` of a consuming method is not left: the call ends its life. In initialisers it is entered,
///   and moves out with the result.
/// - `async let x = e` calls `async let` with a closure that computes `e`.
/// - `a...` is `binary("...", a, nil)`, `..<b` is `binary("..<", nil, b)`.
/// - Under a `try` those calls can throw whose declaration says so; where none does, the outermost one
///   that nothing is known of, and those with closures that let errors out.
/// - `Type.member` of a type that the inputs do not declare is an `implicitMember` with that type where
///   its value is wanted, and a global `Type.member` where a place is.
/// - Standard operators are called only on operands whose type declares them.
/// - Where a noncopyable value is stored, returned or handed over, its place is taken, not loaded.
public struct SwiftLowering: Sendable {
  /// All declarations by name.
  public let outline: SwiftOutline
  private let declared: OutlineBuilder
  private let configuration: BuildConfiguration
  private let inputs: [SwiftInput]

  /// A declared function whose body may be lowered or not.
  public struct Candidate: Sendable {
    /// The signature, without blocks.
    public var function: FlowFunction
    public var identifier: FunctionID
    /// The number of its file among the inputs.
    public var input: Int
    /// Indices of the file's tokens that the body or the initial value is made of.
    public var tokens: Range<Int>?
  }

  public init(_ inputs: [SwiftInput], configuration: BuildConfiguration = BuildConfiguration()) {
    var builder = OutlineBuilder(configuration: configuration)
    builder.add(inputs)
    self.inputs = inputs
    self.configuration = configuration
    declared = builder
    outline = builder.outline
  }

  public static func lower(
    _ inputs: [SwiftInput], configuration: BuildConfiguration = BuildConfiguration(),
    isRelevant: (Candidate) -> Bool = { _ in true }
  ) -> FlowModule {
    SwiftLowering(inputs, configuration: configuration).module(isRelevant: isRelevant)
  }

  /// Every function that the files declare, in order.
  public var candidates: [Candidate] {
    var numbers: [FileID: Int] = [:]
    for (index, input) in inputs.enumerated() { numbers[input.file] = index }
    return declared.functions.indices.map { index in
      let source = declared.sources[index]
      return Candidate(
        function: declared.functions[index], identifier: FunctionID(UInt32(index)),
        input: numbers[source.input.file] ?? 0, tokens: source.tokens)
    }
  }

  /// The module; functions that are not relevant keep their signature and get no blocks.
  public func module(isRelevant: (Candidate) -> Bool = { _ in true }) -> FlowModule {
    var assembly = ModuleAssembly(declared)
    for input in inputs { assembly.add(gapsOf: input) }
    for candidate in candidates where isRelevant(candidate) {
      assembly.add(lower(candidate.identifier), at: candidate.identifier)
    }
    return assembly.module
  }

  /// One declared function with what is inside it; a pure function of its arguments, so that
  /// several can run at once.
  func lower(_ identifier: FunctionID) -> LoweredUnit {
    let index = Int(identifier.index)
    let source = declared.sources[index]
    let unit = LoweringUnit(
      input: source.input, outline: outline, configuration: configuration)
    let function = unit.lower(declared.functions[index], from: source)
    return LoweredUnit(
      function: function, nested: unit.nested, types: unit.types, globals: unit.globals,
      gaps: unit.gaps.sorted())
  }
}

/// What lowering one declared function gives; functions inside it are numbered from
/// `LoweringUnit.firstNested`.
struct LoweredUnit: Sendable {
  var function: FlowFunction
  var nested: [FlowFunction]
  var types: [FlowTypeDeclaration]
  var globals: [FlowGlobal]
  var gaps: [Gap]
}

/// Puts lowered units together: functions inside them are numbered behind the declared ones.
private struct ModuleAssembly {
  private(set) var module = FlowModule()

  init(_ declared: OutlineBuilder) {
    module.functions = declared.functions
    module.types = declared.types
    module.globals = declared.globals
  }

  mutating func add(gapsOf input: SwiftInput) {
    for gap in input.syntax.gaps {
      module.gaps.append(Gap(input.range(gap.range), gap.message, mayHideTransfer: true))
    }
  }

  mutating func add(_ unit: LoweredUnit, at identifier: FunctionID) {
    let first = UInt32(module.functions.count)
    func final(_ function: FunctionID) -> FunctionID {
      function.index < LoweringUnit.firstNested
        ? function : FunctionID(function.index - LoweringUnit.firstNested + first)
    }
    module.functions[Int(identifier.index)] = unit.function.renumbered(final)
    module.functions += unit.nested.map { $0.renumbered(final) }
    for var type in unit.types {
      type.methods = type.methods.map(final)
      type.deinitializer = type.deinitializer.map(final)
      for index in type.members.indices {
        type.members[index].initializer = type.members[index].initializer.map(final)
        type.members[index].getter = type.members[index].getter.map(final)
        type.members[index].setter = type.members[index].setter.map(final)
      }
      module.types.append(type)
    }
    for var global in unit.globals {
      global.initializer = global.initializer.map(final)
      global.getter = global.getter.map(final)
      global.setter = global.setter.map(final)
      module.globals.append(global)
    }
    module.gaps += unit.gaps
  }
}

extension FlowFunction {
  /// Changes the numbers of the functions that it names.
  fileprivate func renumbered(_ final: (FunctionID) -> FunctionID) -> FlowFunction {
    var copy = self
    for index in copy.parameters.indices {
      copy.parameters[index].defaultValue = copy.parameters[index].defaultValue.map(final)
    }
    for block in copy.blocks.indices {
      for index in copy.blocks[block].operations.indices {
        if case .closure(let function) = copy.blocks[block].operations[index].kind {
          copy.blocks[block].operations[index].kind = .closure(final(function))
        }
      }
    }
    return copy
  }
}
