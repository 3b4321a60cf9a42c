/// Functions by what calls may name.
///
/// A name that many functions have is a node of its own in the call graph: callers lead to the name, and
/// the name leads to the functions. The graph grows by both, not by one times the other.
struct NameTable: Sendable {
  /// Functions that one name may mean.
  struct Candidates: Sendable {
    var functions: [FunctionID] = []
    /// The name's own node, where it has one.
    var node: Int32?
  }

  let program: Program
  let platform: Platform
  private(set) var methods: [String: Candidates] = [:]
  private(set) var accessors: [String: Candidates] = [:]
  /// The nodes of free functions' names.
  private(set) var nodes: [String: Int32] = [:]
  /// By node behind those of the functions: what a name leads to.
  private(set) var groups: [[FunctionID]] = []
  /// Whether the program knows a type of register: only then is a method `store` or `read` one's.
  private(set) var hasRegisters = false
  /// Members whose declarations give them a device's address; `rawValue` where an enum's cases have one.
  private(set) var deviceMembers: Set<String> = []
  /// What types inherit from: their values may be of other types.
  private(set) var parents: Set<String> = []
  /// What generic parameters are called, `Self` and what holds values of any type.
  private(set) var genericNames: Set<String> = [
    "Self", "Any", "AnyObject", "Optional", "Tuple", "Function", "some", "any", "Unmanaged",
  ]

  /// Names of so many functions have no node.
  private static let mostDirect = 4

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
      if type.cases.values.contains(where: { $0.rawValue.map(platform.isDevice) == true }) {
        deviceMembers.insert("rawValue")
      }
      for member in type.members.values {
        accessors[member.name, default: Candidates()].functions +=
          [member.getter, member.setter].compactMap { $0 }
        if let value = member.initializer, hasDeviceAddress(program.function(value)) {
          deviceMembers.insert(member.name)
        }
      }
    }
    for global in program.module.globals {
      accessors[global.name, default: Candidates()].functions +=
        [global.getter, global.setter, global.initializer].compactMap { $0 }
    }
    let first = program.module.functions.count
    func node(_ functions: [FunctionID]) -> Int32? {
      guard functions.count > NameTable.mostDirect else { return nil }
      groups.append(functions)
      return Int32(first + groups.count - 1)
    }
    for name in program.methodsByName.keys.sorted() {
      let functions = program.methodsByName[name] ?? []
      methods[name] = Candidates(functions: functions, node: node(functions))
    }
    for name in accessors.keys.sorted() {
      let node = node(accessors[name]?.functions ?? [])
      accessors[name]?.node = node
    }
    for name in program.functionsByName.keys.sorted() {
      nodes[name] = node(program.functionsByName[name] ?? [])
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
}
