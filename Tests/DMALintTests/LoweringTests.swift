import DMALint
import Testing

/// What statements and expressions become.
@Suite struct LoweringTests {
  /// Members of variables are places; a result is kept in a temporary before it has members.
  @Test func placesAndValues() {
    check(
      """
      func sum(p: Point, q: UnsafePointer<Int>) -> Int {
        var total = p.x
        total += make().y
        total = q[1] + q.pointee
        return -total
      }
      struct Point { var x: Int; var y: Int }
      func make() -> Point { Point(x: 1, y: 2) }
      """,
      """
      func sum(p:q:) (p: Point let, q: UnsafePointer<Int> let) -> Int {
        local %total: Int
        local %temporary: Point temporary
        b0:
          v0 = local %p
          v1 = member v0.x
          v2 = load v1
          enter %total
          v3 = local %total
          store v2 into v3
          v4 = call make()
          enter %temporary
          v5 = local %temporary
          store v4 into v5
          v6 = local %temporary
          v7 = member v6.y
          v8 = load v7
          v9 = local %total
          v10 = load v9
          v11 = binary + v10, v8
          store v11 into v9
          leave %temporary
          v12 = local %q
          v13 = integer 1
          v14 = element v12[v13]
          v15 = load v14
          v16 = local %q
          v17 = member v16.pointee
          v18 = load v17
          v19 = binary + v15, v18
          v20 = local %total
          store v19 into v20
          v21 = local %total
          v22 = load v21
          v23 = unary - v22
          leave %total
          leave %q
          leave %p
          return v23
      }

      func make() -> Point {
        b0:
          v0 = integer 1
          v1 = integer 2
          v2 = call init Point(x: v0, y: v1) expected Point
          return v2
      }
      """)
  }

  @Test func arguments() {
    check(
      """
      func start(_ handle: UART, data: inout [UInt8]) {
        HAL_UART_Transmit_DMA(&huart1, &data, UInt16(data.count))
        let status = spi_write(handle.base, data, size: 4, MODE_0)
        use(status) { done($0) } failed: { stop() }
      }
      struct UART { let base: UInt }
      """,
      """
      func start(_:data:) (_ handle: UART let, data: Array<UInt8> place) {
        local %status let
        b0:
          v0 = global huart1
          v1 = local %data
          v2 = local %data
          v3 = member v2.count
          v4 = load v3
          v5 = call init UInt16(v4 from v3)
          v6 = call HAL_UART_Transmit_DMA(&v0, &v1, v5) unused
          v7 = local %handle
          v8 = member v7.base
          v9 = load v8
          v10 = local %data
          v11 = load v10
          v12 = integer 4
          v13 = name MODE_0
          v14 = call spi_write(v9 from v8, v11 from v10, size: v12, v13)
          enter %status
          v15 = local %status
          store v14 into v15
          v16 = local %status
          v17 = load v16
          v18 = closure f1
          v19 = closure f2
          v20 = call use(v17 from v16, v18 trailing, failed: v19 trailing) unused
          leave %status
          leave %handle
          return
      }

      func "closure in start(_:data:)" closure (_ $0: _ let) {
        b0:
          v0 = local %$0
          v1 = load v0
          v2 = call done(v1 from v0)
          return v2
      }

      func "closure in start(_:data:)" closure {
        b0:
          v0 = call stop()
          return v0
      }
      """)
  }

  @Test func conditionsBranchOnTheirParts() {
    check(
      """
      func poll(a: Bool, b: Bool) {
        if a && !(b || ready()) { start() }
        while !done() {}
      }
      """,
      """
      func poll(a:b:) (a: Bool let, b: Bool let) {
        b0:
          v0 = local %a
          v1 = load v0
          branch v1, b1, b4
        b1:
          v2 = local %b
          v3 = load v2
          branch v3, b4, b2
        b2:
          v4 = call ready() expected Bool
          branch v4, b4, b3
        b3:
          v5 = call start() unused
          jump b4
        b4:
          v6 = call done() expected Bool
          branch v6, b5, b4
        b5:
          leave %b
          leave %a
          return
      }
      """)
  }

