/// One region of a memory protection unit, as set-up code describes it.
///
/// Sources: Arm DDI 0403E, B3.5.7 MPU Type Register to B3.5.9 MPU Region Attribute and Size Register;
/// Arm DDI 0553, MPU_RBAR and MPU_RLAR.
struct ProtectionRegion: Hashable, Sendable {
  var site: Site
  /// The calls that led there, the innermost first: they may say the numbers.
  var calls: [Site] = []
  var number: Int64?
  var isEnabled: Bool? = true
  /// The base as it is given, without the bits that are not part of the address.
  var base: UInt64?
  /// The variable or the linker's symbol that the region begins at, where its address is not known.
  var anchor: Anchor?
  /// PMSAv7: log2 of the size in bytes. PMSAv8: nil.
  var sizeBits: Int64?
  /// The last address.
  var last: UInt64?
  /// Eighths of the region that do not belong to it.
  var disabledEighths: UInt64 = 0
  var attributes = Attributes.unknown
  /// Cached, but every write goes to memory at once: no line is ever dirty.
  var isWriteThrough = false

  /// A place in a variable. A name that the program does not define is the linker's.
  struct Anchor: Hashable, Sendable {
    var name: String
    var offset: Int64
    var isLinkerSymbol: Bool
    /// What the declaration promises.
    var alignment: UInt64?
  }

  enum Attributes: Hashable, Sendable {
    case nonCacheable
    case cacheable
    /// A combination of TEX, C and B that means nothing.
    case reserved(String)
    case unknown
  }

  /// The memory type that TEX, S, C and B stand for (Arm DDI 0403E, table B3-13).
  static func attributes(
    tex: UInt64, shareable: Bool, cacheable: Bool, bufferable: Bool, cachesShareable: Bool
  ) -> Attributes {
    let spelled = "TEX \(tex), C \(cacheable ? 1 : 0), B \(bufferable ? 1 : 0)"
    let isCached: Bool
    switch (tex, cacheable, bufferable) {
    case (0, false, _): return .nonCacheable
    case (0, true, _): isCached = true
    case (1, false, false): return .nonCacheable
    case (1, true, true): isCached = true
    case (1, _, _): return .reserved(spelled)
    case (2, false, false): return .nonCacheable
    case (4..., _, _):
      // The inner policy is C and B.
      isCached = cacheable || bufferable
    default: return .reserved(spelled)
    }
    return isCached && (cachesShareable || !shareable) ? .cacheable : .nonCacheable
  }

  /// Whether the inner policy is write-through (Arm DDI 0403E, tables B3-13 and B3-14).
  static func isWriteThrough(tex: UInt64, cacheable: Bool, bufferable: Bool) -> Bool {
    (tex == 0 || tex >= 4) && cacheable && !bufferable
  }

  /// Whether it is known which addresses, or which variable's, the region covers.
  var isPlaced: Bool { (base != nil || anchor != nil) && (sizeBits != nil || last != nil) }

  /// Bytes from the base on.
  var byteCount: UInt64? {
    if let sizeBits { return 0...63 ~= sizeBits ? 1 << UInt64(sizeBits) : nil }
    guard let base, let last, base <= last else { return nil }
    let (count, overflows) = (last - base).addingReportingOverflow(1)
    return overflows ? nil : count
  }

  /// Whether the base fits the size; nil where one of them is not known.
  var isAligned: Bool? {
    guard let base, let sizeBits, 0..<64 ~= sizeBits else { return nil }
    return base & ((1 << UInt64(sizeBits)) - 1) == 0
  }

  /// The addresses that the unit takes it to cover: PMSAv7 ignores the base's bits below the size.
  var ranges: [Platform.AddressRange] {
    guard let base else { return [] }
    guard let sizeBits else {
      return last.map { base <= $0 ? [Platform.AddressRange(first: base, last: $0)] : [] } ?? []
    }
    // The unit's registers hold 32 bits.
    guard 5...32 ~= sizeBits, base <= UInt64(UInt32.max) else { return [] }
    let size = UInt64(1) << UInt64(sizeBits)
    let first = base & ~(size - 1)
    guard disabledEighths != 0, sizeBits >= 8 else {
      return [Platform.AddressRange(first: first, last: first + size - 1)]
    }
    return (0..<8).filter { disabledEighths >> $0 & 1 == 0 }.map { eighth in
      let start = first + UInt64(eighth) * (size / 8)
      return Platform.AddressRange(first: start, last: start + size / 8 - 1)
    }
  }

  /// The addresses that the code means.
  var intended: Platform.AddressRange? {
    guard let base else { return nil }
    guard let sizeBits else { return last.map { Platform.AddressRange(first: base, last: $0) } }
    guard 5...32 ~= sizeBits, base <= UInt64(UInt32.max) else { return nil }
    return Platform.AddressRange(first: base, last: base + (1 << UInt64(sizeBits)) - 1)
  }

  var name: String {
    if base == nil, let anchor { return "the MPU region at '\(anchor.name)'" }
    guard let base else { return "an MPU region" }
    return "the MPU region at 0x" + String(base, radix: 16, uppercase: true)
  }
}
