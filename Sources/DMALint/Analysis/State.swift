/// One alternative of what may be true at a point of the program: a path's memory, what its transfers
/// are doing, and what is owed to its buffers.
///
/// Facts are the operations that made them true, so that joins are unions and a finding's trace is
/// already there.
struct State: Hashable, Sendable {
  /// Values of the current function that are used in other blocks than their own.
  var values: SortedMap<ValueID, Item> = [:]
  var memory: SortedMap<StorageID, Value> = [:]
  /// Everything else, as one element of an array: a copy of the state shares it until it is written to,
  /// which most operations never do.
  private var box = [PathFacts()]

  var path: PathFacts { box[0] }

  /// Whether both say the same of everything but the values of variables, as copies that nobody has
  /// changed since.
  func sharesPath(with other: State) -> Bool { box.isShared(with: other.box) }

  /// The same of what few programs ever change.
  func sharesRareFacts(with other: State) -> Bool {
    box[0].rare.isShared(with: other.box[0].rare)
  }
}

/// What is true on a path besides the values of its variables.
struct PathFacts: Hashable, Sendable {
  var facts: SortedMap<SymbolID, Fact> = [:]
  var transfers: SortedMap<TransferID, TransferFacts> = [:]
  var buffers: [Region: BufferFacts] = [:]
  /// Storages whose address has left the optimiser's sight.
  var escaped: Set<StorageID> = []
  /// The last value written to a register at a constant address.
  var registers: [Value: Value] = [:]
  /// The last fences executed, oldest first; at most four.
  var fences: [FenceRecord] = []
  /// Transfers that are complete and whose set-up the registers still hold.
  var idle: SortedMap<TransferID, TransferFacts> = [:]
  /// A transfer was started earlier on this path.
  var hasStarted = false
  /// Plain reads of flags and registers since the compiler last had to reload memory.
  var plainReads: Set<Site> = []
  /// What few programs ever change, shared as the whole is by states.
  fileprivate var rare = [RareFacts()]
}

/// What is true on a path that only some set-ups, handlers and views change.
private struct RareFacts: Hashable, Sendable {
  /// Words that a survey of the set-up has seen stored where translation tables may be.
  var tableWords: SortedMap<TableWord, Value> = [:]
  /// Storages that were freed, and where.
  var freed: SortedMap<StorageID, Site> = [:]
  /// Instances that may be held by code which is not seen.
  var shared: Set<StorageID> = []
  /// Buffers that were set for a channel that is not started yet.
  var configured: [ChannelValue: [TransferBuffer]] = [:]
  /// Set-up steps that have been done: cache and MPU enabled, pools initialised.
  var milestones: Set<String> = []
  /// Storages whose last write, on some path, wrote zeros.
  var wiped: Set<StorageID> = []
  /// Interrupts are masked: handlers cannot run.
  var isMasked = false
  /// The program has asked whether its task is cancelled, and it is.
  var isCancelled = false
  /// Atomics that were loaded with acquire order since they were last stored.
  var acquired: Set<Region> = []
  /// Flags whose value decided a branch that this path took as a sign to go on.
  var signalled: Set<Region> = []
  /// Variables that only the handler which is run writes, and that it has read or written by now.
  var settled: Set<Region> = []
  /// A handler has branched by what it found in memory.
  var hasChosen = false
  /// Views of memory that has another one, in the order of their use.
  var views: [MemoryView] = []
  /// Those that were made again with nothing in between: the optimiser may answer them from the first.
  var rereads: Set<Site> = []
}

