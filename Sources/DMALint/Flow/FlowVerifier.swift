/// Checks what every Flow function promises: blocks that exist, values defined once and before
/// their uses on every path, places where places are meant.
///
/// Front ends run it in their tests; a problem is a defect of a front end, never of a program.
public enum FlowVerifier {
  /// What is wrong with the functions of a module, as sentences; empty where all is well.
  public static func problems(in module: FlowModule) -> [String] {
    var problems: [String] = []
    for (index, function) in module.functions.enumerated() {
      for problem in Self.problems(in: function, functionCount: module.functions.count) {
        problems.append("function \(index) '\(function.name)': \(problem)")
      }
    }
    for global in module.globals {
      for function in [global.initializer, global.getter, global.setter] {
        if let function, Int(function.index) >= module.functions.count {
          problems.append("global '\(global.name)' names function \(function.index)")
        }
      }
    }
    for type in module.types {
      var named = type.methods
      if let deinitializer = type.deinitializer { named.append(deinitializer) }
      for member in type.members {
        for function in [member.initializer, member.getter, member.setter] {
          if let function { named.append(function) }
        }
      }
      for function in named where Int(function.index) >= module.functions.count {
        problems.append("type '\(type.name)' names function \(function.index)")
      }
    }
    return problems
  }

  /// What is wrong with one function; without a count, functions that it names are not checked.
  public static func problems(in function: FlowFunction, functionCount: Int? = nil) -> [String] {
    var verification = Verification(function, functionCount: functionCount)
    verification.run()
    return verification.problems
  }
}

/// One run of the verifier over one function.
private struct Verification {
  enum Sort { case undefined, place, value }

  let function: FlowFunction
  let functionCount: Int?
  var problems: [String] = []
  /// What each value is, by its number.
  var sorts: [Sort]
  /// Values defined when a block is entered, on every path; nil for blocks not reached yet.
  var definedAtEntry: [Set<ValueID>?]

  init(_ function: FlowFunction, functionCount: Int?) {
    self.function = function
    self.functionCount = functionCount
    sorts = Array(repeating: .undefined, count: Int(function.valueCount))
    definedAtEntry = Array(repeating: nil, count: function.blocks.count)
  }

  mutating func run() {
    checkDeclaration()
    guard function.hasBody else { return }
    collectDefinitions()
    guard targetsExist() else { return }
    solve()
    for block in function.blocks.indices {
      guard var defined = definedAtEntry[block] else {
        problems.append("block \(block) cannot be reached")
        continue
      }
      for operation in function.blocks[block].operations {
        check(operation, defined: defined, in: block)
        if let result = operation.result { defined.insert(result) }
      }
      check(function.blocks[block].terminator, defined: defined, in: block)
    }
  }

  private mutating func checkDeclaration() {
    if function.hasBody && function.locals.count < function.parameters.count {
      problems.append("there are fewer locals than parameters")
    }
    if let local = function.selfLocal { check(local, as: "self") }
    for capture in function.captures { check(capture.inner, as: "a capture") }
    for parameter in function.parameters {
      if let value = parameter.defaultValue { check(value) }
    }
  }

  private mutating func check(_ local: LocalID, as what: String) {
    if Int(local.index) >= function.locals.count {
      problems.append("\(what) is local \(local.index), which does not exist")
    }
  }

  private mutating func check(_ called: FunctionID) {
    if let functionCount, Int(called.index) >= functionCount {
      problems.append("function \(called.index) does not exist")
    }
  }

  private mutating func define(_ value: ValueID, _ sort: Sort) {
    guard Int(value.index) < sorts.count else {
      problems.append("value \(value.index) is beyond the count of values")
      return
    }
    if sorts[Int(value.index)] != .undefined {
      problems.append("value \(value.index) is defined twice")
    }
    sorts[Int(value.index)] = sort
  }

  private mutating func collectDefinitions() {
    for block in function.blocks {
      for operation in block.operations {
        let sort = operation.kind.definedSort
        if let result = operation.result {
          define(result, sort == .undefined ? .value : sort)
          if sort == .undefined { problems.append("value \(result.index) is defined by nothing") }
        } else if sort != .undefined, !operation.kind.mayLackResult {
          problems.append("an operation of \(operation.kind) has no result")
        }
      }
      if case .tryCall(_, let result, _, let error, _) = block.terminator.kind {
        define(result, .value)
        define(error, .value)
      }
    }
    for (index, sort) in sorts.enumerated() where sort == .undefined {
      problems.append("value \(index) is never defined")
    }
  }

  private mutating func targetsExist() -> Bool {
    var exist = true
    for (index, block) in function.blocks.enumerated() {
      for target in block.terminator.kind.successors
      where Int(target.index) >= function.blocks.count {
        problems.append("block \(index) goes to block \(target.index), which does not exist")
        exist = false
      }
    }
    return exist
  }

