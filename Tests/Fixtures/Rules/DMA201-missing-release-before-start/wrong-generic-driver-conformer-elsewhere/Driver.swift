import Synchronization

protocol Channel {
  func arm(_ address: UInt32, count: UInt32)
  func trigger()
  var isIdle: Bool { get }
}

struct Driver<C: Channel> {
  let channel: C
  func send(_ bytes: UnsafeBufferPointer<UInt8>) {
    channel.arm(UInt32(UInt(bitPattern: bytes.baseAddress)), count: UInt32(bytes.count))
    channel.trigger()
    while !channel.isIdle {}
    atomicMemoryFence(ordering: .acquiring)
  }
}
