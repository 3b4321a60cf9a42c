import DMALint
import Testing

@testable import CFrontEnd

@Suite struct MacroTests {
  /// The value of the macro `X` among definitions.
  private func value(_ definitions: String, wordSize: UInt32 = 4) -> Int64? {
    var table = MacroTable(wordSize: wordSize)
    table.add(enumConstant: "RED", 3)
    let bytes = Array(definitions.utf8)
    let text = table.add(text: bytes)
    let keyword = Array("#define ".utf8)
    for start in bytes.indices where bytes[start...].starts(with: keyword) {
      let name = MacroLexer.word(in: bytes, at: start + keyword.count)
      table.add(name, text: text, offset: start + keyword.count)
    }
    guard case .integer(let value)? = table.value(of: "X") else { return nil }
    return value
  }

  @Test(arguments: [
    ("1", 1), ("0x10UL", 16), ("(1u << 31)", 0x8000_0000), ("(1 << 31)", -0x8000_0000),
    ("~0U", 0xFFFF_FFFF), ("~0", -1), ("(-1)", -1), ("0xFFFFFFFF", 0xFFFF_FFFF),
    ("((uint8_t)0x1FF)", 0xFF), ("((int8_t)0xFF)", -1), ("(uint32_t)-1", 0xFFFF_FFFF),
    ("10 / 3 * 2 % 4", 2), ("1 + 2 << 3", 24), ("5 > 3 && 2 == 2", 1), ("1 ? 2 : 3", 2),
    ("(RED | 4)", 7), ("((volatile uint32_t *)0x40000000)", 0x4000_0000),
    ("((My_Type)5)", 5), ("sizeof(uint32_t) * 2", 8), ("'A'", 65), ("0b101", 5), ("017", 15),
    ("1 /* one */ + \\\n 1 // two", 2), ("-0x80000000", 0x8000_0000), ("!5", 0),
    ("(unsigned long long)1 << 40", 1 << 40), ("0x7FFFFFFF + 1", -0x8000_0000),
  ])
  func folds(_ body: String, _ expected: Int64) {
    #expect(value("#define X \(body)\n") == expected)
  }

  @Test(arguments: [
    "", "f(1)", "unknown", "1 +", "(1", "1)", "1.5", "a->b", "{1}", "x = 1", "(1, 2)", "\"text\" 1",
  ])
  func leavesAlone(_ body: String) {
    #expect(value("#define X \(body)\n") == nil)
  }

  @Test func expandsOtherMacros() {
    #expect(value("#define BIT(n) (1u << (n))\n#define X (BIT(3) | BIT(RED + 2))\n") == 0x28)
    #expect(value("#define _u(x) x ## u\n#define X _u(0x10)\n") == 16)
    #expect(value("#define CAT(a, b) a ## b\n#define VALUE_2 9\n#define X CAT(VALUE_, 2)\n") == 9)
    #expect(
      value("#define MASK(b, e) (((1u << ((e) - (b))) - 1) << (b))\n#define X MASK(4, 8)\n") == 0xF0
    )
    #expect(value("#define A B\n#define B 4\n#define X (A)\n") == 4)
  }

  @Test func wordsDependOnTheTarget() {
    #expect(value("#define X ~0UL\n") == 0xFFFF_FFFF)
    #expect(value("#define X ((unsigned long)-1)\n", wordSize: 8) == -1)
  }
}

@Suite struct TextTests {
  @Test func attributesFromPrintedDeclarations() {
    let text = """
      __attribute__((section(".dma \\"x\\")"), __aligned__(1 << 5))) static int a[2] \
      __attribute__((used)) [[gnu::weak]] _Alignas(8 * 2)
      """
    let found = Attributes.attributes(inDeclaration: text).map { "\($0.name)=\($0.argument ?? "")" }
    #expect(
      found == [
        "section=.dma \\\"x\\\")", "aligned=1 << 5", "used=", "gnu=", "weak=", "aligned=8 * 2",
      ]
        || found == [
          "section=.dma \\\"x\\\")", "aligned=1 << 5", "used=", "weak=", "aligned=8 * 2",
        ])
  }

  @Test func moduleMaps() {
    let map = ModuleMap(
      Array(
        """
        framework module A [extern_c] {
          umbrella header "A.h" /* not "this" */
          private header "P.h" textual header "T.h" exclude header "E.h"
          explicit module B { umbrella "sub" header "B.h" }
          link "a"
        """.utf8))
    #expect(map.headers == ["A.h", "P.h", "B.h"])
    #expect(map.umbrellaFolders == ["sub"])
  }

  @Test func includesOfAFile() {
    let text =
      "#include <a/b.h>\n  #  include \"c.h\" // x\n#include MACRO\n#include \"open\n#import"
    #expect(IncludeScan.includes(of: Array(text.utf8)) == ["a/b.h", "c.h"])
  }

  @Test(arguments: [
    ("#include \"a.h\"\nint x;", "a.h"), ("/* x */\n// y\n #include \"b/c.h\"", "b/c.h"),
    ("#include <a.h>", nil), ("#define A\n#include \"a.h\"", nil),
    ("int x;\n#include \"a.h\"", nil),
    ("", nil), ("/* open", nil), ("/", nil), ("#", nil), ("#pragma \"x\"", nil),
  ])
  func firstIncludes(_ text: String, _ expected: String?) {
    #expect(IncludeScan.firstInclude(of: Array(text.utf8)) == expected)
  }

  @Test func commandLines() {
    let words = CompileCommand.words(of: #"cc -D'A B' -D"C \"D\"" e\ f  '' "#)
    #expect(words == ["cc", "-DA B", "-DC \"D\"", "e f", ""])
  }

  @Test func paths() {
    #expect(PathTable.normalised("a/./b/../c.h") == "a/c.h")
    #expect(PathTable.normalised("../a//b.h") == "../a/b.h")
    #expect(PathTable.normalised("/a/../../b") == "/b")
    var table = PathTable(["x.c"])
    #expect(table.id(of: "./x.c") == FileID(0))
    #expect(table.id(of: "y.h") == FileID(1))
    #expect(table.paths == ["x.c", "y.h"])
  }
}
