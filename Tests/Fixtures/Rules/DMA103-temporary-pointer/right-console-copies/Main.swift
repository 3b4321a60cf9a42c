import HAL

// The driver copies what it gets.
func goodNumber(_ value: Int, on console: Console) {
  var digits: [UInt8] = []
  var rest = value
  repeat {
    digits.append(UInt8(0x30 + rest % 10))
    rest /= 10
  } while rest > 0
  if !console.write(digits, count: digits.count) { Error_Handler() }
}

@main struct Firmware {
  static func main() {
    let console = Console()
    goodNumber(1984, on: console)
    while true {}
  }
}
