/// Variables that a function compares with each other (`submitted == completed`): how far they are apart
/// decides what is done next.
struct ComparedCounters {
  /// Pairs of names of globals, locals or members.
  private(set) var pairs: Set<Pair> = []

  struct Pair: Hashable {
    var first: String
    var second: String

    init(_ a: String, _ b: String) { (first, second) = a < b ? (a, b) : (b, a) }
  }

  init(_ function: FlowFunction) {
    for block in function.blocks {
      for index in block.operations.indices {
        guard case .binary(let sign, let a, let b) = block.operations[index].kind,
          sign == "==" || sign == "!="
        else { continue }
        // What is compared is loaded just before.
        let earlier = block.operations[max(0, index - 8)..<index]
        guard let first = Self.name(a, earlier, function),
          let second = Self.name(b, earlier, function), first != second
        else { continue }
        pairs.insert(Pair(first, second))
      }
    }
  }

  private static func name(
    _ value: ValueID, _ operations: ArraySlice<Operation>, _ function: FlowFunction
  ) -> String? {
    guard case .load(let place, _)? = operations.last(where: { $0.result == value })?.kind else {
      return nil
    }
    switch operations.last(where: { $0.result == place })?.kind {
    case .member(_, let name), .global(let name): return name
    case .local(let local): return function.locals[Int(local.index)].name
    default: return nil
    }
  }
}

/// Two variables that change together stay as far apart as they were.
extension Interpreter {
  /// A variable in which two paths differ.
  private struct Leaf {
    var name: String
    var place: Pointer
    var mine: Value
    var other: Value
  }

  /// Where two compared variables are as far apart on one path as on the other, the joined values are so
  /// too: one is the other plus a number.
  func keepDistances(_ a: State, _ b: State, _ result: inout State) {
    var leaves: [Leaf] = []
    SortedMap.forEachDifference(a.memory, b.memory) { storage, mine, other in
      guard let mine, let other else { return }
      collect(mine, other, Pointer(storage), self[storage].name, &leaves)
    }
    guard leaves.count > 1 else { return }
    for index in leaves.indices.dropFirst() {
      for first in leaves[..<index]
      where comparedCounters.contains(ComparedCounters.Pair(first.name, leaves[index].name)) {
        guard let distance = distance(from: first.mine, to: leaves[index].mine),
          distance == self.distance(from: first.other, to: leaves[index].other)
        else { continue }
        let joined = peek(first.place, result)
        guard case .symbol = joined else { continue }
        let moved = binary("+", joined, .integer(distance), result)
        result.memory[leaves[index].place.region.storage] = replaced(
          result.memory[leaves[index].place.region.storage],
          leaves[index].place.region.path[...], moved)
        break
      }
    }
  }

  private func collect(
    _ mine: Value, _ other: Value, _ place: Pointer, _ name: String, _ leaves: inout [Leaf]
  ) {
    if mine == other { return }
    if case .aggregate(_, let x) = mine, case .aggregate(_, let y) = other {
      for member in x.keys.sorted() {
        guard let one = x[member], let another = y[member] else { continue }
        collect(one, another, place.member(member), member, &leaves)
      }
      return
    }
    guard comparedNames.contains(name) else { return }
    leaves.append(Leaf(name: name, place: place, mine: mine, other: other))
  }

  /// How much larger one value is than the other, where that is known of numbers or sums.
  func distance(from a: Value, to b: Value) -> Int64? {
    let x = summands(a)
    let y = summands(b)
    guard x.base == y.base, x.base != .unknown else { return nil }
    return y.number &- x.number
  }

  private func summands(_ value: Value) -> (base: Value, number: Int64) {
    switch value {
    case .integer(let number): return (.null, number)
    case .symbol(let id):
      if case .binary("+", let base, .integer(let number)) = term(id) { return (base, number) }
      return (value, 0)
    default: return (.unknown, 0)
    }
  }
}
