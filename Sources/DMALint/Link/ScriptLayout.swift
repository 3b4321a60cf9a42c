/// What a linker script does with the variables of the inputs.
///
/// The sizes of code and of other variables are not known, so that most addresses have bounds only:
/// those of the region, from the beginning of the output section on.
struct ScriptLayout: Sendable {
  private let script: LinkerScript
  private var values = ScriptValues()
  private var placed: [String: Region] = [:]
  private var sections: [Section] = []

  /// A region with its numbers.
  struct Region: Hashable, Sendable {
    var name: String
    var attributes: String
    var origin: UInt64
    var length: UInt64

    var last: UInt64 {
      let (end, overflows) = origin.addingReportingOverflow(max(length, 1) - 1)
      return overflows ? .max : end
    }
  }

  /// An output section as it was laid out.
  private struct Section: Sendable {
    var output: LinkerScript.OutputSection
    var start: Span?
    var region: Region?
    /// Where its last byte may be.
    var last: UInt64?
    /// All that it holds is known: then `last` is its own end.
    var isClosed: Bool
    /// Where what a command takes begins, for each command with input.
    var inputs: [Int: Span]
  }

  /// A variable that asks for a section of its own.
  struct Contribution: Hashable, Sendable {
    var section: String
    var file: String
    var size: UInt64?
    var alignment: UInt64
  }

  init(_ script: LinkerScript, contributions: [Contribution]) {
    self.script = script
    for statement in script.statements {
      // Symbols that `MEMORY` uses come before it or from the top level.
      if case .assignment(let assignment) = statement, assignment.name != "." {
        if let value = values.value(assignment.value) {
          values.symbols[assignment.name] = value
        }
      }
    }
    resolveRegions()
    layOut(contributions)
  }

  var regions: [Region] { script.regions.compactMap { placed[$0.name] } }

  private mutating func resolveRegions() {
    // Regions may be built on one another, in whatever order.
    for _ in 0..<4 {
      for region in script.regions where placed[region.name] == nil {
        guard let origin = values.value(region.origin)?.exact,
          let length = values.value(region.length)?.exact
        else { continue }
        placed[region.name] = Region(
          name: region.name, attributes: region.attributes, origin: origin, length: length)
        values.regions[region.name] = (origin, length)
      }
    }
    for (alias, name) in script.aliases {
      values.regions[alias] = values.regions[name]
    }
  }

  private func region(named name: String) -> Region? { placed[script.aliases[name] ?? name] }

  // MARK: Laying out

  private mutating func layOut(_ contributions: [Contribution]) {
    var cursors: [String: Span] = [:]
    var current: Region?
    values.dot = Span(0)
    for statement in script.statements {
      switch statement {
      case .assignment(let assignment): assign(assignment)
      case .section(let output):
        guard !output.isDiscarded else {
          sections.append(
            Section(output: output, isClosed: false, inputs: [:]))
          continue
        }
        let named = output.region.flatMap(region(named:))
        var start = output.address.map { values.value($0) } ?? nil
        if output.address == nil {
          start = named.map { cursors[$0.name] ?? Span($0.origin) } ?? values.dot
          // Without a region the linker takes one by the attributes of what is inside.
          if named == nil, current == nil, values.dot == Span(0), !script.regions.isEmpty {
            start = nil
          }
        }
        if let boundary = output.alignment.flatMap(values.value)?.exact {
          start = start?.aligned(to: boundary)
        }
        let memory = named ?? start?.exact.flatMap(region(holding:)) ?? current
        let section = layOut(output, start, memory, contributions)
        sections.append(section)
        if let start = section.start {
          values.sections[output.name] = (start, size(of: section))
        }
        if let memory {
          cursors[memory.name] = values.dot
          current = memory
        }
      }
    }
  }

  private func size(of section: Section) -> Span? {
    guard section.isClosed, let start = section.start?.exact, let end = values.dot?.exact,
      end >= start
    else { return nil }
    return Span(end - start)
  }

  private func region(holding address: UInt64) -> Region? {
    regions.first { $0.origin <= address && address <= $0.last }
  }

  private mutating func layOut(
    _ output: LinkerScript.OutputSection, _ start: Span?, _ memory: Region?,
    _ contributions: [Contribution]
  ) -> Section {
    // What the earlier sections hold goes before.
    let isClosed = output.commands.allSatisfy { command in
      guard case .input(let input) = command else { return true }
      return !input.sections.contains { pattern in
        Self.ordinary.contains { Self.matches($0, pattern.name) }
      }
    }
    var section = Section(
      output: output, start: start, region: memory, last: memory?.last, isClosed: isClosed,
      inputs: [:])
    let end = memory?.last
    values.dot = start
    for (number, command) in output.commands.enumerated() {
      switch command {
      case .assignment(let assignment):
        // Within a section, a number that is assigned to the location counter counts from its start.
        if assignment.name == ".", !Self.mentionsAddress(assignment.value) {
          values.dot = values.value(assignment.value).flatMap { start?.adding($0) } ?? values.dot
        } else {
          assign(assignment)
        }
      case .data(let size): values.dot = values.dot?.adding(Span(size))
      case .input(let input):
        section.inputs[number] = values.dot
        var next = values.dot
        var isKnown = isClosed
        for item in contributions
        where Self.takes(input, item.section, item.file) && !isTaken(item.section, item.file) {
          guard let size = item.size else {
            isKnown = false
            continue
          }
          next = next?.aligned(to: item.alignment)?.adding(Span(size))
        }
        if let known = next {
          values.dot = isKnown ? known : Span(known.low, max(known.low, end ?? .max))
        } else {
          values.dot = nil
        }
        if !isKnown { section.isClosed = false }
      }
    }
    if section.isClosed, let high = values.dot?.high, high > (start?.low ?? 0) {
      section.last = high - 1
    }
    return section
  }

