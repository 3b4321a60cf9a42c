import Foundation
import Testing

/// The built binary, from the outside: exit statuses, inputs that cannot be used, hostile names.
@Suite struct CommandLineTests {
  @Test func versionAndHelp() throws {
    let workspace = try Workspace()
    let version = try workspace.dmalint("--version")
    #expect(version.status == 0)
    #expect(version.output == "0.1.0\n")
    let help = try workspace.dmalint("--help")
    #expect(help.status == 0)
    #expect(help.output.contains("USAGE: dmalint"))
    #expect(!help.output.contains("tokens"))
  }

  @Test(arguments: [
    ["--nonsense"], ["--format", "xml"], ["--fail-on", "fatal"], ["nowhere.swift"], ["a.txt"],
    ["--select", "DMA10l"], ["--platform", "stm32h7x"], ["--baseline", "nowhere.json"],
    ["--config", "nowhere.yml"], ["--dumps", "nowhere"], ["--elf", "nowhere"],
    ["--linker-script", "a.txt"], ["explain", "DMA10l"], ["explain"], ["models", "nothing"],
    ["capture"], ["capture", "--", "nowhere-to-be-found"], ["map"], ["tokens", "nowhere.swift"],
    ["flow", "a.txt"], ["hook", "install"], ["--output", "/nowhere/report", "a.swift"],
    ["--write-baseline", "/nowhere/baseline"],
  ])
  func whatCannotBeUsedIsStatusTwo(arguments: [String]) throws {
    let workspace = try Workspace()
    try workspace.write("", to: "a.swift")
    try workspace.write("", to: "a.txt")
    let quoted = arguments.map { "'\($0)'" }.joined(separator: " ")
    let outcome = try workspace.shell("\"$DMALINT\" \(quoted)")
    #expect(outcome.status == 2)
    #expect(!outcome.error.isEmpty)
  }

  @Test(arguments: ["ILL", "SEGV", "ABRT"])
  func aDefectOfDMALintIsStatusSeventy(signal: String) throws {
    let workspace = try Workspace()
    let outcome = try workspace.shell(
      """
      mkfifo input; "$DMALINT" --stdin-filename a.swift < input & process=$!
      exec 3> input; sleep 0.3; kill -\(signal) $process; wait $process
      """)
    #expect(outcome.status == 70)
    #expect(outcome.error.contains("this is a defect of dmalint"))
  }

  @Test func aPathIsCheckedWithoutSayingCheck() throws {
    let workspace = try Workspace()
    try workspace.write("", to: "Sources/a.swift")
    try workspace.write("", to: "Sources/b.c")
    for arguments in [["Sources/"], ["check", "Sources"], []] {
      let outcome = try workspace.shell(
        "\"$DMALINT\" \(arguments.joined(separator: " ")) --format json")
      #expect(outcome.status == 0)
      #expect(try outcome.summary("files") == 2)
    }
    let before = try workspace.dmalint("--format", "json", "Sources/b.c")
    #expect(try before.summary("files") == 1)
  }

  @Test func everythingUsableIsStillChecked() throws {
    let workspace = try Workspace()
    try workspace.write("", to: "a.swift")
    try workspace.write("", to: "b.txt")
    let outcome = try workspace.dmalint(
      "b.txt", "a.swift", "lost.swift", "--format", "json", "--select", "nonsense")
    #expect(outcome.status == 2)
    #expect(try outcome.summary("files") == 1)
    #expect(try outcome.strings("failures", "file") == ["", "b.txt", "lost.swift"])
    #expect(outcome.error.contains("dmalint: lost.swift: No such file or directory\n"))
  }

  @Test func suppressionsThatFailAreNotHiddenByTheConfiguration() throws {
    let workspace = try Workspace()
    try workspace.write("", to: "a.swift")
    try workspace.write("rules:\n  DMA901: off\n", to: ".dmalint.yml")
    #expect(try workspace.dmalint().status == 0)
  }

  @Test func oddFilesAreRead() throws {
    let workspace = try Workspace()
    try workspace.write("", to: "empty.swift")
    try workspace.write("let a = 1\r\nlet b = 2\r\n", to: "crlf.swift")
    try workspace.write(Data([0xFF, 0xFE, 0x00, 0x0A, 0xC3]), to: "bytes.swift")
    try workspace.write(Data([0xEF, 0xBB, 0xBF, 0x0A]), to: "bom.c")
    try workspace.write(Data(repeating: 0, count: 4096), to: "zeros.swift")
    try workspace.write("", to: "folder.swift/inner.swift")
    try workspace.write("", to: "no-input.swiftx")
    try workspace.write("", to: ".hidden/x.swift")
    try workspace.write("", to: ".build/x.swift")
    let outcome = try workspace.dmalint("--format", "json")
    #expect(outcome.status == 0)
    #expect(try outcome.summary("files") == 6)
    let direct = try workspace.dmalint("folder.swift", ".build", "--format", "json")
    #expect(try direct.summary("files") == 2)
  }

