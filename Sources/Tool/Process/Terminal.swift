import DMALint
import Glibc

/// Standard error, and what the terminal behind standard output can do.
enum Terminal {
  /// One line for people.
  static func say(_ message: String) {
    try? FileWriting.write(Array("dmalint: \(Neutral.text(message))\n".utf8), to: 2)
  }

  /// One line about what could not be used.
  static func complain(_ failure: Failure) {
    if failure.path.isEmpty {
      say(failure.message)
    } else if let line = failure.line {
      say("\(failure.path):\(line): \(failure.message)")
    } else {
      say("\(failure.path): \(failure.message)")
    }
  }

  /// A text of several lines for people, on standard output or standard error.
  static func print(_ text: String, to descriptor: Int32 = 1) throws(ToolError) {
    try FileWriting.write(Array(text.utf8), to: descriptor)
  }

  /// The columns of the terminal behind standard output, within what is pleasant to read.
  static var width: Int {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return min(max(Int(size.ws_col), 40), 100)
  }

  /// Whether colour helps: a terminal that has some, and nobody who asked for none.
  static var hasColour: Bool {
    isatty(1) == 1 && Environment["NO_COLOR"] == nil && Environment["TERM"] != "dumb"
  }
}
