/// Where the linker put, or will put, something: all its bytes lie between two addresses.
public struct Placement: Hashable, Sendable {
  public enum Source: String, Sendable {
    case elf = "ELF file"
    case script = "linker script"
  }

  public var source: Source
  /// The first and the last address that one of its bytes can have.
  public var first: UInt64
  public var last: UInt64
  /// The address of its first byte, where that is known.
  public var address: UInt64?
  /// Bytes, as the link says.
  public var size: UInt64?
  /// The output section; empty where it belongs to none.
  public var section: String
  /// The script's region.
  public var region: String?
  /// What had to be assumed to say that much.
  public var assumption: String?

  public init(
    source: Source, first: UInt64, last: UInt64, address: UInt64? = nil, size: UInt64? = nil,
    section: String = "", region: String? = nil, assumption: String? = nil
  ) {
    self.source = source
    self.first = first
    self.last = max(first, last)
    self.address = address
    self.size = size
    self.section = section
    self.region = region
    self.assumption = assumption
  }

  /// A place that holds both: what is left where the two cannot be told apart.
  func joined(_ other: Placement) -> Placement {
    guard self != other else { return self }
    var joined = self
    joined.first = min(first, other.first)
    joined.last = max(last, other.last)
    joined.address = address == other.address ? address : nil
    joined.size = size == other.size ? size : nil
    if section != other.section { joined.section = "" }
    if region != other.region { joined.region = nil }
    joined.assumption = assumption ?? other.assumption
    return joined
  }
}

/// A piece of memory with a name that the linker placed.
public struct PlacedObject: Hashable, Sendable {
  public var name: String
  public var address: UInt64
  public var size: UInt64
  public var section: String

  /// The last byte.
  public var last: UInt64 { address &+ max(size, 1) &- 1 }
}
