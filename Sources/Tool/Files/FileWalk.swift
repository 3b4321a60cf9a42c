import DMALint

/// Finds the inputs below the paths of a command, in the order of their names.
///
/// Folders whose names begin with a dot are left out. Symbolic links to folders are followed, once
/// everything else has been seen, if they stay within the checkout; no folder is entered twice.
struct FileWalk {
  /// One file to read.
  struct Input {
    /// To open it.
    var path: String
    /// As reports spell it.
    var reported: String
    var kind: InputKind
  }

  private(set) var inputs: [Input] = []
  private(set) var failures: [Failure] = []
  /// Links that were not followed: what lies behind them is not analysed.
  private(set) var skippedLinks: [(path: String, reason: String)] = []

  private let paths: PathSpelling
  private let kinds: Set<InputKind>
  private var seenFiles: Set<FileStatus.Identity> = []
  private var seenPaths: Set<String> = []
  private var seenFolders: Set<FileStatus.Identity> = []
  private var links: [Link] = []

  /// A symbolic link to a folder or to a file that waits for its turn.
  private struct Link {
    var path: String
    var status: FileStatus
    var filter: FileFilter
    var boundary: String
  }

  init(paths: PathSpelling, kinds: Set<InputKind> = Set(InputKind.allCases)) {
    self.paths = paths
    self.kinds = kinds
  }

  /// Adds what a path names: a file whatever its folder, or all inputs below a folder.
  mutating func add(_ path: String, filter: FileFilter) {
    let status: FileStatus
    do throws(ToolError) {
      status = try FileStatus.of(path)
    } catch {
      fail(path, error.message)
      return
    }
    switch status.kind {
    case .folder:
      let boundary = boundary(of: path)
      walk(path, status, filter: filter.rooted(at: path), boundary: boundary)
      while !links.isEmpty { follow(links.removeFirst()) }
    case .file:
      guard let kind = InputKind(path: path), kinds.contains(kind) else {
        let names = InputKind.allCases.filter(kinds.contains).map { ".\($0.rawValue)" }
        fail(
          path, "is none of the files that dmalint reads here (\(names.joined(separator: ", ")))")
        return
      }
      add(path, kind, status)
    case .link, .other:
      fail(path, "is not a regular file")
    }
  }

  /// Adds what another walk has found and this one has not.
  mutating func merge(_ other: FileWalk) {
    for input in other.inputs where seenPaths.insert(paths.absolute(input.path)).inserted {
      inputs.append(input)
    }
    failures += other.failures
    skippedLinks += other.skippedLinks
  }

  /// In the order of the paths' bytes, which is the order of the `FileID`s.
  var sortedInputs: [Input] {
    inputs.sorted { $0.reported.utf8.lexicographicallyPrecedes($1.reported.utf8) }
  }

  /// Recursion goes over a list: folders can be nested deeper than the stack.
  private mutating func walk(
    _ root: String, _ status: FileStatus, filter: FileFilter, boundary: String
  ) {
    var folders = [(path: root, identity: status.identity)]
    while let folder = folders.popLast() {
      guard seenFolders.insert(folder.identity).inserted else { continue }
      let names: [String]
      do throws(ToolError) {
        names = try Folders.names(in: folder.path)
      } catch {
        fail(folder.path, "this folder cannot be read: \(error.message)")
        continue
      }
      for name in names where !name.hasPrefix(".") {
        let path = folder.path == "." ? name : Folders.join(folder.path, name)
        do throws(ToolError) {
          let status = try FileStatus.ofLink(path)
          switch status.kind {
          case .folder:
            if filter.admits(folder: path) { folders.append((path, status.identity)) }
          case .file:
            if let kind = wanted(path, filter) { add(path, kind, status) }
          case .link:
            try addLink(path, filter: filter, boundary: boundary)
          case .other:
            if wanted(path, filter) != nil { fail(path, "is not a regular file") }
          }
        } catch {
          if wanted(path, filter) != nil { fail(path, error.message) }
        }
      }
    }
  }

  private mutating func addLink(
    _ path: String, filter: FileFilter, boundary: String
  ) throws(ToolError) {
    let status: FileStatus
    do throws(ToolError) {
      status = try FileStatus.of(path)
    } catch {
      throw ToolError("this symbolic link leads nowhere: \(error.message)")
    }
    links.append(Link(path: path, status: status, filter: filter, boundary: boundary))
  }

  private mutating func follow(_ link: Link) {
    switch link.status.kind {
    case .folder:
      guard link.filter.admits(folder: link.path), !seenFolders.contains(link.status.identity)
      else { return }
      guard let target = Folders.resolved(link.path),
        target == link.boundary || target.hasPrefix(link.boundary + "/")
      else {
        skippedLinks.append(
          (
            reported(link.path),
            "this symbolic link leads out of the checkout and is not followed; "
              + "name the folder behind it to have it analysed"
          ))
        return
      }
      walk(link.path, link.status, filter: link.filter, boundary: link.boundary)
    case .file:
      guard let kind = wanted(link.path, link.filter) else { return }
      if !seenFiles.contains(link.status.identity) { add(link.path, kind, link.status) }
    case .link, .other:
      if wanted(link.path, link.filter) != nil { fail(link.path, "is not a regular file") }
    }
  }

  private func wanted(_ path: String, _ filter: FileFilter) -> InputKind? {
    guard let kind = InputKind(path: path), kinds.contains(kind), filter.admits(file: path) else {
      return nil
    }
    return kind
  }

  private mutating func add(_ path: String, _ kind: InputKind, _ status: FileStatus) {
    let reported = reported(path)
    guard seenPaths.insert(paths.absolute(path)).inserted else { return }
    seenFiles.insert(status.identity)
    inputs.append(Input(path: path, reported: reported, kind: kind))
  }

  private mutating func fail(_ path: String, _ message: String) {
    failures.append(Failure(reported(path), message))
  }

  private func reported(_ path: String) -> String { PathText.display(paths.spell(path)) }

  /// Links may lead anywhere within the checkout, without one within the folder itself.
  private func boundary(of folder: String) -> String {
    guard let resolved = Folders.resolved(folder) else { return paths.absolute(folder) }
    return Folders.above(resolved, holding: ".git") ?? resolved
  }
}
