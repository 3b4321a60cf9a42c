/// Firmwares for the STM32H7, whose engines reach different memories.
enum H7Links {
  static let all = reach + caches

  // MARK: Who reaches it

  private static let reach: [LinkedFirmware] = [
    LinkedFirmware(
      name: "DMA1 reads SRAM1", swift: send(uart), c: plain, header: header,
      script: script(bss: "SRAM1")),
    LinkedFirmware(
      name: "DMA1 cannot read DTCM", swift: send(uart, finding: "DMA501 \"DTCM\""), c: plain,
      header: header, script: script(bss: "DTCM")),
    LinkedFirmware(
      name: "BDMA cannot read AXI SRAM", swift: send(spi6, finding: "DMA501 \"AXI SRAM\""),
      c: plain, header: header, script: script(bss: "AXI")),
    LinkedFirmware(
      name: "BDMA reads SRAM4", swift: send(spi6), c: plain, header: header,
      script: script(bss: "SRAM4")),
    LinkedFirmware(
      name: "the script alone says DTCM", evidence: .script,
      swift: send(uart, finding: "DMA501 \"DTCM\""), c: plain, header: header,
      script: script(bss: "DTCM")),
    LinkedFirmware(
      name: "the script alone says AXI SRAM", evidence: .script, swift: send(uart), c: plain,
      header: header, script: script(bss: "AXI")),
    LinkedFirmware(
      name: "the linked file goes before the script", evidence: .both, swift: send(spi6), c: plain,
      header: header, script: script(bss: "SRAM4")),
    LinkedFirmware(
      name: "a section of its own in SRAM4", evidence: .script, swift: send(spi6),
      c: "uint8_t buffer[64] __attribute__((section(\".spi6_buffers\"), aligned(32)));\n",
      header: header,
      script: script(
        bss: "AXI", special: ".spi6 (NOLOAD) : { . = ALIGN(32); *(.spi6_buffers*) } > SRAM4")),
    LinkedFirmware(
      name: "a static member in DTCM",
      swift: sendSwift(
        declaration:
          "struct Port { nonisolated(unsafe) static var words: (UInt32, UInt32) = (0, 0) }",
        name: "Port.words", finding: "DMA501 \"DTCM\""), script: script(bss: "DTCM")),
    LinkedFirmware(
      name: "a static member in SRAM1",
      swift: sendSwift(
        declaration:
          "struct Port { nonisolated(unsafe) static var words: (UInt32, UInt32) = (0, 0) }",
        name: "Port.words"), script: script(bss: "SRAM1")),
    LinkedFirmware(
      name: "a private global in DTCM",
      swift: sendSwift(
        declaration: "nonisolated(unsafe) private var words: (UInt32, UInt32) = (0, 0)",
        name: "words", finding: "DMA501 \"DTCM\""), script: script(bss: "DTCM")),
    LinkedFirmware(
      name: "a variable with a symbol of its own, unoptimised",
      swift: sendSwift(
        declaration: """
          @_silgen_name("shared_words") nonisolated(unsafe) var words: (UInt32, UInt32) = (0, 0)
          """, name: "words", finding: "DMA501 \"DTCM\""), script: script(bss: "DTCM"),
      compilerOptions: ["-Onone"]),
    LinkedFirmware(
      name: "a section name that lies",
      swift: sendSwift(
        declaration: """
          @section(".ram_d2") nonisolated(unsafe) var words: (UInt32, UInt32) = (0, 0)
          """, name: "words", finding: "DMA501 \"DTCM\""),
      script: script(bss: "SRAM1", special: ".fast : { *(.ram_d2*) } > DTCM AT > FLASH")),
    LinkedFirmware(
      name: "memory that only the linker names, in DTCM", swift: sendPool("DMA501 \"DTCM\""),
      header: poolHeader, script: script(bss: "AXI", special: "__dma_pool = ORIGIN(DTCM) + 0x100;")),
    LinkedFirmware(
      name: "memory that only the linker names, in SRAM1", swift: sendPool(), header: poolHeader,
      script: script(bss: "AXI", special: "__dma_pool = ORIGIN(SRAM1) + 0x100;")),
    LinkedFirmware(
      name: "memory that only the script names", evidence: .script,
      swift: sendPool("DMA501 \"DTCM\""), header: poolHeader,
      script: script(bss: "AXI", special: "__dma_pool = ORIGIN(DTCM) + 0x100;")),
  ]

