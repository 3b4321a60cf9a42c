import Testing

@testable import DMALint

/// What linker scripts say, by where they put a variable.
@Suite struct LinkerScriptTests {
  private static func map(
    _ script: String, _ variables: [LinkedName] = [], include: [String: String] = [:]
  ) -> (map: LinkMap, problems: [LinkProblem]) {
    let (read, problems) = ScriptParser.read(Array(script.utf8)) { name in
      include[name].map { Array($0.utf8) }
    }
    return (LinkMap(script: read).laidOut(variables), problems)
  }

  private static func variable(
    _ name: String, section: String? = nil, file: String = "a.c", size: UInt64 = 16,
    alignment: UInt64 = 4
  ) -> LinkedName {
    var variable = LinkedName(name: name, language: .c, file: file, isExternal: false)
    variable.section = section
    variable.size = size
    variable.alignment = alignment
    variable.contents = .zero
    return variable
  }

  private static func place(_ placement: Placement?) -> String {
    guard let placement else { return "unknown" }
    func hex(_ value: UInt64) -> String { String(value, radix: 16) }
    let range = placement.address.map(hex) ?? "\(hex(placement.first))-\(hex(placement.last))"
    return "\(placement.region ?? "-") \(placement.section) \(range)"
  }

  private static let memory = """
    MEMORY {
      FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 1M
      RAM (rwx) : org = 0x20000000, len = 64K
      NC (rw) : o = ORIGIN(RAM) + LENGTH(RAM), l = 4K * 4
    }
    REGION_ALIAS("DATA", RAM);

    """

  struct Case: Sendable {
    var sections: String
    var section: String?
    var file = "src/a.c"
    var expected: String
  }

  @Test(arguments: [
    Case(sections: ".bss : { *(.bss*) } > RAM", expected: "RAM .bss 20000000-2000ffff"),
    Case(
      sections: ".bss : { *(.bss .bss.*) } >DATA AT>FLASH", expected: "RAM .bss 20000000-2000ffff"),
    Case(
      sections: ".nc (NOLOAD) : ALIGN(64) { __nc = .; KEEP(*(SORT_BY_NAME(.dma.*))) } > NC",
      section: ".dma.rx", expected: "NC .nc 20010000"),
    Case(
      sections: ".nc 0x20010100 (NOLOAD) : { *(.dma.*) } > NC", section: ".dma.rx",
      expected: "NC .nc 20010100"),
    Case(
      sections: ".nc : { . = 0x40; *(.dma.*) } > NC", section: ".dma.rx",
      expected: "NC .nc 20010040"),
    Case(
      sections: ".a : { *(EXCLUDE_FILE(*a.o) .dma.*) } > RAM .b : { *(.dma.*) } > NC",
      section: ".dma.rx", expected: "NC .b 20010000"),
    Case(
      sections: ".a : { EXCLUDE_FILE(*b.o) *(.dma.*) } > RAM .b : { *(.dma.*) } > NC",
      section: ".dma.rx", expected: "RAM .a 20000000"),
    Case(
      sections: ".a : { *b.o(.dma.*) } > RAM .b : { *a.o(.dma.*) } > NC", section: ".dma.rx",
      expected: "NC .b 20010000"),
    Case(
      sections: ".data : { *(.data*) } > RAM .bss : { *(.bss*) } > NC", section: ".dma.rx",
      expected: "RAM .dma.rx 20000000-2000ffff"),
    Case(
      sections: "/DISCARD/ : { *(.dma.*) } .bss : { *(.bss*) } > RAM", section: ".dma.rx",
      expected: "unknown"),
    Case(
      sections: """
        OVERLAY 0x20010000 : NOCROSSREFS AT (0x08000000) { .o1 { *(.dma.*) } .o2 { *(.x) } } > NC
        """, section: ".dma.rx", expected: "NC .o1 20010000"),
    Case(
      sections: """
        . = 0x20000000; .a : { *(.text*) } . = MAX(ADDR(.a), 0x20010000); .b : { *(.dma.*) }
        """, section: ".dma.rx", expected: "NC .b 20010000"),
    Case(
      sections: "INCLUDE more.ld", section: ".dma.rx", expected: "NC .inc 20010000"),
    Case(
      sections: "ASSERT(SIZEOF(.x) < 4, \"a; } b\") .b : { /* } */ *(.dma[._]*) } :text =0xFF",
      section: ".dma.rx", expected: "unknown"),
    Case(
      sections: ".nc DEFINED(__nc) ? __nc : ORIGIN(NC) + 0x20 : { *(.dma.*) }",
      section: ".dma.rx", expected: "unknown"),
    Case(
      sections: "__nc = ORIGIN(NC) | 0x20; .nc (__nc << 0) : { *(.dma.*) }", section: ".dma.rx",
      expected: "NC .nc 20010020"),
  ])
  func puts(_ item: Case) {
    let variable = Self.variable("rx", section: item.section, file: item.file)
    let (map, problems) = Self.map(
      Self.memory + "SECTIONS {\n" + item.sections + "\n}\n", [variable],
      include: ["more.ld": ".inc : { *(.dma.*) } > NC\n"])
    #expect(Self.place(map.placement(of: variable)) == item.expected, "\(item.sections)")
    #expect(problems.isEmpty, "\(item.sections): \(problems)")
  }

