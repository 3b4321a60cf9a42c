extension String {
  /// Whether a function of this name may start a transfer, as far as the name says.
  var soundsLikeTransfer: Bool {
    containsWord(of: "dma", "xfer", "transfer", "transmit", "submit")
  }

  /// Whether one of the words, in lower-case ASCII, stands in the text, in whatever case.
  func containsWord(of words: StaticString...) -> Bool {
    let text = utf8.map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 | 0x20 : $0 }
    return words.contains { word in
      word.withUTF8Buffer { letters in
        guard letters.count <= text.count else { return false }
        return (0...(text.count - letters.count)).contains { start in
          text[start..<(start + letters.count)].elementsEqual(letters)
        }
      }
    }
  }
}
