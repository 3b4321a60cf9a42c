/// Turns attributes into those that mean something below the language; the others stay as written.
struct AttributeLowering {
  let input: SwiftInput

  func lower(_ attributes: [AttributeSyntax], of name: String) -> [FlowAttribute] {
    attributes.map { lower($0, of: name) }
  }

  private func lower(_ attribute: AttributeSyntax, of name: String) -> FlowAttribute {
    switch attribute.name {
    case "c", "_cdecl":
      return FlowAttribute("c", argument(of: attribute, at: 0) ?? name)
    case "_silgen_name":
      return FlowAttribute("silgen", argument(of: attribute, at: 0) ?? name)
    case "_extern":
      return FlowAttribute("extern", argument(of: attribute, at: 1) ?? name)
    case "section", "_section":
      return FlowAttribute("section", argument(of: attribute, at: 0))
    case "used", "_used": return FlowAttribute("used")
    case "_alignment", "alignment":
      return FlowAttribute("alignment", argument(of: attribute, at: 0))
    case "inline":
      if argument(of: attribute, at: 0) == "never" { return FlowAttribute("noinline") }
    default: break
    }
    let text = attribute.text.isEmpty ? nil : attribute.text
    return FlowAttribute(attribute.name, text)
  }

  /// The text of an argument: what is between the quotes of a literal, the name, the digits.
  private func argument(of attribute: AttributeSyntax, at index: Int) -> String? {
    guard index < attribute.arguments.count else { return nil }
    let value = attribute.arguments[index].value
    switch value.kind {
    case .string(let pieces):
      var text = ""
      for case .text(let range, _) in pieces { text += input.text(range) }
      return text
    case .name(let name, _): return name
    case .integer(let value?): return String(value)
    default: return input.text(value.range)
    }
  }
}
