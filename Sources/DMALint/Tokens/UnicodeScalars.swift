/// One UTF-8 scalar of the input: its value, or `nil` where the bytes are no scalar, and its length.
struct DecodedScalar {
  var value: UInt32?
  /// At least 1. Of bytes that are no scalar: up to where the next one may start.
  var length: Int
}

extension UnsafeBufferPointer<UInt8> {
  /// Decodes the scalar at `index`, which lies inside the buffer.
  func scalar(at index: Int) -> DecodedScalar {
    let first = self[index]
    if first < 0x80 { return DecodedScalar(value: UInt32(first), length: 1) }
    if !startsScalar(first) {
      var end = index + 1
      while end < count, !startsScalar(self[end]) { end += 1 }
      return DecodedScalar(value: nil, length: end - index)
    }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for offset in 1..<length {
      guard index + offset < count, self[index + offset] & 0xC0 == 0x80 else {
        return DecodedScalar(value: nil, length: offset)
      }
      value = value << 6 | UInt32(self[index + offset] & 0x3F)
    }
    let shortest: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x1_0000
    let isScalar = value >= shortest && value <= 0x10_FFFF && !(0xD800...0xDFFF).contains(value)
    return DecodedScalar(value: isScalar ? value : nil, length: length)
  }

  private func startsScalar(_ byte: UInt8) -> Bool {
    byte < 0x80 || (byte >= 0xC2 && byte < 0xF5)
  }
}

/// Which scalars beyond ASCII make up identifiers and operators, by the grammar of Swift.
enum UnicodeScalars {
  static let noBreakSpace: UInt32 = 0xA0
  static let openingCurlyQuote: UInt32 = 0x201C
  static let closingCurlyQuote: UInt32 = 0x201D

  static func startsIdentifier(_ scalar: UInt32) -> Bool {
    guard continuesIdentifier(scalar) else { return false }
    switch scalar {
    case 0x0300...0x036F, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: return false
    default: return true
    }
  }

  static func continuesIdentifier(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xA8, 0xAA, 0xAD, 0xAF, 0xB2...0xB5, 0xB7...0xBA, 0xBC...0xBE,
      0xC0...0xD6, 0xD8...0xF6, 0xF8...0xFF,
      0x0100...0x167F, 0x1681...0x180D, 0x180F...0x1FFF,
      0x200B...0x200D, 0x202A...0x202E, 0x203F...0x2040, 0x2054, 0x2060...0x206F,
      0x2070...0x218F, 0x2460...0x24FF, 0x2776...0x2793, 0x2C00...0x2DFF, 0x2E80...0x2FFF,
      0x3004...0x3007, 0x3021...0x302F, 0x3031...0x303F, 0x3040...0xD7FF,
      0xF900...0xFD3D, 0xFD40...0xFDCF, 0xFDF0...0xFE44, 0xFE47...0xFFF8:
      return true
    default:
      return scalar >= 0x1_0000 && scalar < 0xF_0000 && scalar & 0xFFFF <= 0xFFFD
    }
  }

  static func startsOperator(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xA1...0xA7, 0xA9, 0xAB, 0xAC, 0xAE, 0xB0, 0xB1, 0xB6, 0xBB, 0xBF, 0xD7, 0xF7,
      0x2016, 0x2017, 0x2020...0x2027, 0x2030...0x203E, 0x2041...0x2053, 0x2055...0x205E,
      0x2190...0x23FF, 0x2500...0x2775, 0x2794...0x2BFF, 0x2E00...0x2E7F,
      0x3001...0x3003, 0x3008...0x3030:
      return true
    default: return false
    }
  }

  static func continuesOperator(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0300...0x036F, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F,
      0xE0100...0xE01EF:
      return true
    default: return startsOperator(scalar)
    }
  }
}
