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
    var files = files
    files.removeAll { file in
      guard let chain = ChainScan.longest(in: file.bytes) else { return false }
      let start = Position(line: chain.line, column: 1)
      let range = SourceRange(file: output.paths.id(of: file.path), start: start, end: start)
      output.add(Gap(range, chain.message, mayHideTransfer: true))
      return true
    }
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
