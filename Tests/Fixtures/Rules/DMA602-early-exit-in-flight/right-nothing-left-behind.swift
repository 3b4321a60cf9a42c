import HAL
import Pico

nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)
nonisolated(unsafe) let outbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

// The wait is deferred: every way out passes it.
func goodDefer(_ isLinkUp: Bool) -> UInt8? {
  guard HAL_SPI_Receive_DMA(&hspi1, inbox, 32) == HAL_OK else { return nil }
  defer {
    while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
  }
  guard isLinkUp else { return nil }
  return 1
}

// Who gives up stops the stream.
func goodDeadline() -> Bool {
  guard HAL_SPI_Transmit_DMA(&hspi2, outbox, 32) == HAL_OK else { return false }
  let start = HAL_GetTick()
  while HAL_SPI_GetState(&hspi2) != HAL_SPI_STATE_READY {
    if HAL_GetTick() &- start > 20 {
      if HAL_SPI_DMAStop(&hspi2) != HAL_OK { fatalError() }
      return false
    }
  }
  return true
}

/// A transfer that somebody has to join.
struct Pending: ~Copyable {
  let channel: UInt32

  consuming func join() { dma_channel_wait_for_finish_blocking(channel) }
}

// The transfer is handed over, and waited for where it is not.
func goodHandOver(_ isUrgent: Bool) -> Pending? {
  dma_channel_transfer_from_buffer_now(2, outbox, 32)
  let pending = Pending(channel: 2)
  if isUrgent {
    pending.join()
    return nil
  }
  return pending
}

// A start that fails leaves nothing behind, whatever the path.
func goodRetry(_ retries: Int) -> Bool {
  var left = retries
  while HAL_SPI_Transmit_DMA(&hspi2, outbox, 32) != HAL_OK {
    left -= 1
    if left == 0 { return false }
  }
  while HAL_SPI_GetState(&hspi2) != HAL_SPI_STATE_READY {}
  return true
}
