import CFrontEnd
import DMALint

/// What C files came to the last time, kept in the user's cache folder by what they and everything
/// that was read with them hold: unchanged input is not parsed again.
///
/// Whatever is wrong with a kept file, or with the folder, is a miss. Nothing is kept of units whose
/// headers were not found, since those may be there the next time. A header that is new and would be
/// found before the one that was read, or that was asked for, is a miss as well.
struct CCache {
  private let folder: String?
  /// Of another build of dmalint everything may be different.
  private let stamp: String

  init(folder: String? = CCache.defaultFolder(), stamp: String = CCache.ownStamp()) {
    self.folder = folder
    self.stamp = stamp
  }

  /// What a run of the front end said.
  struct Entry {
    var module: FlowModule
    var paths: PathTable
  }

  /// `$DMALINT_CACHE`, or `dmalint` in the folder that the system has for caches; `off` is none.
  static func defaultFolder() -> String? {
    if let own = Environment["DMALINT_CACHE"] { return own == "off" ? nil : own }
    if let caches = Environment["XDG_CACHE_HOME"] { return Folders.join(caches, "dmalint") }
    return Environment["HOME"].map { Folders.join(Folders.join($0, ".cache"), "dmalint") }
  }

  /// The version, and size and time of the program itself.
  static func ownStamp() -> String {
    let status = try? FileStatus.of("/proc/self/exe")
    return "\(dmalintVersion) \(status?.size ?? 0) \(status?.modified ?? 0)"
  }

  /// What was kept for these inputs, if all that was read with them is as it was.
  func entry(
    for inputs: [CInput], among files: [String], _ options: COptions, _ knowledge: String
  ) -> Entry? {
    let key = key(of: inputs, files, options, knowledge)
    guard let path = path(of: key),
      let bytes = try? FileReading.read(path, limit: FileReading.sourceLimit)
    else { return nil }
    return decode(bytes, key: key, among: files, options)
  }

  /// Keeps what a run said; where that cannot be written, nothing happens.
  func keep(
    _ module: FlowModule, _ paths: PathTable, for inputs: [CInput], among files: [String],
    _ options: COptions, _ knowledge: String
  ) {
    let key = key(of: inputs, files, options, knowledge)
    guard let folder, let path = path(of: key),
      !module.gaps.contains(where: { $0.message.hasSuffix("was not found") }),
      let text = encode(module, paths, key: key, among: files, of: inputs, options)
    else { return }
    if let above = Folders.parent(of: folder) { try? Folders.create(above) }
    try? Folders.create(folder)
    prune()
    try? FileWriting.write(Array(text.utf8), to: path)
  }

  private func path(of key: ContentHash) -> String? {
    folder.map { Folders.join($0, "c-\(key).flow") }
  }

  private static let mostFiles = 200

  /// The older half goes when there is too much.
  private func prune() {
    guard let folder, let names = try? Folders.names(in: folder), names.count > CCache.mostFiles
    else { return }
    let files = names.filter { $0.hasPrefix("c-") }.map { Folders.join(folder, $0) }
    let ages = files.map { ((try? FileStatus.of($0))?.modified ?? 0, $0) }
    for (_, path) in ages.sorted(by: { $0 < $1 }).prefix(files.count / 2) {
      FileWriting.remove(path)
    }
  }

  private func key(
    of inputs: [CInput], _ files: [String], _ options: COptions, _ knowledge: String
  ) -> ContentHash {
    var hash = ContentHash()
    hash.add(stamp)
    hash.add(knowledge)
    hash.add(PathTable.currentFolder())
    hash.add(options.target)
    for word in options.definitions + options.includeFolders + options.libraries { hash.add(word) }
    hash.add("\(options.searchesSystem)")
    for command in options.compileCommands {
      hash.add(command.folder)
      hash.add(command.file)
      for argument in command.arguments { hash.add(argument) }
    }
    for file in files { hash.add(file) }
    for input in inputs {
      hash.add(input.path)
      hash.add(input.bytes)
    }
    return hash
  }

