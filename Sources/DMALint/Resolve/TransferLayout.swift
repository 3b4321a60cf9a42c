/// How the registers of one channel, or of a peripheral with a DMA of its own, describe a transfer.
///
/// Offsets count from the channel's block, or from the beginning of the engine's range.
public struct TransferLayout: Sendable {
  /// Registers that take addresses.
  public var addresses: [Address] = []
  /// The number of units to move.
  public var count: Field?
  /// Selects among the directions of addresses.
  public var mode: Field?
  /// log2 of the bytes of one unit that is counted.
  public var unit: Field?
  /// Bytes of one unit, where no field says.
  public var unitBytes: UInt32 = 1
  /// Not zero: the transfer repeats without end.
  public var circular: Field?
  public var ring: Ring?
  public var source = ""

  public init() {}

  /// Some bits of a register that may be written at several addresses.
  public struct Field: Hashable, Sendable {
    public var offsets: [UInt64]
    public var mask: UInt64
    /// Bits of the register that say something else.
    public var ignored: UInt64 = 0

    public init(offsets: [UInt64], mask: UInt64) {
      self.offsets = offsets
      self.mask = mask
    }
  }

  /// A register that takes the address of memory or of a peripheral.
  public struct Address: Sendable {
    public var offsets: [UInt64]
    /// What the device does with what the address leads to, whatever the mode.
    public var direction: FunctionModel.Direction?
    /// The same by the value of `mode`, bits in place.
    public var directions: [UInt64: FunctionModel.Direction] = [:]
    /// Zero: every unit is moved from or to the same address.
    public var increment: Field?
    /// log2 of the bytes that are moved at once, where it is not that of the unit counted.
    public var unit: Field?
    /// A count of its own.
    public var count: Field?

    public init(offsets: [UInt64]) { self.offsets = offsets }
  }

  /// A buffer that wraps by the low bits of its address.
  public struct Ring: Sendable {
    /// log2 of its bytes; zero is no ring.
    public var size: Field
    /// Zero: it is the memory that the device reads.
    public var select: Field

    public init(size: Field, select: Field) {
      self.size = size
      self.select = select
    }
  }
}

extension TransferLayout {
  private static let keys = [
    "addresses", "count", "mode", "unit", "unit-bytes", "circular", "ring", "source",
  ]

  static func decode(_ node: ConfigNode, _ reader: inout ConfigReader) -> Self? {
    guard let fields = reader.fields(of: node, "a transfer's registers", known: keys) else {
      return nil
    }
    var layout = Self()
    layout.addresses = reader.list(fields["addresses"]).compactMap {
      Address.decode($0, &reader)
    }
    layout.count = Field.decode(fields["count"], &reader)
    layout.mode = Field.decode(fields["mode"], &reader)
    layout.unit = Field.decode(fields["unit"], &reader)
    layout.circular = Field.decode(fields["circular"], &reader)
    layout.unitBytes =
      reader.number(fields["unit-bytes"], "'unit-bytes'", upTo: 64).map { UInt32($0) } ?? 1
    if let node = fields["ring"],
      let parts = reader.fields(of: node, "a ring", known: ["size", "select"]),
      let size = Field.decode(parts["size"], &reader),
      let select = Field.decode(parts["select"], &reader)
    {
      layout.ring = Ring(size: size, select: select)
    }
    layout.source = reader.text(fields["source"], "'source'") ?? ""
    return layout
  }
}

extension TransferLayout.Field {
  static func decode(_ node: ConfigNode?, _ reader: inout ConfigReader) -> Self? {
    guard let node,
      let fields = reader.fields(
        of: node, "a field of a register", known: ["offsets", "mask", "ignored"])
    else { return nil }
    let offsets = reader.list(fields["offsets"]).compactMap {
      reader.number($0, "an offset", upTo: 0xFFFF)
    }
    guard let mask = reader.number(fields["mask"], "'mask'", upTo: 0xFFFF_FFFF), mask != 0,
      !offsets.isEmpty
    else {
      reader.report(node.position, "a field of a register has 'offsets' and a 'mask' that is not 0")
      return nil
    }
    var field = Self(offsets: offsets, mask: mask)
    field.ignored = reader.number(fields["ignored"], "'ignored'", upTo: 0xFFFF_FFFF) ?? 0
    return field
  }
}

extension TransferLayout.Address {
  private static let keys = ["offsets", "direction", "directions", "increment", "unit", "count"]

  static func decode(_ node: ConfigNode, _ reader: inout ConfigReader) -> Self? {
    guard let fields = reader.fields(of: node, "an address register", known: keys) else {
      return nil
    }
    var address = Self(
      offsets: reader.list(fields["offsets"]).compactMap {
        reader.number($0, "an offset", upTo: 0xFFFF)
      })
    address.direction = reader.choice(
      fields["direction"], "direction", of: FunctionModel.Direction.self)
    if let node = fields["directions"] {
      guard case .mapping(let entries) = node.value else {
        reader.report(node.position, "'directions' must be a mapping, not \(node.kind)")
        return nil
      }
      for entry in entries {
        guard let mode = ConfigReader.number(entry.key) else {
          reader.report(entry.value.position, "'\(entry.key)' is no number")
          continue
        }
        address.directions[mode] = reader.choice(
          entry.value, "direction", of: FunctionModel.Direction.self)
      }
    }
    address.increment = TransferLayout.Field.decode(fields["increment"], &reader)
    address.unit = TransferLayout.Field.decode(fields["unit"], &reader)
    address.count = TransferLayout.Field.decode(fields["count"], &reader)
    return address
  }
}