extension State {
  var facts: SortedMap<SymbolID, Fact> {
    _read { yield box[0].facts }
    _modify { yield &box[0].facts }
  }
  var transfers: SortedMap<TransferID, TransferFacts> {
    _read { yield box[0].transfers }
    _modify { yield &box[0].transfers }
  }
  var buffers: [Region: BufferFacts] {
    _read { yield box[0].buffers }
    _modify { yield &box[0].buffers }
  }
  var escaped: Set<StorageID> {
    _read { yield box[0].escaped }
    _modify { yield &box[0].escaped }
  }
  var registers: [Value: Value] {
    _read { yield box[0].registers }
    _modify { yield &box[0].registers }
  }
  var tableWords: SortedMap<TableWord, Value> {
    _read { yield box[0].rare[0].tableWords }
    _modify { yield &box[0].rare[0].tableWords }
  }
  var fences: [FenceRecord] {
    _read { yield box[0].fences }
    _modify { yield &box[0].fences }
  }
  var freed: SortedMap<StorageID, Site> {
    _read { yield box[0].rare[0].freed }
    _modify { yield &box[0].rare[0].freed }
  }
  var shared: Set<StorageID> {
    _read { yield box[0].rare[0].shared }
    _modify { yield &box[0].rare[0].shared }
  }
  var configured: [ChannelValue: [TransferBuffer]] {
    _read { yield box[0].rare[0].configured }
    _modify { yield &box[0].rare[0].configured }
  }
  var milestones: Set<String> {
    _read { yield box[0].rare[0].milestones }
    _modify { yield &box[0].rare[0].milestones }
  }
  var wiped: Set<StorageID> {
    _read { yield box[0].rare[0].wiped }
    _modify { yield &box[0].rare[0].wiped }
  }
  var isCancelled: Bool {
    _read { yield box[0].rare[0].isCancelled }
    _modify { yield &box[0].rare[0].isCancelled }
  }
  var isMasked: Bool {
    _read { yield box[0].rare[0].isMasked }
    _modify { yield &box[0].rare[0].isMasked }
  }
  var acquired: Set<Region> {
    _read { yield box[0].rare[0].acquired }
    _modify { yield &box[0].rare[0].acquired }
  }
  var idle: SortedMap<TransferID, TransferFacts> {
    _read { yield box[0].idle }
    _modify { yield &box[0].idle }
  }
  var signalled: Set<Region> {
    _read { yield box[0].rare[0].signalled }
    _modify { yield &box[0].rare[0].signalled }
  }
  var hasStarted: Bool {
    _read { yield box[0].hasStarted }
    _modify { yield &box[0].hasStarted }
  }
  var settled: Set<Region> {
    _read { yield box[0].rare[0].settled }
    _modify { yield &box[0].rare[0].settled }
  }
  var hasChosen: Bool {
    _read { yield box[0].rare[0].hasChosen }
    _modify { yield &box[0].rare[0].hasChosen }
  }
  var views: [MemoryView] {
    _read { yield box[0].rare[0].views }
    _modify { yield &box[0].rare[0].views }
  }
  var plainReads: Set<Site> {
    _read { yield box[0].plainReads }
    _modify { yield &box[0].plainReads }
  }
  var rereads: Set<Site> {
    _read { yield box[0].rare[0].rereads }
    _modify { yield &box[0].rare[0].rereads }
  }
}

/// A fence that was executed.
struct FenceRecord: Hashable, Sendable {
  var site: Site
  var kind: FenceKind
}

/// The number of a transfer: one start in one context.
struct TransferID: Hashable, Comparable, Sendable {
  var index: UInt32

  static func < (a: TransferID, b: TransferID) -> Bool { a.index < b.index }
}

typealias TransferFacts = Shared<PathTransfer>

/// What is true of one transfer on one path.
struct PathTransfer: Hashable, Sendable {
  enum Phase: Hashable, Sendable {
    /// The address has been handed over; a later write to the same block may be the start.
    case armed
    case inFlight
    /// It was stopped, and the engine may not have stopped yet.
    case stopping
    /// Something was looked at that may have shown completion; what depends on it is not decided.
    case maybeComplete
  }

