// platform: generic
@main struct Firmware {
  static func main() {
    let memory = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)
    let dma = Dma()
    while true {
      dma.prepare(memory)
      memory[0] = 1
      dma.go()
      dma.wait()
    }
  }
}
