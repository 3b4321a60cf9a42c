/// The form of a file of function models: those that ship in `Rules/models` and those of users.
public enum ModelFile {
  /// The models that `node` describes, without those that have a problem.
  public static func decode(
    _ node: ConfigNode
  ) -> (models: [FunctionModel], problems: [ConfigProblem]) {
    var reader = ConfigReader()
    let models = decode(node, &reader)
    return (models, reader.problems.sorted())
  }

  private static func decode(
    _ node: ConfigNode, _ reader: inout ConfigReader
  ) -> [FunctionModel] {
    let known = ["sdk", "source", "sources", "yields-to-body", "functions"]
    guard let fields = reader.fields(of: node, "a model file", known: known) else { return [] }
    guard let sdk = reader.requiredText(fields, "sdk") else { return [] }
    var defaults = ModelDefaults(sdk: sdk, source: reader.text(fields["source"], "'source'"))
    defaults.yieldsToBody = reader.flag(fields["yields-to-body"], "'yields-to-body'") ?? false
    if let sources = fields["sources"] {
      if case .mapping(let entries) = sources.value {
        for entry in entries {
          guard let text = reader.text(entry.value, "a source") else { continue }
          defaults.sources.append((entry.key, text))
        }
      } else {
        reader.report(sources.position, "'sources' must be a mapping, not \(sources.kind)")
      }
    }
    guard let functions = fields["functions"] else {
      reader.report(node.position, "the key 'functions' is missing")
      return []
    }
    return reader.list(functions).flatMap {
      FunctionModel.decode($0, defaults: defaults, &reader)
    }
  }
}

/// What a model file says once for all its functions.
struct ModelDefaults {
  var sdk: String
  /// The source of functions that name none of their own.
  var source: String?
  var yieldsToBody = false
  /// What the short names of headers stand for; a name with a `*` at its end stands for all headers
  /// of a folder, and its text for the folder.
  var sources: [(short: String, full: String)] = []

  /// `dma.h:639` becomes the full name of the header with the line; other texts stay as they are.
  func expand(_ source: String) -> String {
    let end = source.firstIndex(of: ":") ?? source.endIndex
    let short = String(source[..<end])
    guard let found = sources.first(where: { Knowledge.matches(short, $0.short) }) else {
      return source
    }
    return found.full + (found.short == short ? source[end...] : source[...])
  }
}

extension FunctionModel {
  static let knownKeys = [
    "name", "names", "role", "role-if", "parameters", "buffers", "channel", "trigger", "success",
    "busy", "completed", "maps-devices",
    "blocking", "blocks-if", "blocks-without-handler", "completion-in-handler-only",
    "asynchronous-stop", "waits-if", "queued",
    "completes", "signal", "circular", "circular-if", "scanning", "copies-unfit",
    "completion-handlers", "half-handlers", "error-handlers", "handler", "handler-fields",
    "announces", "settings", "register", "element-width", "status", "timeout", "fences",
    "maintains", "exclusion",
    "sets-up", "region", "body-visible", "yields-to-body", "must-check", "maximum-count",
    "allocation", "library",
    "note", "source", "confidence",
  ]

  /// Keys that mean something for some roles only.
  private static let rolesOfKeys: [(key: String, roles: [Role])] = [
    ("trigger", [.start, .handler, .configure]),
    ("success", [.start, .stop, .allocate, .configure, .handler]),
    ("busy", [.start]), ("maps-devices", [.none]), ("completed", [.wait, .poll]),
    ("status", [.wait, .poll]),
    ("blocking", [.start]),
    ("blocks-if", [.start]), ("blocks-without-handler", [.start]),
    ("completion-in-handler-only", [.start]), ("asynchronous-stop", [.stop]),
    ("waits-if", [.stop]),
    ("queued", [.start]), ("completes", [.wait]), ("signal", [.none]), ("circular", [.start]),
    ("circular-if", [.start]), ("scanning", [.start]), ("copies-unfit", [.start]),
    ("half-handlers", [.start, .handler]), ("error-handlers", [.start, .handler, .stop]),
    ("completion-handlers", [.start, .handler, .stop]), ("handler-fields", [.handler, .configure]),
    ("handler", [.handler, .start, .configure]), ("announces", [.none]),
    ("settings", [.configure, .handler]),
    ("register", [.registerRead, .registerWrite]), ("allocation", [.allocate]),
  ]