  var phase: Phase
  /// The operation that is the start as far as is known.
  var start: Site
  /// Where the start was confirmed to have been left, a sleep or a return.
  var buffers: [TransferBuffer]
  var channel: ChannelValue?
  /// The frame in which it was started.
  var frame: FrameID
  /// Functions that were left with it in flight, innermost first, with the exits taken.
  var exits: [Exit] = []
  /// Where functions that look at it, and were called by others than who started it, were left.
  var givenUp: Set<Exit> = []
  /// Where its memory was touched in flight.
  var touched: Set<Site> = []
  /// The `break` or `continue` that left a round of a loop with it in flight.
  var left: Exit?
  /// Findings that hold if the start is where it now seems to be.
  var pending: Set<Candidate> = []
  /// Writes that nothing ordered before the start, by buffer.
  var unorderedAtStart: [Region: Set<Site>] = [:]
  /// Fences between the hand-over of the address and what now seems to be the start.
  var fencesInSetUp: [FenceRecord] = []
  /// Fences executed since the start.
  var fencesSince: [FenceRecord] = []
  /// Those since the program last looked at a register, a flag or a function that may show completion;
  /// nil where it has not looked yet.
  var fencesSinceLook: Set<FenceRecord>?
  /// Where registers, flags and functions were asked since the address was handed over.
  var looks: Set<Site> = []
  /// Where a stop was requested.
  var stopRequest: Site?
  /// Control has left the function that handed the address over.
  var isFrameLeft = false
  /// The set-up is over: control has left it, and something else has been called.
  var isSetUpOver = false
  /// It goes round, and a look at its engine has said how far it is.
  var hasGoneOn = false
  /// A look at its engine has said that half of it is done: the other half is being transferred.
  var isHalfDone = false
  /// The register whose write is the start as far as is known, and the value written.
  var startRegister: Value?
  var startValue: Value?
  /// Registers of the block written since the address was handed over, with their values.
  var written: [Value: Value] = [:]
  /// A hardware ring over its write or read side: log2 of bytes.
  var ringBits: Int64?
  /// There is a hardware ring, and its size is not known.
  var hasUnknownRing = false
  /// The index of the buffer that wraps.
  var ringBuffer: Int?
  /// Bytes of one unit that the engine moves, where a channel configuration says so.
  var transferSize: Int64?
  /// Handles (values returned or stored) own it.
  var isOwned = false
  /// One of them was stored where it does not end with a frame.
  var isKept = false
  /// A branch asked a register of its block something, and the answer may have been that it is complete:
  /// while it was only armed, if the start was before that.
  var isLookedAt = false
  /// The last branch on a register of its block asked for something else than whether it runs: an error.
  var isAskedAside = false
  /// The data registers of peripherals that it serves.
  var peripherals: Set<Int64> = []
  /// Findings about transfers that its start would disturb, once it is certain which write that is.
  var disturbs: Set<Candidate> = []
  /// Where the last handle that could end it was dropped.
  var dropped: Site?
  /// It runs in a task beside the path; the path itself knows nothing of it.
  var task: Task?
  /// The path has branched by what another device register says, which may be how far the engine is.
  var isFollowed = false

  /// Whether two paths have started it over the same memory.
  func hasSameBuffers(as other: PathTransfer) -> Bool {
    Set(buffers.map(\.pointer.region)) == Set(other.buffers.map(\.pointer.region))
  }

  /// The buffer over which a hardware ring wraps.
  var ring: TransferBuffer? {
    guard let ringBuffer else { return buffers.first }
    return buffers.indices.contains(ringBuffer) ? buffers[ringBuffer] : nil
  }

  struct Task: Hashable, Sendable {
    var child: ChildTask
    /// Where the task was made.
    var origin: Site
  }

  struct Exit: Hashable, Sendable {
    var function: FunctionID
    var frame: FrameID
    var site: Site
    var kind: ExitKind
    /// Where control had left a loop before, on the way to this exit.
    var round: Site?
  }
}

