import CLibclang
import DMALint

/// Reads C with libclang and lowers it to Flow.
///
/// A library is loaded only when there is C to read. Everything that clang or the lowering does not
/// understand is a gap in the file's module; nothing stops the reading of the rest.
public enum CFrontEnd {
  /// Lowers all C files and headers among the inputs. `paths` numbers the files; headers found only
  /// by their inclusion are added to it.
  public static func lower(
    _ files: [CInput], options: COptions = COptions(), paths: inout PathTable
  ) -> CLowering {
    var lowering = CLowering()
    let sources = files.filter { UnitPlan.isSource($0.path) || UnitPlan.isHeader($0.path) }
    guard !sources.isEmpty else { return lowering }
    let inputs = Set(sources.map { paths.id(of: $0.path) })
    let output = Output(paths: paths, inputs: inputs, wordSize: options.wordSize)
    let library: Libclang
    do throws(Libclang.Unavailable) {
      library = try Libclang.load(
        options.libraries.isEmpty ? LibraryLocator.candidates() : options.libraries)
    } catch {
      lowering.missingLibrary = missingLibrary(sources.count)
      return lowering
    }
    lowering.library = library.version
    let plan = UnitPlan(files, options: options, paths: paths)
    var run = Run(library: library, files: files, output: output, options: options)
    // Clang's parser recurses with the nesting of its input.
    onLargeStack { run.lower(plan) }
    lowering.failures = run.failures
    paths = output.paths
    lowering.files = output.finished()
    return lowering
  }

  /// What to install, and what stays unchecked without it.
  static func missingLibrary(_ fileCount: Int) -> String {
    "no libclang was found, so that \(fileCount == 1 ? "a C file" : "\(fileCount) C files") could "
      + "not be read: install the Swift toolchain's (swiftc on PATH) or the package libclang1; "
      + "what C declares, and what it does with buffers, fences and registers, is unchecked"
  }

  private static let stackSize = 512 << 20

  private static func onLargeStack(_ body: () -> Void) {
    withoutActuallyEscaping(body) { escaping in
      var job = escaping
      let isRun = withUnsafeMutablePointer(to: &job) { job in
        libclang_run(
          stackSize, { $0.assumingMemoryBound(to: (() -> Void).self).pointee() }, job)
      }
      if !isRun { escaping() }
    }
  }
}

/// One run over the units of a plan.
private struct Run {
  let library: Libclang
  let files: [CInput]
  let output: Output
  let options: COptions
  var failures: [CLowering.Failure] = []
  /// Files that some unit has read.
  private var seen: Set<FileID> = []

  init(library: Libclang, files: [CInput], output: Output, options: COptions) {
    self.library = library
    self.files = files
    self.output = output
    self.options = options
  }

  mutating func lower(_ plan: UnitPlan) {
    let index = library.functions.pointee.createIndex(0, 0)
    defer { library.functions.pointee.disposeIndex(index) }
    for unit in plan.sources { lower(unit, index) }
    for unit in plan.moduleHeaders where !seen.contains(output.paths.id(of: unit.path)) {
      lower(unit, index)
    }
    let rest = plan.rootHeaders.filter { !seen.contains(output.paths.id(of: $0)) }
    if !rest.isEmpty { lower(plan.gathering(rest), index) }
    let unread = files.filter {
      UnitPlan.isHeader($0.path) && !seen.contains(output.paths.id(of: $0.path))
    }
    // Headers that include each other in a circle, or only from places that were not compiled.
    if !unread.isEmpty { lower(plan.gathering(unread.map(\.path)), index) }
  }

