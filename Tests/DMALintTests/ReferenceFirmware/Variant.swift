import Foundation
import Testing

/// A reference firmware broken by one idea, with what must be found in it. Read from the
/// `variants.txt` beside the firmware, which says how it is written.
struct Variant: Sendable, CustomTestStringConvertible {
  /// Lines that go, and lines that come in their place.
  struct Edit: Sendable {
    var file: String
    var old: [String]
    var new: [String] = []
    var isOldOver = false
  }

  /// A finding, by a part of its line.
  struct Expected: Sendable {
    var code: String
    var file: String
    var text: String
  }

  var firmware: ReferenceFirmware
  var name: String
  var edits: [Edit] = []
  var findings: [Expected] = []
  var shown: Shown?
  /// Lines that say nothing.
  var strangeLines: [String] = []

  var testDescription: String { "\(firmware.name)/\(name)" }

  static let all = ReferenceFirmware.all.flatMap { read($0, "variants.txt") }
  /// The same programs written otherwise: `rewrites.txt`, in which no findings are.
  static let rewrites = ReferenceFirmware.all.flatMap { read($0, "rewrites.txt") }

  /// A sample that is another one every day, or all of them where `DMALINT_ALL_VARIANTS` is set.
  static func sample(_ list: [Variant], of count: Int) -> [Variant] {
    guard ProcessInfo.processInfo.environment["DMALINT_ALL_VARIANTS"] == nil, count < list.count
    else { return list }
    let first = Int(Mutation.today) * count
    return (0..<count).map { list[(first + $0) % list.count] }
  }

  private static func read(_ firmware: ReferenceFirmware, _ name: String) -> [Variant] {
    let file = firmware.folder.appending(path: name)
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    var variants: [Variant] = []
    var path = ""
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      if let rest = line.after("variant ") {
        let name = rest.prefix { $0 != ":" }
        variants.append(Variant(firmware: firmware, name: String(name)))
        continue
      }
      guard !variants.isEmpty else { continue }
      let last = variants.count - 1
      if let rest = line.after("file ") {
        path = String(rest)
        // Lines of another file, or further down in the same one.
        variants[last].endEdit()
      } else if let rest = line.after("new ") {
        variants[last].edits.append(Edit(file: String(rest), old: [], isOldOver: true))
      } else if let rest = line.after("-") {
        variants[last].remove(String(rest), in: path)
      } else if let rest = line.after("+") {
        variants[last].insert(String(rest))
      } else if let rest = line.after("finding ") {
        variants[last].expect(rest)
      } else if let shown = Shown(line) {
        if variants[last].shown != nil { variants[last].strangeLines.append(String(line)) }
        variants[last].shown = shown
      } else {
        variants[last].strangeLines.append(String(line))
      }
    }
    return variants
  }

  private mutating func endEdit() {
    if !edits.isEmpty { edits[edits.count - 1].isOldOver = true }
  }

  private mutating func remove(_ line: String, in file: String) {
    if let edit = edits.last, !edit.isOldOver, edit.file == file {
      edits[edits.count - 1].old.append(line)
    } else {
      edits.append(Edit(file: file, old: [line]))
    }
  }

  private mutating func insert(_ line: String) {
    guard !edits.isEmpty else { return }
    edits[edits.count - 1].isOldOver = true
    edits[edits.count - 1].new.append(line)
  }

  private mutating func expect(_ text: Substring) {
    let parts = text.split(separator: " ", maxSplits: 2)
    guard parts.count == 3, parts[1].hasSuffix(":") else { return }
    findings.append(
      Expected(
        code: String(parts[0]), file: String(parts[1].dropLast()), text: String(parts[2])))
  }

  /// A copy of the firmware with the edits made, and the findings as `CODE FILE:LINE`.
  func apply() throws -> (workspace: Workspace, expected: Set<String>) {
    let workspace = try firmware.copy()
    for edit in edits {
      let new = edit.new.map { $0 + "\n" }.joined()
      guard !edit.old.isEmpty else {
        try workspace.write(new, to: edit.file)
        continue
      }
      let text = try workspace.read(edit.file)
      let old = edit.old.map { $0 + "\n" }.joined()
      try #require(text.ranges(of: old).count == 1, "\(testDescription): not once: \(old)")
      try workspace.write(text.replacing(old, with: new), to: edit.file)
    }
    var expected: Set<String> = []
    for finding in findings {
      let lines = try workspace.read(finding.file)
        .split(separator: "\n", omittingEmptySubsequences: false)
      let numbers = lines.indices.filter { lines[$0].contains(finding.text) }
      try #require(numbers.count == 1, "\(testDescription): not on one line: \(finding.text)")
      expected.insert("\(finding.code) \(finding.file):\(numbers[0] + 1)")
    }
    return (workspace, expected)
  }
}

extension Substring {
  func after(_ prefix: String) -> Substring? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }
}
