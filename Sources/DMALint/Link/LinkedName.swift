/// A variable of the sources, as the linker may know it.
public struct LinkedName: Hashable, Sendable {
  public enum Language: Sendable { case swift, c }

  /// What is known of a variable's first value.
  public enum Contents: Sendable {
    case constant, zero, unknown
  }

  /// As Flow names it: `buf`, `Driver.buf`.
  public var name: String
  public var language: Language
  /// The symbol that an attribute asks for.
  public var linkName: String?
  /// The file that declares it.
  public var file: String
  /// Declared without a definition in the inputs.
  public var isExternal: Bool
  /// Private to its file.
  public var isStatic = false
  /// The section that an attribute asks for.
  public var section: String?
  public var contents = Contents.unknown
  /// Bytes.
  public var size: UInt64?
  public var alignment: UInt64?

  public init(
    name: String, language: Language, linkName: String? = nil, file: String, isExternal: Bool
  ) {
    self.name = name
    self.language = language
    self.linkName = linkName
    self.file = file
    self.isExternal = isExternal
  }

  /// The input sections that it may be in: its own, or what compilers choose by its kind.
  var sections: [String] {
    if let section { return [section] }
    let kinds =
      switch contents {
      case .constant: [".rodata"]
      case .zero: [".bss"]
      case .unknown: [".bss", ".data"]
      }
    // With a section for each variable the name stands behind.
    return kinds.flatMap { [$0, "\($0).\(name)"] }
  }
}
