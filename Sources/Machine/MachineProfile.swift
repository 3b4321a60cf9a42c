import DMALint

/// What a core and its cache may do: plain numbers and texts, given by whoever runs the machine.
public struct MachineProfile: Sendable {
  /// The core itself delays stores beyond later device accesses, and makes loads before earlier
  /// ones, unless one of these instructions stands between; nil where it keeps program order.
  public var storesWaitFor: [String]?
  public var loadsWaitFor: [String]?
  /// What the target makes of an atomic fence on each side.
  public var atomicRelease: String?
  public var atomicAcquire: String?
  /// Bytes of a cache line; nil where there is no cache, or one that is coherent with the engines.
  public var cacheLine: Int64?
  /// Sections whose variables are not cached.
  public var uncachedSections: [String] = [
    ".dma", ".dma_nc", ".dma_buffer", ".nocache", ".noncacheable",
  ]

  public init() {}

  /// Whether the fence keeps earlier stores of the core before later device accesses.
  func holdsStores(_ kind: FenceKind) -> Bool {
    holds(kind, storesWaitFor, atomic: atomicRelease) { $0.releases }
  }

  /// Whether the fence keeps later loads of the core behind earlier device accesses.
  func holdsLoads(_ kind: FenceKind) -> Bool {
    holds(kind, loadsWaitFor, atomic: atomicAcquire) { $0.acquires }
  }

  private func holds(
    _ kind: FenceKind, _ table: [String]?, atomic: String?,
    _ isAsked: (FenceKind.Ordering) -> Bool
  ) -> Bool {
    guard let table else { return true }
    switch kind {
    case .compiler, .signal: return false
    case .atomic(let ordering):
      guard isAsked(ordering), let atomic else { return false }
      return Self.isListed(atomic, in: table)
    case .instruction(let text): return Self.isListed(text, in: table)
    }
  }

  /// A fence of RISC-V does what another does whose letters it has; others are named in full, or
  /// up to a `*`.
  static func isListed(_ text: String, in table: [String]) -> Bool {
    let words = text.split(whereSeparator: { " \t,;".contains($0) }).map { $0.lowercased() }
    guard let name = words.first else { return false }
    return table.contains { entry in
      let wanted = entry.split(whereSeparator: { " ,".contains($0) }).map(String.init)
      guard wanted.first == name else { return false }
      if name == "fence", wanted.count == 3 {
        guard words.count == 3 else { return words.count == 1 }
        return Set(words[1]).isSuperset(of: wanted[1]) && Set(words[2]).isSuperset(of: wanted[2])
      }
      if wanted.count == 2, wanted[1] == "*" { return true }
      return words == wanted || wanted.last == "sy" && words.count == 1
    }
  }
}