  /// Iterates to the greatest sets that hold on all paths; the sets only shrink.
  private mutating func solve() {
    definedAtEntry[0] = []
    var waiting = [0]
    while let block = waiting.popLast() {
      var defined = definedAtEntry[block] ?? []
      for operation in function.blocks[block].operations {
        if let result = operation.result { defined.insert(result) }
      }
      let terminator = function.blocks[block].terminator.kind
      for target in terminator.successors {
        var incoming = defined
        if case .tryCall(_, let result, let normal, let error, let errorBlock) = terminator {
          if target == normal { incoming.insert(result) }
          if target == errorBlock { incoming.insert(error) }
        }
        let index = Int(target.index)
        let joined = definedAtEntry[index].map { $0.intersection(incoming) } ?? incoming
        if joined != definedAtEntry[index] {
          definedAtEntry[index] = joined
          waiting.append(index)
        }
      }
    }
  }

  private mutating func use(
    _ value: ValueID, _ expected: Sort?, defined: Set<ValueID>, in block: Int
  ) {
    guard defined.contains(value), Int(value.index) < sorts.count else {
      problems.append("block \(block) uses value \(value.index), which may be undefined")
      return
    }
    let sort = sorts[Int(value.index)]
    guard let expected, sort != expected else { return }
    let found = sort == .place ? "a place" : "not a place"
    problems.append("block \(block): value \(value.index) is \(found)")
  }

  private mutating func check(_ operation: Operation, defined: Set<ValueID>, in block: Int) {
    func place(_ value: ValueID) { use(value, .place, defined: defined, in: block) }
    func plain(_ value: ValueID) { use(value, .value, defined: defined, in: block) }
    switch operation.kind {
    case .local(let local), .enter(let local), .leave(let local):
      check(local, as: "an operand")
    case .inlined(let number):
      if number > function.inlinedCalls.count {
        problems.append("block \(block): there is no inlined call \(number)")
      }
    case .global, .integer, .float, .boolean, .nilLiteral, .string, .name, .implicitMember, .type,
      .unknown, .fence:
      break
    // Dumps ask plain values for their members, elements and methods, too.
    case .member(let base, _): use(base, nil, defined: defined, in: block)
    case .element(let base, let arguments):
      use(base, nil, defined: defined, in: block)
      check(arguments, defined: defined, in: block)
    case .pointee(let pointer, _): plain(pointer)
    case .indexed(let base, let index, _):
      plain(base)
      plain(index)
    case .load(let source, _), .addressOf(let source), .take(let source), .next(let source):
      place(source)
    case .store(let value, let target, _):
      plain(value)
      place(target)
    case .unary(_, let value), .cast(let value, _), .isCase(let value, _),
      .payload(let value, _, _), .isType(let value, _):
      plain(value)
    case .binary(_, let left, let right):
      plain(left)
      plain(right)
    case .matches(let value, let pattern):
      plain(value)
      plain(pattern)
    case .aggregate(_, let arguments): check(arguments, defined: defined, in: block)
    case .closure(let called): check(called)
    case .methodReference(let base, _, _):
      if let base { use(base, nil, defined: defined, in: block) }
    case .call(let call): check(call, defined: defined, in: block)
    case .assembly(_, _, _, let operands):
      for operand in operands { use(operand, nil, defined: defined, in: block) }
    }
  }

  private mutating func check(_ call: Call, defined: Set<ValueID>, in block: Int) {
    switch call.callee {
    case .method(let base, _): use(base, nil, defined: defined, in: block)
    case .value(let value): use(value, .value, defined: defined, in: block)
    case .name, .initializer, .staticMethod, .implicitMember, .superMethod: break
    }
    check(call.arguments, defined: defined, in: block)
  }

  private mutating func check(
    _ arguments: [CallArgument], defined: Set<ValueID>, in block: Int
  ) {
    for argument in arguments {
      let sort: Sort = argument.passing == .address ? .place : .value
      use(argument.value, sort, defined: defined, in: block)
      if let place = argument.place { use(place, .place, defined: defined, in: block) }
    }
  }

  private mutating func check(_ terminator: Terminator, defined: Set<ValueID>, in block: Int) {
    switch terminator.kind {
    case .jump, .unreachable: break
    case .branch(let condition, _, _): use(condition, .value, defined: defined, in: block)
    case .tryCall(let call, _, _, _, _): check(call, defined: defined, in: block)
    case .return(let value), .throw(let value):
      if let value { use(value, .value, defined: defined, in: block) }
    }
  }
}

extension Operation.Kind {
  /// What the operation defines.
  fileprivate var definedSort: Verification.Sort {
    switch self {
    case .local, .global, .member, .element, .pointee, .indexed: .place
    case .store, .fence, .enter, .leave, .inlined: .undefined
    case .load, .addressOf, .take, .integer, .float, .boolean, .nilLiteral, .string, .name,
      .implicitMember, .type, .unknown, .unary, .binary, .cast, .aggregate, .isCase, .payload,
      .matches, .isType, .closure, .methodReference, .next, .call, .assembly:
      .value
    }
  }

  /// Calls and assembly may define nothing.
  fileprivate var mayLackResult: Bool {
    if case .call = self { return true }
    if case .assembly = self { return true }
    return false
  }
}
