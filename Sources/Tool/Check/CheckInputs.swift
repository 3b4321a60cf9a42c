import CFrontEnd
import DMALint

/// Gathers what a run works on: configuration, files, platform, models, rules, baseline.
///
/// What cannot be used becomes a failure, and the rest is gathered all the same.
struct CheckInputs {
  let options: CheckOptions
  let rules: RuleTable
  let paths: PathSpelling
  private(set) var configuration: Configuration
  private(set) var failures: [Failure] = []
  /// Symbolic links that were not followed.
  private(set) var skippedLinks: [(path: String, reason: String)] = []
  /// What ships, and what the user adds to it.
  private var knowledge: Knowledge
  /// What the folder of dumps says of itself, and its dumps by their absolute paths.
  private var manifest: DumpManifest?
  private var described: [String: DumpManifest.Dump] = [:]

  init(_ options: CheckOptions, catalogue: Catalogue) throws(ToolError) {
    self.options = options
    rules = catalogue.rules
    knowledge = catalogue.knowledge
    paths = PathSpelling(currentFolder: try Folders.current(), alias: Folders.currentAlias())
    configuration = Configuration(folder: paths.currentFolder)
    readConfiguration()
  }

  /// A path as reports spell it.
  func reported(_ path: String) -> String { PathText.display(paths.spell(path)) }

  private mutating func readConfiguration() {
    let start = options.paths.first ?? options.standardInputName ?? "."
    guard let path = options.configuration ?? ConfigurationSearch.find(from: start, paths: paths)
    else { return }
    guard let bytes = read(path, limit: FileReading.settingsLimit) else { return }
    let folder = Folders.parent(of: paths.absolute(path)) ?? "/"
    let reader = ConfigurationReader(
      bytes, path: reported(path), folder: folder, rules: rules)
    configuration = reader.configuration
    failures += reader.failures
  }

  // MARK: Rules

  mutating func policy() -> RulePolicy {
    var policy = RulePolicy()
    policy.levels = configuration.rules
    policy.overrides = configuration.overrides
    policy.ignored = selectors(options.ignore, option: "--ignore")
    let selected = selectors(options.select, option: "--select")
    // An option of which nothing can be used is as good as absent.
    policy.selected = selected.isEmpty ? nil : selected
    return policy
  }

  private mutating func selectors(_ lists: [String], option: String) -> [RuleSelector] {
    var result: [RuleSelector] = []
    for list in lists {
      for piece in list.split(separator: ",", omittingEmptySubsequences: false) {
        let name = piece.drop { $0 == " " }.prefix { $0 != " " }
        if let selector = rules.selector(name) {
          result.append(selector)
        } else {
          let hint = rules.nearest(to: name).map { "; did you mean '\($0)'?" } ?? ""
          failures.append(Failure("", "\(option): '\(piece)' is no rule\(hint)"))
        }
      }
    }
    return result
  }

  mutating func baseline() -> Baseline? {
    guard let path = options.baseline, let bytes = read(path, limit: FileReading.sourceLimit) else {
      return nil
    }
    switch Baseline.read(bytes) {
    case .baseline(let baseline): return baseline
    case .corrupt(let line, let reason):
      failures.append(Failure(reported(path), line: line, "this baseline is corrupt: \(reason)"))
      return nil
    }
  }

  // MARK: Files

  mutating func request() -> CheckRequest {
    let sources = sources()
    readModels()
    let platform = platform()
    let scriptPath = options.linkerScript ?? configuration.linkerScript?.value
    let elfPath = options.elf ?? configuration.elf?.value
    return CheckRequest(
      sources: sources, platform: platform, dcache: configuration.dcache ?? .auto,
      linkerScript: scriptPath.flatMap { textFile($0, limit: FileReading.sourceLimit) },
      elf: elfPath.flatMap { textFile($0, limit: FileReading.dumpLimit) },
      compileCommands: compileCommands(for: sources), cache: CCache(),
      paths: paths, knowledge: knowledge, rules: rules, jobs: options.jobs,
      missingDumps: manifest?.missing ?? [])
  }

