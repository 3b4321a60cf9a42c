/// What an input is, by its name.
enum InputKind: String, CaseIterable, Sendable {
  case swift, c, header = "h", sil, ll

  /// By the extension; nil for files that dmalint does not read.
  init?(path: String) {
    guard let name = path.split(separator: "/").last, let dot = name.lastIndex(of: "."),
      let kind = InputKind(rawValue: String(name[name.index(after: dot)...]))
    else { return nil }
    self = kind
  }

  var isDump: Bool {
    switch self {
    case .swift, .c, .header: false
    case .sil, .ll: true
    }
  }

  var sizeLimit: Int64 { isDump ? FileReading.dumpLimit : FileReading.sourceLimit }
}
