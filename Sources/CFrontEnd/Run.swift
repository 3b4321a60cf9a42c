import CLibclang
import DMALint

/// A header that many units include first, parsed and kept in a file.
struct Prefix {
  /// Of the unit that includes the header; no such file exists.
  var path: String
  var text: [UInt8]
  /// The precompiled form.
  var file: String

  /// Units with equal keys start with the same declarations.
  struct Key: Hashable {
    var folder: String
    var name: String?
    var arguments: [String]

    init(_ unit: UnitPlan.Unit) {
      folder = PathTable.folder(of: unit.path)
      name = unit.firstInclude
      arguments = unit.arguments
    }
  }
}

/// One run over the units of a plan.
struct Run {
  let library: Libclang
  let files: [CInput]
  let output: Output
  let options: COptions
  private(set) var failures: [CLowering.Failure] = []
  /// Files that some unit has read.
  private var seen: Set<FileID> = []
  private let unsaved = UnsavedFiles()
  private var prefixes: [Prefix.Key: Prefix?] = [:]
  private let folder = TemporaryFolder()

  init(library: Libclang, files: [CInput], output: Output, options: COptions) {
    self.library = library
    self.files = files
    self.output = output
    self.options = options
    if !options.inputsAreOnDisk {
      for file in files { unsaved.add(output.paths.absolute(file.path), file.bytes) }
    }
    for file in FallbackHeaders.files {
      unsaved.add(UnitPlan.fallbackFolder + "/" + file.name, file.text.utf8)
    }
  }

  mutating func lower(_ plan: UnitPlan) {
    // What comes from a precompiled header was told when the header was parsed.
    let index = library.functions.pointee.createIndex(1, 0)
    defer { library.functions.pointee.disposeIndex(index) }
    var uses: [Prefix.Key: Int] = [:]
    for unit in plan.sources { uses[Prefix.Key(unit), default: 0] += 1 }
    for unit in plan.sources {
      let isShared = uses[Prefix.Key(unit), default: 0] >= Run.leastPrefixUses
      let prefix = isShared ? prefix(of: unit, index) : nil
      lower(unit, index, prefix)
    }
    for unit in plan.moduleHeaders where !isSeen(unit.path) { lower(unit, index) }
    lower(headers: plan.rootHeaders, plan, index)
    // Headers that include each other in a circle, or only from places that were not compiled.
    lower(headers: files.map(\.path).filter(UnitPlan.isHeader), plan, index)
  }

  /// Headers are read together, so that they share what they include and find what they forgot to
  /// include. Those that contradict each other are read alone where that goes better.
  private mutating func lower(headers: [String], _ plan: UnitPlan, _ index: CXIndex?) {
    let headers = headers.filter { !isSeen($0) }
    guard headers.count > 1, let together = repaired(plan.gathering(headers), index) else {
      for header in headers { lower(plan.alone(header), index) }
      return
    }
    defer { together.dispose() }
    let errors = together.errorCounts()
    var isAlone: Set<FileID> = []
    var tries = 0
    for header in headers where tries < Run.mostLoneHeaders {
      let file = output.paths.id(of: header)
      guard let count = errors[file] else { continue }
      tries += 1
      guard let alone = repaired(plan.alone(header), index) else { continue }
      defer { alone.dispose() }
      guard alone.errorCounts().values.reduce(0, +) < count else { continue }
      isAlone.insert(file)
      lower(alone)
    }
    lower(together, exceptErrorsIn: isAlone)
  }

  private static let mostLoneHeaders = 16

  /// From so many files on, precompiling the header that they include first is worth its cost.
  private static let leastPrefixUses = 4

  /// What a unit includes first, parsed once for all units that start with it; nil where it has
  /// errors or there is no place to keep it.
  private mutating func prefix(of unit: UnitPlan.Unit, _ index: CXIndex?) -> Prefix? {
    let key = Prefix.Key(unit)
    if let known = prefixes[key] { return known }
    prefixes[key] = .some(nil)
    guard let name = unit.firstInclude, let folder = folder.path else { return nil }
    let prefix = Prefix(
      path: UnitPlan.prefixPath(of: unit), text: Array("#include \"\(name)\"\n".utf8),
      file: "\(folder)/\(prefixes.count).pch")
    let whole = UnitPlan.Unit(path: prefix.path, text: prefix.text, arguments: unit.arguments)
    guard let context = parse(whole, index, MissingNames(), nil, Run.flags | Run.prefixFlags) else {
      return nil
    }
    defer { context.dispose() }
    guard context.diagnostics().isEmpty,
      library.functions.pointee.saveTranslationUnit(context.handle, prefix.file, 0) == 0
    else { return nil }
    lower(context)
    prefixes[key] = .some(prefix)
    return prefix
  }