  @Test func valuesThatDifferByPathGoThroughALocal() {
    check(
      """
      func choose(a: Bool, n: Int?) -> Int {
        let flag = a && check()
        let size = n ?? 4
        return flag ? size : if a { 1 } else { 2 }
      }
      """,
      """
      func choose(a:n:) (a: Bool let, n: Optional<Int> let) -> Int {
        local %merged#2: Bool temporary
        local %flag: Bool let
        local %merged#4: Int temporary
        local %size: Int let
        local %merged#6: Int temporary
        local %merged#7: Int temporary
        b0:
          enter %merged#2
          v0 = local %a
          v1 = load v0
          branch v1, b1, b3
        b1:
          v2 = call check() expected Bool
          branch v2, b2, b3
        b2:
          v3 = boolean true
          v4 = local %merged#2
          store v3 into v4
          jump b4
        b3:
          v5 = boolean false
          v6 = local %merged#2
          store v5 into v6
          jump b4
        b4:
          v7 = local %merged#2
          v8 = take v7
          leave %merged#2
          enter %flag
          v9 = local %flag
          store v8 into v9
          enter %merged#4
          v10 = local %n
          v11 = load v10
          v12 = unary some? v11
          branch v12, b5, b6
        b5:
          v13 = local %merged#4
          store v11 into v13
          jump b7
        b6:
          v14 = integer 4
          v15 = local %merged#4
          store v14 into v15
          jump b7
        b7:
          v16 = local %merged#4
          v17 = take v16
          leave %merged#4
          enter %size
          v18 = local %size
          store v17 into v18
          enter %merged#6
          v19 = local %flag
          v20 = load v19
          branch v20, b8, b9
        b8:
          v21 = local %size
          v22 = load v21
          v23 = local %merged#6
          store v22 into v23
          jump b13
        b9:
          enter %merged#7
          v24 = local %a
          v25 = load v24
          branch v25, b10, b11
        b10:
          v26 = integer 1
          v27 = local %merged#7
          store v26 into v27
          jump b12
        b11:
          v28 = integer 2
          v29 = local %merged#7
          store v28 into v29
          jump b12
        b12:
          v30 = local %merged#7
          v31 = take v30
          v32 = local %merged#6
          store v31 into v32
          jump b13
        b13:
          v33 = local %merged#6
          v34 = take v33
          leave %merged#7
          leave %merged#6
          leave %size
          leave %flag
          leave %n
          leave %a
          return v34
      }
      """)
  }

  @Test func optionalBindingsAndChains() {
    check(
      """
      final class Node { var next: Node?; var value = 0; func stop() {} }
      func walk(_ node: Node?) -> Int {
        guard let node else { return 0 }
        node.next?.stop()
        node.next?.value += 1
        if let last = node.next?.next, last.value > 0 { return last.value }
        return node.next!.value
      }
      """,
      """
      func value value owner Node static -> Int {
        b0:
          v0 = integer 0
          return v0
      }

      func stop() method owner Node {
        local %self: Node self
        b0:
          return
      }

      func walk(_:) (_ node: Optional<Node> let) -> Int {
        local %node#1: Node let
        local %last: Node let
        b0:
          v0 = local %node#0
          v1 = load v0
          v2 = unary some? v1
          branch v2, b1, b2
        b1:
          enter %node#1
          v3 = local %node#1
          store v1 into v3
          v4 = local %node#1
          v5 = member v4.next
          v6 = load v5
          v7 = unary some? v6
          branch v7, b3, b4
        b2:
          v8 = integer 0
          leave %node#0
          return v8
        b3:
          v9 = call v5.stop() unused
          jump b4
        b4:
          v10 = local %node#1
          v11 = member v10.next
          v12 = load v11
          v13 = unary some? v12
          branch v13, b5, b6
        b5:
          v14 = member v11.value
          v15 = integer 1
          v16 = load v14
          v17 = binary + v16, v15
          store v17 into v14
          jump b6
        b6:
          v18 = local %node#1
          v19 = member v18.next
          v20 = load v19
          v21 = unary some? v20
          branch v21, b7, b11
        b7:
          v22 = member v19.next
          v23 = load v22
          v24 = unary some? v23
          branch v24, b8, b11
        b8:
          enter %last
          v25 = local %last
          store v23 into v25
          v26 = local %last
          v27 = member v26.value
          v28 = load v27
          v29 = integer 0
          v30 = binary > v28, v29
          branch v30, b9, b10
        b9:
          v31 = local %last
          v32 = member v31.value
          v33 = load v32
          leave %last
          leave %node#1
          leave %node#0
          return v33
        b10:
          leave %last
          jump b11
        b11:
          v34 = local %node#1
          v35 = member v34.next
          v36 = member v35.value
          v37 = load v36
          leave %node#1
          leave %node#0
          return v37
      }
      """)
  }

