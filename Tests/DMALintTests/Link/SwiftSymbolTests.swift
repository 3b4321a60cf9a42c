import Testing

@testable import DMALint

/// Names as the compiler mangles them; the symbols are those of Swift 6.3.1.
@Suite struct SwiftSymbolTests {
  @Test(arguments: [
    ("$e8Firmware3bufs6UInt32V_ADtvp", "buf"),
    ("$s8Firmware3bufs6UInt32V_ADtvp", "buf"),
    ("$e8Firmware2ias11InlineArrayVy$63_s5UInt8VGvp", "ia"),
    ("$e8Firmware3DrvC2rxSpys5UInt8VGvpZ", "Drv.rx"),
    ("$e8Firmware3FooV3BarV2sbs6UInt32V_AHtvpZ", "Foo.Bar.sb"),
    ("$e8Firmware14firmwareBuffers6UInt32V_ADtvp", "firmwareBuffer"),
    ("$e8Firmware0A6BufferSivp", "FirmwareBuffer"),
    ("$e8Firmware4priv33_0D6EBE7BBDC6341EB64795C9BB665873LLs6UInt32V_AEtvp", "priv"),
    ("$eSi8FirmwareE5onInts6UInt32VvpZ", "Int.onInt"),
    ("$e8Firmware3arr_WZTv_r", "arr elements"),
    ("$e8Firmware3msgSays5UInt8VGvpTv0_r", "msg elements"),
  ])
  func names(symbol: String, expected: String) throws {
    let parsed = try #require(SwiftSymbol.parse(symbol))
    #expect(parsed.path + (parsed.part == .elements ? " elements" : "") == expected)
  }

  /// Functions, metadata and damaged names are no variables.
  @Test(arguments: [
    "$e8Firmware3fooyyF", "$e8Firmware3DrvCN", "$e8Firmware3arr_Wz", "buf", "", "$e", "$evp",
    "$e9Firmwarevp", "$e99999999999999999999999vp", "$e8Firmware0Z6BufferSivp", "$e0vp",
    "$e8Firmware3bufSivau", "$_WZTv_r", "$s_r",
  ])
  func noVariables(symbol: String) { #expect(SwiftSymbol.parse(symbol) == nil) }

  @Test func damagedNames() {
    var random = SplitMix(seed: 0x5317)
    let sample = Array("$e8Firmware0A6Buffer33_0D6ELLs6UInt32V_AEtvpZTv_r".utf8)
    for _ in 0..<20_000 {
      var bytes = sample
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 2..<bytes.count, using: &random)] =
          Array("09AZaz_$VCELvpT\u{7F}".utf8).randomElement(using: &random) ?? 0
      }
      _ = SwiftSymbol.parse(
        String(
          decoding: bytes.prefix(Int.random(in: 0...bytes.count, using: &random)), as: UTF8.self))
    }
  }
}
