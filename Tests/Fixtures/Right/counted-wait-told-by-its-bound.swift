// platform: rp2040
// starts: 1
// A counter that moves by one is at its bound where that ended the loop, and nowhere else.
import Pico
import Synchronization

func bytes(_ n: Int) -> UnsafeMutablePointer<UInt8> {
  let p = UnsafeMutablePointer<UInt8>.allocate(capacity: n)
  p.initialize(repeating: 1, count: n)
  return p
}
func acquire() { atomicMemoryFence(ordering: .acquiring) }
func use(_ v: UInt8) {}
func fill(_ p: UnsafeMutablePointer<UInt8>, _ v: UInt8 = 3) {
  for i in 0..<32 { p[i] = v }
  __compiler_memory_barrier()
}
func begin(_ c: UInt32, _ p: UnsafeMutablePointer<UInt8>) {
  fill(p)
  dma_channel_transfer_to_buffer_now(c, p, 32)
}

nonisolated(unsafe) let c1 = bytes(64)
func r_1() -> Bool {
  begin(1, c1)
  var left = 1000
  while dma_channel_is_busy(1) && left > 0 { left -= 1 }
  if left == 0 { dma_channel_abort(1); return false }
  acquire(); use(c1[0]); return true
}

nonisolated(unsafe) let c2 = bytes(64)
func r_2() -> Bool {
  begin(2, c2)
  var left: UInt32 = 1000
  while left > 0, dma_channel_is_busy(2) { left -= 1 }
  guard left != 0 else { dma_channel_abort(2); return false }
  acquire(); use(c2[0]); return true
}

nonisolated(unsafe) let c3 = bytes(64)
func r_3() -> Bool {
  begin(3, c3)
  var n = 0
  while n < 1000 && dma_channel_is_busy(3) { n += 1 }
  if n == 1000 { dma_channel_abort(3); return false }
  acquire(); use(c3[0]); return true
}

nonisolated(unsafe) let c5 = bytes(64)
func r_5(_ limit: Int) -> Bool {
  begin(5, c5)
  var n = 0
  while n < limit && dma_channel_is_busy(5) { n += 1 }
  if n >= limit { dma_channel_abort(5); return false }
  acquire(); use(c5[0]); return true
}

nonisolated(unsafe) let c9 = bytes(64)
func r_9(_ limit: Int) -> Bool {
  begin(9, c9)
  var n = 0
  while n < limit && dma_channel_is_busy(9) { n += 1 }
  if n == limit { dma_channel_abort(9); return false }
  acquire(); use(c9[0]); return true
}
