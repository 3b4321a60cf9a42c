/// Rules that ask one question of one transfer: findings of a group at one start are one defect.
enum RuleGroup: Hashable, Sendable {
  /// Whether the memory exists at the address programmed.
  case lifetime
  case move
  case descriptor
  case handle
  /// Whether writes before the start reach the device.
  case orderBefore
  /// Whether accesses after completion see the device's data.
  case orderAfter
  case register
  case access
  case exit
  case coherency
  case place
  /// Every other rule is a group of its own.
  case single(RuleCode)

  static func groups(of code: RuleCode) -> Set<RuleGroup> {
    switch code.number {
    case 101, 102, 103, 105: [.lifetime]
    case 104: [.move]
    case 106: [.descriptor, .lifetime]
    case 107, 108: [.handle]
    case 201: [.orderBefore]
    case 202, 205: [.orderAfter]
    // A fence in the wrong place, or too weak a one, can be that of either side.
    case 203, 204, 207: [.orderBefore, .orderAfter]
    case 206: [.register]
    case 401, 404: [.access]
    case 601, 602: [.exit]
    case 301...307: [.coherency]
    case 501, 502: [.place]
    default: [.single(code)]
    }
  }
}
