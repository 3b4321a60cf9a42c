import CLibclang
import DMALint

/// What lowering needs to know of one C type.
struct CTypeFacts {
  enum Category: Equatable {
    case void, boolean, floating, pointer, array, record, function, other
    case integer(isSigned: Bool)
  }

  var flow: FlowType
  var category = Category.other
  /// Bytes; nil where the type is incomplete.
  var size: UInt32?
  var alignment: UInt32?
  var isVolatile = false
  var isConstant = false
  var isAtomic = false
  /// Bytes of what a pointer points to, or of an array's element; 1 where that has no size.
  var stride: UInt32 = 1

  var isInteger: Bool {
    if case .integer = category { return true }
    return category == .boolean
  }

  var isSigned: Bool { category == .integer(isSigned: true) }

  /// The value as this type holds it: cut to its size, extended by its sign.
  func wrapped(_ value: Int64) -> Int64 {
    switch category {
    case .boolean: value == 0 ? 0 : 1
    case .integer(let isSigned): CTypeFacts.wrapped(value, size: size ?? 8, isSigned: isSigned)
    case .pointer: CTypeFacts.wrapped(value, size: size ?? 8, isSigned: false)
    case .void, .floating, .array, .record, .function, .other: value
    }
  }

  static func wrapped(_ value: Int64, size: UInt32, isSigned: Bool) -> Int64 {
    guard size < 8 else { return value }
    let unused = Int64(64 - size * 8)
    return isSigned
      ? (value << unused) >> unused
      : Int64(bitPattern: (UInt64(bitPattern: value) << UInt64(unused)) >> UInt64(unused))
  }
}

/// The types of one unit, each looked at once.
///
/// C's types become Flow's as Swift imports them: pointers are `UnsafeMutablePointer` and
/// `UnsafePointer` (`…RawPointer` for `void`), function types `Function` with the result last.
/// Arrays, which Swift imports as tuples, are `CArray<N, T>`, with `unknown` for N where it is not
/// said. Names of integer types are resolved (`uint` is `UInt32`), those of records and enums stay
/// as written.
struct CTypes {
  private let library: Libclang
  private var facts: [UnsafeMutableRawPointer: CTypeFacts] = [:]
  /// Names given to records and enums that have none of their own.
  private var names: [CursorKey: String] = [:]

  /// Declarations of the records, enums and their typedefs that types mention, in the order of the
  /// first mention.
  private(set) var mentioned: [CXCursor] = []
  private var mentionedKeys: Set<CursorKey> = []

  /// Types of missing headers, whose layout is made up.
  private let unknownTypes: Set<String>

  /// Types of this size or larger are made with a constant that nobody knows.
  private let leastUnknownSize: Int64?

  init(_ library: Libclang, unknownTypes: Set<String>, leastUnknownSize: Int64? = nil) {
    self.library = library
    self.leastUnknownSize = leastUnknownSize
    self.unknownTypes = unknownTypes
  }

  /// The name that another unit gave to a record or enum, by the place where it stands.
  var nameElsewhere: (CXCursor) -> String? = { _ in nil }

  mutating func name(_ declaration: CXCursor, _ name: String) {
    let key = CursorKey(declaration)
    if names[key] == nil { names[key] = name }
  }

  /// The name of a record or enum: its tag, that of the typedef that introduces it, or one given.
  func name(of declaration: CXCursor) -> String {
    if let name = names[CursorKey(declaration)] { return name }
    let spelling = library.spelling(declaration)
    // Newer libraries describe what has no name.
    return spelling.utf8.contains(UInt8(ascii: " ")) || spelling.isEmpty
      ? nameElsewhere(declaration) ?? "(unnamed)" : spelling
  }

  func isNamed(_ declaration: CXCursor) -> Bool { name(of: declaration) != "(unnamed)" }

  mutating func facts(of cursor: CXCursor) -> CTypeFacts {
    facts(library.functions.pointee.getCursorType(cursor))
  }

