import MachineTrials

// usage: machine-trials [COUNT [FIRST-SEED [DISPUTES]]] [fixtures]: compares machine and analysis on
// so many programs, and prints so many kinds of dispute once, shrunk, on demand as fixtures.
// usage: machine-trials seed SEED: one program, and what the two say of it.
let arguments = Array(CommandLine.arguments.dropFirst())
func number(_ index: Int, _ usual: Int) -> Int {
  arguments.indices.contains(index) ? Int(arguments[index]) ?? usual : usual
}
if arguments.first == "seed" {
  print(Trials.explain(UInt64(number(1, 1))))
} else {
  var trials = Trials(first: UInt64(number(1, 1)), count: number(0, 1000))
  trials.disputesShown = number(2, 12)
  trials.isVerbose = arguments.contains("fixtures")
  print(trials.run { print($0) })
}
