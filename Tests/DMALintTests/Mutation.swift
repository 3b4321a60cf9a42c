import Glibc

@testable import DMALint
@testable import DMALintTool

/// Damages Swift sources by bytes, by tokens, by numbers and by structure, the same way for the same seed.
enum Mutation {
  /// The number of today.
  static var today: UInt64 { UInt64(time(nil) / 86_400) }

  /// All Swift fixtures.
  static func corpus() -> [[UInt8]] {
    let here = #filePath
    let folder = here.split(separator: "/").dropLast(2).joined(separator: "/")
    var walk = FileWalk(paths: PathSpelling(currentFolder: "/"))
    walk.add(
      "/" + folder + "/Fixtures", filter: FileFilter(paths: PathSpelling(currentFolder: "/")))
    return walk.sortedInputs.filter { $0.kind == .swift }.compactMap {
      try? FileReading.read($0.path, limit: FileReading.sourceLimit)
    }
  }

  /// The number of the first input, to run one again: `DMALINT_MUTATION_FIRST`.
  private static var first: Int { Environment["DMALINT_MUTATION_FIRST"].flatMap { Int($0) } ?? 0 }

  /// Runs so many inputs, many of them on all cores; the numbers of those that took a minute.
  static func slow(_ count: Int, _ body: @Sendable (Int) -> Void) -> [Int] {
    let first = first
    let workers = Threads.workers(count < 1000 ? 1 : nil)
    let times = workers.map(count) { number in
      announce(first + number)
      return ContinuousClock().measure { body(first + number) }
    }
    return times.indices.filter { times[$0] > .seconds(60) }.map { first + $0 }
  }

  /// A crash leaves behind what was being run, in a file for every thread below the folder that
  /// `DMALINT_MUTATION_LOG` names.
  static func announce(_ input: some CustomStringConvertible) {
    guard let path = Environment["DMALINT_MUTATION_LOG"] else { return }
    try? FileWriting.write(Array("input \(input)\n".utf8), to: "\(path)/\(pthread_self())")
  }

  static func mutated(
    _ source: [UInt8], of corpus: [[UInt8]], _ random: inout SplitMix
  ) -> [UInt8] {
    var bytes = source
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      switch Int.random(in: 0..<4, using: &random) {
      case 0: damageBytes(&bytes, &random)
      case 1: damageTokens(&bytes, &random)
      case 2: damageNumbers(&bytes, &random)
      default: damageStructure(&bytes, corpus, &random)
      }
    }
    return bytes
  }

  private static func damageBytes(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    let index = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.remove(at: index)
    case 2: bytes.insert(contentsOf: bytes[index...].prefix(40), at: index)
    default: bytes.removeLast(bytes.count - index)
    }
  }

  private static func damageTokens(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    let tokens = Lexer.tokens(of: bytes).dropLast()
    guard let one = tokens.randomElement(using: &random),
      let other = tokens.randomElement(using: &random)
    else { return }
    let text = bytes[Int(other.start)..<Int(other.end)]
    let range = Int(one.start)..<Int(one.end)
    switch Int.random(in: 0..<3, using: &random) {
    case 0: bytes.replaceSubrange(range, with: text)
    case 1: bytes.removeSubrange(range)
    default: bytes.insert(contentsOf: Array(text) + [0x20], at: range.lowerBound)
    }
  }

  /// Counts, sizes and addresses at the ends of what integers hold.
  private static func damageNumbers(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    let extremes = [
      "0", "-1", "1", "3", "18446744073709551615", "9223372036854775807", "-9223372036854775808",
      "4294967296", "2305843009213693952",
    ]
    let numbers = Lexer.tokens(of: bytes).filter { $0.kind == .integer }
    guard let number = numbers.randomElement(using: &random),
      let extreme = extremes.randomElement(using: &random)
    else { return }
    bytes.replaceSubrange(Int(number.start)..<Int(number.end), with: extreme.utf8)
  }

  /// Moves, doubles, nests or removes what stands between a brace and the one that closes it.
  private static func damageStructure(
    _ bytes: inout [UInt8], _ corpus: [[UInt8]], _ random: inout SplitMix
  ) {
    guard let range = braced(bytes, &random) else { return }
    let inside = Array(bytes[range])
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes.removeSubrange(range)
    case 1: bytes.insert(contentsOf: inside, at: range.lowerBound)
    case 2:
      let depth = Int.random(in: 1...60, using: &random)
      let open = Array(repeating: Array("{ ".utf8), count: depth).joined()
      let close = Array(repeating: Array("} ".utf8), count: depth).joined()
      bytes.replaceSubrange(range, with: Array(open) + inside + Array(close))
    default:
      guard let source = corpus.randomElement(using: &random),
        let other = braced(source, &random)
      else { return }
      bytes.replaceSubrange(range, with: source[other])
    }
  }

  private static func braced(_ bytes: [UInt8], _ random: inout SplitMix) -> Range<Int>? {
    var open: [Int] = []
    var ranges: [Range<Int>] = []
    for token in Lexer.tokens(of: bytes) where token.kind == .punctuation {
      switch bytes[Int(token.start)] {
      case Ascii.leftBrace: open.append(Int(token.start))
      case Ascii.rightBrace: if let start = open.popLast() { ranges.append(start..<Int(token.end)) }
      default: break
      }
    }
    return ranges.randomElement(using: &random)
  }
}
