/// The SIL front end: a dump in, a Flow module out.
///
/// What the program itself defines is lowered, body by body; functions of the standard library are
/// called by their own names, since the analysis knows what they mean, and their bodies are not read.
///
/// What Flow leaves open is decided as follows:
/// - A function is called by its symbol, which is its `silgen` name; `self` is the argument labelled so.
/// - Results that the caller gives room for are returned; the caller stores them.
/// - Optionals are their payload, wrappers of a single built-in value are that value.
/// - What a block gets as an argument goes through a temporary local.
/// - An address that a closure captures is a pointer in a temporary local.
/// - A branch to a block that only returns or throws returns or throws where it stands.
/// - Coroutines return what they yield; what follows the yield is left out.
public enum SILLowering {
  /// Says of a function, by its name as models spell it and by its name alone, whether what is called so
  /// may concern transfers.
  public typealias Sign = (_ qualified: String, _ base: String) -> Bool

  /// Lowers a dump. `files` numbers the files that its locations name; where `isSign` is given, only
  /// those functions are lowered that can matter.
  public static func lower(
    _ input: SILInput, files: inout DumpFiles, isSign: Sign? = nil
  ) -> FlowModule {
    let unit = SILUnit(input, files: files)
    let module = unit.module(isSign)
    files = unit.files
    return module
  }

  /// Bytes of a dump from which on it is worth while to find out which functions can matter. Those of
  /// firmware are smaller.
  public static let muchText = 8 << 20
}

/// A dump on its way to Flow.
final class SILUnit {
  let input: SILInput
  let index: SILIndex
  private(set) var files: DumpFiles
  private(set) var types: [String: FlowTypeDeclaration] = [:]
  private(set) var hasNoncopyableTypes = false
  private var fileNumbers: [String: FileID] = [:]
  private(set) var functionIDs: [String: FunctionID] = [:]
  private var entries: [String: Int] = [:]
  private var globals: [String: (name: String, type: FlowType?)] = [:]
  /// By global of the module: its place in the index.
  private var globalEntries: [Int] = []
  /// How many arguments a function gets when a closure is made of it.
  private(set) var captureCounts: [String: Int] = [:]
  private var lowered: [FlowFunction] = []
  private var gaps: [Gap] = []
  private var module_ = FlowModule()

  init(_ input: SILInput, files: DumpFiles) {
    self.input = input
    self.files = files
    index = SILIndex(input.dump)
  }

  func module(_ isSign: SILLowering.Sign?) -> FlowModule {
    let here = range(line: 1)
    let declarations = SILDeclarations(input.dump, index.declarations, at: here).types
    for type in declarations where type.keyword != .extension && types[type.name] == nil {
      types[type.name] = type
      if type.inherited.contains("~Copyable") { hasNoncopyableTypes = true }
    }
    for line in index.unfinished {
      gaps.append(Gap(range(line: line), "this function does not end", mayHideTransfer: true))
    }
    for line in index.strange {
      gaps.append(Gap(range(line: line), "this line is not understood", mayHideTransfer: true))
    }
    if index.isSomethingElse {
      gaps.append(
        Gap(here, "this is no SIL: no line of it declares anything", mayHideTransfer: true))
    }
    var bodies: [(entry: Int, body: SILReader.Body)] = []
    let relevant = isSign.map { SILRelevance(index, declarations, isSign: $0) }
    for (number, entry) in index.functions.enumerated() {
      if entries[entry.symbol] == nil || entry.body != nil { entries[entry.symbol] = number }
      guard let range = entry.body, isWanted(entry),
        relevant.map({ $0.contains(entry.symbol) }) ?? true
      else { continue }
      guard functionIDs[entry.symbol] == nil else { continue }
      functionIDs[entry.symbol] = FunctionID(UInt32(bodies.count))
      bodies.append((number, SILReader.body(input.dump, range, line: entry.bodyLine)))
    }
    for (_, body) in bodies { countCaptures(body) }
    addGlobals(relevant)
    for (number, body) in bodies {
      let entry = index.functions[number]
      for line in body.unreadable.prefix(20) {
        gaps.append(
          Gap(self.range(line: line), "this line is not understood", mayHideTransfer: true))
      }
      var lowering = SILFunctionLowering(self, entry)
      lowered.append(lowering.lower(body.blocks))
      gaps += lowering.gaps
      for (symbol, captures) in lowering.captures { adopt(captures, of: symbol) }
    }
    attachCaptures()
    addInitializers()
    module_.functions = lowered
    addTypes(declarations)
    module_.gaps = Gap.listed(Array(Set(gaps)).sorted())
    return module_
  }

