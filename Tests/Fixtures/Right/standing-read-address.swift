// platform: rp2040
// starts: 1
// One word of silence is sent many times: the channel was told not to move its read address.
import Pico

nonisolated(unsafe) var silence: UInt32 = 0

func playSilence(_ channel: UInt32) {
  var settings = dma_channel_get_default_config(channel)
  channel_config_set_read_increment(&settings, false)
  dma_channel_set_config(channel, &settings, false)
  dma_channel_transfer_from_buffer_now(channel, &silence, 256)
  dma_channel_wait_for_finish_blocking(channel)
}
