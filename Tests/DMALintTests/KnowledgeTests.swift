import DMALint
import EmbeddedRules
import Testing

@testable import DMALintTool

/// What is wrong with a model file, as `line:column message`.
private func modelProblems(_ yaml: String) throws -> [String] {
  ModelFile.decode(try ConfigYAML.decode(yaml)).problems.map(spelled)
}

private func spelled(_ problem: ConfigProblem) -> String {
  "\(problem.position.line):\(problem.position.column) \(problem.message)"
}

private func decoded(_ yaml: String) throws -> FunctionModel? {
  ModelFile.decode(try ConfigYAML.decode(yaml)).models.first
}

struct ConfigYAMLTests {
  @Test func nodesKnowTheirPlace() throws {
    let node = try ConfigYAML.decode("a: 1\nb:\n  - x\n  - {c: off}\n")
    let expected = ConfigNode(
      .mapping([
        .init(key: "a", at: .init(line: 1, column: 1), scalar("1", 1, 4)),
        .init(
          key: "b", at: .init(line: 2, column: 1),
          ConfigNode(
            .sequence([
              scalar("x", 3, 5),
              ConfigNode(
                .mapping([.init(key: "c", at: .init(line: 4, column: 6), scalar("off", 4, 9))]),
                at: .init(line: 4, column: 5)),
            ]), at: .init(line: 3, column: 3))),
      ]), at: .init(line: 1, column: 1))
    #expect(node == expected)
  }

  private func scalar(_ text: String, _ line: UInt32, _ column: UInt32) -> ConfigNode {
    ConfigNode(.scalar(text), at: Position(line: line, column: column))
  }

  @Test(arguments: [
    ("a: &x 1\nb: *x\n", "1:4 anchors and aliases are not supported"),
    ("a: !!int 1\n", "1:4 tags are not supported"),
    ("a: 1\na: 2\n", "1:1 keys are given twice: 'a'"),
    ("a: [1\n", "2:1 did not find expected ',' or ']'"),
    ("? [a]\n: 1\n", "1:3 a key must be a value, not a list or a mapping"),
    ("a: 'x\n", "2:1 found unexpected end of stream"),
  ])
  func refuses(yaml: String, problem: String) {
    #expect(throws: ConfigProblem.self) { try ConfigYAML.decode(yaml) }
    do {
      _ = try ConfigYAML.decode(yaml)
    } catch {
      #expect(spelled(error) == problem)
    }
  }

  @Test func emptyFileIsAnEmptyMapping() throws {
    #expect(try ConfigYAML.decode("# nothing\n").value == .mapping([]))
  }
}

struct ConfigTextTests {
  @Test func everyNodeSurvives() throws {
    let node = ConfigNode(
      .mapping([
        .init(
          key: "päth", at: .init(line: 0, column: 0),
          ConfigNode(.sequence([ConfigNode(.scalar("")), ConfigNode(.scalar("a\n]{:é"))]))),
        .init(key: "empty", at: .init(line: 0, column: 0), ConfigNode(.mapping([]))),
      ]))
    #expect(ConfigText.decode(ConfigText.encode(node)) == node)
  }

  /// Damaged text is no node, and no crash.
  @Test func damagedTextIsRefused() {
    let text = "{4:name3:abc4:list[1:a2:bc]}"
    #expect(ConfigText.decode(text) != nil)
    for end in text.indices.dropLast() {
      #expect(ConfigText.decode(String(text[...end])) == nil || text[...end] == text[...])
    }
    for damaged in ["", "5:abc", ":", "99999999999999999999:a", "{1:a}", "[1:a", "1:a1:b", "]"] {
      #expect(ConfigText.decode(damaged) == nil, "\(damaged)")
    }
    #expect(ConfigText.decode(String(repeating: "[", count: 100_000)) == nil)
  }
}

