/// Turns what the rules said into findings and a ledger: one cause, one finding.
struct Conclusion {
  let interpreter: Interpreter
  let rules: RuleTable
  let platform: PlatformChoice

  /// "One cause, one finding" (contract, section 3): the first is reported, the second goes into `also`.
  static let order: [(above: [String], below: [String])] = [
    (["DMA103"], ["DMA102", "DMA101"]), (["DMA102"], ["DMA101"]),
    (["DMA101", "DMA102", "DMA103"], ["DMA601", "DMA602", "DMA107"]), (["DMA103"], ["DMA105"]),
    // A descriptor that dies with its frame is what an exit leaves behind as well.
    (["DMA106"], ["DMA601", "DMA602", "DMA107"]),
    // What gives the elements a new place gives the old one back.
    (["DMA104"], ["DMA401", "DMA105"]), (["DMA203", "DMA204"], ["DMA201", "DMA202"]),
    (["DMA205"], ["DMA202", "DMA207"]), (["DMA201", "DMA202"], ["DMA207"]),
    // The allocator's memory, and the region it is in, come before what its clients meet.
    (["DMA308"], ["DMA501"]), (["DMA501"], ["DMA301", "DMA502", "DMA510"]),
    (["DMA301"], ["DMA302", "DMA303", "DMA304", "DMA305"]), (["DMA309"], ["DMA308", "DMA301"]),
    (["DMA308"], ["DMA301"]), (["DMA701"], ["DMA308", "DMA301"]),
    (["DMA508"], ["DMA507"]), (["DMA504"], ["DMA505"]), (["DMA511"], ["DMA803"]),
    (["DMA506"], ["DMA505"]), (["DMA509"], ["DMA507"]), (["DMA602"], ["DMA601"]),
    (["DMA607"], ["DMA601"]), (["DMA404"], ["DMA401"]), (["DMA108"], ["DMA105"]),
    // The closure that ends and the array that is released are one end of the elements.
    (["DMA102"], ["DMA105", "DMA108"]),
    // Where the owner's end stops the transfer, leaving a scope leaves nothing in flight.
    (["DMA108"], ["DMA107", "DMA604", "DMA601", "DMA602"]), (["DMA105"], ["DMA107", "DMA601"]),
    (["DMA602"], ["DMA107"]), (["DMA107"], ["DMA601"]),
    // The next start meets what an exit, or the end of the buffer, left behind.
    (
      [
        "DMA101", "DMA102", "DMA103", "DMA106", "DMA107", "DMA108", "DMA602", "DMA607", "DMA604",
        "DMA105",
      ],
      ["DMA402", "DMA403", "DMA605"]
    ),
    // Who touches what nobody ever waits for has one thing to mend.
    (["DMA401"], ["DMA601"]),
    // What must not be read at all is not to be read once only.
    (["DMA401"], ["DMA802"]),
    (["DMA402"], ["DMA601", "DMA403", "DMA605"]), (["DMA403"], ["DMA601"]),
    (["DMA306"], ["DMA303"]), (["DMA307"], ["DMA302"]),
  ]

  /// A defect: what the rules said of it in all contexts, the transfers that it is about, and what
  /// else its cause breaks.
  private struct Defect {
    var candidate: Candidate
    var transfers: Set<TransferID>
    var also: Set<String> = []
    /// The same at other places.
    var repeats: [Candidate] = []
    /// Where else the cause shows.
    private(set) var noted: [TraceLabel] = []

    /// Where else the cause shows is a step of the path.
    mutating func note(_ other: Candidate) {
      note(TraceLabel(site: other.site, message: other.message))
    }

    mutating func note(_ other: Defect) {
      note(other.candidate)
      for label in other.noted { note(label) }
    }

    private mutating func note(_ label: TraceLabel) {
      guard label.site != candidate.site, candidate.trace.count < 12,
        !candidate.trace.contains(where: { $0.site == label.site })
      else { return }
      candidate.trace.append(label)
      noted.append(label)
    }
  }

  /// Whether the first is reported in the place of the second where both have one cause.
  static func subsumes(_ above: RuleCode, _ below: RuleCode) -> Bool {
    above == below
      || order.contains {
        $0.above.contains(above.description) && $0.below.contains(below.description)
      }
  }

