/// Which files are parsed as units of their own, and how clang finds what they include.
struct UnitPlan {
  /// One call of clang.
  struct Unit {
    var path: String
    /// The text of a unit that is no file: it includes the headers that nothing else does.
    var text: [UInt8]?
    var arguments: [String]
    /// The header that the file includes first.
    var firstInclude: String?
  }

  /// C files in the order of the inputs.
  private(set) var sources: [Unit] = []
  /// Headers that module maps name, in order.
  private(set) var moduleHeaders: [Unit] = []
  /// Headers that no other input includes and no module map names.
  private(set) var rootHeaders: [String] = []

  private let includeFolders: [String]
  private let options: COptions
  private let paths: PathTable

  /// Where the fallback headers lie; no such folder exists.
  static let fallbackFolder = "/dmalint-headers"
  /// The path of the unit that includes what nothing else does.
  static let gatheredPath = "dmalint-headers.c"

  init(_ files: [CInput], options: COptions, paths: PathTable) {
    self.options = options
    self.paths = paths
    let includes = files.map { file -> [String] in
      UnitPlan.isSource(file.path) || UnitPlan.isHeader(file.path)
        ? IncludeScan.includes(of: file.bytes) : []
    }
    includeFolders = IncludeScan.folders(
      headers: files.map(\.path).filter(UnitPlan.isHeader),
      includes: zip(files, includes).map { ($0.path, $1) })

    var commands: [String: CompileCommand] = [:]
    for command in options.compileCommands where commands[paths.absolute(command.path)] == nil {
      commands[paths.absolute(command.path)] = command
    }
    for file in files where UnitPlan.isSource(file.path) {
      let command = commands[paths.absolute(file.path)]
      sources.append(
        Unit(
          path: file.path, arguments: arguments(of: file.path, command: command),
          firstInclude: IncludeScan.firstInclude(of: file.bytes)))
    }

    let headers = Set(files.lazy.filter { UnitPlan.isHeader($0.path) }.map(\.path))
    var named: Set<String> = []
    for file in files where UnitPlan.isModuleMap(file.path) {
      let folder = PathTable.folder(of: file.path)
      let map = ModuleMap(file.bytes)
      var paths = map.headers.map { PathTable.normalised(folder + "/" + $0) }
      for umbrella in map.umbrellaFolders {
        let folder = PathTable.normalised(folder + "/" + umbrella) + "/"
        paths += headers.filter { PathTable.normalised($0).hasPrefix(folder) }.sorted()
      }
      for path in paths where named.insert(path).inserted {
        moduleHeaders.append(alone(path))
      }
    }

    // A header that another input includes by the end of its path is no root.
    let included = Set(includes.joined().map(UnitPlan.lastName))
    rootHeaders = files.map(\.path).filter {
      UnitPlan.isHeader($0) && !included.contains(UnitPlan.lastName($0))
        && !named.contains(PathTable.normalised($0))
    }
  }

  /// A unit that includes headers, so that they share what they include.
  func gathering(_ headers: [String]) -> Unit {
    let text = headers.map { "#include \"\(paths.absolute($0))\"\n" }.joined()
    return Unit(
      path: UnitPlan.gatheredPath, text: Array(text.utf8),
      arguments: arguments(of: UnitPlan.gatheredPath, command: nil))
  }

  /// Where a unit stands that includes what a file includes first, so that it finds the same
  /// header.
  static func prefixPath(of unit: Unit) -> String {
    PathTable.folder(of: unit.path) + "/dmalint-prefix.h"
  }

  func alone(_ header: String) -> Unit {
    Unit(path: header, arguments: arguments(of: header, command: nil))
  }

  private func arguments(of path: String, command: CompileCommand?) -> [String] {
    var arguments = ["-x", "c"]
    if let command {
      if !command.namesTarget { arguments += ["-target", options.target] }
      arguments += ["-ffreestanding"] + command.meaning
    } else {
      arguments += ["-std=gnu17", "-target", options.target, "-ffreestanding"]
      arguments += options.definitions.map { "-D" + $0 }
    }
    for folder in nearest(to: path) + options.includeFolders {
      arguments += ["-I", paths.absolute(folder)]
    }
    if !options.searchesSystem { arguments.append("-nostdlibinc") }
    arguments += ["-idirafter", UnitPlan.fallbackFolder]
    // Warnings cost time and say nothing here.
    return arguments + UnitPlan.lenience
  }

  /// What older compilers warn of is no error: the rest of the statement counts.
  private static let lenience = [
    "-w", "-ferror-limit=0", "-fno-spell-checking", "-Wno-error=implicit-function-declaration",
    "-Wno-error=implicit-int", "-Wno-error=int-conversion", "-Wno-error=incompatible-pointer-types",
    "-Wno-error=incompatible-function-pointer-types",
  ]

  /// The include folders, those that share most of the path first: projects hold several versions
  /// of one header.
  private func nearest(to path: String) -> [String] {
    let own = Array(PathTable.folder(of: path).utf8)
    func common(_ folder: String) -> Int {
      var count = 0
      for (a, b) in zip(folder.utf8, own) {
        guard a == b else { break }
        count += 1
      }
      return count
    }
    let ranked = includeFolders.enumerated().map { (common($0.element), $0.offset, $0.element) }
    return ranked.sorted { ($1.0, $0.1) < ($0.0, $1.1) }.map(\.2)
  }

  static func lastName(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }

  static func isSource(_ path: String) -> Bool { path.hasSuffix(".c") }
  static func isHeader(_ path: String) -> Bool { path.hasSuffix(".h") }
  static func isModuleMap(_ path: String) -> Bool { path.hasSuffix(".modulemap") }
}
