import DMALint

/// What dmalint knows about the world, as far as the command line shows it.
struct Knowledge: Sendable {
  var rules: RuleTable
  /// The names of the built-in platforms.
  var platforms: [String]
  /// One line for every function that dmalint has a model of.
  var models: [Model]

  struct Model: Sendable {
    var name: String
    var sdk: String
    var role: String
    var source: String
    /// The model as people read it, for `models NAME`.
    var text: String
  }

  /// What ships with dmalint.
  static let builtIn = Knowledge(
    rules: RuleTable(contractRules), platforms: contractPlatforms, models: [])
}

/// The platforms of section 6 of the contract.
private let contractPlatforms = [
  "bcm2837", "cortex-a53", "cortex-m0", "cortex-m4", "cortex-m7", "esp32c6", "esp32p4", "generic",
  "nrf52840", "riscv32", "rp2040", "rp2350", "stm32f4", "stm32h7",
]
