/// The stable code of a rule, `DMA101` to `DMA999`.
public struct RuleCode: Hashable, Comparable, Sendable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  public let number: UInt16

  /// Reads `DMA101`, in upper or lower case; nil for everything else.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 6 else { return nil }
    for (byte, letter) in zip(bytes, "dma".utf8) where byte | 0x20 != letter { return nil }
    var number: UInt16 = 0
    for byte in bytes[3...] {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      number = number * 10 + UInt16(byte - 0x30)
    }
    guard number >= 100 else { return nil }
    self.number = number
  }

  /// Traps for a literal that is no code.
  public init(stringLiteral text: String) {
    guard let code = RuleCode(text) else { preconditionFailure("'\(text)' is no rule code") }
    self = code
  }

  public var family: Family {
    guard let family = Family(rawValue: UInt8(number / 100)) else {
      preconditionFailure("codes start at 100")
    }
    return family
  }

  public var description: String { "DMA\(number)" }

  public static func < (a: RuleCode, b: RuleCode) -> Bool { a.number < b.number }
}
