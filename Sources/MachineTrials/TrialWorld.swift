import DMALint
import Machine

/// The functions and registers that trial programs use: once as models for the analysis, once as a
/// table for the machine. The two are written apart, so that a slip in one shows.
enum TrialWorld {
  static let functions: [(name: String, parameters: String, result: String)] = {
    let memory = "_ channel: Int32, _ memory: UnsafeMutablePointer<UInt8>, _ count: UInt32"
    var list: [(name: String, parameters: String, result: String)] = []
    for suffix in ["", "_inline"] {
      for name in ["trial_send", "trial_receive", "trial_try_send", "trial_try_receive"] {
        list.append((name + suffix, memory, name.contains("try") ? " -> Int32" : ""))
      }
      list.append(("trial_busy" + suffix, "_ channel: Int32", " -> Int32"))
      list.append(("trial_wait" + suffix, "_ channel: Int32", ""))
      list.append(("trial_wait_for" + suffix, "_ channel: Int32", " -> Int32"))
    }
    list.append(("trial_stop", "_ channel: Int32", ""))
    list.append(("trial_abort", "_ channel: Int32", ""))
    for name in ["trial_clean", "trial_invalidate", "trial_clean_invalidate"] {
      list.append((name, "_ memory: UnsafeMutablePointer<UInt8>, _ count: UInt32", ""))
    }
    list.append(
      ("trial_alloc", "_ count: UInt32, _ alignment: UInt32", " -> UnsafeMutablePointer<UInt8>"))
    list.append(("trial_free", "_ memory: UnsafeMutablePointer<UInt8>", ""))
    list.append(("trial_other", "", ""))
    return list
  }()

  /// What the Swift programs need besides.
  static let swiftFunctions: [(name: String, parameters: String, result: String)] =
    [
      (
        "trial_alloc_uncached", "_ count: UInt32, _ alignment: UInt32",
        " -> UnsafeMutablePointer<UInt8>"
      ), ("trial_flag", "_ number: Int32", " -> Int32"),
    ] + fenceTexts.map { (fenceFunction($0), "", "") }

  private static let fenceTexts = [
    "dmb sy", "dsb sy", "dmb oshst", "dmb oshld", "dmb ish", "fence iorw,iorw", "fence w,o",
    "fence i,r", "fence rw,rw",
  ]

  static func fenceFunction(_ text: String) -> String {
    "trial_" + String(text.map { $0 == " " || $0 == "," ? "_" : $0 })
  }

  static func start(
    _ style: TrialChannel.Style, _ direction: TrialDirection, _ check: TrialCheck
  ) -> String {
    let name = check == .certain ? "trial_" : "trial_try_"
    return name + direction.rawValue + (style == .visible ? "_inline" : "")
  }

  static func name(of kind: DeviceFunction.Maintenance) -> String {
    switch kind {
    case .clean: "trial_clean"
    case .invalidate: "trial_invalidate"
    case .cleanAndInvalidate: "trial_clean_invalidate"
    }
  }

  /// What a handle holds that stands for nothing.
  static let nothing: Int64 = -1

  /// Where the registers of a channel are; of what stands for nothing, an engine that nobody starts.
  static func base(_ channel: Int) -> Int64 { 0x4002_0000 + Int64(channel) << 16 }

  /// The bits of an address register that is given a flag as well which are the address.
  static let addressMask: Int64 = 0xFFFF_FFFC

  // MARK: For the machine