  // MARK: What the caches do

  private static let caches: [LinkedFirmware] = [
    LinkedFirmware(
      name: "an orphan section goes behind .data", swift: sendUncached("DMA301"), c: nonCached,
      header: header, script: script(bss: "AXI")),
    LinkedFirmware(
      name: "an orphan section as the script lets expect", evidence: .script,
      swift: sendUncached("DMA301"), c: nonCached, header: header, script: script(bss: "AXI")),
    LinkedFirmware(
      name: "swallowed into .data", swift: sendUncached("DMA301"), c: nonCached, header: header,
      script: script(bss: "AXI", special: ".early : { *(.dma*) } > AXI AT > FLASH")),
    LinkedFirmware(
      name: "a buffer and a counter in one line", swift: receive(40),
      c: """
        uint32_t before[8] __attribute__((aligned(32)));
        uint8_t buffer[40] __attribute__((aligned(32))); // finding: DMA305 "counter"
        uint32_t counter;
        """, header: "extern uint8_t buffer[40];\nextern uint32_t counter;\n",
      script: script(bss: "AXI")),
    LinkedFirmware(
      name: "a buffer that begins within a line", swift: receive(64),
      c: """
        uint32_t counter __attribute__((aligned(32)));
        uint8_t buffer[64] __attribute__((aligned(4))); // finding: DMA305 "counter"
        """, header: header, script: script(bss: "AXI")),
    LinkedFirmware(
      name: "whole lines of its own", swift: receive(64), c: plain + "uint32_t counter;\n",
      header: header, script: script(bss: "AXI")),
    LinkedFirmware(
      name: "padded by the script", swift: receive(40),
      c: """
        uint8_t buffer[40] __attribute__((section(".rx")));
        uint32_t counter;
        """, header: "extern uint8_t buffer[40];\nextern uint32_t counter;\n",
      script: script(
        bss: "AXI",
        special: ".rx (NOLOAD) : { . = ALIGN(32); *(.rx*) . = ALIGN(32); } > AXI")),
  ]

  // MARK: Parts

  static func script(bss: String, special: String = "") -> String {
    """
    MEMORY
    {
      FLASH (rx)  : ORIGIN = 0x08000000, LENGTH = 2048K
      DTCM  (rwx) : ORIGIN = 0x20000000, LENGTH = 128K
      AXI   (rwx) : ORIGIN = 0x24000000, LENGTH = 512K
      SRAM1 (rwx) : ORIGIN = 0x30000000, LENGTH = 128K
      SRAM4 (rwx) : ORIGIN = 0x38000000, LENGTH = 64K
    }
    SECTIONS
    {
      .text : { *(.text*) *(.rodata*) } > FLASH
      /DISCARD/ : { *(.ARM.exidx*) *(.swift1_autolink_entries) }
      \(special)
      .data : { *(.data*) } > \(bss) AT > FLASH
      .bss (NOLOAD) : { *(.bss*) *(COMMON) } > \(bss)
    }
    """
  }

  private static let header = "extern uint8_t buffer[64];\n"
  private static let plain = "uint8_t buffer[64] __attribute__((aligned(32)));\n"
  private static let nonCached =
    "uint8_t buffer[64] __attribute__((section(\".dma_nc.uart\"), aligned(32)));\n"

  private static let uart = (
    start: "HAL_UART_Transmit_DMA(&huart3, p, 64)",
    wait: "HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY"
  )
  private static let spi6 = (
    start: "HAL_SPI_Transmit_DMA(&hspi6, p, 64)",
    wait: "HAL_SPI_GetState(&hspi6) != HAL_SPI_STATE_READY"
  )

