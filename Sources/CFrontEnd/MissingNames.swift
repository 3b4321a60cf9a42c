/// What headers that were not found would have declared, as far as errors tell: with it, the rest
/// of a unit keeps its form.
struct MissingNames {
  /// Types by name: records, until something is done with them that only numbers allow.
  private var types: [String: Kind] = [:]
  /// Variables or macros: numbers, until they are used as pointers to records.
  private var variables: [String: Variable] = [:]
  private var functions: Set<String> = []
  /// Headers are missing, so that standard ones may be missing with them.
  private(set) var isEmpty = true

  private enum Kind {
    case record(members: Set<String>)
    case number
  }

  private enum Variable {
    case number
    case pointer(members: Set<String>)
  }

  /// The variables' names, and the names of types whose size is not known.
  var unknownNames: Set<String> { Set(variables.keys) }
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
    let names = diagnostic.quoted
    guard let name = names.first, let first = name.utf8.first else { return false }
    let message = diagnostic.message
    if message.hasPrefix("unknown type name '") { return addType(name) }
    if message.hasPrefix("call to undeclared function '") { return functions.insert(name).inserted }
    if message.hasPrefix("use of undeclared identifier '") {
      guard CharacterClass.isWordStart(first), !MissingNames.standard.contains(name) else {
        return false
      }
      // `Type name = …` at the start of a statement.
      if let next = diagnostic.next, CharacterClass.isWordStart(next) { return addType(name) }
      guard variables[name] == nil else { return false }
      variables[name] = .number
      return true
    }
    if message.hasPrefix("member reference type 'int' is not a pointer") {
      guard let pointer = diagnostic.pointer, case .number? = variables[pointer] else {
        return false
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
      case .pointer(let members):
        // What a vendor's header gives a name with members is a block of registers.
        let fields = members.sorted().map { "volatile int \($0); " }.joined()
        text += "extern struct \(MissingNames.blockPrefix)\(name) { \(fields)} *\(name);\n"
      }
    }
    for name in functions.sorted() where types[name] == nil && variables[name] == nil {
      text += "int \(name)();\n"
    }
    return text
  }
}
