import Foundation
import Testing

/// `dmalint witness`: one execution that shows a finding, step by step.
@Suite struct WitnessTests {
  private static let mailbox = """
    import _Volatile

    let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0000)
    let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0008)
    let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_000C)
    nonisolated(unsafe) let message = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)

    @main struct Firmware {
      static func main() {
        message[0] = 7
        address.store(UInt32(UInt(bitPattern: message)))
        control.store(1)
        while status.load() & 2 != 0 {}
        atomicMemoryFence(ordering: .acquiring)
        if message[0] == 7 { return }
      }
    }

    """

  @Test func showsWhatTheDeviceReads() throws {
    let workspace = try Workspace()
    try workspace.write(Self.mailbox, to: "Mailbox.swift")
    let outcome = try workspace.dmalint("witness", "Mailbox.swift:12", "Mailbox.swift")
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("DMA201"))
    #expect(outcome.output.contains("12: starts the transfer"), "\(outcome.output)")
    #expect(outcome.output.contains("engine reads"), "\(outcome.output)")
    #expect(outcome.output.contains("(delayed: 7)"), "\(outcome.output)")
    #expect(outcome.output.contains("before the program's write"), "\(outcome.output)")
  }

  @Test func isFoundByItsFingerprint() throws {
    let workspace = try Workspace()
    try workspace.write(Self.mailbox, to: "Mailbox.swift")
    let report = try workspace.dmalint("--format", "json", "Mailbox.swift").output
    let mark = "\"fingerprint\": \""
    let finding = try #require(
      report.components(separatedBy: "\"code\": \"DMA201\"").dropFirst().first)
    let print = try #require(finding.components(separatedBy: mark).dropFirst().first)
      .prefix { $0 != "\"" }
    let outcome = try workspace.dmalint("witness", String(print), "Mailbox.swift")
    #expect(outcome.output.contains("engine reads"), "\(outcome.output)")
  }

  @Test func saysWhenThereIsNone() throws {
    let workspace = try Workspace()
    try workspace.write(
      """
      @_extern(c) func HAL_UART_Transmit_DMA(
        _ uart: OpaquePointer, _ data: UnsafePointer<UInt8>, _ size: UInt16) -> UInt32
      func send(_ uart: OpaquePointer, _ bytes: [[UInt8]]) {
        for part in bytes { _ = HAL_UART_Transmit_DMA(uart, part, 4) }
      }

      """, to: "Send.swift")
    let outcome = try workspace.dmalint("witness", "Send.swift:4", "Send.swift")
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("No execution"), "\(outcome.output)")
    #expect(try workspace.dmalint("witness", "Send.swift:1", "Send.swift").status == 2)
  }
}
