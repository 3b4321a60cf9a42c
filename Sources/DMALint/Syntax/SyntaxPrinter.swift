/// Prints syntax trees as compact S-expressions, for tests and for looking at them.
///
/// Operators stand in front (`(+ a b)`), suffixes behind (`a.b?`), types as Swift writes them.
/// Bodies and initial values that the parser skipped are read and printed where they stand.
public struct SyntaxPrinter {
  let source: [UInt8]
  let tokens: [Token]
  let operators: OperatorTable
  private var output = ""
  /// What the bodies that were read on the way did not understand.
  private(set) var gaps: SwiftParser.Gaps = []

  public init(source: [UInt8], tokens: [Token], operators: OperatorTable = .standard) {
    self.source = source
    self.tokens = tokens
    self.operators = operators
  }

  /// The statements of a file, one on each line, and then its gaps.
  public static func print(_ source: [UInt8], tokens: [Token]) -> String {
    let file = SwiftParser.parse(source: source, tokens: tokens)
    var printer = SyntaxPrinter(source: source, tokens: tokens, operators: file.operators)
    var lines = file.topLevel.map { printer.text($0) }
    for gap in file.gaps + printer.gaps {
      let text = String(decoding: source[Int(gap.range.start)..<Int(gap.range.end)], as: UTF8.self)
      lines.append("gap: \(gap.message) `\(text)`")
    }
    return lines.joined(separator: "\n")
  }

  public mutating func text(_ statement: Statement) -> String {
    output = ""
    print(statement)
    return output
  }

  public mutating func text(_ expression: Expression) -> String {
    output = ""
    print(expression)
    return output
  }

  public mutating func text(_ declaration: Declaration) -> String {
    output = ""
    print(declaration)
    return output
  }

  /// `(head …)`
  private mutating func list(_ head: String, _ body: (inout SyntaxPrinter) -> Void) {
    output += "(" + head
    body(&self)
    output += ")"
  }

  private mutating func each<Element>(
    _ elements: [Element], separator: String = " ",
    _ print: (inout SyntaxPrinter, Element) -> Void
  ) {
    for (index, element) in elements.enumerated() {
      if index > 0 { output += separator }
      print(&self, element)
    }
  }
}

// MARK: - Statements

extension SyntaxPrinter {
  private mutating func print(_ block: Block) {
    output += "{"
    each(block.statements) { $0.print($1) }
    output += "}"
  }

  private mutating func print(_ statement: Statement) {
    switch statement.kind {
    case .expression(let value): print(value)
    case .declaration(let declaration): print(declaration)
    case .return(let value): print("return", value)
    case .throw(let value): print("throw", value)
    case .break(let label): output += label.map { "(break \($0))" } ?? "(break)"
    case .continue(let label): output += label.map { "(continue \($0))" } ?? "(continue)"
    case .fallthrough: output += "(fallthrough)"
    case .discard(let value): print("discard", value)
    case .yield(let value): print("yield", value)
    case .then(let value): print("then", value)
    case .if(let statement): print(statement)
    case .guard(let conditions, let body): print("guard", conditions, body)
    case .while(let conditions, let body): print("while", conditions, body)
    case .repeatWhile(let body, let condition):
      list("repeat ") {
        $0.print(body)
        $0.output += " "
        $0.print(condition)
      }
    case .for(let statement): print(statement)
    case .switch(let statement): print(statement)
    case .do(let statement): print(statement)
    case .defer(let body): list("defer ") { $0.print(body) }
    case .labeled(let label, let statement): list("label \(label) ") { $0.print(statement) }
    case .conditional(let branches): print(branches) { $0.print($1) }
    case .unknown: output += "(unknown)"
    }
  }

  private mutating func print(_ word: String, _ value: Expression?) {
    list(word) {
      guard let value else { return }
      $0.output += " "
      $0.print(value)
    }
  }

  private mutating func print(_ word: String, _ conditions: [Condition], _ body: Block) {
    list(word + " ") {
      $0.print(conditions)
      $0.print(body)
    }
  }

