/// Size and alignment of types in memory, in bytes, on a 32-bit core unless the platform has 64 bits.
///
/// Swift lays structs and tuples out in order with natural alignment; `InlineArray` and C arrays
/// repeat the stride of their element.
struct TypeLayout {
  var size: UInt64
  var alignment: UInt64

  var stride: UInt64 { max(1, (size &+ alignment &- 1) / alignment &* alignment) }

  /// What is larger is in no memory: 48 bits are what cores address (Arm DDI 0487, D8).
  private static let largest: UInt64 = 1 << 48

  static func of(_ type: FlowType, _ program: Program, depth: Int = 0) -> TypeLayout? {
    guard depth < 16 else { return nil }
    if let scalar = scalars[type.name] { return TypeLayout(size: scalar, alignment: scalar) }
    switch type.name {
    case "Tuple":
      return sequence(type.arguments.map { of($0, program, depth: depth + 1) })
    case "InlineArray", "CArray":
      guard type.arguments.count == 2, let count = UInt64(type.arguments[0].name),
        let element = of(type.arguments[1], program, depth: depth + 1)
      else { return nil }
      let (total, overflow) = count.multipliedReportingOverflow(by: element.stride)
      return overflow || total > largest
        ? nil : TypeLayout(size: total, alignment: element.alignment)
    default: break
    }
    guard let entry = program.type(named: type.name) else { return nil }
    if let size = entry.size {
      return TypeLayout(size: UInt64(size), alignment: UInt64(max(1, entry.alignment ?? 1)))
    }
    guard entry.keyword == .struct, entry.genericParameters.isEmpty else { return nil }
    return sequence(
      entry.stored.map { $0.type.flatMap { of($0, program, depth: depth + 1) } })
  }

  static func offset(of member: String, in entry: Program.TypeEntry, _ program: Program) -> UInt64?
  {
    if let known = entry.members[member]?.offset { return UInt64(known) }
    var offset: UInt64 = 0
    for field in entry.stored {
      guard let layout = field.type.flatMap({ of($0, program) }) else { return nil }
      offset = (offset &+ layout.alignment &- 1) / layout.alignment &* layout.alignment
      if field.name == member { return offset }
      offset &+= layout.size
    }
    return nil
  }

  private static func sequence(_ parts: [TypeLayout?]) -> TypeLayout? {
    var result = TypeLayout(size: 0, alignment: 1)
    for part in parts {
      guard let part else { return nil }
      result.size =
        (result.size &+ part.alignment &- 1) / part.alignment &* part.alignment &+ part.size
      result.alignment = max(result.alignment, part.alignment)
      guard result.size <= largest else { return nil }
    }
    return result
  }

  private static let scalars: [String: UInt64] = [
    "UInt8": 1, "Int8": 1, "Bool": 1, "CChar": 1, "UInt16": 2, "Int16": 2, "Float16": 2,
    "UInt32": 4, "Int32": 4, "Float": 4, "Float32": 4, "CInt": 4, "UInt64": 8, "Int64": 8,
    "Double": 8, "Float64": 8, "CUnsignedInt": 4, "CUnsignedChar": 1,
  ]
}
