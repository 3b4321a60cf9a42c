import Testing

@testable import DMALint

/// What mangled symbols say of names; each was printed by the compiler for a line of Swift.
@Suite struct SwiftNameTests {
  @Test(arguments: [
    ("$e3App7publishyys6UInt32VF", "publish(_:)"),
    ("$s3App3irqyyF", "irq()"),
    ("$e3App6DriverC4send_2tos6UInt32Vs5UInt8V_AGtAA0B5ErrorOYKF", "Driver.send(_:to:)"),
    ("$e3App4callys6UInt32VAD_A3Dtz_tFADSwXEfU_", "closure in call(_:)"),
    ("$e3App6DriverC6sharedACvpZ", "Driver.shared"),
    ("$e3App5block_WZ", "block"),
    ("$e3App6DriverC5InnerV1xAEy_xGx_tcfCs6UInt32V_Tt1g5", "Driver.Inner.init(x:)"),
    ("$e3App6DriverC5InnerV4fill4with_yx_SitFs6UInt32V_Tg5", "Driver.Inner.fill(with:_:)"),
    ("$e3App6DriverCys5UInt8VSicig", "Driver.subscript(_:)"),
    ("$e3AppAAV4mainyyFZTf4d_n", "App.main()"),
    ("$e3App6DriverCfD", "Driver.deinit"),
    ("$e3App3lpgoiyS2i_SitF", "<+>(_:_:)"),
    (
      "$e9_Volatile0A14MappedRegisterVAAs6UInt32VRszlE5storeyyAEF",
      "VolatileMappedRegister.store(_:)"
    ),
  ])
  func spells(symbol: String, name: String) {
    #expect(
      SwiftName(mangled: symbol)?.qualified.split(separator: " in ").last.map(String.init)
        == name.split(separator: " in ").last.map(String.init))
  }

  @Test(arguments: [
    "main", "$", "$s", "$s0A", "$s999999999999999999999aV", "swift_retain", "$e3AppA99999B",
  ])
  func refuses(symbol: String) { #expect(SwiftName(mangled: symbol) == nil) }

  @Test func survivesMutations() {
    let symbol = Array("$e3App6DriverC4send_2tos6UInt32Vs5UInt8V_AGtAA0B5ErrorOYKFTg5".utf8)
    var seed: UInt64 = 1
    for _ in 0..<20_000 {
      var mutant = symbol
      for _ in 0..<3 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        mutant[Int(seed >> 33) % mutant.count] = UInt8(truncatingIfNeeded: seed >> 25) & 0x7F
      }
      _ = SwiftName(mangled: mutant)
    }
  }
}
