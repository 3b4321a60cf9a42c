import DMALint

/// What the analysis says about a request: every finding, those of rules that are switched off and
/// those that a comment suppresses included, and the comments of the inputs.
struct Analysed: Sendable {
  var report: Report
  var annotations: [FileAnnotations]
}

/// The one place where the tool calls the core.
func analyze(_ request: CheckRequest) -> Analysed {
  var report = Report(
    files: request.sources.map(\.text.path), analysedFiles: request.sources.count,
    platform: request.platform)
  // What cannot be used yet is said, not ignored.
  for file in [request.linkerScript, request.elf].compactMap(\.self) {
    report.failures.append(
      Failure(file.path, "linker scripts and ELF files are not used by this version of dmalint"))
  }
  return Analysed(report: report, annotations: [])
}
