import DMALint
import Foundation

// Lexes Swift files with dmalint and with swift-syntax and prints where they differ.
//
//   TokenCompare [--mutants N] PATH ...
//
// A PATH is a file, or a folder whose `.swift` files are read. With `--mutants`, N damaged pieces of
// every file are compared instead of the files.
//
// On damaged sources differences remain where swift-syntax and the compiler part, and dmalint follows
// the compiler:
//
// - Behind `try?` or `try!` in an interpolation, swift-syntax miscounts the next parenthesis.
// - Behind a byte order mark it sees no start of the file, so an operator there is bound on its left.
//   A NUL makes it see one.
// - It cuts `0x1.0`, which lacks its exponent, by what stands behind the next character, and takes
//   `0xFF.add(2)` for one number.
// - Behind a merge conflict it has forgotten the token before it, and the strings that are open.
//
// Exit status: 0 if they agree, 1 if they differ, 2 if a file cannot be read.

/// The Swift files below the paths given, in order.
func swiftFiles(in paths: [String]) -> [String] {
  paths.flatMap { path -> [String] in
    guard isFolder(path), let below = FileManager.default.enumerator(atPath: path) else {
      return [path]
    }
    let names = below.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted()
    return names.map { path + "/" + $0 }.filter { !isFolder($0) }
  }
}

func isFolder(_ path: String) -> Bool {
  var isFolder: ObjCBool = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
}

/// What has been compared so far.
struct Tally {
  var sources = 0
  var lines = 0
  var tokens = 0
  var differences = 0
  var differing = 0

  mutating func compare(_ source: [UInt8], named name: String, showingSource: Bool) {
    let ours = Piece.ours(source)
    let found = Difference.differences(ours, Piece.theirs(source))
    let table = LineTable(source)
    for difference in found {
      let position = table.position(of: UInt32(difference.start))
      print("\(name):\(position.line):\(position.column)")
      print(difference.description(in: source))
    }
    if showingSource, !found.isEmpty { print(String(decoding: source, as: UTF8.self)) }
    sources += 1
    lines += source.count { $0 == UInt8(ascii: "\n") }
    tokens += ours.count
    differences += found.count
    if !found.isEmpty { differing += 1 }
  }
}

var paths = Array(CommandLine.arguments.dropFirst())
var mutantsPerFile = 0
if paths.first == "--mutants", paths.count > 1, let count = Int(paths[1]) {
  mutantsPerFile = count
  paths.removeFirst(2)
}

var tally = Tally()
var unreadable = 0
var mutants = Mutants(seed: 1)
for path in swiftFiles(in: paths) {
  guard let data = FileManager.default.contents(atPath: path) else {
    print("\(path): cannot be read")
    unreadable += 1
    continue
  }
  let source = [UInt8](data)
  if mutantsPerFile == 0 {
    tally.compare(source, named: path, showingSource: false)
  } else {
    for number in 0..<mutantsPerFile {
      tally.compare(
        mutants.next(of: source), named: "\(path) mutant \(number)", showingSource: true)
    }
  }
}

print(
  "\(tally.sources) sources, \(tally.lines) lines, \(tally.tokens) tokens: "
    + "\(tally.differences) differences in \(tally.differing) sources, \(unreadable) files not read"
)
exit(unreadable > 0 ? 2 : tally.differences > 0 ? 1 : 0)
