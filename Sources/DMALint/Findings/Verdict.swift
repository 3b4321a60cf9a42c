/// What is known about one clause of one transfer; the greater is the worse.
public enum Verdict: String, CaseIterable, Comparable, Sendable {
  /// Checked on every path, with evidence that can decide it.
  case kept
  /// A fact is missing.
  case unknown
  /// An error or a warning says so, suppressed or not.
  case violated

  public static func < (a: Verdict, b: Verdict) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .kept: 0
    case .unknown: 1
    case .violated: 2
    }
  }
}
