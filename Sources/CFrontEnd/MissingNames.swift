/// What headers that were not found would have declared, as far as errors tell: with it, the rest
/// of a unit keeps its form.
struct MissingNames {
  /// Types by name: records, until something is done with them that only numbers allow.
  private var types: [String: Kind] = [:]
  /// Variables or macros: numbers, until they are used as pointers to records.
  private var variables: [String: Variable] = [:]
  private var functions: Set<String> = []
  /// Constants by their names in capitals; numbers that nobody knows.
  private var constants: Set<String> = []
  /// Macros that stand before declarations and blocks, with what they become.
  private var prefixes: [String: Prefix] = [:]
  /// What the unit defines itself.
  private var defined: Set<String> = []
  /// Headers are missing, so that standard ones may be missing with them.
  private(set) var isEmpty = true

  private enum Kind {
    case record(members: Set<String>)
    case number
  }

  private enum Prefix {
    /// `STATIC_INLINE void f(void)`
    case nothing
    /// `ALIGNED(static int x[8]);`
    case contents
    /// `SECTION("dma") static int x[8];`
    case nothingWithArguments
  }

  private enum Variable {
    case number
    case array
    case pointer(members: Set<String>)
  }

  /// The variables' names, and the names of types whose size is not known.
  var unknownNames: Set<String> { Set(variables.keys).union(constants) }

  /// Types of this size or larger are made with a constant that nobody knows; nil where there is none.
  var leastUnknownSize: Int64? { constants.isEmpty ? nil : 1 << 20 }

  /// Every constant has its own value, since `case` wants that, and one that no real size has.
  private static let firstConstant = 1 << 24
  var unknownTypes: Set<String> {
    Set(types.keys).union(variables.keys.map { MissingNames.blockPrefix + $0 })
  }

  private static let blockPrefix = "unknown_block_of_"

  /// Where the made-up header lies.
  static let path = UnitPlan.fallbackFolder + "/dmalint-missing.h"

  /// Takes in the errors of a parse; false where they teach nothing new.
  mutating func learn(from diagnostics: [CDiagnostic]) -> Bool {
    var learns = isEmpty
    isEmpty = false
    for diagnostic in diagnostics where diagnostic.missingHeader == nil {
      if learn(from: diagnostic) { learns = true }
    }
    return learns
  }

  private mutating func learn(from diagnostic: CDiagnostic) -> Bool {
    let message = diagnostic.message
    if message.hasPrefix("cannot take the address of an rvalue")
      || message.hasPrefix("expression is not assignable"), let word = diagnostic.word
    {
      return use(word, as: .number)
    }
    if message.hasPrefix("subscripted value is not"), let word = diagnostic.word {
      return use(word, as: .array)
    }
    if message.hasPrefix("expected parameter declarator")
      || message.hasPrefix("invalid storage class specifier in function declarator"),
      let word = diagnostic.callee, MissingNames.isInCapitals(word), prefixes[word] == nil
    {
      let isAround = diagnostic.word.map(MissingNames.startsDeclaration) == true
      prefixes[word] = isAround ? .contents : .nothingWithArguments
      return true
    }
    let names = diagnostic.quoted
    guard let name = names.first, let first = name.utf8.first else { return false }
    if message.hasPrefix("redefinition of '") || message.hasPrefix("conflicting types for '") {
      guard defined.insert(name).inserted else { return false }
      let wasMadeUp = types[name] != nil || variables[name] != nil || functions.contains(name)
      types[name] = nil
      variables[name] = nil
      functions.remove(name)
      constants.remove(name)
      return wasMadeUp
    }
    guard !defined.contains(name) else { return false }
    if message.hasPrefix("unknown type name '") {
      if MissingNames.isInCapitals(name), prefixes[name] == nil,
        diagnostic.nextWord.map(MissingNames.startsDeclaration) == true
      {
        prefixes[name] = .nothing
        types[name] = nil
        return true
      }
      return addType(name)
    }
    if message.hasPrefix("call to undeclared function '") { return functions.insert(name).inserted }
    if message.hasPrefix("use of undeclared identifier '") {
      guard CharacterClass.isWordStart(first), !MissingNames.standard.contains(name) else {
        return false
      }
      // `Type name = …` at the start of a statement.
      if let next = diagnostic.next, CharacterClass.isWordStart(next) { return addType(name) }
      guard variables[name] == nil else { return false }
      if MissingNames.isInCapitals(name) { return constants.insert(name).inserted }
      variables[name] = .number
      return true
    }
    if message.hasPrefix("member reference type 'int' is not a pointer") {
      guard let pointer = diagnostic.pointer else { return false }
      if constants.remove(pointer) == nil {
        guard case .number? = variables[pointer] else { return false }
      }
      variables[pointer] = .pointer(members: [])
      return true
    }
    if message.hasPrefix("no member named '"), names.count > 1 {
      return addMember(name, of: MissingNames.typeName(names[1]))
    }
    // Whatever else is said against a made-up record: it should have been a number.
    var learns = false
    for name in names {
      let type = MissingNames.typeName(name)
      if case .record(let members)? = types[type], members.isEmpty {
        types[type] = .number
        learns = true
      }
    }
    return learns
  }

