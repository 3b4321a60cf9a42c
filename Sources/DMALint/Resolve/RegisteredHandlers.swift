/// Functions of the inputs, and closures that capture nothing, that are handed to somebody who calls them later: on an interrupt, or when
/// something is complete.
struct RegisteredHandlers {
  private let program: Program
  private let models: (String) -> FunctionModel?
  private var found: Set<FunctionID> = []
  /// The functions that values of one function are the addresses of.
  private var functions: [ValueID: FunctionID] = [:]
  /// What places are called.
  private var names: [ValueID: String] = [:]

  static func found(
    in program: Program, models: @escaping (String) -> FunctionModel?
  ) -> Set<FunctionID> {
    var scan = RegisteredHandlers(program: program, models: models)
    for function in program.module.functions { scan.scan(function) }
    return scan.found
  }

  private init(program: Program, models: @escaping (String) -> FunctionModel?) {
    self.program = program
    self.models = models
  }

  private mutating func scan(_ function: FlowFunction) {
    functions = [:]
    names = [:]
    for block in function.blocks {
      for operation in block.operations { scan(operation) }
    }
  }

  private mutating func scan(_ operation: Operation) {
    switch operation.kind {
    case .name(let name):
      guard let result = operation.result,
        let id = (program.functionsByName[name] ?? []).first(where: isWritten)
      else { return }
      functions[result] = id
    case .closure(let id):
      // Only such a closure is a function to C.
      if let result = operation.result, program.function(id).captures.isEmpty {
        functions[result] = id
      }
    case .cast(let value, _), .load(let value, _), .addressOf(let value):
      if let result = operation.result { functions[result] = functions[value] }
    case .member(_, let name), .global(let name):
      if let result = operation.result { names[result] = name }
    case .store(let value, let place, _):
      if let id = functions[value], program.function(id).kind == .c, let name = names[place],
        isForHandlers(name)
      {
        found.insert(id)
      }
    case .aggregate(_, let elements):
      for element in elements {
        if let id = functions[element.value], program.function(id).kind == .c,
          element.label.map(isForHandlers) == true
        {
          found.insert(id)
        }
      }
    case .call(let call): scan(call)
    case .local, .element, .pointee, .indexed, .take, .integer, .float, .boolean, .nilLiteral,
      .string, .implicitMember, .type, .unknown, .unary, .binary, .isCase, .payload, .matches,
      .isType, .methodReference, .next, .fence, .assembly, .enter, .leave, .inlined:
      break
    }
  }

  private mutating func scan(_ call: Call) {
    guard !functions.isEmpty, case .name(let name) = call.callee else { return }
    let model = models(name)
    for (index, argument) in call.arguments.enumerated() {
      guard let id = functions[argument.value] else { continue }
      let isModelled = model?.handlerParameter == index
      let isUnseen = !(program.functionsByName[name] ?? []).contains {
        program.function($0).hasBody
      }
      let isC = program.function(id).kind == .c
      if isModelled || isC && model == nil && isUnseen && isForHandlers(name) { found.insert(id) }
    }
  }

  private func isWritten(_ id: FunctionID) -> Bool {
    let function = program.function(id)
    return (function.kind == .c || function.kind == .function) && function.hasBody
  }

  /// Whether a member, a parameter or a function of this name takes functions to be called later.
  private func isForHandlers(_ name: String) -> Bool {
    MappingWords.words(name).contains {
      [
        "callback", "handler", "isr", "irq", "cb", "cplt", "hook", "done", "complete", "interrupt",
      ].contains($0)
    }
  }
}