  /// The models of one entry: one for each of its names. A model with a problem is left out.
  static func decode(
    _ node: ConfigNode, defaults: ModelDefaults, _ reader: inout ConfigReader
  ) -> [FunctionModel] {
    let before = reader.problems.count
    guard let fields = reader.fields(of: node, "a function", known: knownKeys) else { return [] }
    let names = reader.texts(fields["name"], "'name'") + reader.texts(fields["names"], "'names'")
    if names.isEmpty { reader.report(node.position, "the function has no name") }
    guard let role = reader.choice(fields["role"], "role", of: Role.self) else {
      if fields["role"] == nil { reader.report(node.position, "the key 'role' is missing") }
      return []
    }
    for (key, roles) in rolesOfKeys where fields[key] != nil && !roles.contains(role) {
      reader.report(
        fields.position(ofKey: key), "'\(key)' means nothing for the role '\(role.rawValue)'")
    }
    let source = reader.text(fields["source"], "'source'") ?? defaults.source
    if source == nil { reader.report(node.position, "the function names no source") }
    var model = FunctionModel(
      name: "", sdk: defaults.sdk, role: role, source: defaults.expand(source ?? ""))
    model.yieldsToBody =
      reader.flag(fields["yields-to-body"], "'yields-to-body'") ?? defaults.yieldsToBody
    model.decodeMemory(fields, &reader)
    model.decodeOutcomes(fields, &reader)
    model.decodeEffects(fields, &reader)
    guard reader.problems.count == before else { return [] }
    return names.map { name in
      var named = model
      named.name = name
      return named
    }
  }

  /// Which memory and which channel.
  private mutating func decodeMemory(_ fields: ConfigFields, _ reader: inout ConfigReader) {
    parameters = reader.texts(fields["parameters"], "a parameter")
    let names = ParameterNames(parameters)
    roleIf = reader.list(fields["role-if"]).compactMap {
      ConditionalRole.decode($0, names, &reader)
    }
    buffers = reader.list(fields["buffers"]).compactMap { BufferRole.decode($0, names, &reader) }
    channel = fields["channel"].flatMap { ChannelKey.decode($0, names, &reader) }
    trigger = names.index(fields["trigger"], &reader)
    settings = reader.list(fields["settings"]).compactMap { Setting.decode($0, names, &reader) }
    register = fields["register"].flatMap { RegisterAccess.decode($0, names, &reader) }
    allocation = fields["allocation"].flatMap { Allocation.decode($0, names, &reader) }
    maximumCount = reader.number(fields["maximum-count"], "'maximum-count'")
    elementWidth = fields["element-width"].flatMap {
      ElementWidth.decode($0, names, &reader)
    }
  }

