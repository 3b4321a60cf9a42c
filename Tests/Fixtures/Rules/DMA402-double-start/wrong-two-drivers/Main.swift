struct Scroller {
  let engine: Engine
  func scroll(_ memory: UnsafeMutablePointer<UInt32>) { engine.copy(memory + 64, to: memory, 960) }
}

struct Saver {
  let engine: Engine
  func save(_ memory: UnsafeMutablePointer<UInt32>, to store: UnsafeMutablePointer<UInt32>) {
    engine.copy(memory, to: store, 1024)
    engine.finish()
  }
}

// Two drivers share an engine, and the first does not wait.
func badFrame(_ memory: UnsafeMutablePointer<UInt32>, _ store: UnsafeMutablePointer<UInt32>) {
  let engine = Engine()
  Scroller(engine: engine).scroll(memory)
  Saver(engine: engine).save(memory, to: store)
}

@main struct Firmware {
  static func main() {
    let memory = UnsafeMutablePointer<UInt32>.allocate(capacity: 1024)
    let store = UnsafeMutablePointer<UInt32>.allocate(capacity: 1024)
    while true { badFrame(memory, store) }
  }
}
