import Synchronization
import _Volatile

// The engine's address is put together from its upper half.
func send(_ words: UnsafeMutableBufferPointer<UInt32>) {
  let register = UnsafeMutablePointer<UInt32>(bitPattern: UInt(0x4002) << 16)!
  for index in words.indices { words[index] = 1 }
  atomicMemoryFence(ordering: .releasing)
  register[2] = UInt32(UInt(bitPattern: words.baseAddress!))  // finding: DMA206
  register[0] = 1
  words[0] = 5  // finding: DMA401 "written while"
}
