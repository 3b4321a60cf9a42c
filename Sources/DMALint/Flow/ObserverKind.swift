extension FlowFunction {
  /// Which of the two observers of a property a function is.
  enum ObserverKind: Hashable, Sendable { case willSet, didSet }

  /// Which observer of the property of its name the function is.
  var observerKind: ObserverKind? {
    guard kind == .setter else { return nil }
    if attributes.contains(where: { $0.name == "willSet" }) { return .willSet }
    if attributes.contains(where: { $0.name == "didSet" }) { return .didSet }
    return nil
  }
}
