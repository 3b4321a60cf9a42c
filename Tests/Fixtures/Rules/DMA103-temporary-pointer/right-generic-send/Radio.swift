import NRFX

/// Anything that can be sent as it lies in memory.
protocol Packet: BitwiseCopyable {
  var length: Int { get }
}

struct Radio {
  // The pointer is good until `send` returns, and that is when the packet is out.
  func goodSend<P: Packet>(_ packet: P) -> Bool {
    let count = packet.length
    var packet = packet
    return send(&packet, count)
  }

  private func send(_ bytes: UnsafeRawPointer, _ count: Int) -> Bool {
    let bytes = bytes.assumingMemoryBound(to: UInt8.self)
    guard nrfx_uarte_tx(&uarte0, bytes, count, 0) == NRFX_SUCCESS else { return false }
    while nrfx_uarte_tx_in_progress(&uarte0) {}
    return true
  }
}
