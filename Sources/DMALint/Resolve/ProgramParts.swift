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
    _ program: Program, entries: [FunctionID], ties: [Set<ProgramTie>], callees: [[FunctionID]],
    concerns: [Bool]
  ) {
    let count = ties.count
    guard concerns.count(where: { $0 }) > ProgramParts.leastSize else {
      part = Array(repeating: 0, count: count)
      self.count = 1
      return
    }
    let isBinding = ProgramParts.binding(concerns, ties, callees)
    var numbers: [ProgramTie: Int] = [:]
    for tie in ties.lazy.joined() where numbers[tie] == nil { numbers[tie] = numbers.count }
    var groups = DisjointSets(count: count + numbers.count + 1)
    func join(_ a: Int, _ b: Int) {
      let (first, second) = (groups.root(of: a), groups.root(of: b))
      if first != second { groups.join(max(first, second), under: min(first, second)) }
    }
    for function in 0..<count where isBinding[function] {
      for tie in ties[function] { join(function, count + (numbers[tie] ?? 0)) }
      for callee in callees[function] where isBinding[Int(callee.index)] {
        join(function, Int(callee.index))
      }
    }
    for type in program.types.values {
      guard let own = numbers[.type(type.name)] else { continue }
      for parent in type.inherited where program.type(named: parent)?.keyword == .class {
        if let other = numbers[.type(parent)] { join(count + own, count + other) }
      }
      for member in type.members.keys {
        if let named = numbers[.member(member)] { join(count + own, count + named) }
      }
    }
    for entry in entries { join(Int(entry.index), count + numbers.count) }
    var partOfGroup = [groups.root(of: count + numbers.count): 0]
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
    _ concerns: [Bool], _ ties: [Set<ProgramTie>], _ callees: [[FunctionID]]
  ) -> [Bool] {
    var callers: [[Int]] = Array(repeating: [], count: callees.count)
    for (caller, callees) in callees.enumerated() {
      for callee in callees { callers[Int(callee.index)].append(caller) }
    }
    func closure(of marks: [Bool], under next: (Int) -> [Int]) -> [Bool] {
      var marks = marks
      var queue = marks.indices.filter { marks[$0] }
      while let function = queue.popLast() {
        for other in next(function) where !marks[other] {
          marks[other] = true
          queue.append(other)
        }
      }
      return marks
    }
    let isRun = closure(of: concerns) { callees[$0].map { Int($0.index) } }
    let reaches = closure(of: concerns.indices.map { concerns[$0] || !ties[$0].isEmpty }) {
      callers[$0]
    }
    return concerns.indices.map { isRun[$0] && reaches[$0] }
  }
}
