/// Mutants of the kernel: the call of the mailbox, its message, the pool and the layout.
enum KernelMutants {
  static func all() -> [Mutant] {
    var maker = MutantMaker(.raspberryPi3)
    guard let call = maker.body("private func call()", in: "Videocore.swift"),
      let start = call.index(of: "outgoing.store(letter)"),
      let wait = call.index(of: "repeat {"),
      let set = maker.body("func setUARTClock", in: "Videocore.swift")
    else { return [] }
    let release = start - 1
    let acquire = wait + 1
    fences(&maker, call, release, acquire, start, wait)
    accesses(&maker, call, release, acquire, start, wait)
    exits(&maker, call, start, wait)
    starts(&maker, call, start, wait)
    message(&maker, set)
    registers(&maker)
    memory(&maker)
    return maker.mutants
  }

  private static let missingRelease: Mutant.Verdict = .breaks(["DMA201", "DMA203", "DMA204"])
  private static let missingAcquire: Mutant.Verdict = .breaks(["DMA202", "DMA203", "DMA204"])

  private static func fences(
    _ maker: inout MutantMaker, _ call: FunctionBody, _ release: Int, _ acquire: Int, _ start: Int,
    _ wait: Int
  ) {
    let importing = "import CPU\nimport Synchronization\n"
    for (fence, verdict, name) in [
      (release, missingRelease, "release"), (acquire, missingAcquire, "acquire"),
    ] {
      maker.add("drop a fence", name, call.file, call.removing(fence), verdict)
      for weak in [
        "isb()", "dsb_ish()", "cpu_nop()", "atomicMemoryFence(ordering: .releasing)",
        "atomicMemoryFence(ordering: .acquiring)",
        "atomicMemoryFence(ordering: .acquiringAndReleasing)",
        "atomicMemoryFence(ordering: .sequentiallyConsistent)",
      ] {
        let text = call.replacing(fence, by: weak).replacing("import CPU\n", with: importing)
        maker.add("weaken a fence", "\(name): \(weak)", call.file, text, verdict)
      }
      for strong in ["dsb_sy()", "dmb_osh()\ndmb_osh()", "dsb_sy()\nisb()"] {
        maker.add(
          "strengthen a fence", "\(name): \(strong)", call.file, call.replacing(fence, by: strong),
          .equivalent("it orders all that the barrier did"))
      }
      maker.add(
        "double a fence", name, call.file, call.doubling(fence),
        .equivalent("the second orders what is ordered"))
    }
    // Without its own place: `place` counts the other statements.
    for place in 0..<call.statements.count where place != release {
      maker.add(
        "move a fence", "release to \(place)", call.file, call.moving(release, to: place),
        place < release
          ? .equivalent("the message is written by the caller") : missingRelease)
    }
    for place in 0..<call.statements.count where place != acquire {
      maker.add(
        "move a fence", "acquire to \(place)", call.file, call.moving(acquire, to: place),
        missingAcquire)
    }
  }

  private static func accesses(
    _ maker: inout MutantMaker, _ call: FunctionBody, _ release: Int, _ acquire: Int, _ start: Int,
    _ wait: Int
  ) {
    let inFlight = start + 1
    for word in [2, 4, 6, 8] {
      maker.insert("write the message", "message[\(word)] = 0", in: call) { place in
        switch place {
        case ...release: .equivalent("the barrier comes after it")
        case start: missingRelease
        case inFlight: .breaks(["DMA401"])
        default: .equivalent("the answer is there, and stores are not made early")
        }
      }
      let show = "console.lock { $0.write(hex: UInt(message[\(word)])) }"
      maker.insert("read the message", show, in: call) { place in
        switch place {
        case ...start: .equivalent("the message is the kernel's own still")
        case inFlight: .breaks(["DMA401"])
        case acquire: missingAcquire
        default: .equivalent("the answer is there, and ordered")
        }
      }
    }
    maker.insert("clear the message", "message.update(repeating: 0)", in: call) { place in
      switch place {
      case ...release: .equivalent("the barrier comes after it")
      case start: missingRelease
      case inFlight: .breaks(["DMA401"])
      default: .equivalent("the answer is there, and stores are not made early")
      }
    }
  }

