/// Reads the words of one line of Flow text. Everything but the `…Adjacent` functions skips spaces.
struct FlowCursor: ~Copyable {
  private let bytes: [UInt8]
  var index = 0
  private var end = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func move(to range: Range<Int>) {
    index = range.lowerBound
    end = range.upperBound
  }

  private func byte(at index: Int) -> UInt8? { index < end ? bytes[index] : nil }

  private mutating func skipSpaces() {
    while let byte = byte(at: index), FlowLine.isSpace(byte) { index += 1 }
  }

  mutating func isAtEnd() -> Bool {
    skipSpaces()
    return index >= end
  }

  /// What is left of the line, for messages.
  func rest() -> String { String(decoding: bytes[min(index, end)..<end], as: UTF8.self) }

  mutating func next() -> UInt8? {
    skipSpaces()
    return byte(at: index)
  }

  mutating func take(_ punctuation: StaticString) -> Bool {
    skipSpaces()
    return takeAdjacent(punctuation)
  }

  mutating func takeAdjacent(_ punctuation: StaticString) -> Bool {
    guard index + punctuation.utf8CodeUnitCount <= end else { return false }
    for offset in 0..<punctuation.utf8CodeUnitCount
    where bytes[index + offset] != punctuation.utf8Start[offset] { return false }
    index += punctuation.utf8CodeUnitCount
    return true
  }

  /// A word of the language: letters and digits, with hyphens between them.
  mutating func takeWord() -> String? {
    skipSpaces()
    var last = index
    while let byte = byte(at: last) {
      let isHyphen = byte == UInt8(ascii: "-") && last > index
      guard isHyphen || FlowText.isWordByte(byte) else { break }
      last += 1
    }
    while last > index, bytes[last - 1] == UInt8(ascii: "-") { last -= 1 }
    return takeText(upTo: last)
  }

  /// Everything up to the next space.
  mutating func takeUnspaced() -> String? {
    skipSpaces()
    var last = index
    while let byte = byte(at: last), !FlowLine.isSpace(byte) { last += 1 }
    return takeText(upTo: last)
  }

  /// Words with dots between them, or anything in quotes.
  mutating func takeName() -> String? {
    skipSpaces()
    return byte(at: index) == UInt8(ascii: "\"") ? takeQuoted() : takeText(upTo: plainEnd())
  }

  /// A name that may have labels directly behind it: `name(label:_:)`.
  mutating func takeFunctionName() -> String? {
    skipSpaces()
    guard byte(at: index) != UInt8(ascii: "\"") else { return takeQuoted() }
    var last = plainEnd()
    if last > index, byte(at: last) == UInt8(ascii: "("),
      let close = bytes[last..<end].firstIndex(of: UInt8(ascii: ")")),
      FlowText.isLabels(bytes[(last + 1)..<close])
    {
      last = close + 1
    }
    return takeText(upTo: last)
  }

  /// A label where `_` stands for none.
  mutating func takeLabel() -> String?? {
    let isQuoted = next() == UInt8(ascii: "\"")
    guard let name = takeName() else { return nil }
    return .some(name == "_" && !isQuoted ? nil : name)
  }

  /// A binary operator, bare or in quotes.
  mutating func takeOperator() -> String? {
    skipSpaces()
    guard byte(at: index) != UInt8(ascii: "\"") else { return takeQuoted() }
    var last = index
    while let byte = byte(at: last), FlowText.isOperatorByte(byte) { last += 1 }
    return takeText(upTo: last)
  }

  /// The number of `v12`.
  mutating func takeNumbered(_ letter: StaticString) -> UInt32? {
    skipSpaces()
    let start = index
    if takeAdjacent(letter), let number = takeDigits(), number < UInt64(FlowText.numberLimit),
      byte(at: index).map(FlowText.isWordByte) != true
    {
      return UInt32(number)
    }
    index = start
    return nil
  }

  mutating func takeUInt32() -> UInt32? {
    skipSpaces()
    return takeDigits().flatMap { UInt32(exactly: $0) }
  }

  /// Decimal, or hexadecimal as the bits of a 64-bit number.
  mutating func takeInteger() -> Int64? {
    skipSpaces()
    let start = index
    let isNegative = takeAdjacent("-")
    guard let magnitude = takeAdjacent("0x") ? takeDigits(radix: 16) : takeDigits(),
      !isNegative || magnitude <= 1 << 63
    else {
      index = start
      return nil
    }
    return Int64(truncatingIfNeeded: isNegative ? 0 &- magnitude : magnitude)
  }

  /// Digits with `_` between them; nil where there are none or the number is too large.
  private mutating func takeDigits(radix: UInt64 = 10) -> UInt64? {
    var value: UInt64?
    while let byte = byte(at: index) {
      if byte != UInt8(ascii: "_") || value == nil {
        guard let digit = Self.digit(byte), digit < radix else { break }
        let (product, overflows) = (value ?? 0).multipliedReportingOverflow(by: radix)
        let (sum, carries) = product.addingReportingOverflow(digit)
        guard !overflows, !carries else { return nil }
        value = sum
      }
      index += 1
    }
    return value
  }

  private static func digit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  private func plainEnd() -> Int {
    var last = index
    while let byte = byte(at: last) {
      if byte == UInt8(ascii: ".") {
        guard last > index, let next = self.byte(at: last + 1), FlowText.isWordByte(next) else {
          break
        }
      } else if !FlowText.isWordByte(byte) {
        break
      }
      last += 1
    }
    return last
  }

  private mutating func takeText(upTo last: Int) -> String? {
    guard last > index else { return nil }
    defer { index = last }
    return String(decoding: bytes[index..<last], as: UTF8.self)
  }

  mutating func takeQuoted() -> String? {
    skipSpaces()
    let start = index
    let text = takeAdjacent("\"") ? takeUpToQuote() : nil
    if text == nil { index = start }
    return text
  }

  private mutating func takeUpToQuote() -> String? {
    var text: [UInt8] = []
    while let byte = byte(at: index) {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = takeEscape() else { return nil }
        text += UTF8.encode(scalar).map(Array.init) ?? []
      default: text.append(byte)
      }
    }
    return nil
  }

  /// What stands behind a backslash.
  private mutating func takeEscape() -> Unicode.Scalar? {
    if takeAdjacent("u{") {
      guard let number = takeDigits(radix: 16).flatMap({ UInt32(exactly: $0) }),
        takeAdjacent("}")
      else { return nil }
      return Unicode.Scalar(number)
    }
    defer { index += 1 }
    return switch byte(at: index) {
    case UInt8(ascii: "n"): "\n"
    case UInt8(ascii: "r"): "\r"
    case UInt8(ascii: "t"): "\t"
    case UInt8(ascii: "\""): "\""
    case UInt8(ascii: "\\"): "\\"
    default: nil
    }
  }
}
