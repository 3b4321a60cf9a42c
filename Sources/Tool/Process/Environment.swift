import Glibc

/// The process's environment, read where it is needed and nowhere else.
enum Environment {
  /// The value of a variable; nil if it is missing or empty.
  static subscript(name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return PathText.decode(value)
  }

  /// `NAME=value` of every variable, with some put in place or added.
  static func all(adding changes: [String: String]) -> [String] {
    var result: [String] = []
    var index = 0
    while let entry = environ[index] {
      let text = PathText.decode(entry)
      let name = String(text.prefix { $0 != "=" })
      if changes[name] == nil { result.append(text) }
      index += 1
    }
    return result + changes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
  }
}
