/// What the shell is told; the highest that applies.
enum ExitStatus: Int32, Comparable {
  case clean = 0
  /// Findings at or above `--fail-on`.
  case findings = 1
  /// The command, the configuration or an input could not be used.
  case unusable = 2
  /// A defect of dmalint itself.
  case internalError = 70

  static func < (a: ExitStatus, b: ExitStatus) -> Bool { a.rawValue < b.rawValue }
}
