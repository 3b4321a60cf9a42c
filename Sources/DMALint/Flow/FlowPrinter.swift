/// Writes Flow as text that `FlowParser` reads back.
public struct FlowPrinter {
  /// Whether the text says where things stand in their sources.
  public enum Positions: Sendable {
    /// As needed to read the same module back.
    case shown
    /// For people and for tests that compare texts.
    case hidden
  }

  private var text = ""
  let positions: Positions
  private var lineStart = 0
  /// The file of the declaration around the current line.
  private var file = FileID(0)
  /// How the current function's locals are referred to.
  private(set) var localNames: [String] = []

  public static func print(
    _ module: FlowModule, paths: [String] = [], positions: Positions = .shown
  ) -> String {
    var printer = FlowPrinter(positions)
    for (number, path) in paths.enumerated() {
      printer.line(0, "file \(number) \(Self.inQuotes(path))")
    }
    for gap in module.gaps {
      let hides = gap.mayHideTransfer ? " hides" : ""
      printer.line(0, "gap \(Self.inQuotes(gap.message))\(hides)", gap.range)
    }
    for (name, constant) in module.constants.sorted(by: { $0.key < $1.key }) {
      printer.line(0, "constant \(Self.quoted(name)) = \(Self.text(constant))")
    }
    for type in module.types { printer.write(type) }
    for global in module.globals { printer.write(global) }
    for (number, function) in module.functions.enumerated() {
      if !printer.text.isEmpty { printer.line(0, "") }
      printer.line(0, "// f\(number)")
      printer.write(function)
    }
    return printer.text
  }

  public static func print(_ function: FlowFunction, positions: Positions = .hidden) -> String {
    var printer = FlowPrinter(positions)
    printer.write(function)
    return printer.text
  }

  private init(_ positions: Positions) { self.positions = positions }

  /// Ends the line that `content` completes, with the position where positions are shown.
  private mutating func line(
    _ indent: Int, _ content: String, _ range: SourceRange? = nil, opens: Bool = false
  ) {
    text += String(repeating: " ", count: indent)
    text += content
    if positions == .shown, let range {
      let length = text.utf8.count - lineStart
      text += String(repeating: " ", count: indent == 0 ? 1 : max(1, 40 - length))
      text += position(range)
    }
    text += opens ? " {\n" : "\n"
    lineStart = text.utf8.count
  }

  func position(_ range: SourceRange) -> String {
    var text = range.file == file ? "@" : "@\(range.file.index):"
    text += "\(range.start.line):\(range.start.column)"
    if range.end == range.start { return text }
    text += range.end.line == range.start.line ? "-" : "-\(range.end.line):"
    return text + "\(range.end.column)"
  }
}

extension FlowPrinter {
  private mutating func write(_ type: FlowTypeDeclaration) {
    var header = "\(type.keyword.rawValue) \(Self.quoted(type.name))"
    header += Self.text(type.genericParameters)
    if !type.inherited.isEmpty { header += ": " + Self.list(type.inherited, Self.inherited) }
    header += Self.text(type, FlowText.typeWords)
    for attribute in type.attributes { header += " @" + Self.attributeName(attribute) }

    let isEmpty =
      type.members.isEmpty && type.enumCases.isEmpty && type.methods.isEmpty
      && type.deinitializer == nil
    line(0, header, type.range, opens: !isEmpty)
    guard !isEmpty else { return }
    file = type.range.file
    for member in type.members {
      var content = "\(member.isLet ? "let" : "var") \(Self.quoted(member.name))"
      content += Self.annotation(member.type) + Self.text(member, FlowText.memberWords)
      line(2, content + Self.text(member.attributes), member.range)
    }
    for enumCase in type.enumCases {
      var content = "case \(Self.quoted(enumCase.name))"
      if !enumCase.payload.isEmpty {
        content += "(\(Self.list(enumCase.payload) { Self.label($0.label) + Self.text($0.type) }))"
      }
      if let value = enumCase.rawValue { content += " = \(Self.text(value))" }
      line(2, content)
    }
    if !type.methods.isEmpty { line(2, "methods " + Self.list(type.methods, Self.text)) }
    if let deinitializer = type.deinitializer { line(2, "deinit " + Self.text(deinitializer)) }
    file = FileID(0)
    line(0, "}")
  }

