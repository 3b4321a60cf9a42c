/// The names of the compiler's own functions.
enum Builtins {
  /// What an atomic operation does to its object.
  enum Operation: Equatable {
    case load, store, initialize, exchange, compareExchange, testAndSet, clear
    case update(Update)
  }

  /// A read, a computation and a write.
  struct Update: Equatable {
    /// The operator's spelling.
    var operation: String
    /// `nand`
    var isComplemented = false
    /// `add_fetch` gives the new value, `fetch_add` the old one.
    var givesNew = false
  }

  /// The operation of `__atomic_store_n`, `__c11_atomic_load`, `atomic_fetch_add_explicit` …
  static func operation(_ name: String) -> Operation? {
    let words = name.split(separator: "_").filter { $0 != "c11" && $0 != "scoped" && $0 != "n" }
    guard let first = words.firstIndex(of: "atomic") else { return nil }
    let rest = words[(first + 1)...].filter { $0 != "explicit" }
    switch rest.first {
    case "load": return .load
    case "store": return .store
    case "init": return .initialize
    case "exchange": return .exchange
    case "compare": return .compareExchange
    case "test": return .testAndSet
    case "clear": return .clear
    case "flag": return rest.last == "clear" ? .clear : .testAndSet
    default: return update(name).map(Operation.update)
    }
  }

  /// `__atomic_store(p, &value, order)`, unlike `__atomic_store_n` and C11's, takes pointers.
  static func takesPointers(_ name: String) -> Bool {
    guard name.hasPrefix("__atomic_"), !name.hasSuffix("_n") else { return false }
    switch operation(name) {
    case .load, .store, .exchange, .compareExchange: return true
    case .initialize, .testAndSet, .clear, .update, nil: return false
    }
  }

  /// `fetch_add`, `add_fetch`, `fetch_and_add`, `add_and_fetch` …
  static func update(_ name: String) -> Update? {
    let words = name.split(separator: "_").map(String.init)
    guard let fetch = words.firstIndex(of: "fetch") else { return nil }
    let names = ["add": "+", "sub": "-", "or": "|", "and": "&", "xor": "^", "nand": "&"]
    // `fetch_and_add` has the conjunction before the operation, `fetch_and` is one.
    let others = words.indices.filter { $0 != fetch && names[words[$0]] != nil }
    let before = others.filter { $0 < fetch }
    let after = others.filter { $0 > fetch }
    guard let index = after.last ?? before.first, let operation = names[words[index]] else {
      return nil
    }
    return Update(
      operation: operation, isComplemented: words[index] == "nand", givesNew: index < fetch)
  }

  /// Library functions that clang also has as builtins keep their plain names.
  static func libraryName(_ name: String) -> String {
    guard isLibraryCall(name) else { return name }
    var plain = name.dropFirst("__builtin_".count)
    if plain.hasPrefix("__"), plain.hasSuffix("_chk") { plain = plain.dropFirst(2).dropLast(4) }
    return String(plain)
  }

  static func isLibraryCall(_ name: String) -> Bool {
    guard name.hasPrefix("__builtin_") else { return false }
    var plain = name.dropFirst("__builtin_".count)
    if plain.hasPrefix("__"), plain.hasSuffix("_chk") { plain = plain.dropFirst(2).dropLast(4) }
    return libraryCalls.contains(String(plain))
  }

  private static let libraryCalls: Set<String> = [
    "memcpy", "memmove", "memset", "memcmp", "memchr", "bzero", "strlen", "strcpy", "strncpy",
    "strcat", "strncat", "strcmp", "strncmp", "strchr", "alloca", "malloc", "calloc", "realloc",
    "free", "abort", "printf", "sprintf", "snprintf", "puts", "putchar",
  ]

  /// The options of `dmb` and `dsb` by their numbers.
  static let barrierOptions: [Int64: String] = [
    15: "sy", 14: "st", 13: "ld", 11: "ish", 10: "ishst", 9: "ishld", 7: "nsh", 6: "nshst",
    5: "nshld", 3: "osh", 2: "oshst", 1: "oshld",
  ]
}
