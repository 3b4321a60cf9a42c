/// Functions by what calls may name.
final class NameIndex {
  let program: Program
  var methods: [String: [FunctionID]] = [:]
  var accessors: [String: [FunctionID]] = [:]

  let platform: Platform
  /// Whether the program knows a type of register: only then is a method `store` or `read` one's.
  private(set) var hasRegisters = false

  /// Members whose declarations give them a device's address; `rawValue` where an enum's cases have one.
  private(set) var deviceMembers: Set<String> = []

  private var globalNumbers: [String: Int64?] = [:]

  /// What was asked about names before.
  private var mappingNames: [String: Bool] = [:]

  /// Whether a function of this name sets up how memory is mapped.
  func isMapping(_ name: String) -> Bool {
    if let known = mappingNames[name] { return known }
    let isMapping = MappingWords.isMapping(name)
    mappingNames[name] = isMapping
    return isMapping
  }

  private var exactTypes: [String: ExactType?] = [:]
  /// What types inherit from: their values may be of other types.
  private var parents: Set<String> = []
  /// What generic parameters are called, `Self` and what holds values of any type.
  private var genericNames: Set<String> = [
    "Self", "Any", "AnyObject", "Optional", "Tuple", "Function", "some", "any", "Unmanaged",
  ]

  /// The type of that name, if its values are of no other.
  func exactType(_ name: String) -> ExactType? {
    if let known = exactTypes[name] { return known }
    var found: ExactType?
    if !genericNames.contains(name), let entry = program.type(named: name),
      !parents.contains(Program.lastComponent(entry.name))
    {
      switch entry.keyword {
      case .struct, .enum, .class, .actor, .union: found = ExactType(entry)
      case .protocol, .extension: break
      }
    }
    exactTypes[name] = .some(found)
    return found
  }

  /// Whether no value of that type is one of the program's types.
  func isForeign(_ name: String) -> Bool {
    !genericNames.contains(name) && !program.declaresType(endingIn: name)
  }

  /// The type's methods of that name with those that it inherits; nil where it has none of its own.
  func methods(of type: ExactType, _ name: String) -> [FunctionID]? {
    if let known = type.methods[name] { return known }
    var found = type.entry.methods[name]
    if found != nil {
      var seen: Set<String> = []
      var queue = type.entry.inherited
      while let next = queue.popLast() {
        guard seen.insert(next).inserted, let entry = program.type(named: next) else { continue }
        found? += entry.methods[name] ?? []
        queue += entry.inherited
      }
    }
    type.methods[name] = .some(found)
    return found
  }

  init(_ program: Program, _ platform: Platform) {
    self.program = program
    self.platform = platform
    for function in program.module.functions {
      for parameter in function.genericParameters { genericNames.insert(parameter.name) }
    }
    for type in program.types.values {
      for parameter in type.genericParameters { genericNames.insert(parameter.name) }
      for parent in type.inherited { parents.insert(Program.lastComponent(parent)) }
    }
    hasRegisters = RegisterTypes.areKnown(to: program)
    for type in program.types.values {
      for (name, functions) in type.methods where name != "init" {
        methods[name, default: []] += functions
      }
      if type.cases.values.contains(where: { $0.rawValue.map(platform.isDevice) == true }) {
        deviceMembers.insert("rawValue")
      }
      for member in type.members.values {
        accessors[member.name, default: []] +=
          [member.getter, member.setter].compactMap { $0 }
        if let value = member.initializer, hasDeviceAddress(program.function(value)) {
          deviceMembers.insert(member.name)
        }
      }
    }
    for global in program.module.globals {
      accessors[global.name, default: []] +=
        [global.getter, global.setter, global.initializer].compactMap { $0 }
    }
  }

  private func hasDeviceAddress(_ function: FlowFunction) -> Bool {
    function.blocks.contains { block in
      block.operations.contains { operation in
        guard case .integer(let value) = operation.kind else { return false }
        return isAddress(value, isDecimal: function.hasOnlyDecimals)
      }
    }
  }

  /// Whether a number is taken for a device's address. Timestamps and powers of two in decimal look like
  /// addresses; those of register blocks are whole kibibytes.
  func isAddress(_ value: Int64, isDecimal: Bool) -> Bool {
    guard platform.isDevice(value) else { return false }
    return !isDecimal || value & 0x3FF == 0 && value & (value &- 1) != 0
  }

  /// The number that a global variable is set to where it is declared.
  func number(ofGlobal name: String) -> Int64? {
    if let known = globalNumbers[name] { return known }
    globalNumbers[name] = .some(nil)
    guard let initializer = program.global(named: name)?.initializer else { return nil }
    let function = program.function(initializer)
    guard function.blocks.count == 1, let block = function.blocks.first,
      case .return(let result?) = block.terminator.kind
    else { return nil }
    var fold = NumberFold()
    for operation in block.operations {
      switch operation.kind {
      case .global(let name): fold.names[operation.result ?? result] = name
      default: fold.follow(operation) { self.number(ofGlobal: $0) }
      }
    }
    let number = fold[result]
    globalNumbers[name] = number
    return number
  }
}

/// A type whose values are of no other: what is called on them is known.
final class ExactType {
  let entry: Program.TypeEntry
  /// What was asked about methods before.
  var methods: [String: [FunctionID]?] = [:]

  init(_ entry: Program.TypeEntry) { self.entry = entry }
}