  private mutating func write(_ global: FlowGlobal) {
    var content = "global \(Self.quoted(global.name))\(Self.annotation(global.type))"
    content += Self.text(global, FlowText.globalWords) + Self.text(global.attributes)
    line(0, content, global.range)
  }

  private mutating func write(_ function: FlowFunction) {
    let parametersHaveLocals = function.parametersHaveLocals
    let locals = function.locals.indices.dropFirst(
      parametersHaveLocals ? function.parameters.count : 0)
    nameLocals(function)

    var header = "func \(Self.functionName(function.name))"
    header += Self.text(function.genericParameters)
    if function.kind != .function { header += " \(function.kind.rawValue)" }
    if let owner = function.owner { header += " owner \(Self.quoted(owner))" }
    header += Self.text(function, FlowText.functionWords)
    let outside = file
    file = function.range.file
    if !function.parameters.isEmpty {
      header += parametersHaveLocals ? " (" : " params("
      header += Self.list(function.parameters.indices) { index in
        Self.text(function.parameters[index])
          + (parametersHaveLocals ? details(function.locals[index]) : "")
      }
      header += ")"
    }
    if let result = function.result { header += " -> \(Self.text(result))" }
    header += Self.text(function.attributes)

    let isOpen =
      function.hasBody || !locals.isEmpty || !function.captures.isEmpty
      || !function.inlinedCalls.isEmpty || function.valueCount != 0
      || positions == .shown && function.end != function.range
    file = outside
    line(0, header, function.range, opens: isOpen)
    guard isOpen else { return }
    file = function.range.file
    for index in locals {
      let local = function.locals[index]
      var content = "local \(localNames[index])\(Self.annotation(local.type))"
      content += Self.text(local, FlowText.localWords)
      if function.selfLocal == LocalID(UInt32(index)) { content += " self" }
      line(2, content, local.range)
    }
    for capture in function.captures {
      line(2, "capture \(text(capture.inner)) \(capture.mode.rawValue) \(capture.outer.index)")
    }
    for call in function.inlinedCalls {
      line(2, "inlined \(Self.inQuotes(call.name)) in \(call.parent)", call.range)
    }
    if function.valueCount != function.numberedValueCount {
      line(2, "values \(function.valueCount)")
    }
    for (number, block) in function.blocks.enumerated() {
      line(2, "b\(number):")
      for operation in block.operations {
        let result = operation.result.map { "\(Self.text($0)) = " } ?? ""
        line(4, result + text(operation.kind, at: operation.range), operation.range)
      }
      line(4, text(block.terminator.kind, at: block.terminator.range), block.terminator.range)
    }
    line(0, "}", function.end)
    file = outside
  }

  private mutating func nameLocals(_ function: FlowFunction) {
    var counts: [String: Int] = [:]
    for local in function.locals { counts[local.name, default: 0] += 1 }
    localNames = function.locals.enumerated().map { index, local in
      let name = local.name.isEmpty ? "" : Self.quoted(local.name)
      return counts[local.name] == 1 && !name.isEmpty ? "%\(name)" : "%\(name)#\(index)"
    }
  }

  /// What a parameter list adds about the local that stands for the parameter.
  private func details(_ local: FlowFunction.Local) -> String {
    Self.text(local, FlowText.localWords)
      + (positions == .shown ? " " + position(local.range) : "")
  }
}

extension FlowFunction {
  /// Whether the first locals are those that a parameter list in parentheses implies.
  fileprivate var parametersHaveLocals: Bool {
    guard locals.count >= parameters.count else { return false }
    if let selfLocal, selfLocal.index < parameters.count { return false }
    return zip(parameters, locals).allSatisfy { $0.name == $1.name && $0.type == $1.type }
  }
}
