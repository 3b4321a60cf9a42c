// platform: stm32f4
import CLane

nonisolated(unsafe) let row = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

func badRow(_ shade: UInt8) {
  row.update(repeating: shade, count: 64)
  Lane.display.send(row, count: 64)
  row[0] = 0  // finding: DMA401
  while !Lane.display.isIdle {}
}

@main struct Firmware {
  static func main() { badRow(1) }
}
