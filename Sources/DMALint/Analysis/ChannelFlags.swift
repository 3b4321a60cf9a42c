/// What the flags of an engine's channel say of its transfer, where the platform knows their meaning.
extension Interpreter {
  /// What flags of a channel that are set say of its transfer.
  enum Progress {
    case ended, half
    /// An error that does not stop the channel.
    case goesOn
    /// One of several flags, of which not all say the same.
    case either
    case unclear
  }

  func progress(
    _ address: Value, _ condition: Value, _ truth: Bool, _ register: Value
  ) -> Progress {
    guard let mine = register.integerValue, let raw = address.integerValue,
      let channels = engine(at: UInt64(bitPattern: mine))?.channels,
      let channel = channels.channel(at: UInt64(bitPattern: mine)),
      let status = channels.status.first(where: { $0.register == UInt64(bitPattern: raw) }),
      let asked = askedBits(condition, truth), asked.areSet
    else { return .unclear }
    let flags = UInt64(bitPattern: asked.mask) & status.mask(of: channel.number)
    let ending = flags & status.ending(of: channel.number)
    if ending == flags { return .ended }
    if flags & ~status.half(of: channel.number) == 0 { return .half }
    return ending == 0 && flags & status.half(of: channel.number) == 0 ? .goesOn : .either
  }

  /// The bits that a condition asks for, and whether they are set where it has this truth.
  func askedBits(_ condition: Value, _ truth: Bool) -> (mask: Int64, areSet: Bool)? {
    guard case .symbol(let id) = condition else { return nil }
    switch term(id) {
    case .unary(.not, let inner): return askedBits(inner, !truth)
    case .binary("&", .symbol(let bits), .integer(let mask)):
      guard case .binary(">>", _, .integer(let shift)) = term(bits), (0..<64).contains(shift)
      else { return (mask, truth) }
      return (mask << shift, truth)
    case .binary("==", let bits, .integer(0)): return askedBits(bits, !truth)
    case .binary("!=", let bits, .integer(0)): return askedBits(bits, truth)
    case .binary("==", let bits, .integer(let value)):
      guard let asked = askedBits(bits, truth), asked.mask == value else { return nil }
      return asked
    default: return nil
    }
  }
}
