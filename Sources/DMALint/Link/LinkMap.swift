/// Everything that is known of where the linker puts things: from a linked file, from a script, or from
/// both. What the file says goes before what the script lets one expect.
public struct LinkMap: Sendable {
  private let symbols: ELFSymbols?

  public init(elf: ELFImage?) {
    symbols = elf.map(ELFSymbols.init)
  }

  /// Nothing is known.
  public static let nothing = LinkMap(elf: nil)

  public var isEmpty: Bool { symbols == nil }

  /// Where a variable is.
  public func placement(of variable: LinkedName) -> Placement? {
    symbols?.placement(of: variable)
  }

  /// Where the elements are that the compiler laid out for an array literal of a Swift variable.
  public func elements(of name: String) -> Placement? { symbols?.elements(of: name) }

  /// Whether the neighbours of everything are known.
  public var knowsNeighbours: Bool { symbols != nil }

  /// What shares a byte of the addresses, in order.
  public func objects(from first: UInt64, through last: UInt64) -> [PlacedObject] {
    symbols?.objects(from: first, through: last) ?? []
  }
}
