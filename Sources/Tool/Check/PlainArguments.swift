/// Command lines of `check` that need no parser: paths, and options written `--name value`, each at
/// most once. To set up the whole parser takes longer than to check a small file.
extension CheckOptions {
  /// Nil where anything is not as plain as that: it is the whole parser's, and so is every error.
  init?(plain arguments: some Sequence<String>) {
    self.init()
    var rest = arguments.makeIterator()
    var seen: Set<String> = []
    func value() -> String? {
      guard let value = rest.next(), !value.isEmpty, !value.hasPrefix("-") else { return nil }
      return value
    }
    while let argument = rest.next() {
      guard argument.hasPrefix("-") else {
        if argument.isEmpty { return nil }
        paths.append(argument)
        continue
      }
      guard seen.insert(argument).inserted else { return nil }
      switch argument {
      case "--quiet":
        isQuiet = true
        continue
      case "--no-color":
        isColourless = true
        continue
      default: break
      }
      guard let value = value() else { return nil }
      switch argument {
      case "--platform": platform = value
      case "--config": configuration = value
      case "--output": output = value
      case "--dumps": dumps = value
      case "--elf": elf = value
      case "--linker-script": linkerScript = value
      case "--baseline": baseline = value
      case "--select": select = [value]
      case "--ignore": ignore = [value]
      case "--format":
        guard let format = ReportFormat(rawValue: value) else { return nil }
        self.format = format
      case "--fail-on":
        guard let severity = FailOn(rawValue: value) else { return nil }
        failOn = severity
      default: return nil
      }
    }
  }
}
