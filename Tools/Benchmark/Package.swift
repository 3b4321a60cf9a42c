// swift-tools-version: 6.2
import PackageDescription

// Measures dmalint; apart from the product so that the product depends on nothing of it.
let package = Package(
  name: "Benchmark",
  dependencies: [.package(name: "dmalint", path: "../..")],
  targets: [
    .executableTarget(
      name: "Benchmark", dependencies: [.product(name: "DMALint", package: "dmalint")]),
    .executableTarget(name: "GenerateDrivers"),
  ],
  swiftLanguageModes: [.v6]
)
