/// Mutants of the transfer API: its two starts, its wait and end, the channel, the buffers and the
/// program that uses them.
enum TransferMutants {
  static func all() -> [Mutant] {
    var maker = MutantMaker(.safeTransfer)
    guard let sending = maker.body("sending buffer: consuming", in: "Transfer.swift"),
      let receiving = maker.body("receivingInto buffer", in: "Transfer.swift"),
      let wait = maker.body("consuming func wait()", in: "Transfer.swift"),
      let start = maker.body("private func start(count: Int)", in: "Channel.swift"),
      let main = maker.body("static func main()", in: "Main.swift")
    else { return [] }
    starts(&maker, sending, receiving)
    accesses(&maker, wait)
    exits(&maker, wait)
    fences(&maker, wait)
    maintenance(&maker, sending, receiving, wait)
    block(&maker, start)
    buffers(&maker)
    addresses(&maker)
    ends(&maker)
    ports(&maker, main)
    return maker.mutants
  }

  private static let dirty: Mutant.Verdict = .breaks([
    "DMA201", "DMA203", "DMA301", "DMA302", "DMA304",
  ])
  private static let running: Set<String> = [
    "DMA105", "DMA107", "DMA108", "DMA401", "DMA402", "DMA403", "DMA601", "DMA602",
  ]

  private static func starts(
    _ maker: inout MutantMaker, _ sending: FunctionBody, _ receiving: FunctionBody
  ) {
    for word in [0, 1, 3] {
      let write = "buffer.words[\(word)] = 63"
      let read = "if buffer.words[\(word)] == 7 { cpu_nop() }"
      maker.insert("write the buffer", write, in: sending) { place in
        switch place {
        case 0: .equivalent("it is cleaned afterwards")
        case 1: dirty
        case 2: .breaks(["DMA401"])
        default: nil
        }
      }
      maker.insert("read the buffer", read, in: sending) { place in
        place < 3 ? .equivalent("the engine only reads it") : nil
      }
      maker.insert("write what is filled", write, in: receiving) { place in
        switch place {
        case 0: .equivalent("it is invalidated afterwards")
        case 1: dirty
        case 2: .breaks(["DMA401"])
        default: nil
        }
      }
      maker.insert("read what is filled", read, in: receiving) { place in
        switch place {
        case 0, 1: .equivalent("it is invalidated again before the program looks")
        case 2: .breaks(["DMA401"])
        default: nil
        }
      }
    }
  }

  private static func accesses(_ maker: inout MutantMaker, _ wait: FunctionBody) {
    guard let loop = wait.index(of: "while status == .running"),
      let barrier = wait.index(of: "dmb_osh()"), let cache = wait.index(of: "if isReceiving")
    else { return }
    for word in [0, 1, 2, 3] {
      maker.insert(
        "read before the end", "if finished.buffer.words[\(word)] == 7 { cpu_nop() }", in: wait
      ) { place in
        switch place {
        case 0, wait.statements.count: nil
        case ...loop: .breaks(["DMA401"])
        case barrier: .breaks(["DMA202", "DMA203", "DMA303"])
        case cache: .breaks(["DMA303"])
        default: .equivalent("the transfer is over, and its lines are invalidated")
        }
      }
    }
    maker.insert("write before the end", "finished.buffer.words[0] = 7", in: wait) { place in
      switch place {
      case 0, wait.statements.count: nil
      case ...loop: .breaks(["DMA401", "DMA306"])
      case barrier, cache: .breaks(["DMA306", "DMA202", "DMA203"])
      default: .equivalent("the transfer is over, and its lines are invalidated")
      }
    }
  }

  private static func exits(_ maker: inout MutantMaker, _ wait: FunctionBody) {
    guard let loop = wait.index(of: "while status == .running") else { return }
    let pin = "VolatileMappedRegister<UInt32>(unsafeBitPattern: Board.gpio + 0x34).load() & 1"
    maker.insert("leave early", "if \(pin) != 0 { return finished }", in: wait) { place in
      switch place {
      case 0, wait.statements.count: nil
      case ...loop: .breaks(running.union(["DMA202", "DMA303"]))
      default: .equivalent("it is over, and the program gives up on what is not complete")
      }
    }
    maker.add("drop the wait", "all of it", wait.file, wait.removing(loop), .breaks(running))
    for once in [
      "if status == .running { status = finished.channel.status }",
      "for _ in 0..<1000 { cpu_nop() }",
    ] {
      maker.add(
        "drop the wait", once, wait.file, wait.replacing(loop, by: once), .breaks(running))
    }
    for limit in [10, 1000] {
      let text = wait.replacing(
        loop,
        by: """
          var polls = 0
          while status == .running {
            polls += 1
            if polls == \(limit) { return finished }
            status = finished.channel.status
          }
          """)
      maker.add("time out", "return after \(limit)", wait.file, text, .breaks(running))
    }
  }

