import CFrontEnd
import DMALint
import Testing

/// Lowers one file and compares the text of its Flow, without positions, with what is expected.
func check(
  _ source: String, _ expected: String, target: String? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var options = COptions()
  options.searchesSystem = false
  if let target { options.target = target }
  let lowering = lower([CInput(path: "a.c", text: source)], options)
  let text = lowering.files.first.map { FlowPrinter.print($0.module, positions: .hidden) } ?? ""
  #expect(
    significant(text) == significant(expected), "\(text)", sourceLocation: sourceLocation)
}

/// Lowers one function's body, declared as `void f(…)` with the usual helpers in front of it, and
/// compares its operations.
func checkBody(
  _ parameters: String, _ body: String, _ expected: String, preamble: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var options = COptions()
  options.searchesSystem = false
  let source = "#include <stdint.h>\n\(preamble)\nint f(\(parameters)) {\n\(body)\n}\n"
  let lowering = lower([CInput(path: "a.c", text: source)], options)
  let function = lowering.files.first?.module.functions.first { $0.name == "f" }
  let text = function.map { FlowPrinter.print($0) } ?? ""
  let lines = significant(text).drop { !$0.hasPrefix("b0:") }.dropLast()
  #expect(
    Array(lines) == significant("b0:\n" + expected), "\(text)", sourceLocation: sourceLocation)
  #expect(lowering.gaps == [], sourceLocation: sourceLocation)
}

func lower(_ files: [CInput], _ options: COptions = COptions()) -> CLowering {
  var paths = PathTable(files.map(\.path))
  return CFrontEnd.lower(files, options: options, paths: &paths)
}

/// The lines of a text without blanks around them, empty ones and comments.
func significant(_ text: String) -> [String] {
  text.split(separator: "\n").map { line in
    String(line.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }.filter { !$0.isEmpty && !$0.hasPrefix("//") }
}
