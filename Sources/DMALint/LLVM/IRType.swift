/// A type as a dump writes it. Pointers of old dumps keep nothing of what they point to.
indirect enum IRType: Hashable, Sendable {
  case void
  case integer(bits: UInt32)
  case floating(bytes: UInt32)
  case pointer
  case array(count: UInt64, IRType)
  case vector(count: UInt64, IRType)
  case structure([IRType], isPacked: Bool)
  case named(String)
  case function
  /// Labels, metadata, tokens and target types: nothing that memory holds.
  case other

  var isPointer: Bool { self == .pointer }

  var isAggregate: Bool {
    switch self {
    case .array, .structure, .named: true
    case .void, .integer, .floating, .pointer, .vector, .function, .other: false
    }
  }
}

extension IRType {
  /// The named types that a value of this one holds.
  fileprivate var names: [String] {
    switch self {
    case .named(let name): [name]
    case .array(_, let element), .vector(_, let element): element.names
    case .structure(let members, _): members.flatMap(\.names)
    case .void, .integer, .floating, .pointer, .function, .other: []
    }
  }
}

/// Sizes and offsets by the dump's data layout, for pointers; the rest has natural alignment.
struct IRLayout: Sendable {
  var pointerSize: UInt64 = 4
  /// The most that the alignment of 64-bit integers and floats can be.
  var wideAlignment: UInt64 = 8
  var isBigEndian = false
  private(set) var named: [String: IRType] = [:]
  /// Each named type is measured once: types that hold each other many times are small texts.
  private var extents: [String: Extent] = [:]

  init() {}

  init(dataLayout: String) {
    for part in dataLayout.split(separator: "-") {
      let fields = part.split(separator: ":")
      guard let head = fields.first else { continue }
      if head == "E" { isBigEndian = true }
      if head == "p" || head == "p0", fields.count > 1, let bits = UInt64(fields[1]), bits >= 8 {
        pointerSize = min(bits / 8, 16)
      }
      if head == "i64", fields.count > 1, let bits = UInt64(fields[1]), bits >= 8 {
        wideAlignment = min(bits / 8, 16)
      }
    }
    let hasPointer = dataLayout.split(separator: "-").contains {
      $0.hasPrefix("p:") || $0.hasPrefix("p0:")
    }
    // The default of a layout that does not mention pointers.
    if !hasPointer { pointerSize = 8 }
  }

  /// Takes what a dump says its named types are.
  mutating func define(_ types: [String: IRType]) {
    named = types
    extents = [:]
    var open: Set<String> = []
    for name in types.keys.sorted() { measure(name, &open, depth: 0) }
  }

  /// A type that holds itself, or in which too many lie in each other, has no size.
  private mutating func measure(_ name: String, _ open: inout Set<String>, depth: Int) {
    guard extents[name] == nil, depth < 10 * IRLayout.deepest, let type = named[name],
      open.insert(name).inserted
    else { return }
    for inner in type.names { measure(inner, &open, depth: depth + 1) }
    extents[name] = extent(type)
    open.remove(name)
  }

  /// Bytes of an element of an array of integers, in however many dimensions.
  func elementOfArray(_ type: IRType, depth: Int = 0) -> UInt32? {
    guard depth < IRLayout.deepest, case .array(_, let element) = resolved(type) else { return nil }
    if case .integer = resolved(element) { return UInt32(clamping: extent(element).stride) }
    return elementOfArray(element, depth: depth + 1)
  }

  struct Extent {
    var size: UInt64
    var alignment: UInt64

    /// The distance of two elements of an array.
    var stride: UInt64 { IRLayout.aligned(size, alignment) }
  }

  static func aligned(_ value: UInt64, _ alignment: UInt64) -> UInt64 {
    let alignment = max(alignment, 1)
    let (sum, overflow) = value.addingReportingOverflow(alignment - 1)
    return overflow ? value : sum / alignment * alignment
  }

  private static let deepest = 32

  func extent(_ type: IRType, depth: Int = 0) -> Extent {
    guard depth < IRLayout.deepest else { return Extent(size: 0, alignment: 1) }
    switch type {
    case .void, .function, .other: return Extent(size: 0, alignment: 1)
    case .pointer: return Extent(size: pointerSize, alignment: pointerSize)
    case .integer(let bits):
      var size: UInt64 = 1
      while size * 8 < UInt64(bits), size < 1 << 20 { size *= 2 }
      return Extent(
        size: (UInt64(bits) + 7) / 8, alignment: size >= 8 ? min(size, wideAlignment) : size)
    case .floating(let bytes):
      return Extent(
        size: UInt64(bytes), alignment: min(UInt64(bytes), bytes >= 8 ? wideAlignment : 8))
    case .array(let count, let element):
      let inner = extent(element, depth: depth + 1)
      return Extent(
        size: inner.stride.multipliedReportingOverflow(by: count).partialValue,
        alignment: inner.alignment)
    case .vector(let count, let element):
      let inner = extent(element, depth: depth + 1)
      let size = inner.size.multipliedReportingOverflow(by: count).partialValue
      return Extent(size: size, alignment: min(max(size, 1), 16))
    case .structure(let members, let isPacked):
      var size: UInt64 = 0
      var alignment: UInt64 = 1
      for member in members {
        let inner = extent(member, depth: depth + 1)
        let own = isPacked ? 1 : inner.alignment
        size = IRLayout.aligned(size, own) &+ inner.size
        alignment = max(alignment, own)
      }
      return Extent(size: IRLayout.aligned(size, alignment), alignment: alignment)
    case .named(let name): return extents[name] ?? Extent(size: 0, alignment: 1)
    }
  }

  /// The type behind names.
  func resolved(_ type: IRType) -> IRType {
    var type = type
    var steps = 0
    while case .named(let name) = type, let next = named[name], steps < IRLayout.deepest {
      type = next
      steps += 1
    }
    return type
  }

  /// The byte offset and type of a member of a structure.
  func member(_ index: UInt64, of type: IRType) -> (offset: UInt64, type: IRType)? {
    guard case .structure(let members, let isPacked) = resolved(type), index < UInt64(members.count)
    else { return nil }
    var offset: UInt64 = 0
    for (position, member) in members.enumerated() {
      let inner = extent(member)
      offset = IRLayout.aligned(offset, isPacked ? 1 : inner.alignment)
      if position == Int(index) { return (offset, member) }
      offset = offset &+ inner.size
    }
    return nil
  }
}
