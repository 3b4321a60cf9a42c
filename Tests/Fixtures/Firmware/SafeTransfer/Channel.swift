import CPU
import _Volatile

/// One channel of the DMA engine and its control block.
struct Channel: ~Copyable {
  private let control: VolatileMappedRegister<UInt32>
  private let blockAddress: VolatileMappedRegister<UInt32>
  private let block: UnsafeMutablePointer<control_block>

  private static let active: UInt32 = 1 << 0
  private static let ended: UInt32 = 1 << 1
  private static let error: UInt32 = 1 << 8
  private static let abort: UInt32 = 1 << 30

  enum Request: UInt32 {
    case serialTransmit = 12
    case serialReceive = 14
  }

  init(_ number: UInt, block: UnsafeMutablePointer<control_block>) {
    let base = Board.dma + number * 0x100
    control = VolatileMappedRegister(unsafeBitPattern: base)
    blockAddress = VolatileMappedRegister(unsafeBitPattern: base + 0x04)
    self.block = block
    let enable = VolatileMappedRegister<UInt32>(unsafeBitPattern: Board.dma + 0xFF0)
    enable.store(enable.load() | 1 << UInt32(number))
  }

  /// Memory to the serial port; the words are clean when this is called.
  func startTransmitting(_ words: UnsafeMutableBufferPointer<UInt32>) {
    block.pointee.information = Request.serialTransmit.rawValue << 16 | 1 << 8 | 1 << 6 | 1 << 3
    block.pointee.source = Board.busAddress(UInt(bitPattern: words.baseAddress))
    block.pointee.destination = Board.uartDataOnBus
    start(count: words.count)
  }

  /// The serial port to memory; no line of the words is in the cache when this is called.
  func startReceiving(_ words: UnsafeMutableBufferPointer<UInt32>) {
    block.pointee.information = Request.serialReceive.rawValue << 16 | 1 << 10 | 1 << 4 | 1 << 3
    block.pointee.source = Board.uartDataOnBus
    block.pointee.destination = Board.busAddress(UInt(bitPattern: words.baseAddress))
    start(count: words.count)
  }

  /// The serial port to the first half of the words, then by another block to the second, and so on
  /// without end. No line of the words is in the cache when this is called.
  func startReceivingInTurns(
    _ words: UnsafeMutableBufferPointer<UInt32>, by second: UnsafeMutablePointer<control_block>
  ) {
    let size = words.count / 2 * 4
    let start = UInt(bitPattern: words.baseAddress)
    prepare(block, toReceive: size, at: start, andGoOnWith: second)
    prepare(second, toReceive: size, at: start + UInt(size), andGoOnWith: block)
    run(block)
  }

  private func prepare(
    _ step: UnsafeMutablePointer<control_block>, toReceive size: Int, at address: UInt,
    andGoOnWith next: UnsafeMutablePointer<control_block>
  ) {
    step.pointee.information = Request.serialReceive.rawValue << 16 | 1 << 10 | 1 << 4 | 1 << 3
    step.pointee.source = Board.uartDataOnBus
    step.pointee.destination = Board.busAddress(address)
    step.pointee.length = UInt32(size)
    step.pointee.stride = 0
    step.pointee.next = Board.busAddress(UInt(bitPattern: next))
    clean_lines(UInt(bitPattern: step), MemoryLayout<control_block>.size)
  }

  /// Whether this is the block that the engine does by now.
  func isDoing(_ block: UnsafeMutablePointer<control_block>) -> Bool {
    blockAddress.load() == Board.busAddress(UInt(bitPattern: block))
  }

  private func start(count: Int) {
    block.pointee.length = UInt32(count * 4)
    block.pointee.stride = 0
    block.pointee.next = 0
    clean_lines(UInt(bitPattern: block), MemoryLayout<control_block>.size)
    run(block)
  }

  /// The channel does what the block says.
  private func run(_ block: UnsafeMutablePointer<control_block>) {
    control.store(Self.ended)
    blockAddress.store(Board.busAddress(UInt(bitPattern: block)))
    control.store(Self.active)
  }

  enum Status { case running, complete, failed }

  var status: Status {
    let value = control.load()
    if value & Self.error != 0 { return .failed }
    return value & Self.active != 0 ? .running : .complete
  }

  /// Returns once the engine has stopped. One that does not stop is broken.
  func stop() {
    control.store(Self.abort)
    for _ in 0..<1_000_000 where control.load() & Self.active == 0 {
      dmb_osh()
      return
    }
    halt()
  }
}