  private mutating func print(_ conditions: [Condition]) {
    for condition in conditions {
      switch condition {
      case .expression(let value): print(value)
      case .optionalBinding(let pattern, _, let type, let value):
        list("binding ") {
          $0.print(pattern)
          if let type { $0.output += ": " + Self.text(type) }
          guard let value else { return }
          $0.output += " "
          $0.print(value)
        }
      case .pattern(let pattern, let value):
        list("match ") {
          $0.print(pattern)
          $0.output += " "
          $0.print(value)
        }
      case .availability: output += "(available)"
      }
      output += " "
    }
  }

  private mutating func print(_ statement: IfStatement) {
    list("if ") {
      $0.print(statement.conditions)
      $0.print(statement.then)
      guard let otherwise = statement.otherwise else { return }
      $0.output += " "
      $0.print(otherwise)
    }
  }

  private mutating func print(_ statement: ForStatement) {
    list("for ") {
      if statement.isTry { $0.output += "try " }
      if statement.isAwait { $0.output += "await " }
      $0.print(statement.pattern)
      if let type = statement.type { $0.output += ": " + Self.text(type) }
      $0.output += " "
      $0.print(statement.sequence)
      $0.where(statement.condition)
      $0.output += " "
      $0.print(statement.body)
    }
  }

  private mutating func `where`(_ condition: Expression?) {
    guard let condition else { return }
    output += " where "
    print(condition)
  }

  private mutating func print(_ items: [(pattern: Pattern, condition: Expression?)]) {
    each(items) { printer, item in
      printer.print(item.pattern)
      printer.where(item.condition)
    }
  }

  private mutating func print(_ statement: SwitchStatement) {
    list("switch ") { printer in
      printer.print(statement.subject)
      for item in statement.cases {
        printer.output += " "
        printer.list(item.isDefault ? "default " : "case ") {
          $0.print(item.items)
          if !item.isDefault { $0.output += " " }
          $0.print(item.body)
        }
      }
    }
  }

  private mutating func print(_ statement: DoStatement) {
    list("do ") { printer in
      if let clause = statement.throws { printer.output += Self.text(clause) + " " }
      printer.print(statement.body)
      for clause in statement.catches {
        printer.output += " "
        printer.list("catch ") {
          $0.print(clause.items)
          if !clause.items.isEmpty { $0.output += " " }
          $0.print(clause.body)
        }
      }
    }
  }

  private mutating func print<Element>(
    _ branches: [ConditionalBranch<Element>], _ print: (inout SyntaxPrinter, Element) -> Void
  ) {
    list("#if") { printer in
      for branch in branches {
        printer.output += " [" + (branch.condition ?? "else") + "]"
        for element in branch.elements {
          printer.output += " "
          print(&printer, element)
        }
      }
    }
  }
}

// MARK: - Patterns

extension SyntaxPrinter {
  private mutating func print(_ pattern: Pattern) {
    switch pattern.kind {
    case .wildcard: output += "_"
    case .binding(let name, let isVariable): output += (isVariable ? "var:" : "let:") + name
    case .tuple(let elements): list("tuple") { $0.print(elements) }
    case .enumCase(let type, let name, let payload):
      let path = (type.map(Self.text) ?? "") + "." + name
      guard let payload else {
        output += path
        return
      }
      list(path) { $0.print(payload) }
    case .some(let inner):
      print(inner)
      output += "?"
    case .is(let type): output += "(is \(Self.text(type)))"
    case .cast(let inner, let type):
      list("as ") {
        $0.print(inner)
        $0.output += " " + Self.text(type)
      }
    case .typed(let inner, let type):
      print(inner)
      output += ": " + Self.text(type)
    case .expression(let value): list("value ") { $0.print(value) }
    }
  }

  private mutating func print(_ elements: [(label: String?, pattern: Pattern)]) {
    for element in elements {
      output += " " + (element.label.map { $0 + ": " } ?? "")
      print(element.pattern)
    }
  }
}

// MARK: - Expressions

