/// DMA3: where memory is cacheable and not coherent, lines are cleaned and invalidated around transfers.
extension RuleBook {
  /// Reported for every transfer over cacheable memory; it stays where no operation maintains the
  /// buffer at all, and gives way to the more exact rules where one does.
  static let cacheableBuffer = Rule("DMA301", at: .start) { point in
    buffers(point) { id, facts, buffer, name in
      guard point.interpreter.isUnmaintained(buffer, id) else { return nil }
      let candidate = Candidate(
        code: "DMA301", site: facts.start,
        message:
          "'\(name)' is in cacheable memory that is not coherent with DMA, and nothing maintains the cache",
        buffer: name,
        trace: point.origin(buffer.pointer) + [
          point.label(facts.start, "the transfer starts here")
        ],
        transfer: id,
        fix:
          "Put the buffer into non-cacheable memory, or clean before and invalidate after the transfer"
      )
      point.interpreter.claim(candidate, unmaintained: buffer)
      return candidate
    }
  }

  static let missingClean = Rule("DMA302", at: .start) { point in
    buffers(point) { id, facts, buffer, name in
      guard buffer.direction != .deviceWrites, !point.interpreter.isWriteThrough(buffer),
        let owed = point.interpreter.facts(
          overlapping: buffer.pointer.region.trackable, point.state), !owed.dirty.isEmpty
      else { return nil }
      return Candidate(
        code: "DMA302", site: facts.start,
        message: "data written to '\(name)' may still be in the cache when the device reads it",
        buffer: name,
        trace: owed.dirty.sorted().prefix(3).map { point.label($0, "'\(name)' is written here") }
          + [
            point.label(facts.start, "the transfer starts here")
          ],
        transfer: id, fix: "Clean the cache over the buffer between the last write and the start")
    }
  }

  static let missingInvalidateBefore = Rule("DMA304", at: .start) { point in
    buffers(point) { id, facts, buffer, name in
      guard buffer.direction == .deviceWrites, !point.interpreter.isWriteThrough(buffer),
        let owed = point.interpreter.facts(
          overlapping: buffer.pointer.region.trackable, point.state), !owed.dirty.isEmpty
      else { return nil }
      return Candidate(
        code: "DMA304", site: facts.start,
        message:
          "lines over '\(name)' may be dirty, and their eviction can overwrite what the device writes",
        buffer: name,
        trace: owed.dirty.sorted().prefix(3).map { point.label($0, "'\(name)' is written here") }
          + [
            point.label(facts.start, "the transfer starts here")
          ],
        transfer: id, fix: "Clean or invalidate the cache over the buffer before the start")
    }
  }

  static let missingInvalidateAfter = Rule("DMA303", at: .access) { point in
    guard case .access(let access) = point.event, !access.isWrite,
      point.interpreter.memoryType(of: access.region.storage) == .cacheable
    else { return [] }
    var found: [Candidate] = []
    for (region, owed) in point.state.buffers
    where region.overlaps(access.region) && owed.isStale(access.bytes(in: region)) {
      let name = point.name(access.pointer)
      // An invalidate that is too short is the cause.
      guard owed.partial.isEmpty else { continue }
      found.append(
        Candidate(
          code: "DMA303", site: point.site,
          message: "'\(name)' is read after the transfer without invalidating its cache lines",
          buffer: name,
          trace: owed.stale.sorted().prefix(2).map {
            point.label($0, "the transfer is seen to be complete here")
          } + [point.label(point.site, "the read may see what the cache held before")],
          transfer: completed(owed.stale, point, over: region),
          fix: "Invalidate the cache over the buffer between completion and the read"))
      break
    }
    if found.isEmpty, access.mode == .plain,
      point.state.buffers.contains(where: { !$0.value.overwritten.isEmpty }),
      let owed = point.interpreter.facts(overlapping: access.region, point.state),
      !owed.overwritten.isEmpty, owed.stale.isEmpty, owed.overwriting.isEmpty,
      isOverwritten(access, owed, point)
    {
      let name = point.name(access.pointer)
      found.append(
        Candidate(
          code: "DMA303", site: point.site,
          message:
            "'\(name)' is read after a write into its stale lines, whose eviction may have overwritten what the device put there",
          buffer: name, trace: [], transfer: nil, fix: fixOfOverwriting))
    }
    return found
  }

  static let cacheLineSharing = Rule("DMA305", at: .start) { point in
    buffers(point) { id, facts, buffer, name in
      guard var candidate = sharing(id, facts, buffer, name, point) else { return nil }
      candidate.holdsIfReadBack = !buffer.isDirectionKnown
      return candidate
    }
  }

