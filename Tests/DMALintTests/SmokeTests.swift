import DMALint
import Testing

@Test func lineTableFindsColumnsInBytes() {
  let table = LineTable(Array("a\r\nbc\rd".utf8))
  #expect(table.position(of: 4) == Position(line: 2, column: 2))
  #expect(table.position(of: 6) == Position(line: 3, column: 1))
}
