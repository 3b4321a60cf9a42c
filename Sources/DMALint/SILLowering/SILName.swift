/// The name of a function as the comment above it says it, taken apart.
struct SILName: Sendable {
  enum Kind: Hashable, Sendable {
    case function, initializer, allocatingInitializer, deinitializer, deallocator
    case getter, setter, modify, read, addressor, closure, deferred, other
  }

  var kind = Kind.function
  /// The type that it is a member of, with enclosing types.
  var owner: String?
  /// Without labels.
  var base: String
  var labels: [String?] = []
  var isStatic = false

  /// `name(label:_:)`
  var display: String {
    switch kind {
    case .getter, .setter, .modify, .read, .addressor: return base
    case .closure, .deferred, .other: return base
    case .deinitializer, .deallocator: return "deinit"
    case .function, .initializer, .allocatingInitializer:
      return base + "(" + labels.map { ($0 ?? "_") + ":" }.joined() + ")"
    }
  }

  /// With the types that it is a member of.
  var path: String { owner.map { $0 + "." + base } ?? base }

  /// `specialized static UnsafeMutablePointer.allocate(capacity:)`
  init(_ comment: String) {
    var text = Substring(comment)
    func skip(_ prefix: String) -> Bool {
      guard text.utf8.starts(with: prefix.utf8) else { return false }
      text = text[text.utf8.index(text.startIndex, offsetBy: prefix.utf8.count)...]
      return true
    }
    while true {
      if skip("specialized ") || skip("merged ") || skip("@objc ") || skip("@nonobjc ")
        || skip("partial apply for ") || skip("outlined ")
      {
        continue
      }
      if skip("static ") {
        isStatic = true
        continue
      }
      break
    }
    if text.utf8.starts(with: "closure #".utf8) || text.utf8.starts(with: "implicit closure #".utf8)
    {
      kind = .closure
      base = "closure in " + SILName.enclosing(text)
      return
    }
    if text.utf8.starts(with: "$defer #".utf8) {
      kind = .deferred
      base = SILName.enclosing(text)
      return
    }
    if text.utf8.starts(with: "default argument ".utf8)
      || text.utf8.starts(with: "variable initialization expression ".utf8)
      || text.utf8.starts(with: "one-time initialization ".utf8)
      || text.utf8.starts(with: "protocol witness ".utf8)
      || text.utf8.starts(with: "reabstraction thunk ".utf8)
    {
      kind = .other
      base = String(text)
      return
    }
    // A local function: `inner #1 () in outer(_:)`.
    let (path, labels) = SILName.split(text)
    self.labels = labels
    var components = SILName.components(path)
    switch components.last {
    case "getter": kind = .getter
    case "setter": kind = .setter
    case "modify", "yielding_mutate": kind = .modify
    case "read", "yielding_borrow": kind = .read
    case "unsafeMutableAddressor", "unsafeAddressor": kind = .addressor
    case "init": kind = .initializer
    case "__allocating_init": kind = .allocatingInitializer
    case "deinit": kind = .deinitializer
    case "__deallocating_deinit": kind = .deallocator
    default: break
    }
    switch kind {
    case .getter, .setter, .modify, .read, .addressor:
      if components.count > 1 { components.removeLast() }
    case .function, .initializer, .allocatingInitializer, .deinitializer, .deallocator, .closure,
      .deferred, .other:
      break
    }
    base = components.popLast() ?? ""
    if kind == .allocatingInitializer { base = "init" }
    owner = components.isEmpty ? nil : components.joined(separator: ".")
  }

  /// What stands behind the last `in`.
  private static func enclosing(_ text: Substring) -> String {
    let bytes = Array(text.utf8)
    let mark = Array(" in ".utf8)
    var found = 0
    var index = 0
    while index + mark.count <= bytes.count {
      if bytes[index..<index + mark.count].elementsEqual(mark) { found = index + mark.count }
      index += 1
    }
    let name = SILName(String(decoding: bytes[found...], as: UTF8.self))
    return found == 0 ? "" : name.display
  }

  /// The dotted path without generic arguments, and the labels.
  private static func split(_ text: Substring) -> (String, [String?]) {
    var path: [UInt8] = []
    var labels: [String?] = []
    var depth = 0
    var label: [UInt8] = []
    var isInLabels = false
    for byte in text.utf8 {
      if isInLabels {
        switch byte {
        case UInt8(ascii: ":"):
          labels.append(label == [UInt8(ascii: "_")] ? nil : String(decoding: label, as: UTF8.self))
          label = []
        case UInt8(ascii: ")"): return (String(decoding: path, as: UTF8.self), labels)
        default: label.append(byte)
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "<") where !path.isEmpty && isWord(path[path.count - 1]): depth += 1
      case UInt8(ascii: ">") where depth > 0: depth -= 1
      case UInt8(ascii: "(") where depth == 0: isInLabels = true
      case UInt8(ascii: " ") where depth == 0:
        // `== infix`, `foo #1 () in …`
        return (String(decoding: path, as: UTF8.self), SILName.labels(behind: text))
      default: if depth == 0 { path.append(byte) }
      }
    }
    return (String(decoding: path, as: UTF8.self), labels)
  }

  private static func labels(behind text: Substring) -> [String?] {
    guard let open = text.utf8.firstIndex(of: UInt8(ascii: "(")) else { return [] }
    var labels: [String?] = []
    var label: [UInt8] = []
    for byte in text.utf8[text.utf8.index(after: open)...] {
      if byte == UInt8(ascii: ":") {
        labels.append(label == [UInt8(ascii: "_")] ? nil : String(decoding: label, as: UTF8.self))
        label = []
      } else if byte == UInt8(ascii: ")") {
        break
      } else {
        label.append(byte)
      }
    }
    return labels
  }

  private static func components(_ path: String) -> [String] {
    // `Comparable...<`: the first dot stands before the operator `..<`.
    let named = path.utf8.lastIndex { isWord($0) || $0 == UInt8(ascii: ")") }
    let end = named.map { path.utf8.index(after: $0) } ?? path.utf8.startIndex
    var parts = path.utf8[..<end].split(separator: UInt8(ascii: ".")).map { String(Substring($0)) }
    var rest = path.utf8[end...]
    if end != path.utf8.startIndex, rest.first == UInt8(ascii: ".") { rest = rest.dropFirst() }
    if !rest.isEmpty { parts.append(String(Substring(rest))) }
    return parts
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    Ascii.isLetter(byte) || Ascii.isDigit(byte) || byte == Ascii.underscore || byte >= 0x80
  }
}
