import Glibc

/// One call of a compiler of the GCC family, whose IR clang has to make in its place.
struct GCCJob {
  /// The real program.
  let compiler: String
  let folder: String
  let sources: [String]
  private let options: [String]

  /// Options that mean the same to clang, by their beginnings.
  private static let shared = [
    "-I", "-D", "-U", "-O", "-std=", "-m", "-f", "-include", "-isystem", "-iquote", "-idirafter",
    "-nostdinc", "-ansi", "-pthread", "-x",
  ]
  /// Those whose value is the next word, if it is not joined.
  private static let separated: Set<String> = [
    "-I", "-D", "-U", "-include", "-isystem", "-iquote", "-idirafter", "-x",
  ]
  private static let ignored: Set<String> = [
    "-o", "-MF", "-MT", "-MQ", "-T", "-L", "-l", "-Xlinker",
  ]

  /// Nil for what compiles no C: a link, a run of the preprocessor.
  init?(_ words: [String]) {
    guard words.count > 2 else { return nil }
    folder = words[0]
    compiler = words[1]
    guard let arguments = GCCJob.expanded(Array(words[2...]), folder: folder),
      !arguments.contains("-E"), !arguments.contains("-M"), !arguments.contains("-MM"),
      !arguments.contains("-fsyntax-only")
    else { return nil }
    var sources: [String] = []
    var options: [String] = []
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      let next = index + 1 < arguments.count ? arguments[index + 1] : nil
      if GCCJob.ignored.contains(argument) {
        index += 1
      } else if !argument.hasPrefix("-") {
        if argument.hasSuffix(".c") { sources.append(argument) }
      } else if GCCJob.separated.contains(argument), let next {
        options += [argument, next]
        index += 1
      } else if GCCJob.shared.contains(where: argument.hasPrefix), !argument.hasPrefix("-flto"),
        !argument.hasPrefix("-fdump"), !argument.hasPrefix("-fplugin"), !argument.hasPrefix("-MD")
      {
        options.append(argument)
      }
      index += 1
    }
    guard !sources.isEmpty else { return nil }
    self.sources = sources
    self.options = options
  }

  func printingIR(of source: String, into file: String, clang: String) -> [String] {
    [clang] + toolchain + options
      + ["-Wno-everything", "-g", "-S", "-emit-llvm", source, "-o", file]
  }

  var target: String { answer(["-dumpmachine"]).first ?? "host" }

  /// The target, and the headers of the C library that belongs to it.
  private var toolchain: [String] {
    let root = answer(["-print-sysroot"]).first ?? ""
    let folder = Folders.join(root, "include")
    let hasHeaders = !root.isEmpty && (try? FileStatus.of(folder))?.kind == .folder
    return ["--target=\(target)"] + (hasHeaders ? ["-idirafter", folder] : [])
  }

  private func answer(_ question: [String]) -> [String] {
    guard let result = try? Subprocess.output(of: [compiler] + question), result.status == 0 else {
      return []
    }
    return result.lines
  }

  private static func expanded(_ arguments: [String], folder: String) -> [String]? {
    var result: [String] = []
    for argument in arguments {
      guard argument.hasPrefix("@"), argument.utf8.count > 1 else {
        result.append(argument)
        continue
      }
      let path = Folders.join(folder, String(argument.dropFirst()))
      guard let bytes = try? FileReading.read(path, limit: FileReading.sourceLimit) else {
        return nil
      }
      result += ShellWords.split(bytes)
    }
    return result
  }
}

/// Small scripts in front of the compilers of the GCC family on the search path: they note what they
/// are called with and become the compiler.
///
/// A build system may remember where it found its compiler, so they stay where they are and work
/// outside of a capture as well.
struct GCCScripts {
  let folder: String

  /// Writes a script for each such compiler; clang under another name tells by itself.
  func write() throws(ToolError) {
    try CaptureFolders.create(folder)
    var seen: Set<String> = []
    for place in SearchPath.folders where place != folder {
      for name in (try? Folders.names(in: place)) ?? []
      where GCCScripts.isCompiler(name) && seen.insert(name).inserted {
        let path = Folders.join(place, name)
        guard let real = Folders.resolved(path), !real.contains("clang"), !real.contains("ccache")
        else { continue }
        let script = Folders.join(folder, name)
        try FileWriting.write(Array(text(compiler: path).utf8), to: script)
        _ = PathText.withSystemPath(script) { chmod($0, 0o755) }
      }
    }
  }

  private static func isCompiler(_ name: String) -> Bool {
    name == "cc" || name == "gcc" || name.hasSuffix("-gcc") || name.hasSuffix("-cc")
  }

  private func text(compiler: String) -> String {
    let quoted = "'" + compiler.replacing("'", with: "'\\''") + "'"
    return """
      #!/bin/sh
      # Written by `dmalint capture`. Outside of a capture it only calls the compiler.
      if [ -d "${\(CaptureFolders.recordsVariable):-}" ]; then
        printf '%s\\0' "$PWD" \(quoted) "$@" > "$\(CaptureFolders.recordsVariable)/$$.gcc"
      fi
      exec \(quoted) "$@"

      """
  }
}
