import Foundation
import Testing

/// A reference firmware that was broken by a rule, and what may be found in it.
struct Mutant: Sendable, CustomTestStringConvertible {
  enum Verdict: Sendable, Equatable {
    /// At least one of these must be reported, and nothing else.
    case breaks(Set<String>)
    /// Nothing may be reported: the reason why the DMA contract is kept.
    case equivalent(String)
  }

  var firmware: ReferenceFirmware
  var kind: String
  /// What was done where; with the kind it names the mutant.
  var detail: String
  /// Files with new texts.
  var files: [String: String]
  var verdict: Verdict

  var testDescription: String { "\(firmware.name)/\(kind)/\(detail)" }

  /// Codes that are found, without notes.
  func findings() throws -> Set<String> {
    let workspace = try firmware.copy()
    for (path, text) in files { try workspace.write(text, to: path) }
    let outcome = try workspace.dmalint(".", "--format", "json")
    let list = try #require(
      try outcome.json()["findings"] as? [[String: Any]], "\(testDescription)")
    return Set(
      list.filter { $0["severity"] as? String != "note" }.map { "\($0["code"] ?? "")" })
  }

  enum Outcome: Equatable {
    case killed, kept
    /// Broken, and nothing was found.
    case survived
    /// Found something that is not so.
    case wrong(Set<String>)
  }

  func outcome() throws -> Outcome {
    let found = try findings()
    switch verdict {
    case .breaks(let codes):
      if !found.isSubset(of: codes) { return .wrong(found.subtracting(codes)) }
      return found.isEmpty ? .survived : .killed
    case .equivalent:
      return found.isEmpty ? .kept : .wrong(found)
    }
  }
}

/// Makes the mutants of one firmware.
struct MutantMaker {
  let firmware: ReferenceFirmware
  private(set) var mutants: [Mutant] = []

  init(_ firmware: ReferenceFirmware) { self.firmware = firmware }

  func text(_ file: String) -> String {
    (try? String(contentsOf: firmware.folder.appending(path: file), encoding: .utf8)) ?? ""
  }

  func body(_ signature: String, in file: String) -> FunctionBody? {
    FunctionBody(of: signature, in: file, text(file))
  }

  mutating func add(
    _ kind: String, _ detail: String, _ file: String, _ text: String, _ verdict: Mutant.Verdict
  ) {
    add(kind, detail, [file: text], verdict)
  }

  mutating func add(
    _ kind: String, _ detail: String, _ files: [String: String], _ verdict: Mutant.Verdict
  ) {
    mutants.append(
      Mutant(firmware: firmware, kind: kind, detail: detail, files: files, verdict: verdict))
  }

  /// The same code at every place of a function; the verdict depends on the place.
  mutating func insert(
    _ kind: String, _ code: String, in body: FunctionBody, extra: [String: String] = [:],
    _ verdict: (Int) -> Mutant.Verdict?
  ) {
    for place in 0...body.statements.count {
      guard let verdict = verdict(place) else { continue }
      var files = extra
      files[body.file] = body.inserting(code, at: place)
      add(kind, "\(code) at \(place)", files, verdict)
    }
  }

  /// A text of a file by another one.
  mutating func replace(
    _ kind: String, _ old: String, by new: String, in file: String, _ verdict: Mutant.Verdict,
    named detail: String? = nil
  ) {
    let whole = text(file)
    guard whole.ranges(of: old).count == 1 else {
      Issue.record("\(firmware.name)/\(file): not once: \(old)")
      return
    }
    add(kind, detail ?? "\(old) by \(new)", file, whole.replacing(old, with: new), verdict)
  }
}
