import NRFX

/// Anything that can be sent as it lies in memory.
protocol Packet: BitwiseCopyable {
  var length: Int { get }
}

struct Radio {
  // The pointer is good until `start` returns, and the peripheral reads on.
  func badSend<P: Packet>(_ packet: P) -> Bool {
    let count = packet.length
    var packet = packet
    return start(&packet, count)  // label: "for this call"
  }

  private func start(_ bytes: UnsafeRawPointer, _ count: Int) -> Bool {
    let bytes = bytes.assumingMemoryBound(to: UInt8.self)
    return nrfx_uarte_tx(&uarte0, bytes, count, 0) == NRFX_SUCCESS  // finding: DMA103 "'packet'"
  }
}
