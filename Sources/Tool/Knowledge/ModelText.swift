import DMALint

/// A function model as people read it: the facts that decide a verdict, and their source.
enum ModelText {
  static func describe(_ model: FunctionModel) -> String {
    var lines = ["\(model.name) (\(model.sdk)): \(model.role.rawValue)"]
    func add(_ name: String, _ text: String) { lines.append("  \(name): \(text)") }
    for conditional in model.roleIf {
      add("role", "\(conditional.role.rawValue) if \(text(conditional.condition, model))")
    }
    for buffer in model.buffers { add("buffer", text(buffer, model)) }
    if let operation = model.library {
      add("does", operation.rawValue.replacing("-", with: " "))
    }
    if let channel = model.channel {
      let parameters = channel.parameters.map { parameter($0, model) }.joined(separator: ", ")
      add("channel", parameters.isEmpty ? channel.kind : "\(channel.kind) of \(parameters)")
    }
    if let success = model.success { add("has succeeded if", text(success)) }
    if let completed = model.completed { add("has completed if", text(completed)) }
    if let timeout = model.timeout { add("bounded by", parameter(timeout.parameter, model)) }
    let traits = traits(model)
    if !traits.isEmpty { add("is", traits.joined(separator: ", ")) }
    if !model.completionHandlers.isEmpty {
      add("calls on completion", model.completionHandlers.joined(separator: ", "))
    }
    if !model.fences.isEmpty { add("orders", model.fences.map(text).joined(separator: ", ")) }
    if !model.maintains.isEmpty {
      add("maintains", model.maintains.map(\.rawValue).joined(separator: ", "))
    }
    if let count = model.maximumCount { add("largest count", String(count)) }
    if let note = model.note { add("note", note) }
    add("source", model.source)
    if model.confidence < 100 { add("confidence", "\(model.confidence) of 100") }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func traits(_ model: FunctionModel) -> [String] {
    let traits: [(Bool, String)] = [
      (model.isBlocking, "blocking"), (model.isAsynchronousStop, "asynchronous"),
      (model.isQueued, "queued"), (model.isCircular, "circular"), (model.isScanning, "scanning"),
      (model.copiesUnfit, "copies what the engine cannot use"),
      (model.isBodyVisible, "visible to the optimiser"),
      (model.mustCheckResult, "to be checked for its result"),
    ]
    return traits.filter(\.0).map(\.1)
  }

  private static func text(_ buffer: FunctionModel.BufferRole, _ model: FunctionModel) -> String {
    let name = buffer.global ?? parameter(buffer.parameter, model)
    var text = "\(name), \(buffer.direction.rawValue)"
    if let length = buffer.length {
      text += ", \(parameter(length, model)) \(unit(buffer.unit)) long"
    }
    switch buffer.retention {
    case .keeps: break
    case .copies: text += ", copied before the call returns"
    case .call: text += ", used during the call only"
    }
    for field in buffer.fields { text += "; field \(field.name), \(field.direction.rawValue)" }
    return text
  }

  private static func unit(_ unit: FunctionModel.LengthUnit) -> String {
    switch unit {
    case .bytes: "bytes"
    case .bits: "bits"
    case .elements: "elements"
    case .items: "elements as declared"
    case .units(let bytes): "units of \(bytes) bytes"
    case .transfers: "transfers"
    }
  }

  /// A parameter by its name, where the model knows it.
  private static func parameter(_ index: Int, _ model: FunctionModel) -> String {
    switch index {
    case -3: "a global"
    case -2: "the result"
    case -1: "the receiver"
    default:
      index < model.parameters.count ? model.parameters[index] : "parameter \(index + 1)"
    }
  }

  private static func text(
    _ condition: FunctionModel.ArgumentCondition, _ model: FunctionModel
  ) -> String {
    let name = parameter(condition.parameter, model) + (condition.field.map { ".\($0)" } ?? "")
    return switch condition.test {
    case .isTrue: "\(name) is true"
    case .isFalse: "\(name) is false"
    case .isNull: "\(name) is null"
    case .isNotNull: "\(name) is not null"
    case .equals(let values): "\(name) is \(values.joined(separator: " or "))"
    case .hasFlag(let flags): "\(name) has \(flags.joined(separator: " or "))"
    }
  }

  private static func text(_ outcome: FunctionModel.Outcome) -> String {
    switch outcome {
    case .equals(let values): "the result is \(values.joined(separator: " or "))"
    case .differs(let values): "the result is not \(values.joined(separator: " or "))"
    case .isTrue: "the result is true"
    case .isFalse: "the result is false"
    case .isNull: "the result is null"
    case .isNotNull: "the result is not null"
    case .doesNotThrow: "nothing is thrown"
    case .always: "it returns"
    }
  }

  private static func text(_ fence: FenceKind) -> String {
    switch fence {
    case .compiler: "the compiler, for escaped memory"
    case .signal: "the compiler"
    case .atomic(let ordering): "memory (\(ordering.rawValue))"
    case .instruction(let text): text
    }
  }
}
