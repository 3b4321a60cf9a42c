/// What is true on both alternatives, and what may be true on either: joins of the parts of a state.
///
/// Each is idempotent, commutative and associative, so that neither the order in which paths arrive
/// at a point nor how often they do decides what is said there.
extension Fact {
  /// What is known on both sides; nil where that is nothing.
  func joined(_ other: Fact) -> Fact? {
    var joined = Fact()
    if let x = minimum, let y = other.minimum { joined.minimum = min(x, y) }
    if let x = maximum, let y = other.maximum {
      joined.maximum = max(x, y)
      joined.isWidened = isWidened || other.isWidened || x != y
    }
    joined.differs = differs.intersection(other.differs)
    joined.equals = same(equals, other.equals)
    joined.below = same(below, other.below)
    joined.least = same(least, other.least)
    joined.isLimited = isLimited && other.isLimited
    return joined == .nothing ? nil : joined
  }
}

extension Shared where Content == PathTransfer {
  /// The same transfer on another path.
  mutating func join(_ other: TransferFacts) { content.join(other.content) }

  /// What is left of a transfer that the other path knows nothing of.
  mutating func joinAbsence() { content.joinAbsence() }
}

extension PathTransfer {
  /// The same transfer on another path.
  mutating func join(_ other: PathTransfer) {
    if phase != other.phase || !hasSameBuffers(as: other) { phase = .maybeComplete }
    isFollowed = isFollowed || other.isFollowed
    start = min(start, other.start)
    if buffers != other.buffers { buffers = TransferBuffer.joined(buffers, other.buffers) }
    if channel != other.channel { channel = ChannelValue.joined(channel, other.channel) }
    // Frames are numbered from the outside in; the innermost exit comes first.
    exits = merged(exits, other.exits) {
      ($1.frame.index, $0.site, $0.function, $0.kind.rawValue)
        < ($0.frame.index, $1.site, $1.function, $1.kind.rawValue)
    }
    pending.formUnion(other.pending)
    unorderedAtStart.merge(other.unorderedAtStart) { $0.union($1) }
    fencesInSetUp = FenceRecord.joined(fencesInSetUp, other.fencesInSetUp)
    fencesSince = FenceRecord.joined(fencesSince, other.fencesSince)
    if fencesSinceLook != nil || other.fencesSinceLook != nil {
      fencesSinceLook = (fencesSinceLook ?? []).intersection(other.fencesSinceLook ?? [])
    }
    looks.formUnion(other.looks)
    givenUp.formUnion(other.givenUp)
    left = same(left, other.left)
    task = task ?? other.task
    touched.formUnion(other.touched)
    stopRequest = earliest(stopRequest, other.stopRequest)
    isFrameLeft = isFrameLeft || other.isFrameLeft
    isSetUpOver = isSetUpOver || other.isSetUpOver
    hasGoneOn = hasGoneOn && other.hasGoneOn
    isHalfDone = isHalfDone && other.isHalfDone
    startRegister = same(startRegister, other.startRegister)
    startValue = same(startValue, other.startValue)
    written = written.filter { other.written[$0.key] == $0.value }
    ringBits = same(ringBits, other.ringBits)
    hasUnknownRing = hasUnknownRing || other.hasUnknownRing
    isOwned = isOwned || other.isOwned
    isKept = isKept || other.isKept
    isLookedAt = isLookedAt || other.isLookedAt
    isAskedAside = isAskedAside || other.isAskedAside
    peripherals.formUnion(other.peripherals)
    disturbs.formUnion(other.disturbs)
    dropped = earliest(dropped, other.dropped)
  }

  /// What is left of a transfer that the other path knows nothing of.
  mutating func joinAbsence() {
    if phase != .armed { phase = .maybeComplete }
  }
}

extension Pointer {
  /// Somewhere in the same memory; nil where the two are not addresses of one.
  func joined(_ other: Pointer) -> Pointer? {
    guard region == other.region, isPart == other.isPart, setBits == other.setBits,
      stride == other.stride, isChecked == other.isChecked, validity == other.validity
    else { return nil }
    var joined = self
    joined.sweep = nil
    joined.floor = same(floor, other.floor)
    joined.isScattered = false
    if offset != other.offset { joined.offset = nil }
    joined.boundary = min(boundary, other.boundary)
    return joined
  }
}