  @Test func inputsThatCannotBeReadAreNamed() throws {
    let workspace = try Workspace()
    try workspace.write("", to: "a/fine.swift")
    let script = """
      ln -s nowhere a/dangling.swift; mkfifo a/pipe.swift; ln -s nowhere a/no-input
      ln -s loop.swift a/loop.swift
      truncate -s 65M a/huge.swift
      timeout 20 "$DMALINT" --format json
      """
    let outcome = try workspace.shell(script)
    #expect(outcome.status == 2)
    #expect(try outcome.summary("files") == 1)
    #expect(
      try outcome.strings("failures", "file") == [
        "a/dangling.swift", "a/huge.swift", "a/loop.swift", "a/pipe.swift",
      ])
  }

  @Test func linksAreFollowedWithinTheCheckoutOnly() throws {
    let workspace = try Workspace()
    try workspace.write("", to: "checkout/Sources/a.swift")
    try workspace.write("", to: "checkout/Shared/b.swift")
    try workspace.write("", to: "outside/c.swift")
    let script = """
      cd checkout; mkdir .git
      ln -s . Sources/loop; ln -s ../.. Sources/out; ln -s ../Shared Sources/Shared
      ln -s a.swift Sources/again.swift; ln -s ../../outside/c.swift Sources/linked.swift
      "$DMALINT" Sources --format json
      """
    let outcome = try workspace.shell(script)
    #expect(outcome.status == 0)
    #expect(try outcome.summary("files") == 3)
    #expect(try outcome.strings("gaps", "file") == ["Sources/out"])
  }

  @Test func namesThatAreNoTextAreFilesLikeOthers() throws {
    let workspace = try Workspace()
    let outcome = try workspace.shell(
      #"""
      name=$(printf 'bad\377\303.swift'); : > "$name"; : > "$(printf 'tab\011.swift')"
      "$DMALINT" --format json; "$DMALINT" "$name" "$(printf 'gone\377.swift')" >&2
      """#)
    #expect(try outcome.summary("files") == 2)
    #expect(outcome.error.contains("dmalint: gone\u{FFFD}.swift: No such file"))
    #expect(outcome.error.contains("in 1 file"))
  }

  @Test func namesCannotSpeakToTheTerminalOrTheRunner() throws {
    let workspace = try Workspace()
    let names = [
      "::error::x.swift", "\u{1B}[31mred.swift", "a\n::error::b.swift", "##[error]c.swift",
      "%0A::error::d.swift", "e,line=1::f.swift", "\u{202E}g.swift", "--flag\n::set-output::.swift",
    ]
    for name in names {
      let target = workspace.folder.appending(path: name)
      try FileManager.default.createSymbolicLink(
        at: target, withDestinationURL: URL(filePath: "/nowhere/::error::x"))
    }
    for format in ["text", "json", "sarif", "github", "xcode"] {
      let outcome = try workspace.dmalint("--format", format)
      #expect(outcome.status == 2)
      let output = outcome.output + outcome.error
      let harmful = output.unicodeScalars.filter {
        $0 != "\n" && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0 == "\u{202E}")
      }
      #expect(harmful.isEmpty, "\(format)")
      let commands = WorkflowCommands.commands(in: output)
      #expect(
        commands == (format == "github" ? Array(repeating: "error", count: 8) : []), "\(format)")
    }
    let outcome = try workspace.shell("\"$DMALINT\" -- *")
    #expect(outcome.status == 2)
    #expect(WorkflowCommands.commands(in: outcome.error + outcome.output).isEmpty)
    let option = try workspace.shell("\"$DMALINT\" *")
    #expect(option.status == 2)
    #expect(WorkflowCommands.commands(in: option.error + option.output).isEmpty)
  }

  @Test func includeAndExclude() throws {
    let workspace = try Workspace()
    for path in ["Sources/a.swift", "Sources/Generated/g.swift", "Tests/t.swift", "top.swift"] {
      try workspace.write("", to: path)
    }
    try workspace.write("include: [Sources]\nexclude: [Sources/Generated]\n", to: ".dmalint.yml")
    #expect(try workspace.dmalint("--format", "json").summary("files") == 1)
    #expect(try workspace.dmalint("top.swift", "--format", "json").summary("files") == 1)
    #expect(try workspace.dmalint("Tests", "--format", "json").summary("files") == 1)
    #expect(try workspace.dmalint("Sources/Generated", "--format", "json").summary("files") == 1)
    let inside = try workspace.dmalint("--format", "json", in: "Sources")
    #expect(try inside.summary("files") == 1)
  }

  @Test func dumpsAreReadFromAHiddenFolder() throws {
    let workspace = try Workspace()
    try workspace.write("", to: "a.swift")
    try workspace.write("", to: ".dmalint/dumps/sub/a.sil")
    try workspace.write("", to: ".dmalint/dumps/a.ll")
    try workspace.write("", to: ".dmalint/dumps/not.swift")
    let outcome = try workspace.dmalint("--dumps", ".dmalint/dumps", "--format", "json")
    #expect(outcome.status == 0)
    #expect(try outcome.summary("files") == 3)
  }

  @Test func standardInputStandsForAFile() throws {
    let workspace = try Workspace()
    try workspace.write("", to: "a.swift")
    try workspace.write("", to: "b.swift")
    let alone = try workspace.dmalint(
      "--stdin-filename", "a.swift", "--format", "json", input: "let a = 1\n")
    #expect(try alone.summary("files") == 1)
    let amongOthers = try workspace.dmalint(
      ".", "--stdin-filename", "a.swift", "--format", "json", input: "let a = 1\n")
    #expect(try amongOthers.summary("files") == 2)
  }

  @Test func theReportGoesToAFile() throws {
    let workspace = try Workspace()
    try workspace.write("", to: "a.swift")
    let outcome = try workspace.dmalint("a.swift", "--format", "json", "--output", "report.json")
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty)
    #expect(try workspace.read("report.json").hasPrefix("{\n  \"version\": 1,\n"))
    let full = try workspace.shell("\"$DMALINT\" a.swift > /dev/full")
    #expect(full.status == 2)
    let closed = try workspace.shell("\"$DMALINT\" rules | head -n 1")
    #expect(closed.status == 0)
    #expect(closed.error.isEmpty)
  }

  @Test func absolutePathsBelowTheFolderAreRelative() throws {
    let workspace = try Workspace()
    try workspace.write("", to: "x/a.swift")
    let script = "\"$DMALINT\" \"$PWD/x/../x/lost.swift\" ../lost.swift --format json"
    let outcome = try workspace.shell(script)
    #expect(try outcome.strings("failures", "file") == ["../lost.swift", "x/lost.swift"])
  }

  @Test func aStepSummaryIsWrittenForGitHub() throws {
    let workspace = try Workspace()
    try workspace.write("", to: "fw/a.swift")
    let outcome = try workspace.dmalint(
      "lost.swift", "--format", "github", in: "fw",
      environment: [
        "GITHUB_STEP_SUMMARY": workspace.folder.appending(path: "summary.md").path,
        "GITHUB_WORKSPACE": workspace.folder.path,
      ])
    #expect(outcome.output.hasPrefix("::error file=fw/lost.swift,title="))
    #expect(try workspace.read("summary.md").hasPrefix("## dmalint\n"))
  }

  @Test func equalInputGivesEqualBytes() throws {
    let workspace = try Workspace()
    for number in 0..<40 { try workspace.write("", to: "s\(number % 7)/f\(number).swift") }
    let first = try workspace.dmalint("--format", "json").output
    for _ in 0..<5 { #expect(try workspace.dmalint("--format", "json").output == first) }
  }

  @Test func rulesAreListedAndExplained() throws {
    let workspace = try Workspace()
    let rules = try workspace.dmalint("rules")
    #expect(rules.output.split(separator: "\n").count >= 55)
    #expect(rules.output.hasPrefix("DMA101  stack-buffer "))
    let page = try workspace.dmalint("explain", "stack-buffer")
    #expect(page.status == 0)
    #expect(page.output.hasPrefix("DMA101 stack-buffer (error)\n"))
    #expect(try workspace.dmalint("explain", "DMA101").output == page.output)
    let nearest = try workspace.dmalint("explain", "stack-bufer")
    #expect(nearest.error.contains("did you mean 'stack-buffer'?"))
  }
}