  private mutating func sources() -> [CheckRequest.Source] {
    var walk = FileWalk(paths: paths)
    let filter = FileFilter(
      include: configuration.include, exclude: configuration.exclude, folder: configuration.folder,
      paths: paths)
    let roots = options.paths.isEmpty && options.standardInputName == nil ? ["."] : options.paths
    for root in roots { walk.add(root, filter: filter) }
    addDumps(to: &walk)
    failures += walk.failures
    skippedLinks += walk.skippedLinks
    var inputs = walk.sortedInputs
    var buffer: (reported: String, bytes: [UInt8])?
    if let name = options.standardInputName {
      do throws(ToolError) {
        buffer = (reported(name), try FileReading.readStandardInput())
      } catch {
        failures.append(Failure(reported(name), "standard input: \(error.message)"))
      }
      // What an editor holds replaces what the disk holds.
      inputs.removeAll { paths.absolute($0.path) == paths.absolute(name) }
    }
    let texts = Threads.workers(options.jobs).map(inputs.count) { [inputs] index in
      let input = inputs[index]
      return Result { () throws(ToolError) in
        if input.kind.isDump,
          let file = try FileReading.paged(input.path, limit: input.kind.sizeLimit)
        {
          return (bytes: [UInt8](), file: PagedFile?.some(file))
        }
        return (try FileReading.read(input.path, limit: input.kind.sizeLimit), nil)
      }
    }
    var sources: [CheckRequest.Source] = []
    for (input, read) in zip(inputs, texts) {
      switch read {
      case .success(let (bytes, file)):
        sources.append(
          CheckRequest.Source(
            text: SourceText(path: input.reported, bytes: bytes), kind: input.kind, storage: file,
            modified: (try? FileStatus.of(input.path))?.modified,
            dump: input.kind.isDump ? dump(at: input.path) : nil))
      case .failure(let error): failures.append(Failure(reported(input.path), error.message))
      }
    }
    if let buffer {
      let kind = InputKind(path: buffer.reported) ?? .swift
      let index =
        sources.firstIndex { buffer.reported.utf8.lexicographicallyPrecedes($0.text.path.utf8) }
        ?? sources.count
      sources.insert(
        CheckRequest.Source(
          text: SourceText(path: buffer.reported, bytes: buffer.bytes), kind: kind),
        at: index)
    }
    return sources
  }

  private mutating func addDumps(to walk: inout FileWalk) {
    guard let folder = options.dumps ?? configuration.dumps?.value else { return }
    var dumps = FileWalk(paths: paths, kinds: [.sil, .ll])
    guard let status = try? FileStatus.of(folder), status.kind == .folder else {
      failures.append(
        Failure(
          reported(folder),
          "there is no such folder of dumps; 'dmalint capture -- BUILD' writes one"))
      return
    }
    dumps.add(folder, filter: FileFilter(paths: paths))
    walk.merge(dumps)
    readManifest(below: folder)
  }

  private mutating func readManifest(below folder: String) {
    let path = Folders.join(folder, DumpManifest.fileName)
    guard (try? FileStatus.of(path)) != nil,
      let bytes = read(path, limit: FileReading.sourceLimit)
    else { return }
    guard let manifest = DumpManifest(bytes) else {
      failures.append(Failure(reported(path), "this is no manifest of dumps"))
      return
    }
    self.manifest = manifest
    for dump in manifest.dumps {
      described[paths.absolute(Folders.join(folder, dump.file))] = dump
    }
  }

  private func dump(at path: String) -> DumpManifest.Dump? { described[paths.absolute(path)] }

  // MARK: Models and platform

  private mutating func readModels() {
    for model in configuration.models {
      guard let node = settings(model.value) else { continue }
      let (models, problems) = ModelFile.decode(node)
      report(problems, in: model.value)
      knowledge.add(models)
    }
  }

