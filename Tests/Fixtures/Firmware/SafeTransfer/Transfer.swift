import CPU

/// What a transfer has owned, given back when it is over.
struct Finished<Buffer: TransferBuffer & ~Copyable>: ~Copyable {
  var isComplete: Bool
  var serial: Serial
  var channel: Channel
  var buffer: Buffer
}

/// A transfer that is under way. It owns the buffer, the channel and the port, so that nobody else
/// uses them; whoever drops it stops it.
struct Transfer<Buffer: TransferBuffer & ~Copyable>: ~Copyable {
  private var parts: Finished<Buffer>?
  private let isReceiving: Bool

  init(
    sending buffer: consuming Buffer, to serial: consuming Serial, over channel: consuming Channel
  ) {
    clean_lines(UInt(bitPattern: buffer.words.baseAddress), buffer.words.count * 4)
    channel.startTransmitting(buffer.words)
    parts = Finished(isComplete: false, serial: serial, channel: channel, buffer: buffer)
    isReceiving = false
  }

  init(
    receivingInto buffer: consuming Buffer, from serial: consuming Serial,
    over channel: consuming Channel
  ) {
    invalidate_lines(UInt(bitPattern: buffer.words.baseAddress), buffer.words.count * 4)
    channel.startReceiving(buffer.words)
    parts = Finished(isComplete: false, serial: serial, channel: channel, buffer: buffer)
    isReceiving = true
  }

  /// Stops the engine before the buffer is freed.
  deinit {
    switch parts {
    case .some(let parts): parts.channel.stop()
    case .none: break
    }
  }

  var isDone: Bool {
    switch parts {
    case .some(let parts): parts.channel.status != .running
    case .none: true
    }
  }

  /// Waits, and gives everything back.
  consuming func wait() -> Finished<Buffer> {
    guard var finished = parts.take() else { fatalError() }
    var status = finished.channel.status
    while status == .running { status = finished.channel.status }
    dmb_osh()
    if isReceiving {
      invalidate_lines(
        UInt(bitPattern: finished.buffer.words.baseAddress), finished.buffer.words.count * 4)
    }
    finished.isComplete = status == .complete
    return finished
  }
}