  private mutating func assign(_ assignment: LinkerScript.Assignment) {
    if assignment.name == "." {
      values.dot = values.value(assignment.value)
    } else if let value = values.value(assignment.value) {
      values.symbols[assignment.name] = value
    } else {
      values.symbols[assignment.name] = nil
    }
  }

  /// Whether an expression is an address rather than a distance from the section's start.
  private static func mentionsAddress(_ expression: ScriptExpression) -> Bool {
    switch expression {
    case .dot, .symbol, .unknown: return true
    case .number: return false
    case .unary(_, let operand): return mentionsAddress(operand)
    case .binary(_, let a, let b): return mentionsAddress(a) || mentionsAddress(b)
    case .choice(_, let a, let b): return mentionsAddress(a) || mentionsAddress(b)
    case .call(let name, let arguments):
      return ["ADDR", "ORIGIN", "ALIGN", "ABSOLUTE", "NEXT", "BLOCK"].contains(name)
        || arguments.contains(where: mentionsAddress)
    }
  }

  /// Sections that compilers make of themselves: how much of them there is, only a link shows.
  private static let ordinary = [
    ".text", ".text.main", ".rodata", ".rodata.name", ".data", ".data.name", ".bss", ".bss.name",
    ".sdata", ".sbss", "COMMON",
  ]

  // MARK: Questions

  /// Where a variable goes that is in this input section; nil where the script does not say.
  func placement(section name: String, file: String, size: UInt64?) -> Placement? {
    for section in sections {
      for (number, command) in section.output.commands.enumerated() {
        guard case .input(let input) = command, Self.takes(input, name, file) else { continue }
        return placement(in: section, input: number, size: size)
      }
    }
    return orphan(name, size: size)
  }

  private func isTaken(_ name: String, _ file: String) -> Bool {
    sections.contains { section in
      section.output.commands.contains { command in
        guard case .input(let input) = command else { return false }
        return Self.takes(input, name, file)
      }
    }
  }

  private func placement(in section: Section, input: Int?, size: UInt64?) -> Placement? {
    guard !section.output.isDiscarded,
      let first = (input.flatMap { section.inputs[$0] } ?? section.start)?.low,
      let last = section.last, last >= first
    else { return nil }
    let isExact =
      section.isClosed && size != nil && last - first + 1 == size && section.start?.exact != nil
    return Placement(
      source: .script, first: first, last: last, address: isExact ? first : nil, size: size,
      section: section.output.name, region: section.region?.name,
      assumption: section.isClosed
        ? "the inputs hold everything that the linker script puts into \(section.output.name)"
        : nil)
  }

  /// A section that no pattern takes goes behind the last output section of its kind.
  private func orphan(_ name: String, size: UInt64?) -> Placement? {
    let kinds: [[String]] =
      name.hasPrefix(".bss") || name.hasPrefix(".noinit")
      ? [[".bss"], [".data"]] : name.hasPrefix(".rodata") ? [[".rodata"]] : [[".data"], [".bss"]]
    for kind in kinds {
      guard
        let section = sections.last(where: { section in
          section.output.commands.contains { command in
            guard case .input(let input) = command else { return false }
            return kind.contains { Self.takes(input, $0, "") }
          }
        }), let region = section.region, let start = section.start?.low
      else { continue }
      return Placement(
        source: .script, first: start, last: region.last, size: size, section: name,
        region: region.name,
        assumption:
          "no pattern of the linker script takes section \(name), so that it goes behind \(section.output.name)"
      )
    }
    return nil
  }

  /// The value of a symbol that the script defines.
  func symbol(_ name: String) -> Placement? {
    guard let span = values.symbols[name] else { return nil }
    return Placement(
      source: .script, first: span.low, last: span.high, address: span.exact, section: "",
      region: span.exact.flatMap(region(holding:))?.name)
  }

  // MARK: Patterns

  /// Whether an input statement takes a section of a file; an unknown file is taken by wildcards only.
  private static func takes(
    _ input: LinkerScript.InputPattern, _ section: String, _ file: String
  ) -> Bool {
    guard fileMatches(file, input.file), !input.excluded.contains(where: { fileMatches(file, $0) })
    else { return false }
    return input.sections.contains { pattern in
      matches(section, pattern.name)
        && !pattern.excluded.contains { fileMatches(file, $0) }
    }
  }

  /// Whether the object made of a source is one that the pattern names.
  private static func fileMatches(_ file: String, _ pattern: String) -> Bool {
    if ["*", "*.o", "*.*", "*.obj"].contains(pattern) { return true }
    guard !file.isEmpty else { return false }
    let name = file.lastIndex(of: "/").map { String(file[file.index(after: $0)...]) } ?? file
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    var part = pattern
    // `archive:member`: which archive it will be in, nobody knows.
    if let colon = part.lastIndex(of: ":") { part = String(part[part.index(after: colon)...]) }
    if let slash = part.lastIndex(of: "/") { part = String(part[part.index(after: slash)...]) }
    guard !part.isEmpty, part != "*" else { return false }
    return ["\(stem).o", "\(name).o", "\(stem).obj", "\(name).obj"].contains { matches($0, part) }
  }

  /// Whether a name is what a wildcard pattern stands for.
  static func matches(_ name: String, _ pattern: String) -> Bool {
    Glob.matches(Array(name.utf8), Array(pattern.utf8))
  }
}
