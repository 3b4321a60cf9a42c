/// DMA309: the region that should be non-cacheable is not, as far as the set-up alone tells.
enum SetUpRules {
  static func look(_ setUp: SetUpLog, _ interpreter: Interpreter) -> Set<Candidate> {
    guard interpreter.hasCacheInTheWay else { return [] }
    var found: Set<Candidate> = []
    for region in setUp.inForce {
      if let problem = problem(with: region, setUp) {
        found.insert(
          Candidate(
            code: "DMA309", site: problem.site, message: problem.message, buffer: "",
            trace: region.calls.map { TraceLabel(site: $0, message: "the set-up is called here") },
            transfer: nil, fix: problem.fix))
      }
    }
    if let site = setUp.tablesSite {
      for (mapping, table) in setUp.contradictions {
        found.insert(
          Candidate(
            code: "DMA309", site: site, message: message(mapping, table), buffer: "",
            trace: [TraceLabel(site: mapping.site, message: "it is described here")],
            transfer: nil,
            fix: "Give the entries of this range an attribute that MAIR says is not cached"))
      }
    }
    return found
  }

  /// What the translation tables make of a range that is described otherwise.
  static func message(_ mapping: SetUpLog.Mapping, _ table: TableRange) -> String {
    let range = "\(hex(table.range.first))-\(hex(table.range.last))"
    return
      "the translation tables make \(range) cacheable, and '\(mapping.entry.name)' is described as not cached"
  }

  private static func hex(_ address: UInt64) -> String {
    "0x" + String(address, radix: 16, uppercase: true)
  }

  private struct Problem {
    var site: Site
    var message: String
    var fix: String
  }

  private static func problem(with region: ProtectionRegion, _ setUp: SetUpLog) -> Problem? {
    if case .reserved(let bits) = region.attributes {
      return Problem(
        site: region.site,
        message: "\(region.name) has a reserved combination of attributes: \(bits)",
        fix: "Make it Normal memory that is not cached: TEX 1, C 0, B 0")
    }
    guard region.attributes == .nonCacheable else { return nil }
    if let anchor = region.anchor, let promised = anchor.alignment, let size = region.byteCount,
      region.sizeBits != nil, !anchor.isLinkerSymbol, promised < size
    {
      return Problem(
        site: region.site,
        message:
          "\(region.name) has \(size) bytes, and the variable is aligned to \(promised) only: the unit ignores the base's low bits",
        fix: "Align the variable to the size of the region")
    }
    if region.isAligned == false, let first = region.ranges.first?.first {
      return Problem(
        site: region.site,
        message:
          "\(region.name) is not aligned to its size, and the unit ignores the base's low bits: it begins at 0x\(String(first, radix: 16, uppercase: true))",
        fix: "Give the region a base that is a multiple of its size")
    }
    if let bits = region.sizeBits, bits < 5 {
      return Problem(
        site: region.site, message: "\(region.name) has a size that the unit does not know",
        fix: "Regions have at least 32 bytes")
    }
    if let base = region.base, let last = region.last, last < base {
      return Problem(
        site: region.site, message: "\(region.name) ends before it begins",
        fix: "Give the limit as the last address of the region")
    }
    guard let intended = region.intended else { return nil }
    for other in setUp.inForce where other.attributes == .cacheable {
      guard let mine = region.number, let its = other.number, its > mine,
        other.ranges.contains(where: { $0.first <= intended.first && intended.last <= $0.last })
      else { continue }
      return Problem(
        site: other.site,
        message:
          "\(other.name) has a higher number than \(region.name), which it covers, and makes it cacheable",
        fix: "Give the non-cacheable region the higher number")
    }
    return nil
  }
}
