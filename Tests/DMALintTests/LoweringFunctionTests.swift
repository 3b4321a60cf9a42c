import DMALint
import Testing

/// Initialisers, accessors, closures, globals and types.
@Suite struct LoweringFunctionTests {
  /// Initial values come first, but not where another initialiser sets the members up.
  @Test func initialisers() {
    check(
      """
      class Engine {
        let base = 4
        var on: Bool
        init?(on: Bool) {
          guard on else { return nil }
          self.on = on
        }
        convenience init() { self.init(on: true)! }
      }
      final class Fast: Engine {
        var rate = 1
        init(rate: Int) { self.rate = rate; super.init(on: true)! }
      }
      """,
      """
      func base value owner Engine static -> Int {
        b0:
          v0 = integer 4
          return v0
      }

      func init(on:) initializer owner Engine (on: Bool let) -> Engine {
        local %self: Engine self
        b0:
          enter %self
          v0 = closure f0
          v1 = call v0()
          v2 = local %self
          v3 = member v2.base
          store v1 into v3
          v4 = local %on
          v5 = load v4
          branch v5, b1, b2
        b1:
          v6 = local %on
          v7 = load v6
          v8 = local %self
          v9 = member v8.on
          store v7 into v9
          leave %on
          v10 = local %self
          v11 = load v10
          return v11
        b2:
          v12 = nil
          leave %on
          return v12
      }

      func init() initializer owner Engine -> Engine {
        local %self: Engine self
        b0:
          enter %self
          v0 = boolean true
          v1 = call init Engine(on: v0) expected Engine
          v2 = local %self
          store v1 into v2
          v3 = unary unwrap v1
          v4 = local %self
          v5 = load v4
          return v5
      }

      func rate value owner Fast static -> Int {
        b0:
          v0 = integer 1
          return v0
      }

      func init(rate:) initializer owner Fast (rate: Int let) -> Fast {
        local %self: Fast self
        b0:
          enter %self
          v0 = closure f3
          v1 = call v0()
          v2 = local %self
          v3 = member v2.rate
          store v1 into v3
          v4 = local %rate
          v5 = load v4
          v6 = local %self
          v7 = member v6.rate
          store v5 into v7
          v8 = boolean true
          v9 = call super.init(on: v8)
          v10 = unary unwrap v9
          leave %rate
          v11 = local %self
          v12 = load v11
          return v12
      }
      """)
  }

  @Test func accessorsAndSubscripts() {
    check(
      """
      struct Ring {
        var words: [UInt32] = []
        var first: UInt32 {
          get { words[0] }
          set { words[0] = newValue }
        }
        var count: Int { words.count }
        subscript(i: Int) -> UInt32 {
          _read { yield words[i] }
          _modify { yield &words[i] }
        }
      }
      """,
      """
      func words value owner Ring static -> Array<UInt32> {
        b0:
          v0 = aggregate Array<UInt32>()
          return v0
      }

      func first getter owner Ring -> UInt32 {
        local %self: Ring self
        b0:
          v0 = local %self
          v1 = member v0.words
          v2 = integer 0
          v3 = element v1[v2]
          v4 = load v3
          return v4
      }

      func first setter owner Ring mutating (_ newValue: UInt32 let) {
        local %self: Ring self
        b0:
          v0 = local %newValue
          v1 = load v0
          v2 = local %self
          v3 = member v2.words
          v4 = integer 0
          v5 = element v3[v4]
          store v1 into v5
          leave %newValue
          return
      }

      func count getter owner Ring -> Int {
        local %self: Ring self
        b0:
          v0 = local %self
          v1 = member v0.words
          v2 = member v1.count
          v3 = load v2
          return v3
      }

      func subscript(_:) getter owner Ring (_ i: Int let) -> UInt32 {
        local %self: Ring self
        local %yielded: UInt32 temporary
        b0:
          v0 = local %self
          v1 = member v0.words
          v2 = local %i
          v3 = load v2
          v4 = element v1[v3 from v2]
          v5 = load v4
          v6 = local %yielded
          store v5 into v6
          v7 = local %yielded
          v8 = load v7
          leave %i
          return v8
      }

      func subscript(_:) setter owner Ring mutating (_ i: Int let, _ newValue: UInt32 let) {
        local %self: Ring self
        b0:
          v0 = local %newValue
          v1 = load v0
          v2 = local %self
          v3 = member v2.words
          v4 = local %i
          v5 = load v4
          v6 = element v3[v5 from v4]
          store v1 into v6
          leave %newValue
          leave %i
          return
      }
      """)
  }

