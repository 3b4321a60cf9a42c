/// Which names mean types within one declaration, as far as it was asked: each expression asks several
/// times.
final class TypeNames {
  /// How a name is used; what it means may depend on it.
  struct Use {
    fileprivate let bit: UInt8

    init(isCalled: Bool, hasLabels: Bool) { bit = (isCalled ? 1 : 0) + (hasLabels ? 2 : 0) }
  }

  private var owners: [String] = []
  /// By name: for each use whether it is known, and above that what it is.
  private var answers: [String: UInt8] = [:]

  /// What was remembered; nil where nothing was, and of another declaration everything is forgotten.
  func isType(_ name: String, _ use: Use, in owners: [String]) -> Bool? {
    if owners != self.owners {
      self.owners = owners
      answers.removeAll(keepingCapacity: true)
      return nil
    }
    guard let known = answers[name], known & 1 << use.bit != 0 else { return nil }
    return known & 16 << use.bit != 0
  }

  /// Must follow upon the `isType` that did not know it.
  func remember(_ name: String, _ use: Use, _ isType: Bool) {
    answers[name, default: 0] |= (isType ? 17 : 1) << use.bit
  }
}
