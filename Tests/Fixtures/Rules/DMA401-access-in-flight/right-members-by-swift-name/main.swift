// platform: stm32f4
import CLane

nonisolated(unsafe) let row = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

func goodRow(_ shade: UInt8, on lane: Lane) {
  row.update(repeating: shade, count: 64)
  lane.send(row, count: 64)
  while !lane.isIdle {}
  row[0] = 0
}

@main struct Firmware {
  static func main() {
    goodRow(1, on: Lane(number: 0))
    goodRow(2, on: .display)
    row[1] = 3
    Lane.display.send(row, count: 64)
    while !displayIsIdle {}
    row[1] = 4
  }
}
