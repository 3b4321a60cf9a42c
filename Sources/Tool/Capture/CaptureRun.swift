import DMALint
import Glibc

/// One run of `dmalint capture`: the build with the compilers' wrappers around it, then the C files,
/// then the manifest.
struct CaptureRun {
  private let build: [String]
  private let folders: CaptureFolders
  private let paths: PathSpelling
  /// Everything that a capture leaves behind lies here.
  private let home: String

  init(_ build: [String]) throws(ToolError) {
    guard !build.isEmpty else {
      throw ToolError("capture: the build is missing, as in 'dmalint capture -- swift build'")
    }
    self.build = build
    let current = try Folders.current()
    paths = PathSpelling(currentFolder: current, alias: Folders.currentAlias())
    home = Folders.join(current, ".dmalint")
    folders = CaptureFolders(
      dumps: Folders.join(home, "dumps"), records: Folders.join(home, "records.\(getpid())"))
  }

  /// The exit status of the build.
  func run() throws(ToolError) -> Int32 {
    try CaptureFolders.create(folders.dumps)
    try CaptureFolders.create(folders.records)
    defer { CaptureFolders.remove(folders.records) }
    let ignore = Folders.join(home, ".gitignore")
    if (try? FileStatus.of(ignore)) == nil { try FileWriting.write(Array("*\n".utf8), to: ignore) }
    let status = try Subprocess.run(build, environment: try wrappers())
    var made = CaptureRecord.collect(in: folders)
    for index in made.dumps.indices {
      made.dumps[index].sources = made.dumps[index].sources.map(paths.spell)
    }
    for index in made.missing.indices {
      made.missing[index].source = paths.spell(made.missing[index].source)
    }
    let c = CCapture(folders: folders, paths: paths).run()
    made.dumps += c.dumps
    made.missing += c.missing
    // What CMake compiles to try its compilers is not the firmware.
    made.dumps.removeAll { dump in
      let isTrial = dump.sources.allSatisfy { $0.contains("/CMakeFiles/") }
      if isTrial { FileWriting.remove(Folders.join(folders.dumps, dump.file)) }
      return isTrial
    }
    made.missing.removeAll { $0.source.contains("/CMakeFiles/") }
    try writeManifest(made)
    report(made)
    return status
  }

  /// The environment that makes compilers tell what they compile.
  private func wrappers() throws(ToolError) -> [String: String] {
    let frontend = Folders.join(folders.records, "swift-frontend")
    guard let own = Subprocess.ownPath else { throw ToolError("capture: /proc is missing") }
    let isLinked = PathText.withSystemPath(own) { from in
      PathText.withSystemPath(frontend) { symlink(from, $0) }
    }
    guard isLinked == 0 else { throw ToolError("\(frontend): \(systemMessage(errno))") }
    let scripts = GCCScripts(folder: Folders.join(home, "bin"))
    try scripts.write()
    var result = [
      CaptureFolders.recordsVariable: folders.records,
      CaptureFolders.dumpsVariable: folders.dumps,
      // Every Swift driver asks this for the program of its front-end jobs.
      "SWIFT_DRIVER_SWIFT_FRONTEND_EXEC": frontend,
      // Every clang appends its jobs to this file.
      "CC_PRINT_OPTIONS": "1",
      "CC_PRINT_OPTIONS_FILE": CCapture.log(in: folders),
      "PATH": ([scripts.folder] + SearchPath.folders.filter { $0 != scripts.folder })
        .joined(separator: ":"),
    ]
    if let given = Environment["SWIFT_DRIVER_SWIFT_FRONTEND_EXEC"] {
      result[CaptureFolders.frontendVariable] = given
    }
    return result
  }

  /// Adds to what earlier captures left of files that are still there.
  private func writeManifest(_ made: DumpManifest) throws(ToolError) {
    let path = Folders.join(folders.dumps, DumpManifest.fileName)
    var manifest =
      (try? FileReading.read(path, limit: FileReading.sourceLimit)).flatMap { DumpManifest($0) }
      ?? DumpManifest()
    manifest.merge(made)
    manifest.dumps.removeAll { dump in
      let isAlive =
        (try? FileStatus.of(Folders.join(folders.dumps, dump.file))) != nil
        && dump.sources.contains { (try? FileStatus.of($0)) != nil }
      if !isAlive { FileWriting.remove(Folders.join(folders.dumps, dump.file)) }
      return !isAlive
    }
    manifest.missing.removeAll { (try? FileStatus.of($0.source)) == nil }
    try FileWriting.write(manifest.text(), to: path)
  }

  private func report(_ made: DumpManifest) {
    let place = paths.spell(folders.dumps)
    if made.dumps.isEmpty, made.missing.isEmpty {
      Terminal.say(
        "capture: the build compiled nothing that was seen; dumps of earlier builds stay in \(place)"
      )
      return
    }
    Terminal.say(
      "capture: \(made.dumps.count) dumps in \(place); use them by 'dmalint check --dumps \(place)'"
    )
    for missing in Set(made.missing).sorted(by: { $0.source < $1.source }) {
      Terminal.say("capture: nothing of \(missing.source): \(missing.reason)")
    }
  }
}
