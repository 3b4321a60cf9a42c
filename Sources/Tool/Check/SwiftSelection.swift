import DMALint

/// Which Swift inputs are read: all of a firmware, and of very much source what can concern DMA.
struct SwiftSelection: Sendable {
  /// From so many bytes of Swift on, files are skimmed before they are read. Firmware is smaller.
  static let limit = 1 << 20

  /// Whether there is so much source that only a part of it is read.
  let isMuch: Bool
  /// The inputs to lex and parse, in order.
  let toRead: [Int]
  /// What the report says about the others.
  let sentence: String?
  /// Of those to read, the ones that are read for their comments only.
  private let commentsOnly: Set<Int>

  init(_ request: CheckRequest, _ workers: Workers) {
    let sources = request.sources
    let swift = sources.indices.filter { sources[$0].kind == .swift }
    let bytes = swift.reduce(0) { $0 + sources[$1].text.bytes.count }
    // What C and dumps lead to is not in the Swift files.
    guard bytes > Self.limit, swift.count == sources.count else {
      (isMuch, toRead, sentence, commentsOnly) = (false, swift, nil, [])
      return
    }
    isMuch = true
    let words = SkimWords(functions: Self.startingFunctions(of: request.knowledge))
    let skims = workers.map(swift.count) { Skim(sources[swift[$0]].text.bytes, words: words) }
    let selection = SkimSelection(paths: swift.map { sources[$0].text.path }, skims: skims)
    var toRead: [Int] = []
    var commentsOnly: Set<Int> = []
    for (position, index) in swift.enumerated() {
      if selection.isNeeded[position] {
        toRead.append(index)
      } else if skims[position].signs.contains(.comment) {
        toRead.append(index)
        commentsOnly.insert(index)
      }
    }
    let skipped = swift.count - toRead.count + commentsOnly.count
    self.toRead = toRead
    self.commentsOnly = commentsOnly
    sentence =
      skipped == 0
      ? nil
      : "\(skipped) of \(swift.count) Swift files were only skimmed: neither they nor the packages "
        + "around them name a register, a device's address or a DMA function"
  }

  func isNeeded(_ index: Int) -> Bool { !commentsOnly.contains(index) }

  private static func startingFunctions(of knowledge: Knowledge) -> [String] {
    knowledge.modelNames.filter { name in
      knowledge.models(named: name).contains { model in
        switch model.role {
        case .start, .configure, .registerWrite, .registerRead: true
        case .wait, .poll, .stop, .allocate, .free, .clean, .invalidate, .cleanInvalidate, .fence,
          .barrier, .handler, .copy, .none:
          model.setsUp != nil
        }
      }
    }
  }
}