  /// What shares the cache lines of a buffer that the device may write.
  private static func sharing(
    _ id: TransferID, _ facts: TransferFacts, _ buffer: TransferBuffer, _ name: String,
    _ point: Point
  ) -> Candidate? {
    guard buffer.direction == .deviceWrites || buffer.direction == .both,
      let cache = point.interpreter.platform.cache, cache.isWriteBack,
      !point.interpreter.isWriteThrough(buffer)
    else { return nil }
    let storage = point.storage(buffer.pointer)
    let line = UInt64(cache.line)
    let isAligned = point.interpreter.isAligned(buffer.pointer, to: line)
    let known = buffer.length.integerValue.map { UInt64(bitPattern: $0) }
    let length = known ?? storage.size
    // As many units as a line has bytes fill lines, whatever the size of a unit is.
    let isCountedInLines =
      known == nil && buffer.count.integerValue.map { $0 > 0 && UInt64($0) % line == 0 } == true
    let fills = isCountedInLines || length.map { $0 % line == 0 } ?? true
    // The rest of the last line is the buffer's own where the storage reaches to its end.
    let room = storage.size.flatMap { size in
      buffer.pointer.offset.map { size &- min(size, UInt64(bitPattern: $0)) }
    }
    let ownsTail =
      room.flatMap { room in length.map { room >= ($0 &+ (line - 1)) / line * line } } ?? false
    let site = storage.site == .nowhere ? facts.start : storage.site
    if let neighbour = point.interpreter.memberSharingLines(
      with: buffer.pointer, length: length, line: line)
    {
      return Candidate(
        code: "DMA305", site: site,
        message:
          "'\(name)' is written by the device and shares a cache line with the member '\(neighbour)'",
        buffer: name, trace: [point.label(facts.start, "the transfer starts here")],
        transfer: id, fix: "Align the member to \(line) bytes and pad it to whole lines")
    }
    switch point.interpreter.neighbours(of: buffer.pointer, length: buffer.length, line: line) {
    case .nobody: return nil
    case .unknown: break
    case .some(let neighbour):
      return Candidate(
        code: "DMA305", site: site,
        message: "'\(name)' is written by the device and shares a cache line with '\(neighbour)'",
        buffer: name, trace: [point.label(facts.start, "the transfer starts here")],
        transfer: id, fix: "Align the buffer to \(line) bytes and pad it to whole lines")
    }
    guard isAligned == false || !(fills || ownsTail) else { return nil }
    let reason =
      isAligned == false
      ? "does not start on a cache line of \(line) bytes"
      : "does not fill whole cache lines of \(line) bytes"
    return Candidate(
      code: "DMA305", site: site,
      message: "'\(name)' is written by the device and \(reason): neighbours share its lines",
      buffer: name, trace: [point.label(facts.start, "the transfer starts here")],
      transfer: id, fix: "Align the buffer to \(line) bytes and pad it to whole lines")
  }

  static let wrongCacheOperation = Rule("DMA306", at: [.maintained, .start, .access]) { point in
    switch point.event {
    case .maintained(.clean, let pointer, _):
      guard point.interpreter.memoryType(of: pointer.region.storage) == .cacheable,
        let owed = point.interpreter.facts(overlapping: pointer.region.trackable, point.state),
        !owed.stale.isEmpty, owed.written.isEmpty
      else { return [] }
      let name = point.name(pointer)
      return [
        Candidate(
          code: "DMA306", site: point.site,
          message:
            "a clean does not drop the stale lines over '\(name)': after a receive they have to be invalidated",
          buffer: name,
          trace: owed.stale.sorted().prefix(2).map {
            point.label($0, "the transfer is seen to be complete here")
          }, transfer: completed(owed.stale, point, over: pointer.region),
          fix: "Invalidate instead of cleaning")
      ]
    case .access(let access) where !access.isWrite: return lostWrites(access, point)
    case .start:
      return buffers(point) { id, facts, buffer, name in
        // An engine that nobody knows reads what the program has filled.
        guard
          let owed = point.interpreter.facts(
            overlapping: buffer.pointer.region.trackable, point.state),
          buffer.direction == .deviceReads
            || buffer.direction == .both && !buffer.isDirectionKnown && owed.isFilled,
          let operation = owed.lost.sorted().first
        else { return nil }
        return Candidate(
          code: "DMA306", site: operation,
          message:
            "this invalidate throws away what the CPU wrote to '\(name)' and the device is to read",
          buffer: name, trace: [point.label(facts.start, "the transfer starts here")],
          transfer: id, fix: "Clean instead of invalidating")
      }
    default: return []
    }
  }

