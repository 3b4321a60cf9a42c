/// Local variables with a property wrapper.
extension FunctionLowering {
  /// The attribute that names a property wrapper of the inputs, and the wrapper's full name.
  func wrapper(of declaration: Declaration) -> (attribute: AttributeSyntax, type: String)? {
    for attribute in declaration.attributes {
      guard let name = outline.typeName(attribute.name, in: context.owners),
        outline.types[name]?.members["wrappedValue"] != nil
      else { continue }
      return (attribute, name)
    }
    return nil
  }

  /// `@W(a) var x = v` is a local `_x` that holds `W(wrappedValue: v, a)`, with `x` for its
  /// `wrappedValue` and `$x` for its `projectedValue`.
  func declare(
    _ name: String, _ type: FlowType?, _ wrapper: (attribute: AttributeSyntax, type: String),
    _ initial: Expression?, _ range: SourceRange
  ) {
    var arguments = wrapper.attribute.arguments
    if let initial { arguments.insert(Argument(label: "wrappedValue", initial), at: 0) }
    let bytes = wrapper.attribute.range
    let callee = Expression(bytes, .name(wrapper.attribute.name, genericArguments: []))
    let value = withTemporaries(bytes) {
      lower(Expression(bytes, .call(callee, arguments: arguments)))
    }
    let local = declare("_\(name)", FlowType(wrapper.type), range, isLet: false)
    store(value, into: local, range)
    let members = outline.types[wrapper.type]?.members ?? [:]
    let held = members["wrappedValue"]?.type
    bind(
      name,
      .wrapped(local, member: "wrappedValue", type ?? initial.flatMap(inference.type) ?? held))
    if let projected = members["projectedValue"] {
      bind("$\(name)", .wrapped(local, member: "projectedValue", projected.type))
    }
  }
}