  func findings() -> [Finding] {
    var candidates = interpreter.candidates
    for index in interpreter.transfers.indices {
      candidates.formUnion(
        CompletionRules.look(TransferID(index: UInt32(index)), interpreter))
    }
    candidates.formUnion(CompletionRules.races(interpreter))
    candidates.formUnion(interpreter.unreadReceives())
    candidates.formUnion(interpreter.unfilledSends())
    candidates = candidates.filter {
      !interpreter.isRefuted($0) && ($0.code != "DMA301" || !isMaintained($0)) && holds($0)
    }
    candidates = candidates.filter { !isWithoutFenceElsewhere($0, candidates) }
    // An address that is changed while the engine runs, and no second start.
    let changed = Set(candidates.filter { $0.code == "DMA605" }.map(\.site))
    candidates = candidates.filter { $0.code != "DMA402" || !changed.contains($0.site) }
    // That lines are shared is said once.
    let sharing = Set(candidates.filter { $0.code == "DMA305" }.map(\.buffer))
    candidates = candidates.filter {
      $0.code != "DMA307" || $0.transfer != nil
        || !sharing.contains($0.buffer) && isTransferred($0.buffer)
    }
    let cascaded = accesses(afterExits: candidates)
    var merged = merge(candidates.subtracting(cascaded))
    for access in cascaded.sorted() {
      guard let id = access.transfer else { continue }
      for index in merged.indices
      where leavesBehind.contains(merged[index].candidate.code)
        && merged[index].transfers.contains(id)
      {
        merged[index].also.insert(access.code)
        merged[index].note(access)
      }
    }
    return oneAtEachPlace(subsume(merged)).compactMap(finding)
  }

  /// Whether a fence in the wrong place is none at all on another path: where the same late write reaches
  /// the same start in a later round of a loop, the fence that stands before the loop is not to blame.
  private func isWithoutFenceElsewhere(_ candidate: Candidate, _ all: Set<Candidate>) -> Bool {
    guard candidate.code == "DMA203", candidate.also == ["DMA201"],
      let start = candidate.trace.last,
      candidate.site < start.site
    else { return false }
    return all.contains { other in
      other.code == "DMA201" && other.transfer == candidate.transfer
        && other.buffer == candidate.buffer && other.site == start.site
        && other.trace == candidate.trace
    }
  }

  /// Rules about transfers that go on when control is elsewhere.
  private let leavesBehind: Set<String> = ["DMA101", "DMA102", "DMA103", "DMA602", "DMA607"]

  /// What is done with the buffers of transfers that are left behind, on paths that never see them
  /// complete: it says nothing of other transfers that use the same memory.
  private func accesses(afterExits candidates: Set<Candidate>) -> Set<Candidate> {
    var left: [TransferID: [Site]] = [:]
    for candidate in candidates where leavesBehind.contains(candidate.code) {
      if let id = candidate.transfer { left[id, default: []].append(candidate.site) }
    }
    guard !left.isEmpty else { return [] }
    return candidates.filter { candidate in
      guard candidate.code == "DMA401", let id = candidate.transfer else { return false }
      guard let exits = left[id] else { return false }
      let transfer = interpreter.transfers[Int(id.index)]
      return !transfer.touchedBeforeEnd.contains(candidate.site)
        && !exits.contains { isBetween(candidate.site, transfer.starts, $0) }
    }
  }

  /// Whether an access stands between the start and the exit: it is wrong whatever becomes of the exit.
  private func isBetween(_ access: Site, _ starts: Set<Site>, _ exit: Site) -> Bool {
    access.function == exit.function && access.range < exit.range
      && starts.contains { $0.function == access.function && $0.range < access.range }
  }

  /// One access to memory that several transfers may be using is one mistake.
  private func oneAtEachPlace(_ defects: [Defect]) -> [Defect] {
    var results: [Defect] = []
    var known: [Site: Int] = [:]
    for defect in defects {
      guard defect.candidate.code == "DMA401" else {
        results.append(defect)
        continue
      }
      if let first = known[defect.candidate.site] {
        results[first].transfers.formUnion(defect.transfers)
        results[first].also.formUnion(defect.also)
      } else {
        known[defect.candidate.site] = results.count
        results.append(defect)
      }
    }
    return results
  }