  /// The program reads again what an invalidate has thrown away, or what its own lines may have been
  /// written back over.
  private static func lostWrites(_ access: Access, _ point: Point) -> [Candidate] {
    // What is rare is asked first: there may be thousands of transfers.
    guard access.mode == .plain, point.state.hasStarted,
      let owed = point.interpreter.facts(overlapping: access.region, point.state),
      !owed.lost.isEmpty || !owed.overwritten.isEmpty,
      point.interpreter.memoryType(of: access.region.storage) == .cacheable,
      point.interpreter.transfers.contains(where: {
        $0.storages.contains(access.region.storage)
      })
    else { return [] }
    let name = point.name(access.pointer)
    var found: [Candidate] = []
    if let operation = owed.lost.min(), owed.mayHaveLost(access.bytes) {
      found.append(
        Candidate(
          code: "DMA306", site: operation,
          message: "this invalidate throws away what the CPU wrote to '\(name)' and reads again",
          buffer: name, trace: [point.label(point.site, "'\(name)' is read here")],
          transfer: nil, fix: "Invalidate before the write, or clean instead of invalidating"))
    }
    if let operation = owed.overwriting.min(), isOverwritten(access, owed, point) {
      found.append(
        Candidate(
          code: "DMA306", site: operation,
          message:
            "this clean writes stale bytes over what the device has put into '\(name)', which the program reads",
          buffer: name, trace: [point.label(point.site, "'\(name)' is read here")],
          transfer: nil, fix: fixOfOverwriting))
    }
    return found
  }

  private static var fixOfOverwriting: String {
    "Invalidate behind the wait, before the program writes to the buffer"
  }

  /// Whether what the device has put there lies in a line that the program has made dirty while it was
  /// stale, where lines are written back whole.
  private static func isOverwritten(_ access: Access, _ owed: BufferFacts, _ point: Point) -> Bool {
    guard let bytes = access.bytes, point.interpreter.platform.cache?.isWriteBack == true else {
      return false
    }
    return owed.overwritten.contains { $0.overlaps(bytes) }
      && !point.interpreter.isWriteThrough(access.pointer, length: access.length ?? .unknown)
  }

  static let maintenanceRange = Rule("DMA307", at: [.start, .maintained, .access]) { point in
    if case .access(let access) = point.event { return leftStale(access, point) }
    if case .maintained(.invalidate, let pointer, let length) = point.event {
      return reachesFurther(pointer, length, point)
    }
    return buffers(point) { id, facts, buffer, name in
      guard
        let owed = point.interpreter.facts(
          overlapping: buffer.pointer.region.trackable, point.state)
      else { return nil }
      guard let counted = buffer.length.integerValue else {
        if !owed.leftDirty.isEmpty {
          point.interpreter.perhapsShort.insert(buffer.pointer.region.storage)
        }
        return nil
      }
      guard let start = buffer.pointer.offset, counted > 0 else { return nil }
      // A transfer that is longer than its buffer is another rule's business.
      let room = point.storage(buffer.pointer).size.map { Int64(clamping: $0) &- start }
      if let room, room < counted { return nil }
      let length = counted
      let extents = owed.ranges.compactMap { site, value -> (site: Site, bytes: Range<Int64>)? in
        guard case .range(.integer(let low), .integer(let high), _) = value, low <= high,
          !high.subtractingReportingOverflow(low).overflow
        else { return nil }
        return (site, point.interpreter.wholeLines(low..<high, of: buffer))
      }
      let covered = covered(Range(from: start, count: length), by: extents.map(\.bytes))
      let largest = extents.max { ($0.bytes.count, $1.site) < ($1.bytes.count, $0.site) }
      guard let largest, covered < length, extents.count == owed.ranges.count else {
        return leftDirty(Range(from: start, count: length), id, facts, name, owed, point)
      }
      return Candidate(
        code: "DMA307", site: largest.site,
        message:
          "only \(covered) of the \(length) bytes of '\(name)' that are transferred are maintained",
        buffer: name, trace: [point.label(facts.start, "the transfer starts here")],
        transfer: id, fix: "Maintain the whole range of the transfer, in bytes")
    }
  }

