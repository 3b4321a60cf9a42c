import DMALint
import Machine

/// An execution for people: the program on the left, engine, cache and interrupts on the right, and
/// under each step what has changed in memory.
enum WitnessText {
  private static let width = 46

  static func render(_ defect: MachineDefect, _ root: String, _ files: [String]) -> String {
    var lines = [
      "An execution that begins in '\(root)':", "",
      pad("     CPU", to: width + 6) + "engine, cache, interrupts",
    ]
    var memory = ""
    for (number, step) in defect.steps.enumerated() {
      let count = pad(String(repeating: " ", count: number < 9 ? 2 : 1) + "\(number + 1)", to: 5)
      switch step.actor {
      case .cpu:
        let line = step.place.map { "\($0.start.line): " } ?? ""
        lines.append(count + line + (step.text.isEmpty ? "goes on" : step.text))
      case .engine, .cache, .interrupt:
        lines.append(pad(count, to: width + 6) + "\(step.actor.rawValue) \(step.text)")
      }
      if step.memory != memory, !step.memory.isEmpty {
        memory = step.memory
        lines.append("       memory: \(memory)")
      }
    }
    lines.append("")
    lines.append("\(defect.clause.rawValue): \(defect.message)")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }
}
