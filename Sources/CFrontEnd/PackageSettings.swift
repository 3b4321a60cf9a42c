/// What a package's manifest says of how the C files of its targets are compiled: `cSettings`.
///
/// The manifest is a program; only what it spells out as literals is read. A release build is meant.
public struct PackageSettings: Sendable {
  /// One target with settings.
  struct Target: Equatable, Sendable {
    /// The folder of its sources, relative to the package.
    var folder: String
    /// Arguments of the compiler; paths count from the target's folder.
    var arguments: [String]
  }

  private(set) var targets: [Target] = []

  public init(_ manifest: [UInt8]) {
    var scan = ManifestScan(manifest)
    while let call = scan.nextTarget() {
      var target = Target(folder: "", arguments: [])
      if let name = call.string(after: "name") { target.folder = "Sources/" + name }
      if let path = call.string(after: "path") { target.folder = path }
      for setting in call.list(after: "cSettings") {
        target.arguments += PackageSettings.arguments(of: setting)
      }
      if !target.folder.isEmpty, !target.arguments.isEmpty { targets.append(target) }
    }
  }

  /// The commands for those of the files that lie in a target with settings.
  public func commands(for files: [String], package: String) -> [CompileCommand] {
    files.compactMap { file in
      let target = targets.first { target in
        file.hasPrefix(PathTable.normalised(package + "/" + target.folder) + "/")
      }
      guard let target else { return nil }
      return CompileCommand(
        folder: PathTable.normalised(package + "/" + target.folder), file: file,
        arguments: ["clang", "-std=gnu17"] + target.arguments)
    }
  }

  /// What one setting means; those of debug builds and of certain systems mean nothing here.
  private static func arguments(of setting: ManifestScan) -> [String] {
    if setting.mentions(".when"), !setting.mentions(".release") { return [] }
    let strings = setting.strings()
    guard let first = strings.first else { return [] }
    if setting.mentions(".define") {
      guard setting.mentions("to:"), strings.count > 1 else { return ["-D" + first] }
      return ["-D\(first)=\(strings[1])"]
    }
    if setting.mentions(".headerSearchPath") { return ["-I", first] }
    return setting.mentions(".unsafeFlags") ? strings : []
  }
}

/// A stretch of a manifest: brackets are balanced, strings and comments are passed over.
private struct ManifestScan {
  private let bytes: ArraySlice<UInt8>
  private var place: Int

  init(_ bytes: [UInt8]) { self.init(bytes[...]) }

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  /// The arguments of the next call that declares a target.
  mutating func nextTarget() -> ManifestScan? {
    while place < bytes.endIndex {
      if skipText(&place) { continue }
      for name in [".target(", ".executableTarget(", ".testTarget("]
      where bytes[place...].starts(with: name.utf8) {
        let start = place + name.utf8.count
        let end = self.end(from: start)
        place = end
        return ManifestScan(bytes[start..<end])
      }
      place += 1
    }
    return nil
  }

  /// The literal that an argument of the call itself is.
  func string(after label: String) -> String? {
    guard var start = argument(label) else { return nil }
    while start < bytes.endIndex, isSpace(bytes[start]) { start += 1 }
    return literal(at: start)?.text
  }

  /// The elements of the array that an argument of the call itself is.
  func list(after label: String) -> [ManifestScan] {
    guard var start = argument(label) else { return [] }
    while start < bytes.endIndex, isSpace(bytes[start]) { start += 1 }
    guard start < bytes.endIndex, bytes[start] == UInt8(ascii: "[") else { return [] }
    let end = self.end(from: start + 1)
    var elements: [ManifestScan] = []
    var first = start + 1
    var current = first
    var depth = 0
    while current < end {
      if skipText(&current) { continue }
      switch bytes[current] {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ",") where depth == 0:
        elements.append(ManifestScan(bytes[first..<current]))
        first = current + 1
      default: break
      }
      current += 1
    }
    elements.append(ManifestScan(bytes[first..<min(end, bytes.endIndex)]))
    return elements
  }

  /// Whether something is written outside of strings and comments.
  func mentions(_ text: String) -> Bool {
    var current = bytes.startIndex
    while current < bytes.endIndex {
      if skipText(&current) { continue }
      if bytes[current...].starts(with: text.utf8) { return true }
      current += 1
    }
    return false
  }

  /// All literals in their order.
  func strings() -> [String] {
    var found: [String] = []
    var current = bytes.startIndex
    while current < bytes.endIndex {
      if let literal = literal(at: current) {
        found.append(literal.text)
        current = literal.end
      } else if !skipText(&current) {
        current += 1
      }
    }
    return found
  }

  /// Where the value of an argument begins, at the outermost level.
  private func argument(_ label: String) -> Int? {
    var current = bytes.startIndex
    var depth = 0
    while current < bytes.endIndex {
      if skipText(&current) { continue }
      switch bytes[current] {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      default:
        if depth == 0, bytes[current...].starts(with: (label + ":").utf8) {
          return current + label.utf8.count + 1
        }
      }
      current += 1
    }
    return nil
  }

  /// The place of the bracket that closes what is open at a place.
  private func end(from start: Int) -> Int {
    var current = start
    var depth = 0
    while current < bytes.endIndex {
      if skipText(&current) { continue }
      switch bytes[current] {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        if depth == 0 { return current }
        depth -= 1
      default: break
      }
      current += 1
    }
    return current
  }

  /// Passes over a string or a comment.
  private func skipText(_ current: inout Int) -> Bool {
    if let literal = literal(at: current) {
      current = literal.end
      return true
    }
    guard bytes[current...].starts(with: "//".utf8) else { return false }
    while current < bytes.endIndex, bytes[current] != UInt8(ascii: "\n") { current += 1 }
    return true
  }

  private func literal(at start: Int) -> (text: String, end: Int)? {
    guard start < bytes.endIndex, bytes[start] == UInt8(ascii: "\"") else { return nil }
    var text: [UInt8] = []
    var current = start + 1
    while current < bytes.endIndex, bytes[current] != UInt8(ascii: "\"") {
      if bytes[current] == UInt8(ascii: "\\"), current + 1 < bytes.endIndex { current += 1 }
      text.append(bytes[current])
      current += 1
    }
    return (String(decoding: text, as: UTF8.self), min(current + 1, bytes.endIndex))
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || 9...13 ~= byte }
}
