// swift-tools-version: 6.2
import PackageDescription

// A run over one file is over in milliseconds: what a program does before it begins counts. With
// metadata by accessor nothing looks through all conformances of the program for each type of
// dictionary, and an executable at a fixed address needs no relocations. Exclusive access is what the
// compiler proves, and what the debug build that runs the tests checks.
let quickStart: [SwiftSetting] = [
  .unsafeFlags(
    [
      "-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors",
      "-enforce-exclusivity=unchecked",
    ],
    .when(configuration: .release))
]

// The C++ library and the unwinder are linked in like Swift's own: `Tools/Link` says so to the linker,
// where `-static-stdlib` names the shared one. Nobody looks the program's own symbols up.
let quickLink = [
  "-static-stdlib", "-use-ld=lld", "-Xclang-linker", "-no-pie",
  "-L\(Context.packageDirectory)/Tools/Link", "-Xclang-linker", "-static-libgcc",
  "-Xlinker", "--no-export-dynamic",
]

// `Tools/mutate.sh` runs the tests optimised: their library is a shared one, as Swift's own then are.
let isForOptimisedTests = Context.environment["DMALINT_OPTIMISED_TESTS"] != nil

let package = Package(
  name: "dmalint",
  products: [
    .executable(name: "dmalint", targets: ["DMALintTool"]),
    .library(name: "DMALint", targets: ["DMALint"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // The pure core: no I/O, no dependencies, one folder a stage.
    .target(name: "DMALint", swiftSettings: quickStart),
    // What C says, as Flow: a libclang is loaded when there is C to read.
    .target(name: "CLibclang"),
    .target(
      name: "CFrontEnd", dependencies: ["DMALint", "CLibclang"], swiftSettings: quickStart),
    // Flow's executable semantics: the judge of the analysis, of which it uses nothing but Flow.
    // It visits millions of states: without optimisation its tests would take minutes.
    .target(
      name: "Machine", dependencies: ["DMALint"],
      swiftSettings: [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    // Random programs that machine and analysis have to agree on; not part of the product.
    .target(name: "MachineTrials", dependencies: ["DMALint", "EmbeddedRules", "Machine"]),
    .executableTarget(
      name: "machine-trials", dependencies: ["MachineTrials"], path: "Tools/MachineTrials",
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    // All I/O: files, terminal, configuration, processes.
    .executableTarget(
      name: "DMALintTool",
      dependencies: [
        "DMALint", "CFrontEnd", "EmbeddedRules", "Machine",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Yams", package: "Yams"),
      ],
      path: "Sources/Tool",
      swiftSettings: quickStart
        + (isForOptimisedTests
          ? []
          : [.unsafeFlags(["-static-stdlib"], .when(platforms: [.linux], configuration: .release))]),
      linkerSettings: isForOptimisedTests
        ? []
        : [.unsafeFlags(quickLink, .when(platforms: [.linux], configuration: .release))]),
    // What `Rules/` says, as Swift literals written at build time. By a link to `Rules` in its
    // folder the build sees that a file is new or gone.
    .target(
      name: "EmbeddedRules", dependencies: ["DMALint"], exclude: ["Rules"],
      plugins: ["EmbedRules"]),
    .executableTarget(
      name: "RuleEmbedder",
      dependencies: [.product(name: "Yams", package: "Yams")],
      swiftSettings: [.define("RULE_EMBEDDER")]),
    .plugin(name: "EmbedRules", capability: .buildTool(), dependencies: ["RuleEmbedder"]),
    .testTarget(
      name: "DMALintTests", dependencies: ["DMALint", "EmbeddedRules", "DMALintTool"],
      path: "Tests/DMALintTests"),
    .testTarget(
      name: "MachineTests", dependencies: ["DMALint", "Machine", "MachineTrials"]),
    .testTarget(name: "CFrontEndTests", dependencies: ["CFrontEnd", "DMALint"]),
  ],
  swiftLanguageModes: [.v6]
)
