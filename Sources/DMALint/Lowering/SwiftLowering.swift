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
  let declared: OutlineBuilder
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
        function: declared.functions[index].content, identifier: FunctionID(UInt32(index)),
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

  /// The module with all bodies, or those of the functions that are relevant, which are lowered side by
  /// side.
  public func module(_ workers: Workers, only relevant: RelevantFunctions? = nil) -> FlowModule {
    var assembly = ModuleAssembly(declared)
    for input in inputs { assembly.add(gapsOf: input) }
    let wanted = declared.functions.indices.filter {
      relevant?.contains(FunctionID(UInt32($0))) ?? true
    }
    let count = wanted.count
    // Handing over one small function at a time would cost more than lowering it.
    let size = 32
    var units = workers.map((count + size - 1) / size) { number in
      (number * size..<min((number + 1) * size, count)).map {
        lower(FunctionID(UInt32(wanted[$0])))
      }
    }
    for (number, share) in units.enumerated() {
      // What has been taken over is not needed twice.
      units[number] = []
      for (index, unit) in zip(wanted[(number * size)...], share) {
        assembly.add(unit, at: FunctionID(UInt32(index)))
      }
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
    let function = unit.lower(declared.functions[index].content, from: source)
    return LoweredUnit(
      function: function, nested: unit.nested, types: unit.types, globals: unit.globals,
      gaps: unit.gaps.sorted())
  }
}
