// platform: cortex-m7

/// Shows the frame.
struct Display {
  let bus: Bus

  func badShow() -> Bool { bus.send(Storage.frame, count: 1024) }
}

@main struct Firmware {
  static func main() {
    let display = Display(bus: Bus())
    Storage.clear()
    while display.badShow() {}
  }
}