  private func isTransferred(_ buffer: String) -> Bool {
    interpreter.transfers.contains { $0.buffers[buffer] != nil }
  }

  /// Whether the engine does write the buffer, where a finding depends on that: if nothing says so, its
  /// clause is not decided.
  private func holds(_ candidate: Candidate) -> Bool {
    guard candidate.holdsIfReadBack, let id = candidate.transfer,
      interpreter.transfers[Int(id.index)].isHanded, !isReadBack(candidate)
    else { return true }
    interpreter.transfers[Int(id.index)].dependsOnDirection.insert(candidate.code)
    return false
  }

  private func isReadBack(_ candidate: Candidate) -> Bool {
    guard let id = candidate.transfer else { return false }
    // What the same engine does with the same buffer elsewhere, it does here too.
    let mine = interpreter.transfers[Int(id.index)]
    // A plain poll of what the device leaves in the buffer is a wait, if a bad one.
    if interpreter.candidates.contains(where: { $0.code == "DMA205" && $0.transfer == id }) {
      return false
    }
    return interpreter.transfers.contains {
      $0.isReadBack && !$0.channels.isDisjoint(with: mine.channels)
        && !$0.storages.isDisjoint(with: mine.storages)
    }
  }

  /// Whether something does maintain the buffer of which that was denied: seen later than the start.
  private func isMaintained(_ candidate: Candidate) -> Bool {
    guard let transfer = candidate.transfer else { return false }
    return interpreter.transfers[Int(transfer.index)].storages.contains { storage in
      interpreter.maintainedStorages.contains(storage)
        && candidate.buffer.hasPrefix(interpreter.name(of: Pointer(storage)))
    }
  }

  /// The same defect in several contexts is one finding, repeated accesses are steps of its path.
  private func merge(_ candidates: Set<Candidate>) -> [Defect] {
    struct Key: Hashable {
      var code: String
      var place: Place
      var buffer: String

      enum Place: Hashable {
        case site(Site)
        case transfer(TransferID)
      }
    }
    let candidates = candidates.sorted()
    var groups = DisjointSets(count: candidates.count)
    var known: [Key: Int] = [:]
    for (number, candidate) in candidates.enumerated() {
      var places = [Key.Place.site(candidate.site)]
      if repeated.contains(candidate.code), let transfer = candidate.transfer {
        places.append(.transfer(transfer))
      }
      for place in places {
        let key = Key(code: candidate.code, place: place, buffer: subject(of: candidate))
        let group = groups.root(of: known[key] ?? number)
        groups.join(groups.root(of: number), under: group)
        known[key] = group
      }
    }
    var members: [Int: [Candidate]] = [:]
    for (number, candidate) in candidates.enumerated() {
      members[groups.root(of: number), default: []].append(candidate)
    }
    var merged: [Defect] = []
    for members in members.values {
      let sorted =
        members.count == 1 ? members : members.sorted { order(of: $0) < order(of: $1) }
      guard var first = sorted.first else { continue }
      var seen: Set<Site> = [first.site]
      let repeats = sorted.dropFirst().filter { seen.insert($0.site).inserted }
      for other in repeats.prefix(7) {
        first.trace.append(TraceLabel(site: other.site, message: "the same again here"))
      }
      merged.append(
        Defect(
          candidate: first, transfers: Set(sorted.compactMap(\.transfer)),
          also: Set(sorted.flatMap(\.also)), repeats: repeats))
    }
    return merged.sorted { $0.candidate < $1.candidate }
  }

  /// What makes two findings at one place the same defect: the elements of an array are one buffer, and
  /// a transfer as a whole is one, whichever of its buffers is named.
  private func subject(of candidate: Candidate) -> String {
    if wholeTransfer.contains(candidate.code) { return "" }
    return candidate.buffer.utf8.firstIndex(of: UInt8(ascii: "[")).map {
      String(candidate.buffer[..<$0])
    }
      ?? candidate.buffer
  }

