import DMALint

/// Calls: of the program's own functions, of what the device table names, and of the few library
/// functions that concern memory.
extension MachineRun {
  func call(
    _ call: Call, _ result: Int?, _ range: SourceRange, _ old: MachineState
  ) throws -> [MachineState] {
    var state = old
    let top = state.frames.count - 1
    let frame = state.frames[top]
    let arguments = call.arguments.map { argument -> MachineValue in
      let value = frame.values[argument.value.int]
      if argument.passing == .address, case .place(.memory(let address, _)) = value {
        let object = layout.object(at: address)
        return .pointer(address, stride: object.map { layout.objects[$0].stride } ?? 4)
      }
      return value
    }
    for argument in arguments { look(at: argument, &state) }
    func done(_ value: MachineValue, _ state: MachineState) -> [MachineState] {
      var state = state
      if let result { state.frames[top].values[result] = value }
      state.frames[top].operation += 1
      return [state]
    }
    func enter(_ function: Int, _ arguments: [MachineValue], _ captures: [MachineValue])
      throws -> [MachineState]
    {
      try push(
        function, arguments, captures: captures, result: result ?? -1, isInterrupt: false, &state)
      return [state]
    }
    switch call.callee {
    case .name(let name):
      if let function = body(named: name) {
        let raw = call.arguments.enumerated().map { number, argument in
          module.functions[function].parameters.indices.contains(number)
            && module.functions[function].parameters[number].convention == .place
            ? frame.values[argument.value.int] : arguments[number]
        }
        return try enter(function, raw, [])
      }
      if let device = table.functions[name] {
        return try self.device(device, arguments, range, state, done)
      }
      return try library(name, call, arguments, frame, range, state, done, enter)
    case .initializer(let type): return done(initialised(type, call, arguments), state)
    case .staticMethod(let type, let name):
      if name == "allocate" {
        let stride = plans.size(of: type.arguments.last)
        let isRaw = type.name.hasSuffix("RawPointer")
        let count = arguments.first?.number ?? 1
        let alignment = isRaw ? arguments.last?.number ?? 1 : min(8, stride)
        return done(
          try allocate(
            size: isRaw ? count : count * stride, alignment: max(8, alignment), isCached: true,
            stride: isRaw ? 1 : stride, &state), state)
      }
      return done(.unknown, state)
    case .method(let base, let name):
      return try method(
        name, of: frame.values[base.int], call, arguments, range, state, done, enter)
    case .value(let value):
      if case .closure(let function, let captures) = frame.values[value.int] {
        return try enter(function, arguments, captures)
      }
      throw Interruption.beyond("a call of what is not known", range)
    case .implicitMember, .superMethod: return done(.unknown, state)
    }
  }

  /// Memory of the heap: one object for each place that allocates.
  func allocate(
    size: Int64, alignment: Int64, isCached: Bool, stride: Int64, _ state: inout MachineState
  ) throws -> MachineValue {
    let frame = state.frames[state.frames.count - 1]
    let number = try object(
      .heap(
        function: frame.function, block: frame.block, operation: frame.operation,
        depth: state.frames.count),
      name: "block of line \(self.range(of: state).start.line)", size: size, alignment: alignment,
      kind: .heap, isCached: isCached, stride: stride)
    revive(number, &state)
    return .pointer(layout.objects[number].address, stride: stride)
  }

  private func free(_ pointer: MachineValue, _ range: SourceRange, _ state: inout MachineState) {
    guard let object = pointer.number.flatMap({ layout.object(at: $0) }) else { return }
    state.objects[object].isAlive = false
    narrate { "'\(layout.objects[object].name)' is given back" }
  }

  private func initialised(_ type: FlowType, _ call: Call, _ arguments: [MachineValue])
    -> MachineValue
  {
    let label = call.arguments.first?.label
    switch type.name {
    case "VolatileMappedRegister":
      return arguments.first?.number.map { .register($0) } ?? .unknown
    case "InlineArray": return .integer(0)
    case "UnsafeMutablePointer", "UnsafePointer", "UnsafeMutableRawPointer", "UnsafeRawPointer":
      guard let first = arguments.first, let address = first.number else { return .unknown }
      if case .pointer(_, let stride) = first, type.arguments.isEmpty, !type.name.contains("Raw") {
        return .pointer(address, stride: stride)
      }
      return .pointer(address, stride: plans.stride(of: type))
    default:
      if label == "truncatingIfNeeded" || label == nil || label == "bitPattern" {
        return arguments.first.map {
          if case .outcome = $0 { return $0 }
          return $0.number.map { cast(.integer($0), to: type) } ?? .unknown
        } ?? .unknown
      }
      return .unknown
    }
  }

