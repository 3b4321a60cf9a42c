import CLibclang

/// A loaded libclang. Its functions may be called from one thread at a time for one unit.
final class Libclang: @unchecked Sendable {
  /// Never freed: a loaded library stays for the life of the process.
  let functions: UnsafePointer<LibclangFunctions>
  /// As the library says it: `clang version 21.0.0 …`.
  let version: String
  /// Where it was found.
  let path: String

  /// Why no library could be used.
  struct Unavailable: Error {
    var tried: [String]
  }

  private init(functions: UnsafePointer<LibclangFunctions>, path: String) {
    self.functions = functions
    self.path = path
    version = Libclang.string(functions, functions.pointee.getClangVersion())
    functions.pointee.toggleCrashRecovery(1)
    libclang_catch_overflows()
  }

  /// Once in the life of the process, before libclang reads its environment.
  private static let isPrepared: Bool = {
    libclang_prepare()
    return true
  }()

  /// The first of the libraries that loads and has every function needed.
  static func load(_ candidates: [String]) throws(Unavailable) -> Libclang {
    precondition(isPrepared)
    let table = UnsafeMutablePointer<LibclangFunctions>.allocate(capacity: 1)
    for path in candidates where libclang_load(path, table) == nil {
      return Libclang(functions: table, path: path)
    }
    table.deallocate()
    throw Unavailable(tried: candidates)
  }

  /// Whether it tells what assembly statements say (from version 21 on).
  var knowsAssembly: Bool {
    functions.pointee.Cursor_getGCCAssemblyTemplate != nil
      && functions.pointee.Cursor_getGCCAssemblyClobber != nil
      && functions.pointee.Cursor_getGCCAssemblyInput != nil
      && functions.pointee.Cursor_getGCCAssemblyOutput != nil
  }

  /// The text of a string that the library made, which is freed.
  func string(_ text: CXString) -> String { Libclang.string(functions, text) }

  private static func string(
    _ functions: UnsafePointer<LibclangFunctions>, _ text: CXString
  ) -> String {
    defer { functions.pointee.disposeString(text) }
    guard let bytes = functions.pointee.getCString(text) else { return "" }
    return String(cString: bytes)
  }

  func spelling(_ cursor: CXCursor) -> String {
    string(functions.pointee.getCursorSpelling(cursor))
  }

  func children(_ cursor: CXCursor) -> [CXCursor] {
    var list = CursorList()
    libclang_children(functions, cursor, &list)
    defer { libclang_free(&list) }
    return Array(UnsafeBufferPointer(start: list.elements, count: list.count))
  }

  func fields(of type: CXType) -> [CXCursor] {
    var list = CursorList()
    libclang_fields(functions, type, &list)
    defer { libclang_free(&list) }
    return Array(UnsafeBufferPointer(start: list.elements, count: list.count))
  }

  func inclusions(of unit: CXTranslationUnit?) -> [CXFile?] {
    var list = FileList()
    libclang_inclusions(functions, unit, &list)
    defer { libclang_free_files(&list) }
    return (0..<list.count).map { list.elements?[$0] }
  }

  func extent(_ cursor: CXCursor) -> CursorExtent {
    libclang_extent(functions, functions.pointee.getCursorExtent(cursor))
  }

  /// The size of a type in bytes; nil where it is incomplete.
  func size(of type: CXType) -> Int64? {
    // Asked for what has none, such as the types of builtins and of erroneous expressions, clang
    // crashes.
    let kind = functions.pointee.getCanonicalType(type).kind
    guard TypeKind.hasSize(kind) else { return nil }
    let size = functions.pointee.Type_getSizeOf(type)
    return size >= 0 ? size : nil
  }

  /// The value of a constant integer expression.
  func evaluate(_ cursor: CXCursor) -> Int64? {
    guard
      TypeKind.hasSize(
        functions.pointee.getCanonicalType(functions.pointee.getCursorType(cursor)).kind)
    else { return nil }
    guard let result = functions.pointee.Cursor_Evaluate(cursor) else { return nil }
    defer { functions.pointee.EvalResult_dispose(result) }
    guard functions.pointee.EvalResult_getKind(result) == Libclang.integerResult else { return nil }
    if functions.pointee.EvalResult_isUnsignedInt(result) != 0 {
      return Int64(bitPattern: functions.pointee.EvalResult_getAsUnsigned(result))
    }
    return functions.pointee.EvalResult_getAsLongLong(result)
  }

  private static let integerResult: Int32 = 1
}

/// The identity of a declaration or statement within its unit.
struct CursorKey: Hashable {
  private let kind: Int32
  private let declaration: UnsafeRawPointer?
  private let statement: UnsafeRawPointer?

  init(_ cursor: CXCursor) {
    kind = cursor.kind
    declaration = cursor.data.0
    // Of a declaration, the second word is not part of its identity.
    statement = cursor.kind >= 100 && cursor.kind < 300 ? cursor.data.1 : nil
  }
}
