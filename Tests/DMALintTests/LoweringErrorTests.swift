import DMALint
import Testing

/// `try`, `do`, `catch`, `throw` and `await`.
@Suite struct LoweringErrorTests {
  /// The calls that a `try` is there for can throw, the others cannot.
  @Test func errorsLeaveTheFunction() {
    check(
      """
      func read(_ n: Int) throws -> Int { throw Failure.busy }
      func twice(_ n: Int) -> Int { n * 2 }
      func f() throws -> Int { try twice(read(UInt8(3))) }
      enum Failure: Error { case busy, dead }
      """,
      """
      func read(_:) throws (_ n: Int let) -> Int {
        b0:
          v0 = implicit .busy of Failure
          leave %n
          throw v0
      }

      func twice(_:) (_ n: Int let) -> Int {
        b0:
          v0 = local %n
          v1 = load v0
          v2 = integer 2
          v3 = binary * v1, v2
          leave %n
          return v3
      }

      func f() throws -> Int {
        b0:
          v0 = integer 3
          v1 = call init UInt8(v0) expected Int
          v2 = trycall read(v1) try expected Int to b1, error v3 to b2
        b1:
          v4 = call twice(v2) expected Int
          return v4
        b2:
          throw v3
      }
      """)
  }

  @Test func catchClauses() {
    check(
      """
      enum Failure: Error { case busy, dead(Int) }
      func f() {
        do throws(Failure) {
          try start(3)
          guard ready() else { throw .busy }
        } catch .busy {
          retry()
        } catch let .dead(code) where code > 1 {
          log(code)
        } catch {
          report(error)
        }
      }
      """,
      """
      func f() {
        local %error: Failure let
        local %code: Int let
        b0:
          enter %error
          v0 = integer 3
          v1 = trycall start(v0) unused try to b1, error v2 to b2
        b1:
          v3 = call ready() expected Bool
          branch v3, b3, b4
        b2:
          v4 = local %error
          store v2 into v4
          jump b5
        b3:
          leave %error
          jump b12
        b4:
          v5 = implicit .busy of Failure
          v6 = local %error
          store v5 into v6
          jump b5
        b5:
          v7 = local %error
          v8 = load v7
          v9 = iscase v8, busy
          branch v9, b6, b7
        b6:
          v10 = call retry() unused
          leave %error
          jump b12
        b7:
          v11 = local %error
          v12 = load v11
          v13 = iscase v12, dead
          branch v13, b8, b11
        b8:
          v14 = payload v12, dead, 0
          enter %code
          v15 = local %code
          store v14 into v15
          v16 = local %code
          v17 = load v16
          v18 = integer 1
          v19 = binary > v17, v18
          branch v19, b10, b9
        b9:
          leave %code
          jump b11
        b10:
          v20 = local %code
          v21 = load v20
          v22 = call log(v21 from v20) unused
          leave %code
          leave %error
          jump b12
        b11:
          v23 = local %error
          v24 = load v23
          v25 = call report(v24 from v23) unused
          leave %error
          jump b12
        b12:
          return
      }
      """)
  }

  @Test func errorsThatNoClauseTakesGoOn() {
    check(
      """
      func f() throws {
        do { try start() } catch Failure.busy { retry() }
      }
      enum Failure: Error { case busy }
      """,
      """
      func f() throws {
        local %error let
        b0:
          enter %error
          v0 = trycall start() unused try to b1, error v1 to b2
        b1:
          leave %error
          jump b5
        b2:
          v2 = local %error
          store v1 into v2
          v3 = local %error
          v4 = load v3
          v5 = iscase v4, busy
          branch v5, b3, b4
        b3:
          v6 = call retry() unused
          leave %error
          jump b5
        b4:
          v7 = local %error
          v8 = load v7
          leave %error
          throw v8
        b5:
          return
      }
      """)
  }

  @Test func optionalAndForcedTry() {
    check(
      """
      func f() -> Int {
        try? start()
        guard let n = try? read() else { return 0 }
        return try! read(n) + ((try? read()) ?? 1)
      }
      """,
      """
      func f() -> Int {
        local %n let
        local %merged: Int temporary
        b0:
          v0 = trycall start() unused try to b1, error v1 to b2
        b1:
          jump b3
        b2:
          jump b3
        b3:
          v2 = trycall read() try to b4, error v3 to b5
        b4:
          enter %n
          v4 = local %n
          store v2 into v4
          v5 = local %n
          v6 = load v5
          v7 = trycall read(v6 from v5) try expected Int to b6, error v8 to b7
        b5:
          v9 = integer 0
          return v9
        b6:
          enter %merged
          v10 = trycall read() try expected Int to b8, error v11 to b9
        b7:
          unreachable
        b8:
          v12 = local %merged
          store v10 into v12
          jump b10
        b9:
          v13 = integer 1
          v14 = local %merged
          store v13 into v14
          jump b10
        b10:
          v15 = local %merged
          v16 = take v15
          v17 = binary + v7, v16
          leave %merged
          leave %n
          return v17
      }
      """)
  }

  @Test func closuresThrowThroughTheirCallers() {
    check(
      """
      func f(_ block: [UInt8]) throws {
        try block.withUnsafeBytes { bytes in try send(bytes, scale(2)) }
      }
      """,
      """
      func f(_:) throws (_ block: Array<UInt8> let) {
        b0:
          v0 = local %block
          v1 = closure f1
          v2 = trycall v0.withUnsafeBytes(v1 trailing) unused try to b1, error v3 to b2
        b1:
          leave %block
          return
        b2:
          leave %block
          throw v3
      }

      func "closure in f(_:)" closure throws (_ bytes: _ let) {
        b0:
          v0 = local %bytes
          v1 = load v0
          v2 = integer 2
          v3 = call scale(v2)
          v4 = trycall send(v1 from v0, v3) try to b1, error v5 to b2
        b1:
          leave %bytes
          return v4
        b2:
          leave %bytes
          throw v5
      }
      """)
  }

  @Test func suspensionPoints() {
    check(
      """
      func pause(_ n: Int) async throws {}
      func f() async throws {
        try await pause(count())
        async let r = fetch()
        await use(r)
        for try await word in stream { use(word) }
      }
      """,
      """
      func pause(_:) async throws (_ n: Int let) {
        b0:
          leave %n
          return
      }

      func f() async throws {
        local %r let
        local %sequence temporary
        local %word let
        b0:
          v0 = call count() expected Int
          v1 = trycall pause(v0) unused try await to b1, error v2 to b2
        b1:
          v3 = closure f2
          v4 = call "async let"(v3 trailing)
          enter %r
          v5 = local %r
          store v4 into v5
          v6 = local %r
          v7 = load v6
          v8 = call use(v7 from v6) unused await
          enter %sequence
          v9 = name stream
          v10 = local %sequence
          store v9 into v10
          jump b3
        b2:
          throw v2
        b3:
          v11 = unknown
          branch v11, b5, b4
        b4:
          v12 = unknown
          leave %sequence
          leave %r
          throw v12
        b5:
          v13 = local %sequence
          v14 = next v13
          v15 = unary some? v14
          branch v15, b6, b7
        b6:
          enter %word
          v16 = local %word
          store v14 into v16
          v17 = local %word
          v18 = load v17
          v19 = call use(v18 from v17) unused
          leave %word
          jump b3
        b7:
          leave %sequence
          leave %r
          return
      }

      func "closure in f()" closure async {
        b0:
          v0 = call fetch()
          return v0
      }
      """)
  }

  private func check(
    _ swift: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    checkLowering(swift, expected, sourceLocation: sourceLocation)
  }
}
