extension Platform {
  private static let knownKeys = [
    "name", "extends", "architecture", "core", "cores", "mmu", "mpu", "heap", "cache", "barriers",
    "regions", "sections", "engines", "peripherals", "note", "source",
  ]

  /// Which platform a file extends, if any: it has to be known before the file can be decoded.
  public static func baseName(in node: ConfigNode) -> String? {
    guard case .mapping(let entries) = node.value,
      case .scalar(let name)? = entries.first(where: { $0.key == "extends" })?.value.value
    else { return nil }
    return name
  }

  /// The platform that `node` describes; nil where what is missing makes it useless.
  ///
  /// A file with `extends` starts from that platform: values replace its values, and regions,
  /// sections and engines are added to its own or replace those of the same name.
  public static func decode(
    _ node: ConfigNode,
    extending base: (String) -> Lookup<Platform> = { _ in .unknown(nearest: nil) }
  ) -> (platform: Platform?, problems: [ConfigProblem]) {
    var reader = ConfigReader()
    let platform = decode(node, extending: base, &reader)
    return (platform, reader.problems.sorted())
  }

  private static func decode(
    _ node: ConfigNode, extending base: (String) -> Lookup<Platform>, _ reader: inout ConfigReader
  ) -> Platform? {
    guard let fields = reader.fields(of: node, "a platform", known: knownKeys) else { return nil }
    guard let name = reader.requiredText(fields, "name") else { return nil }
    let source = reader.text(fields["source"], "'source'")
    if source == nil { reader.report(node.position, "the platform names no source") }
    var platform = Platform(
      name: name, architecture: "", core: "",
      barriers: BarrierTable(beforeStart: .compiler, afterCompletion: .compiler, source: ""),
      source: source ?? "")
    if let extended = fields["extends"] {
      guard let ancestor = reader.text(extended, "'extends'") else { return nil }
      switch base(ancestor) {
      case .found(let found):
        platform = found
        platform.ancestors.insert(found.name, at: 0)
        platform.name = name
        platform.source = source ?? ""
        platform.note = nil
      case .unknown(let nearest):
        let hint = nearest.map { "; the nearest known one is '\($0)'" } ?? ""
        reader.report(extended.position, "unknown platform '\(ancestor)'\(hint)")
        return nil
      }
    } else if fields["barriers"] == nil {
      reader.report(node.position, "the key 'barriers' is missing")
    }
    platform.apply(fields, &reader)
    return platform
  }

  private mutating func apply(_ fields: ConfigFields, _ reader: inout ConfigReader) {
    if let text = reader.text(fields["architecture"], "'architecture'") { architecture = text }
    if let text = reader.text(fields["core"], "'core'") { core = text }
    if let number = reader.number(fields["cores"], "'cores'", upTo: 1024) { cores = Int(number) }
    if let flag = reader.flag(fields["mmu"], "'mmu'") { hasMMU = flag }
    if let node = fields["heap"],
      let values = reader.fields(of: node, "a heap", known: ["dma-capable", "source"]),
      let isCapable = reader.flag(values["dma-capable"], "'dma-capable'")
    {
      heap = Heap(isDMACapable: isCapable, source: reader.requiredText(values, "source") ?? "")
    }
    if let node = fields["mpu"] { protection = Protection.decode(node, &reader) ?? protection }
    if let note = reader.text(fields["note"], "'note'") { self.note = note }
    if let node = fields["cache"] {
      if case .scalar("none") = node.value {
        cache = nil
      } else {
        cache = Cache.decode(node, &reader) ?? cache
      }
    }
    if let node = fields["barriers"] {
      barriers = BarrierTable.decode(node, extending: barriers, &reader)
    }
    for node in reader.list(fields["regions"]) {
      guard let region = MemoryRegion.decode(node, &reader) else { continue }
      regions.removeAll { $0.name == region.name }
      regions.append(region)
    }
    for node in reader.list(fields["engines"]) {
      guard let engine = Engine.decode(node, &reader) else { continue }
      engines.removeAll { $0.name == engine.name }
      engines.append(engine)
    }
    peripherals += reader.list(fields["peripherals"]).compactMap { reader.range($0, "a range") }
    applySections(fields["sections"], &reader)
    checkNames(fields, &reader)
  }

  private mutating func applySections(_ node: ConfigNode?, _ reader: inout ConfigReader) {
    guard let node else { return }
    guard case .mapping(let entries) = node.value else {
      reader.report(node.position, "'sections' must be a mapping, not \(node.kind)")
      return
    }
    for entry in entries {
      guard let region = reader.text(entry.value, "a region") else { continue }
      guard regions.contains(where: { $0.name == region }) else {
        reader.reportUnknown(
          "region", region, at: entry.value.position, known: regions.map(\.name))
        continue
      }
      sections.removeAll { $0.section == entry.key }
      sections.append((entry.key, region))
    }
  }

