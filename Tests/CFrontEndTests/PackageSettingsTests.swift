import Testing

@testable import CFrontEnd

@Suite struct PackageSettingsTests {
  @Test func readsWhatATargetIsCompiledWith() {
    let settings = PackageSettings(
      Array(
        """
        let package = Package(name: "F", targets: [
          .target(
            name: "CDriver",  // .target(name: "No", cSettings: [.define("NO")])
            cSettings: [
              .define("WITH_FENCE"), .define("LINES", to: "64"), .headerSearchPath("private"),
              .define("TRACE", .when(configuration: .debug)), .unsafeFlags(["-DFAST=1"]),
            ]),
          .target(name: "Plain"),
          .target(name: "Board", path: "Boards/H7", cSettings: [.define("H7")]),
        ])
        """.utf8))
    let commands = settings.commands(
      for: ["/p/Sources/CDriver/a.c", "/p/Sources/Plain/b.c", "/p/Boards/H7/c.c"], package: "/p")
    #expect(commands.map(\.file) == ["/p/Sources/CDriver/a.c", "/p/Boards/H7/c.c"])
    #expect(
      commands.first?.arguments
        == ["clang", "-std=gnu17", "-DWITH_FENCE", "-DLINES=64", "-I", "private", "-DFAST=1"])
    #expect(commands.last?.arguments == ["clang", "-std=gnu17", "-DH7"])
  }
}
