enum LogError: Error { case busy, timeout }

struct Logger {
  let stream = Stream(base: 0x4002_64A0)
  let record = Record(capacity: 16)

  /// Sends and waits: the record can be filled again at once.
  func send(_ event: UInt32, at time: UInt32) {
    record.fill(event, at: time)
    stream.start(record.words, to: 0x4001_1004)
    stream.wait()
  }

  /// A deadline that passes leaves the stream running over the record.
  func send(_ event: UInt32, at time: UInt32, spins: Int) throws(LogError) {
    record.fill(event, at: time)
    stream.start(record.words, to: 0x4001_1004)
    guard stream.wait(spins: spins) else {
      throw .timeout  // finding: DMA602 "in flight"
    }
  }

  /// The last record is freed as soon as it is on its way.
  func sendLast(_ event: UInt32) {
    let last = Record(capacity: 4)
    last.fill(event, at: 0)
    stream.start(last.words, to: 0x4001_1004)
    last.free()
    stream.wait()
  }
}
