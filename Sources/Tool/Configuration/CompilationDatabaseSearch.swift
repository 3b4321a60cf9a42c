import DMALint

/// Finds how the build compiles C: the `compile_commands.json` that CMake, Meson, Bear and
/// `idf.py` write (https://clang.llvm.org/docs/JSONCompilationDatabase.html).
enum CompilationDatabaseSearch {
  static let fileName = "compile_commands.json"
  /// Where build systems put it besides the root: CMake's and Meson's usual build folders.
  private static let buildFolders = ["build", ".build", "cmake-build-debug", "cmake-build-release"]

  /// The nearest package manifest at or above the folder of `path`, up to the checkout's root.
  static func findManifest(from path: String, paths: PathSpelling) -> String? {
    var folder: String? = ConfigurationSearch.startingFolder(of: paths.absolute(path))
    while let current = folder {
      let candidate = Folders.join(current, "Package.swift")
      if let status = try? FileStatus.of(candidate), status.kind != .folder { return candidate }
      if (try? FileStatus.ofLink(Folders.join(current, ".git"))) != nil { return nil }
      folder = Folders.parent(of: current)
    }
    return nil
  }

  /// The nearest database at or above the folder of `path`, up to the checkout's root.
  static func find(from path: String, paths: PathSpelling) -> String? {
    var folder: String? = ConfigurationSearch.startingFolder(of: paths.absolute(path))
    while let current = folder {
      for place in [current] + buildFolders.map({ Folders.join(current, $0) }) {
        let candidate = Folders.join(place, fileName)
        if let status = try? FileStatus.of(candidate), status.kind != .folder { return candidate }
      }
      if (try? FileStatus.ofLink(Folders.join(current, ".git"))) != nil { return nil }
      folder = Folders.parent(of: current)
    }
    return nil
  }
}
