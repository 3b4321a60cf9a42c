/// What lowering one declared function gives; functions inside it are numbered from
/// `LoweringUnit.firstNested`.
struct LoweredUnit: Sendable {
  var function: FlowFunction
  var nested: [FlowFunction]
  var types: [FlowTypeDeclaration]
  var globals: [FlowGlobal]
  var gaps: [Gap]
}

/// Puts lowered units together: functions inside them are numbered behind the declared ones.
struct ModuleAssembly {
  private(set) var module = FlowModule()

  init(_ declared: OutlineBuilder) {
    module.functions = declared.functions.map(\.content)
    module.types = declared.types
    module.globals = declared.globals
  }

  mutating func add(gapsOf input: SwiftInput) {
    for gap in input.syntax.gaps {
      module.gaps.append(Gap(input.range(gap.range), gap.message, mayHideTransfer: true))
    }
  }

  mutating func add(_ unit: LoweredUnit, at identifier: FunctionID) {
    let first = UInt32(module.functions.count)
    func final(_ function: FunctionID) -> FunctionID {
      function.index < LoweringUnit.firstNested
        ? function : FunctionID(function.index - LoweringUnit.firstNested + first)
    }
    module.functions[Int(identifier.index)] = unit.function.renumbered(final)
    module.functions += unit.nested.map { $0.renumbered(final) }
    for var type in unit.types {
      type.methods = type.methods.map(final)
      type.deinitializer = type.deinitializer.map(final)
      for index in type.members.indices {
        type.members[index].initializer = type.members[index].initializer.map(final)
        type.members[index].getter = type.members[index].getter.map(final)
        type.members[index].setter = type.members[index].setter.map(final)
      }
      module.types.append(type)
    }
    for var global in unit.globals {
      global.initializer = global.initializer.map(final)
      global.getter = global.getter.map(final)
      global.setter = global.setter.map(final)
      module.globals.append(global)
    }
    module.gaps += unit.gaps
  }
}

extension FlowFunction {
  /// Changes the numbers of the functions that it names.
  fileprivate func renumbered(_ final: (FunctionID) -> FunctionID) -> FlowFunction {
    var copy = self
    for index in copy.parameters.indices {
      copy.parameters[index].defaultValue = copy.parameters[index].defaultValue.map(final)
    }
    for block in copy.blocks.indices {
      for index in copy.blocks[block].operations.indices {
        if case .closure(let function) = copy.blocks[block].operations[index].kind {
          copy.blocks[block].operations[index].kind = .closure(final(function))
        }
      }
    }
    return copy
  }
}