struct ModelFileTests {
  @Test(arguments: [
    ("sdk: a\nfuncs: []\n", "2:1 unknown key 'funcs'; the nearest known one is 'functions'"),
    ("functions: []\n", "1:1 the key 'sdk' is missing"),
    ("sdk: a\n", "1:1 the key 'functions' is missing"),
    ("- a\n", "1:1 a model file must be a mapping, not a list"),
    (
      "sdk: a\nfunctions:\n  - {name: f, role: strat, source: s}\n",
      "3:21 unknown role 'strat'; the nearest known one is 'start'"
    ),
    (
      "sdk: a\nfunctions:\n  - {name: f, role: start, source: s, bufers: []}\n",
      "3:39 unknown key 'bufers'; the nearest known one is 'buffers'"
    ),
    (
      """
      sdk: a
      functions:
        - name: f
          role: start
          source: s
          parameters: [channel, data]
          buffers:
            - {parameter: dat, direction: device-reads}
      """, "8:21 unknown parameter 'dat'; the nearest known one is 'data'"
    ),
    (
      """
      sdk: a
      functions:
        - name: f
          role: start
          source: s
          buffers:
            - {parameter: 0, direction: device-read}
      """, "7:35 unknown direction 'device-read'; the nearest known one is 'device-reads'"
    ),
    (
      "sdk: a\nfunctions:\n  - {name: f, role: fence, source: s, fences: [dmd sy]}\n",
      "3:48 unknown fence 'dmd sy'; the nearest known one is 'dmb'"
    ),
    (
      "sdk: a\nfunctions:\n  - {name: f, role: start, source: s, blocking: yes}\n",
      "3:49 'blocking' must be true or false, not 'yes'"
    ),
    (
      "sdk: a\nfunctions:\n  - {name: f, role: start, source: s, confidence: 101}\n",
      "3:51 'confidence' must not exceed 100"
    ),
    (
      "sdk: a\nfunctions:\n  - {name: f, role: start, source: s, completed: HAL_OK}\n",
      "3:39 'completed' means nothing for the role 'start'"
    ),
    ("sdk: a\nfunctions:\n  - {name: f, role: start}\n", "3:5 the function names no source"),
    ("sdk: a\nfunctions:\n  - {role: start, source: s}\n", "3:5 the function has no name"),
  ])
  func mistakes(yaml: String, problem: String) throws {
    #expect(try modelProblems(yaml).contains(problem))
  }

  @Test func aModelWithAProblemIsLeftOut() throws {
    let file = try ConfigYAML.decode(
      """
      sdk: a
      source: our driver
      functions:
        - {name: bad, role: begin}
        - {name: good, role: start}
      """)
    #expect(ModelFile.decode(file).models.map(\.name) == ["good"])
  }

  @Test func everyKeyArrives() throws {
    let model = try #require(
      try decoded(
        """
        sdk: kit
        sources: {dma.h: kit 1.0 include/dma.h}
        functions:
          - name: dma_go
            role: start
            parameters: [channel, transfer, count, trigger, flags, done]
            buffers:
              - parameter: transfer
                direction: descriptor
                length: count
                unit: 4
                retention: copies
                fields:
                  - {name: out.data, direction: device-writes, length: out.size, unit: bits}
            channel: {kind: dma-tx, parameters: [channel]}
            trigger: trigger
            success: [KIT_OK, 0]
            blocks-if: {parameter: flags, flag: KIT_BLOCKING}
            circular-if: {parameter: transfer, field: loops, equals: -1}
            scanning: true
            handler: done
            completion-handlers: [kit_done]
            fences: [compiler, releasing, "DMB  0xf"]
            maintains: [cleans-before]
            body-visible: true
            must-check: true
            maximum-count: 0xFFFF
            note: a remark
            source: dma.h:12
            confidence: 80
        """))
    #expect(model.source == "kit 1.0 include/dma.h:12")
    #expect(model.buffers.first?.parameter == 1 && model.buffers.first?.length == 2)
    #expect(model.buffers.first?.unit == .units(bytes: 4))
    #expect(model.buffers.first?.retention == .copies)
    let field = FunctionModel.FieldRole(
      name: "out.data", direction: .deviceWrites, length: "out.size", unit: .bits)
    #expect(model.buffers.first?.fields == [field])
    #expect(model.channel == .init(kind: "dma-tx", parameters: [0]))
    #expect(model.trigger == 3)
    #expect(model.success == .equals(["KIT_OK", "0"]))
    #expect(model.blocksIf == .init(parameter: 4, test: .hasFlag(["KIT_BLOCKING"])))
    #expect(model.circularIf == .init(parameter: 1, field: "loops", test: .equals(["-1"])))
    #expect(model.handlerParameter == 5 && model.completionHandlers == ["kit_done"])
    #expect(model.fences == [.compiler, .atomic(.releasing), .instruction("dmb sy")])
    #expect(model.maintains == [.cleansBefore])
    #expect(model.isScanning && model.isBodyVisible && model.mustCheckResult)
    #expect(model.maximumCount == 65535 && model.confidence == 80 && model.note == "a remark")
  }

  @Test func headersOfAFolderShareASource() throws {
    let model = try #require(
      try decoded(
        """
        sdk: kit
        sources: {other.h: kit 2.0 other.h, "kit_*": kit 1.0 Inc/}
        functions:
          - {name: f, role: none, source: kit_dma.h:7}
        """))
    #expect(model.source == "kit 1.0 Inc/kit_dma.h:7")
  }

  @Test func namesShareAnEntry() throws {
    let file = try ConfigYAML.decode(
      "sdk: a\nsource: s\nfunctions:\n  - {names: [dmb, \"*_dmb\"], role: fence, fences: [dmb]}\n")
    let models = ModelFile.decode(file).models
    #expect(models.map(\.name) == ["dmb", "*_dmb"])
    var knowledge = Knowledge()
    knowledge.add(models)
    #expect(knowledge.model(named: "dmb")?.name == "dmb")
    #expect(knowledge.model(named: "arm_dmb")?.name == "*_dmb")
    #expect(knowledge.model(named: "dmb_all") == nil)
  }
}

