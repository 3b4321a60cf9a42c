/// Everything that dmalint knows about the world: functions, platforms and rules.
///
/// What ships is embedded text that is decoded when it is asked for: a run asks for a few dozen of
/// the functions and one platform. What users write is decoded by the tool, added, and found first.
public struct Knowledge: Sendable {
  private let shippedModels: RecordTable
  private let shippedPlatforms: RecordTable
  private let shippedPages: RecordTable
  private var ownModels: [String: [FunctionModel]] = [:]
  /// Models whose names have a `*`: users' first, each kind in its order.
  private var patterns: [FunctionModel] = []
  private var ownPlatforms: [String: Platform] = [:]
  /// The rules in the order of their codes.
  public let rules: [RuleHeader]

  /// Knowledge of nothing.
  public init() {
    self.init(models: RecordTable(), patterns: RecordTable(), platforms: RecordTable())
  }

  /// What ships: records of models by name and of those with a `*`, of platforms, and of the bodies
  /// of pages by code.
  public init(
    models: RecordTable, patterns: RecordTable, platforms: RecordTable,
    rules: [RuleHeader] = [], pages: RecordTable = RecordTable()
  ) {
    shippedModels = models
    shippedPlatforms = platforms
    shippedPages = pages
    self.patterns = patterns.names.flatMap { Self.models(in: patterns, named: $0) }
    self.rules = rules
  }
}

// Functions.
extension Knowledge {
  /// What is known of the function: the user's models, then the built-in ones. A name that stands
  /// in several kits has several. An exact name goes before a pattern.
  ///
  /// Decodes anew each time: ask once a name.
  public func models(named name: String) -> [FunctionModel] {
    let exact = (ownModels[name] ?? []) + Self.models(in: shippedModels, named: name)
    return exact.isEmpty ? patterns.filter { Self.matches(name, $0.name) } : exact
  }

  /// The first of `models(named:)`.
  public func model(named name: String) -> FunctionModel? { models(named: name).first }

  /// What a function of Swift's library does to memory, by its owner's and its own name.
  func library(_ name: String) -> LibraryOperation? {
    if let own = ownModels[name]?.lazy.compactMap(\.library).first { return own }
    guard let node = shippedModels.node(named: name), case .sequence(let entries) = node.value
    else {
      return nil
    }
    // The embedder has checked the entries: one word of them is read.
    for entry in entries {
      guard case .sequence(let pair) = entry.value, pair.count == 2,
        case .mapping(let fields) = pair[1].value
      else { continue }
      for field in fields where field.key == "library" {
        if case .scalar(let word) = field.value.value { return LibraryOperation(rawValue: word) }
      }
    }
    return nil
  }

  /// The names of all models, patterns included, in their order.
  public var modelNames: [String] {
    Set(shippedModels.names).union(ownModels.keys).union(patterns.map(\.name)).sorted()
  }

  /// The known name that is nearest to a mistyped one.
  public func nearestModelName(to name: String) -> String? { nearestName(to: name, in: modelNames) }

  /// Adds a user's models: they are found before those known so far.
  public mutating func add(_ models: [FunctionModel]) {
    var added: [FunctionModel] = []
    for model in models.reversed() {
      if Self.isPattern(model.name) {
        added.insert(model, at: 0)
      } else {
        ownModels[model.name, default: []].insert(model, at: 0)
      }
    }
    patterns.insert(contentsOf: added, at: 0)
  }

  /// Whether the name is one with a `*` at its beginning or end.
  public static func isPattern(_ name: String) -> Bool {
    name.utf8.first == UInt8(ascii: "*") || name.utf8.last == UInt8(ascii: "*")
  }

  /// Whether a name is what `pattern` stands for; `*` at an end stands for any rest.
  public static func matches(_ name: String, _ pattern: String) -> Bool {
    switch (pattern.hasPrefix("*"), pattern.hasSuffix("*")) {
    case (true, true): pattern.count < 2 || name.contains(pattern.dropFirst().dropLast())
    case (true, false): name.hasSuffix(pattern.dropFirst())
    case (false, true): name.hasPrefix(pattern.dropLast())
    case (false, false): name == pattern
    }
  }

  private static func models(in table: RecordTable, named name: String) -> [FunctionModel] {
    guard let node = table.node(named: name), case .sequence(let entries) = node.value else {
      return []
    }
    // The embedder has checked the entries and written the sdk and the full source into each.
    return entries.flatMap { entry in
      guard case .sequence(let pair) = entry.value, pair.count == 2,
        case .scalar(let sdk) = pair[0].value
      else { return [FunctionModel]() }
      var reader = ConfigReader()
      return FunctionModel.decode(pair[1], defaults: ModelDefaults(sdk: sdk), &reader)
    }
  }
}

// Platforms.
extension Knowledge {
  public func platform(named name: String) -> Lookup<Platform> {
    platform(named: name, depth: 0)
  }

  /// The names of all platforms, in their order.
  public var platformNames: [String] {
    Set(shippedPlatforms.names).union(ownPlatforms.keys).sorted()
  }

  /// Adds a user's platform, which hides a built-in one of the same name.
  public mutating func add(_ platform: Platform) {
    ownPlatforms[platform.name] = platform
  }

  /// Platforms extend each other a few times only; the limit ends a circle of damaged records.
  private func platform(named name: String, depth: Int) -> Lookup<Platform> {
    if let platform = ownPlatforms[name] { return .found(platform) }
    if depth < 8, let node = shippedPlatforms.node(named: name),
      let platform = Platform.decode(
        node, extending: { self.platform(named: $0, depth: depth + 1) }
      ).platform
    {
      return .found(platform)
    }
    return .unknown(nearest: nearestName(to: name, in: platformNames))
  }
}

// Rules.
extension Knowledge {
  /// The rule with this code or name.
  public func rule(named name: String) -> Lookup<RuleHeader> {
    if let rule = rules.first(where: { $0.code == name || $0.name == name }) { return .found(rule) }
    return .unknown(nearest: nearestName(to: name, in: rules.flatMap { [$0.code, $0.name] }))
  }

  /// The page of the rule with this code or name.
  public func page(named name: String) -> Lookup<RulePage> {
    switch rule(named: name) {
    case .unknown(let nearest): return .unknown(nearest: nearest)
    case .found(let header):
      guard case .scalar(let body)? = shippedPages.node(named: header.code)?.value else {
        return .unknown(nearest: nil)
      }
      return .found(RulePage.decode(header, body: body, firstLine: 1).page)
    }
  }
}
