/// What is embedded, and how it is written as Swift.
struct EmbeddedText {
  var models: [Model] = []
  var platforms: [(name: String, node: ConfigNode)] = []
  var pages: [Page] = []

  /// One entry of a model file under one of its names.
  struct Model {
    var name: String
    var sdk: String
    /// The source with the header's full name.
    var source: String
    var yieldsToBody: Bool
    var entry: ConfigNode

    private static let ownKeys = ["name", "names", "source", "yields-to-body"]

    /// The entry with this name and source, and with what the file says once for all entries.
    var node: ConfigNode {
      guard case .mapping(let entries) = entry.value else { return entry }
      let position = entry.position
      let kept = entries.filter { !Self.ownKeys.contains($0.key) }
      let added = [
        ("name", name), ("source", source), ("yields-to-body", yieldsToBody ? "true" : "false"),
      ].map {
        ConfigNode.Entry(key: $0, at: position, ConfigNode(.scalar($1), at: position))
      }
      return ConfigNode(
        .sequence([ConfigNode(.scalar(sdk)), ConfigNode(.mapping(added + kept), at: position)]))
    }
  }

  struct Page {
    var header: RuleHeader
    var body: String
  }

  var swiftSource: String {
    let patterns = models.filter { Knowledge.isPattern($0.name) }
    let exact = models.filter { !Knowledge.isPattern($0.name) }
    return """
      import DMALint

      extension EmbeddedRules {
        /// Made from `Rules/` by RuleEmbedder.
        static let shipped = Knowledge(
          models: \(Self.table(Self.records(exact))),
          patterns: \(Self.table(Self.records(patterns))),
          platforms: \(Self.table(platforms)),
          rules: [
      \(pages.map { Self.literal($0.header) }.sorted().joined(separator: "\n"))
          ],
          pages: \(Self.table(pages.map { ($0.header.code, ConfigNode(.scalar($0.body))) })))
      }

      """
  }

  /// One record a name: several kits may have a function of the same name.
  private static func records(_ models: [Model]) -> [(name: String, node: ConfigNode)] {
    Dictionary(grouping: models, by: \.name)
      .map { ($0, ConfigNode(.sequence($1.map(\.node)))) }
  }

  private static func table(_ records: [(name: String, node: ConfigNode)]) -> String {
    let (text, starts) = RecordTable.encode(records)
    return "RecordTable(text: \(literal(text)), starts: \(starts))"
  }

  /// Every run needs the headers of all rules: they are values, not text.
  private static func literal(_ header: RuleHeader) -> String {
    let evidence = header.evidence.map { ".\($0.rawValue)" }.joined(separator: ", ")
    let subsumed = header.subsumes.map { "\"\($0)\"" }.joined(separator: ", ")
    return """
            RuleHeader(
              code: "\(header.code)", name: "\(header.name)", severity: .\(header.severity.rawValue),
              family: .\(header.family.rawValue), evidence: [\(evidence)], subsumes: [\(subsumed)]),
      """
  }

  /// A raw literal with as many number signs as the text needs.
  private static func literal(_ text: String) -> String {
    var signs = "#"
    while text.contains("\"\"\"" + signs) || text.contains("\\" + signs) { signs += "#" }
    return "\(signs)\"\"\"\n\(text)\n\"\"\"\(signs)"
  }
}
