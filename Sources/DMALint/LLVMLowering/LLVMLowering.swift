/// One dump of LLVM IR among the inputs.
public struct LLVMInput: Sendable {
  public var file: FileID
  public var dump: any DumpStorage

  public init(file: FileID, dump: any DumpStorage) {
    self.file = file
    self.dump = dump
  }

  public init(file: FileID, source: SourceText) {
    self.init(file: file, dump: ResidentDump(source.bytes))
  }
}

/// Reads dumps of LLVM IR and lowers to Flow what can concern a transfer.
///
/// The rest, which in dumps of whole modules is nearly everything, is only looked through.
public enum LLVMLowering {
  /// Lowers a dump. `files` numbers the files that its debug information names; `isOfInterest` says
  /// of a function's name, as models spell it, whether calls of it matter.
  public static func lower(
    _ input: LLVMInput, files: inout DumpFiles, isOfInterest: (String) -> Bool
  ) -> FlowModule {
    var run = Run(input, files: files)
    let module = run.lower(isOfInterest)
    files = run.context.debug.files
    return module
  }

  /// Bytes of functions that are lowered only because one that matters calls them.
  static let calleeLimit = 8 << 20
}

/// The lowering of one dump.
private struct Run {
  let input: LLVMInput
  let index: IRIndex
  let context: IRContext
  private var module = FlowModule()
  private var gaps: [IRGap] = []
  private var globals: [IRGlobal] = []
  private var onceInitializers: [String: FunctionID] = [:]
  private var counted: (offset: Int, line: UInt32) = (0, 1)

  init(_ input: LLVMInput, files: DumpFiles) {
    self.input = input
    index = IRIndex(input.dump)
    var layout = IRLayout()
    var gaps: [IRGap] = []
    for start in index.headers {
      var reader = IRReader(input.dump, lineAt: start)
      guard reader.cursor.skip(word: "target") else { continue }
      if let text = reader.header(named: "datalayout") { layout = IRLayout(dataLayout: text) }
    }
    var types: [String: IRType] = [:]
    for start in index.types {
      var reader = IRReader(input.dump, lineAt: start)
      if let (name, type) = reader.typeDefinition() {
        types[name] = type
      } else {
        gaps.append(IRGap(offset: start, message: "this type is not understood"))
      }
    }
    layout.define(types)
    gaps += index.strange.map { IRGap(offset: $0, message: "this line is not understood") }
    self.gaps = gaps
    context = IRContext(
      layout: layout, names: IRNames(),
      debug: IRDebug(IRMetadata(input.dump, offsets: index.metadata), files: files),
      dump: input.file)
  }

  mutating func lower(_ isOfInterest: (String) -> Bool) -> FlowModule {
    nameRuntime()
    let wanted = wanted(isOfInterest)
    readGlobals(used(by: wanted))
    for number in index.functions.indices where wanted[number] {
      context.names.defined.insert(symbol(index.functions[number].symbol))
    }
    readSignatures(wanted, isOfInterest)
    for number in index.functions.indices where wanted[number] {
      let entry = index.functions[number]
      var reader = IRReader(input.dump, entry.start..<entry.body.upperBound)
      if let source = reader.function() {
        var lowering = IRFunctionLowering(source, context: context)
        module.functions.append(lowering.lowered())
      }
      gaps += reader.gaps
    }
    nameEntries()
    attachOnce()
    for global in globals { add(global) }
    module.mayLackReads = true
    report()
    return module
  }

  private mutating func readSignatures(_ wanted: [Bool], _ isOfInterest: (String) -> Bool) {
    for number in index.functions.indices where wanted[number] {
      let entry = index.functions[number]
      let symbol = symbol(entry.symbol)
      guard !SwiftName.isMangled(symbol.utf8), isOfInterest(symbol) else { continue }
      var reader = IRReader(input.dump, entry.start..<entry.body.upperBound)
      guard let function = reader.function(), function.isLocal else { continue }
      context.signatures[symbol] = IRSignature(function, debug: &context.debug)
    }
  }

