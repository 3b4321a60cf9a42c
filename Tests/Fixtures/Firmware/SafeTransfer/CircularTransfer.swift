import CPU

/// A transfer without an end: the port fills the two halves of a buffer in turn. It owns what it uses;
/// whoever drops it stops it. A half is a whole number of cache lines.
struct CircularTransfer<Buffer: TransferBuffer & ~Copyable>: ~Copyable {
  private var parts: Finished<Buffer>?
  private let secondBlock: UnsafeMutablePointer<control_block>
  /// The half that is full next.
  private var half = 0

  init(
    receivingInto buffer: consuming Buffer, from serial: consuming Serial,
    over channel: consuming Channel, by secondBlock: UnsafeMutablePointer<control_block>
  ) {
    invalidate_lines(UInt(bitPattern: buffer.words.baseAddress), buffer.words.count * 4)
    channel.startReceivingInTurns(buffer.words, by: secondBlock)
    self.secondBlock = secondBlock
    parts = Finished(isComplete: false, serial: serial, channel: channel, buffer: buffer)
  }

  /// Stops the engine before the buffer is freed.
  deinit {
    switch parts {
    case .some(let parts): parts.channel.stop()
    case .none: break
    }
  }

  /// Waits until the engine has gone on to the other half, and gives away what is in this one.
  mutating func next(_ body: (UInt32) -> Void) {
    switch parts {
    case .some(let parts):
      while parts.channel.isDoing(secondBlock) == (half == 1) { cpu_nop() }
      dmb_osh()
      let count = parts.buffer.words.count / 2
      let words = UnsafeMutableBufferPointer(
        rebasing: parts.buffer.words[half * count..<(half + 1) * count])
      invalidate_lines(UInt(bitPattern: words.baseAddress), words.count * 4)
      for word in words { body(word) }
    case .none: break
    }
    half = 1 - half
  }

  /// Stops the engine, and gives everything back.
  consuming func stop() -> Finished<Buffer> {
    guard let finished = parts.take() else { fatalError() }
    finished.channel.stop()
    invalidate_lines(
      UInt(bitPattern: finished.buffer.words.baseAddress), finished.buffer.words.count * 4)
    return finished
  }
}
