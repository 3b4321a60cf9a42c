// platform: generic
// starts: 6
import HAL

func wait() { while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {} }

func pairs() {
  let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
  for i in stride(from: 0, to: 8, by: 2) {
    bytes[i] = 1
    bytes[i + 1] = 2
  }
  guard HAL_SPI_Transmit_DMA(&hspi1, bytes, 8) == HAL_OK else { return }
  wait()
  bytes.deallocate()
}

func backwards() {
  let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
  var i = 7
  while i >= 0 {
    bytes[i] = 1
    i -= 1
  }
  guard HAL_SPI_Transmit_DMA(&hspi1, bytes, 8) == HAL_OK else { return }
  wait()
  bytes.deallocate()
}

func onlyTheFirstHalf() {
  let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)
  for i in 0..<16 { bytes[i] = 1 }
  guard HAL_SPI_Transmit_DMA(&hspi1, bytes, 16) == HAL_OK else { return }
  wait()
  bytes.deallocate()
}

func fromAList() {
  let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 8)
  _ = bytes.initialize(from: [1, 2, 3, 4, 5, 6, 7, 8])
  guard HAL_SPI_Transmit_DMA(&hspi1, bytes.baseAddress!, 8) == HAL_OK else { return }
  wait()
  bytes.deallocate()
}

func words() {
  let words = UnsafeMutablePointer<UInt16>.allocate(capacity: 4)
  words.initialize(to: 1)
  (words + 1).initialize(repeating: 2, count: 3)
  let bytes = UnsafeMutableRawPointer(words).assumingMemoryBound(to: UInt8.self)
  guard HAL_SPI_Transmit_DMA(&hspi1, bytes, 8) == HAL_OK else { return }
  wait()
  words.deallocate()
}

func headAndRest() {
  let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
  bytes[0] = 1
  bytes[1] = 2
  (bytes + 2).update(repeating: 0, count: 6)
  guard HAL_SPI_Transmit_DMA(&hspi1, bytes, 8) == HAL_OK else { return }
  wait()
  bytes.deallocate()
}

@main struct Firmware {
  static func main() {
    while true {
      pairs()
      backwards()
      onlyTheFirstHalf()
      fromAList()
      words()
      headAndRest()
    }
  }
}
