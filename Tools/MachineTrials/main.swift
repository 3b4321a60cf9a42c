import MachineTrials

// usage: machine-trials [swift | sil | ir] [COUNT [FIRST-SEED [DISPUTES]]] [texts] [misses]: compares
// machine and analysis on so many programs, and prints so many kinds of dispute (or of defects that the
// analysis misses) once, shrunk, on demand with their texts.
// usage: machine-trials seed SEED: one program, and what the two say of it.
let arguments = Array(CommandLine.arguments.dropFirst())
let numbers = arguments.compactMap { Int($0) }
if arguments.first == "seed" {
  print(Trials.explain(UInt64(numbers.first ?? 1)))
} else {
  var trials = Trials(
    first: UInt64(numbers.dropFirst().first ?? 1), count: numbers.first ?? 1000)
  trials.disputesShown = numbers.dropFirst(2).first ?? 12
  trials.isVerbose = arguments.contains("texts")
  trials.showsOnlyMisses = arguments.contains("misses")
  for (word, form) in [
    ("swift", Trials.Form.swift), ("sil", .dump(.sil)), ("ir", .dump(.ir)),
  ] where arguments.first == word {
    trials.form = form
  }
  print(trials.run { print($0) })
}
