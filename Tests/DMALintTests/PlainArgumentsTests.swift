import Testing

@testable import DMALintTool

/// What needs no parser means what the parser says it means.
@Suite struct PlainArgumentsTests {
  @Test(arguments: [
    "Sources", "check", "check Sources A.swift --platform stm32h7 --quiet",
    "--format sarif --output report.sarif Sources --fail-on never",
    "check --config a.yml --dumps d --elf f.elf --linker-script l.ld --baseline b.json --no-color",
    "Sources --select DMA2,DMA301 --ignore unbounded-wait",
  ])
  func meanTheSame(line: String) throws {
    let arguments = line.split(separator: " ").map(String.init)
    let plain = try #require(CommandLineTool.plainCheck(arguments))
    let own = arguments.first == "check" ? Array(arguments.dropFirst()) : arguments
    #expect(try plain == CheckCommand.parse(own).options)
  }

  @Test(arguments: [
    "explain DMA101", "help", "--help", "--version", "--platform", "--platform --quiet",
    "--platform=stm32h7 A.swift", "-- A.swift", "--quiet --quiet", "--format yaml",
    "--select DMA1 --select DMA2", "--jobs 2", "A.swift --unknown x", "-q",
  ])
  func areLeftToTheParser(line: String) {
    #expect(CommandLineTool.plainCheck(line.split(separator: " ").map(String.init)) == nil)
  }

  @Test func anEmptyPathIsTheParsers() { #expect(CommandLineTool.plainCheck([""]) == nil) }
}