  /// By which result, when and how it starts, ends and waits.
  private mutating func decodeOutcomes(_ fields: ConfigFields, _ reader: inout ConfigReader) {
    let names = ParameterNames(parameters)
    success = fields["success"].flatMap { Outcome.decode($0, &reader) }
    mapsDevices = reader.flag(fields["maps-devices"], "'maps-devices'") ?? false
    busy = reader.texts(fields["busy"], "'busy'")
    completed = fields["completed"].flatMap { Outcome.decode($0, &reader) }
    mustCheckResult = reader.flag(fields["must-check"], "'must-check'") ?? false
    isBlocking = reader.flag(fields["blocking"], "'blocking'") ?? false
    blocksIf = fields["blocks-if"].flatMap { ArgumentCondition.decode($0, names, &reader) }
    blocksWithoutHandler = reader.text(
      fields["blocks-without-handler"], "'blocks-without-handler'")
    showsCompletionInHandlerOnly =
      reader.flag(fields["completion-in-handler-only"], "'completion-in-handler-only'") ?? false
    isAsynchronousStop = reader.flag(fields["asynchronous-stop"], "'asynchronous-stop'") ?? false
    waitsIf = fields["waits-if"].flatMap { ArgumentCondition.decode($0, names, &reader) }
    isQueued = reader.flag(fields["queued"], "'queued'") ?? false
    if let word = reader.text(fields["completes"], "'completes'") {
      completesOldestOnly = word == "oldest"
      if word != "oldest", word != "all" {
        reader.reportUnknown(
          "number of transfers", word, at: fields.position(ofKey: "completes"),
          known: ["oldest", "all"])
      }
    }
    isSignal = reader.flag(fields["signal"], "'signal'") ?? false
    isCircular = reader.flag(fields["circular"], "'circular'") ?? false
    circularIf = fields["circular-if"].flatMap { ArgumentCondition.decode($0, names, &reader) }
    isScanning = reader.flag(fields["scanning"], "'scanning'") ?? false
    copiesUnfit = reader.flag(fields["copies-unfit"], "'copies-unfit'") ?? false
    status = fields["status"].flatMap { StatusField.decode($0, names, &reader) }
    timeout = fields["timeout"].flatMap { Timeout.decode($0, names, &reader) }
    completionHandlers = reader.texts(fields["completion-handlers"], "a handler's name")
    halfHandlers = reader.texts(fields["half-handlers"], "a handler's name")
    errorHandlers = reader.texts(fields["error-handlers"], "a handler's name")
    handlerParameter = names.index(fields["handler"], &reader)
    handlerFields = reader.texts(fields["handler-fields"], "a field")
    announces = reader.choice(fields["announces"], "event")
  }

  /// What it does by itself, and how far all of this can be trusted.
  private mutating func decodeEffects(_ fields: ConfigFields, _ reader: inout ConfigReader) {
    fences = reader.list(fields["fences"]).compactMap { FenceKind.decode($0, &reader) }
    maintains = reader.list(fields["maintains"]).compactMap {
      reader.choice($0, "maintenance", of: Maintenance.self)
    }
    exclusion = reader.choice(fields["exclusion"], "exclusion")
    setsUp = reader.choice(fields["sets-up"], "set-up")
    region = fields["region"].flatMap {
      RegionSource.decode($0, ParameterNames(parameters), &reader)
    }
    isBodyVisible = reader.flag(fields["body-visible"], "'body-visible'") ?? false
    library = reader.choice(fields["library"], "library operation")
    note = reader.text(fields["note"], "'note'")
    confidence = reader.confidence(fields)
  }
}

/// The names by which the fields of a model refer to parameters.
struct ParameterNames {
  private let names: [String]

  init(_ names: [String]) {
    self.names = names
  }

  /// A parameter's index, given as a number, as one of the names, or as `receiver` or `result`.
  func index(_ node: ConfigNode?, _ reader: inout ConfigReader) -> Int? {
    guard let node, let text = reader.text(node, "a parameter") else { return nil }
    if text == "receiver" { return -1 }
    if text == "result" { return -2 }
    if let index = Int(text), index >= 0 {
      if names.isEmpty || index < names.count { return index }
      reader.report(node.position, "there is no parameter \(index)")
      return nil
    }
    if let index = names.firstIndex(of: text) { return index }
    reader.reportUnknown(
      "parameter", text, at: node.position, known: names + ["receiver", "result"])
    return nil
  }

  /// As `index(_:_:)`, where the key must be given.
  func required(
    _ fields: ConfigFields, _ key: String, _ reader: inout ConfigReader
  ) -> Int? {
    if fields[key] == nil { reader.report(fields.position, "the key '\(key)' is missing") }
    return index(fields[key], &reader)
  }
}

extension FunctionModel.BufferRole {
  private static let knownKeys = [
    "parameter", "global", "direction", "direction-configured", "length", "unit", "retention",
    "fields",
  ]