extension SyntaxPrinter {
  private mutating func print(_ expression: Expression) {
    switch expression.kind {
    case .integer(let value): output += value.map(String.init) ?? "(integer)"
    case .float: output += "(float)"
    case .boolean(let value): output += value ? "true" : "false"
    case .nilLiteral: output += "nil"
    case .string(let pieces): print(pieces)
    case .regex: output += "(regex)"
    case .array(let elements):
      output += "["
      each(elements) { $0.print($1) }
      output += "]"
    case .dictionary(let pairs):
      output += pairs.isEmpty ? "[:" : "["
      each(pairs) { printer, pair in
        printer.print(pair.key)
        printer.output += ": "
        printer.print(pair.value)
      }
      output += "]"
    case .tuple(let elements): print("tuple", elements)
    case .closure(let closure): print(closure)
    case .keyPath(let text): output += text
    case .macro(let name, let arguments): print("#" + name, arguments)
    case .name(let name, let arguments): output += name + Self.generic(arguments)
    case .member(let base, let name, let arguments, let labels):
      print(base)
      output += "." + name + Self.generic(arguments)
      guard let labels else { return }
      output += "(" + labels.map { ($0 ?? "_") + ":" }.joined() + ")"
    case .implicitMember(let name): output += "." + name
    case .wildcard: output += "_"
    case .type(let type): output += "(type \(Self.text(type)))"
    case .call(let callee, let arguments): print("call", callee, arguments)
    case .subscript(let base, let arguments): print("at", base, arguments)
    case .addressOf(let value): print("&", value)
    case .prefix(let name, let value): print("prefix" + name, value)
    case .postfix(let name, let value): print("postfix" + name, value)
    case .binary(let left, let name, let right): print(name, left, right)
    case .assign(let place, let name, let value): print((name ?? "") + "=", place, value)
    case .ternary(let condition, let first, let second): print("?", condition, first, second)
    case .is(let value, let type): print("is", value, type)
    case .cast(let value, let kind, let type):
      switch kind {
      case .coerce: print("as", value, type)
      case .conditional: print("as?", value, type)
      case .forced: print("as!", value, type)
      }
    case .optionalChain(let base):
      print(base)
      output += "?"
    case .forced(let base):
      print(base)
      output += "!"
    case .try(let kind, let value):
      switch kind {
      case .propagate: print("try", value)
      case .optional: print("try?", value)
      case .forced: print("try!", value)
      }
    case .await(let value): print("await", value)
    case .word(let word, let value): print(word, value)
    case .if(let statement): print(statement)
    case .switch(let statement): print(statement)
    case .do(let statement): print(statement)
    case .unknown: output += "(unknown)"
    }
  }

  private mutating func print(_ head: String, _ values: Expression...) {
    list(head) {
      for value in values {
        $0.output += " "
        $0.print(value)
      }
    }
  }

  private mutating func print(_ head: String, _ value: Expression, _ type: TypeSyntax) {
    list(head + " ") {
      $0.print(value)
      $0.output += " " + Self.text(type)
    }
  }

  private mutating func print(_ head: String, _ callee: Expression, _ arguments: [Argument]) {
    list(head + " ") {
      $0.print(callee)
      $0.print(arguments)
    }
  }

  private mutating func print(_ head: String, _ arguments: [Argument]) {
    list(head) { $0.print(arguments) }
  }

  private mutating func print(_ arguments: [Argument]) {
    for argument in arguments {
      if output.utf8.last != UInt8(ascii: "(") { output += " " }
      if argument.isTrailing { output += "^" }
      if let label = argument.label { output += label + ": " }
      print(argument.value)
    }
  }

  private mutating func print(_ pieces: [StringPiece]) {
    output += "\""
    for piece in pieces {
      switch piece {
      case .text(let range, let byteCount):
        let text = source[Int(range.start)..<Int(range.end)]
        output += String(decoding: text, as: UTF8.self)
        if byteCount != text.count { output += "<\(byteCount)>" }
      case .interpolation(let arguments):
        output += "\\("
        print(arguments)
        output += ")"
      }
    }
    output += "\""
  }

  private mutating func print(_ closure: ClosureExpression) {
    list("closure ") { printer in
      if !closure.captures.isEmpty {
        printer.output += "["
        printer.each(closure.captures) { $0.print($1) }
        printer.output += "] "
      }
      if closure.hasSignature {
        printer.print(closure.parameters)
        printer.effects(closure.isAsync, closure.throws)
        if let result = closure.result { printer.output += " -> " + Self.text(result) }
        printer.output += " in "
      }
      printer.print(closure.body)
    }
  }

