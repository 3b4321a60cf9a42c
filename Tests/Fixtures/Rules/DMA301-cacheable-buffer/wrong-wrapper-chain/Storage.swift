/// The display's frame, in ordinary memory.
struct Storage {
  static nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 1024)

  static func clear() { frame.initialize(repeating: 0, count: 1024) }
}