  mutating func facts(_ type: CXType) -> CTypeFacts {
    guard let key = type.data.0 else { return CTypeFacts(flow: FlowType("Unknown")) }
    if let known = facts[key] { return known }
    let made = make(type)
    facts[key] = made
    return made
  }

  private mutating func make(_ type: CXType) -> CTypeFacts {
    let functions = library.functions.pointee
    let canonical = functions.getCanonicalType(type)
    var made = CTypeFacts(flow: flow(type, depth: 0))
    made.isVolatile = functions.isVolatileQualifiedType(canonical) != 0
    made.isConstant = functions.isConstQualifiedType(canonical) != 0
    var plain = canonical
    if canonical.kind == TypeKind.atomic {
      made.isAtomic = true
      plain = functions.getCanonicalType(functions.Type_getValueType(canonical))
    }
    if let size = library.size(of: canonical), !hasUnknownLayout(made.flow),
      leastUnknownSize.map({ size < $0 }) ?? true
    {
      made.size = UInt32(clamping: size)
      let alignment = functions.Type_getAlignOf(canonical)
      if alignment > 0 { made.alignment = UInt32(clamping: alignment) }
    }
    switch plain.kind {
    case TypeKind.void: made.category = .void
    case TypeKind.boolean: made.category = .boolean
    case TypeKind.unsignedChar...TypeKind.unsigned128:
      made.category = .integer(isSigned: false)
    case TypeKind.signedChar...TypeKind.signed128: made.category = .integer(isSigned: true)
    case TypeKind.enumeration:
      let integer = functions.getEnumDeclIntegerType(functions.getTypeDeclaration(plain))
      made.category = .integer(
        isSigned: functions.getCanonicalType(integer).kind >= TypeKind.signedChar)
    case TypeKind.float...TypeKind.longDouble, TypeKind.half, TypeKind.float16:
      made.category = .floating
    case TypeKind.pointer:
      made.category = .pointer
      made.stride = stride(functions.getPointeeType(plain))
    case TypeKind.constantArray, TypeKind.incompleteArray, TypeKind.variableArray:
      made.category = .array
      let element = functions.getArrayElementType(plain)
      made.stride = stride(element)
      // The qualifiers of an array are those of its elements.
      let elementFacts = facts(element)
      made.isVolatile = made.isVolatile || elementFacts.isVolatile
      made.isConstant = made.isConstant || elementFacts.isConstant
    case TypeKind.record: made.category = .record
    case TypeKind.function, TypeKind.functionWithoutPrototype: made.category = .function
    default: made.category = .other
    }
    return made
  }

  private func hasUnknownLayout(_ type: FlowType) -> Bool {
    guard !unknownTypes.isEmpty else { return false }
    if type.name == "CArray", let element = type.arguments.last { return hasUnknownLayout(element) }
    return unknownTypes.contains(type.name)
  }

  private func stride(_ type: CXType) -> UInt32 {
    guard let size = library.size(of: type), size > 0 else { return 1 }
    return UInt32(clamping: size)
  }

  private static let deepest = 24