  @Test func noncopyableValuesMove() {
    check(
      """
      struct Handle: ~Copyable {
        let channel: UInt32
        consuming func join() { wait(channel); discard self }
        deinit { abort(channel) }
      }
      func pass(_ handle: consuming Handle) -> Handle { handle }
      func f() {
        let a = Handle(channel: 1)
        let b = pass(a)
        let c = consume b
        c.join()
        _ = Handle(channel: 2)
      }
      """,
      """
      func join() method owner Handle consuming {
        local %self: Handle self
        b0:
          v0 = local %self
          v1 = member v0.channel
          v2 = load v1
          v3 = call wait(v2 from v1) unused
          v4 = local %self
          v5 = call discard(&v4) unused
          return
      }

      func deinit deinitializer owner Handle {
        local %self: Handle self
        b0:
          v0 = local %self
          v1 = member v0.channel
          v2 = load v1
          v3 = call abort(v2 from v1) unused
          return
      }

      func pass(_:) (_ handle: Handle consuming) -> Handle {
        b0:
          v0 = local %handle
          v1 = take v0
          leave %handle
          return v1
      }

      func f() {
        local %a: Handle let
        local %b: Handle let
        local %c: Handle let
        b0:
          v0 = integer 1
          v1 = call init Handle(channel: v0) expected Handle
          enter %a
          v2 = local %a
          store v1 into v2
          v3 = local %a
          v4 = take v3
          v5 = call pass(v4 from v3) expected Handle
          enter %b
          v6 = local %b
          store v5 into v6
          v7 = local %b
          v8 = take v7
          enter %c
          v9 = local %c
          store v8 into v9
          v10 = local %c
          v11 = call v10.join() unused
          v12 = integer 2
          v13 = call init Handle(channel: v12) unused discarded
          leave %c
          leave %b
          leave %a
          return
      }
      """)
  }

  @Test func closuresCaptureByPlaceOrCopy() {
    check(
      """
      final class Queue {
        var count = 0
        func run(n: Int) {
          var total = n
          later { total += count + $0 }
          later { [total, weak self] in
            guard let self else { return }
            self.count = total
            let now = { use(total) }
            now()
          }
        }
      }
      """,
      """
      func count value owner Queue static -> Int {
        b0:
          v0 = integer 0
          return v0
      }

      func run(n:) method owner Queue (n: Int let) {
        local %self: Queue self
        local %total: Int
        b0:
          v0 = local %n
          v1 = load v0
          enter %total
          v2 = local %total
          store v1 into v2
          v3 = closure f2
          v4 = call later(v3 trailing) unused
          v5 = closure f3
          v6 = call later(v5 trailing) unused
          leave %total
          leave %n
          return
      }

      func "closure in run(n:)" closure owner Queue (_ $0: _ let) {
        local %self: Queue self
        local %total: Int
        capture %self place 1
        capture %total place 2
        b0:
          v0 = local %self
          v1 = member v0.count
          v2 = load v1
          v3 = local %$0
          v4 = load v3
          v5 = binary + v2, v4
          v6 = local %total
          v7 = load v6
          v8 = binary + v7, v5
          store v8 into v6
          return
      }

      func "closure in run(n:)" closure owner Queue {
        local %self#0: Queue let self
        local %total: Int let
        local %self#2: Queue let
        local %now let
        capture %total copy 2
        capture %self#0 weak 1
        b0:
          v0 = local %self#0
          v1 = load v0
          v2 = unary some? v1
          branch v2, b1, b2
        b1:
          enter %self#2
          v3 = local %self#2
          store v1 into v3
          v4 = local %total
          v5 = load v4
          v6 = local %self#2
          v7 = member v6.count
          store v5 into v7
          v8 = closure f4
          enter %now
          v9 = local %now
          store v8 into v9
          v10 = local %now
          v11 = load v10
          v12 = call v11() unused
          leave %now
          leave %self#2
          return
        b2:
          return
      }

      func "closure in run(n:)" closure owner Queue {
        local %total: Int let
        capture %total place 1
        b0:
          v0 = local %total
          v1 = load v0
          v2 = call use(v1 from v0)
          return v2
      }
      """)
  }

