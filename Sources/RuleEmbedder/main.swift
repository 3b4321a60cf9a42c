import Foundation

// Writes what `Rules/` says as one Swift file: RuleEmbedder RULES-FOLDER OUTPUT-FILE.
//
// `Core/` holds links to the few files of the core that decode knowledge, and to the tool's reading
// of YAML. A dependency on the core as a whole would compile it twice in every build, and rebuild
// the embedder and all that depends on it whenever anything in the core changes.

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
  FileHandle.standardError.write(Data("usage: RuleEmbedder RULES-FOLDER OUTPUT-FILE\n".utf8))
  exit(2)
}

var rules = RuleFolder(path: arguments[1])
let source = rules.read().swiftSource
for problem in rules.problems {
  FileHandle.standardError.write(Data("\(problem)\n".utf8))
}
guard rules.problems.isEmpty else { exit(1) }
do {
  try Data(source.utf8).write(to: URL(fileURLWithPath: arguments[2]), options: .atomic)
} catch {
  FileHandle.standardError.write(Data("\(arguments[2]): error: \(error)\n".utf8))
  exit(2)
}
