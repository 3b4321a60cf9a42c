// platform: rp2040
// A start that throws has started nothing; who ignores what it throws waits for nothing.
import Pico

enum Failure: Error { case busy }
nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

func start(_ channel: UInt32) throws(Failure) {
  if dma_channel_is_busy(channel) { throw .busy }
  dma_channel_transfer_to_buffer_now(channel, inbox, 8)
}

func badTry() -> UInt8 {
  try? start(2)  // finding: DMA603 "ignored"
  dma_channel_wait_for_finish_blocking(2)
  return inbox[0]
}

func badCatch() -> UInt8 {
  do { try start(3) } catch {}  // finding: DMA603 "ignored"
  dma_channel_wait_for_finish_blocking(3)
  return inbox[0]
}

func good() -> UInt8? {
  guard (try? start(4)) != nil else { return nil }
  dma_channel_wait_for_finish_blocking(4)
  return inbox[0]
}

nonisolated(unsafe) var failures = 0
func alsoGood() -> UInt8? {
  do { try start(5) } catch {
    failures += 1
    return nil
  }
  dma_channel_wait_for_finish_blocking(5)
  return inbox[0]
}