  static func table(_ program: TrialProgram) -> DeviceTable {
    var table = DeviceTable()
    let channel = DeviceFunction.Channel(kind: "trial", parameters: [0])
    for suffix in ["", "_inline"] {
      func add(_ name: String, _ effect: DeviceFunction.Effect) {
        var function = DeviceFunction(effect)
        function.isVisible = !suffix.isEmpty
        table.functions[name + suffix] = function
      }
      for (name, direction) in [
        ("send", MachineDirection.deviceReads), ("receive", MachineDirection.deviceWrites),
      ] {
        let part = DeviceFunction.Part(pointer: 1, length: 2, direction: direction)
        add("trial_" + name, .start(channel, [part], success: nil))
        add("trial_try_" + name, .start(channel, [part], success: .equals(0)))
      }
      add("trial_busy", .poll(channel, completed: .equals(0)))
      add("trial_wait", .wait(channel, completed: nil))
      add("trial_wait_for", .wait(channel, completed: .equals(0)))
    }
    table.functions["trial_stop"] = DeviceFunction(.stop(channel, isConfirmed: true))
    table.functions["trial_abort"] = DeviceFunction(.stop(channel, isConfirmed: false))
    for kind in [DeviceFunction.Maintenance.clean, .invalidate, .cleanAndInvalidate] {
      var function = DeviceFunction(.maintain(kind, pointer: 0, length: 1))
      function.fences = [.instruction("dsb sy")]
      table.functions[name(of: kind)] = function
    }
    table.functions["trial_alloc"] = DeviceFunction(
      .allocate(size: 0, alignment: 1, guaranteed: 8, isCached: true))
    table.functions["trial_alloc_uncached"] = DeviceFunction(
      .allocate(size: 0, alignment: 1, guaranteed: 8, isCached: false))
    table.functions["trial_free"] = DeviceFunction(.free(pointer: 0))
    let statements = program.statements
    for (number, channel) in program.channels.enumerated() {
      let isMailbox = channel.style == .mailbox
      let buffers = Set(
        statements.compactMap {
          if case .start(number, let buffer, _, _) = $0 { buffer } else { nil as Int? }
        })
      var block = EngineBlock(
        base: base(number), address: 0,
        count: Int64(buffers.map { program.buffers[$0].size }.min() ?? 1),
        control: isMailbox ? nil : 8, status: 12, busyMask: 2,
        direction: direction(of: number, buffers, program))
      if !isMailbox { block.length = 4 }
      if channel.isFlagged { block.addressMask = addressMask }
      table.blocks.append(block)
    }
    return table
  }

  /// What the program does with a buffer says what an engine without a model does with it: the
  /// device reads what is written before a start, and writes what is read behind a wait.
  private static func direction(of channel: Int, _ buffers: Set<Int>, _ program: TrialProgram)
    -> MachineDirection
  {
    var (isWritten, isRead, isStarted, isWaitedFor) = (false, false, false, false)
    var written: Set<Int> = []
    // Which channel the handle of each stands for; -1 is none.
    var meant = Array(program.channels.indices)
    for statement in inOrder(program.body, program) {
      switch statement {
      case .write(let buffer, _): written.insert(buffer)
      case .start(let number, let buffer, _, _):
        meant[number] = number
        guard number == channel else { continue }
        isWritten = isWritten || written.contains(buffer)
        isStarted = true
        isWaitedFor = false
      case .wait(let number, _), .stop(let number, _):
        if meant[number] == channel { isWaitedFor = isStarted }
      case .read(let buffer, _) where buffers.contains(buffer):
        isRead = isRead || isWaitedFor
      case .forget(let number) where program.isHandled(number):
        if program.handles?.form == .owner, meant[number] == channel { isWaitedFor = isStarted }
        meant[number] = -1
      case .copyHandle(let from, let to) where program.isHandled(from) && program.isHandled(to):
        meant[to] = meant[from]
      case .read, .fence, .maintain, .free, .opaque, .choose, .twice, .call, .leave, .forget,
        .copyHandle:
        break
      }
    }
    // An engine that is given what nobody has written is there to write it.
    guard isWritten else { return .deviceWrites }
    return isRead ? .both : .deviceReads
  }

  /// All statements one behind the other, helpers in their place and loops run twice. What becomes of a
  /// handle on one of two ways is not what the program is for.
  private static func inOrder(_ list: [TrialStatement], _ program: TrialProgram)
    -> [TrialStatement]
  {
    list.flatMap { statement -> [TrialStatement] in
      switch statement {
      case .choose(_, let a, let b):
        (inOrder(a, program) + inOrder(b, program)).filter {
          switch $0 {
          case .forget, .copyHandle: false
          case .write, .read, .fence, .start, .wait, .stop, .maintain, .free, .opaque, .choose,
            .twice, .call, .leave:
            true
          }
        }
      case .twice(let body): inOrder(body, program) + inOrder(body, program)
      case .call(let number): inOrder(program.helpers[number], program)
      case .write, .read, .fence, .start, .wait, .stop, .maintain, .free, .opaque, .leave, .forget,
        .copyHandle:
        [statement]
      }
    }
  }

