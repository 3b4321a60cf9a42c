import DMALint
import Foundation

// Lexes Swift files with dmalint and with swift-syntax and prints where they differ.
//
//   TokenCompare PATH ...     files, and folders whose `.swift` files are read
//
// Exit status: 0 if they agree, 1 if they differ, 2 if a file cannot be read.

/// The Swift files below the paths given, in order.
func swiftFiles(in paths: [String]) -> [String] {
  paths.flatMap { path -> [String] in
    guard let below = FileManager.default.enumerator(atPath: path) else { return [path] }
    let names = below.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted()
    let files = names.map { path + "/" + $0 }
    return path.hasSuffix(".swift") && files.isEmpty ? [path] : files
  }
}

func isFolder(_ path: String) -> Bool {
  var isFolder: ObjCBool = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
}

var files = 0
var lines = 0
var tokens = 0
var differing = 0
var differences = 0
var unreadable = 0

for path in swiftFiles(in: Array(CommandLine.arguments.dropFirst())) where !isFolder(path) {
  guard let data = FileManager.default.contents(atPath: path) else {
    print("\(path): cannot be read")
    unreadable += 1
    continue
  }
  let source = [UInt8](data)
  let ours = Piece.ours(source)
  let found = Difference.differences(ours, Piece.theirs(source))
  let table = LineTable(source)
  for difference in found {
    let position = table.position(of: UInt32(difference.start))
    print("\(path):\(position.line):\(position.column)")
    print(difference.description(in: source))
  }
  files += 1
  lines += source.count { $0 == UInt8(ascii: "\n") }
  tokens += ours.count
  differences += found.count
  if !found.isEmpty { differing += 1 }
}

print(
  "\(files) files, \(lines) lines, \(tokens) tokens: "
    + "\(differences) differences in \(differing) files, \(unreadable) files not read")
exit(unreadable > 0 ? 2 : differences > 0 ? 1 : 0)
