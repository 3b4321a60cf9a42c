/// Variables with a property wrapper: the storage that holds the wrapper, and what reads and writes it.
extension OutlineBuilder {
  /// The attribute that names a property wrapper of the inputs, and the wrapper's full name.
  func wrapper(of declaration: Declaration, in context: DeclarationContext)
    -> (attribute: AttributeSyntax, type: String)?
  {
    guard !wrappers.isEmpty else { return nil }
    for attribute in declaration.attributes {
      guard let name = outline.typeName(attribute.name, in: context.owners),
        wrappers.contains(name)
      else { continue }
      return (attribute, name)
    }
    return nil
  }

  /// `@W(a) var x = v` is `var _x = W(wrappedValue: v, a)`, with `x` for `_x.wrappedValue` and `$x` for
  /// `_x.projectedValue`.
  mutating func declare(
    _ item: Item, _ binding: VariableSyntax.Binding,
    wrappedBy wrapper: (attribute: AttributeSyntax, type: String), in input: SwiftInput, type: Int?
  ) {
    let range = binding.range
    var arguments = wrapper.attribute.arguments
    let initial = binding.value ?? binding.valueTokens.map { input.value(at: $0).value }
    if let initial { arguments.insert(Argument(label: "wrappedValue", initial), at: 0) }

    var storage = item
    storage.name = "_\(item.name)"
    storage.isLet = false
    storage.isLazy = false
    storage.type = nil
    storage.attributes = []
    var made = VariableSyntax.Binding(range: range, pattern: binding.pattern)
    let isMade =
      !arguments.isEmpty
      || outline.initializers(of: wrapper.type).contains { initializer in
        outline.signature(initializer)?.parameters.isEmpty ?? false
      }
    if isMade {
      let name = Expression(range, .name(wrapper.attribute.name, genericArguments: []))
      made.value = Expression(range, .call(name, arguments: arguments))
    } else {
      storage.type = FlowType(wrapper.type)
    }
    declare(storage, made, in: input, type: type)

    for (name, member) in [(item.name, "wrappedValue"), ("$\(item.name)", "projectedValue")] {
      guard outline.types[wrapper.type]?.members[member] != nil || member == "wrappedValue" else {
        continue
      }
      let held = Expression(range, .name(storage.name, genericArguments: []))
      let place = Expression(
        range, .member(held, name: member, genericArguments: [], labels: nil))
      var seen = item
      seen.name = name
      seen.isLet = false
      seen.isLazy = false
      if member != "wrappedValue" { seen.type = nil }
      declare(seen, for: place, in: input, type: type)
    }
  }

  /// A computed variable that stands for another place.
  private mutating func declare(
    _ item: Item, for place: Expression, in input: SwiftInput, type: Int?
  ) {
    let owner = item.context.owner
    func accessor(_ kind: FlowFunction.Kind) -> FlowFunction {
      var function = FlowFunction(kind: kind, name: item.name, range: item.range)
      function.isStatic = item.isStatic
      function.owner = owner
      return function
    }
    let hasSelf = owner != nil && !item.context.isStatic
    var getter = accessor(.getter)
    getter.result = item.type
    if hasSelf { addSelf(to: &getter) }
    let read = add(
      getter, FunctionSource(input, .expression(place, gaps: []), context: item.context))

    var setter = accessor(.setter)
    setter.isMutating = !item.isNonmutating
    setter.parameters = [.init(label: nil, name: "newValue", type: item.type)]
    var local = FlowFunction.Local(name: "newValue", type: item.type, range: item.range)
    local.isLet = true
    setter.locals = [local]
    if hasSelf { addSelf(to: &setter) }
    let new = Expression(place.range, .name("newValue", genericArguments: []))
    let assignment = Expression(place.range, .assign(place, operator: nil, new))
    let write = add(
      setter, FunctionSource(input, .expression(assignment, gaps: []), context: item.context))

    let known = SwiftOutline.Variable(
      type: item.type, isLet: false, isStored: false, isLazy: false, initializer: nil,
      range: item.range)
    var missing: Untyped?
    if item.type == nil {
      missing = Untyped(name: item.name, owner: owner, isStatic: item.isStatic, value: read)
    }
    outline.declare(item.name)
    if let type, let owner {
      var member = FlowTypeDeclaration.Member(name: item.name, type: item.type, range: item.range)
      member.isStatic = item.isStatic
      member.getter = read
      member.setter = write
      member.attributes = item.attributes
      missing?.member = (type, types[type].members.count)
      types[type].members.append(member)
      if item.isStatic {
        outline.types[owner]?.staticMembers[item.name] = known
      } else {
        outline.types[owner]?.members[item.name] = known
      }
    } else {
      outline.globals[item.name] = known
    }
    if item.isStatic || type == nil {
      var global = FlowGlobal(
        name: owner.map { "\($0).\(item.name)" } ?? item.name, type: item.type, range: item.range)
      global.getter = read
      global.setter = write
      missing?.global = globals.count
      globals.append(global)
    }
    if let missing { untyped.append(missing) }
  }
}