  private static let poolHeader = """
    extern uint8_t __dma_pool[];
    static inline uint8_t *dma_pool(void) { return __dma_pool; }

    """

  /// Sends from memory that is only a symbol of the linker.
  private static func sendPool(_ finding: String? = nil) -> String {
    """
    import HAL
    import CMSIS
    import CBuffers

    func exchange() -> Bool {
      let p = dma_pool()!
      for i in 0..<64 { p[i] = 65 }
      SCB_CleanDCache_by_Addr(p, 64)
      guard HAL_UART_Transmit_DMA(&huart3, p, 64) == HAL_OK else { return false }\(comment(finding))
      while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
      return true
    }

    \(main)
    """
  }

  private static func comment(_ finding: String?) -> String {
    finding.map { "  // finding: \($0)" } ?? ""
  }

  private static let main = """
    @main struct App {
      static func main() {
        SCB_EnableDCache()
        if !exchange() { Error_Handler() }
        while true {}
      }
    }
    """

  /// Sends the C buffer `buffer`, cleaned before.
  private static func send(
    _ device: (start: String, wait: String), finding: String? = nil
  ) -> String {
    """
    import HAL
    import CMSIS
    import CBuffers

    func exchange() -> Bool {
      withUnsafeMutableBytes(of: &buffer) { raw -> Bool in
        for i in 0..<64 { raw[i] = 65 }
        SCB_CleanDCache_by_Addr(raw.baseAddress!, 64)
        let p = raw.baseAddress!.assumingMemoryBound(to: UInt8.self)
        guard \(device.start) == HAL_OK else { return false }\(comment(finding))
        while \(device.wait) {}
        return true
      }
    }

    \(main)
    """
  }

  /// Sends the C buffer `buffer` as if it were not cached.
  private static func sendUncached(_ finding: String? = nil) -> String {
    """
    import HAL
    import CMSIS
    import CBuffers

    func exchange() -> Bool {
      withUnsafeMutableBytes(of: &buffer) { raw -> Bool in
        for i in 0..<64 { raw[i] = 65 }
        __DSB()
        let p = raw.baseAddress!.assumingMemoryBound(to: UInt8.self)
        guard HAL_UART_Transmit_DMA(&huart3, p, 64) == HAL_OK else { return false }\(comment(finding))
        while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
        return true
      }
    }

    \(main)
    """
  }

  /// Receives into the C buffer `buffer`, with the cache maintained on both sides.
  private static func receive(_ count: Int) -> String {
    """
    import HAL
    import CMSIS
    import CBuffers

    func exchange() -> Bool {
      withUnsafeMutableBytes(of: &buffer) { raw -> Bool in
        SCB_CleanInvalidateDCache_by_Addr(raw.baseAddress!, \(count))
        let p = raw.baseAddress!.assumingMemoryBound(to: UInt8.self)
        guard HAL_SPI_Receive_DMA(&hspi1, p, \(count)) == HAL_OK else { return false }
        while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
        SCB_InvalidateDCache_by_Addr(raw.baseAddress!, \(count))
        return raw[0] == 65
      }
    }

    \(main)
    """
  }

  /// Sends a Swift variable of eight bytes.
  private static func sendSwift(
    declaration: String, name: String, finding: String? = nil
  ) -> String {
    """
    import HAL
    import CMSIS

    \(declaration)

    func exchange() -> Bool {
      \(name) = (1, 2)
      return withUnsafeMutableBytes(of: &\(name)) { raw -> Bool in
        SCB_CleanDCache_by_Addr(raw.baseAddress!, 8)
        let p = raw.baseAddress!.assumingMemoryBound(to: UInt8.self)
        guard HAL_UART_Transmit_DMA(&huart3, p, 8) == HAL_OK else { return false }\(comment(finding))
        while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
        return true
      }
    }

    \(main)
    """
  }
}
