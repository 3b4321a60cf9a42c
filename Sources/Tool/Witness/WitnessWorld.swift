import DMALint
import Machine

/// What the machine has to know of the world around a firmware: models, platform and ledger as plain
/// tables.
struct WitnessWorld {
  let knowledge: Knowledge
  let module: FlowModule

  func profile(_ platform: Platform) -> MachineProfile {
    var profile = MachineProfile()
    let barriers = platform.barriers
    if barriers.beforeStart == .instruction { profile.storesWaitFor = barriers.sufficientBefore }
    if barriers.afterCompletion == .instruction { profile.loadsWaitFor = barriers.sufficientAfter }
    profile.atomicRelease = barriers.atomicRelease
    profile.atomicAcquire = barriers.atomicAcquire
    if let cache = platform.cache, !cache.isCoherent { profile.cacheLine = Int64(cache.line) }
    return profile
  }

  func table(_ transfers: [LedgerEntry]) -> DeviceTable {
    var table = DeviceTable()
    let defined = Set(
      module.functions.filter(\.hasBody).map { String($0.name.prefix { $0 != "(" }) })
    for name in called.subtracting(defined).sorted() {
      guard let model = knowledge.model(named: name) else { continue }
      table.functions[name] = function(model)
      for outcome in [model.success, model.completed] {
        for constant in names(in: outcome).prefix(1) where Int64(constant) == nil {
          table.constants[constant] = number(constant)
        }
      }
      let handlers = model.completionHandlers
      table.completionHandlers.formUnion(
        defined.filter { name in handlers.contains { Knowledge.matches(name, $0) } })
    }
    for transfer in transfers {
      switch transfer.direction {
      case .deviceReads: table.starts[transfer.range] = .deviceReads
      case .deviceWrites: table.starts[transfer.range] = .deviceWrites
      case .bidirectional, .unknown: table.starts[transfer.range] = .both
      }
    }
    return table
  }

  private var called: Set<String> {
    var names: Set<String> = []
    for function in module.functions {
      for block in function.blocks {
        for operation in block.operations {
          if case .call(let call) = operation.kind, case .name(let name) = call.callee {
            names.insert(name)
          }
        }
      }
    }
    return names
  }

  private func function(_ model: FunctionModel) -> DeviceFunction {
    let channel = DeviceFunction.Channel(
      kind: model.channel?.kind ?? model.name,
      parameters: (model.channel?.parameters ?? []).filter { $0 >= 0 })
    var function = DeviceFunction(effect(model, channel))
    function.fences = model.fences
    function.isVisible = model.isBodyVisible
    return function
  }

  private func effect(_ model: FunctionModel, _ channel: DeviceFunction.Channel)
    -> DeviceFunction.Effect
  {
    let buffer = model.buffers.first { $0.parameter >= 0 }
    func maintain(_ kind: DeviceFunction.Maintenance) -> DeviceFunction.Effect {
      buffer.map { .maintain(kind, pointer: $0.parameter, length: $0.length) } ?? .other
    }
    switch model.role {
    case .start:
      if model.isBlocking { return .other }
      let parts = model.buffers.filter { $0.parameter >= 0 && $0.direction != .peripheral }.map {
        DeviceFunction.Part(
          pointer: $0.parameter, length: $0.length, unit: unit($0.unit),
          direction: direction($0.direction))
      }
      return .start(channel, parts, success: test(model.success))
    case .wait: return .wait(channel, completed: test(model.completed))
    case .poll: return .poll(channel, completed: test(model.completed) ?? .isTrue)
    case .stop: return .stop(channel, isConfirmed: !model.isAsynchronousStop)
    case .clean: return maintain(.clean)
    case .invalidate: return maintain(.invalidate)
    case .cleanInvalidate: return maintain(.cleanAndInvalidate)
    case .fence, .barrier: return .fence
    case .allocate:
      guard let allocation = model.allocation, let size = allocation.size else { return .other }
      return .allocate(
        size: size, alignment: allocation.alignment,
        guaranteed: Int64(allocation.guaranteedAlignment ?? 8),
        isCached: !allocation.isNonCacheable)
    case .free: return buffer.map { .free(pointer: $0.parameter) } ?? .other
    case .configure, .handler, .registerWrite, .registerRead, .copy, .none: return .other
    }
  }

  private func unit(_ unit: FunctionModel.LengthUnit) -> Int64 {
    if case .units(let bytes) = unit { return Int64(bytes) }
    return 1
  }

  private func direction(_ direction: FunctionModel.Direction) -> MachineDirection {
    switch direction {
    case .deviceReads, .descriptor, .peripheral: .deviceReads
    case .deviceWrites: .deviceWrites
    case .both: .both
    }
  }

  private func test(_ outcome: FunctionModel.Outcome?) -> DeviceFunction.Test? {
    switch outcome {
    case .equals(let names)?: .equals(number(names.first))
    case .differs(let names)?: .differs(number(names.first))
    case .isTrue?, .isNotNull?: .isTrue
    case .isFalse?, .isNull?: .isFalse
    case .doesNotThrow?, .always?, nil: nil
    }
  }

  private func names(in outcome: FunctionModel.Outcome?) -> [String] {
    switch outcome {
    case .equals(let names)?, .differs(let names)?: names
    case .isTrue?, .isFalse?, .isNull?, .isNotNull?, .doesNotThrow?, .always?, nil: []
    }
  }

  private func number(_ name: String?) -> Int64 {
    guard let name else { return 0 }
    if let number = Int64(name) { return number }
    if case .integer(let number)? = module.constants[name] { return number }
    return 0
  }
}
