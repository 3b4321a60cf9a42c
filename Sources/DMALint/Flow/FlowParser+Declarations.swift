extension FlowParser {
  /// Files come first, so that it is known which number the text itself has.
  mutating func parsePaths() {
    while nextLine() {
      guard cursor.takeWord() == "file" else {
        putLineBack()
        // The line was read before the number of the text was known.
        textPlace.file = FileID(UInt32(paths.count))
        if !lineHasPosition { place.file = textPlace.file }
        break
      }
      let number = cursor.takeUInt32()
      let path = cursor.takeQuoted()
      if number.map(Int.init) != paths.count || path == nil {
        complain("expected 'file \(paths.count)' and a path in quotes")
      }
      paths.append(path ?? "")
      endLine()
    }
    for index in gaps.indices { gaps[index].range.file = FileID(UInt32(paths.count)) }
  }

  mutating func parseDeclaration() {
    defer { file = FileID(0) }
    switch cursor.takeWord() {
    case "gap": parseGap()
    case "constant": parseConstant()
    case "global": parseGlobal()
    case "func":
      parseFunction()
      module.functions.append(body.function)
    case "file": complain("files are listed before everything else")
    case let word?:
      if let keyword = FlowTypeDeclaration.Keyword(rawValue: word) {
        parseType(keyword)
      } else {
        complain("expected a declaration, found '\(word)'")
      }
    case nil: expected("a declaration")
    }
  }

  /// Whether the line can only be a declaration, so that a brace is missing before it.
  func startsDeclaration(_ word: String) -> Bool {
    ["func", "file", "gap", "constant"].contains(word)
      || FlowTypeDeclaration.Keyword(rawValue: word) != nil
  }

  private mutating func parseGap() {
    guard let message = cursor.takeQuoted() else { return expected("a message in quotes") }
    let hides = cursor.take("hides")
    module.gaps.append(Gap(place, message, mayHideTransfer: hides))
    endLine()
  }

  private mutating func parseConstant() {
    guard let name = name(), expect("=") else { return }
    if cursor.take("string") {
      guard let count = byteCount() else { return expected("a number of bytes") }
      module.constants[name] = .string(byteCount: count)
    } else {
      guard let value = integer() else { return }
      module.constants[name] = .integer(value)
    }
    endLine()
  }

  private mutating func parseGlobal() {
    guard let name = name() else { return }
    var global = FlowGlobal(name: name, type: nil, range: place)
    if cursor.take(":") { global.type = type() }
    while let word = declarationWord(&global.attributes) {
      guard take(word, FlowText.globalWords, into: &global) else { break }
    }
    module.globals.append(global)
    endLine()
  }

  private mutating func parseType(_ keyword: FlowTypeDeclaration.Keyword) {
    let isOpen = line.opens
    let hasPosition = lineHasPosition
    var type = FlowTypeDeclaration(keyword: keyword, name: name() ?? "", range: place)
    type.genericParameters = genericParameters()
    if cursor.take(":") {
      repeat {
        guard let name = inheritedName() else { break }
        type.inherited.append(name)
      } while cursor.take(",")
    }
    var attributes: [FlowAttribute] = []
    while let word = declarationWord(&attributes) {
      guard take(word, FlowText.typeWords, into: &type) else { break }
    }
    type.attributes = attributes.map(\.name)
    if attributes.contains(where: { $0.argument != nil }) {
      complain("attributes of types have no arguments")
    }
    endLine()
    file = place.file
    if isOpen {
      parseMembers(&type)
      if !hasPosition { type.range.end = textPlace.end }
    }
    module.types.append(type)
  }

  private mutating func parseMembers(_ type: inout FlowTypeDeclaration) {
    while nextLine() {
      let word = cursor.takeWord()
      if word == nil, cursor.take("}") { return endLine() }
      switch word {
      case "let", "var": parseMember(&type, isLet: word == "let")
      case "case": parseEnumCase(&type)
      case "methods":
        repeat {
          guard let method = function() else { break }
          type.methods.append(method)
        } while cursor.take(",")
        endLine()
      case "deinit":
        type.deinitializer = function()
        endLine()
      case let word?:
        if startsDeclaration(word) || word == "global" {
          complain("expected '}' before '\(word)'")
          return putLineBack()
        }
        complain("expected a member, found '\(word)'")
      case nil: expected("a member or '}'")
      }
    }
    complain("expected '}' before the end of the text", at: textPlace)
  }

  private mutating func parseMember(_ type: inout FlowTypeDeclaration, isLet: Bool) {
    guard let name = name() else { return }
    var member = FlowTypeDeclaration.Member(name: name, type: nil, range: place)
    member.isLet = isLet
    if cursor.take(":") { member.type = self.type() }
    while let word = declarationWord(&member.attributes) {
      guard take(word, FlowText.memberWords, into: &member) else { break }
    }
    type.members.append(member)
    endLine()
  }

  private mutating func parseEnumCase(_ type: inout FlowTypeDeclaration) {
    guard let name = name() else { return }
    var enumCase = FlowTypeDeclaration.EnumCase(name: name, payload: [])
    if cursor.take("(") {
      repeat {
        let label = argumentLabel()
        guard let type = self.type() else { break }
        enumCase.payload.append((label, type))
      } while cursor.take(",")
      _ = expect(")")
    }
    if cursor.take("=") { enumCase.rawValue = integer() }
    type.enumCases.append(enumCase)
    endLine()
  }

  /// Functions are numbered in the order of the text, so that only its end shows which exist.
  mutating func function() -> FunctionID? {
    guard let number = cursor.takeNumbered("f") else { return missing("a function such as f0") }
    functionUses.append((FunctionID(number), textPlace))
    return FunctionID(number)
  }

  mutating func checkFunctionUses() {
    let count = UInt32(module.functions.count)
    let missing = functionUses.filter { $0.function.index >= count }
    guard !missing.isEmpty else { return }
    for use in missing { complain("there is no function f\(use.function.index)", at: use.place) }
    module.dropFunctions(from: count)
  }
}

extension FlowModule {
  /// Forgets what refers to functions that do not exist.
  fileprivate mutating func dropFunctions(from count: UInt32) {
    func drop<Subject>(_ words: FlowWords<Subject>, _ subject: inout Subject) {
      for word in words.functions {
        if let function = subject[keyPath: word.path], function.index >= count {
          subject[keyPath: word.path] = nil
        }
      }
    }
    for index in globals.indices { drop(FlowText.globalWords, &globals[index]) }
    for index in types.indices {
      types[index].methods.removeAll { $0.index >= count }
      if let function = types[index].deinitializer, function.index >= count {
        types[index].deinitializer = nil
      }
      for member in types[index].members.indices {
        drop(FlowText.memberWords, &types[index].members[member])
      }
    }
    for index in functions.indices {
      for parameter in functions[index].parameters.indices {
        drop(FlowText.parameterWords, &functions[index].parameters[parameter])
      }
      for block in functions[index].blocks.indices {
        for operation in functions[index].blocks[block].operations.indices {
          if case .closure(let function) = functions[index].blocks[block].operations[operation].kind,
            function.index >= count
          {
            functions[index].blocks[block].operations[operation].kind = .unknown
          }
        }
      }
    }
  }
}