  @Test func loops() {
    check(
      """
      func sum(_ words: [UInt32]) {
        outer: for word in words where word != 0 {
          for i in 0..<4 {
            if i == 2 { continue outer }
            if word == 7 { break outer }
          }
        }
        repeat { step() } while busy()
      }
      """,
      """
      func sum(_:) (_ words: Array<UInt32> let) {
        local %sequence#1: Array<UInt32> temporary
        local %word: UInt32 let
        local %sequence#3: Range<Int> temporary
        local %i: Int let
        b0:
          enter %sequence#1
          v0 = local %words
          v1 = load v0
          v2 = local %sequence#1
          store v1 into v2
          jump b1
        b1:
          v3 = local %sequence#1
          v4 = next v3
          v5 = unary some? v4
          branch v5, b2, b12
        b2:
          enter %word
          v6 = local %word
          store v4 into v6
          v7 = local %word
          v8 = load v7
          v9 = integer 0
          v10 = binary != v8, v9
          branch v10, b4, b3
        b3:
          leave %word
          jump b1
        b4:
          enter %sequence#3
          v11 = integer 0
          v12 = integer 4
          v13 = binary ..< v11, v12
          v14 = local %sequence#3
          store v13 into v14
          jump b5
        b5:
          v15 = local %sequence#3
          v16 = next v15
          v17 = unary some? v16
          branch v17, b6, b11
        b6:
          enter %i
          v18 = local %i
          store v16 into v18
          v19 = local %i
          v20 = load v19
          v21 = integer 2
          v22 = binary == v20, v21
          branch v22, b7, b8
        b7:
          leave %i
          leave %sequence#3
          leave %word
          jump b1
        b8:
          v23 = local %word
          v24 = load v23
          v25 = integer 7
          v26 = binary == v24, v25
          branch v26, b9, b10
        b9:
          leave %i
          leave %sequence#3
          leave %word
          jump b12
        b10:
          leave %i
          jump b5
        b11:
          leave %sequence#3
          leave %word
          jump b1
        b12:
          leave %sequence#1
          jump b13
        b13:
          v27 = call step() unused
          v28 = call busy() expected Bool
          branch v28, b13, b14
        b14:
          leave %words
          return
      }
      """)
  }

  @Test func switches() {
    check(
      """
      enum Event { case received(count: Int, UInt8), idle, failed(code: Int) }
      func handle(_ event: Event, n: Int) -> Int {
        switch event {
        case .received(let count, _) where count > n: return count
        case .received: fallthrough
        case .idle: tick()
        case .failed(let code): return code
        }
        switch (n, event) {
        case (0...3, .idle), (9, _): return 1
        default: return 2
        }
      }
      """,
      """
      func handle(_:n:) (_ event: Event let, n: Int let) -> Int {
        local %count: Int let
        local %code: Int let
        b0:
          v0 = local %event
          v1 = load v0
          v2 = iscase v1, received
          branch v2, b1, b4
        b1:
          v3 = payload v1, received, 0
          enter %count
          v4 = local %count
          store v3 into v4
          v5 = local %count
          v6 = load v5
          v7 = local %n
          v8 = load v7
          v9 = binary > v6, v8
          branch v9, b3, b2
        b2:
          leave %count
          jump b4
        b3:
          v10 = local %count
          v11 = load v10
          leave %count
          leave %n
          leave %event
          return v11
        b4:
          v12 = iscase v1, received
          branch v12, b6, b5
        b5:
          v13 = iscase v1, idle
          branch v13, b6, b7
        b6:
          v14 = call tick() unused
          v15 = local %n
          v16 = load v15
          v17 = local %event
          v18 = load v17
          v19 = integer 0
          v20 = integer 3
          v21 = binary ... v19, v20
          v22 = matches v16, v21
          branch v22, b10, b11
        b7:
          v23 = iscase v1, failed
          branch v23, b8, b9
        b8:
          v24 = payload v1, failed, 0
          enter %code
          v25 = local %code
          store v24 into v25
          v26 = local %code
          v27 = load v26
          leave %code
          leave %n
          leave %event
          return v27
        b9:
          unreachable
        b10:
          v28 = iscase v18, idle
          branch v28, b12, b11
        b11:
          v29 = integer 9
          v30 = matches v16, v29
          branch v30, b12, b13
        b12:
          v31 = integer 1
          leave %n
          leave %event
          return v31
        b13:
          v32 = integer 2
          leave %n
          leave %event
          return v32
      }
      """)
  }