  private mutating func flow(_ type: CXType, depth: Int) -> FlowType {
    let functions = library.functions.pointee
    guard depth < CTypes.deepest else { return FlowType("Unknown") }
    switch type.kind {
    case TypeKind.elaborated: return flow(functions.Type_getNamedType(type), depth: depth + 1)
    case TypeKind.attributed: return flow(functions.Type_getModifiedType(type), depth: depth + 1)
    case TypeKind.atomic: return flow(functions.Type_getValueType(type), depth: depth + 1)
    case TypeKind.typedef:
      let declaration = functions.getTypeDeclaration(type)
      let name = library.spelling(declaration)
      if let known = CTypes.standardNames[name] { return FlowType(known) }
      let canonical = functions.getCanonicalType(type).kind
      if canonical == TypeKind.record || canonical == TypeKind.enumeration {
        mention(declaration)
        return FlowType(name)
      }
      if name == "va_list" || name.hasSuffix("builtin_va_list") {
        return FlowType("CVaListPointer")
      }
      return flow(functions.getTypedefDeclUnderlyingType(declaration), depth: depth + 1)
    case TypeKind.record, TypeKind.enumeration:
      let declaration = functions.getTypeDeclaration(type)
      mention(declaration)
      return FlowType(name(of: declaration))
    case TypeKind.pointer: return pointer(to: functions.getPointeeType(type), depth: depth)
    case TypeKind.constantArray:
      let count = functions.getArraySize(type)
      let element = flow(functions.getArrayElementType(type), depth: depth + 1)
      let isKnown = leastUnknownSize.map { Int64(count) < $0 } ?? true
      return FlowType("CArray", [FlowType(isKnown ? "\(count)" : "unknown"), element])
    case TypeKind.incompleteArray, TypeKind.variableArray:
      let element = flow(functions.getArrayElementType(type), depth: depth + 1)
      return FlowType("CArray", [FlowType("unknown"), element])
    case TypeKind.function, TypeKind.functionWithoutPrototype:
      var arguments: [FlowType] = []
      for index in 0..<max(0, functions.getNumArgTypes(type)) {
        arguments.append(flow(functions.getArgType(type, UInt32(index)), depth: depth + 1))
      }
      return FlowType(
        "Function", arguments + [flow(functions.getResultType(type), depth: depth + 1)])
    default:
      if let name = CTypes.builtinNames[type.kind] { return FlowType(name) }
      let canonical = functions.getCanonicalType(type)
      if canonical.kind != type.kind { return flow(canonical, depth: depth + 1) }
      return FlowType("Unknown")
    }
  }

  private mutating func mention(_ declaration: CXCursor) {
    if mentionedKeys.insert(CursorKey(declaration)).inserted { mentioned.append(declaration) }
  }

  private mutating func pointer(to pointee: CXType, depth: Int) -> FlowType {
    let functions = library.functions.pointee
    let canonical = functions.getCanonicalType(pointee)
    let isConstant = functions.isConstQualifiedType(canonical) != 0
    switch canonical.kind {
    case TypeKind.void:
      return FlowType(isConstant ? "UnsafeRawPointer" : "UnsafeMutableRawPointer")
    case TypeKind.function, TypeKind.functionWithoutPrototype:
      return flow(pointee, depth: depth + 1)
    default:
      return FlowType(
        isConstant ? "UnsafePointer" : "UnsafeMutablePointer", [flow(pointee, depth: depth + 1)])
    }
  }

  private static let builtinNames: [Int32: String] = [
    TypeKind.void: "Void", TypeKind.boolean: "Bool",
    TypeKind.unsignedChar: "UInt8", TypeKind.unsignedCharacter: "UInt8",
    TypeKind.signedChar: "Int8", TypeKind.signedCharacter: "Int8",
    TypeKind.unsignedShort: "UInt16", TypeKind.short: "Int16",
    TypeKind.unsignedInt: "UInt32", TypeKind.int: "Int32",
    TypeKind.unsignedLong: "UInt", TypeKind.long: "Int",
    TypeKind.unsignedLongLong: "UInt64", TypeKind.longLong: "Int64",
    TypeKind.unsigned128: "UInt128", TypeKind.signed128: "Int128",
    TypeKind.wideCharacter: "Int32", TypeKind.float: "Float", TypeKind.double: "Double",
    TypeKind.longDouble: "Double", TypeKind.half: "Float16", TypeKind.float16: "Float16",
    TypeKind.vector: "CVector", TypeKind.extendedVector: "CVector",
  ]

  private static let standardNames: [String: String] = [
    "uint8_t": "UInt8", "uint16_t": "UInt16", "uint32_t": "UInt32", "uint64_t": "UInt64",
    "int8_t": "Int8", "int16_t": "Int16", "int32_t": "Int32", "int64_t": "Int64",
    "size_t": "Int", "ssize_t": "Int", "ptrdiff_t": "Int", "intptr_t": "Int", "uintptr_t": "UInt",
    "bool": "Bool",
  ]
}
