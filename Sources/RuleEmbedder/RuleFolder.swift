import Foundation

/// The folder `Rules/`: reads and checks all of its files.
struct RuleFolder {
  private let folder: URL
  /// What is wrong, as compilers say it: `file:line:column: error: message`.
  private(set) var problems: [String] = []

  init(path: String) {
    folder = URL(fileURLWithPath: path, isDirectory: true)
  }

  mutating func read() -> EmbeddedText {
    var text = EmbeddedText()
    text.models = readModels()
    text.platforms = readPlatforms()
    text.pages = readPages()
    return text
  }

  private mutating func report(_ problem: ConfigProblem, in file: URL) {
    let position = "\(problem.position.line):\(problem.position.column)"
    problems.append("\(file.path):\(position): error: \(problem.message)")
  }

  private mutating func report(_ message: String, in file: URL) {
    report(ConfigProblem(Position(line: 1, column: 1), message), in: file)
  }

  /// The files of one kind in the order of their names, with their text.
  private mutating func files(in subfolder: String, suffix: String) -> [(file: URL, text: String)] {
    let folder = folder.appendingPathComponent(subfolder, isDirectory: true)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    var files: [(URL, String)] = []
    for name in names.sorted() where name.hasSuffix(suffix) {
      let file = folder.appendingPathComponent(name)
      guard let text = try? String(contentsOf: file, encoding: .utf8) else {
        report("the file cannot be read as UTF-8", in: file)
        continue
      }
      files.append((file, text.replacing("\r\n", with: "\n")))
    }
    return files
  }

  private mutating func node(of text: String, in file: URL, firstLine: UInt32 = 1) -> ConfigNode? {
    do {
      return try ConfigYAML.decode(text)
    } catch {
      var problem = error
      problem.position.line += firstLine - 1
      report(problem, in: file)
      return nil
    }
  }
}

// Models.
extension RuleFolder {
  private mutating func readModels() -> [EmbeddedText.Model] {
    var models: [EmbeddedText.Model] = []
    for (file, text) in files(in: "models", suffix: ".yml") {
      guard let node = node(of: text, in: file) else { continue }
      let decoded = ModelFile.decode(node)
      for problem in decoded.problems { report(problem, in: file) }
      guard decoded.problems.isEmpty else { continue }
      var names: Set<String> = []
      for (model, entry) in zip(decoded.models, Self.entries(of: node)) {
        if !names.insert(model.name).inserted {
          report(
            ConfigProblem(entry.position, "the function '\(model.name)' is described twice"),
            in: file)
        }
        models.append(
          EmbeddedText.Model(
            name: model.name, sdk: model.sdk, source: model.source,
            yieldsToBody: model.yieldsToBody, entry: entry))
      }
    }
    return models
  }

  /// The entries of a model file, each as often as it has names: in the order of its models.
  private static func entries(of file: ConfigNode) -> [ConfigNode] {
    func value(_ key: String, of node: ConfigNode) -> ConfigNode? {
      guard case .mapping(let entries) = node.value else { return nil }
      return entries.first { $0.key == key }?.value
    }
    func count(_ node: ConfigNode?) -> Int {
      guard let node else { return 0 }
      if case .sequence(let elements) = node.value { return elements.count }
      return 1
    }
    guard case .sequence(let functions)? = value("functions", of: file)?.value else { return [] }
    return functions.flatMap { entry in
      let names = count(value("name", of: entry)) + count(value("names", of: entry))
      return Array(repeating: entry, count: names)
    }
  }
}

// Platforms.
extension RuleFolder {
  private mutating func readPlatforms() -> [(name: String, node: ConfigNode)] {
    var nodes: [(name: String, file: URL, node: ConfigNode)] = []
    for (file, text) in files(in: "platforms", suffix: ".yml") {
      guard let node = node(of: text, in: file) else { continue }
      nodes.append((file.deletingPathExtension().lastPathComponent, file, node))
    }
    for (name, file, node) in nodes {
      let decoded = Self.decode(node, among: nodes.map { ($0.name, $0.node) }, depth: 0)
      for problem in decoded.problems { report(problem, in: file) }
      if let platform = decoded.platform, platform.name != name {
        report("the platform '\(platform.name)' must stand in '\(platform.name).yml'", in: file)
      }
    }
    return nodes.map { ($0.name, $0.node) }
  }

  private static func decode(
    _ node: ConfigNode, among all: [(name: String, node: ConfigNode)], depth: Int
  ) -> (platform: Platform?, problems: [ConfigProblem]) {
    Platform.decode(node) { name in
      guard depth < 8, let base = all.first(where: { $0.name == name }),
        let platform = decode(base.node, among: all, depth: depth + 1).platform
      else { return .unknown(nearest: nearestName(to: name, in: all.map(\.name))) }
      return .found(platform)
    }
  }
}

// Pages.
extension RuleFolder {
  private mutating func readPages() -> [EmbeddedText.Page] {
    var pages: [EmbeddedText.Page] = []
    var headers: [(header: RuleHeader, file: URL)] = []
    for (file, text) in files(in: "rules", suffix: ".md") {
      guard let parts = RulePage.split(text) else {
        report("the page does not begin with front matter between '---' lines", in: file)
        continue
      }
      guard let node = node(of: parts.frontMatter, in: file, firstLine: 2) else { continue }
      let decoded = RuleHeader.decode(node)
      for var problem in decoded.problems {
        problem.position.line += 1
        report(problem, in: file)
      }
      guard let header = decoded.header else { continue }
      let page = RulePage.decode(header, body: parts.body, firstLine: parts.bodyLine)
      for problem in page.problems { report(problem, in: file) }
      if file.lastPathComponent != "\(header.code)-\(header.name).md" {
        report("the page must be called '\(header.code)-\(header.name).md'", in: file)
      }
      headers.append((header, file))
      pages.append(EmbeddedText.Page(header: header, body: parts.body))
    }
    checkCodes(headers)
    return pages
  }

  private mutating func checkCodes(_ pages: [(header: RuleHeader, file: URL)]) {
    let codes = Set(pages.map(\.header.code))
    var names: Set<String> = []
    for (header, file) in pages {
      if !names.insert(header.name).inserted {
        report("another rule is called '\(header.name)' too", in: file)
      }
      for code in header.subsumes where !codes.contains(code) {
        let nearest = nearestName(to: code, in: codes.sorted()) ?? ""
        report("unknown rule '\(code)'; the nearest known one is '\(nearest)'", in: file)
      }
    }
  }
}