  fileprivate static func decode(
    _ node: ConfigNode, _ names: ParameterNames, _ reader: inout ConfigReader
  ) -> Self? {
    guard let fields = reader.fields(of: node, "a buffer", known: knownKeys) else { return nil }
    let global = reader.text(fields["global"], "'global'")
    let parameter = global != nil ? -3 : names.required(fields, "parameter", &reader)
    if fields["direction"] == nil { reader.report(node.position, "the key 'direction' is missing") }
    let direction = reader.choice(
      fields["direction"], "direction", of: FunctionModel.Direction.self)
    guard let parameter, let direction else { return nil }
    var buffer = Self(
      parameter: parameter, direction: direction, length: names.index(fields["length"], &reader),
      unit: FunctionModel.LengthUnit.decode(fields["unit"], &reader),
      retention: reader.choice(fields["retention"], "retention") ?? .keeps)
    buffer.global = global
    buffer.isDirectionConfigured =
      reader.flag(fields["direction-configured"], "'direction-configured'") ?? false
    if let described = fields["fields"], direction != .descriptor {
      reader.report(described.position, "only a descriptor has fields")
    }
    buffer.fields = reader.list(fields["fields"]).compactMap {
      FunctionModel.FieldRole.decode($0, &reader)
    }
    return buffer
  }
}

extension FunctionModel.ElementWidth {
  fileprivate static func decode(
    _ node: ConfigNode, _ names: ParameterNames, _ reader: inout ConfigReader
  ) -> Self? {
    let known = ["parameter", "field", "unless", "widths"]
    guard let fields = reader.fields(of: node, "an element's width", known: known),
      let parameter = names.required(fields, "parameter", &reader),
      let field = reader.requiredText(fields, "field")
    else { return nil }
    var width = Self(parameter: parameter, field: field)
    width.unless = reader.text(fields["unless"], "'unless'")
    width.widths = reader.list(fields["widths"]).compactMap { entry in
      guard
        let fields = reader.fields(of: entry, "a width", known: ["names", "from", "to", "bytes"]),
        let first = reader.number(fields["from"], "'from'"),
        let bytes = reader.number(fields["bytes"], "'bytes'")
      else {
        reader.report(entry.position, "a width needs 'from' and 'bytes'")
        return nil
      }
      return Width(
        names: reader.texts(fields["names"], "a constant's name"), first: first,
        last: reader.number(fields["to"], "'to'") ?? first, bytes: bytes)
    }
    return width
  }
}

extension FunctionModel.FieldRole {
  fileprivate static func decode(_ node: ConfigNode, _ reader: inout ConfigReader) -> Self? {
    let known = ["name", "direction", "direction-configured", "length", "unit", "retention"]
    guard let fields = reader.fields(of: node, "a field", known: known),
      let name = reader.requiredText(fields, "name"),
      let direction = reader.choice(
        fields["direction"], "direction", of: FunctionModel.Direction.self)
    else { return nil }
    var field = Self(
      name: name, direction: direction, length: reader.text(fields["length"], "'length'"),
      unit: FunctionModel.LengthUnit.decode(fields["unit"], &reader))
    field.isDirectionConfigured =
      reader.flag(fields["direction-configured"], "'direction-configured'") ?? false
    field.retention = reader.choice(fields["retention"], "retention") ?? .keeps
    return field
  }
}

extension FunctionModel.LengthUnit {
  /// A word, or the bytes of one unit as a number. Bytes where nothing is said.
  fileprivate static func decode(_ node: ConfigNode?, _ reader: inout ConfigReader) -> Self {
    guard let node, let text = reader.text(node, "'unit'") else { return .bytes }
    switch text {
    case "bytes": return .bytes
    case "bits": return .bits
    case "elements": return .elements
    case "items": return .items
    case "transfers": return .transfers
    default: break
    }
    if let bytes = UInt32(text), bytes > 0 { return .units(bytes: bytes) }
    reader.reportUnknown(
      "unit", text, at: node.position, known: ["bytes", "bits", "elements", "items", "transfers"])
    return .bytes
  }
}

extension FunctionModel.ChannelKey {
  fileprivate static func decode(
    _ node: ConfigNode, _ names: ParameterNames, _ reader: inout ConfigReader
  ) -> Self? {
    guard
      let fields = reader.fields(of: node, "a channel", known: ["kind", "parameters", "mask"]),
      let kind = reader.requiredText(fields, "kind")
    else { return nil }
    var key = Self(
      kind: kind,
      parameters: reader.list(fields["parameters"]).compactMap { names.index($0, &reader) })
    key.isMask = reader.flag(fields["mask"], "'mask'") ?? false
    return key
  }
}

