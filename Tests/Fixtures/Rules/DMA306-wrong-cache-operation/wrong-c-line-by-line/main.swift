// platform: cortex-m7
import CLines

nonisolated(unsafe) let block = UnsafeMutableRawPointer.allocate(byteCount: 96, alignment: 32)
  .assumingMemoryBound(to: UInt8.self)

func badBlock(_ value: UInt8) {
  for index in 0..<96 { block[index] = value }
  forget(block, 96)
  send(block, 96)
  while !sent() {}
}

@main struct Firmware {
  static func main() { badBlock(1) }
}
