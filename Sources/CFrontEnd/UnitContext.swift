import CLibclang
import DMALint

/// One parsed unit while it is lowered: its files, types and macros.
final class UnitContext {
  let library: Libclang
  let handle: CXTranslationUnit
  let output: Output
  let options: COptions
  /// Names that only a missing header would explain; they are declared as numbers.
  let unknownNames: Set<String>
  var types: CTypes
  /// Functions in headers whose bodies something needs, in the order of the needs.
  var demanded: [CXCursor] = []
  private var demandedKeys: Set<CursorKey> = []
  private var neverReturning: [CursorKey: Bool] = [:]
  /// Clang did not understand something of the unit.
  var hasErrors = false
  private var files: [UnsafeMutableRawPointer: FileID] = [:]
  private var texts: [UnsafeMutableRawPointer: UnsafeBufferPointer<UInt8>] = [:]

  init(
    library: Libclang, handle: CXTranslationUnit, output: Output, options: COptions,
    missing: MissingNames = MissingNames()
  ) {
    self.library = library
    self.handle = handle
    self.output = output
    self.options = options
    unknownNames = missing.unknownNames
    types = CTypes(
      library, unknownTypes: missing.unknownTypes, leastUnknownSize: missing.leastUnknownSize)
    types.nameElsewhere = { [unowned self] in output.typeNames[place(of: $0)] }
  }

  /// Ends the unit; nothing of it may be used afterwards.
  func dispose() { functions.disposeTranslationUnit(handle) }

  var functions: LibclangFunctions { library.functions.pointee }

  /// The number of a file; nil for what stands in no file (built-in macros, arguments).
  func file(_ file: CXFile?) -> FileID? {
    guard let file else { return nil }
    if let known = files[file] { return known }
    let path = library.string(functions.getFileName(file))
    guard !path.isEmpty else { return nil }
    let number = output.paths.id(of: path)
    files[file] = number
    return number
  }

  func range(_ extent: CursorExtent) -> SourceRange {
    SourceRange(
      file: file(extent.file) ?? FileID(0),
      start: Position(line: max(1, extent.startLine), column: max(1, extent.startColumn)),
      end: Position(line: max(1, extent.endLine), column: max(1, extent.endColumn)))
  }

  func range(_ cursor: CXCursor) -> SourceRange { range(library.extent(cursor)) }

  /// From the name of a declaration to its end: attributes and a shared type may stand lines
  /// before.
  func nameRange(_ declaration: CXCursor) -> SourceRange {
    var range = range(declaration)
    var file: CXFile?
    var line: UInt32 = 0
    var column: UInt32 = 0
    functions.getFileLocation(
      functions.getCursorLocation(declaration), &file, &line, &column, nil)
    let start = Position(line: line, column: column)
    if start > range.start, start < range.end { range.start = start }
    return range
  }

  /// The last character of what a cursor covers, such as the `}` of a block.
  func end(of cursor: CXCursor) -> SourceRange {
    var range = range(cursor)
    if range.end.column > 1 {
      range.start = Position(line: range.end.line, column: range.end.column - 1)
    }
    return range
  }

  /// The bytes of a file as clang read it, valid as long as the unit.
  func text(_ file: CXFile?) -> UnsafeBufferPointer<UInt8> {
    guard let file else { return UnsafeBufferPointer(start: nil, count: 0) }
    if let known = texts[file] { return known }
    var size = 0
    let bytes = functions.getFileContents(handle, file, &size)
    let text = UnsafeBufferPointer(
      start: UnsafeRawPointer(bytes)?.assumingMemoryBound(to: UInt8.self),
      count: bytes == nil ? 0 : size)
    texts[file] = text
    return text
  }

  /// Names a record or enum that has no name of its own.
  func name(_ declaration: CXCursor, _ name: String) {
    types.name(declaration, name)
    output.typeNames[place(of: declaration)] = types.name(of: declaration)
  }

  func gap(_ range: SourceRange, _ message: String, mayHideTransfer: Bool = true) {
    output.add(Gap(range, message, mayHideTransfer: mayHideTransfer))
  }

  func place(of cursor: CXCursor) -> Output.Place {
    let range = range(cursor)
    return Output.Place(
      file: range.file, start: range.start, kind: cursor.kind, name: library.spelling(cursor))
  }

  /// Asks for the body of a function that a lowered body calls or names.
  func demand(_ declaration: CXCursor) {
    guard demandedKeys.insert(CursorKey(declaration)).inserted else { return }
    let definition = functions.getCursorDefinition(declaration)
    guard definition.kind == CursorKind.function else { return }
    demanded.append(definition)
  }

  /// Whether a function is declared never to return.
  func neverReturns(_ declaration: CXCursor) -> Bool {
    let key = CursorKey(declaration)
    if let known = neverReturning[key] { return known }
    // GNU's attribute belongs to the type, C11's specifier to the declaration.
    let type = library.string(functions.getTypeSpelling(functions.getCursorType(declaration)))
    let answer =
      type.hasSuffix("__attribute__((noreturn))")
      || attributes(of: declaration).contains { $0.name == "noreturn" }
    neverReturning[key] = answer
    return answer
  }

  /// The value of a constant expression; nil where it depends on what nobody knows.
  func evaluate(_ expression: CXCursor) -> Int64? {
    if !unknownNames.isEmpty, mentionsUnknown(expression, depth: 0) { return nil }
    return library.evaluate(expression)
  }

  private func mentionsUnknown(_ expression: CXCursor, depth: Int) -> Bool {
    guard depth < UnitContext.deepestConstant else { return true }
    if expression.kind == CursorKind.declarationReference {
      return isUnknown(functions.getCursorReferenced(expression))
    }
    return library.children(expression).contains { mentionsUnknown($0, depth: depth + 1) }
  }

  private static let deepestConstant = 64

  /// The attributes of a declaration with macros expanded, from clang's own print of it.
  func attributes(of declaration: CXCursor) -> [FlowAttribute] {
    guard functions.Cursor_hasAttrs(declaration) != 0 else { return [] }
    let policy = functions.getCursorPrintingPolicy(declaration)
    defer { functions.PrintingPolicy_dispose(policy) }
    functions.PrintingPolicy_setProperty(policy, UnitContext.terseOutput, 1)
    functions.PrintingPolicy_setProperty(policy, UnitContext.suppressInitializers, 1)
    let text = library.string(functions.getCursorPrettyPrinted(declaration, policy))
    var found = Attributes.attributes(inDeclaration: text)
    if text.hasPrefix("_Noreturn") || text.contains(" _Noreturn ") {
      found.append(FlowAttribute("noreturn"))
    }
    return found
  }

  private static let terseOutput: Int32 = 17
  private static let suppressInitializers: Int32 = 6
}
