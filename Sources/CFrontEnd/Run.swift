import CLibclang
import DMALint

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
    let index = library.functions.pointee.createIndex(0, 0)
    defer { library.functions.pointee.disposeIndex(index) }
    for unit in plan.sources { lower(unit, index) }
    for unit in plan.moduleHeaders where !isSeen(unit.path) { lower(unit, index) }
    lower(headers: plan.rootHeaders, plan, index)
    // Headers that include each other in a circle, or only from places that were not compiled.
    lower(headers: files.map(\.path).filter(UnitPlan.isHeader), plan, index)
  }

  /// Headers share what they include where they stand together without errors; else each stands alone.
  private mutating func lower(headers: [String], _ plan: UnitPlan, _ index: CXIndex?) {
    let headers = headers.filter { !isSeen($0) }
    guard !headers.isEmpty else { return }
    if headers.count > 1 {
      let unit = plan.gathering(headers)
      if let context = repaired(unit, index) {
        defer { context.dispose() }
        let errors = context.diagnostics().count { $0.missingHeader == nil }
        if errors == 0 || headers.count > Run.mostLoneHeaders {
          return lower(context, isGathered: true)
        }
      }
    }
    for header in headers where !isSeen(header) { lower(plan.alone(header), index) }
  }

  /// Beyond this, headers are read together in spite of errors.
  private static let mostLoneHeaders = 64

  private func isSeen(_ path: String) -> Bool { seen.contains(output.paths.id(of: path)) }

  private mutating func lower(_ unit: UnitPlan.Unit, _ index: CXIndex?) {
    guard let context = repaired(unit, index) else {
      let file = output.paths.id(of: unit.path)
      seen.insert(file)
      failures.append(CLowering.Failure(file: file, message: "clang crashed on this file"))
      return
    }
    lower(context, isGathered: false)
    context.dispose()
  }

  private mutating func lower(_ context: UnitContext, isGathered: Bool) {
    for file in library.inclusions(of: context.handle) {
      if let number = context.file(file) { seen.insert(number) }
    }
    context.addDiagnostics(isGathered: isGathered)
    context.lower()
  }

  /// Parses a unit; with headers missing, what they would declare is made up as far as the errors
  /// tell. Nil where clang gives up.
  private func repaired(_ unit: UnitPlan.Unit, _ index: CXIndex?) -> UnitContext? {
    var missing = MissingNames()
    var context = parse(unit, index, missing)
    for _ in 0..<Run.mostRepairs {
      guard let broken = context, broken.isMissingHeaders, missing.learn(from: broken.diagnostics())
      else { break }
      broken.dispose()
      context = parse(unit, index, missing)
    }
    return context
  }

  /// How often a unit is parsed again for the sake of missing headers.
  private static let mostRepairs = 4
  /// `DetailedPreprocessingRecord | KeepGoing`: macros are wanted, a missing header does not stop.
  private static let flags: UInt32 = 0x201

  /// Nil where clang gives up.
  private func parse(
    _ unit: UnitPlan.Unit, _ index: CXIndex?, _ missing: MissingNames
  ) -> UnitContext? {
    let path = output.paths.absolute(unit.path)
    let more = UnsavedFiles()
    var arguments = unit.arguments
    if let text = unit.text { more.add(path, text) }
    if !missing.isEmpty {
      more.add(MissingNames.path, missing.header.utf8)
      arguments += ["-include", MissingNames.path]
    }
    let words = arguments.map { UnsafeMutableBufferPointer(copying: $0.utf8CString) }
    defer { for word in words { word.deallocate() } }
    let pointers = words.compactMap { $0.baseAddress.map { UnsafePointer($0) } }
    var handle: CXTranslationUnit?
    let functions = library.functions.pointee
    let status = unsaved.withFiles(and: more) { files in
      functions.parseTranslationUnit2(
        index, path, pointers, Int32(pointers.count), files.baseAddress, UInt32(files.count),
        Run.flags, &handle)
    }
    guard status == 0, let handle else { return nil }
    return UnitContext(
      library: library, handle: handle, output: output, options: options,
      unknownNames: missing.unknownNames, unknownTypes: missing.unknownTypes)
  }
}

extension UnsafeMutableBufferPointer<CChar> {
  /// A copy of elements; the caller deallocates it.
  fileprivate init(copying elements: ContiguousArray<CChar>) {
    self = .allocate(capacity: elements.count)
    _ = initialize(from: elements)
  }
}