  private typealias Done = (MachineValue, MachineState) -> [MachineState]
  private typealias Enter = (Int, [MachineValue], [MachineValue]) throws -> [MachineState]

  private func library(
    _ name: String, _ call: Call, _ arguments: [MachineValue], _ frame: MachineState.Frame,
    _ range: SourceRange, _ old: MachineState, _ done: Done, _ enter: Enter
  ) throws -> [MachineState] {
    var state = old
    switch name {
    case "atomicMemoryFence":
      if case .name(let word)? = arguments.first {
        fence(.atomic(ordering(word)), range, &state)
      }
      return done(.unknown, state)
    case "withUnsafeMutableBytes", "withUnsafeBytes", "withUnsafeMutablePointer",
      "withUnsafePointer":
      guard case .closure(let function, let captures)? = arguments.last,
        let address = arguments.first?.number,
        let object = layout.object(at: address)
      else { throw Interruption.beyond("a view of what is not in memory", range) }
      let view: MachineValue =
        name.hasSuffix("Bytes")
        ? .buffer(address, count: layout.objects[object].size, stride: 1)
        : .pointer(address, stride: layout.objects[object].size)
      return try enter(function, [view], captures)
    case "UInt", "UInt8", "UInt16", "UInt32", "UInt64", "Int", "Int32", "Bool":
      return done(initialised(FlowType(name), call, arguments), state)
    case "malloc":
      return done(
        try allocate(
          size: arguments.first?.number ?? 1, alignment: 8, isCached: true, stride: 1, &state),
        state)
    case "free":
      if let pointer = arguments.first { free(pointer, range, &state) }
      return done(.unknown, state)
    default:
      opaque(arguments, range, &state)
      return done(.unknown, state)
    }
  }

  private func ordering(_ word: String) -> FenceKind.Ordering {
    switch word {
    case "relaxed": .relaxed
    case "acquiring": .acquiring
    case "releasing": .releasing
    case "acquiringAndReleasing": .acquiringAndReleasing
    default: .sequentiallyConsistent
    }
  }

  private func method(
    _ name: String, of base: MachineValue, _ call: Call, _ arguments: [MachineValue],
    _ range: SourceRange, _ old: MachineState, _ done: Done, _ enter: Enter
  ) throws -> [MachineState] {
    var state = old
    var content = base
    var order: AccessMode?
    if case .name(let word)? = arguments.last { order = .atomic(ordering(word)) }
    if case .place(let place) = base {
      switch place {
      case .slot, .value: content = try read(place, .plain, range, &state)
      case .memory(let address, _):
        // An atomic that lies in memory itself.
        if let order, name == "load" {
          let value = try read(place, order, range, &state)
          return done(value, state)
        }
        if let order, name == "store", let value = arguments.first {
          try write(value, to: place, order, range, &state)
          return done(.unknown, state)
        }
        content = .buffer(
          address, count: 0,
          stride: layout.object(at: address).map { layout.objects[$0].stride } ?? 4)
      }
    }
    switch (name, content) {
    case ("store", .register(let address)):
      try writeRegister(address, arguments.first ?? .unknown, .volatile, range, &state)
      return done(.unknown, state)
    case ("load", .register(let address)):
      let value = try readRegister(address, &state)
      return done(value, state)
    case ("deallocate", .pointer), ("deallocate", .buffer):
      free(content, range, &state)
      return done(.unknown, state)
    case ("initialize", .pointer(let address, let stride)),
      ("update", .pointer(let address, let stride)):
      let count = arguments.last?.number ?? 1
      try write(
        arguments.first ?? .unknown, to: .memory(address, width: max(1, count * stride)), .plain,
        range, &state)
      return done(.unknown, state)
    case ("assumingMemoryBound", .pointer), ("bindMemory", .pointer):
      if case .type(let type)? = arguments.first, let address = content.number {
        return done(.pointer(address, stride: plans.size(of: type)), state)
      }
      return done(content, state)
    case ("withUnsafeMutableBufferPointer", .buffer(let address, _, let stride)),
      ("withUnsafeBufferPointer", .buffer(let address, _, let stride)),
      ("withUnsafeMutableBytes", .buffer(let address, _, let stride)),
      ("withUnsafeBytes", .buffer(let address, _, let stride)):
      guard case .closure(let function, let captures)? = arguments.last,
        let object = layout.object(at: address)
      else { throw Interruption.beyond("a view of what is not in memory", range) }
      let size = layout.objects[object].size
      return try enter(
        function, [.buffer(address, count: size / max(1, stride), stride: stride)], captures)
    default:
      if let function = module.functions.firstIndex(where: {
        $0.owner != nil && $0.hasBody && MachinePlans.bare($0.name) == name
      }), let receiver = module.functions[function].selfLocal {
        var given = arguments
        while given.count < receiver.int { given.append(.unknown) }
        given.insert(base, at: receiver.int)
        return try enter(function, given, [])
      }
      opaque(arguments + [base], range, &state)
      return done(.unknown, state)
    }
  }

