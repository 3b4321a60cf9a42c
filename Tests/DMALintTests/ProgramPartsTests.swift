import Testing

@testable import DMALint
@testable import DMALintTool

/// A large program is analysed in parts that share nothing, so that its report is that of the whole.
@Suite struct ProgramPartsTests {
  /// Drivers of engines of their own; those of one pair share a flag.
  private static func drivers(_ count: Int) -> [Firmware.File] {
    (0..<count).map { number in
      let block = String((0x4000_0000 + number * 0x400) / 16, radix: 16)
      let text = """
        import Synchronization
        import _Volatile

        struct Registers\(number) {
          let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x\(block)0)
          let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x\(block)8)
        }
        \(number % 2 == 0 ? "var isBusy\(number / 2) = false" : "")

        final class Driver\(number) {
          let registers = Registers\(number)()
          let buffer = UnsafeMutablePointer<UInt32>.allocate(capacity: 16)
          func start() {
            isBusy\(number / 2) = true
            buffer[0] = 1
            registers.address.store(UInt32(UInt(bitPattern: buffer)))
            \(number % 3 == 0 ? "" : "atomicMemoryFence(ordering: .releasing)")
            registers.control.store(1)
          }
          func wait() { while registers.control.load() & 1 != 0 {} }
          func exchange() -> UInt32 {
            start()
            wait()
            atomicMemoryFence(ordering: .acquiring)
            isBusy\(number / 2) = false
            return buffer[0]
          }
        }
        """
      return Firmware.File(path: "Driver\(number).swift", bytes: Array(text.utf8))
    }
  }

  private func parts(
    _ count: Int, before: String = "", behind: String = ""
  ) -> (program: Program, parts: ProgramParts) {
    let files =
      [Firmware.File(path: "A.swift", bytes: Array(before.utf8))] + Self.drivers(count)
      + [Firmware.File(path: "Z.swift", bytes: Array(behind.utf8))]
    let inputs = files.enumerated().map { number, file in
      SwiftInput(
        file: FileID(UInt32(number)), source: SourceText(path: file.path, bytes: file.bytes))
    }
    let knowledge = Catalogue.builtIn.knowledge
    guard case .found(let platform) = knowledge.platform(named: "generic") else {
      Issue.record("no generic platform")
      return (Program(FlowModule()), ProgramParts(whole: Program(FlowModule())))
    }
    let program = Program(SwiftLowering(inputs).module())
    let reachability = Reachability(program, platform) { knowledge.model(named: $0) }
    return (program, reachability.parts(of: program, entries: []))
  }

  @Test func whatSharesAVariableStaysTogether() {
    let (program, parts) = parts(300)
    #expect(parts.count > 2)
    var partOfDriver: [String: Set<Int>] = [:]
    for (index, function) in program.module.functions.enumerated() {
      guard function.kind == .method, let owner = function.owner, owner.hasPrefix("Driver"),
        let number = Int(owner.dropFirst(6))
      else { continue }
      for part in 0..<parts.count where parts.contains(FunctionID(UInt32(index)), in: part) {
        partOfDriver["pair \(number / 2)", default: []].insert(part)
      }
    }
    #expect(partOfDriver.count == 150)
    #expect(partOfDriver.values.allSatisfy { $0.count == 1 })
  }

  /// Registers are shared also where their address is put together from parts of which none is one.
  @Test func whatSharesRegistersStaysTogether() throws {
    func user(_ name: String) -> String {
      "func \(name)() { VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000 << 16).store(1) }"
    }
    let (program, parts) = parts(300, before: user("first"), behind: user("last"))
    let users = try ["first()", "last()"].map { name in
      let index = try #require(program.module.functions.firstIndex { $0.name == name })
      return (0..<parts.count).filter { parts.contains(FunctionID(UInt32(index)), in: $0) }
    }
    #expect(users[0] == users[1])
    #expect(parts.count > 2)
  }

  @Test func aSmallProgramIsOnePart() { #expect(parts(10).parts.count == 1) }

  @Test func partsReportWhatTheWholeReports() {
    let files = Self.drivers(150)
    let all = Firmware(files: files, platform: "generic").report()
    let alone = stride(from: 0, to: files.count, by: 2).map {
      Firmware(files: Array(files[$0..<$0 + 2]), platform: "generic").report()
    }
    func texts(_ report: Report) -> [String] {
      report.findings.map {
        "\(report.files[Int($0.range.file.index)]):\($0.range.start.line) \($0.code) \($0.message)"
      }
        + report.transfers.map {
          "\(report.files[Int($0.range.file.index)]):\($0.range.start.line) \($0.clauses.map(\.verdict))"
        }
    }
    #expect(texts(all).sorted() == alone.flatMap(texts).sorted())
    #expect(all.findings.contains { $0.code.description == "DMA201" })
  }
}