  // MARK: Text

  private static let title = "dmalint C 2"

  private func encode(
    _ module: FlowModule, _ paths: PathTable, key: ContentHash, among files: [String],
    of inputs: [CInput], _ options: COptions
  ) -> String? {
    var text = "\(CCache.title)\n\(key)\n"
    var names: Set<String> = []
    for input in inputs { names.formUnion(HeaderSearch.names(in: input.bytes)) }
    var headers: [String] = []
    for path in paths.paths.dropFirst(files.count) where !path.hasPrefix("/dmalint-headers/") {
      guard !path.contains("\n"),
        let bytes = try? FileReading.read(path, limit: FileReading.sourceLimit)
      else { return nil }
      names.formUnion(HeaderSearch.names(in: bytes))
      headers.append(path)
      text += "\(CCache.hash(bytes)) \(path)\n"
    }
    let sorted = names.filter { !$0.contains("\n") }.sorted()
    for name in sorted { text += "name \(name)\n" }
    text += "found \(CCache.found(sorted, files + headers, options))\n"
    let flow = FlowPrinter.print(module, paths: paths.paths)
    var check = ContentHash()
    check.add(flow)
    return text + "flow \(check)\n" + flow
  }

  /// Which of the names there are in the folders where they are looked for.
  private static func found(_ names: [String], _ files: [String], _ options: COptions)
    -> ContentHash
  {
    var folders = HeaderSearch.folders(of: options)
    for file in files { folders.append(Folders.parent(of: file) ?? ".") }
    let last = Set(names.map { $0.split(separator: "/").last.map(String.init) ?? $0 })
    let inner = Set(names.map { $0.split(separator: "/").dropLast().joined(separator: "/") })
    var places: Set<String> = []
    for folder in Set(folders) {
      for part in inner { places.insert(part.isEmpty ? folder : Folders.join(folder, part)) }
    }
    var hash = ContentHash()
    for name in names { hash.add(name) }
    for place in places.sorted() {
      guard let names = try? Folders.names(in: place) else { continue }
      hash.add(place)
      for name in names.sorted() where last.contains(name) { hash.add(name) }
    }
    return hash
  }

  private func decode(
    _ bytes: [UInt8], key: ContentHash, among files: [String], _ options: COptions
  ) -> Entry? {
    var names: [String] = []
    var headers: [String] = []
    var lines = bytes.split(
      separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
    guard lines.count == 3, lines[0].elementsEqual(CCache.title.utf8),
      lines[1].elementsEqual("\(key)".utf8)
    else { return nil }
    while true {
      let next = lines[2].split(
        separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
      guard next.count == 2, let blank = next[0].firstIndex(of: UInt8(ascii: " ")) else {
        return nil
      }
      lines[2] = next[1]
      let first = String(decoding: next[0][..<blank], as: UTF8.self)
      let rest = String(decoding: next[0][(blank + 1)...], as: UTF8.self)
      if first == "name" {
        names.append(rest)
        continue
      }
      if first == "found" {
        guard "\(CCache.found(names, files + headers, options))" == rest else { return nil }
        continue
      }
      guard first == "flow" else {
        guard let header = try? FileReading.read(rest, limit: FileReading.sourceLimit),
          "\(CCache.hash(header))" == first
        else { return nil }
        headers.append(rest)
        continue
      }
      let flow = Array(next[1])
      var check = ContentHash()
      check.add(flow)
      guard "\(check)" == rest else { return nil }
      let (module, paths, problems) = FlowParser.parse(flow)
      guard problems.isEmpty else { return nil }
      return Entry(module: module, paths: PathTable(paths))
    }
  }

  private static func hash(_ bytes: [UInt8]) -> ContentHash {
    var hash = ContentHash()
    hash.add(bytes)
    return hash
  }
}
