import _Volatile

struct Stream: Channel {
  private let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6018)
  private let count = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_601C)
  private let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6010)

  func arm(_ address: UInt32, count: UInt32) {
    self.address.store(address)
    self.count.store(count)
  }
  func trigger() { control.store(1) }
  var isIdle: Bool { control.load() & 1 == 0 }
}
