import DMALint

/// What an operation of Flow yields when the machine runs it.
indirect enum MachineValue: Hashable, Sendable {
  case integer(Int64)
  /// Nothing is known of it: a branch on it goes both ways.
  case unknown
  case null
  /// An address, and the bytes of one element there.
  case pointer(Int64, stride: Int64)
  case buffer(Int64, count: Int64, stride: Int64)
  /// The numbers that a loop has yet to come to.
  case range(Int64, Int64)
  /// A volatile register as a Swift value.
  case register(Int64)
  case place(MachinePlace)
  case closure(Int, captures: [MachineValue])
  case members([String?], [MachineValue])
  case type(FlowType)
  case name(String)
  /// The result of a start that may have failed, which is so until somebody looks at it.
  case outcome(Int64, start: Int)
  /// A status that says that a transfer is complete, to whoever looks at it.
  case completion(Int64, start: Int)
  /// A status of an engine that nothing is known of: what ends a loop on it is that the engine is done.
  case status(channel: Int)

  var number: Int64? {
    switch self {
    case .integer(let value), .pointer(let value, _), .buffer(let value, _, _),
      .register(let value), .outcome(let value, _), .completion(let value, _):
      value
    case .null: 0
    case .unknown, .range, .status, .place, .closure, .members, .type, .name: nil
    }
  }
}

/// Where a value is kept.
enum MachinePlace: Hashable, Sendable {
  /// Bytes at an address of memory, or a device register.
  case memory(Int64, width: Int64)
  /// A local that no address is taken of, in the frame of that depth.
  case slot(frame: Int, local: Int, path: [Int])
  /// A property or element of something that is not kept in memory.
  case value(MachineValue)
}
