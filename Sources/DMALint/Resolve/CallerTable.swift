/// Who leads to each node of a call graph, in two arrays.
struct CallerTable {
  private var starts: [Int32]
  private var callers: [Int32]

  init(_ callees: [[Int32]]) {
    starts = Array(repeating: 0, count: callees.count + 1)
    for callee in callees.lazy.joined() { starts[Int(callee) + 1] += 1 }
    for node in callees.indices { starts[node + 1] += starts[node] }
    callers = Array(repeating: 0, count: Int(starts[callees.count]))
    var next = starts
    for (caller, callees) in callees.enumerated() {
      for callee in callees {
        callers[Int(next[Int(callee)])] = Int32(caller)
        next[Int(callee)] += 1
      }
    }
  }

  subscript(node: Int) -> ArraySlice<Int32> {
    callers[Int(starts[node])..<Int(starts[node + 1])]
  }

  /// Marks the callers of what is marked, and theirs. `marks` are those of the functions, which are the
  /// first nodes.
  func spread(_ marks: inout [Bool], nodes: Int) {
    let functions = marks.count
    marks += Array(repeating: false, count: nodes - functions)
    var queue = (0..<functions).filter { marks[$0] }
    while let next = queue.popLast() {
      for caller in self[next] where !marks[Int(caller)] {
        marks[Int(caller)] = true
        queue.append(Int(caller))
      }
    }
    marks.removeLast(nodes - functions)
  }
}
