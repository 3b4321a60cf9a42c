import DMALint

/// Where the linker put, or will put, the variables; what cannot be read is reported.
func linkMap(of request: CheckRequest, _ report: inout Report) -> LinkMap {
  var image: ELFImage?
  if let file = request.elf {
    let (found, problems) = ELFReader.read(file.bytes)
    image = found
    report.failures += problems.map { Failure(file.path, $0.message) }
  }
  return LinkMap(elf: image, script: script(of: request, &report))
}

private func script(of request: CheckRequest, _ report: inout Report) -> LinkerScript? {
  guard let file = request.linkerScript else { return nil }
  let folder = file.path.contains("/") ? Folders.parent(of: file.path) : nil
  let (script, problems) = ScriptParser.read(file.bytes) { name in
    // Beside the script, then where the linker is run.
    for path in [folder.map { Folders.join($0, name) }, name].compactMap(\.self) {
      do throws(ToolError) {
        return try FileReading.read(path, limit: FileReading.sourceLimit)
      } catch { continue }
    }
    return nil
  }
  guard script.isUsable else {
    report.failures.append(
      Failure(file.path, "this is no linker script: it has neither MEMORY nor SECTIONS"))
    return nil
  }
  for problem in problems {
    let position = Position(line: UInt32(clamping: max(problem.line, 1)), column: 1)
    let path = problem.file ?? file.path
    let range = SourceRange(file: report.file(at: path), start: position, end: position)
    report.gaps.append(Gap(range, problem.message))
  }
  return script
}
