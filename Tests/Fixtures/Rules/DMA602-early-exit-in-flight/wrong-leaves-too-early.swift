import HAL
import Pico

nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)
nonisolated(unsafe) let outbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

// The first guard is right: nothing has started. The second leaves the stream running.
func badGuard(_ isLinkUp: Bool) -> UInt8? {
  guard HAL_SPI_Receive_DMA(&hspi1, inbox, 32) == HAL_OK else { return nil }
  guard isLinkUp else { return nil }  // finding: DMA602 "'inbox'"
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
  return inbox[0]
}

// A deadline ends the wait, not the transfer.
func badDeadline() -> Bool {
  guard HAL_SPI_Transmit_DMA(&hspi2, outbox, 32) == HAL_OK else { return false }  // label: "starts"
  let start = HAL_GetTick()
  while HAL_SPI_GetState(&hspi2) != HAL_SPI_STATE_READY {
    if HAL_GetTick() &- start > 20 { return false }  // finding: DMA602
  }
  return true
}

enum Mode { case poll, fire, stop }

// One case of three forgets it.
func badSwitch(_ mode: Mode) {
  dma_channel_transfer_from_buffer_now(2, outbox, 32)
  switch mode {
  case .poll:
    while dma_channel_is_busy(2) {}
  case .stop:
    dma_channel_abort(2)
  case .fire:
    return  // finding: DMA602
  }
}
