import DMALint
import Testing

/// What names mean, and what calls call.
@Suite struct LoweringNameTests {
  /// Members in other declarations of the type, in its superclass and in its protocols count.
  @Test func implicitSelf() {
    check(
      """
      class Base { var inherited = 1; func step() {} }
      protocol Named { var name: Int { get } }
      extension Named { func greet() { show(name) } }
      final class Driver: Base, Named {
        var name: Int { own + inherited }
        static let limit = 4
        static func reset() { count = limit }
        static var count = 0
        func run() {
          step()
          greet()
          other(own)
          Self.reset()
          Driver.count += 1
        }
      }
      extension Driver { private var own: Int { 3 } }
      """,
      """
      func inherited value owner Base static -> Int {
        b0:
          v0 = integer 1
          return v0
      }

      func step() method owner Base {
        local %self: Base self
        b0:
          return
      }

      func name getter owner Named -> Int {
        local %self: Named self
      }

      func greet() method owner Named {
        local %self: Named self
        b0:
          v0 = local %self
          v1 = member v0.name
          v2 = load v1
          v3 = call show(v2 from v1) unused
          return
      }

      func name getter owner Driver -> Int {
        local %self: Driver self
        b0:
          v0 = local %self
          v1 = member v0.own
          v2 = load v1
          v3 = local %self
          v4 = member v3.inherited
          v5 = load v4
          v6 = binary + v2, v5
          return v6
      }

      func limit value owner Driver static -> Int {
        b0:
          v0 = integer 4
          return v0
      }

      func reset() method owner Driver static {
        b0:
          v0 = global Driver.limit
          v1 = load v0
          v2 = global Driver.count
          store v1 into v2
          return
      }

      func count value owner Driver static -> Int {
        b0:
          v0 = integer 0
          return v0
      }

      func run() method owner Driver {
        local %self: Driver self
        b0:
          v0 = local %self
          v1 = call v0.step() unused
          v2 = local %self
          v3 = call v2.greet() unused
          v4 = local %self
          v5 = member v4.own
          v6 = load v5
          v7 = call other(v6 from v5) unused
          v8 = call static Driver::reset() unused
          v9 = integer 1
          v10 = global Driver.count
          v11 = load v10
          v12 = binary + v11, v9
          store v12 into v10
          return
      }

      func own getter owner Driver -> Int {
        local %self: Driver self
        b0:
          v0 = integer 3
          return v0
      }
      """)
  }

  @Test func localsHideMembersAndMembersHideGlobals() {
    check(
      """
      var rate = 1
      struct Timer {
        var rate = 2
        func f() { use(rate) }
        func g() { let rate = 3; use(rate) }
      }
      func h() { use(rate) }
      """,
      """
      func rate value -> Int {
        b0:
          v0 = integer 1
          return v0
      }

      func rate value owner Timer static -> Int {
        b0:
          v0 = integer 2
          return v0
      }

      func f() method owner Timer {
        local %self: Timer self
        b0:
          v0 = local %self
          v1 = member v0.rate
          v2 = load v1
          v3 = call use(v2 from v1) unused
          return
      }

      func g() method owner Timer {
        local %self: Timer self
        local %rate: Int let
        b0:
          v0 = integer 3
          enter %rate
          v1 = local %rate
          store v0 into v1
          v2 = local %rate
          v3 = load v2
          v4 = call use(v3 from v2) unused
          leave %rate
          return
      }

      func h() {
        b0:
          v0 = global rate
          v1 = load v0
          v2 = call use(v1 from v0) unused
          return
      }
      """)
  }

