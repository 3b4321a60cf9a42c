/// Firmwares for other chips than the STM32H7.
enum OtherLinks {
  static let all: [LinkedFirmware] = [
    LinkedFirmware(
      name: "EasyDMA cannot read flash", platform: "nrf52840",
      swift: transmit("DMA502 \"flash\""),
      c: "const uint8_t banner[32] = \"hello\";\n", header: header("const uint8_t"),
      script: nrf(data: "*(.data*)"), shims: ["NRFX"]),
    LinkedFirmware(
      name: "constant by its type, in RAM by the script", platform: "nrf52840", swift: transmit(),
      c: "const uint8_t banner[32] = \"hello\";\n", header: header("const uint8_t"),
      script: nrf(data: "*(.rodata.banner) *(.data*)"), shims: ["NRFX"]),
    LinkedFirmware(
      name: "a variable in RAM", platform: "nrf52840", swift: transmit(),
      c: "uint8_t banner[32] = \"hello\";\n", header: header("uint8_t"),
      script: nrf(data: "*(.data*)"), shims: ["NRFX"]),
  ]

  private static func header(_ type: String) -> String {
    """
    extern \(type) banner[32];
    static inline const uint8_t *banner_address(void) { return banner; }

    """
  }

  private static func nrf(data: String) -> String {
    """
    MEMORY
    {
      FLASH (rx) : ORIGIN = 0x00000000, LENGTH = 1M
      RAM (rwx)  : ORIGIN = 0x20000000, LENGTH = 256K
    }
    SECTIONS
    {
      /DISCARD/ : { *(.ARM.exidx*) *(.swift1_autolink_entries) }
      .data : { \(data) } > RAM AT > FLASH
      .bss : { *(.bss*) } > RAM
      .text : { *(.text*) *(.rodata*) } > FLASH
    }
    """
  }

  private static func transmit(_ finding: String? = nil) -> String {
    """
    import NRFX
    import CBuffers

    func exchange() -> Bool {
      let result = nrfx_uarte_tx(&uarte0, banner_address(), 32, 0)\(finding.map { "  // finding: \($0)" } ?? "")
      guard result == NRFX_SUCCESS else { return false }
      while nrfx_uarte_tx_in_progress(&uarte0) {}
      return true
    }

    @main struct App {
      static func main() {
        while exchange() {}
      }
    }
    """
  }
}
