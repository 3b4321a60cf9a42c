import DMALint

/// The clauses of the contract that the machine decides.
public enum MachineClause: String, CaseIterable, Hashable, Comparable, Sendable {
  case lifetime, order, coherency, exclusivity, completion

  public static func < (a: MachineClause, b: MachineClause) -> Bool {
    allCases.firstIndex(of: a) ?? 0 < allCases.firstIndex(of: b) ?? 0
  }
}

/// What is wrong with one transfer, and an execution that shows it.
public struct MachineDefect: Sendable {
  public var clause: MachineClause
  /// The operation that started the transfer.
  public var start: SourceRange
  /// The operation at which it shows.
  public var place: SourceRange
  public var message: String
  /// The interleaving, where it was asked for.
  public var steps: [MachineStep] = []
}

/// One step of an interleaving, with the state behind it.
public struct MachineStep: Sendable {
  public enum Actor: String, Sendable {
    case cpu = "CPU"
    case engine, cache, interrupt
  }

  public var actor: Actor
  public var text: String
  public var place: SourceRange?
  /// Memory, cache and store buffer as far as transfers are concerned.
  public var memory: String
}

/// What all executions of a program show.
public struct MachineVerdict: Sendable {
  /// By clause and start; one execution each.
  public var defects: [MachineDefect] = []
  /// The starts that some execution made.
  public var starts: [SourceRange] = []
  /// States that were visited.
  public var stateCount = 0
  /// Why the verdict is none: the bound was reached, or an operation is beyond the machine.
  public var failures: [String] = []

  public func violates(_ clause: MachineClause) -> Bool {
    defects.contains { $0.clause == clause }
  }
}

/// Which freedoms an exploration uses: what shows without any is a defect of the program's own, what
/// shows only with one of them is a defect of order or of coherency.
enum Adversary: String, CaseIterable, Sendable {
  /// Compiler and core keep program order, and there is no cache: only engine, interrupts and
  /// outcomes are free.
  case none
  /// The compiler and the core delay stores, drop overwritten ones, answer loads early and delete
  /// loops without effect, as far as fences, volatiles, dependence and escape allow.
  case order
  /// Lines of the cache are fetched, written back and dropped at any moment.
  case cache
}
