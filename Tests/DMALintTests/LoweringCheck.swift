import DMALint
import Testing

/// The module that one file of Swift is lowered to.
func lowered(_ swift: String, configuration: BuildConfiguration = .init()) -> FlowModule {
  let source = SourceText(path: "main.swift", text: swift)
  return SwiftLowering.lower(
    [SwiftInput(file: FileID(0), source: source)], configuration: configuration)
}

/// Lowers Swift without gaps, verifies the result, and compares the text of its functions.
func checkLowering(_ swift: String, _ expected: String, sourceLocation: SourceLocation) {
  let module = lowered(swift)
  #expect(module.gaps.isEmpty, sourceLocation: sourceLocation)
  #expect(FlowVerifier.problems(in: module) == [], sourceLocation: sourceLocation)
  let text = module.functions.map { FlowPrinter.print($0) }.joined(separator: "\n")
  #expect(text == expected + "\n", sourceLocation: sourceLocation)
}