  /// Several variables of one section lie somewhere within its bytes.
  @Test func sharedSections() {
    let both = [
      Self.variable("a", section: ".dma.a", size: 20),
      Self.variable("b", section: ".dma.b", size: 8),
    ]
    let (map, _) = Self.map(Self.memory + "SECTIONS { .nc : { *(.dma*) } > NC }", both)
    #expect(Self.place(map.placement(of: both[1])) == "NC .nc 20010000-2001001b")
    #expect(map.placement(of: both[1])?.assumption?.contains(".nc") == true)
  }

  @Test func symbols() {
    let (map, problems) = Self.map(
      Self.memory + """
        SECTIONS {
          .nc : { _snc = .; *(.dma*) _enc = .; } > NC
          PROVIDE_HIDDEN(_pool = ORIGIN(NC) + 2K);
          _top = ADDR(.nc) + LENGTH(NC);
        }
        """)
    #expect(problems.isEmpty)
    func symbol(_ name: String) -> String {
      Self.place(
        map.placement(of: LinkedName(name: name, language: .c, file: "", isExternal: true)))
    }
    #expect(symbol("_snc") == "NC  20010000")
    #expect(symbol("_pool") == "NC  20010800")
    #expect(symbol("_top") == "-  20014000")
    #expect(symbol("_nothing") == "unknown")
  }

  @Test func whatIsNotKnownIsSaidWithItsLine() {
    let (_, problems) = Self.map(
      """
      MEMORY { RAM : ORIGIN = , LENGTH = 1K }
      #include <memory.h>
      WONDER (1)
      SECTIONS {
        INCLUDE nowhere.ld
        .a : { *(.a) } > RAM
        .b { }
      """)
    #expect(problems.contains { $0.line == 1 })
    #expect(problems.contains { $0.message.contains("C preprocessor") && $0.line == 2 })
    #expect(problems.contains { $0.message.contains("'WONDER'") && $0.line == 3 })
    #expect(problems.contains { $0.message.contains("'nowhere.ld'") && $0.line == 5 })
    #expect(problems.contains { $0.message.contains("':' is missing") && $0.line == 7 })
  }

  @Test(
    arguments: [
      ("0x10", 16), ("10K", 10240), ("2M", 2_097_152), ("010", 8), ("10h", 16), ("0", 0),
      ("1011b", 11),
    ] as [(String, UInt64)])
  func numbers(text: String, value: UInt64) { #expect(ScriptParser.number(text) == value) }

  @Test(arguments: ["0x", "12Q", "99999999999999999999", "0xFFFFFFFFFFFFFFFFK", "K"])
  func noNumbers(text: String) { #expect(ScriptParser.number(text) == nil) }

  @Test(arguments: [
    ("*", "", true), ("*.o", "main.o", true), (".bss*", ".bss.x", true), (".bss", ".bss.x", false),
    ("a?c", "abc", true), ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false), ("\\*", "*", true),
    ("*a*b*c", "xxaxxbxxc", true), ("[", "[", true), ("**", "x", true),
  ])
  func wildcards(pattern: String, name: String, isMatch: Bool) {
    #expect(ScriptLayout.matches(name, pattern) == isMatch)
  }

  /// Neither traps nor hangs, whatever the bytes are.
  @Test func hostileScripts() {
    var random = SplitMix(seed: 0x1D)
    let sample = Array(
      (Self.memory + """
        ENTRY(main)
        SECTIONS {
          . = 0x100; PROVIDE(a = . + 4K);
          .text : ALIGN(8) { KEEP(*(.vectors)) *(EXCLUDE_FILE(*a.o) .text*) BYTE(1) FILL(0xFF) } > FLASH
          .data 0x20000000 (NOLOAD) : AT(LOADADDR(.text)) { *(SORT(.data*)) . = ALIGN(4); } > RAM AT> FLASH :p =0
          OVERLAY : { .o { *(.o) } } ASSERT((1 ? 2 : 3) == MIN(2, 3), "x") INCLUDE self
          /DISCARD/ : { *(.x) }
        }
        """).utf8)
    let pieces = [
      "{", "}", "(", ")", ":", ";", "KEEP(", "ALIGN(", "*", "/*", "\"", "0x", "=", "?",
      "INCLUDE self ",
    ]
    for _ in 0..<3_000 {
      var bytes = sample
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.remove(at: place)
        case 1:
          bytes.insert(
            contentsOf: Array((pieces.randomElement(using: &random) ?? "").utf8), at: place)
        default: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        }
      }
      if Bool.random(using: &random) {
        bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
      }
      let (script, _) = ScriptParser.read(bytes) { _ in bytes }
      let variable = Self.variable("rx", section: ".data.x")
      _ = LinkMap(script: script).laidOut([variable]).placement(of: variable)
    }
  }

  @Test(arguments: ["(", "KEEP(", "PROVIDE(", "a?", "-", "SECTIONS { .a : { KEEP(", "1+", "SORT("])
  func deepNesting(piece: String) {
    for prefix in ["x = ", "SECTIONS { x = ", "SECTIONS { .a : { ", "SECTIONS { .a : { *(", ""] {
      let text = prefix + String(repeating: piece, count: 20_000)
      let (script, _) = ScriptParser.read(Array(text.utf8)) { _ in nil }
      _ = LinkMap(script: script).laidOut([])
    }
  }
}
