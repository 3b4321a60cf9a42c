import Synchronization
import _Volatile

struct Channel {
  let base: UInt
  var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }
  var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 4) }
  var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 12) }
}

struct Packet { var kind: UInt8; var size: UInt8; var check: UInt16 }
final class Link {
  let packet = UnsafeMutablePointer<Packet>.allocate(capacity: 1)
  let channel = Channel(base: 0x4002_6010)
  init() { packet.initialize(to: Packet(kind: 0, size: 0, check: 0)) }
  func seal() {
    atomicMemoryFence(ordering: .releasing)  // finding: DMA203
    packet.pointee.check = UInt16(packet.pointee.kind) &+ UInt16(packet.pointee.size)
  }
  // The fence in the helper orders all but the last member.
  func badSend(_ kind: UInt8) {
    packet.pointee.kind = kind
    packet.pointee.size = 4
    seal()
    channel.memory.store(UInt32(UInt(bitPattern: packet)))
    channel.count.store(4)
    channel.control.store(0x2441)
    while channel.control.load() & 1 != 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }
}
@main struct Firmware {
  static func main() {
    let link = Link()
    while true { link.badSend(1) }
  }
}