struct BarrierTextTests {
  @Test(arguments: [
    ("DMB 0xF", "dmb sy"), ("dsb", "dsb sy"), ("dmb #0xb", "dmb ish"), ("dmb 2", "dmb oshst"),
    ("fence  w, ow", "fence w,ow"), ("fence", "fence iorw,iorw"), ("fence wo,r", "fence ow,r"),
    ("isb", "isb"), ("memw;", "memw"),
  ])
  func oneSpelling(text: String, normal: String) {
    #expect(BarrierText.normalised(text) == normal)
  }

  @Test(arguments: [
    ("fence iorw,iorw", "fence w,o", true), ("fence rw,w", "fence w,o", false),
    ("fence w,ow", "fence w,o", true), ("dmb sy", "dmb *", true), ("dmb ish", "dmb osh", false),
  ])
  func strength(instruction: String, demand: String, isEnough: Bool) {
    #expect(BarrierText.satisfies(instruction, demand) == isEnough)
  }
}

struct PlatformFileTests {
  private func decode(_ yaml: String) throws -> (platform: Platform?, problems: [String]) {
    let decoded = Platform.decode(try ConfigYAML.decode(yaml)) { name in
      guard name == "base" else { return .unknown(nearest: "base") }
      var base = Platform(
        name: "base", architecture: "arm", core: "Cortex-M7",
        barriers: .init(beforeStart: .compiler, afterCompletion: .compiler, source: "s"),
        source: "s")
      base.engines = [.init(name: "DMA1", source: "s")]
      return .found(base)
    }
    return (decoded.platform, decoded.problems.map(spelled))
  }

  @Test(arguments: [
    (
      "name: a\nsource: s\nextends: bas\n",
      "3:10 unknown platform 'bas'; the nearest known one is 'base'"
    ),
    (
      "name: a\nsource: s\nextends: base\nregion: []\n",
      "4:1 unknown key 'region'; the nearest known one is 'regions'"
    ),
    ("name: a\nextends: base\n", "1:1 the platform names no source"),
    (
      """
      name: a
      source: s
      extends: base
      regions:
        - {name: R, range: 0x20000000, kind: ram, source: s}
      """, "5:22 'range' must be FIRST-LAST or START+SIZE with numbers, not '0x20000000'"
    ),
    (
      """
      name: a
      source: s
      extends: base
      regions:
        - {name: R, range: 0x2000_0000+128K, kind: ram, reachable-by: [DMA2], source: s}
      """, "4:1 unknown engine 'DMA2'; the nearest known one is 'DMA1'"
    ),
    (
      "name: a\nsource: s\nextends: base\nsections: {.dma: SRAM}\n",
      "4:18 unknown region 'SRAM'"
    ),
    (
      "name: a\nsource: s\nextends: base\ncache: {line: 48, source: s}\n",
      "4:15 'line' must be a power of two"
    ),
  ])
  func mistakes(yaml: String, problem: String) throws {
    #expect(try decode(yaml).problems.first == problem)
  }

