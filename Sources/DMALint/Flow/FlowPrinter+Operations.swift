extension FlowPrinter {
  func text(_ kind: Operation.Kind, at range: SourceRange) -> String {
    switch kind {
    case .local(let local): "local \(text(local))"
    case .global(let name): "global \(Self.quoted(name))"
    case .member(let base, let name): "member \(Self.text(base)).\(Self.quoted(name))"
    case .element(let base, let arguments):
      "element \(Self.text(base))[\(list(arguments, in: range))]"
    case .pointee(let pointer, let offset):
      "pointee \(Self.text(pointer))" + (offset == 0 ? "" : ", \(offset)")
    case .indexed(let pointer, let index, let stride):
      "indexed \(Self.text(pointer)), \(Self.text(index)), \(stride)"
    case .load(let place, let mode): "load \(Self.text(place))\(Self.text(mode))"
    case .store(let value, let place, let mode):
      "store \(Self.text(value)) into \(Self.text(place))\(Self.text(mode))"
    case .addressOf(let place): "address \(Self.text(place))"
    case .take(let place): "take \(Self.text(place))"
    case .integer(let value): "integer \(Self.text(value))"
    case .float: "float"
    case .boolean(let value): "boolean \(value)"
    case .nilLiteral: "nil"
    case .string(let byteCount): "string" + (byteCount.map { " \($0)" } ?? "")
    case .name(let name): "name \(Self.quoted(name))"
    case .implicitMember(let name, let type): "implicit \(Self.implicitMember(name, type))"
    case .type(let type): "type \(Self.text(type))"
    case .unknown: "unknown"
    case .unary(let unary, let value): "unary \(unary.rawValue) \(Self.text(value))"
    case .binary(let spelling, let left, let right):
      "binary \(Self.operatorName(spelling)) \(Self.text(left)), \(Self.text(right))"
    case .cast(let value, let type): "cast \(Self.text(value)) as \(Self.text(type))"
    case .aggregate(let type, let values):
      "aggregate \(Self.text(type))(\(list(values, in: range)))"
    case .isCase(let value, let name): "iscase \(Self.text(value)), \(Self.quoted(name))"
    case .payload(let value, let name, let index):
      "payload \(Self.text(value)), \(Self.quoted(name)), \(index)"
    case .matches(let value, let pattern):
      "matches \(Self.text(value)), \(Self.text(pattern))"
    case .isType(let place, let type): "istype \(Self.text(place)), \(Self.text(type))"
    case .closure(let function): "closure \(Self.text(function))"
    case .methodReference(let base, let name, let labels):
      "method \(base.map(Self.text) ?? "").\(Self.quoted(name))" + Self.labels(labels)
    case .next(let place): "next \(Self.text(place))"
    case .call(let call): "call \(text(call, at: range))"
    case .fence(let kind): "fence \(Self.text(kind))"
    case .assembly(let text, let clobbersMemory, let isVolatile, let operands):
      "assembly \(Self.inQuotes(text))" + (clobbersMemory ? " memory" : "")
        + (isVolatile ? " volatile" : "")
        + (operands.isEmpty ? "" : " (\(Self.list(operands, Self.text)))")
    case .enter(let local): "enter \(text(local))"
    case .leave(let local): "leave \(text(local))"
    case .inlined(let number): "inlined \(number)"
    }
  }

  func text(_ kind: Terminator.Kind, at range: SourceRange) -> String {
    switch kind {
    case .jump(let target): "jump \(Self.text(target))"
    case .branch(let condition, let then, let otherwise):
      "branch \(Self.text(condition)), \(Self.text(then)), \(Self.text(otherwise))"
    case .tryCall(let call, let result, let normal, let error, let errorBlock):
      "\(Self.text(result)) = trycall \(text(call, at: range)) to \(Self.text(normal)), "
        + "error \(Self.text(error)) to \(Self.text(errorBlock))"
    case .return(let value): "return" + (value.map { " \(Self.text($0))" } ?? "")
    case .throw(let value): "throw" + (value.map { " \(Self.text($0))" } ?? "")
    case .unreachable: "unreachable"
    }
  }

  func text(_ call: Call, at range: SourceRange) -> String {
    var text = Self.text(call.callee) + "(\(list(call.arguments, in: range)))"
    if !call.genericArguments.isEmpty {
      text += " generic(\(Self.list(call.genericArguments, Self.text)))"
    }
    text += Self.text(call, FlowText.callWords)
    if let expected = call.expected { text += " expected \(Self.text(expected))" }
    return text
  }

  /// Arguments stand where their operation stands unless they say otherwise.
  private func list(_ arguments: [CallArgument], in range: SourceRange) -> String {
    Self.list(arguments) { argument in
      var text = argument.label.map { Self.quoted($0) + ": " } ?? ""
      switch argument.passing {
      case .value: text += Self.text(argument.value)
      case .address: text += "&" + Self.text(argument.value)
      }
      if let place = argument.place { text += " from \(Self.text(place))" }
      if argument.isTrailing { text += " trailing" }
      if positions == .shown, argument.range != range { text += " " + position(argument.range) }
      return text
    }
  }

  func text(_ local: LocalID) -> String {
    let index = Int(local.index)
    return localNames.indices.contains(index) ? localNames[index] : "%#\(index)"
  }
}