extension FunctionModel.Outcome {
  private static let words = [
    "true": Self.isTrue, "false": .isFalse, "null": .isNull, "not-null": .isNotNull,
    "no-throw": .doesNotThrow, "always": .always,
  ]

  /// A word, the constants that the result equals, or `differs:` with those it differs from.
  fileprivate static func decode(_ node: ConfigNode, _ reader: inout ConfigReader) -> Self? {
    switch node.value {
    case .scalar(let text):
      if let word = words[text] { return word }
      return reader.text(node, "an outcome").map { .equals([$0]) }
    case .sequence:
      return .equals(reader.texts(node, "a constant"))
    case .mapping:
      guard
        let fields = reader.fields(of: node, "an outcome", known: ["equals", "differs"])
      else { return nil }
      if fields["differs"] != nil { return .differs(reader.texts(fields["differs"], "a constant")) }
      return .equals(reader.texts(fields["equals"], "a constant"))
    }
  }
}

extension FunctionModel.ConditionalRole {
  fileprivate static func decode(
    _ node: ConfigNode, _ names: ParameterNames, _ reader: inout ConfigReader
  ) -> Self? {
    let known = FunctionModel.ArgumentCondition.knownKeys + ["role"]
    guard let fields = reader.fields(of: node, "a conditional role", known: known),
      let condition = FunctionModel.ArgumentCondition.decode(fields, names, &reader)
    else { return nil }
    if fields["role"] == nil { reader.report(node.position, "the key 'role' is missing") }
    return reader.choice(fields["role"], "role", of: FunctionModel.Role.self).map {
      Self(condition: condition, role: $0)
    }
  }
}

extension FunctionModel.ArgumentCondition {
  fileprivate static let knownKeys = ["parameter", "field", "is", "equals", "flag"]

  fileprivate static func decode(
    _ node: ConfigNode, _ names: ParameterNames, _ reader: inout ConfigReader
  ) -> Self? {
    reader.fields(of: node, "a condition", known: knownKeys).flatMap {
      decode($0, names, &reader)
    }
  }

  fileprivate static func decode(
    _ fields: ConfigFields, _ names: ParameterNames, _ reader: inout ConfigReader
  ) -> Self? {
    guard let parameter = names.required(fields, "parameter", &reader) else { return nil }
    let field = reader.text(fields["field"], "'field'")
    if fields["equals"] != nil {
      let constants = reader.texts(fields["equals"], "a constant")
      return Self(parameter: parameter, field: field, test: .equals(constants))
    }
    if fields["flag"] != nil {
      let flags = reader.texts(fields["flag"], "a flag")
      return Self(parameter: parameter, field: field, test: .hasFlag(flags))
    }
    guard let node = fields["is"], let word = reader.text(node, "'is'") else {
      reader.report(fields.position, "the condition needs 'is', 'equals' or 'flag'")
      return nil
    }
    let tests: [(String, Test)] = [
      ("true", .isTrue), ("false", .isFalse), ("null", .isNull), ("not-null", .isNotNull),
    ]
    guard let test = tests.first(where: { $0.0 == word })?.1 else {
      reader.reportUnknown("test", word, at: node.position, known: tests.map(\.0))
      return nil
    }
    return Self(parameter: parameter, field: field, test: test)
  }
}

extension FunctionModel.Setting {
  private static let knownKeys = [
    "property", "target", "value", "constant", "selector", "meanings",
  ]

  fileprivate static func decode(
    _ node: ConfigNode, _ names: ParameterNames, _ reader: inout ConfigReader
  ) -> Self? {
    guard let fields = reader.fields(of: node, "a setting", known: knownKeys),
      let property = reader.choice(fields["property"], "property", of: Property.self),
      let target = names.required(fields, "target", &reader)
    else { return nil }
    var setting = Self(property, target: target)
    setting.value = names.index(fields["value"], &reader)
    setting.constant = reader.number(fields["constant"], "'constant'")
    setting.selector = names.index(fields["selector"], &reader)
    if setting.value == nil, setting.constant == nil {
      reader.report(node.position, "the setting needs 'value' or 'constant'")
    }
    if let meanings = fields["meanings"] {
      guard case .mapping(let entries) = meanings.value else {
        reader.report(meanings.position, "'meanings' must be a mapping, not \(meanings.kind)")
        return nil
      }
      setting.meanings = entries.compactMap { entry in
        reader.number(entry.value, "a meaning").map { Meaning(name: entry.key, value: $0) }
      }
    }
    return setting
  }
}

