/// Functions of the Swift runtime and intrinsics: what they mean without their bodies.
enum IRRuntime {
  enum Meaning {
    /// Nothing that concerns memory and time.
    case nothing
    /// The value is the first argument.
    case passes
    /// The value is the second argument.
    case passesSecond
    case allocates(size: Int)
    /// Stores the address of new memory at its first argument (Embedded Swift's allocator).
    case allocatesInto(size: Int)
    case frees
    /// Drops a reference to an object; where it is the only one, the object ends.
    case releases
    /// The operator of its two arguments.
    case computes(String)
    /// The operator, and whether it overflowed.
    case computesChecked(String)
    /// A call of a library function.
    case library(String)
    case enters, leaves
    case fence(FenceKind)
    case traps
  }

  static func meaning(_ symbol: String) -> Meaning? {
    if symbol.utf8.starts(with: "llvm.".utf8) {
      return intrinsic(symbol.split(separator: ".").dropFirst().map { $0 })
    }
    // Merged functions of the runtime.
    return functions[symbol.hasSuffix("Tm") ? String(symbol.dropLast(2)) : symbol]
  }

  /// Whether a variable is the storage that all arrays without elements share: nothing lies behind it.
  static func isEmptyStorage(_ symbol: String) -> Bool {
    // Embedded Swift mangles the names.
    symbol.contains("_swiftEmptyArrayStorage") || symbol.contains("_swiftEmptyDictionarySingleton")
      || symbol.contains("_swiftEmptySetSingleton")
  }

  /// Whether the body of a function is the runtime's own, and its meaning known or none.
  static func isRuntime(_ symbol: String) -> Bool {
    symbol.utf8.starts(with: "swift_".utf8) || symbol.utf8.starts(with: "_swift_".utf8)
      || symbol.utf8.starts(with: "__swift_".utf8)
  }

  /// Functions of C's library that every program calls: alone they say nothing of a transfer.
  static let ordinary: Set<String> = [
    "malloc", "calloc", "realloc", "free", "aligned_alloc", "memalign", "posix_memalign", "alloca",
    "memcpy", "memmove", "memset", "memcmp", "memchr", "bzero", "strlen", "strcpy", "strncpy",
    "strcmp", "strncmp", "strcat", "strncat", "strchr", "snprintf", "sprintf", "printf", "puts",
    "putchar", "abort",
  ]

  private static let functions: [String: Meaning] = [
    "swift_allocObject": .allocates(size: 1), "swift_slowAlloc": .allocates(size: 0),
    "swift_slowAllocTyped": .allocates(size: 0), "swift_allocBox": .nothing,
    "swift_initStackObject": .passesSecond, "swift_initStaticObject": .passesSecond,
    "posix_memalign": .allocatesInto(size: 2), "swift_slowDealloc": .frees,
    "swift_deallocClassInstance": .frees,
    "swift_deallocPartialClassInstance": .frees, "swift_deallocBox": .frees,
    "swift_deallocObject": .frees, "swift_deallocUninitializedObject": .frees,
    "swift_retain": .passes, "swift_retain_n": .passes, "swift_bridgeObjectRetain": .passes,
    "swift_release": .releases, "swift_release_n": .nothing,
    "swift_bridgeObjectRelease": .releases,
    "swift_beginAccess": .nothing, "swift_endAccess": .nothing, "swift_setDeallocating": .nothing,
    "swift_willThrow": .nothing, "swift_willThrowTyped": .nothing,
    "swift_unexpectedError": .traps, "swift_errorInMain": .traps,
    "swift_deletedMethodError": .traps, "swift_once": .nothing,
    "__stack_chk_fail": .traps, "abort": .traps,
  ]

  private static func intrinsic(_ words: [Substring]) -> Meaning? {
    guard let first = words.first else { return nil }
    switch first {
    case "memcpy", "memmove", "memset": return .library(String(first))
    case "memcpy_inline": return .library("memcpy")
    case "lifetime": return words.dropFirst().first == "start" ? .enters : .leaves
    case "expect", "ssa", "launder", "strip", "ptr", "threadlocal", "ptrmask": return .passes
    case "trap", "debugtrap", "ubsantrap": return first == "debugtrap" ? .nothing : .traps
    case "umin", "smin": return .computes("min")
    case "umax", "smax": return .computes("max")
    case "sadd", "uadd": return checked("+", words)
    case "ssub", "usub": return checked("-", words)
    case "smul", "umul": return checked("*", words)
    case "arm", "aarch64": return barrier(words.dropFirst().first) ?? .nothing
    // No other one orders memory, and none is a call that could.
    default: return .nothing
    }
  }

  private static func checked(_ operation: String, _ words: [Substring]) -> Meaning? {
    words.dropFirst().first == "with" ? .computesChecked(operation) : .computes(operation)
  }

  private static func barrier(_ name: Substring?) -> Meaning? {
    switch name {
    case "dmb", "dsb", "isb": .fence(.instruction(String(name ?? "")))
    default: nil
    }
  }

  /// The options of `dmb` and `dsb` by their numbers (Arm ARM, the encodings of CRm).
  static func option(_ number: Int64) -> String {
    switch number {
    case 15: "sy"
    case 14: "st"
    case 13: "ld"
    case 11: "ish"
    case 10: "ishst"
    case 9: "ishld"
    case 7: "nsh"
    case 6: "nshst"
    case 5: "nshld"
    case 3: "osh"
    case 2: "oshst"
    case 1: "oshld"
    default: "sy"
    }
  }
}
