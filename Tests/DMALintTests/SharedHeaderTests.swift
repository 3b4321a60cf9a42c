import Testing

@testable import DMALint

/// Loops that an optimiser has joined at one header are two again; others are left as they are.
@Suite struct SharedHeaderTests {
  private let nowhere = SourceRange(
    file: FileID(0), start: Position(line: 1, column: 1), end: Position(line: 1, column: 1))

  private func block(_ kind: Terminator.Kind, stores: Bool = false) -> BasicBlock {
    let store = Operation(result: nil, .store(ValueID(0), into: ValueID(1), .volatile), nowhere)
    return BasicBlock(operations: stores ? [store] : [], terminator: Terminator(kind, nowhere))
  }

  private func loops(_ blocks: [BasicBlock]) -> [Int] {
    let split = SharedHeaders.split(blocks)
    return FlowGraph(successors: split.map { $0.terminator.kind.successors }).loops.map(\.depth)
  }

  @Test func pollingLoopIsInsideTheOuterOne() {
    // 1 polls itself; 2 starts and goes back to 1 by way of 3, which does nothing.
    let blocks = [
      block(.jump(BlockID(1))),
      block(.branch(ValueID(0), then: BlockID(2), otherwise: BlockID(3))),
      block(.jump(BlockID(3)), stores: true), block(.jump(BlockID(1))),
    ]
    #expect(loops(blocks) == [1, 2])
  }

  @Test func whatStoresIsNoPoll() {
    let blocks = [
      block(.jump(BlockID(1))),
      block(.branch(ValueID(0), then: BlockID(2), otherwise: BlockID(1)), stores: true),
      block(.jump(BlockID(1)), stores: true),
    ]
    #expect(loops(blocks) == [1])
  }

  @Test func neitherOfTwoArmsIsInsideTheOther() {
    let blocks = [
      block(.jump(BlockID(1))),
      block(.branch(ValueID(0), then: BlockID(2), otherwise: BlockID(3))),
      block(.jump(BlockID(1)), stores: true), block(.jump(BlockID(1)), stores: true),
    ]
    #expect(loops(blocks) == [1])
  }
}
