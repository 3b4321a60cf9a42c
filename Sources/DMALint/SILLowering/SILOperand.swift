/// What a SIL value is while its function is lowered.
indirect enum SILOperand: Sendable {
  /// Metatypes, tokens, the empty tuple, what has no meaning for memory.
  case nothing
  case value(ValueID)
  /// A whole number that is known, with its width in bits.
  case integer(ValueID, Int64, width: Int)
  /// The address of a place.
  case place(ValueID, FlowType?)
  /// A raw pointer made from a place for a call: `&x`.
  case borrowed(ValueID, place: ValueID, FlowType?)
  /// The address of a global's storage, before it gets its type.
  case addressor(String)
  /// A box, which is the variable in it.
  case box(ValueID, FlowType?)
  /// The storage of an array: the place or value that holds the array.
  case elements(of: ValueID, isPlace: Bool, isFresh: Bool)
  /// The address of an element of an array, not yet indexed.
  case firstElement(of: ValueID, isPlace: Bool, isFresh: Bool, FlowType?)
  /// The address of an element of an array literal that is being filled, by what is stored there.
  case slot(of: ValueID)
  /// An address whose stores mean nothing.
  case scratch
  case tuple([SILOperand])
  case function(String)
  /// A method or accessor found at run time.
  case method(String, Accessor)
  case type(FlowType)
  /// The raw address in a volatile register.
  case register(ValueID)
  /// The value in an atomic variable.
  case atomic(ValueID)

  /// Which part of a requirement a method is.
  enum Accessor: Sendable {
    case none, getter, setter, address
  }
}
