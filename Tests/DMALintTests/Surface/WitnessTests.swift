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

  /// What a start gives where it has succeeded is a name that no input explains, and the loop that fills
  /// the buffer is followed.
  @Test func takesNoWayThatTheResultForbids() throws {
    let workspace = try Workspace()
    try workspace.write(
      """
      import NRFX

      func receive() {
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)
        for index in 0..<4 { memory[index] = 0 }
        guard nrfx_uarte_rx(&uarte0, memory, 4) == NRFX_SUCCESS else { return }
        guard nrfx_uarte_rx_abort(&uarte0, true, false) == NRFX_SUCCESS else { return }
        memory.deallocate()
      }
      @main struct Firmware { static func main() { receive() } }

      """, to: "Receive.swift")
    let outcome = try workspace.dmalint("witness", "Receive.swift:8", "Receive.swift")
    #expect(outcome.output.contains("DMA604"), "\(outcome.output)")
    #expect(outcome.output.contains("5: writes block of line 4[3]"), "\(outcome.output)")
    #expect(outcome.output.contains("to stop"), "\(outcome.output)")
    #expect(outcome.output.contains("8: 'block of line 4' is given back"), "\(outcome.output)")
    #expect(outcome.output.contains("which is gone"), "\(outcome.output)")
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
