/// The infix operators that are known, and how strongly they bind.
///
/// Swift orders precedence groups only partially; here every group has a level that agrees with
/// that order, since programs that mix unrelated groups do not compile anyway.
public struct OperatorTable: Hashable, Sendable {
  public enum Associativity: Sendable { case left, right, none }

  /// A declared precedence group, with the groups that it is above and below.
  public struct Group: Hashable, Sendable {
    public var higherThan: [String] = []
    public var lowerThan: [String] = []
    public var associativity = Associativity.none
    public var isAssignment = false

    public init() {}
  }

  /// How an operator binds; higher levels bind more strongly.
  struct Binding: Hashable, Sendable {
    var level: Int
    var associativity: Associativity
    var isAssignment: Bool
  }

  /// How declared groups bind.
  private var bindings: [String: Binding] = [:]
  private var groups: [String: Group] = [:]
  /// The group of each declared infix operator.
  private var members: [String: String] = [:]

  /// What the standard library declares.
  public static let standard = OperatorTable()

  static let assignment = Binding(level: 0, associativity: .right, isAssignment: true)
  static let ternary = Binding(level: 2 << 20, associativity: .right, isAssignment: false)
  static let unknown = Binding(level: 3 << 20, associativity: .none, isAssignment: false)
  static let casting = Binding(level: 8 << 20, associativity: .none, isAssignment: false)

  /// The precedence groups of the standard library, weakest first.
  private static let standardGroups: [(name: String, associativity: Associativity)] = [
    ("AssignmentPrecedence", .right), ("FunctionArrowPrecedence", .right),
    ("TernaryPrecedence", .right), ("DefaultPrecedence", .none),
    ("LogicalDisjunctionPrecedence", .left), ("LogicalConjunctionPrecedence", .left),
    ("ComparisonPrecedence", .none), ("NilCoalescingPrecedence", .right),
    ("CastingPrecedence", .none), ("RangeFormationPrecedence", .none),
    ("AdditionPrecedence", .left), ("MultiplicationPrecedence", .left),
    ("BitwiseShiftPrecedence", .none),
  ]

  /// The group of an infix operator of the standard library, by its place.
  private static func standardGroup(of name: String) -> Int? {
    switch name {
    case "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=", "<<=", ">>=", "&+=", "&-=", "&*=",
      "&<<=", "&>>=", ".&=", ".|=", ".^=":
      0
    case "~>": 3
    case "||", ".|", ".^": 4
    case "&&", ".&": 5
    case "==", "!=", "<", "<=", ">", ">=", "===", "!==", "~=", ".==", ".!=", ".<", ".<=", ".>",
      ".>=":
      6
    case "??": 7
    case "...", "..<": 9
    case "+", "-", "|", "^", "&+", "&-": 10
    case "*", "/", "%", "&", "&*": 11
    case "<<", ">>", "&<<", "&>>": 12
    default: nil
    }
  }

  private init() {}

  /// How an infix operator binds; nil where nobody declared it.
  func binding(of name: String) -> Binding? {
    if let group = members[name] { return binding(ofGroup: group) ?? Self.unknown }
    return Self.standardGroup(of: name).map(Self.standardBinding)
  }

  /// How the operators of a group bind; nil where it is not known.
  private func binding(ofGroup name: String) -> Binding? {
    bindings[name]
      ?? Self.standardGroups.firstIndex { $0.name == name }.map(Self.standardBinding)
  }

  private static func standardBinding(_ place: Int) -> Binding {
    Binding(
      level: place << 20, associativity: standardGroups[place].associativity,
      isAssignment: place == 0)
  }

  public mutating func declare(operator name: String, group: String?) {
    members[name] = group ?? "DefaultPrecedence"
  }

  public mutating func declare(group name: String, _ group: Group) {
    groups[name] = group
    placeGroups()
  }

  /// Adds what another file declares.
  public mutating func formUnion(_ other: OperatorTable) {
    members.merge(other.members) { mine, _ in mine }
    groups.merge(other.groups) { mine, _ in mine }
    placeGroups()
  }

  /// Gives the declared groups their levels, each between the groups that it names.
  private mutating func placeGroups() {
    bindings = [:]
    var waiting = groups.sorted { $0.key < $1.key }
    var hasPlaced = true
    while hasPlaced {
      hasPlaced = false
      waiting.removeAll { name, group in
        guard let level = level(of: group) else { return false }
        bindings[name] = Binding(
          level: level, associativity: group.associativity, isAssignment: group.isAssignment)
        hasPlaced = true
        return true
      }
    }
    for (name, group) in waiting {
      bindings[name] = Binding(
        level: Self.unknown.level, associativity: group.associativity,
        isAssignment: group.isAssignment)
    }
  }

  /// Nil for a declared group that is not placed yet, and for an unknown one.
  private func level(ofGroup name: String) -> Int? {
    groups[name] == nil ? binding(ofGroup: name)?.level : bindings[name]?.level
  }

  /// Nil while a group that it names is not placed itself.
  private func level(of group: Group) -> Int? {
    var below = Int.min
    var above = Int.max
    for name in group.higherThan {
      guard let level = level(ofGroup: name) else {
        if groups[name] != nil { return nil }
        continue
      }
      below = max(below, level)
    }
    for name in group.lowerThan {
      guard let level = level(ofGroup: name) else {
        if groups[name] != nil { return nil }
        continue
      }
      above = min(above, level)
    }
    if below == .min, above == .max { return Self.unknown.level }
    let spacing = 1 << 20
    if below == .min { below = above - spacing }
    if above == .max { above = (below / spacing + 1) * spacing }
    return below + (above - below) / 2
  }
}
