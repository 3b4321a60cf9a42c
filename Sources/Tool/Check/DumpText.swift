import CFrontEnd
import DMALint

/// The token stream of a Swift file, `start end kind` a line.
func tokenText(of source: SourceText) -> String {
  var text = ""
  for token in Lexer.tokens(of: source.bytes) {
    text += "\(token.start) \(token.end) \(token.kind)\n"
  }
  return text
}

/// The Flow text of a file.
func flowText(of source: SourceText, kind: InputKind) throws(ToolError) -> String {
  switch kind {
  case .swift:
    let module = SwiftLowering.lower([SwiftInput(file: FileID(0), source: source)])
    return FlowPrinter.print(module, paths: [source.path])
  case .c, .header:
    var paths = PathTable([source.path])
    var options = COptions()
    options.compileCommands = try compileCommands(near: source.path)
    let lowering = CFrontEnd.lower(
      [CInput(path: source.path, bytes: source.bytes)], options: options, paths: &paths)
    if let sentence = lowering.missingLibrary { throw ToolError(sentence) }
    var module = FlowModule()
    for (_, part) in lowering.files { module.append(part) }
    return FlowPrinter.print(module, paths: paths.paths)
  case .ll:
    let spelling = PathSpelling(
      currentFolder: try Folders.current(), alias: Folders.currentAlias())
    var files = DumpFiles([source.path], spelling: spelling)
    let module = LLVMLowering.lower(
      LLVMInput(file: FileID(0), source: source), files: &files, isOfInterest: { _ in true })
    return FlowPrinter.print(module, paths: files.paths)
  case .sil:
    let spelling = PathSpelling(
      currentFolder: try Folders.current(), alias: Folders.currentAlias())
    var files = DumpFiles([source.path], spelling: spelling)
    let module = SILLowering.lower(SILInput(file: FileID(0), source: source), files: &files)
    return FlowPrinter.print(module, paths: files.paths)
  }
}

/// What the build says of the C files near a path.
private func compileCommands(near path: String) throws(ToolError) -> [CompileCommand] {
  let spelling = PathSpelling(
    currentFolder: try Folders.current(), alias: Folders.currentAlias())
  guard let database = CompilationDatabaseSearch.find(from: path, paths: spelling) else {
    return []
  }
  let bytes = try FileReading.read(database, limit: FileReading.sourceLimit)
  return CompileCommand.entries(of: bytes) ?? []
}