  private mutating func lower(_ unit: UnitPlan.Unit, _ index: CXIndex?) {
    var handle: CXTranslationUnit?
    let status = parse(unit, index, &handle)
    guard status == 0, let handle else {
      seen.insert(output.paths.id(of: unit.path))
      failures.append(
        CLowering.Failure(
          file: output.paths.id(of: unit.path),
          message: status == Run.crashed
            ? "clang crashed while reading this file" : "clang could not read this file"))
      return
    }
    defer { library.functions.pointee.disposeTranslationUnit(handle) }
    let context = UnitContext(
      library: library, handle: handle, output: output, options: options)
    for file in library.inclusions(of: handle) {
      if let number = context.file(file) { seen.insert(number) }
    }
    context.addDiagnostics(isGathered: unit.text != nil)
    context.lower()
  }

  private static let crashed: Int32 = 2
  /// `DetailedPreprocessingRecord | KeepGoing`: macros are wanted, a missing header does not stop.
  private static let flags: UInt32 = 0x201

  private func parse(
    _ unit: UnitPlan.Unit, _ index: CXIndex?, _ handle: inout CXTranslationUnit?
  ) -> Int32 {
    var names: [[CChar]] = []
    var texts: [[UInt8]] = []
    func add(_ name: String, _ text: [UInt8]) {
      names.append(Array(name.utf8CString))
      texts.append(text)
    }
    if let text = unit.text { add(output.paths.absolute(unit.path), text) }
    for file in files { add(output.paths.absolute(file.path), file.bytes) }
    for file in FallbackHeaders.files {
      add(UnitPlan.fallbackFolder + "/" + file.name, Array(file.text.utf8))
    }
    let functions = library.functions.pointee
    return withPointers(to: names) { names in
      withPointers(to: texts) { texts in
        withPointers(to: unit.arguments.map { Array($0.utf8CString) }) { arguments in
          var unsaved: [CXUnsavedFile] = []
          for (name, text) in zip(names, texts) {
            guard let path = name.baseAddress else { continue }
            unsaved.append(
              CXUnsavedFile(
                Filename: path,
                Contents: text.baseAddress.map {
                  UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)
                } ?? path,
                Length: UInt(text.count)))
          }
          var words = arguments.compactMap(\.baseAddress)
          return output.paths.absolute(unit.path).withCString { path in
            functions.parseTranslationUnit2(
              index, path, &words, Int32(words.count), &unsaved, UInt32(unsaved.count), Run.flags,
              &handle)
          }
        }
      }
    }
  }

  /// Calls the body with pointers to the elements of all arrays at once.
  private func withPointers<Element, Result>(
    to arrays: [[Element]], _ body: ([UnsafeBufferPointer<Element>]) -> Result
  ) -> Result {
    let starts = arrays.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    return Array(arrays.joined()).withUnsafeBufferPointer { all in
      body(
        arrays.indices.map { UnsafeBufferPointer(rebasing: all[starts[$0]..<starts[$0 + 1]]) })
    }
  }
}

extension UnitContext {
  /// Errors of clang are gaps: what it could not parse is not in the unit.
  func addDiagnostics(isGathered: Bool) {
    for index in 0..<functions.getNumDiagnostics(handle) {
      let diagnostic = functions.getDiagnostic(handle, index)
      defer { functions.disposeDiagnostic(diagnostic) }
      guard functions.getDiagnosticSeverity(diagnostic) >= UnitContext.error else { continue }
      let message = library.string(functions.getDiagnosticSpelling(diagnostic))
      let isMissingHeader = message.hasSuffix("file not found")
      // Headers that were not made to stand together may contradict each other.
      if isGathered, !isMissingHeader { continue }
      var file: CXFile?
      var line: UInt32 = 0
      var column: UInt32 = 0
      functions.getFileLocation(
        functions.getDiagnosticLocation(diagnostic), &file, &line, &column, nil)
      guard let number = self.file(file) else { continue }
      let position = Position(line: max(1, line), column: max(1, column))
      gap(
        SourceRange(file: number, start: position, end: position),
        isMissingHeader
          ? "the header \(message.dropLast(" file not found".count)) was not found"
          : "clang: \(message)")
    }
  }

  private static let error: Int32 = 3
}
