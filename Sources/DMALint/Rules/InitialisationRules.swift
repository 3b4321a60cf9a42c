/// DMA7: memory attributes, caches and pools are set up before the first use.
extension RuleBook {
  /// A transfer starts over memory whose attributes are set up later on the same path. It is kept back
  /// until that set-up comes: where none comes, nothing was too early.
  static let beforeSetUp = Rule("DMA701", at: .start) { point in
    guard case .start(let id) = point.event, let facts = point.state.transfers[id],
      point.interpreter.isFromEntry
    else { return [] }
    for buffer in facts.buffers {
      guard let milestone = point.interpreter.prerequisite(of: buffer, point.state) else {
        continue
      }
      point.interpreter.keepBack(
        Candidate(
          code: "DMA701", site: facts.start,
          message:
            "the transfer uses '\(point.name(buffer.pointer))' before the set-up that makes its memory fit for DMA",
          buffer: point.name(buffer.pointer),
          trace: point.interpreter.calls(to: point.frame).map {
            point.label($0, "the path from the entry leads through here")
          }, transfer: id, fix: "Set memory up before everything that uses it"),
        until: milestone)
    }
    return []
  }
}