  @Test func extendsItsBase() throws {
    let (platform, problems) = try decode(
      """
      name: board
      extends: base
      source: schematic
      regions:
        - {name: RAM, range: 0x2000_0000+128K, kind: ram, reachable-by: [DMA1], source: s}
      sections: {.dma: RAM}
      engines:
        - {name: SPI, maximum-count: 255, bus-alias: 0xC000_0000, source: s}
      """)
    #expect(problems.isEmpty)
    #expect(platform?.core == "Cortex-M7" && platform?.ancestors == ["base"])
    #expect(platform?.engines.map(\.name) == ["DMA1", "SPI"])
    #expect(platform?.engines.last?.busAlias == 0xC000_0000)
    #expect(platform?.regions.first?.range == .init(first: 0x2000_0000, last: 0x2001_FFFF))
    #expect(platform?.sections.first?.section == ".dma")
  }
}

struct RulePageTests {
  private static let page = """
    ---
    code: DMA101
    name: stack-buffer
    severity: error
    family: lifetime
    evidence: [source, ir]
    subsumes: [DMA601]
    ---

    ## What
    One line
    and another.

    More.

    ## Why it breaks
    x
    ## Wrong
    ```swift platform=cortex-m7 file=A.swift
    let a = 1
    ```
    ```c file=a.h
    int a;
    ```
    ```swift dumps
    let b = 1
    ```
    ## Right
    x
    ## Fix
    x
    ## Limits
    x
    ## References
    x
    """

  private func problems(_ page: String) throws -> [String] {
    let parts = try #require(RulePage.split(page))
    let header = RuleHeader.decode(try ConfigYAML.decode(parts.frontMatter))
    guard let decoded = header.header else { return header.problems.map(\.message) }
    let page = RulePage.decode(decoded, body: parts.body, firstLine: parts.bodyLine)
    return page.problems.map(spelled)
  }

  @Test func blocksBecomeExamples() throws {
    let parts = try #require(RulePage.split(Self.page))
    let header = try #require(
      RuleHeader.decode(try ConfigYAML.decode(parts.frontMatter)).header)
    let (page, problems) = RulePage.decode(header, body: parts.body, firstLine: parts.bodyLine)
    #expect(problems.isEmpty)
    #expect(page.summary == "One line and another.")
    let examples = try #require(page.section(.wrong)).examples
    #expect(examples.map(\.blocks.count) == [2, 1])
    #expect(examples[0].platform == "cortex-m7")
    #expect(examples[0].blocks[0].text == "let a = 1\n" && examples[0].blocks[0].line == 20)
    #expect(examples[1].options == ["dumps"])
  }

  @Test(arguments: [
    ("## Limits\nx\n", "", "33:1 the section 'Limits' is missing"),
    ("## Fix", "## Fixes", "30:1 unknown section 'Fixes'; the nearest known one is 'Fix'"),
    ("file=A", "fil=A", "19:1 unknown attribute 'fil'; the nearest known one is 'file'"),
    ("code: DMA101", "code: DMA201", "'DMA201' is not a rule of DMA1, lifetime"),
    (
      "severity: error", "severity: eror",
      "unknown severity 'eror'; the nearest known one is 'error'"
    ),
    ("name: stack-buffer\n", "", "the key 'name' is missing"),
  ])
  func mistakes(right: String, wrong: String, problem: String) throws {
    #expect(try problems(Self.page.replacing(right, with: wrong)).contains(problem))
  }
}

/// What ships: the whole of `Rules/`.
struct ShippedKnowledgeTests {
  let knowledge = EmbeddedRules.knowledge()

  @Test func everyCataloguedFunctionIsKnown() {
    for (sdk, names) in CataloguedFunctions.all {
      for name in names {
        #expect(knowledge.models(named: name).contains { $0.sdk == sdk }, "\(sdk): \(name)")
      }
    }
    #expect(CataloguedFunctions.all.map(\.names.count).reduce(0, +) == 299)
  }

  @Test func everyModelCitesASource() {
    #expect(knowledge.modelNames.count > 600)
    for name in knowledge.modelNames {
      let models = knowledge.models(named: name)
      #expect(!models.isEmpty, "\(name)")
      for model in models {
        #expect(!model.source.isEmpty && !model.sdk.isEmpty, "\(name)")
        #expect(Knowledge.isPattern(name) || model.name == name)
      }
    }
  }