  /// Regions may only name engines that the platform has.
  private func checkNames(_ fields: ConfigFields, _ reader: inout ConfigReader) {
    let known = engines.map(\.name)
    for region in regions {
      if let other = region.aliasOf, !regions.contains(where: { $0.name == other }) {
        reader.reportUnknown(
          "region", other, at: fields.position(ofKey: "regions"), known: regions.map(\.name))
      }
      for engine in region.reachableBy ?? [] where !known.contains(engine) {
        reader.reportUnknown(
          "engine", engine, at: fields.position(ofKey: "regions"), known: known)
      }
    }
  }
}

/// The answer to a question for something by name.
public enum Lookup<Found: Sendable>: Sendable {
  case found(Found)
  /// There is none; the nearest name that there is.
  case unknown(nearest: String?)
}

extension ConfigReader {
  /// `0x2000_0000-0x2001_FFFF` (both ends belong to it) or `0x2000_0000+128K`.
  mutating func range(_ node: ConfigNode?, _ what: String) -> Platform.AddressRange? {
    guard let node, let text = text(node, what) else { return nil }
    let separator = text.contains("+") ? "+" : "-" as Character
    let parts = text.split(separator: separator).map {
      String($0.drop { $0 == " " }.prefix { $0 != " " })
    }
    if parts.count == 2, let first = Self.number(parts[0]), let second = Self.number(parts[1]) {
      let (last, overflow) = first.addingReportingOverflow(separator == "+" ? second &- 1 : 0)
      if separator == "-", first <= second {
        return Platform.AddressRange(first: first, last: second)
      }
      if separator == "+", second > 0, !overflow {
        return Platform.AddressRange(first: first, last: last)
      }
    }
    report(
      node.position, "\(what) must be FIRST-LAST or START+SIZE with numbers, not '\(text)'")
    return nil
  }
}

extension Platform.Cache {
  fileprivate static func decode(_ node: ConfigNode, _ reader: inout ConfigReader) -> Self? {
    let known = ["line", "largest-line", "write-back", "coherent", "source"]
    guard let fields = reader.fields(of: node, "a cache", known: known) else { return nil }
    guard let line = reader.lineSize(fields["line"], "'line'") else {
      if fields["line"] == nil { reader.report(node.position, "the key 'line' is missing") }
      return nil
    }
    var cache = Self(
      line: line, largestLine: reader.lineSize(fields["largest-line"], "'largest-line'") ?? line,
      source: reader.requiredText(fields, "source") ?? "")
    cache.isWriteBack = reader.flag(fields["write-back"], "'write-back'") ?? true
    cache.isCoherent = reader.flag(fields["coherent"], "'coherent'") ?? false
    return cache
  }
}

extension ConfigReader {
  fileprivate mutating func lineSize(_ node: ConfigNode?, _ what: String) -> UInt32? {
    guard let node, let size = number(node, what, upTo: 4096) else { return nil }
    guard size.nonzeroBitCount == 1 else {
      report(node.position, "\(what) must be a power of two")
      return nil
    }
    return UInt32(size)
  }
}

extension Platform.Protection {
  fileprivate static func decode(_ node: ConfigNode, _ reader: inout ConfigReader) -> Self? {
    let known = ["architecture", "caches-shareable", "source"]
    guard let fields = reader.fields(of: node, "a protection unit", known: known),
      let architecture = reader.choice(
        fields["architecture"], "architecture", of: Architecture.self)
    else { return nil }
    return Self(
      architecture: architecture,
      cachesShareable: reader.flag(fields["caches-shareable"], "'caches-shareable'") ?? true,
      source: reader.requiredText(fields, "source") ?? "")
  }
}

extension Platform.BarrierTable.Demand: CaseIterable {
  public static var allCases: [Self] { [.compiler, .instruction] }
}

extension Platform.BarrierTable {
  private static let knownKeys = [
    "before-start", "after-completion", "sufficient-before", "sufficient-after", "atomic-release",
    "atomic-acquire", "after-maintenance", "source",
  ]

  fileprivate static func decode(
    _ node: ConfigNode, extending base: Self, _ reader: inout ConfigReader
  ) -> Self {
    guard let fields = reader.fields(of: node, "a barrier table", known: knownKeys) else {
      return base
    }
    var table = base
    if let demand = reader.choice(fields["before-start"], "demand", of: Demand.self) {
      table.beforeStart = demand
    }
    if let demand = reader.choice(fields["after-completion"], "demand", of: Demand.self) {
      table.afterCompletion = demand
    }
    if fields["sufficient-before"] != nil {
      table.sufficientBefore = reader.barriers(fields["sufficient-before"])
    }
    if fields["sufficient-after"] != nil {
      table.sufficientAfter = reader.barriers(fields["sufficient-after"])
    }
    table.atomicRelease = reader.barriers(fields["atomic-release"]).first ?? table.atomicRelease
    table.atomicAcquire = reader.barriers(fields["atomic-acquire"]).first ?? table.atomicAcquire
    if fields["after-maintenance"] != nil {
      table.maintenanceBarrier = reader.barriers(fields["after-maintenance"])
    }
    table.source = reader.requiredText(fields, "source") ?? ""
    return table
  }
}

