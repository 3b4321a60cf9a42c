/// A linker script of GNU ld or LLD as far as it says where things go.
public struct LinkerScript: Sendable {
  public var regions: [Region] = []
  /// `REGION_ALIAS`: other names of regions.
  public var aliases: [String: String] = [:]
  /// Assignments and output sections in their order.
  public var statements: [Statement] = []

  /// Whether `MEMORY` or `SECTIONS` were there at all.
  public var isUsable = false

  public init() {}

  /// An entry of `MEMORY`.
  public struct Region: Hashable, Sendable {
    public var name: String
    /// As written, `rwx` or `!w`; empty where there are none.
    public var attributes: String
    public var origin: ScriptExpression
    public var length: ScriptExpression
    public var line: Int
  }

  public enum Statement: Hashable, Sendable {
    case assignment(Assignment)
    case section(OutputSection)
  }

  public struct Assignment: Hashable, Sendable {
    /// `.` for the location counter.
    public var name: String
    public var value: ScriptExpression
    /// Defined only where the program does not define it.
    public var isProvided: Bool
  }

  public struct OutputSection: Hashable, Sendable {
    public var name: String
    public var address: ScriptExpression?
    public var alignment: ScriptExpression?
    public var commands: [Command] = []
    /// `> REGION`.
    public var region: String?
    public var line: Int

    public var isDiscarded: Bool { name == "/DISCARD/" }
  }

  public enum Command: Hashable, Sendable {
    case input(InputPattern)
    case assignment(Assignment)
    /// `BYTE` to `QUAD`: as many bytes.
    case data(UInt64)
  }

  /// `EXCLUDE_FILE (…) file (sections)`.
  public struct InputPattern: Hashable, Sendable {
    public var file: String
    public var excluded: [String]
    public var sections: [SectionPattern]
  }

  public struct SectionPattern: Hashable, Sendable {
    public var name: String
    public var excluded: [String]
  }
}

/// An expression of a linker script.
public indirect enum ScriptExpression: Hashable, Sendable {
  case number(UInt64)
  case symbol(String)
  /// The location counter.
  case dot
  case unary(String, ScriptExpression)
  case binary(String, ScriptExpression, ScriptExpression)
  case choice(ScriptExpression, ScriptExpression, ScriptExpression)
  case call(String, [ScriptExpression])
  /// What was not understood.
  case unknown
}