  /// Of the accesses that one transfer disturbs, the one that a path meets first is the finding.
  private func order(of candidate: Candidate) -> Int {
    guard repeated.contains(candidate.code) else { return 0 }
    return interpreter.discovered[candidate] ?? .max
  }

  /// Rules about accesses: the first access is the finding.
  private let repeated: Set<String> = ["DMA401", "DMA202", "DMA206", "DMA303", "DMA405", "DMA604"]

  init(interpreter: Interpreter, rules: RuleTable, platform: PlatformChoice) {
    self.interpreter = interpreter
    self.rules = rules
    self.platform = platform
  }

  private func subsume(_ defects: [Defect]) -> [Defect] {
    var results = defects
    var dropped: Set<Int> = []
    for rule in Conclusion.order {
      for upper in results.indices
      where !dropped.contains(upper) && rule.above.contains(results[upper].candidate.code) {
        for lower in results.indices
        where lower != upper && !dropped.contains(lower)
          && rule.below.contains(results[lower].candidate.code)
          && haveOneCause(results[upper], results[lower])
        {
          dropped.insert(lower)
          results[upper].also.insert(results[lower].candidate.code)
          results[upper].also.formUnion(results[lower].also)
          results[upper].transfers.formUnion(results[lower].transfers)
          results[upper].note(results[lower])
        }
      }
    }
    return results.indices.filter { !dropped.contains($0) }.map { results[$0] }
  }

  private func haveOneCause(_ x: Defect, _ y: Defect) -> Bool {
    let (a, b) = (x.candidate, y.candidate)
    // What moves the elements writes the variable that holds them.
    if a.code == "DMA104", a.site == b.site { return true }
    if !x.transfers.isEmpty, !y.transfers.isEmpty {
      guard !x.transfers.isDisjoint(with: y.transfers) else { return false }
      return wholeTransfer.contains(a.code) || wholeTransfer.contains(b.code)
        || a.buffer.isEmpty || b.buffer.isEmpty
        || a.buffer.hasPrefix(b.buffer) || b.buffer.hasPrefix(a.buffer)
    }
    return !a.buffer.isEmpty && a.buffer == b.buffer
  }

  /// Rules about a transfer as a whole: which of its buffers they name is chance.
  private let wholeTransfer: Set<String> = [
    "DMA107", "DMA205", "DMA402", "DMA509", "DMA601", "DMA602", "DMA607",
  ]

  private func finding(_ result: Defect) -> Finding? {
    let candidate = result.candidate
    guard let code = RuleCode(candidate.code) else { return nil }
    var finding = Finding(
      code, rules[code]?.severity ?? .warning, candidate.message, at: candidate.site.range,
      function: name(candidate.site.function), buffer: candidate.buffer,
      evidence: evidence(result, code),
      also: result.also.compactMap { RuleCode($0) }.sorted(),
      trace: candidate.trace.filter { $0.site != .nowhere }.map {
        TraceStep($0.site.range, $0.message)
      },
      fixes: candidate.fix.map { [Fix($0)] } ?? [])
    finding.repeats = result.repeats.map {
      Finding.Repeat(
        range: $0.site.range, function: name($0.site.function), message: $0.message)
    }
    for transfer in result.transfers {
      for start in interpreter.transfers[Int(transfer.index)].starts {
        finding.starts.insert(start.range)
      }
    }
    return finding
  }

  /// Where memory is decides coherency and placement: there the link is a witness of its own.
  private func evidence(_ defect: Defect, _ code: RuleCode) -> [Evidence] {
    switch code.family {
    case .coherency, .placement: break
    case .lifetime, .order, .exclusivity, .completion, .initialisation, .trust, .visibility:
      return [.source]
    }
    let isLinked = defect.transfers.contains { id in
      interpreter.transfers[Int(id.index)].storages.contains { interpreter[$0].placement != nil }
    }
    return isLinked ? [.source, .link] : [.source]
  }

  private func name(_ function: FunctionID) -> String {
    guard Int(function.index) < interpreter.program.module.functions.count else { return "" }
    return interpreter.program.function(function).name
  }
}
