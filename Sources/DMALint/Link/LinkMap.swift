/// Everything that is known of where the linker puts things: from a linked file, from a script, or from
/// both. What the file says goes before what the script lets one expect.
public struct LinkMap: Sendable {
  private let symbols: ELFSymbols?
  private let script: LinkerScript?
  private let layout: ScriptLayout?

  public init(elf: ELFImage? = nil, script: LinkerScript? = nil) {
    self.init(
      symbols: elf.map(ELFSymbols.init), script: script,
      layout: script.map { ScriptLayout($0, contributions: []) })
  }

  private init(symbols: ELFSymbols?, script: LinkerScript?, layout: ScriptLayout?) {
    self.symbols = symbols
    self.script = script
    self.layout = layout
  }

  /// Nothing is known.
  public static let nothing = LinkMap()

  public var isEmpty: Bool { symbols == nil && script == nil }

  /// The same map, with the script laid out for the variables that ask for sections of their own.
  public func laidOut(_ variables: [LinkedName]) -> LinkMap {
    guard let script else { return self }
    let contributions = variables.compactMap { variable -> ScriptLayout.Contribution? in
      guard let section = variable.section, !variable.isExternal else { return nil }
      return ScriptLayout.Contribution(
        section: section, file: variable.file, size: variable.size,
        alignment: variable.alignment ?? 1)
    }
    return LinkMap(
      symbols: symbols, script: script,
      layout: ScriptLayout(script, contributions: contributions))
  }

  /// Where a variable is.
  public func placement(of variable: LinkedName) -> Placement? {
    symbols?.placement(of: variable) ?? layout.flatMap { expected(variable, $0) }
  }

  /// Where the script will have it; nil where the sections that it can be in go to different regions.
  private func expected(_ variable: LinkedName, _ layout: ScriptLayout) -> Placement? {
    if variable.isExternal { return layout.symbol(variable.linkName ?? variable.name) }
    var found: Placement?
    for section in variable.sections {
      guard
        let place = layout.placement(
          section: section, file: variable.file, size: variable.size)
      else { return nil }
      guard let other = found else {
        found = place
        continue
      }
      guard other.region == place.region, place.region != nil else { return nil }
      found = other.joined(place)
    }
    return found
  }

  /// Where the elements are that the compiler laid out for an array literal of a Swift variable.
  public func elements(of name: String) -> Placement? { symbols?.elements(of: name) }

  /// Whether the neighbours of everything are known.
  public var knowsNeighbours: Bool { symbols != nil }

  /// What shares a byte of the addresses, in order.
  public func objects(from first: UInt64, through last: UInt64) -> [PlacedObject] {
    symbols?.objects(from: first, through: last) ?? []
  }

  /// The regions of the script that have numbers.
  public var scriptRegions: [(name: String, first: UInt64, last: UInt64)] {
    (layout?.regions ?? []).map { ($0.name, $0.origin, $0.last) }
  }
}
