import DMALint

/// What all units of a run have said so far, by file: a header is told once, however many units
/// include it.
final class Output {
  var paths: PathTable
  /// Files that the caller gave; others are headers found on the machine.
  let inputs: Set<FileID>
  private(set) var modules: [FileID: FlowModule] = [:]
  /// The macros of all files; where units differ, the first one counts.
  var macros: MacroTable
  private var macroFiles: Set<FileID> = []
  /// Names given to records and enums that have none, by their places.
  var typeNames: [Place: String] = [:]
  private var declared: Set<Place> = []
  private var lowered: Set<Place> = []
  private var functions: [Name: Int] = [:]
  private var globals: [Name: Int] = [:]
  private var gaps: Set<Gap> = []
  private var gapCounts: [FileID: Int] = [:]

  /// Where a declaration starts; the same in every unit that includes the file.
  struct Place: Hashable {
    var file: FileID
    var start: Position
    var kind: Int32
    /// Several variables may share the start of their declaration.
    var name: String
  }

  private struct Name: Hashable {
    var file: FileID
    var name: String
  }

  /// More gaps of one file than anybody reads are counted, not listed.
  static let mostGaps = 50

  init(paths: PathTable, inputs: Set<FileID>, wordSize: UInt32) {
    macros = MacroTable(wordSize: wordSize)
    self.paths = paths
    self.inputs = inputs
    for input in inputs { modules[input] = FlowModule() }
  }

  /// A call that some body holds.
  struct CallPlace: Hashable {
    var file: FileID
    var line: UInt32
    var name: String
  }

  /// Calls of functions by name, in units with errors.
  private(set) var calls: Set<CallPlace> = []

  func noteCall(_ name: String, at range: SourceRange) {
    calls.insert(CallPlace(file: range.file, line: range.start.line, name: name))
  }

  /// False where an earlier unit has told this declaration.
  func declares(_ place: Place) -> Bool { declared.insert(place).inserted }

  /// False where an earlier unit has lowered this body.
  func lowers(_ place: Place) -> Bool { lowered.insert(place).inserted }

  func hasLowered(_ place: Place) -> Bool { lowered.contains(place) }

  /// False where an earlier unit has read the macros of this file.
  func readsMacros(_ file: FileID) -> Bool { !macroFiles.contains(file) }

  func hasReadMacros(_ files: some Sequence<FileID>) { macroFiles.formUnion(files) }

  func add(_ type: FlowTypeDeclaration) {
    modules[type.range.file, default: FlowModule()].types.append(type)
  }

  func add(_ name: String, _ constant: FlowConstant, in file: FileID) {
    if modules[file]?.constants[name] == nil {
      modules[file, default: FlowModule()].constants[name] = constant
    }
  }

  /// A function of that name in the same file gives way to one that says more.
  func add(_ function: FlowFunction) {
    let name = Name(file: function.range.file, name: function.name)
    // What was lowered for nothing, since the unit is lowered anew, is gone.
    guard let index = functions[name], let known = modules[name.file]?.functions,
      known.indices.contains(index), known[index].name == name.name
    else {
      functions[name] = append(function)
      return
    }
    let old = known[index]
    if old.hasBody ? false : function.hasBody || (old.isExternal && !function.isExternal) {
      modules[name.file]?.functions[index] = function
    }
  }

  /// A function that no name stands for, such as an initial value's.
  func append(_ function: FlowFunction) -> Int {
    let count = modules[function.range.file]?.functions.count ?? 0
    modules[function.range.file, default: FlowModule()].functions.append(function)
    return count
  }

  /// A definition takes the place of a declaration in the same file.
  func add(_ global: FlowGlobal) {
    let name = Name(file: global.range.file, name: global.name)
    guard let index = globals[name], let known = modules[name.file]?.globals,
      known.indices.contains(index), known[index].name == name.name
    else {
      globals[name] = modules[name.file]?.globals.count ?? 0
      modules[name.file, default: FlowModule()].globals.append(global)
      return
    }
    if modules[name.file]?.globals[index].isExternal == true, !global.isExternal {
      modules[name.file]?.globals[index] = global
    }
  }

  func add(_ gap: Gap) {
    guard gaps.insert(gap).inserted else { return }
    let file = gap.range.file
    gapCounts[file, default: 0] += 1
    if gapCounts[file, default: 0] <= Output.mostGaps {
      modules[file, default: FlowModule()].gaps.append(gap)
    }
  }

  /// The modules in the order of their files, with a word on gaps that are not listed.
  func finished() -> [(file: FileID, module: FlowModule)] {
    modules.sorted { $0.key < $1.key }.map { file, module in
      var module = module
      let more = gapCounts[file, default: 0] - Output.mostGaps
      if more > 0, let last = module.gaps.last {
        module.gaps.append(
          Gap(last.range, "\(more) more gaps in this file are not listed", mayHideTransfer: true))
      }
      return (file, module)
    }
  }
}
