// platform: generic
// starts: 1
import HAL
import Synchronization

let isBusy = Atomic<Bool>(false)
nonisolated(unsafe) let packet = UnsafeMutablePointer<UInt8>.allocate(capacity: 48)

@_cdecl("HAL_UART_TxCpltCallback")
func transmitted(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  isBusy.store(false, ordering: .releasing)
}

func send(_ byte: UInt8) -> Bool {
  guard !isBusy.exchange(true, ordering: .acquiringAndReleasing) else { return false }
  for i in 0..<48 { packet[i] = byte }
  if HAL_UART_Transmit_DMA(&huart2, packet, 48) != HAL_OK {
    isBusy.store(false, ordering: .releasing)
    return false
  }
  return true
}

@main struct Firmware {
  static func main() {
    var n: UInt8 = 0
    while true { if send(n) { n &+= 1 } }
  }
}
