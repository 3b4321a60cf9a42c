extension FlowParser {
  mutating func name() -> String? { cursor.takeName() ?? missing("a name") }

  mutating func integer() -> Int64? { cursor.takeInteger() ?? missing("a number of 64 bits") }

  mutating func byteCount() -> Int? { cursor.takeInteger().flatMap { Int(exactly: $0) } }

  mutating func uint32() -> UInt32? { cursor.takeUInt32() ?? missing("a number of 32 bits") }

  /// `label:` before an argument, or nothing.
  mutating func argumentLabel() -> String? {
    let start = cursor.index
    if let label = cursor.takeName(), cursor.take(":") { return label }
    cursor.index = start
    return nil
  }

  mutating func type(depth: Int = 0) -> FlowType? {
    guard depth < FlowText.typeDepthLimit else { return missing("a type that is not so deep") }
    guard let name = cursor.takeName() else { return missing("a type") }
    var type = FlowType(name)
    if cursor.takeAdjacent("<") {
      var isLabeled = false
      repeat {
        let start = cursor.index
        if let label = cursor.takeLabel(), cursor.take(":") {
          isLabeled = true
          type.labels.append(label)
        } else {
          cursor.index = start
          type.labels.append(nil)
        }
        guard let argument = self.type(depth: depth + 1) else { return nil }
        type.arguments.append(argument)
      } while cursor.take(",")
      guard expect(">") else { return nil }
      if !isLabeled { type.labels = [] }
    }
    if cursor.takeAdjacent("[") {
      type.labels = []
      repeat {
        guard let label = cursor.takeLabel() else { return missing("a label") }
        type.labels.append(label)
      } while cursor.take(",")
      guard expect("]") else { return nil }
    }
    return type
  }

  /// `<T: P & Q, let N: Int>`, or nothing.
  mutating func genericParameters() -> [GenericParameter] {
    var parameters: [GenericParameter] = []
    guard cursor.takeAdjacent("<") else { return parameters }
    repeat {
      guard var name = name() else { return parameters }
      var parameter = GenericParameter(name: name, constraints: [])
      if name == "let", let next = cursor.next(), !":,>".utf8.contains(next) {
        guard let second = self.name() else { return parameters }
        name = second
        parameter = GenericParameter(name: name, constraints: [], isValue: true)
      }
      if cursor.take(":") {
        repeat {
          guard let constraint = inheritedName() else { return parameters }
          parameter.constraints.append(constraint)
        } while cursor.take("&")
      }
      parameters.append(parameter)
    } while cursor.take(",")
    _ = expect(">")
    return parameters
  }

  /// A name that may be suppressed: `~Copyable`.
  mutating func inheritedName() -> String? {
    let isSuppressed = cursor.take("~")
    return name().map { isSuppressed ? "~" + $0 : $0 }
  }

  /// The next word of a declaration; attributes before it are collected.
  mutating func declarationWord(_ attributes: inout [FlowAttribute]) -> String? {
    while cursor.next() == UInt8(ascii: "@") {
      guard let attribute = attribute() else { return nil }
      attributes.append(attribute)
    }
    return cursor.takeWord()
  }

  /// `@name` or `@name(argument)`.
  mutating func attribute() -> FlowAttribute? {
    guard expect("@"), let name = name() else { return nil }
    guard cursor.takeAdjacent("(") else { return FlowAttribute(name) }
    guard let argument = self.name(), expect(")") else { return nil }
    return FlowAttribute(name, argument)
  }

  /// Sets the property that the word stands for; complains where there is none.
  mutating func take<Subject>(
    _ word: String, _ words: FlowWords<Subject>, into subject: inout Subject
  ) -> Bool {
    if has(word, words, &subject) { return true }
    complain("unknown word '\(word)'")
    return false
  }

  /// Sets the property that the word stands for, if there is one.
  mutating func has<Subject>(
    _ word: String, _ words: FlowWords<Subject>, _ subject: inout Subject
  ) -> Bool {
    if let flag = words.flags.first(where: { $0.word == word }) {
      subject[keyPath: flag.path] = true
    } else if let number = words.numbers.first(where: { $0.word == word }) {
      subject[keyPath: number.path] = uint32()
    } else if let function = words.functions.first(where: { $0.word == word }) {
      subject[keyPath: function.path] = self.function()
    } else {
      return false
    }
    return true
  }
}
