import Beacon
import HAL

// The C helper returns while the stream still reads its frame.
@main struct Firmware {
  static func main() {
    var identifier: UInt8 = 0
    while true {
      beacon_send(identifier)
      identifier &+= 1
      HAL_Delay(1000)
    }
  }
}
