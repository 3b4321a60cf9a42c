/// What one worker has asked about names.
final class NameIndex {
  let table: NameTable
  var program: Program { table.program }
  var platform: Platform { table.platform }

  init(_ table: NameTable) { self.table = table }

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
  /// The type of that name, if its values are of no other.
  func exactType(_ name: String) -> ExactType? {
    if let known = exactTypes[name] { return known }
    var found: ExactType?
    if !table.genericNames.contains(name), let entry = program.type(named: name),
      !table.parents.contains(Program.lastComponent(entry.name))
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
    !table.genericNames.contains(name) && !program.declaresType(endingIn: name)
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