extension ConfigReader {
  /// Barrier instructions in their normal spelling.
  fileprivate mutating func barriers(_ node: ConfigNode?) -> [String] {
    list(node).compactMap { element in
      guard let text = text(element, "a barrier") else { return nil }
      let barrier = BarrierText.normalised(text)
      if BarrierText.isBarrier(barrier) { return barrier }
      reportUnknown("barrier", text, at: element.position, known: BarrierText.mnemonics)
      return nil
    }
  }
}

extension Platform.MemoryRegion.Kind: CaseIterable {
  public static var allCases: [Self] {
    [.ram, .tightlyCoupled, .flash, .device, .externalRAM, .rom]
  }
}

extension Platform.MemoryRegion {
  private static let knownKeys = [
    "name", "range", "kind", "cacheable", "reachable-by", "read-only", "source", "confidence",
    "alias-of", "ordinary",
  ]

  fileprivate static func decode(_ node: ConfigNode, _ reader: inout ConfigReader) -> Self? {
    guard let fields = reader.fields(of: node, "a region", known: knownKeys) else { return nil }
    for key in ["name", "range", "kind"] where fields[key] == nil {
      reader.report(node.position, "the key '\(key)' is missing")
    }
    guard let name = reader.text(fields["name"], "'name'"),
      let range = reader.range(fields["range"], "'range'"),
      let kind = reader.choice(fields["kind"], "kind", of: Kind.self)
    else { return nil }
    var region = Self(
      name: name, range: range, kind: kind, source: reader.requiredText(fields, "source") ?? "")
    region.isCacheable = reader.flag(fields["cacheable"], "'cacheable'")
    if let engines = fields["reachable-by"] {
      if case .scalar("none") = engines.value {
        region.reachableBy = []
      } else {
        region.reachableBy = reader.texts(engines, "an engine")
      }
    }
    region.isReadOnly =
      reader.flag(fields["read-only"], "'read-only'") ?? (kind == .flash || kind == .rom)
    region.aliasOf = reader.text(fields["alias-of"], "'alias-of'")
    region.isOrdinary = reader.flag(fields["ordinary"], "'ordinary'") ?? false
    region.confidence = reader.confidence(fields)
    return region
  }
}

extension Platform.Engine {
  private static let knownKeys = [
    "name", "registers", "block-types", "serves", "channel-kinds", "buffer-alignment",
    "length-multiple",
    "maximum-count", "ring-bits", "boundary", "reads-flash", "bus-alias", "peripheral-bus",
    "address-registers", "control", "control-block", "channels", "running", "transfer", "as-is",
    "direction",
    "scanning", "source", "confidence",
  ]

