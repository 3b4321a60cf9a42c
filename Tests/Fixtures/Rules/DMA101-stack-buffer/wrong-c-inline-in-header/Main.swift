import Led
import Pico

@main struct Firmware {
  static func main() {
    var config = dma_channel_get_default_config(7)
    channel_config_set_dreq(&config, 5)
    dma_channel_set_config(7, &config, false)
    dma_channel_set_write_addr(7, UnsafeMutableRawPointer(bitPattern: 0x5020_0010), false)
    var colour: UInt32 = 0
    while true {
      led_show(colour)
      colour = colour &* 3 &+ 1
      sleep_ms(20)
    }
  }
}
