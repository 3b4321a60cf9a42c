/// The configuration that `init` writes: what is known, and the rest as comments.
enum FirstConfiguration {
  static func text(platform: PlatformGuess, hasSources: Bool) -> String {
    let platformLines =
      if let name = platform.platform {
        platform.reasons.map { "# \($0)\n" }.joined() + "platform: \(name)\n"
      } else {
        """
        # Which chip, core or board? Without it, caches and memory regions cannot be checked.
        # A built-in name (cortex-m7, stm32h7, rp2040, bcm2837, ...) or a platform file.
        \(platform.reasons.map { "# Perhaps: \($0)\n" }.joined())# platform: cortex-m7

        """
      }
    return """
      # What dmalint checks in this checkout; every line is optional.

      \(platformLines)
      \(hasSources ? "" : "# ")include: [Sources]
      # exclude: [Sources/Generated]

      # What 'dmalint capture -- BUILD' wrote: SIL and LLVM IR decide what source cannot show.
      # dumps: .dmalint/dumps

      # Where the linker puts every symbol.
      # linker-script: firmware.ld
      # elf: .build/release/Firmware.elf

      # Models of functions of your own board support.
      # models: [board-models.yml]

      # The lowest severity that makes exit status 1: error, warning, note or never.
      fail-on: warning

      # rules:
      #   unbounded-wait: off
      # overrides:
      #   - paths: [Tests/**]
      #     rules: {DMA6: off}

      """
  }
}
