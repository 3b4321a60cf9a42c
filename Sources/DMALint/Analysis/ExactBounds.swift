/// Loops that count to a bound: `while busy && left > 0 { left -= 1 }`. A counter that moves by one, and
/// is compared with the bound after each move, is equal to the bound where the comparison ends the loop.
struct ExactBounds: Sendable {
  /// One comparison that ends a loop.
  struct Exit: Sendable {
    var counter: ValueID
    var bound: ValueID
    /// What the condition is where the loop ends.
    var truth: Bool
  }

  /// By their conditions.
  private(set) var exits: [ValueID: Exit] = [:]

  /// A local that only moves by one, in one direction.
  private struct Counter {
    var starts: [Int64?] = []
    var steps: Set<BlockID> = []
    var isRising: Bool?
    var isPlain = true
  }

  init() {}

  init(_ function: FlowFunction, _ program: Program, _ graph: FlowGraph) {
    guard !graph.loops.isEmpty else { return }
    var definitions: [ValueID: Operation.Kind] = [:]
    for block in function.blocks {
      for operation in block.operations {
        if let result = operation.result { definitions[result] = operation.kind }
      }
    }
    let counters = Self.counters(function, program, definitions)
    guard !counters.isEmpty else { return }
    for block in graph.reversePostorder {
      let terminator = function.blocks[Int(block.index)].terminator.kind
      guard case .branch(let condition, let then, let otherwise) = terminator,
        let loop = graph.innermostLoop(of: block).map({ graph.loops[$0] }),
        case .binary(let sign, let left, let right)? = definitions[condition],
        graph.contains(loop, then) != graph.contains(loop, otherwise)
      else { continue }
      let truth = graph.contains(loop, otherwise)
      for (counter, bound, sign) in [(left, right, sign), (right, left, Self.mirrored(sign))] {
        guard let local = Self.loaded(counter, definitions), let facts = counters[local],
          let isRising = facts.isRising, facts.steps.allSatisfy({ graph.contains(loop, $0) }),
          sign == (isRising ? (truth ? ">=" : "<") : (truth ? "<=" : ">")),
          facts.starts.allSatisfy({
            Self.begins($0, before: definitions[bound], isRising: isRising)
          }),
          Self.passes(block, after: facts.steps, loop, graph)
        else { continue }
        exits[condition] = Exit(counter: counter, bound: bound, truth: truth)
      }
    }
  }

  private static func mirrored(_ sign: String) -> String {
    switch sign {
    case "<": ">"
    case ">": "<"
    case "<=": ">="
    case ">=": "<="
    default: sign
    }
  }

  /// Whether a counter that begins with this number has not passed its bound.
  private static func begins(
    _ start: Int64?, before bound: Operation.Kind?, isRising: Bool
  ) -> Bool {
    guard case .integer(let bound)? = bound else { return isRising && start == 0 }
    guard let start else { return !isRising && bound == 0 }
    return isRising ? start <= bound : start >= bound
  }

  /// Whether every way from one step to the next leads through the comparison.
  private static func passes(
    _ comparison: BlockID, after steps: Set<BlockID>, _ loop: FlowGraph.Loop, _ graph: FlowGraph
  ) -> Bool {
    guard let step = steps.first, steps.count == 1 else { return false }
    if step == comparison { return true }
    var open = Array(graph.successors(of: step))
    var seen: Set<BlockID> = []
    while let block = open.popLast() {
      if block == step { return false }
      guard block != comparison, graph.contains(loop, block), seen.insert(block).inserted else {
        continue
      }
      open += graph.successors(of: block)
    }
    return true
  }

  private static func loaded(
    _ value: ValueID, _ definitions: [ValueID: Operation.Kind]
  ) -> LocalID? {
    guard case .load(let place, .plain)? = definitions[value],
      case .local(let local)? = definitions[place]
    else { return nil }
    return local
  }

  private static func counters(
    _ function: FlowFunction, _ program: Program, _ definitions: [ValueID: Operation.Kind]
  ) -> [LocalID: Counter] {
    var counters: [LocalID: Counter] = [:]
    func use(_ place: ValueID) {
      guard case .local(let local)? = definitions[place] else { return }
      counters[local, default: Counter()].isPlain = false
    }
    // Where an argument has been loaded from does not matter.
    func use(in call: Call) {
      for argument in call.arguments { use(argument.value) }
      if case .method(let base, _) = call.callee { use(base) }
    }
    var captured = Set(function.captures.map(\.inner))
    for (number, block) in function.blocks.enumerated() {
      for operation in block.operations {
        switch operation.kind {
        case .load(_, .plain), .local, .leave, .enter: break
        case .store(let value, let place, .plain):
          if case .local(let local)? = definitions[place] {
            note(value, stored: local, BlockID(UInt32(number)), definitions, &counters)
          }
        case .call(let call): use(in: call)
        case .closure(let inner): captured.formUnion(program.function(inner).captures.map(\.outer))
        default: operation.kind.forEachOperand(use)
        }
      }
      if case .tryCall(let call, _, _, _, _) = block.terminator.kind { use(in: call) }
    }
    return counters.filter {
      $0.value.isPlain && !$0.value.steps.isEmpty && !captured.contains($0.key)
    }
  }

  private static func note(
    _ value: ValueID, stored local: LocalID, _ block: BlockID,
    _ definitions: [ValueID: Operation.Kind], _ counters: inout [LocalID: Counter]
  ) {
    var counter = counters[local, default: Counter()]
    if case .binary(let sign, let old, let step)? = definitions[value],
      loaded(old, definitions) == local
    {
      let isRising = sign.hasSuffix("+")
      if case .integer(1)? = definitions[step], ["+", "-", "&+", "&-"].contains(sign),
        counter.isRising.map({ $0 == isRising }) != false
      {
        counter.isRising = isRising
        counter.steps.insert(block)
      } else {
        counter.isPlain = false
      }
    } else if case .integer(let number)? = definitions[value] {
      counter.starts.append(number)
    } else {
      counter.starts.append(nil)
    }
    counters[local] = counter
  }
}

extension Interpreter {
  /// How the value of all rounds of a loop compares with others is kept where the number that it has on
  /// the other side compares alike.
  func keepComparisons(
    of id: SymbolID, with number: Int64, _ a: State, _ b: State, _ result: inout State
  ) {
    for (mine, other) in [(a, b), (b, a)] {
      for (symbol, fact) in mine.facts where result.facts[symbol] == nil {
        guard let said = fact.equals?.integerValue,
          case .binary(let sign, let x, let y) = term(symbol),
          ["<", ">", "<=", ">=", "=="].contains(sign), x == .symbol(id) || y == .symbol(id)
        else { continue }
        let left = x == .symbol(id) ? .integer(number) : x
        let right = y == .symbol(id) ? .integer(number) : y
        guard truth(binary(sign, left, right, other), other) == (said != 0) else { continue }
        result.facts[symbol] = Fact(equals: .boolean(said != 0))
      }
    }
  }
}
