import DMALint
import Machine

/// One run of `witness`: analyses, finds the finding, and has the machine look for an execution that
/// shows it.
struct WitnessRun {
  private var inputs: CheckInputs
  private let subject: String

  init(_ subject: String, _ options: CheckOptions) throws(ToolError) {
    self.subject = subject
    inputs = try CheckInputs(options, catalogue: .builtIn)
  }

  mutating func text() throws(ToolError) -> String {
    let policy = inputs.policy()
    let request = inputs.request()
    let analysed = analyze(request)
    let report = Finishing(
      rules: inputs.rules, policy: policy, baseline: nil, paths: inputs.paths,
      policyFolder: inputs.configuration.folder
    ).finish(
      analysed.report, texts: request.sources.map(\.text), annotations: analysed.annotations
    ).report
    for failure in inputs.failures + report.failures { Terminal.complain(failure) }
    let findings = report.findings.filter { matches($0, report) }
    guard let finding = findings.first else {
      throw ToolError(
        "no finding is called '\(subject)': give a fingerprint of the JSON report, or FILE:LINE")
    }
    return findings.count == 1
      ? witness(of: finding, request, report)
      : findings.map { witness(of: $0, request, report) }.joined(separator: "\n")
  }

  private func matches(_ finding: Finding, _ report: Report) -> Bool {
    if !subject.isEmpty, finding.fingerprint == subject { return true }
    let parts = subject.split(separator: ":").map(String.init)
    guard parts.count >= 2, let line = UInt32(parts[1]), line == finding.range.start.line else {
      return false
    }
    let file = report.files[Int(finding.range.file.index)]
    return file == parts[0] || file.hasSuffix("/" + parts[0]) || parts[0].hasSuffix("/" + file)
  }

  private func witness(of finding: Finding, _ request: CheckRequest, _ report: Report) -> String {
    let file = report.files[Int(finding.range.file.index)]
    let heading =
      "\(file):\(finding.range.start.line): \(finding.code) \(finding.message)\n"
    let clauses = Self.clauses(finding.code)
    guard !clauses.isEmpty else {
      return heading
        + "The machine runs lifetime, order, coherency, exclusivity and completion; \(finding.code) is about none of them.\n"
    }
    var scratch = report
    let module = sourceModule(of: request, &scratch).module
    let world = WitnessWorld(knowledge: request.knowledge, module: module)
    var machine = Machine(
      world.table(report.transfers), world.profile(platform(of: request)))
    machine.bound = 100_000
    var reasons: [String] = []
    for root in roots(of: finding, module) {
      let verdict = machine.run(module, from: root, withSteps: true)
      for failure in verdict.failures {
        let reason = "from '\(root)': \(failure)"
        if !reasons.contains(reason) { reasons.append(reason) }
      }
      let places = Set([finding.range] + finding.trace.map(\.range))
      let shown = clauses.flatMap { clause in verdict.defects.filter { $0.clause == clause } }
      let best =
        shown.first { places.contains($0.place) && places.contains($0.start) }
        ?? shown.first { places.contains($0.place) || places.contains($0.start) }
      if let best {
        return heading
          + WitnessText(
            files: report.files,
            texts: request.sources.map { String(decoding: $0.text.bytes, as: UTF8.self) },
            finding.range.file
          ).render(best, root)
      }
      if verdict.failures.isEmpty {
        reasons.append(
          "from '\(root)': \(verdict.stateCount) states, and none of them shows the defect")
      }
    }
    return heading + "No execution that shows it was found within the bound.\n"
      + reasons.map { "  \($0)\n" }.joined()
  }

  /// What an execution has to break to show a finding of this rule, the most telling first.
  private static func clauses(_ code: RuleCode) -> [MachineClause] {
    switch code.description {
    case "DMA107": return [.completion]
    case "DMA108": return [.lifetime, .completion]
    case "DMA604": return [.lifetime, .exclusivity, .completion]
    default: break
    }
    switch code.family {
    case .lifetime: return [.lifetime]
    case .order: return [.order]
    case .coherency: return [.coherency]
    case .exclusivity: return [.exclusivity]
    case .completion: return [.completion]
    case .placement, .initialisation, .trust, .visibility: return []
    }
  }

  /// Where to begin: callers of the functions that the finding mentions, the farthest first, then those
  /// functions themselves.
  private func roots(of finding: Finding, _ module: FlowModule) -> [String] {
    let places = [finding.range] + finding.trace.map(\.range)
    func contains(_ function: FlowFunction, _ place: SourceRange) -> Bool {
      function.hasBody && function.range.file == place.file
        && function.range.start <= place.start && place.start <= function.end.end
    }
    func bare(_ name: String) -> String { String(name.prefix { $0 != "(" }) }
    var levels: [[String]] = [
      module.functions.filter { function in
        function.kind != .closure && places.contains { contains(function, $0) }
      }.map { bare($0.name) }
    ]
    var seen = Set(levels[0])
    for _ in 0..<4 {
      let callees = Set(levels[levels.count - 1])
      let callers = module.functions.filter { function in
        !seen.contains(bare(function.name)) && calls(function, callees)
      }.map { bare($0.name) }
      if callers.isEmpty { break }
      seen.formUnion(callers)
      levels.append(callers)
    }
    var result: [String] = []
    for name in levels.reversed().flatMap({ $0 }) where !result.contains(name) {
      result.append(name)
    }
    return Array(result.prefix(8))
  }

  private func calls(_ function: FlowFunction, _ callees: Set<String>) -> Bool {
    function.blocks.contains { block in
      block.operations.contains { operation in
        guard case .call(let call) = operation.kind else { return false }
        switch call.callee {
        case .name(let name), .method(_, let name), .staticMethod(_, let name):
          return callees.contains(name)
        case .initializer, .implicitMember, .superMethod, .value: return false
        }
      }
    }
  }
}