  private mutating func print(_ capture: ClosureExpression.Capture) {
    output += (capture.specifier.map { $0 + " " } ?? "") + capture.name
    guard let value = capture.value else { return }
    output += "="
    print(value)
  }
}

// MARK: - Declarations

extension SyntaxPrinter {
  private mutating func print(_ declaration: Declaration) {
    if case .conditional(let branches) = declaration.kind {
      print(branches) { $0.print($1) }
      return
    }
    output += "("
    for attribute in declaration.attributes {
      output += "@" + attribute.name
      if !attribute.arguments.isEmpty {
        output += "("
        print(attribute.arguments)
        output += ")"
      } else if !attribute.text.isEmpty {
        output += "(`" + attribute.text + "`)"
      }
      output += " "
    }
    for modifier in declaration.modifiers { output += modifier + " " }
    print(declaration.kind)
    output += ")"
  }

  private mutating func print(_ kind: Declaration.Kind) {
    switch kind {
    case .function(let function): print("func " + function.name, function)
    case .initializer(let function, let isFailable):
      print(isFailable ? "init?" : "init", function)
    case .deinitializer(let body):
      output += "deinit"
      print(body)
    case .subscript(let declaration):
      output += "subscript"
      print(declaration.genericParameters)
      output += " "
      print(declaration.parameters)
      if let result = declaration.result { output += " -> " + Self.text(result) }
      print(declaration.requirements)
      print(declaration.accessors)
    case .variable(let variable):
      output += variable.isLet ? "let " : "var "
      each(variable.bindings, separator: ", ") { $0.print($1) }
    case .type(let type): print(type)
    case .enumCase(let cases):
      output += "case "
      each(cases, separator: ", ") { $0.print($1) }
    case .typealias(let name, let type):
      output += "typealias \(name) = \(type.map(Self.text) ?? "")"
    case .associatedType(let name, let inherited, let fallback):
      output += "associatedtype \(name)" + Self.inheritance(inherited)
      if let fallback { output += " = " + Self.text(fallback) }
    case .import(let path): output += "import " + path.joined(separator: ".")
    case .other(let name): output += name
    case .conditional(let branches): print(branches) { $0.print($1) }
    }
  }

  private mutating func print(_ head: String, _ function: FunctionSyntax) {
    output += head
    print(function.genericParameters)
    output += " "
    print(function.parameters)
    effects(function.isAsync, function.throws)
    if let result = function.result { output += " -> " + Self.text(result) }
    print(function.requirements)
    print(function.body)
  }

  private mutating func print(_ body: BodySyntax?) {
    guard let body else { return }
    let (block, gaps) = SwiftParser.parseBody(
      body, source: source, tokens: tokens, operators: operators)
    self.gaps += gaps
    output += " "
    print(block)
  }

  private mutating func effects(_ isAsync: Bool, _ clause: ThrowsSyntax?) {
    if isAsync { output += " async" }
    if let clause { output += " " + Self.text(clause) }
  }

  private mutating func print(_ parameters: [ParameterSyntax]) {
    output += "("
    each(parameters, separator: ", ") { printer, parameter in
      if parameter.label != parameter.name { printer.output += (parameter.label ?? "_") + " " }
      printer.output += parameter.name
      if let type = parameter.type { printer.output += ": " + Self.text(type) }
      if parameter.isVariadic { printer.output += "..." }
      guard let value = parameter.defaultValue else { return }
      printer.output += " = "
      printer.print(value)
    }
    output += ")"
  }

  private mutating func print(_ parameters: [GenericParameterSyntax]) {
    guard !parameters.isEmpty else { return }
    output += "<"
    each(parameters, separator: ", ") { printer, parameter in
      printer.output += (parameter.isValue ? "let " : "") + parameter.name
      if let type = parameter.constraint { printer.output += ": " + Self.text(type) }
    }
    output += ">"
  }