  static func profile(_ platform: TrialPlatform) -> MachineProfile {
    var profile = MachineProfile()
    switch platform {
    case .generic: break
    case .cortexM7:
      profile.storesWaitFor = ["dmb *", "dsb *"]
      profile.loadsWaitFor = ["dmb *", "dsb *"]
      profile.atomicRelease = "dmb sy"
      profile.atomicAcquire = "dmb sy"
      profile.cacheLine = 32
    case .cortexA53:
      profile.storesWaitFor = [
        "dmb osh", "dmb oshst", "dmb sy", "dmb st", "dsb osh", "dsb oshst", "dsb sy", "dsb st",
      ]
      profile.loadsWaitFor = [
        "dmb osh", "dmb oshld", "dmb sy", "dmb ld", "dsb osh", "dsb oshld", "dsb sy", "dsb ld",
      ]
      profile.atomicRelease = "dmb ish"
      profile.atomicAcquire = "dmb ishld"
      profile.cacheLine = 64
    case .riscv32:
      profile.storesWaitFor = ["fence w,o"]
      profile.loadsWaitFor = ["fence i,r"]
      profile.atomicRelease = "fence rw,w"
      profile.atomicAcquire = "fence r,rw"
    }
    return profile
  }

  // MARK: For the analysis

  static let models: [FunctionModel] = {
    var models: [FunctionModel] = []
    func model(_ name: String, _ role: FunctionModel.Role, _ parameters: [String])
      -> FunctionModel
    {
      var model = FunctionModel(name: name, sdk: "trial", role: role, source: "the trials")
      model.parameters = parameters
      return model
    }
    let key = FunctionModel.ChannelKey(kind: "trial", parameters: [0])
    for suffix in ["", "_inline"] {
      for (name, direction) in [
        ("send", FunctionModel.Direction.deviceReads), ("receive", .deviceWrites),
      ] {
        for attempt in ["", "try_"] {
          var start = model(
            "trial_\(attempt)\(name)\(suffix)", .start, ["channel", "memory", "count"])
          start.buffers = [
            FunctionModel.BufferRole(parameter: 1, direction: direction, length: 2)
          ]
          start.channel = key
          start.isBodyVisible = !suffix.isEmpty
          if !attempt.isEmpty {
            start.success = .equals(["0"])
            start.mustCheckResult = true
          }
          models.append(start)
        }
      }
      var poll = model("trial_busy" + suffix, .poll, ["channel"])
      poll.channel = key
      poll.completed = .equals(["0"])
      poll.isBodyVisible = !suffix.isEmpty
      models.append(poll)
      var wait = model("trial_wait" + suffix, .wait, ["channel"])
      wait.channel = key
      wait.isBodyVisible = !suffix.isEmpty
      models.append(wait)
      wait.name = "trial_wait_for" + suffix
      wait.completed = .equals(["0"])
      models.append(wait)
    }
    for (name, isAsynchronous) in [("trial_stop", false), ("trial_abort", true)] {
      var stop = model(name, .stop, ["channel"])
      stop.channel = key
      stop.isAsynchronousStop = isAsynchronous
      models.append(stop)
    }
    for (name, role) in [
      ("trial_clean", FunctionModel.Role.clean), ("trial_invalidate", .invalidate),
      ("trial_clean_invalidate", .cleanInvalidate),
    ] {
      var maintain = model(name, role, ["memory", "count"])
      maintain.buffers = [
        FunctionModel.BufferRole(parameter: 0, direction: .both, length: 1, retention: .call)
      ]
      maintain.fences = [.instruction("dsb sy")]
      models.append(maintain)
    }
    var allocate = model("trial_alloc", .allocate, ["count", "alignment"])
    var allocation = FunctionModel.Allocation()
    allocation.size = 0
    allocation.alignment = 1
    allocate.allocation = allocation
    models.append(allocate)
    allocate.name = "trial_alloc_uncached"
    allocate.allocation?.isNonCacheable = true
    models.append(allocate)
    models.append(model("trial_flag", .none, ["number"]))
    for text in fenceTexts {
      var fence = model(fenceFunction(text), .fence, [])
      fence.fences = [.instruction(text)]
      models.append(fence)
    }
    var free = model("trial_free", .free, ["memory"])
    free.buffers = [FunctionModel.BufferRole(parameter: 0, direction: .both, retention: .call)]
    models.append(free)
    return models
  }()
}