  private func symbol(_ number: Int) -> String {
    index.symbols.name(number)
  }

  // MARK: What to read

  /// The functions that matter: those that touch devices, order memory or call what models
  /// describe, those that call these, and what all of them call.
  private func wanted(_ isOfInterest: (String) -> Bool) -> [Bool] {
    var functionOf = [Int32](repeating: -1, count: index.symbols.count)
    var isKnown = [Bool](repeating: false, count: index.symbols.count)
    for (number, function) in index.functions.enumerated() {
      functionOf[function.symbol] = Int32(truncatingIfNeeded: number)
      isKnown[function.symbol] = true
    }
    for declaration in index.declarations { isKnown[declaration.symbol] = true }
    // Another name of a function, or a variable that holds its address.
    for global in index.globals where global.mentions.count == 1 {
      let target = functionOf[Int(index.mentions[global.mentions.lowerBound])]
      if target >= 0 { functionOf[global.symbol] = target }
    }
    addTokens(to: &functionOf)
    var matters = [Bool](repeating: false, count: index.symbols.count)
    for symbol in matters.indices where isKnown[symbol] {
      let name = self.symbol(symbol)
      matters[symbol] =
        name.utf8.starts(with: "llvm.arm.".utf8) || name.utf8.starts(with: "llvm.aarch64.d".utf8)
        || !name.utf8.starts(with: "llvm.".utf8) && !IRRuntime.isRuntime(name)
          && !IRRuntime.ordinary.contains(name) && !IRDebug.isLibrary(name)
          && isOfInterest(IRNames.called(name))
    }
    var callers = [[Int32]](repeating: [], count: index.functions.count)
    var wanted = [Bool](repeating: false, count: index.functions.count)
    for (number, function) in index.functions.enumerated() {
      wanted[number] = function.isSeed || matters[function.symbol]
      for mention in index.mentions[function.mentions] {
        if matters[Int(mention)] { wanted[number] = true }
        let callee = functionOf[Int(mention)]
        if callee >= 0 { callers[Int(callee)].append(Int32(truncatingIfNeeded: number)) }
      }
    }
    var queue = wanted.indices.filter { wanted[$0] && !isRuntime($0) }
    while let next = queue.popLast() {
      for caller in callers[next] where !wanted[Int(caller)] {
        wanted[Int(caller)] = true
        queue.append(Int(caller))
      }
    }
    var budget = LLVMLowering.calleeLimit
    queue = wanted.indices.filter { wanted[$0] && !isRuntime($0) }
    while let next = queue.popLast() {
      for mention in index.mentions[index.functions[next].mentions] {
        let callee = functionOf[Int(mention)]
        guard callee >= 0, !wanted[Int(callee)], budget > 0 else { continue }
        wanted[Int(callee)] = true
        budget -= index.functions[Int(callee)].body.count
        queue.append(Int(callee))
      }
    }
    for number in wanted.indices where isRuntime(number) { wanted[number] = false }
    return wanted
  }

  /// Who asks whether an initialiser has run uses what it makes: the optimiser has it inline.
  private func addTokens(to functionOf: inout [Int32]) {
    var initializers: [String: Int32] = [:]
    for (number, function) in index.functions.enumerated() {
      guard index.symbols[function.symbol].suffix(3).elementsEqual("_WZ".utf8) else { continue }
      initializers[String(symbol(function.symbol).dropLast())] = Int32(truncatingIfNeeded: number)
    }
    guard !initializers.isEmpty else { return }
    for global in index.globals {
      guard index.symbols[global.symbol].suffix(3).elementsEqual("_Wz".utf8) else { continue }
      if let initializer = initializers[String(symbol(global.symbol).dropLast())] {
        functionOf[global.symbol] = initializer
      }
    }
  }

  private func isRuntime(_ function: Int) -> Bool {
    IRRuntime.isRuntime(context.names.target(symbol(index.functions[function].symbol)))
  }