  /// `Incomplete | ForSerialization`
  private static let prefixFlags: UInt32 = 0x12

  private func isSeen(_ path: String) -> Bool { seen.contains(output.paths.id(of: path)) }

  private mutating func lower(
    _ unit: UnitPlan.Unit, _ index: CXIndex?, _ prefix: Prefix? = nil
  ) {
    if let prefix, let context = parse(unit, index, MissingNames(), prefix, Run.flags) {
      defer { context.dispose() }
      if !context.isRepairable { return lower(context) }
    }
    guard let context = repaired(unit, index) else {
      let file = output.paths.id(of: unit.path)
      seen.insert(file)
      failures.append(CLowering.Failure(file: file, message: "clang crashed on this file"))
      return
    }
    lower(context)
    context.dispose()
  }

  private mutating func lower(_ context: UnitContext, exceptErrorsIn clean: Set<FileID>? = nil) {
    for file in library.inclusions(of: context.handle) {
      if let number = context.file(file) { seen.insert(number) }
    }
    context.addDiagnostics(ofGatheredExcept: clean)
    context.lower()
    context.addUnparsedStarts()
  }

  /// Parses a unit; with headers missing, what they would declare is made up as far as the errors
  /// tell. Nil where clang gives up.
  private func repaired(_ unit: UnitPlan.Unit, _ index: CXIndex?) -> UnitContext? {
    var missing = MissingNames()
    var context = parse(unit, index, missing, nil, Run.flags)
    var fewest = Int.max
    var patience = 2
    for _ in 0..<Run.mostRepairs {
      guard let broken = context, broken.isRepairable else { break }
      let diagnostics = broken.diagnostics()
      if diagnostics.count >= fewest { patience -= 1 }
      guard patience > 0, missing.learn(from: diagnostics) else { break }
      fewest = min(fewest, diagnostics.count)
      broken.dispose()
      context = parse(unit, index, missing, nil, Run.flags)
    }
    return context
  }

  /// How often a unit is parsed again for the sake of missing headers.
  private static let mostRepairs = 4
  /// `DetailedPreprocessingRecord | KeepGoing`: macros are wanted, a missing header does not stop.
  private static let flags: UInt32 = 0x201

  /// Nil where clang gives up.
  private func parse(
    _ unit: UnitPlan.Unit, _ index: CXIndex?, _ missing: MissingNames, _ prefix: Prefix?,
    _ flags: UInt32
  ) -> UnitContext? {
    let path = output.paths.absolute(unit.path)
    let more = UnsavedFiles()
    var arguments = unit.arguments
    if let text = unit.text { more.add(path, text) }
    if !missing.isEmpty {
      more.add(MissingNames.path, missing.header.utf8)
      arguments += ["-include", MissingNames.path]
    }
    if let prefix {
      more.add(output.paths.absolute(prefix.path), prefix.text)
      arguments += ["-include-pch", prefix.file]
    }
    let words = arguments.map { UnsafeMutableBufferPointer(copying: $0.utf8CString) }
    defer { for word in words { word.deallocate() } }
    let pointers = words.compactMap { $0.baseAddress.map { UnsafePointer($0) } }
    var handle: CXTranslationUnit?
    let functions = library.functions.pointee
    let status = unsaved.withFiles(and: more) { files in
      functions.parseTranslationUnit2(
        index, path, pointers, Int32(pointers.count), files.baseAddress, UInt32(files.count),
        flags, &handle)
    }
    guard status == 0, let handle else { return nil }
    return UnitContext(
      library: library, handle: handle, output: output, options: options,
      missing: missing)
  }
}

extension UnsafeMutableBufferPointer<CChar> {
  /// A copy of elements; the caller deallocates it.
  fileprivate init(copying elements: ContiguousArray<CChar>) {
    self = .allocate(capacity: elements.count)
    _ = initialize(from: elements)
  }
}
