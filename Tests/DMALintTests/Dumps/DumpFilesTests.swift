import DMALint
import Testing

/// Dumps name the files of the checkout that they were made in.
@Suite struct DumpFilesTests {
  private let inputs = ["Sources/App/Main.swift", "Sources/App/Port.swift", "shims/include/port.h"]

  private func files() -> DumpFiles {
    DumpFiles(inputs, spelling: PathSpelling(currentFolder: "/home/me/firmware"))
  }

  @Test func inputsKeepTheirNumbers() {
    var files = files()
    #expect(files.id(path: "/home/me/firmware/Sources/App/Port.swift", folder: "") == FileID(1))
    #expect(files.id(path: "Sources/App/Main.swift", folder: ".") == FileID(0))
  }

  @Test func anotherCheckoutHasTheSameFiles() {
    var files = files()
    #expect(files.id(path: "/builds/7/firmware/Sources/App/Port.swift", folder: "") == FileID(1))
    #expect(files.id(path: "/builds/7/firmware/shims/include/port.h", folder: "") == FileID(2))
    let other = files.id(path: "Sources/App/Other.swift", folder: "/builds/7/firmware")
    #expect(files.paths[Int(other.index)] == "Sources/App/Other.swift")
  }

  @Test func whatLiesElsewhereStaysThere() {
    var files = files()
    _ = files.id(path: "/home/me/firmware/Sources/App/Main.swift", folder: "")
    let copy = files.id(path: "/builds/7/firmware/Sources/App/Port.swift", folder: "")
    #expect(files.paths[Int(copy.index)] == "/builds/7/firmware/Sources/App/Port.swift")
    let header = files.id(path: "/usr/include/port.h", folder: "")
    #expect(files.paths[Int(header.index)] == "/usr/include/port.h")
  }

  @Test func aNameAloneMayBeAnyFiles() {
    var files = DumpFiles(["Main.swift"], spelling: PathSpelling(currentFolder: "/firmware"))
    let other = files.id(path: "/toolchain/core/Main.swift", folder: "")
    #expect(files.paths[Int(other.index)] == "/toolchain/core/Main.swift")
  }
}