  /// Several functions of the runtime share a body without a name, which stands for them in callers.
  private mutating func nameRuntime() {
    for function in index.functions {
      let name = symbol(function.symbol)
      guard IRRuntime.isRuntime(name), IRRuntime.meaning(name) != nil,
        function.mentions.count == 1
      else { continue }
      let shared = symbol(Int(index.mentions[function.mentions.lowerBound]))
      guard shared.utf8.allSatisfy(Ascii.isDigit), context.names.aliases[shared] == nil else {
        continue
      }
      context.names.aliases[shared] = name
    }
  }

  // MARK: Globals

  /// Whether a symbol is one that the functions that are lowered mention, or their globals.
  private func used(by wanted: [Bool]) -> [Bool] {
    var globalOf = [Int32](repeating: -1, count: index.symbols.count)
    for (number, global) in index.globals.enumerated() {
      globalOf[global.symbol] = Int32(truncatingIfNeeded: number)
    }
    var used = [Bool](repeating: false, count: index.symbols.count)
    var queue: [Int] = []
    func use(_ mentions: Range<Int>) {
      for mention in index.mentions[mentions] where !used[Int(mention)] {
        used[Int(mention)] = true
        if globalOf[Int(mention)] >= 0 { queue.append(Int(globalOf[Int(mention)])) }
      }
    }
    for number in wanted.indices where wanted[number] { use(index.functions[number].mentions) }
    while let next = queue.popLast() { use(index.globals[next].mentions) }
    return used
  }

  /// A variable of C whose functions are in another dump: that one declares it only.
  private func mayBeMeantElsewhere(_ symbol: Int) -> Bool {
    let name = index.symbols[symbol]
    guard let first = name.first else { return false }
    return first != UInt8(ascii: "$") && first != UInt8(ascii: ".")
      && !name.starts(with: "llvm.".utf8)
  }

  private mutating func readGlobals(_ used: [Bool]) {
    for entry in index.globals where used[entry.symbol] || mayBeMeantElsewhere(entry.symbol) {
      var reader = IRReader(input.dump, lineAt: entry.start)
      guard let (global, alias) = reader.global() else {
        if used[entry.symbol] {
          gaps.append(IRGap(offset: entry.start, message: "this global is not understood"))
        }
        continue
      }
      if !used[entry.symbol], alias != nil || global.isLocal || global.isExternal { continue }
      if let alias {
        var target = alias
        while case .cast(let inner) = target { target = inner.value }
        if case .global(let symbol) = target { context.names.aliases[global.symbol] = symbol }
        continue
      }
      if global.symbol.utf8.starts(with: "llvm.".utf8) { continue }
      globals.append(global)
    }
    // Constants that hold a variable's elements get its name, the variable its symbol.
    for isElements in [true, false] {
      for global in globals where isArrayStorage(global) == isElements {
        let variable = global.debug.flatMap { context.debug.variable($0) }
        _ = context.names.name(global, variable: variable)
      }
    }
  }

  private func isArrayStorage(_ global: IRGlobal) -> Bool {
    SwiftName(mangled: global.symbol)?.suffix.utf8.starts(with: "WZTv".utf8) == true
  }

  private mutating func add(_ source: IRGlobal) {
    guard let name = context.names.globals[source.symbol] else { return }
    let variable = source.debug.flatMap { context.debug.variable($0) }
    var global = FlowGlobal(name: name, type: nil, range: variable?.range ?? place(source.offset))
    let extent = context.layout.extent(source.type)
    if extent.size > 0 { global.size = UInt32(clamping: extent.size) }
    global.alignment = UInt32(clamping: source.alignment ?? extent.alignment)
    (global.elementSize, global.attributes) = arrays(source.type)
    global.isConstant = source.isConstant
    global.isExternal = source.isExternal
    if let section = source.section {
      global.attributes.append(FlowAttribute("section", section))
    }
    if let once = onceInitializers[name] {
      global.initializer = once
    } else if let initializer = source.initializer {
      global.initializer = self.initializer(initializer, of: source, global)
    }
    module.globals.append(global)
  }