extension TransferBuffer {
  /// Buffers of either side; what two sides know differently of one buffer is not known.
  static func joined(_ a: [TransferBuffer], _ b: [TransferBuffer]) -> [TransferBuffer] {
    var known: [Key: TransferBuffer] = [:]
    for buffer in a + b {
      let key = Key(region: buffer.pointer.region, direction: buffer.direction)
      known[key] = known[key].map { $0.joined(buffer) } ?? buffer
    }
    return known.sorted { $0.key < $1.key }.map(\.value)
  }

  private func joined(_ other: TransferBuffer) -> TransferBuffer {
    var joined = self
    joined.pointer = pointer.joined(other.pointer)
    joined.length = same(length, other.length) ?? .unknown
    joined.handedOver = min(handedOver, other.handedOver)
    joined.isExpired = isExpired || other.isExpired
    joined.isDirectionKnown = isDirectionKnown && other.isDirectionKnown
    joined.isNamed = isNamed && other.isNamed
    joined.isLeading = isLeading && other.isLeading
    return joined
  }

  /// What makes two of them the same buffer.
  private struct Key: Hashable, Comparable {
    var region: Region
    var direction: FunctionModel.Direction

    static func < (a: Key, b: Key) -> Bool {
      if a.region.storage != b.region.storage { return a.region.storage < b.region.storage }
      if a.region.path != b.region.path {
        return a.region.path.lexicographicallyPrecedes(b.region.path)
      }
      return a.direction.rawValue < b.direction.rawValue
    }
  }
}

extension Pointer {
  /// An address within the same region.
  fileprivate func joined(_ other: Pointer) -> Pointer {
    var joined = self
    joined.offset = same(offset, other.offset)
    joined.stride = same(stride, other.stride)
    joined.sweep = same(sweep, other.sweep)
    joined.floor = same(floor, other.floor)
    joined.isScattered = joined.sweep != nil && (isScattered || other.isScattered)
    joined.boundary = min(boundary, other.boundary)
    joined.setBits = setBits | other.setBits
    joined.isPart = isPart || other.isPart
    joined.isChecked = isChecked && other.isChecked
    if let x = validity, let y = other.validity {
      joined.validity = ScopeID(index: min(x.index, y.index))
    } else {
      joined.validity = validity ?? other.validity
    }
    return joined
  }
}

extension ChannelValue {
  /// The parts that both sides agree on; nil where it may be any channel.
  static func joined(_ a: ChannelValue?, _ b: ChannelValue?) -> ChannelValue? {
    guard let a, let b, a.kind == b.kind, a.key.count == b.key.count else { return nil }
    return ChannelValue(kind: a.kind, key: zip(a.key, b.key).map { same($0, $1) ?? .unknown })
  }
}

extension FenceRecord {
  /// How many are remembered.
  static let limit = 4

  /// The last of either side, by their places where the sides differ.
  static func joined(_ a: [FenceRecord], _ b: [FenceRecord]) -> [FenceRecord] {
    guard a != b else { return a }
    let all = merged(a, b) { ($0.site, $0.kind.place) < ($1.site, $1.kind.place) }
    return Array(all.suffix(FenceRecord.limit))
  }
}

extension FenceKind {
  /// Where it stands in an order of all kinds that means nothing.
  fileprivate var place: String {
    switch self {
    case .compiler: "0"
    case .signal: "1"
    case .atomic(let ordering): "2 " + ordering.rawValue
    case .instruction(let text): "3 " + text
    }
  }
}

/// A value that both sides have.
private func same<T: Equatable>(_ a: T?, _ b: T?) -> T? { a == b ? a : nil }

/// The earlier place, where there is one on either side.
private func earliest(_ a: Site?, _ b: Site?) -> Site? {
  guard let a, let b else { return a ?? b }
  return min(a, b)
}

/// The elements of both lists, in an order of their own where the lists differ.
private func merged<T: Hashable>(_ a: [T], _ b: [T], _ precedes: (T, T) -> Bool) -> [T] {
  a == b ? a : Set(a).union(b).sorted(by: precedes)
}
