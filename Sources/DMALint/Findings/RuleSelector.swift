/// A rule or a whole family, as users name it: `DMA101`, `stack-buffer`, `DMA1`.
public enum RuleSelector: Hashable, Sendable {
  case rule(RuleCode)
  case family(Family)

  public func matches(_ code: RuleCode) -> Bool {
    switch self {
    case .rule(let rule): rule == code
    case .family(let family): family == code.family
    }
  }

  public var description: String {
    switch self {
    case .rule(let code): code.description
    case .family(let family): family.code
    }
  }
}