  // MARK: Captures

  private var captured: [String: [FlowFunction.Capture]] = [:]

  /// Who makes closures of a function: what they capture are locals of one function.
  private var makers: [String: String] = [:]

  /// Whether the function may make closures of another one.
  func lets(_ function: String, makeClosuresOf symbol: String) -> Bool {
    if let maker = makers[symbol] { return maker == function }
    makers[symbol] = function
    return true
  }

  private func adopt(_ captures: [FlowFunction.Capture], of symbol: String) {
    if captured[symbol] == nil { captured[symbol] = captures }
  }

  private func attachCaptures() {
    for (symbol, captures) in captured {
      guard let id = functionIDs[symbol] else { continue }
      let count = lowered[Int(id.index)].locals.count
      lowered[Int(id.index)].captures = captures.filter { Int($0.inner.index) < count }
    }
  }

  private func countCaptures(_ body: SILReader.Body) {
    for block in body.blocks {
      var names: [UInt32: String] = [:]
      for instruction in block.instructions {
        if instruction.opcode == "function_ref", let result = instruction.results.first {
          names[result] = instruction.symbol
        } else if instruction.opcode == "partial_apply" {
          let operands = instruction.operands
          if let callee = operands.first, let name = names[callee] {
            captureCounts[name] = max(captureCounts[name] ?? 0, operands.count - 1)
          }
        }
      }
    }
  }

  // MARK: Declarations

  /// Whether a function's body says something that the analysis does not know by its name.
  private func isWanted(_ entry: SILIndex.Function) -> Bool {
    !SILSymbol.isLibrary(entry.symbol) && !SILSymbol.isAddressor(entry.symbol)
      && !SILIndex.contains(entry.attributes, "public_external")
      && !entry.symbol.utf8.starts(with: "swift_".utf8)
      && !SILIndex.contains(entry.attributes, "[asmname \"swift_")
      && !SILIndex.contains(entry.attributes, "[asmname \"_swift_")
      && !SILIndex.contains(entry.comment, "derived_enum_equals")
  }

  func entry(_ symbol: String) -> SILIndex.Function? {
    entries[symbol].map { index.functions[$0] }
  }

  func global(_ symbol: String) -> (name: String, type: FlowType?)? { globals[symbol] }

  func globalOfAddressor(_ symbol: String) -> String? {
    // `…vau` addresses `…vp`.
    var text = symbol
    if text.hasSuffix("vauZ") { text = String(text.dropLast(4)) + "vpZ" }
    if text.hasSuffix("vau") { text = String(text.dropLast(3)) + "vp" }
    for candidate in [text, text + "Z"] where globals[candidate] != nil { return candidate }
    return nil
  }

  private func addGlobals(_ relevant: SILRelevance?) {
    for (number, global) in index.globals.enumerated() {
      if SILIndex.contains(global.comment, "one-time initialization token") { continue }
      if SILSymbol.isLibrary(global.symbol) { continue }
      if let relevant, !relevant.contains(global.symbol) { continue }
      var name = SILName(global.comment.isEmpty ? global.symbol : global.comment).path
      if name.isEmpty { name = global.symbol }
      let type = SILTypeReader.type(global.type)
      globals[global.symbol] = (name, type)
      var flow = FlowGlobal(
        name: name, type: type, range: global.location.map(range) ?? range(line: global.line))
      flow.isLet = global.isLet
      flow.isExternal = SILIndex.contains(global.attributes, "public_external")
      if let section = quoted(global.attributes, after: "[section \"") {
        flow.attributes.append(FlowAttribute("section", section))
      }
      module_.globals.append(flow)
      globalEntries.append(number)
    }
  }

