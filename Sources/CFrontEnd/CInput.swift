import DMALint

/// One file that the front end may read: a C file, a header, a module map.
public struct CInput: Sendable {
  /// As reports spell it; include folders are derived from it.
  public var path: String
  public var bytes: [UInt8]

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  public init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }
}

/// How C is read: for which target, with which arguments, and how much of it.
public struct COptions: Sendable {
  /// The target triple, from the platform's architecture where nothing else names one.
  public var target = COptions.triple(architecture: "")
  /// `NAME` or `NAME=VALUE`, from the configuration or a package's `cSettings`.
  public var definitions: [String] = []
  /// Folders besides those that hold a header of the inputs.
  public var includeFolders: [String] = []
  /// What the build says of single files; wins over everything above.
  public var compileCommands: [CompileCommand] = []
  /// Names that Swift uses. Where given, bodies of functions in headers are lowered only for these
  /// and for what they call, and only these macros become constants; nil asks for everything.
  public var wantedNames: Set<String>?
  /// Functions whose calls must not be overlooked, even where clang cannot parse the statement.
  public var startsTransfer: (@Sendable (String) -> Bool)?
  /// Libraries to try, in order; empty tries the toolchain's, then the system's.
  public var libraries: [String] = []
  /// Whether the inputs are what lies on the disk, so that clang may read them there itself.
  /// Handing over all headers of a vendor's package for each unit costs more than parsing the unit.
  public var inputsAreOnDisk = false
  /// Whether files outside the inputs may be read from disk (system and vendor headers).
  public var searchesSystem = true

  public init() {}

  /// Bytes of `long` and of pointers.
  var wordSize: UInt32 {
    target.hasPrefix("aarch64") || target.hasPrefix("arm64") || target.hasPrefix("riscv64")
      || target.hasPrefix("x86_64") ? 8 : 4
  }

  /// The bare-metal triple of a platform's architecture and core.
  public static func triple(architecture: String, core: String = "") -> String {
    switch architecture {
    case "aarch64": "aarch64-none-none-elf"
    case "riscv32", "xtensa": "riscv32-none-none-eabi"
    case "riscv64": "riscv64-none-none-elf"
    case "arm":
      switch core {
      case "cortex-m0", "cortex-m0plus", "cortex-m0+", "cortex-m1": "armv6m-none-none-eabi"
      case "cortex-m3": "armv7m-none-none-eabi"
      case "cortex-m23": "armv8m.base-none-none-eabi"
      case "cortex-m33", "cortex-m55", "cortex-m85": "armv8m.main-none-none-eabi"
      default: "armv7em-none-none-eabi"
      }
    default: "armv7em-none-none-eabi"
    }
  }
}

/// What the front end made of its inputs.
public struct CLowering: Sendable {
  /// What each file says, in the order of their numbers; headers outside the inputs are among them.
  public var files: [(file: FileID, module: FlowModule)] = []
  /// Files that could not be used.
  public var failures: [Failure] = []
  /// Says what to install and what stays unchecked, where there was C to read and no libclang.
  public var missingLibrary: String?
  /// The version of the library that read the files.
  public var library: String?

  public struct Failure: Hashable, Sendable {
    public var file: FileID
    public var message: String
  }

  /// What was not understood, in all files.
  public var gaps: [Gap] { files.flatMap(\.module.gaps).sorted() }
}
