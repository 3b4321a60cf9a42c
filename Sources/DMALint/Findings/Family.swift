/// One clause of the DMA contract, and the rules that watch over it: the first digit of a code.
public enum Family: UInt8, CaseIterable, Comparable, Sendable {
  case lifetime = 1
  case order, coherency, exclusivity, placement, completion, initialisation, trust
  /// What dmalint could not see: no clause of a transfer.
  case visibility

  /// The families that every transfer is judged by.
  public static let clauses = allCases.filter { $0 != .visibility }

  /// `DMA1` to `DMA9`.
  public var code: String { "DMA\(rawValue)" }

  /// The clause in one word.
  public var name: String {
    switch self {
    case .lifetime: "lifetime"
    case .order: "order"
    case .coherency: "coherency"
    case .exclusivity: "exclusivity"
    case .placement: "placement"
    case .completion: "completion"
    case .initialisation: "initialisation"
    case .trust: "trust"
    case .visibility: "visibility"
    }
  }

  public static func < (a: Family, b: Family) -> Bool { a.rawValue < b.rawValue }
}
