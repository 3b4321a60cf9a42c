/// What the spelling of a name tells where no declaration is at hand.
enum NameConventions {
  /// `UnsafeMutablePointer`, `GPIO_InitTypeDef`, but not `HAL_Delay`, `GPIOA`, `uart`.
  static func looksLikeType(_ name: String) -> Bool {
    var bytes = name.utf8[...]
    while bytes.first == UInt8(ascii: "_") { bytes.removeFirst() }
    guard let first = bytes.first, isUpper(first) else { return false }
    if name.hasSuffix("TypeDef") { return true }
    return !bytes.contains(UInt8(ascii: "_")) && bytes.contains { isLower($0) }
  }

  /// The same in call position, where a name in capitals (`DMA(…)`) is a type's too.
  static func looksLikeCalledType(_ name: String, hasLabels: Bool) -> Bool {
    if looksLikeType(name) { return true }
    guard let first = name.utf8.first, isUpper(first) else { return false }
    return hasLabels || !name.utf8.contains(UInt8(ascii: "_"))
  }

  /// Members of the standard library's types that extensions use without `self`.
  static let standardMembers: Set<String> = [
    "count", "baseAddress", "pointee", "indices", "startIndex", "endIndex", "isEmpty", "first",
    "last", "rawValue", "bitWidth", "leadingZeroBitCount", "trailingZeroBitCount",
    "nonzeroBitCount", "byteSwapped", "bigEndian", "littleEndian", "magnitude", "words", "bytes",
    "utf8", "capacity",
  ]

  static let standardMethods: Set<String> = [
    "initialize", "deinitialize", "update", "assign", "moveInitialize", "moveUpdate", "move",
    "deallocate", "advanced", "distance", "bindMemory", "assumingMemoryBound", "withMemoryRebound",
    "initializeMemory", "copyMemory", "copyBytes", "loadUnaligned", "storeBytes",
    "withUnsafeBytes", "withUnsafeMutableBytes", "withUnsafeBufferPointer",
    "withUnsafeMutableBufferPointer", "append", "removeAll", "removeFirst", "removeLast",
    "reserveCapacity", "index", "formIndex", "makeIterator", "forEach", "map", "filter", "reduce",
    "contains", "union", "intersection", "subtracting", "formUnion", "formIntersection",
    "isSuperset", "isSubset", "isDisjoint", "prefix", "suffix", "dropFirst", "dropLast", "insert",
    "remove", "swapAt",
    "extracting", "load", "store", "exchange", "compareExchange", "wrappingAdd", "wrappingSubtract",
    "withUnsafeMutablePointers", "withUnsafeMutablePointerToElements",
    "withUnsafeMutablePointerToHeader",
  ]

  /// Inherited names that bring no methods of these with them.
  static let plainProtocols: Set<String> = [
    "Sendable", "Equatable", "Hashable", "Comparable", "Error", "Copyable", "BitwiseCopyable",
    "AnyObject", "Identifiable", "CustomStringConvertible", "CaseIterable", "RawRepresentable",
    "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64",
    "String", "Character",
  ]

  /// Functions of the standard library that do not return.
  static let neverReturning: Set<String> = [
    "fatalError", "preconditionFailure", "exit", "_exit", "assertionFailure",
  ]

  static func isOperator(_ name: String) -> Bool {
    guard let first = name.utf8.first else { return false }
    return
      !(isUpper(first) || isLower(first) || first == UInt8(ascii: "_")
      || first == UInt8(ascii: "$") || first >= 0x80)
  }

  private static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  private static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
}
