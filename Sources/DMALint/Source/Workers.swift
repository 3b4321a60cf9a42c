/// Runs independent pieces of work, side by side if the tool lends threads; results are gathered by
/// index, so that nobody can tell how many there were.
public struct Workers: Sendable {
  /// Calls the closure once for every index below the count, in any order, and returns when all
  /// calls have.
  public typealias Runner = @Sendable (Int, @Sendable (Int) -> Void) -> Void

  private let run: Runner

  public init(_ run: @escaping Runner) { self.run = run }

  /// One piece after the other.
  public static let inOrder = Workers { count, body in
    for index in 0..<count { body(index) }
  }

  public func map<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
      // Every call writes a slot of its own.
      nonisolated(unsafe) let slots = buffer
      run(count) { index in slots.initializeElement(at: index, to: body(index)) }
      initialized = count
    }
  }
}