  fileprivate static func decode(_ node: ConfigNode, _ reader: inout ConfigReader) -> Self? {
    guard let fields = reader.fields(of: node, "an engine", known: knownKeys) else { return nil }
    guard let name = reader.requiredText(fields, "name") else { return nil }
    var engine = Self(name: name, source: reader.requiredText(fields, "source") ?? "")
    engine.blockTypes = reader.texts(fields["block-types"], "'block-types'")
    engine.registers = reader.list(fields["registers"]).compactMap { reader.range($0, "a range") }
    engine.serves = reader.texts(fields["serves"], "a peripheral")
    engine.channelKinds = reader.texts(fields["channel-kinds"], "a kind")
    engine.bufferAlignment = reader.count(fields["buffer-alignment"], "'buffer-alignment'")
    engine.lengthMultiple = reader.count(fields["length-multiple"], "'length-multiple'")
    engine.maximumCount = reader.number(fields["maximum-count"], "'maximum-count'")
    engine.ringBitsMaximum = reader.count(fields["ring-bits"], "'ring-bits'")
    engine.boundary = reader.number(fields["boundary"], "'boundary'")
    engine.readsFlash = reader.flag(fields["reads-flash"], "'reads-flash'") ?? true
    engine.isScanning = reader.flag(fields["scanning"], "'scanning'") ?? false
    if fields["direction"] != nil {
      engine.direction = reader.choice(
        fields["direction"], "direction", of: FunctionModel.Direction.self)
    }
    engine.busAlias = reader.number(fields["bus-alias"], "'bus-alias'")
    engine.addressRegisters = reader.list(fields["address-registers"]).compactMap {
      reader.number($0, "an offset")
    }
    for node in reader.list(fields["peripheral-bus"]) {
      guard let pair = reader.fields(of: node, "a bus range", known: ["cpu", "bus"]),
        let cpu = reader.range(pair["cpu"], "'cpu'"), let bus = reader.number(pair["bus"], "'bus'")
      else { continue }
      engine.peripheralBus.append((cpu, bus))
    }
    if let node = fields["control"],
      let control = reader.fields(
        of: node, "a control register", known: ["offset", "enable-mask", "self-clearing"]),
      let offset = reader.number(control["offset"], "'offset'"),
      let mask = reader.number(control["enable-mask"], "'enable-mask'")
    {
      engine.control = (
        offset, mask, reader.flag(control["self-clearing"], "'self-clearing'") ?? false
      )
    }
    if let node = fields["running"],
      let running = reader.fields(of: node, "a bit", known: ["offsets", "mask"]),
      let mask = reader.number(running["mask"], "'mask'")
    {
      engine.running = (
        reader.list(running["offsets"]).compactMap { reader.number($0, "an offset") }, mask
      )
    }
    engine.controlBlock = fields["control-block"].flatMap {
      Platform.ControlBlock.decode($0, &reader)
    }
    engine.channels = fields["channels"].flatMap {
      Platform.ChannelBlocks.decode($0, &reader)
    }
    engine.layout = fields["transfer"].flatMap { TransferLayout.decode($0, &reader) }
    if let node = fields["as-is"],
      let exception = reader.fields(of: node, "an exception", known: ["mask", "values"]),
      let mask = reader.number(exception["mask"], "'mask'")
    {
      engine.asIs = (
        mask, reader.list(exception["values"]).compactMap { reader.number($0, "a value") }
      )
    }
    engine.confidence = reader.confidence(fields)
    return engine
  }
}

extension Platform.ChannelBlocks {
  fileprivate static func decode(_ node: ConfigNode, _ reader: inout ConfigReader) -> Self? {
    let known = ["first", "stride", "count", "status"]
    guard let fields = reader.fields(of: node, "channel blocks", known: known),
      let first = reader.number(fields["first"], "'first'"),
      let stride = reader.number(fields["stride"], "'stride'"),
      let count = reader.number(fields["count"], "'count'"), stride > 0
    else {
      reader.report(node.position, "channel blocks need 'first', 'stride' and 'count'")
      return nil
    }
    var blocks = Self(first: first, stride: stride, count: count)
    blocks.status = reader.list(fields["status"]).compactMap { Status.decode($0, &reader) }
    return blocks
  }
}

extension Platform.ChannelBlocks.Status {
  fileprivate static func decode(_ node: ConfigNode, _ reader: inout ConfigReader) -> Self? {
    let known = ["register", "first-channel", "shifts", "mask", "ending", "half"]
    guard let fields = reader.fields(of: node, "a status register", known: known),
      let register = reader.number(fields["register"], "'register'"),
      let mask = reader.number(fields["mask"], "'mask'")
    else {
      reader.report(node.position, "a status register needs 'register', 'shifts' and 'mask'")
      return nil
    }
    let ending = reader.number(fields["ending"], "'ending'") ?? mask
    let half = reader.number(fields["half"], "'half'") ?? 0
    let shifts = reader.list(fields["shifts"]).compactMap { reader.number($0, "a shift", upTo: 63) }
    return Self(
      register: register,
      firstChannel: reader.number(fields["first-channel"], "'first-channel'") ?? 0,
      masks: shifts.map { mask << $0 }, ending: shifts.map { ending << $0 },
      half: shifts.map { half << $0 })
  }
}

extension ConfigReader {
  fileprivate mutating func count(_ node: ConfigNode?, _ what: String) -> UInt32? {
    number(node, what, upTo: UInt64(UInt32.max)).map { UInt32($0) }
  }
}

extension Platform.ControlBlock {
  fileprivate static func decode(_ node: ConfigNode, _ reader: inout ConfigReader) -> Self? {
    let known = ["size", "source", "destination", "length", "two-dimensional", "next"]
    guard let fields = reader.fields(of: node, "a control block", known: known),
      let size = reader.number(fields["size"], "'size'"),
      let source = reader.number(fields["source"], "'source'"),
      let destination = reader.number(fields["destination"], "'destination'"),
      let length = reader.number(fields["length"], "'length'"),
      let shape = fields["two-dimensional"],
      let bit = reader.fields(of: shape, "a bit of a field", known: ["offset", "mask"]),
      let offset = reader.number(bit["offset"], "'offset'"),
      let mask = reader.number(bit["mask"], "'mask'")
    else { return nil }
    return Self(
      size: size, source: source, destination: destination, length: length, shape: offset,
      shapeMask: mask, next: reader.number(fields["next"], "'next'"))
  }
}