  /// Bytes of an element where a type is an array of numbers, else the arrays of its members.
  private func arrays(_ type: IRType) -> (element: UInt32?, parts: [FlowAttribute]) {
    if let element = context.layout.elementOfArray(type) { return (element, []) }
    guard case .structure(let members, _) = context.layout.resolved(type), members.count <= 64
    else { return (nil, []) }
    var parts: [FlowAttribute] = []
    for number in members.indices {
      guard let member = context.layout.member(UInt64(number), of: type),
        let element = context.layout.elementOfArray(member.type)
      else { continue }
      let size = context.layout.extent(member.type).size
      parts.append(FlowAttribute("array", "\(member.offset) \(size) \(element)"))
    }
    return (nil, parts)
  }

  private static let largestInitializer: UInt64 = 1024

  /// A function that computes the initial value, where it is small and of use.
  private mutating func initializer(
    _ value: IRValue, of source: IRGlobal, _ global: FlowGlobal
  ) -> FunctionID? {
    switch value {
    case .null, .unknown, .float, .bytes, .assembly, .local: return nil
    case .zero, .integer, .global, .aggregate, .cast, .element, .binary: break
    }
    guard context.layout.extent(source.type).size <= Run.largestInitializer else { return nil }
    if case .zero = value, source.type.isAggregate { return nil }
    let empty = IRFunction(symbol: source.symbol)
    var lowering = IRFunctionLowering(empty, context: context)
    lowering.range = global.range
    guard let function = lowering.initializer(IROperand(source.type, value), name: global.name)
    else { return nil }
    module.functions.append(function)
    return FunctionID(UInt32(module.functions.count - 1))
  }

  /// Globals that are initialised at their first use get the function that computes their value.
  private mutating func attachOnce() {
    for number in module.functions.indices {
      guard
        let symbol = module.functions[number].attributes.first(where: { $0.name == "silgen" })?
          .argument, IROnce.isInitializer(symbol)
      else { continue }
      let once = IROnce(module.functions[number])
      var isReplaced = false
      for global in once.globals where onceInitializers[global] == nil {
        // The first one takes the place of the initialiser, which nobody calls any more.
        let place = isReplaced ? module.functions.count : number
        onceInitializers[global] = FunctionID(UInt32(place))
        if isReplaced {
          module.functions.append(once.value(of: global))
        } else {
          module.functions[number] = once.value(of: global)
        }
        isReplaced = true
      }
    }
  }

  /// Swift's C-named functions are entries from outside: `@main`, `@c` and the like.
  private mutating func nameEntries() {
    for number in module.functions.indices where module.functions[number].kind == .c {
      let symbol = module.functions[number].name
      guard symbol != "main", context.exported.contains(symbol) else { continue }
      module.functions[number].kind = .function
      module.functions[number].attributes.append(FlowAttribute("c", symbol))
    }
  }

  // MARK: Gaps

  /// Counts lines on from the last place that was asked for.
  private mutating func place(_ offset: Int) -> SourceRange {
    if offset < counted.offset { counted = (0, 1) }
    let bytes = input.dump.bytes
    let end = min(offset, bytes.count)
    while counted.offset < end {
      let next = min(counted.offset + DumpWindow.step, end)
      input.dump.load(counted.offset..<next)
      for byte in bytes[counted.offset..<next] where byte == Ascii.lineFeed { counted.line += 1 }
      // Gaps are told last.
      input.dump.giveBack(counted.offset..<next)
      counted.offset = next
    }
    let position = Position(line: counted.line, column: 1)
    return SourceRange(file: input.file, start: position, end: position)
  }

  private mutating func report() {
    let first = gaps.sorted { $0.offset < $1.offset }.prefix(Gap.mostListed)
    module.gaps += Gap.listed(
      first.map { Gap(place($0.offset), $0.message, mayHideTransfer: true) }, of: gaps.count)
  }
}
