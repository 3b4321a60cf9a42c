/// Colours for terminals, or none.
struct Ink: Sendable {
  var isColoured: Bool

  enum Colour: String {
    case error = "1;31"
    case warning = "1;33"
    case note = "1;36"
    case gutter = "34"
    case strong = "1"
  }

  /// The text in a colour; it must be neutral already.
  func callAsFunction(_ text: String, _ colour: Colour) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }

  static func colour(of severity: Severity) -> Colour {
    switch severity {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }
}
