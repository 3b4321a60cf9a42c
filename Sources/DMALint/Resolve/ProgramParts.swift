/// What makes two functions depend on each other, though neither calls the other one.
enum ProgramTie: Hashable, Sendable {
  /// Instances of a type of the program.
  case type(String)
  /// A member of a value whose type is not known.
  case member(String)
  case global(String)
  /// A kibibyte of a device's registers.
  case block(Int64)
  /// Channels and handles of functions that models describe, or that nobody sees.
  case library
}

/// A program in parts that share neither code that drives devices nor variables, types or registers: each
/// is analysed alone, so that they can be looked at side by side and forgotten one by one.
///
/// What is reached from an entry or a handler is in the first part. The parts depend on the program
/// alone, never on how many threads there are.
struct ProgramParts: Sendable {
  /// By function: the number of its part.
  private let part: [Int]
  let count: Int

  /// So many functions that concern transfers are one part at least.
  private static let leastSize = 512

  func contains(_ function: FunctionID, in number: Int) -> Bool {
    part[Int(function.index)] == number
  }

  /// One part.
  init(whole program: Program) {
    part = Array(repeating: 0, count: program.module.functions.count)
    count = 1
  }

  init(
    _ program: Program, entries: [FunctionID], ties: [Set<ProgramTie>], callees: [[Int32]],
    concerns: [Bool]
  ) {
    // Names that lead to many functions are nodes behind these.
    let count = ties.count
    let nodes = callees.count
    guard concerns.count(where: { $0 }) > ProgramParts.leastSize else {
      part = Array(repeating: 0, count: count)
      self.count = 1
      return
    }
    let isBinding = ProgramParts.binding(concerns, ties, callees)
    var numbers: [ProgramTie: Int] = [:]
    for tie in ties.lazy.joined() where numbers[tie] == nil { numbers[tie] = numbers.count }
    var groups = DisjointSets(count: nodes + numbers.count + 1)
    func join(_ a: Int, _ b: Int) {
      let (first, second) = (groups.root(of: a), groups.root(of: b))
      if first != second { groups.join(max(first, second), under: min(first, second)) }
    }
    for node in 0..<nodes where isBinding[node] {
      if node < count {
        for tie in ties[node] { join(node, nodes + (numbers[tie] ?? 0)) }
      }
      for callee in callees[node] where isBinding[Int(callee)] { join(node, Int(callee)) }
    }
    for type in program.types.values {
      guard let own = numbers[.type(type.name)] else { continue }
      for parent in type.inherited where program.type(named: parent)?.keyword == .class {
        if let other = numbers[.type(parent)] { join(nodes + own, nodes + other) }
      }
      for member in type.members.keys {
        if let named = numbers[.member(member)] { join(nodes + own, nodes + named) }
      }
    }
    for entry in entries { join(Int(entry.index), nodes + numbers.count) }
    var partOfGroup = [groups.root(of: nodes + numbers.count): 0]
    var current = entries.isEmpty ? 0 : 1
    var size = 0
    var part = Array(repeating: 0, count: count)
    for function in 0..<count where isBinding[function] {
      let group = groups.root(of: function)
      if let known = partOfGroup[group] {
        part[function] = known
        if known == current { size += 1 }
        continue
      }
      if size >= ProgramParts.leastSize {
        current += 1
        size = 0
      }
      partOfGroup[group] = current
      part[function] = current
      size += 1
    }
    self.part = part
    self.count = (part.max() ?? 0) + 1
  }

  /// What is run where a transfer may be: functions that concern transfers, and what these call that
  /// reaches anything.
  private static func binding(
    _ concerns: [Bool], _ ties: [Set<ProgramTie>], _ callees: [[Int32]]
  ) -> [Bool] {
    let names = Array(repeating: false, count: callees.count - concerns.count)
    var isRun = concerns + names
    var queue = isRun.indices.filter { isRun[$0] }
    while let node = queue.popLast() {
      for callee in callees[node] where !isRun[Int(callee)] {
        isRun[Int(callee)] = true
        queue.append(Int(callee))
      }
    }
    var reaches = concerns.indices.map { concerns[$0] || !ties[$0].isEmpty } + names
    CallerTable(callees).spread(&reaches, nodes: callees.count)
    return isRun.indices.map { isRun[$0] && reaches[$0] }
  }
}
