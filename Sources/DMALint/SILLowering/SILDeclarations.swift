/// The declarations that a dump prints in front of its functions: types with their stored members.
struct SILDeclarations {
  private(set) var types: [FlowTypeDeclaration] = []
  private var scopes: [Int?] = []

  init(_ dump: any DumpStorage, _ range: Range<Int>, at place: SourceRange) {
    dump.load(range)
    var isStored = false
    for line in dump.bytes[range].split(separator: Ascii.lineFeed) {
      let text = Substring(decoding: line, as: UTF8.self)
      var words = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
      if words.first?.utf8.starts(with: "//".utf8) == true { continue }
      if text.utf8.contains(where: { $0 == UInt8(ascii: "@") }),
        SILIndex.contains(String(text), "@_hasStorage")
      {
        isStored = true
      }
      words.removeAll { isModifier($0) }
      guard let first = words.first else { continue }
      if first == "}" {
        _ = scopes.popLast()
        continue
      }
      let isOpen = text.utf8.last == UInt8(ascii: "{")
      if let keyword = FlowTypeDeclaration.Keyword(rawValue: first), words.count > 1, isOpen {
        open(keyword, words, at: place)
      } else if first == "case", let owner = scopes.last ?? nil {
        addCases(String(text), to: owner)
      } else if first == "var" || first == "let", isStored {
        addMember(words, String(text), at: place)
        isStored = false
      } else if isOpen {
        scopes.append(nil)
      } else {
        isStored = false
      }
    }
  }

  private func isModifier(_ word: String) -> Bool {
    guard let first = word.utf8.first else { return true }
    if first == UInt8(ascii: "@") { return true }
    return [
      "final", "public", "private", "internal", "fileprivate", "package", "open", "lazy",
      "nonisolated", "nonisolated(unsafe)", "mutating", "indirect", "dynamic", "override",
      "required", "convenience", "unowned", "borrowing", "consuming", "private(set)",
      "internal(set)",
    ].contains(word)
  }

  private mutating func open(
    _ keyword: FlowTypeDeclaration.Keyword, _ words: [String], at place: SourceRange
  ) {
    var name = ""
    var depth = 0
    for byte in words[1].utf8 {
      if byte == UInt8(ascii: "<") { depth += 1 }
      if depth == 0, byte != UInt8(ascii: ":") { name.unicodeScalars.append(Unicode.Scalar(byte)) }
      if byte == UInt8(ascii: ">") { depth -= 1 }
    }
    if keyword != .extension, let outer = scopes.last ?? nil, types.indices.contains(outer) {
      name = types[outer].name + "." + name
    }
    var declaration = FlowTypeDeclaration(keyword: keyword, name: name, range: place)
    // What stands behind `where` is about the parameters.
    if let colon = words.prefix(while: { $0 != "where" }).firstIndex(of: ":") {
      for word in words[(colon + 1)...] where word != "{" {
        if word == "where" { break }
        declaration.inherited.append(word.hasSuffix(",") ? String(word.dropLast()) : word)
      }
    }
    scopes.append(types.count)
    types.append(declaration)
  }

  private mutating func addMember(_ words: [String], _ text: String, at place: SourceRange) {
    guard let owner = scopes.last ?? nil,
      let index = words.firstIndex(where: { $0 == "var" || $0 == "let" }),
      index + 1 < words.count
    else { return }
    let name = words[index + 1].filter { $0 != ":" }
    var type: FlowType?
    if let colon = text.firstRange(ofText: name + ": ") {
      var rest = String(text[colon...])
      if rest.hasSuffix(" }"), let brace = rest.lastIndex(of: "{") {
        rest = String(rest[..<brace])
      }
      type = SILTypeReader.type(rest)
    }
    var member = FlowTypeDeclaration.Member(name: name, type: type, range: place)
    member.isLet = words[index] == "let"
    member.isStatic = words[..<index].contains("static")
    if words.contains("weak") { member.attributes.append(FlowAttribute("weak")) }
    types[owner].members.append(member)
  }

  private mutating func addCases(_ text: String, to owner: Int) {
    guard let start = text.firstRange(ofText: "case ") else { return }
    var name = ""
    var payload = ""
    var depth = 0
    func finish(_ types: inout [FlowTypeDeclaration]) {
      if !name.isEmpty {
        var elements: [(label: String?, type: FlowType)] = []
        if let type = payload.isEmpty ? nil : SILTypeReader.type("(" + payload + ")") {
          if type.name == "Tuple" {
            for (index, element) in type.arguments.enumerated() {
              elements.append((index < type.labels.count ? type.labels[index] : nil, element))
            }
          } else {
            elements = [(nil, type)]
          }
        }
        types[owner].enumCases.append(.init(name: name, payload: elements))
      }
      name = ""
      payload = ""
    }
    for character in text[start...] {
      switch character {
      case "(":
        if depth > 0 { payload.append(character) }
        depth += 1
      case ")":
        depth -= 1
        if depth > 0 { payload.append(character) }
      case "," where depth == 0: finish(&types)
      case " " where depth == 0: continue
      default:
        if depth > 0 { payload.append(character) } else { name.append(character) }
      }
    }
    finish(&types)
  }
}

extension String {
  /// The index behind the first occurrence of a text.
  fileprivate func firstRange(ofText part: String) -> String.Index? {
    let part = Array(part.utf8)
    var index = utf8.startIndex
    while index < utf8.endIndex {
      if utf8[index...].starts(with: part) { return utf8.index(index, offsetBy: part.count) }
      index = utf8.index(after: index)
    }
    return nil
  }
}