  /// What the device has written is read where the invalidate behind the wait does not reach.
  private static func leftStale(_ access: Access, _ point: Point) -> [Candidate] {
    guard !access.isWrite,
      point.interpreter.memoryType(of: access.region.storage) == .cacheable
    else { return [] }
    let name = point.name(access.pointer)
    return point.state.buffers.compactMap { region, owed in
      guard region.overlaps(access.region), owed.isStale(access.bytes(in: region)),
        let operation = owed.partial.min()
      else { return nil }
      return Candidate(
        code: "DMA307", site: operation,
        message: "this invalidate does not reach all of '\(name)' that is read afterwards",
        buffer: name, trace: [point.label(point.site, "'\(name)' is read here")],
        transfer: completed(owed.stale, point, over: region),
        fix: "Invalidate the whole range of the transfer, in bytes")
    }
  }

  /// On some path what was written lies where the clean before the start does not reach.
  private static func leftDirty(
    _ bytes: Range<Int64>, _ id: TransferID, _ facts: TransferFacts, _ name: String,
    _ owed: BufferFacts, _ point: Point
  ) -> Candidate? {
    guard let operation = owed.shortCleans.min(),
      owed.leftDirty.contains(where: { $0.overlaps(bytes) })
    else { return nil }
    return Candidate(
      code: "DMA307", site: operation,
      message: "this does not reach all that was written to '\(name)' before it is transferred",
      buffer: name, trace: [point.label(facts.start, "the transfer starts here")],
      transfer: id, fix: "Maintain the whole range of the transfer, in bytes")
  }

  /// How many bytes of a range the others hold together.
  private static func covered(_ range: Range<Int64>, by others: [Range<Int64>]) -> Int64 {
    var end = range.lowerBound
    var count: Int64 = 0
    for other in others.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      let part = other.clamped(to: end..<max(end, range.upperBound))
      count &+= part.upperBound &- part.lowerBound
      end = max(end, part.upperBound)
    }
    return count
  }

  /// An invalidate drops whole lines, and what others have written in them.
  private static func reachesFurther(_ pointer: Pointer, _ length: Value, _ point: Point)
    -> [Candidate]
  {
    guard let cache = point.interpreter.platform.cache, cache.isWriteBack,
      point.interpreter.memoryType(of: pointer, length: length) == .cacheable
    else { return [] }
    let line = UInt64(cache.line)
    let storage = point.storage(pointer)
    // Nobody writes beside constants.
    if storage.kind == .literal || storage.isConstant, storage.placement == nil { return [] }
    let isAligned = point.interpreter.isAligned(pointer, to: line)
    // The rest of the last line is the buffer's own where the storage reaches to its end.
    let isRounded = pointer.boundary % line == 0
    let end = pointer.offset.flatMap { offset in
      length.integerValue.map { (isRounded ? 0 : offset) &+ $0 }
    }
    let size = storage.size.map { size in
      isRounded ? size &- min(size, UInt64(bitPattern: pointer.offset ?? 0)) : size
    }
    let isCut =
      end.map { end in
        UInt64(bitPattern: end) % line != 0
          && (size.map { $0 <= UInt64(bitPattern: end) / line * line &+ (line - 1) } ?? false)
      } ?? false
    guard isAligned == false || isAligned == true && isCut else { return [] }
    if case .nobody = point.interpreter.neighbours(of: pointer, length: length, line: line) {
      return []
    }
    let name = point.name(pointer)
    return [
      Candidate(
        code: "DMA307", site: point.site,
        message:
          "this invalidate drops whole lines of \(line) bytes, and '\(name)' does not fill them: what neighbours wrote is lost",
        buffer: name, trace: [], transfer: nil,
        fix: "Align the buffer to \(line) bytes and pad it to whole lines")
    ]
  }

  /// Buffers of a transfer that starts, where their memory is cacheable.
  private static func buffers(
    _ point: Point, _ make: (TransferID, TransferFacts, TransferBuffer, String) -> Candidate?
  ) -> [Candidate] {
    guard case .start(let id) = point.event, let facts = point.state.transfers[id] else {
      return []
    }
    return facts.buffers.compactMap { buffer in
      let type = point.interpreter.memoryType(of: buffer.pointer, length: buffer.length)
      if case .nonCacheable(let reason) = type { point.interpreter.assumptions.insert(reason) }
      // Nobody dirties the lines of what cannot be written, and the device must not write it.
      guard type == .cacheable, !point.interpreter.isReadOnly(buffer) else { return nil }
      // Nor are there dirty lines where every write goes to memory at once.
      if buffer.direction == .deviceReads, point.interpreter.isWriteThrough(buffer) { return nil }
      return make(id, facts, buffer, point.name(buffer.pointer))
    }
  }
}