extension Shared where Content == PathTransfer {
  init(
    phase: PathTransfer.Phase, start: Site, buffers: [TransferBuffer], channel: ChannelValue?,
    frame: FrameID
  ) {
    self.init(
      PathTransfer(phase: phase, start: start, buffers: buffers, channel: channel, frame: frame))
  }
}

enum ExitKind: Int, Sendable {
  case end, early, error, cancellation
}

/// One buffer of a transfer.
struct TransferBuffer: Hashable, Sendable {
  var pointer: Pointer
  var direction: FunctionModel.Direction
  /// The length in bytes, where it is known.
  var length: Value
  /// The length as it was given, and the unit that the function counts.
  var count = Value.unknown
  var unit = FunctionModel.LengthUnit.bytes
  /// The engine may use the same bytes again and again.
  var mayStandStill = false
  /// Where the address was handed over.
  var handedOver: Site
  /// The scope that made the pointer valid was over when the transfer began.
  var isExpired = false
  /// Whether the direction is known, not inferred.
  var isDirectionKnown: Bool
  /// Its address stands in a descriptor.
  var isNamed = false
  /// It holds addresses of buffers that the engine is led to: a descriptor of an engine that no model
  /// describes.
  var isLeading = false

  /// Whether the engine reads it to find out what to do.
  var isDescriptor: Bool { direction == .descriptor || isLeading }
}

/// A channel that was told not to move one of its addresses.
struct StandingChannel: Hashable {
  var channel: ChannelValue?
  var direction: FunctionModel.Direction
}

/// What identifies an engine's channel: equal values are the same channel.
struct ChannelValue: Hashable, Sendable {
  var kind: String
  var key: [Value]

  /// Whether two such values are the same channel if they are equal: a handle somewhere in an array
  /// may be any of them.
  var isKnown: Bool {
    !key.contains { value in
      if case .pointer(let pointer) = value { return pointer.offset == nil }
      return value == .unknown
    }
  }
}

typealias BufferFacts = Shared<PathBuffer>

/// What is owed to one buffer on one path.
struct PathBuffer: Hashable, Sendable {
  /// Writes that nothing has ordered yet before a start.
  var unordered: Set<Site> = []
  /// Fences that came after those writes and do not order them: too weak.
  var weakReleases: Set<Site> = []
  /// Fences that came after those writes and do not order them: before the address escaped.
  var earlyBarriers: Set<Site> = []
  /// Fences that ordered the last writes, or the last completion, on some path: in the right place.
  var orderedBy: Set<Site> = []
  /// Fences that ordered writes of the buffer since its last transfer.
  var releasedBy: Set<Site> = []
  /// A call whose body is not seen came after those writes: they may be ordered.
  var mayBeOrdered = false
  /// All writes by the CPU since the storage began or was last completed.
  var written: Set<Site> = []
  /// Completions after which nothing has ordered the CPU's accesses yet.
  var unacquired: Set<Site> = []
  /// Those that no handler has ordered the core's accesses behind.
  var unfenced: Set<Site> = []
  var weakAcquires: Set<Site> = []
  /// Those behind which the CPU has read with nothing in between, until a fence comes.
  var readEarly: Set<Site> = []
  /// Where it has.
  var earlyReads: Set<Site> = []
  /// Completions after which only calls whose bodies are not seen may have ordered the core's accesses.
  var trusted: Set<Site> = []
  /// Writes that may still be in the cache.
  var dirty: Set<Site> = []
  /// The bytes that they are about, where all of them are known.
  var dirtyBytes: Set<Range<Int64>> = []
  /// Bytes that were dirty when a clean or an invalidate that does not reach them came.
  var leftDirty: Set<Range<Int64>> = []
  /// Those operations.
  var shortCleans: Set<Site> = []
  /// Completions of device writes after which lines were not invalidated.
  var stale: Set<Site> = []
  /// The bytes that they are about, where they are known.
  var staleBytes: Set<Range<Int64>> = []
  /// Invalidates that left a part of these.
  var partial: Set<Site> = []
  /// Operations that did a clean or an invalidate since the last write or start.
  var maintained: Set<Site> = []
  /// The device has written it, and its transfer is complete.
  var deviceWritten: Set<Site> = []
  /// Every byte may have been written at least once.
  var isInitialised = false
  /// Bytes written so far, where nothing was written whose extent is not known.
  var initialised: Set<Range<Int64>> = []
  /// The transfer that completed last only read it.
  var isReadOnlyForDevice = false
  /// Cleans and invalidates since the last write, with the bytes they cover.
  var ranges: [Site: Value] = [:]
  /// Invalidates that threw away lines which the CPU had written.
  var lost: Set<Site> = []
  /// The bytes of those writes, where all of them are known.
  var lostBytes: Set<Range<Int64>> = []
  /// Bytes that the device has put into lines into which the CPU has written while they were stale.
  var overwritten: Set<Range<Int64>> = []
  /// Cleans that wrote such lines back.
  var overwriting: Set<Site> = []
  /// The program has put something other than zeros into it.
  var isFilled = false
  /// An engine that no model describes was given it after the program had written it.
  var wasHanded = false
  /// Completions of such an engine's transfers since the program last wrote it.
  var returnedBy: Set<Site> = []
  /// The program has written zeros to it.
  var isBlanked = false
  /// Starts of transfers that are complete and only read it, since the device last wrote it.
  var sentBy: Set<Site> = []

