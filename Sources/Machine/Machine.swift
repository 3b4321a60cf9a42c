import DMALint

/// Runs a small Flow program in every way that its compiler, its core, its cache and its engines
/// may, and says which clauses of the contract some execution breaks.
///
/// It depends on nothing but Flow: no rule, no model and no transfer function of the analysis takes
/// part, so that what it says can judge them.
///
/// *What is free.* An engine moves one unit at any moment from its start on, also after the program
/// has returned. A start or a wait that can fail does either. A handler is called between any two
/// steps. Under `order`, a store is delayed until something holds it, an overwritten one is dropped,
/// a load may be answered from before the device's write, a waiting loop without effect is deleted.
/// Under `cache`, lines are fetched, written back and dropped at any moment, and neighbours write.
///
/// *What is left out, because it shows nothing new.* A store is delayed as long as it can be: done
/// earlier, the device would see what it should. Operations on memory that no engine and no
/// handler uses happen at once with what comes before them. Bytes that no operation tells apart move
/// together. Memory that has ended need not be used again for a device's access to be wrong.
///
/// *What is not modelled.* Loads are not delayed beyond later device accesses, stores are not made
/// before the branch that leads to them. Two engines over the same memory are not judged: they may be
/// one exchange (SPI in place). Memory begins clean: what somebody else left dirty in it is not the
/// program's doing. Errors that nobody catches, recursion, and data that decides addresses are beyond
/// the machine: it says so, and gives no verdict.
public struct Machine: Sendable {
  public var table: DeviceTable
  public var profile: MachineProfile
  /// States of one exploration; reaching it is a failure, not agreement.
  public var bound = 1_000_000

  public init(_ table: DeviceTable, _ profile: MachineProfile) {
    self.table = table
    self.profile = profile
  }

  /// All executions that begin with this function.
  public func run(_ module: FlowModule, from name: String, withSteps: Bool = false)
    -> MachineVerdict
  {
    var verdict = MachineVerdict()
    let plans = MachinePlans(module, table)
    guard let function = plans.functions[MachinePlans.bare(name)]?.first else {
      verdict.failures.append("there is no function '\(name)' with a body")
      return verdict
    }
    for adversary in Adversary.allCases {
      if adversary == .cache, profile.cacheLine == nil { continue }
      explore(module, plans, function, adversary, withSteps, &verdict)
    }
    verdict.defects.sort {
      ($0.clause, $0.start, $0.place, $0.message) < ($1.clause, $1.start, $1.place, $1.message)
    }
    return verdict
  }

  private func explore(
    _ module: FlowModule, _ plans: MachinePlans, _ function: Int, _ adversary: Adversary,
    _ withSteps: Bool, _ verdict: inout MachineVerdict
  ) {
    var layout = MachineLayout(line: adversary == .cache ? profile.cacheLine : nil)
    var shared: Set<MachineLayout.Key> = []
    for _ in 0..<600 {
      let run = MachineRun(module, table, profile, adversary, layout, plans)
      run.shared = shared
      do {
        let exploration = try MachineExploration(run, function, bound)
        verdict.stateCount += exploration.states.count
        if exploration.isBounded {
          verdict.failures.append("more than \(bound) states (\(adversary.rawValue))")
        }
        for start in run.starts where !verdict.starts.contains(start.range) {
          verdict.starts.append(start.range)
        }
        for (key, found) in run.defects {
          var defect = MachineDefect(
            clause: key.clause, start: key.start.map { run.starts[$0].range } ?? found.place,
            place: found.place, message: found.message)
          if withSteps { defect.steps = exploration.steps(to: found.state) }
          verdict.defects.append(defect)
        }
        return
      } catch MachineRun.Interruption.again {
        layout = run.layout
        shared = run.shared
      } catch MachineRun.Interruption.beyond(let what, let range) {
        verdict.failures.append("\(range.start.line):\(range.start.column): \(what)")
        return
      } catch {
        verdict.failures.append("\(error)")
        return
      }
    }
    verdict.failures.append("the program's memory does not settle")
  }
}
