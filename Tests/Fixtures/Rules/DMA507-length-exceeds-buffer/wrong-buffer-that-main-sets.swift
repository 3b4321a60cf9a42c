// why: main does nothing but name the memory, and the handler starts over it
// platform: generic
@_extern(c) func HAL_UART_Transmit_DMA(
  _ uart: OpaquePointer, _ data: UnsafePointer<UInt8>, _ size: UInt16
) -> UInt32

nonisolated(unsafe) var port: OpaquePointer?
nonisolated(unsafe) var chosen: UnsafeMutablePointer<UInt8>?
nonisolated(unsafe) var failures = 0
let report = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

@c func USART1_IRQHandler() {
  guard let port, let chosen else { return }
  if HAL_UART_Transmit_DMA(port, chosen, 32) != 0 { failures &+= 1 }  // finding: DMA507 "'report'"
}

@main struct Firmware {
  static func main() {
    chosen = report
    while true {}
  }
}
