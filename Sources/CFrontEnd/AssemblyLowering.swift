import CLibclang
import DMALint

extension FunctionLowering {
  /// An assembly statement: the text as written, values that go in, memory as places.
  mutating func lower(assembly statement: CXCursor) {
    let range = unit.range(statement)
    guard let assembly = unit.assembly(statement) else {
      unit.gap(range, "the text of an assembly statement is not known")
      perform(
        .assembly(text: "", clobbersMemory: false, isVolatile: true, operands: []), range)
      return
    }
    var operands: [ValueID] = []
    var results: [(place: ValueID, facts: CTypeFacts)] = []
    for output in assembly.outputs {
      let facts = unit.types.facts(of: output.expression)
      let place = place(of: output.expression)
      results.append((place, facts))
      if output.isMemory {
        operands.append(place)
      } else if output.constraint.hasPrefix("+") {
        let old = load(place, facts, range)
        operands.append(value(old, range))
      }
    }
    for input in assembly.inputs {
      operands.append(
        input.isMemory ? place(of: stripped(input.expression)) : operand(input.expression))
    }
    let kind = Operation.Kind.assembly(
      text: assembly.text, clobbersMemory: assembly.clobbersMemory,
      isVolatile: assembly.isVolatile || assembly.outputs.isEmpty, operands: operands)
    guard !results.isEmpty else {
      perform(kind, range)
      if assembly.jumps { unit.gap(range, "the jumps of an assembly statement are not followed") }
      return
    }
    // The operation's value is its first result; nothing is known about more of them.
    let first = emit(kind, range)
    for (index, result) in results.enumerated() {
      let value = index == 0 ? first : emit(.unknown, range)
      perform(.store(value, into: result.place, result.facts.mode), range)
    }
    if assembly.jumps { unit.gap(range, "the jumps of an assembly statement are not followed") }
  }
}

/// What an assembly statement says.
struct CAssembly {
  struct Operand {
    var constraint: String
    var expression: CXCursor

    /// The operand is the memory itself, not a register with its value.
    var isMemory: Bool {
      !constraint.utf8.contains(UInt8(ascii: "r"))
        && constraint.utf8.contains { "mQoV".utf8.contains($0) }
    }
  }

  var text: String
  var outputs: [Operand] = []
  var inputs: [Operand] = []
  var clobbersMemory = false
  var isVolatile = false
  /// `asm goto`
  var jumps = false

  /// The text as C writes it: clang gives LLVM's form, with `$0` for `%0` and `${0:w}` for `%w0`.
  static func written(_ template: String) -> String {
    guard template.utf8.contains(UInt8(ascii: "$")) else { return template }
    var text: [UInt8] = []
    var rest = Array(template.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "$"), let next = rest.first else {
        text.append(byte)
        continue
      }
      if next == UInt8(ascii: "{"), let close = rest.firstIndex(of: UInt8(ascii: "}")) {
        let inside = rest[(rest.startIndex + 1)..<close].split(separator: UInt8(ascii: ":"))
        rest = rest[(close + 1)...]
        text.append(UInt8(ascii: "%"))
        if inside.count > 1 { text += inside[1] }
        text += inside.first ?? []
      } else if next == UInt8(ascii: "$") {
        text.append(next)
        rest.removeFirst()
      } else {
        text.append(CharacterClass.isDigit(next) ? UInt8(ascii: "%") : byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension UnitContext {
  func assembly(_ statement: CXCursor) -> CAssembly? {
    library.knowsAssembly ? knownAssembly(statement) : writtenAssembly(statement)
  }

  private func knownAssembly(_ statement: CXCursor) -> CAssembly? {
    guard statement.kind == CursorKind.assembly,
      let template = functions.Cursor_getGCCAssemblyTemplate,
      let clobberCount = functions.Cursor_getGCCAssemblyNumClobbers,
      let clobber = functions.Cursor_getGCCAssemblyClobber,
      let inputCount = functions.Cursor_getGCCAssemblyNumInputs,
      let input = functions.Cursor_getGCCAssemblyInput,
      let outputCount = functions.Cursor_getGCCAssemblyNumOutputs,
      let output = functions.Cursor_getGCCAssemblyOutput
    else { return nil }
    var assembly = CAssembly(text: CAssembly.written(library.string(template(statement))))
    for index in 0..<clobberCount(statement)
    where library.string(clobber(statement, index)) == "memory" {
      assembly.clobbersMemory = true
    }
    func operand(
      _ get: (CXCursor, UInt32, UnsafeMutablePointer<CXString>, UnsafeMutablePointer<CXCursor>) ->
        UInt32, _ index: UInt32
    ) -> CAssembly.Operand? {
      var constraint = CXString()
      var expression = CXCursor()
      guard get(statement, index, &constraint, &expression) != 0 else { return nil }
      return CAssembly.Operand(constraint: library.string(constraint), expression: expression)
    }
    assembly.outputs = (0..<outputCount(statement)).compactMap { operand(output, $0) }
    assembly.inputs = (0..<inputCount(statement)).compactMap { operand(input, $0) }
    assembly.isVolatile = functions.Cursor_isGCCAssemblyVolatile?(statement) ?? 0 != 0
    assembly.jumps = functions.Cursor_isGCCAssemblyHasGoto?(statement) ?? 0 != 0
    return assembly
  }

  /// From the source text, for older libraries; nil where a macro holds the statement.
  private func writtenAssembly(_ statement: CXCursor) -> CAssembly? {
    let extent = library.extent(statement)
    let text = text(extent.file)
    let end = min(Int(extent.endOffset), text.count)
    guard Int(extent.startOffset) < end else { return nil }
    var reader = AssemblyReader(bytes: Array(text[Int(extent.startOffset)..<end]))
    var read = reader.read()
    if read == nil {
      // A macro's arguments would have to be put in; without any, its text is the statement's.
      let macro = SourceForms.word(text, at: extent.startOffset)
      if let body = output.macros.text(of: macro), !body.contains(UInt8(ascii: "#")) {
        var reader = AssemblyReader(bytes: body)
        read = reader.read()
      }
    }
    guard let read else { return nil }
    var expressions = library.children(statement).filter { CursorKind.isExpression($0.kind) }
    guard read.outputs.count + read.inputs.count == expressions.count else { return nil }
    var assembly = CAssembly(text: read.text)
    for constraint in read.outputs {
      let expression = expressions.removeFirst()
      assembly.outputs.append(CAssembly.Operand(constraint: constraint, expression: expression))
    }
    for constraint in read.inputs {
      let expression = expressions.removeFirst()
      assembly.inputs.append(CAssembly.Operand(constraint: constraint, expression: expression))
    }
    assembly.clobbersMemory = read.clobbers.contains("memory")
    assembly.isVolatile = read.isVolatile
    assembly.jumps = read.jumps
    return assembly
  }
}