  /// What was taken for a number is used as something that has a place.
  private mutating func use(_ name: String, as variable: Variable) -> Bool {
    if constants.remove(name) != nil {
      variables[name] = variable
      return true
    }
    guard case .array = variable, case .number? = variables[name] else { return false }
    variables[name] = variable
    return true
  }

  private static func isInCapitals(_ name: String) -> Bool {
    name.utf8.count > 1 && name.utf8.contains { 65...90 ~= $0 }
      && !name.utf8.contains { 97...122 ~= $0 }
  }

  /// Whether a word begins what a declaration says of its type.
  private static func startsDeclaration(_ word: String) -> Bool {
    specifiers.contains(word) || standard.contains(word)
  }

  private static let specifiers: Set<String> = [
    "static", "extern", "const", "volatile", "inline", "void", "char", "short", "int", "long",
    "unsigned", "signed", "float", "double", "struct", "union", "enum", "register",
  ]

  private mutating func addMember(_ name: String, of type: String) -> Bool {
    if type.hasPrefix(MissingNames.blockPrefix) {
      let variable = String(type.dropFirst(MissingNames.blockPrefix.count))
      guard case .pointer(var members)? = variables[variable], members.insert(name).inserted else {
        return false
      }
      variables[variable] = .pointer(members: members)
      return true
    }
    guard case .record(var members)? = types[type], members.insert(name).inserted else {
      return false
    }
    types[type] = .record(members: members)
    return true
  }

  private mutating func addType(_ name: String) -> Bool {
    guard types[name] == nil, !MissingNames.standard.contains(name) else { return false }
    variables[name] = nil
    types[name] = .record(members: [])
    return true
  }

  /// The name in `struct X`, `const X` or `volatile struct X`.
  private static func typeName(_ spelling: String) -> String {
    spelling.split(separator: " ").last.map(String.init) ?? spelling
  }

  /// Types that the made-up header includes.
  private static let standard: Set<String> = [
    "uint8_t", "uint16_t", "uint32_t", "uint64_t", "int8_t", "int16_t", "int32_t", "int64_t",
    "size_t", "ptrdiff_t", "uintptr_t", "intptr_t", "bool", "true", "false", "NULL",
  ]

  /// The header that declares all of it.
  var header: String {
    var text = """
      #pragma once
      #pragma clang system_header
      #include <stdint.h>
      #include <stddef.h>
      #include <stdbool.h>

      """
    for (name, kind) in types.sorted(by: { $0.key < $1.key }) {
      switch kind {
      case .record(let members):
        let fields = members.sorted().map { "int \($0); " }.joined()
        text += "typedef struct \(name) { \(fields)} \(name);\n"
      case .number: text += "typedef int \(name);\n"
      }
    }
    for (name, variable) in variables.sorted(by: { $0.key < $1.key }) {
      switch variable {
      case .number: text += "extern int \(name);\n"
      case .array: text += "extern int \(name)[];\n"
      case .pointer(let members):
        // What a vendor's header gives a name with members is a block of registers.
        let fields = members.sorted().map { "volatile int \($0); " }.joined()
        text += "extern struct \(MissingNames.blockPrefix)\(name) { \(fields)} *\(name);\n"
      }
    }
    for (index, name) in constants.sorted().enumerated() {
      text += "enum { \(name) = \(MissingNames.firstConstant + 16 * index) };\n"
    }
    for (name, prefix) in prefixes.sorted(by: { $0.key < $1.key }) {
      switch prefix {
      case .nothing: text += "#define \(name)\n"
      case .contents: text += "#define \(name)(...) __VA_ARGS__\n"
      case .nothingWithArguments: text += "#define \(name)(...)\n"
      }
    }
    for name in functions.sorted() where types[name] == nil && variables[name] == nil {
      text += "int \(name)();\n"
    }
    return text
  }
}
