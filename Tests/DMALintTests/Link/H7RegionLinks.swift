/// Firmwares for the STM32H7 whose protection unit makes a range non-cacheable: the right one or not.
enum H7RegionLinks {
  static let all: [LinkedFirmware] = [
    LinkedFirmware(
      name: "the region covers the section", swift: swift(base: "0x3000_0000"), c: buffer,
      header: header, script: script),
    LinkedFirmware(
      name: "the region covers other memory",
      swift: swift(base: "0x3001_0000", "DMA309 \"does not contain\""),
      c: buffer, header: header, script: script),
    LinkedFirmware(
      name: "the region covers the section, by the script", evidence: .script,
      swift: swift(base: "0x3000_0000"), c: buffer, header: header, script: script),
    LinkedFirmware(
      name: "the region covers other memory, by the script", evidence: .script,
      swift: swift(base: "0x3001_0000", "DMA309 \"does not contain\""), c: buffer, header: header,
      script: script),
    LinkedFirmware(
      name: "a symbol of the linker is the region's base",
      swift: swift(base: symbol), c: buffer, header: header + bounds, script: boundedScript),
    LinkedFirmware(
      name: "the symbol of another section is the region's base",
      swift: swift(base: symbol.replacing("start", with: "other"), "DMA309 \"does not contain\""),
      c: buffer, header: header + bounds, script: boundedScript),
  ]

  private static let symbol = "UInt32(UInt(bitPattern: nc_start()))"
  private static let bounds = """
    extern uint8_t __nc_start[], __nc_other[];
    static inline void *nc_start(void) { return __nc_start; }
    static inline void *nc_other(void) { return __nc_other; }

    """
  private static let boundedScript = H7Links.script(
    bss: "AXI",
    special: """
      .dma_nc (NOLOAD) : ALIGN(32768) { __nc_start = .; *(.dma_nc*) } > SRAM1
      .other (NOLOAD) : ALIGN(32768) { __nc_other = .; . += 32; } > SRAM1
      """)

  private static let buffer =
    "uint8_t buffer[64] __attribute__((section(\".dma_nc\"), aligned(32)));\n"
  private static let script = H7Links.script(
    bss: "AXI", special: ".dma_nc (NOLOAD) : { *(.dma_nc*) } > SRAM1")

  /// What ST's HAL declares for the protection unit.
  private static let header = """
    extern uint8_t buffer[64];
    typedef struct {
      uint8_t Enable; uint8_t Number; uint32_t BaseAddress; uint8_t Size; uint8_t SubRegionDisable;
      uint8_t TypeExtField; uint8_t AccessPermission; uint8_t DisableExec; uint8_t IsShareable;
      uint8_t IsCacheable; uint8_t IsBufferable;
    } MPU_Region_InitTypeDef;
    void HAL_MPU_Enable(uint32_t MPU_Control);
    void HAL_MPU_Disable(void);
    void HAL_MPU_ConfigRegion(MPU_Region_InitTypeDef *MPU_Init);

    """

  private static func swift(base: String, _ finding: String? = nil) -> String {
    """
    import HAL
    import CMSIS
    import CBuffers

    func protect() {
      var region = MPU_Region_InitTypeDef()
      HAL_MPU_Disable()
      region.Enable = 1
      region.Number = 0
      region.BaseAddress = \(base)
      region.Size = 0x0E
      region.TypeExtField = 1
      region.AccessPermission = 3
      region.DisableExec = 1
      region.IsShareable = 1
      HAL_MPU_ConfigRegion(&region)\(finding.map { "  // finding: \($0)" } ?? "")
      HAL_MPU_Enable(4)
    }

    func exchange() -> Bool {
      withUnsafeMutableBytes(of: &buffer) { raw -> Bool in
        for i in 0..<64 { raw[i] = 65 }
        __DSB()
        let p = raw.baseAddress!.assumingMemoryBound(to: UInt8.self)
        guard HAL_UART_Transmit_DMA(&huart3, p, 64) == HAL_OK else { return false }
        while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
        return true
      }
    }

    @main struct App {
      static func main() {
        protect()
        SCB_EnableDCache()
        if !exchange() { Error_Handler() }
        while true {}
      }
    }
    """
  }
}