  private mutating func platform() -> PlatformChoice {
    let source: PlatformChoice.Source
    let name: String
    let path: String
    if let option = options.platform {
      (source, name, path) = (.commandLine, option, option)
    } else if let setting = configuration.platform {
      source = .configuration
      name = setting.value
      path = Folders.join(configuration.folder, setting.value)
    } else {
      return .none
    }
    if knowledge.platformNames.contains(name) { return PlatformChoice(name: name, source: source) }
    let looksLikeFile = name.contains("/") || name.hasSuffix(".yml") || name.hasSuffix(".yaml")
    if looksLikeFile || (try? FileStatus.of(path)) != nil {
      guard let platform = readPlatform(path) else { return .none }
      return PlatformChoice(name: platform.name, source: source)
    }
    let known = knowledge.platformNames
    let hint =
      nearestSpelling(to: name, among: known)
      .map { "did you mean '\($0)'?" }
      ?? "there are \(known.joined(separator: ", ")), or a platform file"
    let message = "'\(PathText.display(name))' is no platform; \(hint)"
    switch source {
    case .commandLine, .none: failures.append(Failure("", "--platform: \(message)"))
    case .configuration:
      failures.append(
        Failure(configuration.path, line: configuration.platform?.line, message))
    }
    return .none
  }

  private mutating func readPlatform(_ path: String) -> Platform? {
    guard let node = settings(path) else { return nil }
    let (platform, problems) = Platform.decode(node, extending: knowledge.platform(named:))
    report(problems, in: path)
    if let platform { knowledge.add(platform) }
    return platform
  }

  private mutating func settings(_ path: String) -> ConfigNode? {
    guard let bytes = read(path, limit: FileReading.settingsLimit) else { return nil }
    do throws(ConfigProblem) {
      return try SettingsText.decode(bytes)
    } catch {
      report([error], in: path)
      return nil
    }
  }

  private mutating func report(_ problems: [ConfigProblem], in path: String) {
    failures += problems.map { problem in
      Failure(reported(path), line: max(problem.position.line, 1), problem.message)
    }
  }

  // MARK: Reading

  /// What the build says of the C files. Where it says nothing of a file, the front end guesses.
  private mutating func compileCommands(for sources: [CheckRequest.Source]) -> [CompileCommand] {
    guard sources.contains(where: { $0.kind == .c }) else { return [] }
    let start = options.paths.first ?? options.standardInputName ?? "."
    guard let path = CompilationDatabaseSearch.find(from: start, paths: paths),
      let bytes = read(path, limit: FileReading.sourceLimit)
    else { return packageCommands(for: sources, from: start) }
    guard let commands = CompileCommand.entries(of: bytes) else {
      failures.append(Failure(reported(path), "this compilation database is no JSON array"))
      return []
    }
    return commands
  }

  /// What a package's manifest says of them.
  private mutating func packageCommands(
    for sources: [CheckRequest.Source], from start: String
  ) -> [CompileCommand] {
    guard let path = CompilationDatabaseSearch.findManifest(from: start, paths: paths),
      let bytes = read(path, limit: FileReading.sourceLimit)
    else { return [] }
    return PackageSettings(bytes).commands(
      for: sources.filter { $0.kind == .c }.map { paths.absolute($0.text.path) },
      package: Folders.parent(of: path) ?? ".")
  }

  private mutating func textFile(_ path: String, limit: Int64) -> CheckRequest.TextFile? {
    read(path, limit: limit).map { CheckRequest.TextFile(path: reported(path), bytes: $0) }
  }

  private mutating func read(_ path: String, limit: Int64) -> [UInt8]? {
    do throws(ToolError) {
      return try FileReading.read(path, limit: limit)
    } catch {
      failures.append(Failure(reported(path), error.message))
      return nil
    }
  }
}
