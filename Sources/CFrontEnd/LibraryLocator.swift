#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Where a libclang may be found on this machine.
enum LibraryLocator {
  /// The Swift toolchain's library first, which is the clang that compiles the firmware; then those
  /// of the system, newest first.
  static func candidates() -> [String] {
    var found: [String] = []
    for folder in folders(ofVariable: "PATH") {
      guard let compiler = realPath(folder + "/swiftc") else { continue }
      let library = PathTable.folder(of: PathTable.folder(of: compiler)) + "/lib/libclang.\(suffix)"
      if realPath(library) != nil, !found.contains(library) { found.append(library) }
    }
    for version in stride(from: 40, through: 12, by: -1) {
      for name in ["libclang.\(suffix)", "libclang.\(suffix).1", "libclang-\(version).\(suffix).1"]
      {
        let library = "/usr/lib/llvm-\(version)/lib/\(name)"
        if realPath(library) != nil {
          found.append(library)
          break
        }
      }
    }
    return found + ["libclang.\(suffix)", "libclang.\(suffix).1", "libclang-14.\(suffix).1"]
  }

  #if canImport(Darwin)
    private static let suffix = "dylib"
  #else
    private static let suffix = "so"
  #endif

  private static func folders(ofVariable name: String) -> [String] {
    guard let value = getenv(name) else { return [] }
    return String(cString: value).split(separator: ":").map(String.init)
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
