extension FlowPrinter {
  static func text(_ value: ValueID) -> String { "v\(value.index)" }
  static func text(_ block: BlockID) -> String { "b\(block.index)" }
  static func text(_ function: FunctionID) -> String { "f\(function.index)" }

  /// Large numbers are addresses and masks more often than not.
  static func text(_ value: Int64) -> String {
    value > 0xFFFF ? "0x" + String(value, radix: 16, uppercase: true) : String(value)
  }

  static func text(_ constant: FlowConstant) -> String {
    switch constant {
    case .integer(let value): text(value)
    case .string(let byteCount): "string \(byteCount)"
    }
  }

  static func text(_ mode: AccessMode) -> String {
    switch mode {
    case .plain: ""
    case .volatile: " volatile"
    case .atomic(let ordering): " atomic \(ordering.rawValue)"
    }
  }

  static func text(_ kind: FenceKind) -> String {
    switch kind {
    case .compiler: "compiler"
    case .signal: "signal"
    case .atomic(let ordering): "atomic \(ordering.rawValue)"
    case .instruction(let text): "instruction \(inQuotes(text))"
    }
  }

  static func text(_ callee: Call.Callee) -> String {
    switch callee {
    case .name(let name): calleeName(name)
    case .initializer(let type): "init \(text(type))"
    case .method(let base, let name): "\(text(base)).\(quoted(name))"
    case .staticMethod(let type, let name): "static \(text(type))::\(quoted(name))"
    case .implicitMember(let name, let type): implicitMember(name, type)
    case .superMethod(let name): "super.\(quoted(name))"
    case .value(let value): text(value)
    }
  }

  static func implicitMember(_ name: String, _ type: FlowType?) -> String {
    ".\(quoted(name))" + (type.map { " of \(text($0))" } ?? "")
  }

  static func text(_ type: FlowType) -> String {
    let isLabeled = !type.labels.isEmpty && type.labels.count == type.arguments.count
    var text = type.name == "_" ? inQuotes(type.name) : quoted(type.name)
    if !type.arguments.isEmpty {
      let arguments = list(type.arguments.indices) { index in
        (isLabeled ? labelName(type.labels[index]) + ": " : "") + Self.text(type.arguments[index])
      }
      text += "<\(arguments)>"
    }
    if !type.labels.isEmpty && !isLabeled { text += "[\(list(type.labels, labelName))]" }
    return text
  }

  static func annotation(_ type: FlowType?) -> String {
    type.map { ": \(text($0))" } ?? ""
  }

  static func text(_ parameter: FlowFunction.Parameter) -> String {
    let isShort = parameter.label == parameter.name && parameter.name != "_"
    var text = isShort ? "" : labelName(parameter.label) + " "
    text += quoted(parameter.name) + ": " + (parameter.type.map(Self.text) ?? "_")
    switch parameter.convention {
    case .value: break
    case .place, .consuming: text += " \(parameter.convention.rawValue)"
    }
    return text + Self.text(parameter, FlowText.parameterWords)
  }

  static func text(_ parameters: [GenericParameter]) -> String {
    guard !parameters.isEmpty else { return "" }
    let parameters = list(parameters) { parameter in
      (parameter.isValue ? "let " : "") + quoted(parameter.name)
        + (parameter.constraints.isEmpty
          ? "" : ": " + parameter.constraints.map(inherited).joined(separator: " & "))
    }
    return "<\(parameters)>"
  }

  static func text(_ attributes: [FlowAttribute]) -> String {
    attributes.map { attribute in
      " @" + attributeName(attribute.name)
        + (attribute.argument.map { "(\(FlowText.isPlain($0.utf8) ? $0 : inQuotes($0)))" } ?? "")
    }.joined()
  }

  static func text<Subject>(_ subject: Subject, _ words: FlowWords<Subject>) -> String {
    var text = ""
    for flag in words.flags where subject[keyPath: flag.path] { text += " " + flag.word }
    for number in words.numbers {
      if let value = subject[keyPath: number.path] { text += " \(number.word) \(value)" }
    }
    for function in words.functions {
      if let value = subject[keyPath: function.path] {
        text += " \(function.word) \(Self.text(value))"
      }
    }
    return text
  }

  static func labels(_ labels: [String?]?) -> String {
    labels.map { "(" + $0.map { labelName($0) + ":" }.joined() + ")" } ?? ""
  }

  static func label(_ label: String?) -> String {
    label.map { quoted($0) + ": " } ?? ""
  }

  /// A label where `_` stands for none.
  static func labelName(_ label: String?) -> String {
    guard let label else { return "_" }
    return label == "_" ? inQuotes(label) : quoted(label)
  }

  /// A name that may be suppressed: `~Copyable`.
  static func inherited(_ name: String) -> String {
    let isSuppressed = name.utf8.first == UInt8(ascii: "~")
    return isSuppressed && FlowText.isPlain(name.utf8.dropFirst()) ? name : quoted(name)
  }

  /// A digit behind `@` would start a position.
  static func attributeName(_ name: String) -> String {
    let startsWithDigit = name.utf8.first.map { $0 < UInt8(ascii: "A") && $0 != UInt8(ascii: "$") }
    return startsWithDigit == false && FlowText.isPlain(name.utf8) ? name : inQuotes(name)
  }

  static func operatorName(_ spelling: String) -> String {
    let isBare =
      !spelling.isEmpty && spelling.utf8.allSatisfy(FlowText.isOperatorByte)
      && !spelling.contains("//")
    return isBare ? spelling : inQuotes(spelling)
  }

  static func functionName(_ name: String) -> String {
    FlowText.isFunctionName(name.utf8[...]) ? name : inQuotes(name)
  }

  /// A name that cannot be taken for a value or a kind of callee.
  static func calleeName(_ name: String) -> String {
    let first = name.utf8.prefix { $0 != UInt8(ascii: ".") }
    let isWord = FlowText.calleeWords.contains { $0.utf8.elementsEqual(first) }
    return isWord || FlowText.isNumbered(first, "v") ? inQuotes(name) : quoted(name)
  }

  static func list<Elements: Sequence>(
    _ elements: Elements, _ text: (Elements.Element) -> String
  ) -> String {
    elements.map(text).joined(separator: ", ")
  }

  static func quoted(_ name: String) -> String {
    FlowText.isPlain(name.utf8) ? name : inQuotes(name)
  }

  /// Everything that could be mistaken, or cannot be seen, is escaped.
  static func inQuotes(_ name: String) -> String {
    var text = "\""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        if isVisible(scalar) {
          text.unicodeScalars.append(scalar)
        } else {
          text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }
      }
    }
    return text + "\""
  }

  static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return (0x20..<0x7F).contains(scalar.value) }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate,
      .privateUse, .unassigned:
      return false
    default: return true
    }
  }
}
