import DMALint
import Foundation
import Testing

@testable import DMALintTool

/// A firmware below `Tests/Fixtures/Rules/<CODE>-<name>` with what must be said about it beside the
/// code: a Swift file, or a folder that is one firmware.
///
/// `right-…` and `good-…` hold no defect; everything else holds one of its folder's rule. The first
/// lines may say `// platform: cortex-m7` and `// dcache: off`. A module of `Tests/Fixtures/Shims`
/// that is imported belongs to the firmware.
struct Fixture: Sendable, CustomTestStringConvertible {
  let location: URL
  /// The rule whose folder it lies in.
  let rule: String

  var name: String { location.deletingPathExtension().lastPathComponent }
  var testDescription: String { "\(rule)/\(name)" }
  var isRight: Bool { name.hasPrefix("right") || name.hasPrefix("good") }

  /// The part of the folder's name that is the rule's code.
  var code: RuleCode? { RuleCode(rule.prefix(6)) }

  /// All fixtures, or those whose `RULE/name` contains what `DMALINT_FIXTURES` says.
  static let all: [Fixture] = {
    let filter = ProcessInfo.processInfo.environment["DMALINT_FIXTURES"] ?? ""
    return Checkout.entries(of: Checkout.fixtures.appending(path: "Rules")).flatMap { folder in
      Checkout.entries(of: folder).map {
        Fixture(location: $0, rule: folder.lastPathComponent)
      }
    }.filter { filter.isEmpty || $0.testDescription.contains(filter) }
  }()

  /// The files that it is made of.
  func ownFiles() throws -> [Firmware.File] { try Checkout.inputs(at: location) }

  /// The firmware: its own files and the shims that they import.
  func firmware() throws -> Firmware {
    let files = try ownFiles()
    var firmware = Firmware(files: files)
    for module in Fixture.imports(of: files) {
      let folder = Checkout.fixtures.appending(path: "Shims/\(module)")
      if Checkout.isFolder(folder) { firmware.files += try Checkout.inputs(at: folder) }
    }
    firmware.platform = Fixture.directive("platform", in: files)
    if let dcache = Fixture.directive("dcache", in: files) {
      guard let setting = DataCache(rawValue: dcache) else {
        throw Defect("'\(dcache)' is no setting of the data cache")
      }
      firmware.dcache = setting
    }
    if let platform = firmware.platform, !Catalogue.builtIn.platforms.contains(platform) {
      throw Defect("'\(platform)' is no platform")
    }
    return firmware
  }

  /// Something about a fixture that makes it useless.
  struct Defect: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
  }

  private static func imports(of files: [Firmware.File]) -> [String] {
    var modules: Set<String> = []
    for file in files {
      for line in file.text.split(separator: "\n") where line.hasPrefix("import ") {
        modules.insert(String(line.dropFirst("import ".count)))
      }
    }
    return modules.sorted()
  }

  /// What `// key: value` in the first lines of a file says.
  private static func directive(_ key: String, in files: [Firmware.File]) -> String? {
    for file in files {
      for line in file.text.split(separator: "\n").prefix(4) {
        if let range = line.firstRange(of: "// \(key): "), range.lowerBound == line.startIndex {
          return String(line[range.upperBound...])
        }
      }
    }
    return nil
  }
}