  private static func fences(_ maker: inout MutantMaker, _ wait: FunctionBody) {
    guard let barrier = wait.index(of: "dmb_osh()") else { return }
    let reason = "what is sent is not read, and what is received is invalidated with a barrier"
    maker.add("drop a fence", "acquire", wait.file, wait.removing(barrier), .equivalent(reason))
    for weak in ["isb()", "cpu_nop()", "dsb_sy()"] {
      maker.add(
        "weaken a fence", "acquire: \(weak)", wait.file, wait.replacing(barrier, by: weak),
        .equivalent(reason))
    }
    for place in 1..<wait.statements.count - 1 where place != barrier {
      maker.add(
        "move a fence", "acquire to \(place)", wait.file, wait.moving(barrier, to: place),
        .equivalent(reason))
    }
  }

  private static func maintenance(
    _ maker: inout MutantMaker, _ sending: FunctionBody, _ receiving: FunctionBody,
    _ wait: FunctionBody
  ) {
    guard let cache = wait.index(of: "if isReceiving") else { return }
    maker.add("drop a clean", "before sending", sending.file, sending.removing(0), dirty)
    maker.add("drop an invalidate", "before", receiving.file, receiving.removing(0), dirty)
    maker.add(
      "drop an invalidate", "after", wait.file, wait.removing(cache), .breaks(["DMA303"]))
    maker.add("move a clean", "behind the start", sending.file, sending.moving(0, to: 1), dirty)
    maker.add(
      "move an invalidate", "behind the start", receiving.file, receiving.moving(0, to: 1),
      .breaks(["DMA201", "DMA203", "DMA304", "DMA306"]))
    for place in 1...2 {
      maker.add(
        "move an invalidate", "before the wait, to \(place)", wait.file,
        wait.moving(cache, to: place), .breaks(["DMA303", "DMA306"]))
    }
    let range = "(UInt(bitPattern: buffer.words.baseAddress), buffer.words.count * 4)"
    maker.add(
      "swap the operation", "invalidate before sending", sending.file,
      sending.replacing(0, by: "invalidate_lines\(range)"), .breaks(["DMA302", "DMA306"]))
    maker.add(
      "swap the operation", "clean before receiving", receiving.file,
      receiving.replacing(0, by: "clean_lines\(range)"),
      .equivalent("no line is dirty after a clean"))
    let finished =
      "(\n  UInt(bitPattern: finished.buffer.words.baseAddress), finished.buffer.words.count * 4)"
    maker.add(
      "swap the operation", "clean after receiving", wait.file,
      wait.replacing(cache, by: "if isReceiving { clean_lines\(finished) }"),
      .breaks(["DMA303", "DMA306"]))
    maker.add(
      "double an operation", "clean", sending.file, sending.doubling(0),
      .equivalent("nothing is dirty the second time"))
    maker.add(
      "double an operation", "invalidate before", receiving.file, receiving.doubling(0),
      .equivalent("there is nothing to forget the second time"))
    maker.add(
      "double an operation", "invalidate after", wait.file, wait.doubling(cache),
      .equivalent("there is nothing to forget the second time"))
  }

  private static func block(_ maker: inout MutantMaker, _ start: FunctionBody) {
    guard let clean = start.index(of: "clean_lines("),
      let go = start.index(of: "control.store(Self.active)")
    else { return }
    maker.add("drop a clean", "of the block", start.file, start.removing(clean), dirty)
    for place in 0..<start.statements.count where place != clean {
      // The block's other members are written by the callers, before any of this.
      maker.add(
        "move a clean", "of the block to \(place)", start.file, start.moving(clean, to: place),
        place > clean && place < go
          ? .equivalent("it is cleaned before the start all the same") : dirty)
    }
    for member in ["next", "stride", "length"] {
      let value = member == "length" ? "UInt32(count * 4)" : "0"
      maker.insert("write the block", "block.pointee.\(member) = \(value)", in: start) { place in
        switch place {
        case ...clean: .equivalent("it is cleaned afterwards")
        case ...go: dirty
        default: .breaks(["DMA401"])
        }
      }
    }
  }

