/// What the bodies of functions say that a model describes, where the inputs have them.
extension Interpreter {
  /// Whether a function may order memory: by a fence, by asm, or by what it calls and nobody sees.
  func mayOrder(_ name: String) -> Bool {
    guard let id = body(of: name) else { return true }
    if let known = orderingBodies[name] { return known }
    var seen: Set<FunctionID> = [id]
    var queue = [id]
    var result = false
    while !result, seen.count < 64, let next = queue.popLast() {
      for operation in program.function(next).blocks.lazy.flatMap(\.operations) {
        switch operation.kind {
        case .fence: result = true
        case .assembly(_, let clobbersMemory, _, _): result = result || clobbersMemory
        case .load(_, .atomic(let ordering)), .store(_, _, .atomic(let ordering)):
          result = result || ordering != .relaxed
        case .call(let call):
          guard case .name(let callee) = call.callee,
            let inner = body(of: callee)
          else {
            result = true
            continue
          }
          if seen.insert(inner).inserted { queue.append(inner) }
        default: break
        }
      }
    }
    result = result || seen.count >= 64
    orderingBodies[name] = result
    return result
  }

  private func body(of name: String) -> FunctionID? {
    let linked = program.functionsByLinkName[name].map { [$0] } ?? []
    return (linked + (program.functionsByName[name] ?? [])).first { program.function($0).hasBody }
  }
}
