/// Takes loops apart that optimisers have joined at one header: `while true { while busy() {} … }`
/// is one loop with two ways back to its beginning once nothing stands before the inner one.
///
/// No path changes: the outer loop gets a header of its own, which does nothing but lead to the inner.
/// Only loops that do nothing but look are taken out: where they end, something has been waited for.
enum SharedHeaders {
  /// Headers are split in functions up to this size.
  private static let mostBlocks = 2000

  static func split(_ blocks: [BasicBlock]) -> [BasicBlock] {
    guard blocks.count > 1, blocks.count <= mostBlocks else { return blocks }
    var blocks = threaded(blocks)
    let graph = FlowGraph(successors: blocks.map { $0.terminator.kind.successors })
    guard !graph.loops.isEmpty else { return blocks }
    let dominators = graph.dominators()
    for header in graph.loops.map(\.header) where header.index > 0 {
      let latches = graph.predecessors(of: header).filter { dominators.dominates(header, $0) }
      guard latches.count > 1 else { continue }
      let loops = latches.map { naturalLoop(of: $0, header, graph) }
      guard let inner = loops.indices.min(by: { loops[$0].count < loops[$1].count }),
        loops.indices.allSatisfy({ $0 == inner || loops[inner].isStrictSubset(of: loops[$0]) })
      else { continue }
      guard loops[inner].allSatisfy({ isLooking(blocks[Int($0.index)]) }) else { continue }
      let outer = BlockID(UInt32(blocks.count))
      for predecessor in graph.predecessors(of: header) where predecessor != latches[inner] {
        let number = Int(predecessor.index)
        blocks[number].terminator.kind = blocks[number].terminator.kind.leading {
          $0 == header ? outer : $0
        }
      }
      let range = blocks[Int(header.index)].terminator.range
      blocks.append(BasicBlock(operations: [], terminator: Terminator(.jump(header), range)))
    }
    return blocks
  }

  /// Whether a block stores nothing but what its own function keeps in temporaries.
  private static func isLooking(_ block: BasicBlock) -> Bool {
    var locals: Set<ValueID> = []
    for operation in block.operations {
      if case .local = operation.kind, let result = operation.result { locals.insert(result) }
      if case .store(_, let place, _) = operation.kind, !locals.contains(place) { return false }
    }
    return true
  }

  /// Leads past blocks that do nothing but lead on.
  private static func threaded(_ blocks: [BasicBlock]) -> [BasicBlock] {
    let forwards = blocks.map { block -> BlockID? in
      guard block.operations.isEmpty, case .jump(let target) = block.terminator.kind else {
        return nil
      }
      return target
    }
    func end(_ block: BlockID) -> BlockID {
      var block = block
      for _ in 0..<8 {
        guard block.index > 0, Int(block.index) < forwards.count,
          let next = forwards[Int(block.index)], next != block
        else { break }
        block = next
      }
      return block
    }
    return blocks.map { block in
      var block = block
      block.terminator.kind = block.terminator.kind.leading(end)
      return block
    }
  }

  /// The blocks from which a way back to the header is reached without passing it.
  private static func naturalLoop(
    of latch: BlockID, _ header: BlockID, _ graph: FlowGraph
  ) -> Set<BlockID> {
    var found: Set<BlockID> = [header, latch]
    var pending = latch == header ? [] : [latch]
    while let next = pending.popLast() {
      for predecessor in graph.predecessors(of: next) where graph.isReachable(predecessor) {
        if found.insert(predecessor).inserted { pending.append(predecessor) }
      }
    }
    return found
  }
}

extension Terminator.Kind {
  /// The same with other targets.
  func leading(_ target: (BlockID) -> BlockID) -> Terminator.Kind {
    switch self {
    case .jump(let block): .jump(target(block))
    case .branch(let condition, let then, let otherwise):
      .branch(condition, then: target(then), otherwise: target(otherwise))
    case .tryCall(let call, let result, let normal, let error, let errorBlock):
      .tryCall(
        call, result: result, normal: target(normal), error: error,
        errorBlock: target(errorBlock))
    case .return, .throw, .unreachable: self
    }
  }
}
