/// How a build compiles one file: an entry of `compile_commands.json`.
public struct CompileCommand: Hashable, Sendable {
  /// The folder that relative paths count from.
  public var folder: String
  public var file: String
  /// With the compiler's name first.
  public var arguments: [String]

  public init(folder: String, file: String, arguments: [String]) {
    self.folder = folder
    self.file = file
    self.arguments = arguments
  }

  /// The file's path, relative ones counted from the folder.
  public var path: String { PathTable.normalised(absolute(file)) }

  /// The arguments that matter to what the source means, paths made independent of the folder.
  ///
  /// Other compilers' flags are dropped: an unknown one would make clang refuse the file.
  var meaning: [String] {
    var kept: [String] = []
    var index = 1
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      if let flag = CompileCommand.pathFlags.first(where: argument.hasPrefix) {
        var path = String(argument.dropFirst(flag.count))
        if path.isEmpty {
          guard index < arguments.count else { break }
          path = arguments[index]
          index += 1
        }
        kept += [flag, absolute(path.hasPrefix("=") ? String(path.dropFirst()) : path)]
      } else if argument == "-D" || argument == "-U" || argument == "-x" || argument == "-target" {
        guard index < arguments.count else { break }
        kept += [argument, arguments[index]]
        index += 1
      } else if CompileCommand.keptPrefixes.contains(where: argument.hasPrefix) {
        kept.append(argument)
      }
    }
    return kept
  }

  var namesTarget: Bool {
    arguments.contains { $0 == "-target" || $0.hasPrefix("--target=") }
  }

  // Longer names first where one is the beginning of another.
  private static let pathFlags = [
    "-isystem", "-iquote", "-idirafter", "-include", "-imacros", "-I", "--sysroot", "-isysroot",
  ]
  private static let keptPrefixes = [
    "-D", "-U", "-std=", "--target=", "-fshort-enums", "-fno-short-enums", "-fpack-struct",
    "-fsigned-char", "-funsigned-char", "-fno-signed-char", "-fshort-wchar", "-ffreestanding",
    "-fhosted", "-mthumb", "-fms-extensions",
  ]

  private func absolute(_ path: String) -> String {
    let isWhole = path.hasPrefix("/") || folder.isEmpty || folder == "."
    return PathTable.normalised(isWhole ? path : folder + "/" + path)
  }
}

extension CompileCommand {
  /// The entries of a compilation database, nil where it is none; entries that are not understood
  /// are left out.
  public static func entries(of bytes: [UInt8]) -> [CompileCommand]? {
    guard case .array(let entries)? = JSONValue.parse(bytes) else { return nil }
    return entries.compactMap { entry in
      guard case .object(let members) = entry, let file = members["file"]?.text else { return nil }
      var arguments: [String] = []
      if case .array(let words)? = members["arguments"] {
        arguments = words.compactMap(\.text)
      } else if let command = members["command"]?.text {
        arguments = CompileCommand.words(of: command)
      }
      guard !arguments.isEmpty else { return nil }
      return CompileCommand(
        folder: members["directory"]?.text ?? "", file: file, arguments: arguments)
    }
  }

  /// The words of a shell command line: quotes and backslashes, no expansions.
  static func words(of command: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var hasWord = false
    var quote: UInt8?
    var isEscaped = false
    for byte in command.utf8 {
      if isEscaped {
        word.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'") {
        isEscaped = true
        hasWord = true
      } else if let open = quote {
        if byte == open { quote = nil } else { word.append(byte) }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
        hasWord = true
      } else if CharacterClass.isBlank(byte) {
        if hasWord { words.append(String(decoding: word, as: UTF8.self)) }
        word.removeAll()
        hasWord = false
      } else {
        word.append(byte)
        hasWord = true
      }
    }
    if hasWord { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }
}
