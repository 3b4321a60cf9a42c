/// Leaves out the blocks that nothing leads to any more.
enum ReachedBlocks {
  static func blocks(_ blocks: [BasicBlock]) -> [BasicBlock] {
    var numbers: [Int?] = Array(repeating: nil, count: blocks.count)
    var pending = [0]
    while let next = pending.popLast() {
      guard blocks.indices.contains(next), numbers[next] == nil else { continue }
      numbers[next] = 0
      for target in targets(blocks[next].terminator) { pending.append(Int(target.index)) }
    }
    var count = 0
    for index in numbers.indices where numbers[index] != nil {
      numbers[index] = count
      count += 1
    }
    func moved(_ block: BlockID) -> BlockID {
      BlockID(UInt32(numbers[Int(block.index)] ?? 0))
    }
    return blocks.indices.filter { numbers[$0] != nil }.map { index in
      var block = blocks[index]
      block.terminator.kind = block.terminator.kind.leading(moved)
      return block
    }
  }

  static func targets(_ terminator: Terminator) -> [BlockID] {
    switch terminator.kind {
    case .jump(let target): [target]
    case .branch(_, let then, let otherwise): [then, otherwise]
    case .tryCall(_, _, let normal, _, let errorBlock): [normal, errorBlock]
    case .return, .throw, .unreachable: []
    }
  }
}
