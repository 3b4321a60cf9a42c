import DMALint

/// The token stream of a Swift file, `start end kind` a line: the call site of the lexer.
func tokenText(of source: SourceText) throws(ToolError) -> String {
  throw ToolError("'tokens' is not part of this version yet")
}

/// The Flow text of a file: the call site of the front ends.
func flowText(of source: SourceText, kind: InputKind) throws(ToolError) -> String {
  throw ToolError("'flow' is not part of this version yet")
}
