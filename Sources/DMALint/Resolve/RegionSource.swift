/// How a function that describes one region to a memory protection unit is told the parts of it.
public struct RegionSource: Hashable, Sendable {
  /// Where the value of each part is found.
  public var parts: [Part: Place] = [:]
  /// What the header's constants mean, where the inputs hold names only.
  public var meanings: [String: UInt64] = [:]
  /// A table of descriptors; fields are those of its elements.
  public var table: Table?
  /// The function sets the bit that enables the region by itself.
  public var enables = false

  /// Where a table is given, and how many of its elements count.
  public struct Table: Hashable, Sendable {
    /// Zero-based indices of parameters.
    public var parameter: Int
    public var count: Int
  }

  public init() {}

  public enum Part: String, CaseIterable, Sendable {
    case number, base, size, subregions, enable
    case typeExtension = "tex"
    case shareable, cacheable, bufferable
    /// The attribute and size register of PMSAv7 as one value.
    case attributes
    /// The limit and attribute index register of PMSAv8 as one value.
    case limit
  }

  /// A parameter, or a field of what it points to.
  public struct Place: Hashable, Sendable {
    /// Zero-based index of the parameter.
    public var parameter: Int
    public var field: String?

    public init(parameter: Int, field: String? = nil) {
      self.parameter = parameter
      self.field = field
    }
  }
}

extension RegionSource {
  /// `descriptor:` or `table:` and `count:` with `fields:`, or `parameters:`; both are mappings from
  /// parts to names.
  static func decode(
    _ node: ConfigNode, _ names: ParameterNames, _ reader: inout ConfigReader
  ) -> Self? {
    let known = [
      "descriptor", "table", "count", "enables", "fields", "parameters", "meanings",
    ]
    guard let fields = reader.fields(of: node, "a region", known: known) else { return nil }
    var source = Self()
    let table = names.index(fields["table"], &reader)
    if let table, let count = names.index(fields["count"], &reader) {
      source.table = Table(parameter: table, count: count)
    }
    source.enables = reader.flag(fields["enables"], "'enables'") ?? false
    let descriptor = names.index(fields["descriptor"], &reader) ?? table
    for (part, value) in pairs(fields["fields"], &reader) {
      guard let descriptor, let name = reader.text(value, "a field") else { continue }
      source.parts[part] = Place(parameter: descriptor, field: name)
    }
    for (part, value) in pairs(fields["parameters"], &reader) {
      guard let parameter = names.index(value, &reader) else { continue }
      source.parts[part] = Place(parameter: parameter)
    }
    if let meanings = fields["meanings"] {
      guard case .mapping(let entries) = meanings.value else {
        reader.report(meanings.position, "'meanings' must be a mapping, not \(meanings.kind)")
        return nil
      }
      for entry in entries {
        if let value = reader.number(entry.value, "a meaning") {
          source.meanings[entry.key] = value
        }
      }
    }
    return source
  }

  private static func pairs(
    _ node: ConfigNode?, _ reader: inout ConfigReader
  ) -> [(Part, ConfigNode)] {
    guard let node else { return [] }
    guard case .mapping(let entries) = node.value else {
      reader.report(node.position, "the parts of a region must be a mapping, not \(node.kind)")
      return []
    }
    return entries.compactMap { entry in
      guard let part = Part(rawValue: entry.key) else {
        reader.reportUnknown(
          "part of a region", entry.key, at: entry.value.position,
          known: Part.allCases.map(\.rawValue))
        return nil
      }
      return (part, entry.value)
    }
  }
}
