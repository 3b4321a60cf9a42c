/// The interface of a lock for a kernel that has one core and no interrupts yet: nothing is locked,
/// and everything shared is reached through a closure.
struct NullLock<Value> {
  private var value: Value

  init(_ value: Value) { self.value = value }

  mutating func lock<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(&value)
  }
}
