// swift-tools-version: 6.2
import PackageDescription

// A development tool with its own dependencies: nothing here is part of the product.
let package = Package(
  name: "TokenCompare",
  dependencies: [
    .package(url: "https://github.com/swiftlang/swift-syntax", exact: "603.0.1"),
    .package(name: "dmalint", path: "../.."),
  ],
  targets: [
    .executableTarget(
      name: "TokenCompare",
      dependencies: [
        .product(name: "DMALint", package: "dmalint"),
        .product(name: "SwiftParser", package: "swift-syntax"),
        .product(name: "SwiftSyntax", package: "swift-syntax"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