  /// Whether a handler has ordered the core's accesses: what is left is the compiler's.
  var isCoreOrdered: Bool { unfenced.isDisjoint(with: unacquired) }

  /// Whether something is owed to the device or the CPU.
  var isOwed: Bool { !unordered.isEmpty || !unacquired.isEmpty || !dirty.isEmpty || !stale.isEmpty }

  /// The CPU writes some bytes, or does not say which.
  mutating func becomesDirty(_ bytes: Range<Int64>?, at site: Site, line: Int64) {
    let areKnown = dirty.isEmpty || !dirtyBytes.isEmpty
    dirty.insert(site)
    if let bytes, areKnown, dirtyBytes.count < 32 {
      dirtyBytes.insert(bytes)
    } else {
      dirtyBytes = []
    }
    // What was lost and is written again is there again.
    lostBytes = bytes.map { Self.subtracting($0, from: lostBytes) } ?? []
    if lostBytes.isEmpty { lost = [] }
    if !overwritten.isEmpty {
      overwritten = bytes.map { Self.subtracting($0, from: overwritten) } ?? []
    }
    if overwritten.isEmpty { overwriting = [] }
    if let bytes, line > 0, !stale.isEmpty { endanger(besides: bytes, ofLinesOf: line) }
  }

  /// An invalidate throws away what the CPU has written into some lines, or into all of them.
  mutating func loses(_ lines: Range<Int64>?, at site: Site) {
    var bytes = dirtyBytes
    if let lines, !bytes.isEmpty {
      bytes = Set(bytes.filter { $0.overlaps(lines) }.map { $0.clamped(to: lines) })
      if bytes.isEmpty { return }
    }
    let areKnown = !bytes.isEmpty && (lost.isEmpty || !lostBytes.isEmpty)
    lostBytes = areKnown ? lostBytes.union(bytes) : []
    lost.insert(site)
  }

  /// The CPU writes into lines that are stale: when they are written back, what the device has put beside
  /// it is gone.
  private mutating func endanger(besides bytes: Range<Int64>, ofLinesOf line: Int64) {
    guard bytes.lowerBound >= 0, bytes.upperBound < 1 << 40 else { return }
    let whole = bytes.lowerBound / line * line..<(bytes.upperBound + line - 1) / line * line
    for stale in staleBytes where stale.overlaps(whole) {
      overwritten.formUnion(Self.subtracting(bytes, from: [stale.clamped(to: whole)]))
    }
  }

