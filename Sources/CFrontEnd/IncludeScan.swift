/// The `#include` lines of files, found without preprocessing, and the folders that they need.
enum IncludeScan {
  /// The folders from which the headers among the inputs are found as they are included.
  ///
  /// It's tempting to take every folder that holds a header, but then `pico/assert.h` stands in for
  /// `<assert.h>`. Where several headers fit a name, folders that others need come first.
  static func folders(headers: [String], includes: [(path: String, names: [String])]) -> [String] {
    var pathsByName: [String: [String]] = [:]
    for header in headers { pathsByName[UnitPlan.lastName(header), default: []].append(header) }
    let known = Set(headers.map(PathTable.normalised))
    var folders: [String] = []
    var isNeeded: Set<String> = []
    var ambiguous: [[String]] = []
    var seen: Set<String> = []
    for (path, names) in includes {
      let own = PathTable.folder(of: path)
      for name in names where !standardHeaders.contains(name) {
        if known.contains(PathTable.normalised(own + "/" + name)) { continue }
        guard seen.insert(name).inserted else { continue }
        let candidates = (pathsByName[UnitPlan.lastName(name)] ?? []).compactMap {
          root(of: $0, includedAs: name)
        }
        if candidates.count == 1, isNeeded.insert(candidates[0]).inserted {
          folders.append(candidates[0])
        } else if candidates.count > 1 {
          ambiguous.append(candidates)
        }
      }
    }
    for candidates in ambiguous where !candidates.contains(where: isNeeded.contains) {
      for candidate in candidates where isNeeded.insert(candidate).inserted {
        folders.append(candidate)
      }
    }
    return folders
  }

  /// The folder from which a header is found under a name.
  private static func root(of header: String, includedAs name: String) -> String? {
    if header == name { return "." }
    guard header.hasSuffix("/" + name) else { return nil }
    let root = header.dropLast(name.utf8.count + 1)
    return root.isEmpty ? "/" : String(root)
  }

  /// Headers of C's library and of compilers: a project's header of the same name is another one.
  private static let standardHeaders: Set<String> = Set(FallbackHeaders.files.map(\.name)).union([
    "float.h", "iso646.h", "tgmath.h", "complex.h", "fenv.h", "setjmp.h", "signal.h", "locale.h",
    "wchar.h", "wctype.h", "uchar.h", "threads.h", "unistd.h", "malloc.h", "strings.h", "alloca.h",
    "sys/time.h", "sys/stat.h", "fcntl.h", "arm_acle.h", "arm_neon.h", "arm_mve.h", "arm_cmse.h",
  ])

  /// The header that a file includes before any other directive and any code, in quotes; what it
  /// declares does not depend on the file.
  static func firstInclude(of bytes: [UInt8]) -> String? {
    var index = 0
    while index < bytes.count {
      if CharacterClass.isBlank(bytes[index]) {
        index += 1
      } else if bytes[index...].starts(with: "//".utf8) {
        index = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
      } else if bytes[index...].starts(with: "/*".utf8) {
        index += 2
        while index < bytes.count, !bytes[index...].starts(with: "*/".utf8) { index += 1 }
        index += 2
      } else {
        break
      }
    }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "#") else { return nil }
    let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
    let line = Array(bytes[index..<end])
    guard line.contains(UInt8(ascii: "\"")) else { return nil }
    return includes(of: line).first
  }

  /// The names between quotes or angle brackets, in order.
  static func includes(of bytes: [UInt8]) -> [String] {
    var names: [String] = []
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while let hash = bytes[index...].firstIndex(of: UInt8(ascii: "#")) {
        index = hash + 1
        skipBlanks(bytes, &index)
        guard starts(bytes, at: index, with: "include") else { continue }
        index += 7
        if starts(bytes, at: index, with: "_next") { index += 5 }
        skipBlanks(bytes, &index)
        guard index < bytes.count else { return }
        let close: UInt8
        switch bytes[index] {
        case UInt8(ascii: "\""): close = UInt8(ascii: "\"")
        case UInt8(ascii: "<"): close = UInt8(ascii: ">")
        default: continue
        }
        let start = index + 1
        var end = start
        while end < bytes.count, bytes[end] != close, bytes[end] != 0x0A { end += 1 }
        guard end < bytes.count, bytes[end] == close else { continue }
        names.append(String(decoding: bytes[start..<end], as: UTF8.self))
        index = end
      }
    }
    return names
  }

  private static func skipBlanks(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
  }

  private static func starts(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, with word: StaticString
  ) -> Bool {
    guard index + word.utf8CodeUnitCount <= bytes.count else { return false }
    for offset in 0..<word.utf8CodeUnitCount
    where bytes[index + offset] != word.utf8Start[offset] {
      return false
    }
    return true
  }
}
