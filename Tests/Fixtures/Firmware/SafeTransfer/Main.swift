import CPU

@main
struct Firmware {
  static func main() {
    enableMMU(mappings)
    let serial = Serial()
    serial.write("[0] Serial port online.\n")

    let transmitter = Channel(
      0, block: withUnsafeMutablePointer(to: &transmit_block) { $0 })
    guard let words = StaticBuffer.take() else { halt() }
    words.fill(with: "[1] Sent by DMA from static memory.\n")
    let first = serial.transmit(words, over: transmitter).wait()
    guard first.isComplete else { halt() }

    let text = HeapBuffer(count: 32)
    text.fill(with: "\n[2] Sent by DMA from the heap.\n")
    let second = first.serial.transmit(text, over: first.channel)
    while !second.isDone { cpu_nop() }
    let sent = second.wait()
    guard sent.isComplete else { halt() }

    sent.serial.write("[3] Type four letters: ")
    while !sent.serial.hasReceived { cpu_nop() }
    let receiver = Channel(1, block: withUnsafeMutablePointer(to: &receive_block) { $0 })
    let letters = HeapBuffer(count: 4)
    let received = sent.serial.receive(into: letters, over: receiver).wait()
    guard received.isComplete else { halt() }
    for word in received.buffer.words { received.serial.write(UInt8(truncatingIfNeeded: word)) }
    received.serial.write("\n")

    // Not where nobody asks for it: the emulator's engine follows a chain of blocks to its end before
    // the processor goes on, and a ring has none.
    if received.buffer.words[0] == 63 { listen(received.serial) }

    drop(received.serial.receive(into: received.buffer, over: received.channel))
    Serial().write("[4] A transfer that was dropped has been stopped.\n")
    halt()
  }

  /// Listens without a pause until Return is typed, then sends back what came last; Escape gives up.
  static func listen(_ serial: consuming Serial) -> Never {
    let channel = Channel(2, block: withUnsafeMutablePointer(to: &ring_block) { $0 })
    var ring = serial.receive(
      inTurnsInto: HeapBuffer(count: 32), over: channel,
      by: withUnsafeMutablePointer(to: &ring_end_block) { $0 })
    var last: UInt32 = 0
    repeat { ring.next { last = $0 } } while last != 13 && last != 27
    if last == 27 {
      drop(ring)
      halt()
    }
    let heard = ring.stop()
    for word in heard.buffer.words { heard.serial.write(UInt8(truncatingIfNeeded: word)) }
    halt()
  }

  /// The end of a transfer that nobody waits for.
  static func drop(_ transfer: consuming Transfer<HeapBuffer>) {}

  static func drop(_ ring: consuming CircularTransfer<HeapBuffer>) {}
}

func halt() -> Never {
  while true { wait_for_event() }
}
