import Testing

@testable import DMALint
@testable import DMALintTool

/// What a function can lead to, by the types that it calls methods of.
@Suite struct ReachabilityTests {
  private func leadsToDevice(_ text: String, _ name: String) throws -> Bool {
    let input = SwiftInput(
      file: FileID(0), source: SourceText(path: "A.swift", bytes: Array(text.utf8)))
    let knowledge = Catalogue.builtIn.knowledge
    guard case .found(let platform) = knowledge.platform(named: "generic") else { return false }
    let program = Program(SwiftLowering([input]).module())
    let reachability = Reachability(program, platform) { knowledge.model(named: $0) }
    let index = try #require(program.module.functions.firstIndex { $0.name == name })
    return reachability.leadsToDevice(FunctionID(UInt32(index)))
  }

  private let types = """
    import _Volatile
    protocol Starter { func start() }
    struct Port: Starter {
      func start() { VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_0000).store(1) }
    }
    struct Engine { func start() {} }

    """

  @Test func aMethodIsItsTypes() throws {
    #expect(try leadsToDevice(types + "func f(_ p: Port) { p.start() }", "f(_:)"))
    #expect(try !leadsToDevice(types + "func f(_ e: Engine) { e.start() }", "f(_:)"))
    #expect(try !leadsToDevice(types + "func f() { let e = Engine(); e.start() }", "f()"))
  }

  /// A value whose type may be any leads to all methods of the name.
  @Test func aGenericParameterIsNoType() throws {
    let generic = "func f<Engine: Starter>(_ e: Engine) { e.start() }"
    #expect(try leadsToDevice(types + generic, "f(_:)"))
    #expect(try leadsToDevice(types + "func f(_ e: any Starter) { e.start() }", "f(_:)"))
  }

  @Test func aClassMayBeASubclass() throws {
    let classes = """
      class Base { func start() {} }
      final class Derived: Base {
        override func start() { VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_0000).store(1) }
      }
      func f(_ b: Base) { b.start() }
      """
    #expect(try leadsToDevice("import _Volatile\n" + classes, "f(_:)"))
  }
}
