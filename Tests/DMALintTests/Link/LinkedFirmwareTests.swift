import Testing

/// Where the linker puts a buffer decides what holds of its transfer: the same sources are right and
/// wrong by their link.
@Suite struct LinkedFirmwareTests {
  static let all = H7Links.all + H7RegionLinks.all + OtherLinks.all + PiLinks.all

  @Test(arguments: all.indices)
  func says(_ index: Int) throws {
    let firmware = Self.all[index]
    let workspace = try firmware.build()
    let (found, outcome) = try firmware.findings(in: workspace)
    #expect(found == firmware.expected, "\(firmware.name)\n\(outcome.output)\(outcome.error)")
    let transfers = try outcome.strings("transfers", "verdict")
    #expect(!transfers.isEmpty, "\(firmware.name): no transfer was seen")
    guard firmware.expected.isEmpty, firmware.evidence != .nothing else { return }
    #expect(transfers.allSatisfy { $0 == "kept" }, "\(firmware.name)\n\(outcome.output)")
  }

  /// What no link says stays open.
  @Test func withoutALinkThePlaceIsUnknown() throws {
    var firmware = H7Links.all[0]
    firmware.evidence = .nothing
    let outcome = try firmware.findings(in: firmware.build()).outcome
    #expect(try outcome.strings("transfers", "verdict") == ["unknown"])
    #expect(outcome.output.contains("--elf or --linker-script would say"))
  }

  @Test func theLinkIsNamedAsEvidence() throws {
    let firmware = H7Links.all[1]
    let outcome = try firmware.findings(in: firmware.build()).outcome
    #expect(outcome.output.contains("\"evidence\": [\"source\", \"link\"]"))
  }
}
