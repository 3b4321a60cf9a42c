import DMALint
import Glibc

/// The C side of a capture: after the build, every compilation that was noted once more, for its IR.
struct CCapture {
  let folders: CaptureFolders
  let paths: PathSpelling

  static func log(in folders: CaptureFolders) -> String {
    Folders.join(folders.records, "clang.log")
  }

  /// One compilation to run again.
  private struct Rerun: Sendable {
    var command: [String]
    var folder: String
    var file: String
    var source: String
    var language: String
    var target: String
    var compiler: String
  }

  func run() -> DumpManifest {
    var manifest = DumpManifest()
    var reruns: [String: Rerun] = [:]
    for rerun in clangReruns(&manifest) + gccReruns(&manifest) {
      // What was compiled twice, for two products, is compiled as it was last.
      reruns[rerun.file] = rerun
    }
    let sorted = reruns.values.sorted { $0.file < $1.file }
    for (rerun, isMade) in zip(sorted, made(sorted)) {
      if isMade {
        manifest.dumps.append(
          .init(
            file: rerun.file, kind: .ir, language: rerun.language, module: "",
            target: rerun.target, compiler: rerun.compiler, sources: [rerun.source]))
      } else {
        manifest.missing.append(
          .init(source: rerun.source, reason: "clang could not make its LLVM IR"))
      }
    }
    return manifest
  }

  private func clangReruns(_ manifest: inout DumpManifest) -> [Rerun] {
    let log = CCapture.log(in: folders)
    guard let bytes = try? FileReading.read(log, limit: FileReading.dumpLimit) else { return [] }
    var result: [Rerun] = []
    for job in ClangJob.jobs(inLog: bytes) {
      let folder = job.folder ?? paths.currentFolder
      let source = PathSpelling(currentFolder: folder).absolute(job.source)
      if let obstacle = job.obstacle {
        manifest.missing.append(.init(source: paths.spell(source), reason: obstacle))
        continue
      }
      let file = dump(of: source, target: job.target)
      result.append(
        Rerun(
          command: job.printingIR(into: Folders.join(folders.dumps, file)), folder: folder,
          file: file, source: paths.spell(source), language: job.language, target: job.target,
          compiler: job.compiler))
    }
    return result
  }

  private func gccReruns(_ manifest: inout DumpManifest) -> [Rerun] {
    var result: [Rerun] = []
    for name in (try? Folders.names(in: folders.records)) ?? [] where name.hasSuffix(".gcc") {
      let path = Folders.join(folders.records, name)
      guard let bytes = try? FileReading.read(path, limit: FileReading.sourceLimit),
        let job = GCCJob(bytes.split(separator: 0).map { PathText.decode(Array($0)) })
      else { continue }
      let clang = SearchPath.find("clang")
      for source in job.sources {
        let absolute = PathSpelling(currentFolder: job.folder).absolute(source)
        guard let clang else {
          manifest.missing.append(
            .init(source: paths.spell(absolute), reason: "there is no clang to make its LLVM IR"))
          continue
        }
        let target = job.target
        let file = dump(of: absolute, target: target)
        result.append(
          Rerun(
            command: job.printingIR(
              of: source, into: Folders.join(folders.dumps, file), clang: clang),
            folder: job.folder, file: file, source: paths.spell(absolute), language: "c",
            target: target, compiler: job.compiler))
      }
    }
    return result
  }

  private func dump(of source: String, target: String) -> String {
    let name = CaptureFolders.name(of: source, below: paths.currentFolder)
    return "\(target.replacing("/", with: "_"))/c/\(name).ll"
  }

  /// Whether each could be made; as many at a time as there are processors.
  private func made(_ reruns: [Rerun]) -> [Bool] {
    for folder in Set(reruns.map { Folders.parent(of: $0.file) ?? "" }) {
      try? CaptureFolders.create(Folders.join(folders.dumps, folder))
    }
    let width = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let jobs = reruns.map { rerun in
      let path = Folders.join(folders.dumps, rerun.file)
      FileWriting.remove(path)
      return Subprocess.Job(command: rerun.command, folder: rerun.folder, output: .dropped)
    }
    return Subprocess.run(jobs, atATime: width).map { $0 == 0 }
  }
}
