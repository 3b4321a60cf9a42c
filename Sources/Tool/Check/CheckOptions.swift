/// What the command line of `check` says.
struct CheckOptions: Equatable {
  var paths: [String] = []
  var format = ReportFormat.text
  var output: String?
  var configuration: String?
  var platform: String?
  var dumps: String?
  var elf: String?
  var linkerScript: String?
  /// Each may hold several rules, separated by commas.
  var select: [String] = []
  var ignore: [String] = []
  var failOn: FailOn?
  var baseline: String?
  var writeBaseline: String?
  var standardInputName: String?
  var isQuiet = false
  var isColourless = false
  /// Threads to use; nil: one for each core.
  var jobs: Int?
}