  private static func buffers(_ maker: inout MutantMaker) {
    for alignment in [1, 2, 4, 8, 16, 32] {
      maker.replace(
        "lower the alignment", "alignment: Board.lineSize)", by: "alignment: \(alignment))",
        in: "Buffers.swift", .breaks(["DMA305"]))
    }
    for size in ["count * 4", "count * 4 + 4", "(count * 4 + 31) & ~31"] {
      maker.replace(
        "shrink the buffer", "(count * 4 + Board.lineSize - 1) & ~(Board.lineSize - 1)", by: size,
        in: "Buffers.swift", .breaks(["DMA305", "DMA307"]))
    }
    for size in ["(count * 4 + 255) & ~255", "(count * 4 + 127) & ~127"] {
      maker.replace(
        "grow the buffer", "(count * 4 + Board.lineSize - 1) & ~(Board.lineSize - 1)", by: size,
        in: "Buffers.swift", .equivalent("whole lines all the same"))
    }
    for factor in [8, 16, 64] {
      maker.replace(
        "lengthen the transfer", "block.pointee.length = UInt32(count * 4)",
        by: "block.pointee.length = UInt32(count * \(factor))", in: "Channel.swift",
        .breaks(["DMA507", "DMA307", "DMA508"]))
    }
    for factor in [1, 2] {
      maker.replace(
        "shorten the clean",
        "    clean_lines(UInt(bitPattern: buffer.words.baseAddress), buffer.words.count * 4)",
        by:
          "    clean_lines(UInt(bitPattern: buffer.words.baseAddress), buffer.words.count * \(factor))",
        in: "Transfer.swift", .breaks(["DMA307", "DMA302"]))
    }
  }

  private static func addresses(_ maker: inout MutantMaker) {
    for alias in ["", " | 0x0000_0000", " & 0x3FFF_FFFF"] {
      maker.replace(
        "forget the bus", "UInt32(truncatingIfNeeded: address) | 0xC000_0000",
        by: "UInt32(truncatingIfNeeded: address)\(alias)", in: "Board.swift",
        .breaks(["DMA504"]))
    }
    for address in ["0x3F20_1000", "0x3F20_1018", "0x3F21_5040"] {
      maker.replace(
        "forget the bus", "uartDataOnBus: UInt32 = 0x7E20_1000",
        by: "uartDataOnBus: UInt32 = \(address)", in: "Board.swift", .breaks(["DMA504"]))
    }
  }

  private static func ends(_ maker: inout MutantMaker) {
    maker.replace(
      "drop the stop", "    case .some(let parts): parts.channel.stop()\n",
      by: "    case .some: break\n", in: "Transfer.swift", .breaks(running))
    guard let stop = maker.body("func stop()", in: "Channel.swift") else { return }
    // A transfer of one round ends by itself; the ring does not.
    maker.add(
      "drop the stop", "no request", stop.file, stop.removing(0),
      .breaks(["DMA108", "DMA403", "DMA405"]))
    maker.add(
      "drop the stop", "no wait", stop.file, stop.with([stop.statements[0]]),
      .breaks(running.union(["DMA604"])))
    maker.replace(
      "drop a fence", "      dmb_osh()\n      return\n", by: "      return\n", in: "Channel.swift",
      .equivalent("the buffer is freed, and nobody reads it"))
  }

  private static func ports(_ maker: inout MutantMaker, _ main: FunctionBody) {
    guard let second = main.index(of: "let second = ")
    else { return }
    for code in ["Serial().write(\"x\")", "Serial().write(46)"] {
      maker.insert("use the port", code, in: main) { place in
        // Behind the loop a failed channel has not been stopped yet.
        if place == second + 2 { return nil }
        return place == second + 1
          ? .breaks(["DMA403"]) : .equivalent("no transfer is in flight")
      }
    }
  }
}