  @Test func localFunctions() {
    check(
      """
      func f(n: Int) -> Int {
        var calls = 0
        func step(_ k: Int) -> Int {
          calls += 1
          return k == 0 ? 0 : step(k - 1)
        }
        return step(n) + calls
      }
      """,
      """
      func f(n:) (n: Int let) -> Int {
        local %step: Function let
        local %calls: Int
        b0:
          enter %step
          v0 = integer 0
          enter %calls
          v1 = local %calls
          store v0 into v1
          v2 = closure f1
          v3 = local %step
          store v2 into v3
          v4 = local %step
          v5 = load v4
          v6 = local %n
          v7 = load v6
          v8 = call v5(v7 from v6) expected Int
          v9 = local %calls
          v10 = load v9
          v11 = binary + v8, v10
          leave %calls
          leave %step
          leave %n
          return v11
      }

      func step(_:) (_ k: Int let) -> Int {
        local %calls: Int
        local %merged: Int temporary
        local %step: Function let
        capture %calls place 2
        capture %step place 1
        b0:
          v0 = integer 1
          v1 = local %calls
          v2 = load v1
          v3 = binary + v2, v0
          store v3 into v1
          enter %merged
          v4 = local %k
          v5 = load v4
          v6 = integer 0
          v7 = binary == v5, v6
          branch v7, b1, b2
        b1:
          v8 = integer 0
          v9 = local %merged
          store v8 into v9
          jump b3
        b2:
          v10 = local %step
          v11 = load v10
          v12 = local %k
          v13 = load v12
          v14 = integer 1
          v15 = binary - v13, v14
          v16 = call v11(v15) expected Int
          v17 = local %merged
          store v16 into v17
          jump b3
        b3:
          v18 = local %merged
          v19 = take v18
          leave %merged
          leave %k
          return v19
      }
      """)
  }

  @Test func computedLocals() {
    check(
      """
      func f(n: Int) -> Int {
        var twice: Int { n * 2 }
        run { use(twice) }
        return twice + 1
      }
      """,
      """
      func f(n:) (n: Int let) -> Int {
        local %twice: Function<Int> let
        b0:
          enter %twice
          v0 = closure f1
          v1 = local %twice
          store v0 into v1
          v2 = closure f2
          v3 = call run(v2 trailing) unused
          v4 = local %twice
          v5 = load v4
          v6 = call v5()
          v7 = integer 1
          v8 = binary + v6, v7
          leave %twice
          leave %n
          return v8
      }

      func twice getter -> Int {
        local %n: Int let
        capture %n place 0
        b0:
          v0 = local %n
          v1 = load v0
          v2 = integer 2
          v3 = binary * v1, v2
          return v3
      }

      func "closure in f(n:)" closure {
        local %twice: Function<Int> let
        capture %twice place 1
        b0:
          v0 = local %twice
          v1 = load v0
          v2 = call v1()
          v3 = call use(v2)
          return v3
      }
      """)
  }

  @Test func localTypes() {
    check(
      """
      func f() -> Int {
        struct Pair { var a = 1; func sum(b: Int) -> Int { a + b } }
        let pair = Pair()
        return pair.sum(b: 2)
      }
      """,
      """
      func f() -> Int {
        local %pair: Pair let
        b0:
          v0 = call init Pair() expected Pair
          enter %pair
          v1 = local %pair
          store v0 into v1
          v2 = local %pair
          v3 = integer 2
          v4 = call v2.sum(b: v3) expected Int
          leave %pair
          return v4
      }

      func a value owner Pair static -> Int {
        b0:
          v0 = integer 1
          return v0
      }

      func sum(b:) method owner Pair (b: Int let) -> Int {
        local %self: Pair self
        b0:
          v0 = local %self
          v1 = member v0.a
          v2 = load v1
          v3 = local %b
          v4 = load v3
          v5 = binary + v2, v4
          leave %b
          return v5
      }
      """)
  }

  /// Its variables are globals, which it sets.
  @Test func topLevelCode() {
    check(
      """
      let port = UnsafeMutablePointer<UInt32>(bitPattern: 0x4000_0000)!
      func poke() { port.pointee = 1 }
      while true { poke() }
      """,
      """
      func port value -> UnsafeMutablePointer<UInt32> {
        b0:
          v0 = integer 0x40000000
          v1 = call init UnsafeMutablePointer<UInt32>(bitPattern: v0) expected UnsafeMutablePointer<UInt32>
          v2 = unary unwrap v1
          return v2
      }

      func poke() {
        b0:
          v0 = integer 1
          v1 = global port
          v2 = member v1.pointee
          store v0 into v2
          return
      }

      func "top-level code" top-level {
        b0:
          v0 = integer 0x40000000
          v1 = call init UnsafeMutablePointer<UInt32>(bitPattern: v0) expected UnsafeMutablePointer<UInt32>
          v2 = unary unwrap v1
          v3 = global port
          store v2 into v3
          jump b1
        b1:
          v4 = call poke() unused
          jump b1
      }
      """)
  }

  private func check(
    _ swift: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    checkLowering(swift, expected, sourceLocation: sourceLocation)
  }
}
