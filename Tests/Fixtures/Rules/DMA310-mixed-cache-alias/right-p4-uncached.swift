// platform: esp32p4
import IDF
let cached = UnsafeMutablePointer<UInt8>(bitPattern: 0x4FF8_0000 as UInt)!
let uncached = UnsafeMutablePointer<UInt8>(bitPattern: 0x8FF8_0000 as UInt)!
@_extern(c) func uhci_transmit(_ u: OpaquePointer, _ p: UnsafeMutablePointer<UInt8>, _ n: Int)
  -> Int32
@_extern(c) func uhci_wait_all_tx_transaction_done(_ u: OpaquePointer, _ t: Int32) -> Int32
@_extern(c) func fence_iorw_iorw()
func send(_ v: UInt8, _ u: OpaquePointer) -> Bool {
  for i in 0..<64 { uncached[i] = v }
  fence_iorw_iorw()
  guard uhci_transmit(u, uncached, 64) == 0 else { return false }
  return uhci_wait_all_tx_transaction_done(u, -1) == 0
}
@main struct App { static func main() { while send(1, uhci_port()) {} } }
