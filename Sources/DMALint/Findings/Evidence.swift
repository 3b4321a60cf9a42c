/// A layer of the input that shows a defect.
public enum Evidence: String, CaseIterable, Comparable, Sendable {
  case source, sil, ir, c, link, platform

  public static func < (a: Evidence, b: Evidence) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .source: 0
    case .sil: 1
    case .ir: 2
    case .c: 3
    case .link: 4
    case .platform: 5
    }
  }
}
