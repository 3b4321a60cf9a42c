/// DMA511: direction, constness and later use of the buffer agree.
extension RuleBook {
  /// A buffer that the program has only blanked is sent, and then examined for what a device should have
  /// put there. Whether somebody fills it later is known once everything has been looked at.
  static let directionMismatch = Rule("DMA511", at: .access) { point in
    guard case .access(let access) = point.event, !access.isWrite,
      let facts = point.state.buffers[access.region], facts.isReadOnlyForDevice, !facts.isFilled,
      let start = facts.sentBy.min(), point.interpreter.beginsBlank(access.region.storage, facts)
    else { return [] }
    let name = point.name(access.pointer)
    point.interpreter.blankSends[access.region.storage, default: []].insert(
      Candidate(
        code: "DMA511", site: start,
        message:
          "the device reads '\(name)', into which the program has put nothing and in which it looks for data afterwards",
        buffer: name, trace: [point.label(point.site, "'\(name)' is read here")], transfer: nil,
        fix: "Start a transfer in the other direction"))
    return []
  }

  /// A buffer that the program has filled is received into, and nobody ever reads it. Whether somebody
  /// does is known once everything has been looked at.
  static let unreadReceive = Rule("DMA511", at: [.access, .start]) { point in
    switch point.event {
    case .access(let access) where !access.isWrite:
      point.interpreter.readStorages.insert(access.region.storage)
    case .start(let id):
      guard let facts = point.state.transfers[id] else { return [] }
      for buffer in facts.buffers
      where buffer.direction == .deviceWrites && buffer.isDirectionKnown {
        let region = buffer.pointer.region.trackable
        guard let owed = point.state.buffers[region], owed.isFilled, !owed.written.isEmpty else {
          point.interpreter.readStorages.insert(region.storage)
          continue
        }
        let name = point.name(buffer.pointer)
        point.interpreter.receives[region.storage, default: []].insert(
          Candidate(
            code: "DMA511", site: facts.start,
            message:
              "the device writes over what the program has put into '\(name)', and nobody reads what it wrote",
            buffer: name,
            trace: owed.written.sorted().prefix(2).map {
              point.label($0, "'\(name)' is written here")
            }, transfer: id, fix: "Start a transfer in the other direction"))
      }
    default: break
    }
    return []
  }
}
