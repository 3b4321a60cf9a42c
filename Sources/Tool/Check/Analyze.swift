import CFrontEnd
import DMALint

/// What the analysis says about a request: every finding, those of rules that are switched off and
/// those that a comment suppresses included, and the comments of the inputs.
struct Analysed: Sendable {
  var report: Report
  var annotations: [FileAnnotations]
  var map: MemoryMap?
}

/// The one place where the tool calls the core.
func analyze(_ request: CheckRequest, drawsMap: Bool = false) -> Analysed {
  var report = Report(
    files: request.sources.map(\.text.path), analysedFiles: request.sources.count,
    platform: request.platform)
  let platform = platform(of: request)
  let (module, annotations) = sourceModule(of: request, &report)
  var settings = AnalysisSettings()
  switch request.dcache {
  case .auto: settings.cache = .auto
  case .on: settings.cache = .on
  case .off: settings.cache = .off
  }
  var analyzer = Analyzer(
    knowledge: request.knowledge, platform: platform, choice: request.platform, settings: settings,
    rules: request.rules)
  analyzer.link = linkMap(of: request, &report)
  analyzer.files = report.files
  analyzer.drawsMap = drawsMap
  analyzer.workers = Threads.workers(
    request.jobs, bytes: request.sources.reduce(0) { $0 + $1.size })
  var layers: [Layer] = []
  let hasSource = request.sources.contains { !$0.kind.isDump }
  let dumps = DumpLayers(request, &report)
  if hasSource || dumps.layers.isEmpty {
    let cFiles = report.files.indices.filter {
      report.files[$0].hasSuffix(".c") || report.files[$0].hasSuffix(".h")
    }
    layers.append(Layer(.source, module, cFiles: Set(cFiles.map { FileID(UInt32($0)) })))
  }
  layers += dumps.layers
  let result = analyzer.analyze(layers)
  report.findings = result.findings
  report.transfers = result.transfers
  report.assumptions += result.assumptions
  report.unchecked = result.unchecked
  report.gaps += result.gaps
  return Analysed(report: report, annotations: annotations, map: result.map)
}

/// What the sources of a request say, Swift and C, as one module.
func sourceModule(of request: CheckRequest, _ report: inout Report) -> (
  module: FlowModule, annotations: [FileAnnotations]
) {
  let platform = platform(of: request)
  let size = request.sources.reduce(0) { $0 + $1.size }
  let workers = Threads.workers(request.jobs, bytes: size)
  let selection = SwiftSelection(request, workers)
  let read = workers.map(selection.toRead.count) { index in
    let number = selection.toRead[index]
    let input = SwiftInput(file: FileID(UInt32(number)), source: request.sources[number].text)
    return (input: input, annotations: input.annotations)
  }
  var annotations = read.map(\.annotations)
  let inputs = zip(selection.toRead, read).filter { selection.isNeeded($0.0) }.map(\.1.input)
  let lowering = SwiftLowering(inputs)
  var relevant: RelevantFunctions?
  if request.leavesOutBodies ?? selection.isMuch {
    let words = TransferWords(request.knowledge)
    let functions = RelevantFunctions(lowering, isSign: words.contains)
    let (all, leftOut) = functions.counts
    if leftOut > 0 {
      report.assumptions.append(
        "\(leftOut) of \(all) functions were only skimmed: they name nothing that concerns transfers, "
          + "and nothing that does calls them")
    }
    relevant = functions
  }
  var module = lowering.module(workers, only: relevant)
  if let sentence = selection.sentence { report.assumptions.append(sentence) }
  lowerC(request, platform, &module, &report, &annotations)
  module.addImportedNames()
  return (module, annotations)
}

/// The platform to check against; without one, the generic one, which assumes least.
func platform(of request: CheckRequest) -> Platform {
  for name in [request.platform.name, "generic"] {
    if case .found(let platform) = request.knowledge.platform(named: name) { return platform }
  }
  return Platform(
    name: "generic", architecture: "", core: "",
    barriers: Platform.BarrierTable(
      beforeStart: .compiler, afterCompletion: .compiler, source: ""), source: "")
}

/// Reads the C files and headers among the inputs.
private func lowerC(
  _ request: CheckRequest, _ platform: Platform, _ module: inout FlowModule,
  _ report: inout Report, _ annotations: inout [FileAnnotations]
) {
  let files = request.sources.filter { $0.kind == .c || $0.kind == .header }
  guard !files.isEmpty else { return }
  var paths = PathTable(request.sources.map(\.text.path))
  var options = COptions()
  options.inputsAreOnDisk = true
  options.compileCommands = request.compileCommands
  let knowledge = request.knowledge
  options.startsTransfer = { knowledge.model(named: $0)?.role == .start }
  options.target = COptions.triple(architecture: platform.architecture, core: platform.core)
  let inputs = files.map { CInput(path: $0.text.path, bytes: $0.text.bytes) }
  let names = request.sources.map(\.text.path)
  // Which functions start transfers may depend on the user's models.
  let models = request.cache == nil ? "" : knowledge.modelNames.joined(separator: " ")
  if let known = request.cache?.entry(for: inputs, among: names, options, models) {
    report.files = known.paths.paths
    module.append(known.module)
    return
  }
  let lowering = CFrontEnd.lower(inputs, options: options, paths: &paths)
  report.files = paths.paths
  var all = FlowModule()
  for (_, part) in lowering.files { all.append(part) }
  module.append(all)
  if lowering.failures.isEmpty, lowering.missingLibrary == nil {
    request.cache?.keep(all, paths, for: inputs, among: names, options, models)
  }
  for failure in lowering.failures {
    report.failures.append(Failure(paths.paths[Int(failure.file.index)], failure.message))
  }
  if let sentence = lowering.missingLibrary {
    for family in Family.clauses { report.unchecked.append(Unchecked(family, sentence)) }
  }
}
