/// One job of clang as `CC_PRINT_OPTIONS` logs it, and the arguments that make it print LLVM IR.
struct ClangJob {
  let compiler: String
  private let arguments: [String]
  let source: String
  /// `c`, `c++`, `assembler`.
  let language: String
  let target: String
  /// Absolute; nil where the job does not say.
  let folder: String?
  /// Why no IR can be had of it.
  var obstacle: String?

  private static let actions: Set<String> = ["-emit-obj", "-S", "-emit-llvm-bc", "-emit-llvm"]
  /// Outputs besides the object; each has a value.
  private static let outputs: Set<String> = [
    "-o", "-dependency-file", "-MT", "-MQ", "-serialize-diagnostic-file", "-index-store-path",
    "-header-include-file", "-diagnostic-log-file", "-split-dwarf-file", "-split-dwarf-output",
    "-coverage-notes-file", "-coverage-data-file", "-opt-record-file", "-index-unit-output-path",
  ]

  /// Nil for what compiles nothing: the linker, a check of the syntax, a run of the preprocessor.
  init?(_ words: [String]) {
    guard words.count > 3, let last = words.last else { return nil }
    compiler = words[0]
    arguments = Array(words.dropFirst())
    source = last
    let mode = words[1]
    guard mode == "-cc1" || mode == "-cc1as" else { return nil }
    var values: [String: String] = [:]
    for (option, value) in zip(words, words.dropFirst()) { values[option] = value }
    target = values["-triple"] ?? "host"
    let option = "-fdebug-compilation-dir"
    folder =
      words.last { $0.hasPrefix(option + "=") }.map { String($0.dropFirst(option.utf8.count + 1)) }
      ?? values[option]
    if mode == "-cc1as" {
      language = "assembler"
      obstacle = "it is assembler, which has no LLVM IR"
      return
    }
    language = values["-x"] ?? "c"
    guard arguments.contains(where: ClangJob.actions.contains) else { return nil }
    if language != "c", language != "c++", language != "cpp-output", language != "ir" {
      obstacle = "its language is \(language)"
    }
  }

  /// The job again, with text as output.
  func printingIR(into file: String) -> [String] {
    var result = [compiler]
    var index = 0
    var hasDebugLocations = false
    while index < arguments.count {
      let argument = arguments[index]
      if ClangJob.outputs.contains(argument) {
        index += 2
        continue
      }
      if argument.hasPrefix("-debug-info-kind=") { hasDebugLocations = true }
      if index == arguments.count - 1 {
        result += ["-emit-llvm"]
        if !hasDebugLocations {
          result += ["-debug-info-kind=constructor", "-dwarf-version=4"]
        }
        result += ["-w", "-o", file]
      }
      if !ClangJob.actions.contains(argument) { result.append(argument) }
      index += 1
    }
    return result
  }

  /// The jobs of a log, in its order.
  static func jobs(inLog bytes: [UInt8]) -> [ClangJob] {
    bytes.split(separator: 0x0A).compactMap { line in
      // Other lines say "[Logging clang options]" and " (in-process)".
      line.starts(with: " \"".utf8) ? ClangJob(ShellWords.split(line)) : nil
    }
  }
}
