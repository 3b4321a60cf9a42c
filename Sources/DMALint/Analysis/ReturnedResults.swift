/// The calls of a function whose results it only hands on: as they are, negated, or compared with
/// something.
struct ReturnedResults {
  /// Where they stand.
  private(set) var calls: [SourceRange] = []

  private var definitions: [ValueID: Operation] = [:]
  private var stored: [LocalID: [ValueID]] = [:]

  init(_ function: FlowFunction) {
    guard function.kind != .initializer,
      function.blocks.contains(where: { block in
        if case .return(_?) = block.terminator.kind { true } else { false }
      })
    else { return }
    for block in function.blocks {
      for operation in block.operations {
        guard let result = operation.result else {
          if case .store(let value, let place, .plain) = operation.kind,
            case .local(let local)? = definitions[place]?.kind
          {
            stored[local, default: []].append(value)
          }
          continue
        }
        definitions[result] = operation
      }
    }
    var returned: Set<SourceRange> = []
    var asked: Set<SourceRange> = []
    for block in function.blocks {
      switch block.terminator.kind {
      case .return(let value?): note(value, in: &returned)
      case .branch(let condition, _, _): note(condition, in: &asked)
      case .return, .jump, .tryCall, .throw, .unreachable: break
      }
    }
    calls = returned.subtracting(asked).sorted { $0.start < $1.start }
  }

  private func note(_ value: ValueID, in found: inout Set<SourceRange>, depth: Int = 0) {
    guard depth < 8, let operation = definitions[value] else { return }
    if case .call = operation.kind { found.insert(operation.range) }
    if case .unary(_, let operand) = operation.kind {
      note(operand, in: &found, depth: depth + 1)
    }
    if case .cast(let operand, _) = operation.kind { note(operand, in: &found, depth: depth + 1) }
    if case .binary(let sign, let left, let right) = operation.kind, sign == "==" || sign == "!=" {
      note(left, in: &found, depth: depth + 1)
      note(right, in: &found, depth: depth + 1)
    }
    if let place = operation.kind.placeRead, case .local(let local)? = definitions[place]?.kind {
      for value in stored[local] ?? [] { note(value, in: &found, depth: depth + 1) }
    }
  }
}

extension Operation.Kind {
  /// The place that a plain load or a move reads.
  fileprivate var placeRead: ValueID? {
    if case .load(let place, .plain) = self { return place }
    if case .take(let place) = self { return place }
    return nil
  }
}
