// platform: cortex-a72
// The queue's page number is what the device gets, and where the device is nobody knows before it has
// been looked for.
import _Volatile

func write(_ address: UInt, _ value: UInt32) {
  VolatileMappedRegister<UInt32>(unsafeBitPattern: address).store(value)
}

func read(_ address: UInt) -> UInt32 {
  VolatileMappedRegister<UInt32>(unsafeBitPattern: address).load()
}

@_silgen_name("data_synchronization_barrier") func dataSynchronizationBarrier()

/// Pages of memory: their addresses are numbers from here on.
func ask(_ device: UInt, pages: UInt) -> UInt32 {
  let queue = UnsafeMutablePointer<UInt32>(bitPattern: pages)!
  queue[0] = 7
  dataSynchronizationBarrier()
  write(device + 0x40, UInt32(pages / 4096))  // finding: DMA902
  write(device + 0x44, 1)
  while read(device + 0x48) & 1 == 0 {}  // finding: DMA606
  return queue[1]  // finding: DMA202 "this read of"
}
