import HAL

// The conversion is here, the start is a file away.
func badNumber(_ value: Int, on console: Console) {
  var digits: [UInt8] = []
  var rest = value
  repeat {
    digits.append(UInt8(0x30 + rest % 10))
    rest /= 10
  } while rest > 0
  if !console.write(digits, count: digits.count) { Error_Handler() }  // label: "for this call"
}

@main struct Firmware {
  static func main() {
    let console = Console(&huart3)
    badNumber(1984, on: console)
    while true {}
  }
}
