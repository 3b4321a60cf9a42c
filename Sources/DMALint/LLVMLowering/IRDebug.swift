/// What the debug information of a dump says of places and names, each asked for once.
struct IRDebug {
  /// One frame of a chain of inlined calls.
  struct Frame {
    var file: FileID
    var line: UInt32
    var column: UInt32
    /// The symbol of the function, where it is known.
    var function: String
    /// The number of the location that it is inlined at; 0 for the outermost.
    var call: UInt32
    var isLibrary: Bool
  }

  private let metadata: IRMetadata
  private var frames: [UInt32: [Frame]] = [:]
  private var scopes: [UInt32: Scope] = [:]
  private var fileNumbers: [UInt32: (id: FileID, isCode: Bool)] = [:]
  private var ranges: [UInt32: SourceRange?] = [:]
  var files: DumpFiles

  private struct Scope {
    var file: FileID?
    var isCode: Bool
    var function: String
    var isLibrary: Bool
  }

  init(_ metadata: IRMetadata, files: DumpFiles) {
    self.metadata = metadata
    self.files = files
  }

  private static let deepest = 64

  // MARK: Places

  /// The frames of a location, the innermost first.
  mutating func chain(_ location: UInt32) -> [Frame] {
    if let known = frames[location] { return known }
    var chain: [Frame] = []
    var next: UInt32? = location
    while let number = next, chain.count < IRDebug.deepest, let node = metadata.node(number),
      node.kind == "DILocation"
    {
      let scope = node.node("scope").map { self.scope($0) }
      if let scope, let file = scope.file, scope.isCode {
        chain.append(
          Frame(
            file: file, line: UInt32(clamping: node.number("line") ?? 0),
            column: UInt32(clamping: node.number("column") ?? 0), function: scope.function,
            call: node.node("inlinedAt") ?? 0, isLibrary: scope.isLibrary))
      }
      next = node.node("inlinedAt")
    }
    frames[location] = chain
    return chain
  }

  /// Where a person must look for what happens at a location: the innermost frame in a file of the
  /// project, else outside of the language's library; nil where no frame has a line.
  mutating func range(_ location: UInt32) -> SourceRange? {
    if let known = ranges[location] { return known }
    let chain = chain(location).filter { $0.line > 0 }
    let frame =
      chain.first { !$0.isLibrary && files.isOwn($0.file) } ?? chain.first { !$0.isLibrary }
      ?? chain.first
    let range = frame.map { IRDebug.range($0) }
    ranges[location] = .some(range)
    return range
  }

  /// The calls that a location is inlined in, outermost first, without the library's: each by the number
  /// of its location.
  mutating func inlinedCalls(_ location: UInt32) -> [(
    call: UInt32, name: String, range: SourceRange
  )] {
    let chain = chain(location)
    guard chain.count > 1 else { return [] }
    var calls: [(call: UInt32, name: String, range: SourceRange)] = []
    for (number, frame) in chain.enumerated().dropLast() where !frame.isLibrary && frame.line > 0 {
      // The library's functions in between are no place to look at.
      guard let caller = chain[(number + 1)...].first(where: { !$0.isLibrary && $0.line > 0 })
      else { continue }
      calls.append((frame.call, frame.function, IRDebug.range(caller)))
    }
    return calls.reversed()
  }

  static func range(_ frame: Frame) -> SourceRange {
    let position = Position(line: frame.line, column: max(frame.column, 1))
    return SourceRange(file: frame.file, start: position, end: position)
  }

  private mutating func scope(_ number: UInt32) -> Scope {
    if let known = scopes[number] { return known }
    var scope = Scope(file: nil, isCode: true, function: "", isLibrary: false)
    var next: UInt32? = number
    var steps = 0
    while let current = next, steps < IRDebug.deepest, let node = metadata.node(current) {
      steps += 1
      if scope.file == nil, let file = node.node("file") {
        let known = self.file(file)
        scope.file = known.id
        scope.isCode = known.isCode
      }
      if node.kind == "DISubprogram" {
        scope.function = node.text("linkageName") ?? node.text("name") ?? ""
        scope.isLibrary = IRDebug.isLibrary(scope.function)
        break
      }
      next = node.node("scope")
    }
    scopes[number] = scope
    return scope
  }

  /// Whether a symbol is one of Swift's own modules.
  static func isLibrary(_ symbol: String) -> Bool {
    guard SwiftName.isMangled(symbol.utf8) else { return false }
    let rest = symbol.utf8.dropFirst(2)
    guard let first = rest.first else { return false }
    // `$ss…` and `$sS…` are of the module Swift, by its short names.
    if first == UInt8(ascii: "s") || first == UInt8(ascii: "S") { return true }
    return libraryModules.contains { rest.starts(with: $0.utf8) }
  }

  private static let libraryModules = [
    "9_Volatile", "15Synchronization", "12_Concurrency", "13_Builtin_float", "10Foundation",
  ]

  private mutating func file(_ number: UInt32) -> (id: FileID, isCode: Bool) {
    if let known = fileNumbers[number] { return known }
    let node = metadata.node(number)
    let name = node?.text("filename") ?? ""
    let isCode = !name.isEmpty && name.utf8.first != Ascii.less && !name.hasSuffix(".swiftmodule")
    let id = files.id(path: name, folder: node?.text("directory") ?? "")
    fileNumbers[number] = (id, isCode)
    return (id, isCode)
  }

  // MARK: Names

  struct Subprogram {
    var name: String
    var range: SourceRange?
    var isSwift: Bool
  }

  mutating func subprogram(_ number: UInt32) -> Subprogram? {
    guard let node = metadata.node(number), node.kind == "DISubprogram" else { return nil }
    var range: SourceRange?
    if let file = node.node("file"), let line = node.number("line"), line > 0 {
      let known = self.file(file)
      if known.isCode {
        let position = Position(line: UInt32(clamping: line), column: 1)
        range = SourceRange(file: known.id, start: position, end: position)
      }
    }
    let unit = node.node("unit").flatMap { metadata.node($0) }
    return Subprogram(
      name: node.text("name") ?? "", range: range,
      isSwift: unit?.word("language") == "DW_LANG_Swift")
  }

  struct Variable {
    var name: String
    /// The number of the parameter that it is, from 1.
    var argument: Int?
    var range: SourceRange?
    var linkageName: String?
    /// The number of the subprogram or block that it belongs to.
    var scope: UInt32?
  }

  /// A local variable, or the global one behind an expression.
  mutating func variable(_ number: UInt32) -> Variable? {
    guard var node = metadata.node(number) else { return nil }
    if node.kind == "DIGlobalVariableExpression" {
      guard let inner = node.node("var").flatMap({ metadata.node($0) }) else { return nil }
      node = inner
    }
    guard node.kind == "DILocalVariable" || node.kind == "DIGlobalVariable",
      let name = node.text("name"), !name.isEmpty
    else { return nil }
    var variable = Variable(name: name, argument: node.number("arg").map { Int($0) })
    variable.linkageName = node.text("linkageName")
    variable.scope = node.node("scope")
    if let file = node.node("file"), let line = node.number("line"), line > 0 {
      let known = self.file(file)
      if known.isCode {
        let position = Position(line: UInt32(clamping: line), column: 1)
        variable.range = SourceRange(file: known.id, start: position, end: position)
      }
    }
    return variable
  }
}
