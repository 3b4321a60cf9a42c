import DMALint
import Testing

/// The quick look that decides which of very many files are read.
@Suite struct SkimTests {
  private let words = SkimWords(functions: ["dma_channel_configure", "I2C.write(_:to:)"])

  private func signs(_ source: String) -> Skim.Signs {
    Skim(Array(source.utf8), words: words).signs
  }

  @Test(arguments: [
    "let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_0000)",
    "dma_channel_configure(channel, &settings, to, from, 4, true)",
    "import MMIO", "let channel = DMA1.channel(3)", "let wire = I2C(pins)",
    "let block = UnsafeMutablePointer<Block>(bitPattern: 0x4002_0000)!",
    "@_silgen_name(\"spi_transfer\")\nfunc start(_ p: UnsafePointer<UInt8>, _ n: Int)",
    "@_extern(c) func radio_submit(_ p: UnsafeMutableRawPointer)",
    "print(\"at \\(UnsafePointer<UInt32>(bitPattern: 0x4002_0000)!.pointee)\")",
  ])
  func codeThatDrivesAnEngineIsRead(_ source: String) {
    #expect(signs(source).contains(.engine))
  }

  /// Addresses that are put together, or written in decimal, with a pointer made of them elsewhere.
  @Test(arguments: ["let base: UInt = 0x4002 << 16", "let base: UInt = 1_073_872_896"])
  func addressesNeedNotBeHexadecimal(_ source: String) {
    #expect(signs(source).contains(.address))
    #expect(!signs("let giga = 1_073_741_824, time = 1_700_000_001").contains(.address))
  }

  @Test(arguments: [
    "// A VolatileMappedRegister is no member of this.", "let name = \"MMIO\"",
    "/* dma_channel_configure */ let text = #\"DMA1\"#", "let mask = fieldMask & EBADMACHO",
    "let policy = DMARC(dmarcExpression)", "let network = WCDMA.none",
    "let text = \"\"\"\n  UnsafeMutablePointer<Block>(bitPattern: 0x4002_0000)!\n  \"\"\"",
  ])
  func textAndCommentsDriveNone(_ source: String) {
    #expect(signs(source).isDisjoint(with: [.engine, .pointerFromNumber]))
  }

  @Test func aCommentToDmalintIsSeen() {
    #expect(signs("x = 1 // dmalint:disable:this DMA101\n") == .comment)
    #expect(signs("// dmalint:disable DMA101\nimport MMIO\n").isSuperset(of: [.comment, .engine]))
  }

  /// The package with the engine, what it is built on and what is built on it.
  @Test func packagesAroundAnEngineAreRead() {
    let files = [
      ("a/Sources/Engine/E.swift", "import Base\nlet r = DMA1.base"),
      ("b/Sources/Base/B.swift", "func base() {}"),
      ("c/Sources/App/C.swift", "import Engine"),
      ("d/Sources/Other/D.swift", "import Base"),
    ]
    let selection = SkimSelection(
      paths: files.map(\.0), skims: files.map { Skim(Array($0.1.utf8), words: words) })
    #expect(selection.isNeeded == [true, true, true, false])
  }
}
