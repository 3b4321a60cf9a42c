import DMALint
import Machine

/// An execution for people: the program on the left, engine, cache and interrupts on the right, and
/// under each step what has changed in memory.
struct WitnessText {
  private static let width = 46

  private let files: [String]
  private let lines: [[Substring]]
  /// The file of the finding: places in it are given by their lines alone.
  private let home: FileID

  init(files: [String], texts: [String], _ home: FileID) {
    self.files = files
    self.home = home
    lines = texts.map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
  }

  func render(_ defect: MachineDefect, _ root: String) -> String {
    var text = [
      "An execution that begins in '\(root)':", "",
      pad("     CPU", to: Self.width + 6) + "engine, cache, interrupts",
    ]
    var memory = ""
    for (number, step) in defect.steps.enumerated() {
      let count = pad(String(repeating: " ", count: number < 9 ? 2 : 1) + "\(number + 1)", to: 5)
      switch step.actor {
      case .cpu: text.append(count + program(step))
      case .engine, .cache, .interrupt:
        text.append(pad(count, to: Self.width + 6) + "\(step.actor.rawValue) \(step.text)")
      }
      if step.memory != memory, !step.memory.isEmpty {
        memory = step.memory
        text.append("       memory: \(memory)")
      }
    }
    text.append("")
    text.append("\(defect.clause.rawValue): \(defect.message)")
    return text.joined(separator: "\n") + "\n"
  }

  /// What the program does in a step; where that touches no transfer, how its source reads.
  private func program(_ step: MachineStep) -> String {
    guard let place = step.place else { return step.text.isEmpty ? "goes on" : step.text }
    let file = Int(place.file.index)
    let name =
      place.file == home || !files.indices.contains(file)
      ? "" : (files[file].split(separator: "/").last.map { $0 + ":" } ?? "")
    let line = "\(name)\(place.start.line): "
    guard step.text.isEmpty else { return line + step.text }
    let number = Int(place.start.line) - 1
    guard lines.indices.contains(file), lines[file].indices.contains(number) else {
      return line + "goes on"
    }
    return line + lines[file][number].drop { $0 == " " || $0 == "\t" }
  }

  private func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }
}