  @Test func typesFunctionsAndConstants() {
    check(
      """
      enum Board { struct Pin { init(_ n: Int) {} }; static let pin = Pin(3); static func reset() {} }
      typealias Word = UInt32
      func f() {
        let pin = Board.Pin(4)
        Board.reset()
        let bytes = [UInt8](repeating: 0, count: 4)
        let word = Word(GPIO_PIN_5) | Word.max
        let size = MemoryLayout<UInt32>.size
        Error_Handler()
        let descriptor = spi_transaction_t()
        let options = GPIO_InitTypeDef(Pin: 3)
        let p = UnsafeMutablePointer<UInt16>(bitPattern: 0x4000_0000)!
        GPIOA.pointee.ODR = 1
      }
      """,
      """
      func init(_:) initializer owner Board.Pin (_ n: Int let) -> Board.Pin {
        local %self: Board.Pin self
        b0:
          enter %self
          leave %n
          v0 = local %self
          v1 = load v0
          return v1
      }

      func pin value owner Board static -> Board.Pin {
        b0:
          v0 = integer 3
          v1 = call init Board.Pin(v0) expected Board.Pin
          return v1
      }

      func reset() method owner Board static {
        b0:
          return
      }

      func f() {
        local %pin: Board.Pin let
        local %bytes: Array<UInt8> let
        local %word: UInt32 let
        local %size: Int let
        local %descriptor let
        local %options: GPIO_InitTypeDef let
        local %p: UnsafeMutablePointer<UInt16> let
        b0:
          v0 = integer 4
          v1 = call init Board.Pin(v0) expected Board.Pin
          enter %pin
          v2 = local %pin
          store v1 into v2
          v3 = call static Board::reset() unused
          v4 = integer 0
          v5 = integer 4
          v6 = call init Array<UInt8>(repeating: v4, count: v5) expected Array<UInt8>
          enter %bytes
          v7 = local %bytes
          store v6 into v7
          v8 = name GPIO_PIN_5
          v9 = call init UInt32(v8) expected UInt32
          v10 = implicit .max of UInt32
          v11 = binary | v9, v10
          enter %word
          v12 = local %word
          store v11 into v12
          v13 = implicit .size of MemoryLayout<UInt32>
          enter %size
          v14 = local %size
          store v13 into v14
          v15 = call Error_Handler() unused
          v16 = call spi_transaction_t()
          enter %descriptor
          v17 = local %descriptor
          store v16 into v17
          v18 = integer 3
          v19 = call init GPIO_InitTypeDef(Pin: v18) expected GPIO_InitTypeDef
          enter %options
          v20 = local %options
          store v19 into v20
          v21 = integer 0x40000000
          v22 = call init UnsafeMutablePointer<UInt16>(bitPattern: v21) expected UnsafeMutablePointer<UInt16>
          v23 = unary unwrap v22
          enter %p
          v24 = local %p
          store v23 into v24
          v25 = integer 1
          v26 = global GPIOA
          v27 = member v26.pointee
          v28 = member v27.ODR
          store v25 into v28
          leave %p
          leave %options
          leave %descriptor
          leave %size
          leave %word
          leave %bytes
          leave %pin
          return
      }
      """)
  }

