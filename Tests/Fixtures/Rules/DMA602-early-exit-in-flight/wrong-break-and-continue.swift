// platform: generic
import Pico

nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

func badBreakOutOfWait() {
  dma_channel_transfer_to_buffer_now(1, block, 64)
  var rounds = 0
  while dma_channel_is_busy(1) {
    rounds += 1
    if rounds == 1000 { break }  // finding: DMA602
  }
}

func badBreakOutOfRound(_ values: [Int]) {
  for value in values {
    dma_channel_transfer_to_buffer_now(2, block, 64)
    if value == 7 { break }  // finding: DMA602
    dma_channel_wait_for_finish_blocking(2)
  }
}

func badContinue(_ values: [Int]) {
  outer: for value in values {
    dma_channel_transfer_to_buffer_now(3, block, 64)
    for other in values where other == value {
      continue outer  // finding: DMA602
    }
    dma_channel_wait_for_finish_blocking(3)
  }
}

// The wait stands behind the loop.
func goodBreak(_ values: [Int]) {
  for value in values {
    dma_channel_wait_for_finish_blocking(4)
    dma_channel_transfer_to_buffer_now(4, block, 64)
    if value == 7 { break }
  }
  dma_channel_wait_for_finish_blocking(4)
}

func goodTimeout() -> Bool {
  dma_channel_transfer_to_buffer_now(5, block, 64)
  var rounds = 0
  while dma_channel_is_busy(5) {
    rounds += 1
    if rounds == 1000 { break }
  }
  if rounds == 1000 {
    dma_channel_abort(5)
    return false
  }
  return true
}