  private mutating func print(_ requirements: [RequirementSyntax]) {
    guard !requirements.isEmpty else { return }
    output += " where "
    each(requirements, separator: ", ") { printer, requirement in
      let sign =
        switch requirement.kind {
        case .conforms: ": "
        case .equals: " == "
        case .layout: ": layout "
        }
      printer.output += Self.text(requirement.subject) + sign + Self.text(requirement.type)
    }
  }

  private mutating func print(_ binding: VariableSyntax.Binding) {
    if case .binding(let name, _) = binding.pattern.kind {
      output += name
    } else {
      print(binding.pattern)
    }
    if let type = binding.type { output += ": " + Self.text(type) }
    if let value = binding.value {
      output += " = "
      print(value)
    } else if let tokens = binding.valueTokens {
      let (value, gaps) = SwiftParser.parseValue(
        tokens, source: source, tokens: self.tokens, operators: operators)
      self.gaps += gaps
      output += " = "
      print(value)
    }
    print(binding.accessors)
  }

  private mutating func print(_ accessors: [AccessorSyntax]) {
    for accessor in accessors {
      output += " ["
      for modifier in accessor.modifiers { output += modifier + " " }
      output += accessor.name
      if let parameter = accessor.parameter { output += "(\(parameter))" }
      effects(accessor.isAsync, accessor.throws)
      print(accessor.body)
      output += "]"
    }
  }

  private mutating func print(_ type: TypeDeclarationSyntax) {
    output += type.keyword.rawValue + " " + type.name
    print(type.genericParameters)
    output += Self.inheritance(type.inherited)
    print(type.requirements)
    for member in type.members {
      output += " "
      print(member)
    }
  }

  private mutating func print(_ enumCase: EnumCaseSyntax) {
    output += enumCase.name
    if let payload = enumCase.payload { print(payload) }
    guard let value = enumCase.rawValue else { return }
    output += " = "
    print(value)
  }
}

// MARK: - Types

extension SyntaxPrinter {
  /// A type as Swift writes it.
  public static func text(_ type: TypeSyntax) -> String {
    switch type.kind {
    case .name(let name, let arguments, let base):
      (base.map { text($0) + "." } ?? "") + name + generic(arguments)
    case .optional(let wrapped): enclosed(wrapped) + "?"
    case .array(let element): "[" + text(element) + "]"
    case .dictionary(let key, let value): "[\(text(key)): \(text(value))]"
    case .inlineArray(let count, let element): "[\(text(count)) of \(text(element))]"
    case .integer(let value): "\(Int64(bitPattern: value))"
    case .tuple(let elements):
      "("
        + elements.map { ($0.label.map { $0 + ": " } ?? "") + text($0.type) }
        .joined(separator: ", ") + ")"
    case .function(let parameters, let isAsync, let clause, let result):
      "(" + parameters.map(text).joined(separator: ", ") + ")" + (isAsync ? " async" : "")
        + (clause.map { " " + text($0) } ?? "") + " -> " + text(result)
    case .modified(let modifiers, let base): modifiers.joined(separator: " ") + " " + enclosed(base)
    case .suppressed(let base): "~" + text(base)
    case .composition(let members): members.map(text).joined(separator: " & ")
    case .metatype(let base): enclosed(base) + ".Type"
    case .unknown: "<unknown>"
    }
  }

  /// The type in parentheses where a suffix would belong to a part of it.
  private static func enclosed(_ type: TypeSyntax) -> String {
    switch type.kind {
    case .function, .modified, .composition: "(" + text(type) + ")"
    case .name, .optional, .array, .dictionary, .inlineArray, .integer, .tuple, .suppressed,
      .metatype, .unknown:
      text(type)
    }
  }

  private static func generic(_ arguments: [TypeSyntax]) -> String {
    arguments.isEmpty ? "" : "<" + arguments.map(text).joined(separator: ", ") + ">"
  }

  private static func inheritance(_ types: [TypeSyntax]) -> String {
    types.isEmpty ? "" : ": " + types.map(text).joined(separator: ", ")
  }

  static func text(_ clause: ThrowsSyntax) -> String {
    if clause.isRethrows { return "rethrows" }
    return clause.type.map { "throws(\(text($0)))" } ?? "throws"
  }
}