  @Test func implicitMembersTakeTheTypeOfTheirContext() {
    check(
      """
      struct Mode { static let fast = Mode(); init(rate: Int = 1) {} }
      enum Level { case low, high(Int) }
      struct Config { var mode: Mode; var level = Level.low; var buffer: UnsafeMutablePointer<UInt8> }
      func make(_ level: Level) -> Config {
        var config = Config(mode: .fast, buffer: .allocate(capacity: 4))
        config.mode = .init(rate: 2)
        config.level = .high(3)
        if config.level == .low { set(.low) }
        return make(.low)
      }
      func set(_ level: Level) {}
      """,
      """
      func fast value owner Mode static -> Mode {
        b0:
          v0 = call init Mode() expected Mode
          return v0
      }

      func rate value owner Mode static -> Int {
        b0:
          v0 = integer 1
          return v0
      }

      func init(rate:) initializer owner Mode (rate: Int default f1 let) -> Mode {
        local %self: Mode self
        b0:
          enter %self
          leave %rate
          v0 = local %self
          v1 = load v0
          return v1
      }

      func level value owner Config static -> Level {
        b0:
          v0 = implicit .low of Level
          return v0
      }

      func make(_:) (_ level: Level let) -> Config {
        local %config: Config
        b0:
          v0 = global Mode.fast
          v1 = load v0
          v2 = integer 4
          v3 = call .allocate of UnsafeMutablePointer<UInt8>(capacity: v2) expected UnsafeMutablePointer<UInt8>
          v4 = call init Config(mode: v1, buffer: v3) expected Config
          enter %config
          v5 = local %config
          store v4 into v5
          v6 = integer 2
          v7 = call init Mode(rate: v6) expected Mode
          v8 = local %config
          v9 = member v8.mode
          store v7 into v9
          v10 = integer 3
          v11 = call .high of Level(v10) expected Level
          v12 = local %config
          v13 = member v12.level
          store v11 into v13
          v14 = local %config
          v15 = member v14.level
          v16 = load v15
          v17 = implicit .low of Level
          v18 = binary == v16, v17
          branch v18, b1, b2
        b1:
          v19 = implicit .low of Level
          v20 = call set(v19) unused
          jump b2
        b2:
          v21 = implicit .low of Level
          v22 = call make(v21) expected Config
          leave %config
          leave %level
          return v22
      }

      func set(_:) (_ level: Level let) {
        b0:
          leave %level
          return
      }
      """)
  }

  @Test func methodReferences() {
    check(
      """
      struct Meter {
        func read(_ n: Int) -> Int { n }
        func f(values: [Int]) {
          values.map(read)
          withUnsafePointer(to: &shared, UInt.init(bitPattern:))
          register(handler)
        }
      }
      func handler() {}
      """,
      """
      func read(_:) method owner Meter (_ n: Int let) -> Int {
        local %self: Meter self
        b0:
          v0 = local %n
          v1 = load v0
          leave %n
          return v1
      }

      func f(values:) method owner Meter (values: Array<Int> let) {
        local %self: Meter self
        b0:
          v0 = local %values
          v1 = local %self
          v2 = method v1.read
          v3 = call v0.map(v2) unused
          v4 = global shared
          v5 = type UInt
          v6 = method v5.init(bitPattern:)
          v7 = call withUnsafePointer(to: &v4, v6) unused
          v8 = name handler
          v9 = call register(v8) unused
          leave %values
          return
      }

      func handler() {
        b0:
          return
      }
      """)
  }

  @Test func operatorsOfTheProgram() {
    check(
      """
      infix operator <~
      func <~ (target: inout UInt32, value: UInt32) { target = value }
      struct Ticks { var n: Int; static func + (a: Ticks, b: Ticks) -> Ticks { Ticks(n: a.n + b.n) } }
      func f(a: Ticks) -> Ticks {
        var word: UInt32 = 0
        word <~ 3
        return a + a
      }
      """,
      """
      func "<~(_:_:)" (_ target: UInt32 place, _ value: UInt32 let) {
        b0:
          v0 = local %value
          v1 = load v0
          v2 = local %target
          store v1 into v2
          leave %value
          return
      }

      func "+(_:_:)" method owner Ticks static (_ a: Ticks let, _ b: Ticks let) -> Ticks {
        b0:
          v0 = local %a
          v1 = member v0.n
          v2 = load v1
          v3 = local %b
          v4 = member v3.n
          v5 = load v4
          v6 = binary + v2, v5
          v7 = call init Ticks(n: v6) expected Ticks
          leave %b
          leave %a
          return v7
      }

      func f(a:) (a: Ticks let) -> Ticks {
        local %word: UInt32
        b0:
          v0 = integer 0
          enter %word
          v1 = local %word
          store v0 into v1
          v2 = local %word
          v3 = integer 3
          v4 = call "<~"(&v2, v3) unused
          v5 = local %a
          v6 = load v5
          v7 = local %a
          v8 = load v7
          v9 = call "+"(v6 from v5, v8 from v7)
          leave %word
          leave %a
          return v9
      }
      """)
  }

  private func check(
    _ swift: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    checkLowering(swift, expected, sourceLocation: sourceLocation)
  }
}