  /// A clean writes such lines back.
  mutating func overwrites(_ lines: Range<Int64>?, at site: Site) {
    guard !dirty.isEmpty, overwritten.contains(where: { lines?.overlaps($0) ?? true }) else {
      return
    }
    overwriting.insert(site)
  }

  /// Whether these bytes, if they are known, may be among what is lost.
  func mayHaveLost(_ bytes: Range<Int64>?) -> Bool {
    guard !lost.isEmpty, let bytes, !lostBytes.isEmpty else { return !lost.isEmpty }
    return lostBytes.contains { $0.overlaps(bytes) }
  }

  /// Nothing is lost: the device or the program has put something else there.
  mutating func losesNothing() {
    lost = []
    lostBytes = []
    overwriting = []
    overwritten = []
  }

  /// An operation writes lines back or drops them: those over some bytes, or over all of it.
  mutating func becomesClean(_ bytes: Range<Int64>?, at site: Site) {
    if let bytes {
      let left = Self.subtracting(bytes, from: dirtyBytes.union(leftDirty))
      if left.isEmpty {
        shortCleans = []
      } else if left != leftDirty {
        shortCleans.insert(site)
      }
      leftDirty = left
    } else {
      forgetShortCleans()
    }
    dirty = []
    dirtyBytes = []
  }

  mutating func forgetShortCleans() {
    leftDirty = []
    shortCleans = []
  }

  /// What is left of ranges without some bytes.
  private static func subtracting(_ bytes: Range<Int64>, from ranges: Set<Range<Int64>>)
    -> Set<Range<Int64>>
  {
    Set(
      ranges.flatMap { range in
        [
          range.lowerBound..<max(range.lowerBound, min(range.upperBound, bytes.lowerBound)),
          min(range.upperBound, max(range.lowerBound, bytes.upperBound))..<range.upperBound,
        ].filter { !$0.isEmpty }
      })
  }

  /// No line over it is stale any more.
  mutating func becomesFresh() {
    stale = []
    staleBytes = []
    partial = []
  }

  /// An operation invalidates some bytes. Whether it leaves others that the device has written.
  mutating func invalidate(_ bytes: Range<Int64>, at site: Site) -> Bool {
    guard !stale.isEmpty, !staleBytes.isEmpty else { return false }
    let left = Self.subtracting(bytes, from: staleBytes)
    guard !left.isEmpty else { return false }
    staleBytes = left
    partial.insert(site)
    return true
  }

  /// Whether an access to these bytes, if they are known, may see what is stale.
  func isStale(_ bytes: Range<Int64>?) -> Bool {
    guard !stale.isEmpty else { return false }
    guard let bytes, !staleBytes.isEmpty else { return partial.isEmpty }
    return staleBytes.contains { $0.overlaps(bytes) }
  }

  /// Remembers which bytes were written; nil where that is not known.
  mutating func initialise(_ bytes: Range<Int64>?) {
    guard let bytes, initialised.count < 32 else {
      isInitialised = true
      return
    }
    initialised.insert(bytes)
  }

