/// Which of many Swift files have to be read: those of packages in which a transfer can start, of
/// those that build on them, and of what all of these build on.
public struct SkimSelection: Sendable {
  /// By file: whether it has to be read.
  public let isNeeded: [Bool]

  public init(paths: [String], skims: [Skim]) {
    let homes = paths.map(Home.init)
    // What a package is a sign of: an address in one file, a pointer made from a number in another.
    var signs: [String: Skim.Signs] = [:]
    var filesOfPackage: [String: [Int]] = [:]
    for index in paths.indices {
      signs[homes[index].package, default: []].formUnion(skims[index].signs)
      filesOfPackage[homes[index].package, default: []].append(index)
    }
    var packagesOfModule: [String: Set<String>] = [:]
    var imports: [String: Set<String>] = [:]
    for index in paths.indices {
      let home = homes[index]
      if !home.module.isEmpty { packagesOfModule[home.module, default: []].insert(home.package) }
      imports[home.package, default: []].formUnion(skims[index].imports)
    }
    var uses: [String: Set<String>] = [:]
    var users: [String: Set<String>] = [:]
    for (package, modules) in imports {
      for module in modules {
        for other in packagesOfModule[module] ?? [] where other != package {
          uses[package, default: []].insert(other)
          users[other, default: []].insert(package)
        }
      }
    }
    var needed = Set(signs.filter { SkimSelection.canStart($0.value) }.keys)
    SkimSelection.close(&needed, under: users)
    SkimSelection.close(&needed, under: uses)
    var isNeeded = Array(repeating: false, count: paths.count)
    for package in needed { for file in filesOfPackage[package] ?? [] { isNeeded[file] = true } }
    self.isNeeded = isNeeded
  }

  private static func canStart(_ signs: Skim.Signs) -> Bool {
    signs.contains(.engine) || signs.isSuperset(of: [.pointerFromNumber, .address])
  }

  private static func close(_ set: inout Set<String>, under edges: [String: Set<String>]) {
    var queue = Array(set)
    while let next = queue.popLast() {
      for other in edges[next] ?? [] where set.insert(other).inserted { queue.append(other) }
    }
  }

  /// The package and the module that a path speaks of, by the layout of Swift packages; a file
  /// elsewhere belongs to the nameless package of all such files.
  private struct Home {
    var package = ""
    var module = ""

    init(path: String) {
      let parts = path.split(separator: "/")
      guard let layer = parts.dropLast(2).lastIndex(where: { $0 == "Sources" || $0 == "Tests" })
      else { return }
      package = parts[..<layer].joined(separator: "/") + "/"
      module = String(parts[layer + 1])
    }
  }
}
