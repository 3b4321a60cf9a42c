/// What a global holds that Swift initialises at its first use, from the function that does it.
///
/// The dump shows an initialiser that stores into the global, and at each use a token that says whether
/// it has run. Flow has globals with a function that computes their value: the token is taken to say
/// *yes*, and the stores become that value.
struct IROnce {
  /// Whether a global is the token of an initialiser.
  static func isToken(_ symbol: String) -> Bool {
    symbol.hasSuffix("_Wz") && SwiftName.isMangled(symbol.utf8)
  }

  /// Whether a function runs once for the initial values of globals.
  static func isInitializer(_ symbol: String) -> Bool {
    symbol.hasSuffix("_WZ") && SwiftName.isMangled(symbol.utf8)
  }

  /// A stretch of a global that the initialiser fills.
  private struct Target: Hashable {
    var global: String
    var offset: Int64
  }

  private let source: FlowFunction
  private var targets: [ValueID: Target] = [:]
  private var addresses: [ValueID: Target] = [:]
  private(set) var globals: [String] = []

  init(_ function: FlowFunction) {
    source = function
    var found: Set<String> = []
    for block in function.blocks {
      for operation in block.operations {
        note(operation)
        if case .store(_, let place, _) = operation.kind, let target = targets[place],
          found.insert(target.global).inserted
        {
          globals.append(target.global)
        }
      }
    }
  }

  private mutating func note(_ operation: Operation) {
    guard let result = operation.result else { return }
    switch operation.kind {
    case .global(let name): targets[result] = Target(global: name, offset: 0)
    case .addressOf(let place): addresses[result] = targets[place]
    case .pointee(let pointer, let offset):
      if let target = addresses[pointer] {
        targets[result] = Target(global: target.global, offset: target.offset &+ offset)
      }
    default: break
    }
  }

  /// The function that computes the value of one of the globals.
  func value(of global: String) -> FlowFunction {
    var function = source
    function.kind = .value
    function.name = global
    function.parameters = []
    function.attributes = []
    var locals: [Int64: LocalID] = [:]
    for (number, block) in source.blocks.enumerated() {
      var operations: [Operation] = []
      for operation in block.operations {
        guard case .store(let stored, let place, _) = operation.kind,
          let target = targets[place], target.global == global
        else {
          operations.append(operation)
          continue
        }
        let local = locals[target.offset] ?? LocalID(UInt32(function.locals.count))
        if locals[target.offset] == nil {
          var slot = FlowFunction.Local(name: "", type: nil, range: operation.range)
          slot.isTemporary = true
          function.locals.append(slot)
          locals[target.offset] = local
        }
        let slot = IROnce.value(.local(local), operation.range, &function, &operations)
        operations.append(
          Operation(result: nil, .store(stored, into: slot, .plain), operation.range))
      }
      function.blocks[number].operations = operations
    }
    for number in function.blocks.indices {
      guard case .return = function.blocks[number].terminator.kind else { continue }
      let range = function.blocks[number].terminator.range
      var operations = function.blocks[number].operations
      let parts = locals.keys.sorted().map { offset in
        let place = IROnce.value(
          .local(locals[offset] ?? LocalID(0)), range, &function, &operations)
        return (offset, IROnce.value(.load(place, .plain), range, &function, &operations))
      }
      var result = parts.first?.1
      if parts.count > 1 || parts.first?.0 != 0 {
        let members = parts.map { CallArgument(label: "@\($0.0)", $0.1, range: range) }
        result = IROnce.value(
          .aggregate(FlowType("Tuple"), members), range, &function, &operations)
      }
      function.blocks[number].operations = operations
      function.blocks[number].terminator = Terminator(.return(result), range)
    }
    return function
  }

  private static func value(
    _ kind: Operation.Kind, _ range: SourceRange, _ function: inout FlowFunction,
    _ operations: inout [Operation]
  ) -> ValueID {
    let value = ValueID(function.valueCount)
    function.valueCount += 1
    operations.append(Operation(result: value, kind, range))
    return value
  }
}
