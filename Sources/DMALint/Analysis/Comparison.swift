/// Two alternatives at one point of the program, with what their memories say differently: asked
/// several times before they are joined.
struct Comparison {
  let a: State
  let b: State
  /// What either holds, nil where it has not come across the variable, in the order of the storages.
  let memory: [(storage: StorageID, a: Value?, b: Value?)]

  init(_ a: State, _ b: State) {
    self.a = a
    self.b = b
    var memory: [(storage: StorageID, a: Value?, b: Value?)] = []
    SortedMap.forEachDifference(a.memory, b.memory) { memory.append(($0, $1, $2)) }
    self.memory = memory
  }
}
