// Late samples still arrive, in memory that somebody else has by then.
func badLevel(_ sampler: Sampler, _ pool: Pool) -> UInt8? {
  let block = pool.take()
  defer { pool.give(block) }
  guard sampler.fill(block, count: 32, turns: 1000) else { return nil }
  return block[31]
}

@main struct Firmware {
  static func main() {
    let pool = Pool(blockSize: 32)
    let sampler = Sampler()
    while badLevel(sampler, pool) != 0 {}
  }
}