  /// Innermost first, in turn with the locals of their scope.
  @Test func deferredStatementsRunAtEveryExit() {
    check(
      """
      func run(n: Int) -> Int {
        let a = first()
        defer { end(a) }
        if n == 0 { return 1 }
        for i in 0..<n {
          defer { tick() }
          if i == 3 { break }
        }
        let b = second()
        return b
      }
      """,
      """
      func run(n:) (n: Int let) -> Int {
        local %a let
        local %sequence: Range<Int> temporary
        local %i: Int let
        local %b let
        b0:
          v0 = call first()
          enter %a
          v1 = local %a
          store v0 into v1
          v2 = local %n
          v3 = load v2
          v4 = integer 0
          v5 = binary == v3, v4
          branch v5, b1, b2
        b1:
          v6 = integer 1
          v7 = local %a
          v8 = load v7
          v9 = call end(v8 from v7) unused
          leave %a
          leave %n
          return v6
        b2:
          enter %sequence
          v10 = integer 0
          v11 = local %n
          v12 = load v11
          v13 = binary ..< v10, v12
          v14 = local %sequence
          store v13 into v14
          jump b3
        b3:
          v15 = local %sequence
          v16 = next v15
          v17 = unary some? v16
          branch v17, b4, b7
        b4:
          enter %i
          v18 = local %i
          store v16 into v18
          v19 = local %i
          v20 = load v19
          v21 = integer 3
          v22 = binary == v20, v21
          branch v22, b5, b6
        b5:
          v23 = call tick() unused
          leave %i
          jump b7
        b6:
          v24 = call tick() unused
          leave %i
          jump b3
        b7:
          leave %sequence
          v25 = call second()
          enter %b
          v26 = local %b
          store v25 into v26
          v27 = local %b
          v28 = load v27
          leave %b
          v29 = local %a
          v30 = load v29
          v31 = call end(v30 from v29) unused
          leave %a
          leave %n
          return v28
      }
      """)
  }

  @Test func tuplesAndDiscards() {
    check(
      """
      func swap(pair: inout (a: Int, b: Int)) {
        (pair.a, pair.b) = (pair.b, pair.a)
        let (x, y) = split()
        _ = dropped(x)
        _ = y
      }
      """,
      """
      func swap(pair:) (pair: Tuple<a: Int, b: Int> place) {
        local %temporary temporary
        local %x let
        local %y let
        b0:
          v0 = local %pair
          v1 = member v0.b
          v2 = load v1
          v3 = local %pair
          v4 = member v3.a
          v5 = load v4
          v6 = local %pair
          v7 = member v6.a
          store v2 into v7
          v8 = local %pair
          v9 = member v8.b
          store v5 into v9
          v10 = call split()
          enter %temporary
          v11 = local %temporary
          store v10 into v11
          v12 = local %temporary
          v13 = member v12.0
          v14 = load v13
          v15 = member v12.1
          v16 = load v15
          leave %temporary
          enter %x
          v17 = local %x
          store v14 into v17
          enter %y
          v18 = local %y
          store v16 into v18
          v19 = local %x
          v20 = load v19
          v21 = call dropped(v20 from v19) unused discarded
          v22 = local %y
          v23 = load v22
          leave %y
          leave %x
          return
      }
      """)
  }

