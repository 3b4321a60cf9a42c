import DMALint

/// One run of `check`: gathers the inputs, has them analysed, reports.
struct CheckRun {
  private let options: CheckOptions
  private var inputs: CheckInputs

  init(_ options: CheckOptions, catalogue: Catalogue) throws(ToolError) {
    self.options = options
    inputs = try CheckInputs(options, catalogue: catalogue)
  }

  /// Does everything and answers the exit status.
  mutating func run() -> ExitStatus {
    let policy = inputs.policy()
    let request = inputs.request()
    let baseline = inputs.baseline()
    var analysed = analyze(request)
    analysed.report.failures += inputs.failures
    for link in inputs.skippedLinks {
      let file = analysed.report.file(at: link.path)
      let start = Position(line: 1, column: 1)
      analysed.report.gaps.append(
        Gap(SourceRange(file: file, start: start, end: start), link.reason, mayHideTransfer: true))
    }
    let result = Finishing(
      rules: inputs.rules, policy: policy, baseline: baseline, paths: inputs.paths,
      policyFolder: inputs.configuration.folder
    ).finish(
      analysed.report, texts: request.sources.map(\.text), annotations: analysed.annotations)
    return report(result)
  }

  private func report(_ result: Finishing.Result) -> ExitStatus {
    var status = ExitStatus.clean
    let report = result.report
    for failure in report.failures { Terminal.complain(failure) }
    if !report.failures.isEmpty { status = .unusable }
    if let path = options.writeBaseline {
      do throws(ToolError) {
        try FileWriting.write(result.newBaseline.text(), to: path)
      } catch {
        Terminal.complain(
          Failure(inputs.reported(path), "the baseline cannot be written: \(error.message)"))
        status = .unusable
      }
    }
    if result.staleEntries > 0, !options.isQuiet {
      Terminal.say(
        "\(result.staleEntries) entries of the baseline hold more than was found; "
          + "write it anew with --write-baseline")
    }
    do throws(ToolError) {
      try write(result)
    } catch {
      Terminal.complain(
        Failure(
          options.output.map(inputs.reported) ?? "",
          "the report cannot be written: \(error.message)"))
      status = .unusable
    }
    let failOn = options.failOn ?? inputs.configuration.failOn ?? .warning
    return max(status, failOn.fails(report.worst) ? .findings : .clean)
  }

  private func write(_ result: Finishing.Result) throws(ToolError) {
    let report = result.report
    let rules = inputs.rules
    let prefix = options.format == .text ? "" : workspacePrefix
    let bytes: [UInt8] =
      switch options.format {
      case .text:
        Array(
          TextReport.render(
            report, sources: result.sources, rules: rules,
            extent: options.isQuiet ? .quiet : .full,
            isColoured: options.output == nil && !options.isColourless && Terminal.hasColour
          ).utf8)
      case .json: JSONReport.render(report, rules: rules)
      case .sarif:
        SARIFReport.render(
          report, sources: result.sources, rules: Catalogue.builtIn.rulesWithPages, prefix: prefix)
      case .github: Array(GitHubReport.render(report, rules: rules, prefix: prefix).utf8)
      case .xcode: Array(XcodeReport.render(report).utf8)
      }
    if let path = options.output {
      try FileWriting.write(bytes, to: path)
    } else {
      try FileWriting.write(bytes, to: 1)
    }
    if options.format == .github, let path = Environment["GITHUB_STEP_SUMMARY"] {
      try FileWriting.append(Array(StepSummary.render(report, rules: rules).utf8), to: path)
    }
  }

  /// GitHub knows files by their paths from the checkout's root, whatever the current folder.
  private var workspacePrefix: String {
    guard let root = Environment["GITHUB_WORKSPACE"].flatMap(Folders.resolved),
      let path = inputs.paths.relative(inputs.paths.currentFolder, to: root), path != "."
    else { return "" }
    return PathText.display(path) + "/"
  }
}