  // MARK: Devices

  private func device(
    _ function: DeviceFunction, _ arguments: [MachineValue], _ range: SourceRange,
    _ old: MachineState, _ done: Done
  ) throws -> [MachineState] {
    var state = old
    func argument(_ number: Int) -> MachineValue {
      arguments.indices.contains(number) ? arguments[number] : .unknown
    }
    func name(_ channel: DeviceFunction.Channel) -> String {
      channel.parameters.reduce(channel.kind) { name, number in
        name + " " + (argument(number).number.map(String.init) ?? "?")
      }
    }
    for value in arguments { escape(value, &state) }
    if !function.isVisible { fence(.compiler, range, &state) }
    for kind in function.fences { fence(kind, range, &state) }
    switch function.effect {
    case .start(let channel, let parts, let success):
      var results: [MachineState] = []
      if let success {
        var failed = state
        let number = startNumber(range, name(channel))
        failed.ignoredFailures |= 1 << UInt32(number)
        results += done(.outcome(success.result(false), start: number), failed)
      }
      let regions = try parts.map {
        guard let address = argument($0.pointer).number else {
          throw Interruption.beyond("a start with an address that is not known", range)
        }
        let length = $0.length.map { argument($0).number ?? 1 } ?? 1
        return (address, length * $0.unit, $0.direction)
      }
      try start(name(channel), regions, range, &state)
      return results + done(.integer(success?.result(true) ?? 0), state)
    case .wait(let channel, let completed):
      var results: [MachineState] = []
      let numbers = state.channels.indices.filter { state.channels[$0].name == name(channel) }
      if let completed { results += done(.integer(completed.result(false)), state) }
      // The call comes back when the engine has ended; until then this path does not go on.
      guard numbers.allSatisfy({ isOver($0, state) }) else { return results }
      for number in numbers { observe(number, &state) }
      for kind in function.fences { fence(kind, range, &state) }
      if !function.isVisible { fence(.compiler, range, &state) }
      return results + done(.integer(completed?.result(true) ?? 0), state)
    case .poll(let channel, let completed):
      let number = channelNumber(name(channel), &state)
      if isOver(number, state) {
        let result = completed.result(true)
        for kind in function.fences { fence(kind, range, &state) }
        if !function.isVisible { fence(.compiler, range, &state) }
        return done(
          state.channels[number].phase == .done
            ? .completion(result, start: state.channels[number].start) : .integer(result), state)
      }
      return done(.integer(completed.result(false)), state)
    case .stop(let channel, let isConfirmed):
      let number = channelNumber(name(channel), &state)
      if isConfirmed {
        if !isOver(number, state) { stopped(number, &state) }
        observe(number, &state)
        for kind in function.fences { fence(kind, range, &state) }
        if !function.isVisible { fence(.compiler, range, &state) }
      } else {
        requestStop(number, &state)
      }
      return done(.integer(0), state)
    case .maintain(let kind, let pointer, let length):
      if let address = argument(pointer).number {
        try maintain(
          kind, at: address, length: length.flatMap { argument($0).number } ?? 1, range, &state)
      }
      return done(.unknown, state)
    case .allocate(let size, let alignment, let guaranteed, let isCached):
      let value = try allocate(
        size: argument(size).number ?? 1,
        alignment: max(guaranteed, alignment.flatMap { argument($0).number } ?? 1),
        isCached: isCached, stride: 1, &state)
      return done(value, state)
    case .free(let pointer):
      free(argument(pointer), range, &state)
      return done(.unknown, state)
    case .fence, .other: return done(.unknown, state)
    }
  }
}