  @Test func rangesAndWrappingOperators() {
    check(
      """
      func bits(x: UInt32) -> UInt32 {
        let part = words[2...]
        return ~(x &+ 1) & 0xF0 &<< 2
      }
      """,
      """
      func bits(x:) (x: UInt32 let) -> UInt32 {
        local %part let
        b0:
          v0 = global words
          v1 = integer 2
          v2 = nil
          v3 = binary ... v1, v2
          v4 = element v0[v3]
          v5 = load v4
          enter %part
          v6 = local %part
          store v5 into v6
          v7 = local %x
          v8 = load v7
          v9 = integer 1
          v10 = binary + v8, v9
          v11 = unary ~ v10
          v12 = integer 240
          v13 = integer 2
          v14 = binary << v12, v13
          v15 = binary & v11, v14
          leave %part
          leave %x
          return v15
      }
      """)
  }

  /// Branches that declare the same name share the local.
  @Test func conditionalCompilationLowersEveryBranch() {
    check(
      """
      func clock() {
        #if FAST
          let rate = 8
        #else
          let rate = 1
        #endif
        set(rate)
      }
      """,
      """
      func clock() {
        local %rate: Int let
        b0:
          v0 = unknown
          branch v0, b1, b2
        b1:
          v1 = integer 8
          enter %rate
          v2 = local %rate
          store v1 into v2
          jump b3
        b2:
          v3 = integer 1
          enter %rate
          v4 = local %rate
          store v3 into v4
          jump b3
        b3:
          v5 = local %rate
          v6 = load v5
          v7 = call set(v6 from v5) unused
          leave %rate
          return
      }
      """)
  }

  @Test func neverReturningCallsEndTheBlock() {
    check(
      """
      func fail(_ code: Int) -> Never { halt(code) }
      func f(n: Int?) -> Int {
        guard let n else { fail(1) }
        if n > 3 { fatalError("too many") }
        return n
      }
      """,
      """
      func fail(_:) (_ code: Int let) -> Never {
        b0:
          v0 = local %code
          v1 = load v0
          v2 = call halt(v1 from v0) expected Never
          unreachable
      }

      func f(n:) (n: Optional<Int> let) -> Int {
        local %n#1: Int let
        b0:
          v0 = local %n#0
          v1 = load v0
          v2 = unary some? v1
          branch v2, b1, b2
        b1:
          enter %n#1
          v3 = local %n#1
          store v1 into v3
          v4 = local %n#1
          v5 = load v4
          v6 = integer 3
          v7 = binary > v5, v6
          branch v7, b3, b4
        b2:
          v8 = integer 1
          v9 = call fail(v8) unused
          unreachable
        b3:
          v10 = string 8
          v11 = call fatalError(v10) unused
          unreachable
        b4:
          v12 = local %n#1
          v13 = load v12
          leave %n#1
          leave %n#0
          return v13
      }
      """)
  }

  private func check(
    _ swift: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    checkLowering(swift, expected, sourceLocation: sourceLocation)
  }

  /// Positions are those of the first token up to behind the last one.
  @Test func positions() {
    let module = lowered(
      """
      func f() throws {
        defer {
          stop()
        }
        let v = try read(&buffer,
          count: 4)
        use(v)
      }
      """)
    #expect(
      FlowPrinter.print(module.functions[0], positions: .shown) == """
        func f() throws @1:1-8:2 {
          local %v let                          @5:7-8
          b0:
            v0 = global buffer                  @5:21-27
            v1 = integer 4                      @6:12-13
            v2 = trycall read(&v0 @5:20-27, count: v1 @6:12-13) try to b1, error v3 to b2 @5:15-6:14
          b1:
            enter %v                            @5:7-8
            v4 = local %v                       @5:7-6:14
            store v2 into v4                    @5:7-6:14
            v5 = local %v                       @7:7-8
            v6 = load v5                        @7:7-8
            v7 = call use(v6 from v5 @7:7-8) unused @7:3-9
            leave %v                            @8:1-2
            v8 = call stop() unused             @3:5-11
            return                              @8:1-2
          b2:
            v9 = call stop() unused             @3:5-11
            throw v3                            @5:11-6:14
        } @8:1-2

        """)
  }
}