  /// What the analysis can do for a function of Swift's library, some function is said to do.
  @Test func everyOperationOfTheLibraryHasAFunction() {
    let operations = knowledge.modelNames.flatMap(knowledge.models(named:)).compactMap(\.library)
    #expect(Set(LibraryOperation.allCases).subtracting(operations).isEmpty)
    #expect(knowledge.model(named: "UnsafeMutablePointer.deallocate")?.library == .frees)
  }

  /// A start, wait or stop says which channel it concerns; else nothing can be matched.
  @Test func everyStartWaitAndStopNamesItsChannel() {
    let roles: [FunctionModel.Role] = [.start, .wait, .poll, .stop]
    for model in knowledge.modelNames.flatMap(knowledge.models(named:))
    where roles.contains(model.role) {
      #expect(model.channel != nil, "\(model.name)")
      if model.role == .wait || model.role == .poll {
        #expect(model.completed != nil, "\(model.name)")
      }
    }
  }

  @Test func pollsOfACompletionAreToldApartFromWaits() throws {
    let poll = try #require(knowledge.model(named: "dma_channel_is_busy"))
    #expect(poll.role == .poll && poll.completed == .isFalse && poll.fences.isEmpty)
    let wait = try #require(knowledge.model(named: "dma_channel_wait_for_finish_blocking"))
    #expect(wait.role == .wait && wait.fences == [.compiler] && wait.isBodyVisible)
    let configure = try #require(knowledge.model(named: "dma_channel_configure"))
    #expect(configure.trigger == 5 && configure.buffers.map(\.parameter) == [2, 3])
    #expect(configure.buffers.map(\.unit) == [.transfers, .transfers])
    let queue = try #require(knowledge.model(named: "spi_device_queue_trans"))
    #expect(queue.buffers.first?.direction == .descriptor && queue.isQueued)
    #expect(queue.buffers.first?.fields.map(\.name) == ["tx_buffer", "rx_buffer"])
    #expect(queue.buffers.first?.fields.map(\.unit) == [.bits, .bits])
    let take = try #require(knowledge.model(named: "k_sem_take"))
    #expect(take.completed == .equals(["0"]) && take.timeout?.forever.first == "K_FOREVER")
    #expect(knowledge.model(named: "mmio_volatile_store_uint32_t")?.role == .registerWrite)
    #expect(knowledge.model(named: "nobody_knows_this") == nil)
    #expect(knowledge.nearestModelName(to: "HAL_UART_Transmitt_DMA") == "HAL_UART_Transmit_DMA")
  }

  /// The handlers that starts name are known as handlers, where the kit has fixed names for them.
  @Test func completionHandlersAnnounceCompletion() {
    for model in knowledge.modelNames.flatMap(knowledge.models(named:))
    where model.sdk == "stm32-hal" {
      for handler in model.completionHandlers where model.role == .start {
        guard let known = knowledge.model(named: handler) else {
          Issue.record("\(model.name): \(handler) is no model")
          continue
        }
        #expect(known.announces == .complete, "\(handler)")
      }
    }
  }

  @Test func usersModelsComeFirst() throws {
    var knowledge = knowledge
    let file = try ConfigYAML.decode(
      "sdk: ours\nsource: s\nfunctions:\n  - {name: dma_channel_start, role: none}\n")
    knowledge.add(ModelFile.decode(file).models)
    #expect(knowledge.models(named: "dma_channel_start").map(\.sdk) == ["ours", "pico-sdk"])
  }
}

/// The platforms that tests rely on: contract, section 6.
struct ShippedPlatformTests {
  let knowledge = EmbeddedRules.knowledge()

  private func platform(_ name: String) throws -> Platform {
    guard case .found(let platform) = knowledge.platform(named: name) else {
      throw ConfigProblem(Position(line: 0, column: 0), "no platform \(name)")
    }
    return platform
  }

  @Test func everyPlatformDecodesAndCites() throws {
    #expect(knowledge.platformNames.count >= 30)
    for name in knowledge.platformNames {
      let platform = try platform(name)
      #expect(platform.name == name)
      #expect(!platform.source.isEmpty && !platform.barriers.source.isEmpty, "\(name)")
      #expect(platform.regions.allSatisfy { !$0.source.isEmpty }, "\(name)")
      #expect(platform.engines.allSatisfy { !$0.source.isEmpty }, "\(name)")
    }
  }

