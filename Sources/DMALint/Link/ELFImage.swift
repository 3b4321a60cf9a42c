/// A linked ELF file as far as placement is concerned: sections, segments and symbols.
///
/// Both word sizes and both byte orders are read, from bytes that may be anything: every offset is
/// checked, and what does not fit is a problem with a sentence, never a trap.
public struct ELFImage: Sendable {
  /// What the file is meant to be.
  public enum Kind: Sendable {
    /// Addresses are final.
    case executable
    /// Addresses are final up to the place where it is loaded.
    case sharedObject
  }

  public struct Section: Hashable, Sendable {
    public var name: String
    public var type: UInt32
    public var flags: UInt64
    public var address: UInt64
    public var size: UInt64
    public var alignment: UInt64

    /// Whether it takes memory when the program runs.
    public var isAllocated: Bool { flags & 0x2 != 0 }
    public var isWritable: Bool { flags & 0x1 != 0 }
    public var isCode: Bool { flags & 0x4 != 0 }
  }

  /// A program header that is loaded.
  public struct Segment: Hashable, Sendable {
    public var address: UInt64
    /// Where its bytes are stored (flash) before they are copied.
    public var loadAddress: UInt64
    public var fileSize: UInt64
    public var memorySize: UInt64
    public var isWritable: Bool
  }

  public struct Symbol: Hashable, Sendable {
    public enum Kind: Sendable {
      case none, object, function, other
    }

    public var name: String
    public var address: UInt64
    public var size: UInt64
    public var kind: Kind
    public var isLocal: Bool
    /// The index into `sections`; nil where it belongs to none (absolute symbols).
    public var section: Int?
    /// The file that a local symbol comes from, as the compiler named it.
    public var file: String?
  }

  public var kind: Kind
  public var is64Bit: Bool
  public var isBigEndian: Bool
  /// The number of the machine (`EM_ARM` is 40).
  public var machine: UInt16
  public var sections: [Section] = []
  public var segments: [Segment] = []
  /// In the file's order; unnamed symbols, sections and files are left out.
  public var symbols: [Symbol] = []
}

/// What an ELF file or a linker script could not tell.
public struct LinkProblem: Hashable, Sendable {
  public var message: String
  /// From 1; 0 where no line is to blame.
  public var line: Int
  /// The file, where it is not the one that was asked for (`INCLUDE`).
  public var file: String?

  public init(_ message: String, line: Int = 0, file: String? = nil) {
    self.message = message
    self.line = line
    self.file = file
  }
}