  private static func exits(
    _ maker: inout MutantMaker, _ call: FunctionBody, _ start: Int, _ wait: Int
  ) {
    let pin = "(VolatileMappedRegister<UInt32>(unsafeBitPattern: MemoryMap.gpio + 0x34).load() & 1)"
    for exit in ["throw .refused", "return"] {
      maker.insert("leave early", "if \(pin) != 0 { \(exit) }", in: call) { place in
        place == start + 1
          ? .breaks(["DMA602", "DMA107", "DMA402", "DMA401"])
          : .equivalent("nothing is in flight there")
      }
    }
    for limit in [10, 1000, 100_000] {
      for exit in ["throw .refused", "return", "break"] {
        let text = call.replacing(
          wait,
          by: """
            var tries = 0
            while status.load() & Self.empty != 0 {
              tries += 1
              if tries == \(limit) { \(exit) }
            }
            """)
        let codes: Set<String> =
          exit == "break"
          ? ["DMA401", "DMA601", "DMA602", "DMA107"] : ["DMA602", "DMA107", "DMA401", "DMA601"]
        maker.add("time out", "\(exit) after \(limit)", call.file, text, .breaks(codes))
      }
    }
    maker.add(
      "drop the wait", "all of it", call.file, call.removing(wait),
      .breaks(["DMA401", "DMA601", "DMA107", "DMA402"]))
    for once in [
      "if status.load() & Self.empty != 0 { cpu_nop() }", "for _ in 0..<1000 { cpu_nop() }",
      "_ = status.load()", "_ = incoming.load()",
    ] {
      maker.add(
        "drop the wait", once, call.file, call.replacing(wait, by: once),
        .breaks(["DMA401", "DMA601", "DMA602", "DMA107", "DMA402"]))
    }
  }

  private static func starts(
    _ maker: inout MutantMaker, _ call: FunctionBody, _ start: Int, _ wait: Int
  ) {
    maker.insert("start again", "outgoing.store(letter)  // again", in: call) { place in
      switch place {
      case ...start: nil
      case start + 1: nil
      default: .breaks(["DMA401", "DMA402", "DMA601", "DMA602", "DMA107", "DMA201", "DMA203"])
      }
    }
    maker.add(
      "start again", "after a pause", call.file,
      call.inserting("for _ in 0..<9 { cpu_nop() }\noutgoing.store(letter)", at: start + 1),
      .breaks(["DMA402"]))
  }

  private static func message(_ maker: inout MutantMaker, _ set: FunctionBody) {
    for index in set.statements.indices.dropLast() {
      maker.add(
        "drop a word", "\(index)", set.file, set.removing(index),
        .equivalent("the words are zero from the start"))
    }
    for channel in 0..<16 where channel != 8 {
      maker.replace(
        "change the channel", "propertyChannel: UInt32 = 8",
        by: "propertyChannel: UInt32 = \(channel)", in: "Videocore.swift", .breaks(["DMA504"]))
    }
    for words in [9, 12, 24, 64, 256] {
      maker.replace(
        "change the size", "messageWords = 36", by: "messageWords = \(words)",
        in: "Videocore.swift", .equivalent("every word that is used is in the message"))
    }
  }

  private static func registers(_ maker: inout MutantMaker) {
    let address = "UnsafeMutablePointer<UInt32>(bitPattern: MemoryMap.mailbox"
    maker.replace(
      "make a register plain", "    outgoing.store(letter)",
      by: "    \(address) + 0x20)!.pointee = letter", in: "Videocore.swift", .breaks(["DMA206"]))
    maker.replace(
      "make a register plain", "      while status.load() & Self.empty != 0 { cpu_nop() }\n",
      by: "      while \(address) + 0x18)!.pointee & Self.empty != 0 {}\n", in: "Videocore.swift",
      .breaks(["DMA205"]), named: "the status")
  }

  private static func memory(_ maker: inout MutantMaker) {
    maker.replace(
      "change a region", "memory: .nonCacheableDRAM, access", by: "memory: .cacheableDRAM, access",
      in: "MemoryMap.swift", .breaks(["DMA308"]))
    maker.replace(
      "change a region", "memory: .nonCacheableDRAM, access", by: "memory: .device, access",
      in: "MemoryMap.swift", .equivalent("device memory is not cached either"))
    let videocore = maker.text("Videocore.swift")
    let allocator = maker.text("BumpAllocator.swift")
    for alignment in [1, 2, 4, 8, 16, 32, 64, 4096] {
      for offset in [0, 4, 8, 12, 16, 48] {
        if alignment == 16, offset == 0 { continue }
        let address = (offset + alignment - 1) / alignment * alignment
        maker.add(
          "shift the pool", "by \(offset), aligned to \(alignment)",
          [
            "Videocore.swift": videocore.replacing(
              "messageAlignment: UInt = 16", with: "messageAlignment: UInt = \(alignment)"),
            "BumpAllocator.swift": allocator.replacing(
              "poolStart: MemoryMap.dmaHeapStart,",
              with: "poolStart: MemoryMap.dmaHeapStart + \(offset),"),
          ],
          address % 16 == 0
            ? .equivalent("the message is aligned all the same") : .breaks(["DMA505"]))
      }
    }
    if let main = maker.body("static func main()", in: "Kernel.swift"),
      let enable = main.index(of: "try mmu.enable"), let driver = main.index(of: "try Videocore()")
    {
      for place in (enable + 1)..<main.statements.count where place >= driver {
        maker.add(
          "reorder the set-up", "the MMU to \(place)", main.file, main.moving(enable, to: place),
          place == main.statements.count - 1
            ? .equivalent("behind the endless loop the caches stay off") : .breaks(["DMA701"]))
      }
      maker.add(
        "reorder the set-up", "no MMU", main.file, main.removing(enable),
        .equivalent("without paging and caches the pool is as good as any memory"))
    }
  }
}
