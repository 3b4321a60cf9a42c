import Foundation

/// What the emulator shows of a broken firmware that is booted beside the healthy one.
enum Shown: Sendable, Equatable {
  /// `damage lost TEXT`: what the healthy firmware prints and this one does not.
  case lost(String)
  /// `damage -`: it does not get to its last line.
  case hangs
  /// `prints TEXT`: it is healthy.
  case prints(String)
  /// `unseen WORD …`: nothing, for reasons that the legend of the kernel's variants explains.
  case unseen([String])

  init?(_ line: Substring) {
    if line == "damage -" {
      self = .hangs
    } else if let rest = line.after("damage lost ") {
      self = .lost(String(rest))
    } else if let rest = line.after("prints ") {
      self = .prints(String(rest))
    } else if let rest = line.after("unseen ") {
      self = .unseen(rest.split(separator: " ").map(String.init))
    } else {
      return nil
    }
  }

  var isDamage: Bool {
    switch self {
    case .lost, .hangs: true
    case .prints, .unseen: false
    }
  }

  /// The reasons why the emulator shows nothing, with their explanations.
  static func legend() throws -> [String: String] {
    let file = ReferenceFirmware.raspberryPi3.folder.appending(path: "variants.txt")
    var legend: [String: String] = [:]
    var last: String?
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      guard let rest = line.after("#   ") else {
        last = nil
        continue
      }
      let text = rest.drop { $0 == " " }
      if let last, text.count < rest.count {
        legend[last]?.append(" " + text)
      } else {
        let word = String(rest.prefix { $0 != " " })
        legend[word] = rest.dropFirst(word.count).drop { $0 == " " }.description
        last = word
      }
    }
    return legend
  }

  /// What can stay unseen for each reason: families of rules, or single ones.
  static let excused: [String: [String]] = [
    "cache": ["DMA3", "DMA701"], "order": ["DMA2"],
    "instant": ["DMA1", "DMA4", "DMA6", "DMA802"], "alias": ["DMA504"], "rodata": ["DMA503"],
    "contents": ["DMA507", "DMA603", "DMA8", "DMA902"], "aligned": ["DMA505"],
    "handlers": ["DMA404"],
  ]

  /// What is wrong with it, for a firmware with these findings.
  func problem(codes: [String], legend: [String: String]) -> String? {
    switch self {
    case .lost(let text), .prints(let text):
      return text.count < 4 ? "'\(text)' is too short to be missed" : nil
    case .hangs: return nil
    case .unseen(let words):
      if words.isEmpty { return "no reason" }
      for word in words {
        guard let text = legend[word], text.count > 20 else { return "'\(word)' is not explained" }
        let rules = Self.excused[word] ?? []
        if !codes.contains(where: { code in rules.contains { code.hasPrefix($0) } }) {
          return "'\(word)' explains none of \(codes)"
        }
      }
      for code in codes {
        let isExcused = words.contains { Self.excused[$0]?.contains { code.hasPrefix($0) } == true }
        if !isExcused { return "nothing explains why \(code) does no damage" }
      }
      return nil
    }
  }
}
