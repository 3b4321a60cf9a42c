extension Demangler {
  /// Reads one operator; false where it is not known or what it needs is not on the stack.
  mutating func step() -> Bool {
    if Ascii.isDigit(peek()) { return identifier() }
    let operation = Unicode.Scalar(next())
    switch operation {
    case "A": return repeatedSubstitutions()
    case "S": return standardSubstitution()
    case "s": return push(.module("Swift"))
    case "B": return builtinType()
    case "V", "C", "O", "P", "a": return nominal()
    case "y": return push(.emptyList)
    case "_": return push(.firstMark)
    case "d": return push(.variadicMark)
    case "K": return push(.annotation)
    case "t": return tuple()
    case "G": return boundGeneric()
    case "x": return push(.type(tupleCount: nil))
    case "q": return genericParameter() && push(.type(tupleCount: nil))
    case "Q": return archetype()
    case "m": return popType() != nil && push(.type(tupleCount: nil))
    case "z", "n", "h": return popType() != nil && push(.type(tupleCount: nil))
    case "p": return existential()
    case "X": return specialType()
    case "Y": return annotated()
    case "c": return functionType()
    case "l": return push(.signature)
    case "r": return signatureWithCounts()
    case "R": return requirement()
    case "L": return localName()
    case "o": return operatorName()
    case "E": return extensionContext()
    case "F": return function()
    case "v": return variable()
    case "i": return subscripted()
    case "f": return functionEntity()
    case "Z": return makeStatic()
    case "u":
      popSignature()
      return popType() != nil && push(.type(tupleCount: nil))
    default: return false
    }
  }

  // MARK: Taking off the stack

  mutating func popType() -> Node? {
    switch stack.last {
    case .nominal, .type, .functionType: return stack.popLast()
    case .identifier, .module, .emptyList, .firstMark, .variadicMark, .annotation, .signature,
      .entity, nil:
      return nil
    }
  }

  mutating func popEmptyList() -> Bool {
    guard case .emptyList? = stack.last else { return false }
    stack.removeLast()
    return true
  }

  mutating func popFirstMark() -> Bool {
    guard case .firstMark? = stack.last else { return false }
    stack.removeLast()
    return true
  }

  mutating func popSignature() {
    if case .signature? = stack.last { stack.removeLast() }
  }

  mutating func popIdentifier() -> String? {
    guard case .identifier(let name)? = stack.last else { return nil }
    stack.removeLast()
    return name
  }

  mutating func popContext() -> Context? {
    switch stack.last {
    case .identifier(let name)?:
      stack.removeLast()
      return Context(module: name, types: [])
    case .module(let name)?:
      stack.removeLast()
      return Context(module: name, types: [])
    case .nominal(let name, let context)?:
      stack.removeLast()
      return Context(module: context.module, types: context.types + [name])
    case .type?:
      stack.removeLast()
      return Context(module: "", types: [])
    case .entity(let name)?:
      stack.removeLast()
      return Context(
        module: name.module, types: name.types, enclosing: name.enclosing ?? name.spelled)
    case .functionType, .emptyList, .firstMark, .variadicMark, .annotation, .signature, nil:
      return nil
    }
  }

  /// How many parameters a list of them has.
  private mutating func popParameters() -> Int? {
    if popEmptyList() { return 0 }
    switch popType() {
    case .type(let count?)?: return count
    case nil: return nil
    default: return 1
    }
  }

  private mutating func popLabels(_ count: Int) -> [String?] {
    if popEmptyList() { return Array(repeating: nil, count: count) }
    var labels: [String?] = []
    for _ in 0..<count {
      if let name = popIdentifier() {
        labels.append(name)
      } else if popFirstMark() {
        labels.append(nil)
      } else {
        break
      }
    }
    while labels.count < count { labels.append(nil) }
    return labels.reversed()
  }

  // MARK: Types

  private mutating func nominal() -> Bool {
    guard let name = popIdentifier(), let context = popContext() else { return false }
    return pushSubstitutable(.nominal(name: name, context: context))
  }

  private mutating func builtinType() -> Bool {
    switch Unicode.Scalar(next()) {
    case "f", "i", "v": return number() != nil && push(.type(tupleCount: nil))
    default: return push(.type(tupleCount: nil))
    }
  }

  private mutating func tuple() -> Bool {
    if popEmptyList() { return push(.type(tupleCount: 0)) }
    var count = 0
    while true {
      let isFirst = popFirstMark()
      if case .variadicMark? = stack.last { stack.removeLast() }
      _ = popIdentifier()
      guard popType() != nil else { return false }
      count += 1
      if isFirst { return push(.type(tupleCount: count)) }
    }
  }

  private mutating func boundGeneric() -> Bool {
    while true {
      while popType() != nil {}
      if popEmptyList() { break }
      guard popFirstMark() else { return false }
    }
    guard let nominal = popType() else { return false }
    return pushSubstitutable(nominal)
  }

  private mutating func genericParameter() -> Bool {
    if skip("d") { return number() != nil && number() != nil }
    if skip("z") { return true }
    return number() != nil
  }

  private mutating func archetype() -> Bool {
    switch Unicode.Scalar(next()) {
    case "z":
      _ = popIdentifier()
    case "y":
      _ = popIdentifier()
      guard genericParameter() else { return false }
    default: return false
    }
    return pushSubstitutable(.type(tupleCount: nil))
  }

  private mutating func existential() -> Bool {
    while popType() != nil {
      if popFirstMark() { return popType() != nil && push(.type(tupleCount: nil)) }
      if stack.isEmpty { break }
      guard case .nominal? = stack.last else { break }
    }
    _ = popEmptyList()
    return push(.type(tupleCount: nil))
  }

  private mutating func specialType() -> Bool {
    switch Unicode.Scalar(next()) {
    case "E", "f", "K", "C", "B", "L", "U": return functionType()
    case "o", "u", "w", "M", "m", "p", "b", "x":
      return popType() != nil && push(.type(tupleCount: nil))
    default: return false
    }
  }

  private mutating func annotated() -> Bool {
    switch Unicode.Scalar(next()) {
    case "a", "b", "A", "T": return push(.annotation)
    case "K", "c": return popType() != nil && push(.annotation)
    case "i", "u", "t": return popType() != nil && push(.type(tupleCount: nil))
    default: return false
    }
  }

  private mutating func popAnnotations() {
    while case .annotation? = stack.last { stack.removeLast() }
  }

  private mutating func functionType() -> Bool {
    popAnnotations()
    guard let count = popParameters(), popParameters() != nil else { return false }
    return push(.functionType(parameterCount: count))
  }

  // MARK: Generic signatures

  private mutating func signatureWithCounts() -> Bool {
    while peek() != UInt8(ascii: "l") {
      if skip("z") { continue }
      guard number() != nil else { return false }
    }
    index += 1
    return push(.signature)
  }

  /// A requirement is taken off with the signature, which nothing here looks at.
  private mutating func requirement() -> Bool {
    switch Unicode.Scalar(peek()) {
    case "b", "s":
      index += 1
    case "l":
      index += 1
      guard genericParameter() else { return false }
      index += 1
      return true
    case "i":
      index += 1
      return number() != nil && genericParameter()
    case "c", "C", "t", "T", "p", "P":
      index += 1
      _ = popIdentifier()
    case "d", "z", "_", "0"..."9": break
    default: return false
    }
    guard genericParameter() else { return false }
    return popType() != nil
  }

  // MARK: Names

  private mutating func localName() -> Bool {
    if skip("L") {
      guard popIdentifier() != nil, case .identifier? = stack.last else { return false }
      return true
    }
    if skip("l") {
      return popIdentifier() != nil && push(.identifier(""))
    }
    if Ascii.isLetter(peek()) {
      index += 1
      return true
    }
    guard number() != nil, case .identifier? = stack.last else { return false }
    return true
  }

  private mutating func operatorName() -> Bool {
    guard let coded = popIdentifier() else { return false }
    switch Unicode.Scalar(next()) {
    case "i", "p", "P": break
    default: return false
    }
    let characters = Array("& @/= >    <*!|+?%-~   ^ .".utf8)
    let name = coded.utf8.map { byte -> UInt8 in
      guard byte >= 0x61, byte < 0x7B else { return byte }
      let character = characters[Int(byte - 0x61)]
      return character == Ascii.space ? byte : character
    }
    return push(.identifier(String(decoding: name, as: UTF8.self)))
  }

  private mutating func extensionContext() -> Bool {
    popSignature()
    guard popContext() != nil, let type = popType() else { return false }
    return push(type)
  }

  // MARK: Declarations

  private mutating func function() -> Bool {
    popSignature()
    popAnnotations()
    guard let count = popParameters(), popParameters() != nil else { return false }
    let labels = count == 0 ? [] : popLabels(count)
    if count == 0, case .emptyList? = stack.last { stack.removeLast() }
    return declare(.function, labels: labels)
  }

  mutating func declare(_ kind: SwiftName.Kind, labels: [String?]) -> Bool {
    guard let name = popIdentifier(), let context = popContext() else { return false }
    return push(
      .entity(
        SwiftName(
          kind: kind, module: context.module, types: context.types, base: name, labels: labels)))
  }

  private mutating func variable() -> Bool {
    popSignature()
    guard popType() != nil else { return false }
    let kind: SwiftName.Kind
    switch Unicode.Scalar(next()) {
    case "g", "G": kind = .getter
    case "s": kind = .setter
    case "p": kind = .variable
    case "a", "l":
      index += 1
      kind = .addressor
    case "m", "M", "r", "w", "W", "x", "y", "b", "I": kind = .accessor
    default: return false
    }
    return declare(kind, labels: [])
  }

  private mutating func subscripted() -> Bool {
    popSignature()
    guard case .functionType(let count)? = popType() else { return false }
    let labels = popLabels(count)
    guard let context = popContext() else { return false }
    let kind: SwiftName.Kind
    switch Unicode.Scalar(next()) {
    case "s": kind = .subscriptSetter
    case "g": kind = .subscriptGetter
    default: kind = .accessor
    }
    return push(
      .entity(
        SwiftName(
          kind: kind, module: context.module, types: context.types, base: "subscript",
          labels: labels)))
  }

  private mutating func functionEntity() -> Bool {
    let letter = Unicode.Scalar(next())
    switch letter {
    case "D", "d", "E", "e":
      guard let context = popContext() else { return false }
      return push(
        .entity(
          SwiftName(
            kind: .deinitializer, module: context.module, types: context.types, base: "deinit",
            labels: [])))
    case "C", "c":
      popSignature()
      guard case .functionType(let count)? = popType() else { return false }
      let labels = count == 0 ? [] : popLabels(count)
      if count == 0, case .emptyList? = stack.last { stack.removeLast() }
      guard let context = popContext() else { return false }
      return push(
        .entity(
          SwiftName(
            kind: .initializer, module: context.module, types: context.types, base: "init",
            labels: labels)))
    case "U", "u", "A", "i":
      popSignature()
      if letter != "i" { guard number() != nil else { return false } }
      if letter == "U" || letter == "u" { _ = popType() }
      guard let context = popContext() else { return false }
      let kind: SwiftName.Kind =
        letter == "A" ? .defaultArgument : letter == "i" ? .initialValue : .closure
      var entity = SwiftName(
        kind: kind, module: context.module, types: context.types,
        base: context.enclosing ?? context.module, labels: [])
      entity.enclosing = context.enclosing
      return push(.entity(entity))
    default: return false
    }
  }

  private mutating func makeStatic() -> Bool {
    guard case .entity(var name)? = stack.popLast() else { return false }
    name.isStatic = true
    return push(.entity(name))
  }
}