  @Test(arguments: [
    "generic", "cortex-m0", "cortex-m4", "stm32f4", "nrf52840", "rp2040", "rp2350", "esp32c6",
  ])
  func needsACompilerFenceOnly(name: String) throws {
    let platform = try platform(name)
    #expect(platform.cache == nil)
    #expect(platform.barriers.beforeStart == .compiler)
    #expect(platform.barriers.afterCompletion == .compiler)
  }

  @Test(arguments: ["cortex-m7", "stm32h7", "stm32h743", "stm32h723", "stm32f746"])
  func needsADMBOnCortexM7(name: String) throws {
    let platform = try platform(name)
    #expect(platform.cache?.line == 32 && platform.cache?.isCoherent == false)
    #expect(platform.barriers.isSufficient("dmb 0xF", .beforeStart))
    #expect(platform.barriers.isSufficient("dsb sy", .afterCompletion))
    #expect(!platform.barriers.isSufficient("isb", .beforeStart))
    let release = try #require(platform.barriers.atomicRelease)
    #expect(platform.barriers.isSufficient(release, .beforeStart))
  }

  @Test(arguments: ["cortex-a53", "bcm2837"])
  func needsTheOuterDomainOnCortexA53(name: String) throws {
    let platform = try platform(name)
    #expect(platform.cache?.line == 64)
    for barrier in ["dmb oshst", "dmb sy", "dsb sy"] {
      #expect(platform.barriers.isSufficient(barrier, .beforeStart))
    }
    for barrier in ["dmb oshld", "dmb sy", "dsb sy"] {
      #expect(platform.barriers.isSufficient(barrier, .afterCompletion))
    }
    #expect(!platform.barriers.isSufficient("dmb ish", .beforeStart))
    #expect(!platform.barriers.isSufficient("dmb oshst", .afterCompletion))
    let release = try #require(platform.barriers.atomicRelease)
    #expect(!platform.barriers.isSufficient(release, .beforeStart))
  }

  @Test(arguments: ["riscv32", "esp32p4"])
  func needsInputAndOutputBitsOnRISCV(name: String) throws {
    let platform = try platform(name)
    for barrier in ["fence iorw,iorw", "fence w,o", "fence"] {
      #expect(platform.barriers.isSufficient(barrier, .beforeStart))
    }
    for barrier in ["fence iorw,iorw", "fence i,r"] {
      #expect(platform.barriers.isSufficient(barrier, .afterCompletion))
    }
    #expect(!platform.barriers.isSufficient("fence rw,w", .beforeStart))
    #expect(platform.cache?.line == (name == "riscv32" ? nil : 64))
    #expect(platform.cache?.largestLine == (name == "riscv32" ? nil : 128))
  }

  @Test func regionsAndEnginesFitTogether() throws {
    let h7 = try platform("stm32h743")
    let dtcm = try #require(h7.regions.first { $0.range.contains(0x2000_0100) })
    #expect(dtcm.isCacheable == false && dtcm.reachableBy == ["MDMA"])
    #expect(h7.ancestors == ["stm32h7", "cortex-m7"])
    let pi = try platform("bcm2837")
    let mailbox = try #require(pi.engines.first { $0.name == "mailbox" })
    #expect(mailbox.busAlias == 0xC000_0000 && mailbox.asIs?.values == [8])
    let f4 = try platform("stm32f4")
    let dma1 = try #require(f4.engines.first { $0.name == "DMA1" })
    let stream = try #require(dma1.channels?.channel(at: 0x4002_60A4))
    #expect(stream.number == 6 && stream.offset == 4)
    #expect(knowledge.platform(named: "stm32h734").nearestName == "stm32h743")
  }
}

/// The rules' pages: contract, section 3.
struct RulePagesTests {
  let knowledge = EmbeddedRules.knowledge()

