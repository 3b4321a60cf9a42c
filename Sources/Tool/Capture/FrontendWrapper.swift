import DMALint
import Glibc

/// dmalint in the place of `swift-frontend`: runs the job as it is, and after it, if it has succeeded,
/// once more for the dumps. What the build sees is the job's own.
enum FrontendWrapper {
  /// Whether this process was started under the compiler's name by a running capture.
  static func isWanted(name: String) -> Bool {
    name.split(separator: "/").last == "swift-frontend" && CaptureFolders.ofRunningCapture != nil
  }

  static func run(_ arguments: [String]) -> Int32 {
    guard let compiler = compiler() else {
      Terminal.say("capture: the Swift compiler's front end is not found")
      return 127
    }
    let folders = CaptureFolders.ofRunningCapture
    if let folders { PrecompiledHeader(arguments)?.write(in: folders) }
    guard let folders, var job = FrontendJob(arguments) else {
      let error = Subprocess.become(compiler, arguments)
      Terminal.say(error.message)
      return 127
    }
    do throws(ToolError) {
      let status = try Subprocess.run([compiler] + arguments)
      job.headers = PrecompiledHeader.all(in: folders)
      if status == 0 { capture(job, compiler, folders) }
      return status
    } catch {
      Terminal.say(error.message)
      return 127
    }
  }

  /// The program that the driver would have run: it lies beside the driver.
  private static func compiler() -> String? {
    if let given = Environment[CaptureFolders.frontendVariable] { return given }
    let driver = Folders.resolved("/proc/\(getppid())/exe").flatMap(Folders.parent)
    if let driver {
      let path = Folders.join(driver, "swift-frontend")
      if path != Subprocess.ownPath, isProgram(path) { return path }
    }
    return SearchPath.find("swiftc").flatMap(Folders.resolved).flatMap(Folders.parent)
      .map { Folders.join($0, "swift-frontend") }
  }

  private static func isProgram(_ path: String) -> Bool {
    guard let status = try? FileStatus.of(path), status.kind == .file else { return false }
    return Folders.resolved(path) != Subprocess.ownPath
  }

  private static func capture(
    _ job: FrontendJob, _ compiler: String, _ folders: CaptureFolders
  ) {
    var manifest = DumpManifest()
    defer { CaptureRecord.write(manifest, in: folders) }
    let triple = job.target.replacing("/", with: "_")
    let folder = "\(triple)/\(job.module)"
    let here = PathSpelling(currentFolder: (try? Folders.current()) ?? "/")
    let own = (job.primaries.isEmpty ? job.sources : job.primaries).map(here.absolute)
    do throws(ToolError) {
      try CaptureFolders.create(Folders.join(folders.dumps, folder))
    } catch {
      manifest.missing += own.map { .init(source: $0, reason: error.message) }
      return
    }
    let intents = names(job.parts, ".silgen.sil", job, folder)
    let sil = names(job.parts, ".sil", job, folder)
    let ir = names(job.irParts, ".ll", job, folder)
    let log = Folders.join(folders.records, "\(getpid()).log")
    func add(_ files: [String], _ kind: DumpManifest.Kind, _ parts: [String]) {
      for (file, part) in zip(files, parts) {
        let path = Folders.join(folders.dumps, file)
        let size = (try? FileStatus.of(path))?.size ?? 0
        if size > 0 {
          manifest.dumps.append(
            .init(
              file: file, kind: kind, language: "swift", module: job.module, target: job.target,
              compiler: compiler, sources: part == job.module ? own : [here.absolute(part)]))
        } else {
          FileWriting.remove(path)
          let reason = "the compiler did not make its \(kind.rawValue) dump\(complaint(log))"
          manifest.missing += (part == job.module ? own : [here.absolute(part)]).map {
            .init(source: $0, reason: reason)
          }
        }
      }
    }
    func rerun(_ arguments: [String]) -> Bool {
      (try? Subprocess.run([compiler] + arguments, output: .file(log))) == 0
    }
    func paths(_ names: [String]) -> [String] { names.map { Folders.join(folders.dumps, $0) } }
    for path in paths(intents + sil + ir) { FileWriting.remove(path) }
    _ = rerun(job.intent(into: paths(intents)))
    // Compilers before 6.2 have no option for the SIL of a job that makes something else.
    var isSILMade = sil.count == 1
    if !rerun(job.optimised(ir: paths(ir), sil: isSILMade ? paths(sil) : [])), isSILMade {
      isSILMade = false
      _ = rerun(job.optimised(ir: paths(ir), sil: []))
    }
    if !isSILMade { _ = rerun(job.optimisedSIL(into: paths(sil))) }
    add(intents, .intent, job.parts)
    add(sil, .optimised, job.parts)
    add(ir, .ir, job.irParts)
  }

  /// The first error that it printed when it ran again.
  private static func complaint(_ log: String) -> String {
    guard let bytes = try? FileReading.read(log, limit: FileReading.sourceLimit) else { return "" }
    let lines = bytes.split(separator: 0x0A).map { PathText.display(PathText.decode(Array($0))) }
    return lines.first { $0.contains("error:") }.map { ": \($0)" } ?? ""
  }

  private static func names(
    _ parts: [String], _ ending: String, _ job: FrontendJob, _ folder: String
  ) -> [String] {
    let current = (try? Folders.current()) ?? "/"
    return parts.map { part in
      part == job.module
        ? "\(folder)/\(job.module)\(ending)"
        : "\(folder)/\(CaptureFolders.name(of: part, below: current))\(ending)"
    }
  }
}
