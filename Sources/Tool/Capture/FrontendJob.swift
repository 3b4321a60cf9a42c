/// One job of the Swift compiler's front end, read from its arguments: whether it compiles, what, and
/// the arguments that make it print SIL and LLVM IR instead.
struct FrontendJob {
  /// Everything, lists of files and response files expanded.
  private let arguments: [String]
  let module: String
  let target: String
  /// The sources in the order of the job.
  let sources: [String]
  /// The sources that it makes objects of; empty for a whole module.
  let primaries: [String]
  let hasDebugLocations: Bool
  /// The headers that precompiled ones were made of, by the paths of those: a run with other options
  /// of debugging cannot use them.
  var headers: [String: String] = [:]
  /// A whole module compiled by several threads has an object for each file.
  let makesObjectPerFile: Bool

  private static let compilingModes: Set<String> = [
    "-c", "-emit-object", "-emit-bc", "-emit-assembly", "-S", "-emit-ir",
  ]
  /// Outputs of the job that a second run must not write again; each has a value.
  private static let outputs: Set<String> = [
    "-o", "-num-threads", "-index-store-path", "-index-unit-output-path", "-output-filelist",
    "-index-unit-output-path-filelist", "-supplementary-output-file-map",
    "-const-gather-protocols-file", "-load-index-store-path", "-stats-output-dir",
    "-emit-dependencies-path", "-emit-reference-dependencies-path", "-serialize-diagnostics-path",
    "-emit-module-path", "-emit-module-doc-path", "-emit-module-source-info-path",
    "-emit-module-interface-path", "-emit-private-module-interface-path",
    "-emit-package-module-interface-path", "-emit-abi-descriptor-path", "-emit-tbd-path",
    "-emit-clang-header-path", "-emit-objc-header-path", "-emit-loaded-module-trace-path",
    "-emit-const-values-path", "-emit-api-descriptor-path", "-emit-fixits-path",
    "-emit-module-summary-path", "-emit-symbol-graph-dir", "-save-optimization-record-path",
    "-sil-output-path", "-ir-output-path", "-trace-stats-events",
  ]
  private static let flags: Set<String> = [
    "-index-system-modules", "-index-ignore-clang-modules", "-index-ignore-stdlib",
    "-index-include-locals", "-emit-module", "-emit-module-doc", "-emit-dependencies",
    "-emit-reference-dependencies", "-emit-symbol-graph", "-save-optimization-record",
    "-serialize-diagnostics", "-parseable-output", "-frontend-parseable-output", "-emit-tbd",
    "-validate-tbd-against-ir=all", "-emit-loaded-module-trace",
  ]

  /// Nil for a job that makes no object, or that compiles a package's manifest.
  init?(_ raw: [String]) {
    guard raw.first == "-frontend", let arguments = FrontendJob.expanded(raw),
      arguments.contains(where: FrontendJob.compilingModes.contains),
      !arguments.contains("-package-description-version"), !arguments.contains("-interpret")
    else { return nil }
    self.arguments = arguments
    var sources: [String] = []
    var primaries: [String] = []
    var values: [String: String] = [:]
    var outputCount = 0
    var index = 1
    while index < arguments.count {
      let argument = arguments[index]
      let next = index + 1 < arguments.count ? arguments[index + 1] : nil
      switch argument {
      case "-primary-file":
        if let next { primaries.append(next) }
        if let next { sources.append(next) }
        index += 1
      case "-o":
        outputCount += 1
        index += 1
      case "-module-name", "-target", "-num-threads":
        values[argument] = next
        index += 1
      case "-Xcc", "-Xllvm", "-I", "-F", "-D":
        index += 1
      default:
        if !argument.hasPrefix("-"), argument.hasSuffix(".swift") { sources.append(argument) }
      }
      index += 1
    }
    guard !sources.isEmpty else { return nil }
    self.sources = sources
    self.primaries = primaries
    module = values["-module-name"] ?? "main"
    target = values["-target"] ?? "host"
    let levels = arguments.filter {
      ["-g", "-gline-tables-only", "-gdwarf-types", "-gnone"].contains($0)
    }
    hasDebugLocations = levels.last.map { $0 != "-gnone" } ?? false
    makesObjectPerFile =
      primaries.isEmpty && outputCount > 1 && (Int(values["-num-threads"] ?? "0") ?? 0) > 0
  }

  /// What the job's dumps are of, one for each `-o`.
  var parts: [String] { primaries.isEmpty ? [module] : primaries }

  /// The parts of the LLVM IR: several threads make a file each.
  var irParts: [String] { makesObjectPerFile ? sources : parts }

  /// SIL as the source means it.
  func intent(into files: [String]) -> [String] {
    rerun(mode: "-emit-silgen", files: files)
      + ["-Xllvm", "-sil-print-types"]
  }

  /// The job again with text instead of objects; the SIL that it optimised comes beside it.
  func optimised(ir: [String], sil: [String]) -> [String] {
    var result = rerun(mode: "-emit-ir", files: ir) + ["-Xllvm", "-sil-print-types"]
    if makesObjectPerFile { result += ["-num-threads", "2"] }
    // A file of its own for each part needs a map; one part needs an option.
    if let only = sil.first, sil.count == 1 { result += ["-sil-output-path", only] }
    return result
  }

  /// Only the optimised SIL, for jobs of several parts.
  func optimisedSIL(into files: [String]) -> [String] {
    rerun(mode: "-emit-sil", files: files) + ["-Xllvm", "-sil-print-types"]
  }

  private func rerun(mode: String, files: [String]) -> [String] {
    var result = ["-frontend", mode]
    var index = 1
    while index < arguments.count {
      let argument = arguments[index]
      if FrontendJob.outputs.contains(argument) {
        index += 2
        continue
      }
      let isDropped =
        FrontendJob.compilingModes.contains(argument) || FrontendJob.flags.contains(argument)
        || argument == "-gnone"
      if !isDropped { result.append(headers[argument] ?? argument) }
      // The value of an option that passes options on is never one of ours.
      if argument == "-Xcc" || argument == "-Xllvm" || argument == "-primary-file",
        index + 1 < arguments.count
      {
        result.append(arguments[index + 1])
        index += 1
      }
      index += 1
    }
    if !hasDebugLocations { result.append("-g") }
    result.append("-suppress-warnings")
    for file in files { result += ["-o", file] }
    return result
  }

  /// Nil where a list cannot be read.
  private static func expanded(_ arguments: [String]) -> [String]? {
    var result: [String] = []
    var primaries: Set<String> = []
    var inputs: [String] = []
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      let next = index + 1 < arguments.count ? arguments[index + 1] : ""
      if argument == "-filelist" || argument == "-primary-filelist" {
        guard let bytes = try? FileReading.read(next, limit: FileReading.sourceLimit) else {
          return nil
        }
        let lines = bytes.split(separator: 0x0A).map { PathText.decode(Array($0)) }
        if argument == "-filelist" { inputs += lines } else { primaries.formUnion(lines) }
        index += 2
      } else if argument.hasPrefix("@"), argument.utf8.count > 1, index > 0,
        arguments[index - 1] != "-Xcc"
      {
        guard
          let bytes = try? FileReading.read(
            String(argument.dropFirst()), limit: FileReading.sourceLimit)
        else { return nil }
        guard let inner = expanded(ShellWords.split(bytes)) else { return nil }
        result += inner
        index += 1
      } else {
        result.append(argument)
        index += 1
      }
    }
    for input in inputs {
      if primaries.contains(input) { result.append("-primary-file") }
      result.append(input)
    }
    return result
  }
}