  /// Initial values: what a once-initialiser stores, and static initialisers.
  private func addInitializers() {
    for number in module_.globals.indices {
      let entry = index.globals[globalEntries[number]]
      let (symbol, global) = (entry.symbol, module_.globals[number])
      if let body = entry.body {
        let read = SILReader.body(input.dump, body, line: entry.bodyLine)
        var value = SILIndex.Function(
          symbol: symbol, comment: global.name, type: "$() -> ()", attributes: "", body: body,
          bodyLine: entry.bodyLine, line: entry.bodyLine, location: entry.location)
        value.location = entry.location
        var lowering = SILFunctionLowering(self, value)
        lowering.isStaticInitializer = true
        let function = lowering.lower(read.blocks)
        module_.globals[number].initializer = FunctionID(UInt32(lowered.count))
        lowered.append(function)
      } else if let initializer = onceInitializer(of: symbol) {
        module_.globals[number].initializer = initializer
      }
    }
  }

  private var onceInitializers: [String: FunctionID] = [:]

  func note(onceInitializer function: String, of global: String) {
    if let id = functionIDs[function], onceInitializers[global] == nil {
      onceInitializers[global] = id
    }
  }

  private func onceInitializer(of symbol: String) -> FunctionID? { onceInitializers[symbol] }

  private func addTypes(_ declarations: [FlowTypeDeclaration]) {
    var methods: [String: [FunctionID]] = [:]
    var deinitializers: [String: FunctionID] = [:]
    var getters: [String: [(name: String, id: FunctionID)]] = [:]
    for (symbol, id) in functionIDs.sorted(by: { $0.value < $1.value }) {
      guard let entry = entry(symbol) else { continue }
      let name = SILName(entry.comment)
      guard let owner = name.owner, types[owner] != nil else { continue }
      switch name.kind {
      case .function: methods[owner, default: []].append(id)
      case .deinitializer: deinitializers[owner] = id
      case .getter where !name.isStatic && name.base != "subscript":
        getters[owner, default: []].append((name.base, id))
      case .initializer, .allocatingInitializer, .deallocator, .getter, .setter, .modify, .read,
        .addressor, .closure, .deferred, .other:
        break
      }
    }
    var extended: Set<String> = []
    for declaration in declarations {
      var declaration = declaration
      if declaration.keyword == .extension, types[declaration.name]?.keyword == .protocol,
        extended.insert(declaration.name).inserted
      {
        // What a protocol gives to all that conform to it.
        declaration.methods = methods[declaration.name] ?? []
      }
      if declaration.keyword != .extension, declaration.keyword != .protocol {
        declaration.methods = methods[declaration.name] ?? []
        declaration.deinitializer = deinitializers[declaration.name]
        // Properties that are computed are declared by their getters only.
        for (name, id) in getters[declaration.name] ?? []
        where !declaration.members.contains(where: { $0.name == name }) {
          var member = FlowTypeDeclaration.Member(name: name, type: nil, range: declaration.range)
          member.getter = id
          declaration.members.append(member)
        }
      }
      module_.types.append(declaration)
    }
  }

  func quoted(_ text: String, after mark: String) -> String? {
    let bytes = Array(text.utf8)
    let mark = Array(mark.utf8)
    var index = 0
    while index + mark.count <= bytes.count {
      if bytes[index..<index + mark.count].elementsEqual(mark) {
        let start = index + mark.count
        let end = bytes[start...].firstIndex { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "]") }
        return String(decoding: bytes[start..<(end ?? bytes.count)], as: UTF8.self)
      }
      index += 1
    }
    return nil
  }

  // MARK: Places in the source

  func range(line: UInt32) -> SourceRange {
    let position = Position(line: max(1, line), column: 1)
    return SourceRange(file: input.file, start: position, end: position)
  }

  func range(_ location: SILLocation) -> SourceRange {
    let file: FileID
    if let known = fileNumbers[location.file] {
      file = known
    } else {
      file = files.id(path: location.file, folder: "")
      fileNumbers[location.file] = file
    }
    let position = Position(line: location.line, column: location.column)
    return SourceRange(file: file, start: position, end: position)
  }
}