  /// Whether every byte from one offset up to another may have been written.
  func isInitialised(from start: Int64, upTo length: Int64) -> Bool {
    if isInitialised { return true }
    var end = start
    for bytes in initialised.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if bytes.lowerBound > end { return false }
      end = max(end, bytes.upperBound)
    }
    return end >= length
  }

  mutating func join(_ other: PathBuffer) {
    // What one path does not wait for says nothing about the direction of what the other has waited for.
    if unacquired.isEmpty != other.unacquired.isEmpty {
      isReadOnlyForDevice = unacquired.isEmpty ? other.isReadOnlyForDevice : isReadOnlyForDevice
    } else {
      isReadOnlyForDevice = isReadOnlyForDevice && other.isReadOnlyForDevice
    }
    unordered.formUnion(other.unordered)
    weakReleases.formUnion(other.weakReleases)
    earlyBarriers.formUnion(other.earlyBarriers)
    releasedBy.formIntersection(other.releasedBy)
    orderedBy.formUnion(other.orderedBy)
    mayBeOrdered = mayBeOrdered || other.mayBeOrdered
    unfenced.formUnion(other.unfenced)
    written.formUnion(other.written)
    unacquired.formUnion(other.unacquired)
    weakAcquires.formUnion(other.weakAcquires)
    trusted.formUnion(other.trusted)
    readEarly.formUnion(other.readEarly)
    earlyReads.formUnion(other.earlyReads)
    if dirty.isEmpty || other.dirty.isEmpty || dirtyBytes.isEmpty == other.dirtyBytes.isEmpty {
      dirtyBytes.formUnion(other.dirtyBytes)
    } else {
      dirtyBytes = []
    }
    dirty.formUnion(other.dirty)
    leftDirty.formUnion(other.leftDirty)
    shortCleans.formUnion(other.shortCleans)
    stale.formUnion(other.stale)
    staleBytes.formUnion(other.staleBytes)
    partial.formUnion(other.partial)
    maintained.formIntersection(other.maintained)
    deviceWritten.formUnion(other.deviceWritten)
    isInitialised = isInitialised || other.isInitialised
    initialised.formUnion(other.initialised)
    ranges.merge(other.ranges) { $0 == $1 ? $0 : .unknown }
    if lost.isEmpty || other.lost.isEmpty || lostBytes.isEmpty == other.lostBytes.isEmpty {
      lostBytes.formUnion(other.lostBytes)
    } else {
      lostBytes = []
    }
    lost.formUnion(other.lost)
    overwriting.formUnion(other.overwriting)
    overwritten.formUnion(other.overwritten)
    isFilled = isFilled || other.isFilled
    wasHanded = wasHanded || other.wasHanded
    returnedBy.formUnion(other.returnedBy)
    isBlanked = isBlanked && other.isBlanked
    sentBy.formUnion(other.sentBy)
  }
}

extension State {
  /// What one round of a loop leaves dirty the next may clean.
  mutating func goesOnCleaning() {
    guard buffers.contains(where: { !$0.value.leftDirty.isEmpty }) else { return }
    for region in Array(buffers.keys) where buffers[region]?.leftDirty.isEmpty == false {
      buffers[region]?.content.forgetShortCleans()
    }
  }
}

extension Shared where Content == PathBuffer {
  init() { self.init(PathBuffer()) }

  mutating func initialise(_ bytes: Range<Int64>?) { content.initialise(bytes) }

  func isStale(_ bytes: Range<Int64>?) -> Bool { content.isStale(bytes) }

  mutating func becomesFresh() { content.becomesFresh() }

  mutating func becomesDirty(_ bytes: Range<Int64>?, at site: Site, line: Int64) {
    content.becomesDirty(bytes, at: site, line: line)
  }

  mutating func becomesClean(_ bytes: Range<Int64>?, at site: Site) {
    content.becomesClean(bytes, at: site)
  }

  mutating func overwrites(_ lines: Range<Int64>?, at site: Site) {
    content.overwrites(lines, at: site)
  }

  mutating func loses(_ lines: Range<Int64>?, at site: Site) { content.loses(lines, at: site) }

  func mayHaveLost(_ bytes: Range<Int64>?) -> Bool { content.mayHaveLost(bytes) }

  mutating func losesNothing() { content.losesNothing() }

  mutating func invalidate(_ bytes: Range<Int64>, at site: Site) -> Bool {
    content.invalidate(bytes, at: site)
  }

  func isInitialised(from start: Int64, upTo length: Int64) -> Bool {
    content.isInitialised(from: start, upTo: length)
  }

  mutating func join(_ other: BufferFacts) { content.join(other.content) }
}