  /// Code, name and severity of every rule, as the contract has them.
  private static let table = """
    DMA101 stack-buffer error
    DMA102 scoped-pointer-escape error
    DMA103 temporary-pointer error
    DMA104 buffer-moved-in-flight error
    DMA105 buffer-freed-in-flight error
    DMA106 descriptor-lifetime error
    DMA107 leaked-handle warning
    DMA108 deinit-not-stopping error
    DMA201 missing-release-before-start error
    DMA202 missing-acquire-after-wait error
    DMA203 fence-in-wrong-place error
    DMA204 barrier-too-weak error
    DMA205 nonvolatile-status error
    DMA206 nonvolatile-register error
    DMA207 elided-access error
    DMA301 cacheable-buffer error
    DMA302 missing-clean-before-start error
    DMA303 missing-invalidate-after-wait error
    DMA304 missing-invalidate-before-start error
    DMA305 cache-line-sharing error
    DMA306 wrong-cache-operation error
    DMA307 maintenance-range-error error
    DMA308 pool-in-cacheable-region error
    DMA309 mpu-region-misconfigured error
    DMA310 mixed-cache-alias error
    DMA401 access-in-flight error
    DMA402 double-start error
    DMA403 overlapping-use error
    DMA404 interrupt-race error
    DMA405 circular-half-hazard warning
    DMA501 unreachable-region error
    DMA502 flash-resident-buffer error
    DMA503 read-only-destination error
    DMA504 wrong-address-space error
    DMA505 misaligned-buffer error
    DMA506 ring-misaligned error
    DMA507 length-exceeds-buffer error
    DMA508 length-unit-mismatch error
    DMA509 count-truncation error
    DMA510 plain-heap-buffer warning
    DMA511 direction-mismatch error
    DMA601 start-without-wait warning
    DMA602 early-exit-in-flight error
    DMA603 unchecked-status warning
    DMA604 incomplete-abort error
    DMA605 configured-while-enabled error
    DMA606 unbounded-wait note
    DMA607 cancelled-in-flight warning
    DMA701 used-before-initialised error
    DMA801 unchecked-device-data error
    DMA802 double-fetch warning
    DMA803 uninitialised-transmit warning
    DMA804 secret-left-in-buffer note
    DMA901 unused-suppression warning
    DMA902 unmodelled-transfer note
    """

  /// "One cause, one finding": a rule on the left replaces those on the right.
  private static let order = """
    103 > 102, 101; 102 > 101; 101, 102, 103 > 601, 602, 107; 103 > 105; 104 > 401
    203, 204 > 201, 202; 205 > 202, 207; 201, 202 > 207; 501 > 301, 502, 510
    301 > 302, 303, 304, 305; 308 > 301; 506 > 505; 509 > 507; 602 > 601; 404 > 401; 108 > 105
    """

  @Test func rulesAreTheContracts() {
    let rules = knowledge.rules.map { "\($0.code) \($0.name) \($0.severity)" }
    #expect(rules == Self.table.split(separator: "\n").map(String.init))
  }

  @Test func subsumptionIsTheContracts() {
    var expected: [String: Set<String>] = [:]
    for pair in Self.order.split(whereSeparator: { ";\n".contains($0) }) {
      let sides = pair.split(separator: ">").map { side in
        side.split(whereSeparator: { ", ".contains($0) }).map { "DMA\($0)" }
      }
      for code in sides[0] { expected[code, default: []].formUnion(sides[1]) }
    }
    for rule in knowledge.rules {
      #expect(Set(rule.subsumes) == expected[rule.code] ?? [], "\(rule.code)")
    }
  }

  @Test func everyPageShowsWrongAndRightCode() throws {
    for rule in knowledge.rules {
      guard case .found(let page) = knowledge.page(named: rule.name) else {
        Issue.record("\(rule.code) has no page")
        continue
      }
      #expect(page.sections.map(\.title) == RulePage.Title.allCases, "\(rule.code)")
      #expect(!page.summary.isEmpty && !rule.evidence.isEmpty, "\(rule.code)")
      for title in [RulePage.Title.wrong, .right] {
        let section = try #require(page.section(title))
        #expect(section.blocks.contains { ["swift", "c"].contains($0.language) }, "\(rule.code)")
        for example in section.examples {
          let platform = try #require(example.platform, "\(rule.code)")
          #expect(knowledge.platformNames.contains(platform), "\(rule.code)")
          for code in example.also {
            #expect(knowledge.rules.contains { $0.code == code }, "\(rule.code)")
          }
        }
      }
    }
  }

  @Test func rulesAreFoundByCodeAndName() {
    guard case .found(let rule) = knowledge.rule(named: "DMA101") else {
      Issue.record("DMA101 is no rule")
      return
    }
    #expect(rule.name == "stack-buffer")
    #expect(knowledge.rule(named: "stak-buffer").nearestName == "stack-buffer")
    #expect(knowledge.page(named: "DMA999").nearestName != nil)
  }
}

extension Lookup {
  fileprivate var nearestName: String? {
    if case .unknown(let nearest) = self { return nearest }
    return nil
  }
}
