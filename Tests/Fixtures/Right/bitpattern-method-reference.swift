// platform: cortex-m4
// starts: 1
import Synchronization
import _Volatile

struct Message {
  var command: UInt32 = 0
  var reply: UInt32 = 0
}

nonisolated(unsafe) var message = Message()

final class Mailbox {
  private let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_0000)
  private let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4003_0004)

  func call(_ command: UInt32) -> UInt32 {
    message.command = command
    message.reply = 0
    let place = withUnsafePointer(to: &message, UInt.init(bitPattern:))
    atomicMemoryFence(ordering: .releasing)
    address.store(UInt32(place))
    while status.load() == 0 {}
    atomicMemoryFence(ordering: .acquiring)
    return message.reply
  }
}

nonisolated(unsafe) let mailbox = Mailbox()

@main struct Firmware {
  static func main() { while mailbox.call(1) != 2 {} }
}
