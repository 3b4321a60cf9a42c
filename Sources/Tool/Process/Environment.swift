import Glibc

/// The process's environment, read where it is needed and nowhere else.
enum Environment {
  /// The value of a variable; nil if it is missing or empty.
  static subscript(name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return PathText.decode(value)
  }
}
