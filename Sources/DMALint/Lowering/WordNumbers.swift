/// Numbers for words, by their hashes: words whose hashes collide share a number, which makes a
/// function concern more than it does and never less.
struct WordNumbers {
  typealias Word = Int32

  /// Open addressing; a hash of 0 is a free place.
  private var hashes: [UInt64] = Array(repeating: 0, count: 1 << 12)
  private var numbers: [Word] = Array(repeating: 0, count: 1 << 12)
  private(set) var count = 0

  static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash = SkimWords.seed
    for byte in bytes { hash = SkimWords.step(hash, byte) }
    return hash == 0 ? 1 : hash
  }

  /// The word's number, and whether it was not known before.
  mutating func number(of hash: UInt64) -> (word: Word, isNew: Bool) {
    var index = place(of: hash)
    if hashes[index] != 0 { return (numbers[index], false) }
    if count * 2 >= hashes.count {
      grow()
      index = place(of: hash)
    }
    hashes[index] = hash
    numbers[index] = Word(truncatingIfNeeded: count)
    count += 1
    return (numbers[index], true)
  }

  private func place(of hash: UInt64) -> Int {
    var index = Int(truncatingIfNeeded: hash &>> 20) & (hashes.count - 1)
    while hashes[index] != 0, hashes[index] != hash { index = (index + 1) & (hashes.count - 1) }
    return index
  }

  private mutating func grow() {
    let (oldHashes, oldNumbers) = (hashes, numbers)
    hashes = Array(repeating: 0, count: oldHashes.count * 2)
    numbers = Array(repeating: 0, count: oldHashes.count * 2)
    for (hash, number) in zip(oldHashes, oldNumbers) where hash != 0 {
      let index = place(of: hash)
      hashes[index] = hash
      numbers[index] = number
    }
  }
}