extension FunctionModel.RegisterAccess {
  fileprivate static func decode(
    _ node: ConfigNode, _ names: ParameterNames, _ reader: inout ConfigReader
  ) -> Self? {
    let known = ["address", "offset", "value", "width"]
    guard let fields = reader.fields(of: node, "a register", known: known),
      let address = names.required(fields, "address", &reader)
    else { return nil }
    var access = Self(address: address)
    access.offset = names.index(fields["offset"], &reader)
    access.value = names.index(fields["value"], &reader)
    access.width = reader.number(fields["width"], "'width'", upTo: 8).map { UInt32($0) }
    return access
  }
}

extension FunctionModel.StatusField {
  fileprivate static func decode(
    _ node: ConfigNode, _ names: ParameterNames, _ reader: inout ConfigReader
  ) -> Self? {
    guard let fields = reader.fields(of: node, "a status", known: ["parameter", "field"]),
      let parameter = names.required(fields, "parameter", &reader)
    else { return nil }
    return Self(parameter: parameter, field: reader.text(fields["field"], "'field'"))
  }
}

extension FunctionModel.Timeout {
  fileprivate static func decode(
    _ node: ConfigNode, _ names: ParameterNames, _ reader: inout ConfigReader
  ) -> Self? {
    guard let fields = reader.fields(of: node, "a timeout", known: ["parameter", "forever"]),
      let parameter = names.required(fields, "parameter", &reader)
    else { return nil }
    return Self(parameter: parameter, forever: reader.texts(fields["forever"], "a constant"))
  }
}

extension FunctionModel.Allocation {
  private static let knownKeys = [
    "size", "count", "alignment", "guaranteed-alignment", "dma-capable", "capability",
    "capability-flags", "replaces", "non-cacheable", "zeroed",
  ]

  fileprivate static func decode(
    _ node: ConfigNode, _ names: ParameterNames, _ reader: inout ConfigReader
  ) -> Self? {
    guard let fields = reader.fields(of: node, "an allocation", known: knownKeys) else {
      return nil
    }
    var allocation = Self()
    allocation.size = names.index(fields["size"], &reader)
    allocation.count = names.index(fields["count"], &reader)
    allocation.alignment = names.index(fields["alignment"], &reader)
    allocation.guaranteedAlignment =
      reader.number(fields["guaranteed-alignment"], "'guaranteed-alignment'", upTo: 1 << 31)
      .map { UInt32($0) }
    allocation.isDMACapable = reader.flag(fields["dma-capable"], "'dma-capable'") ?? false
    allocation.capabilityParameter = names.index(fields["capability"], &reader)
    allocation.capabilityFlags = reader.texts(fields["capability-flags"], "a flag")
    allocation.replaces = names.index(fields["replaces"], &reader)
    allocation.isNonCacheable = reader.flag(fields["non-cacheable"], "'non-cacheable'") ?? false
    allocation.isZeroed = reader.flag(fields["zeroed"], "'zeroed'") ?? false
    return allocation
  }
}

extension FenceKind {
  /// `compiler`, `signal`, an ordering for an atomic fence, or the text of an instruction.
  fileprivate static func decode(_ node: ConfigNode, _ reader: inout ConfigReader) -> Self? {
    guard let text = reader.text(node, "a fence") else { return nil }
    if text == "compiler" { return .compiler }
    if text == "signal" { return .signal }
    if let ordering = Ordering(rawValue: text) { return .atomic(ordering) }
    let instruction = BarrierText.normalised(text)
    if BarrierText.isBarrier(instruction) { return .instruction(instruction) }
    reader.reportUnknown(
      "fence", text, at: node.position,
      known: ["compiler", "signal"] + Ordering.allCases.map(\.rawValue) + BarrierText.mnemonics)
    return nil
  }
}
