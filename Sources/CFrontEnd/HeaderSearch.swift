/// Where headers are looked for, and by which names: what decides which of several files is meant.
public enum HeaderSearch {
  /// The names that a file includes headers by, or asks whether they are there.
  public static func names(in bytes: [UInt8]) -> [String] {
    IncludeScan.includes(of: bytes) + asked(in: bytes)
  }

  /// The folders that the commands and options name.
  public static func folders(of options: COptions) -> [String] {
    var folders = options.includeFolders
    for command in options.compileCommands {
      let words = command.meaning
      for (index, word) in words.enumerated().dropLast() where isSearchFlag(word) {
        folders.append(words[index + 1])
      }
    }
    var seen: Set<String> = []
    return folders.filter { seen.insert($0).inserted }
  }

  private static func isSearchFlag(_ word: String) -> Bool {
    ["-I", "-isystem", "-iquote", "-idirafter"].contains(word)
  }

  /// `__has_include("name")`, `__has_include_next(<name>)`
  private static func asked(in bytes: [UInt8]) -> [String] {
    let word = Array("__has_include".utf8)
    var names: [String] = []
    var index = 0
    while index + word.count < bytes.count {
      guard bytes[index] == word[0], bytes[index...].starts(with: word) else {
        index += 1
        continue
      }
      index += word.count
      let line = bytes[index...].prefix { $0 != 0x0A }
      guard let open = line.firstIndex(where: { "\"<".utf8.contains($0) }) else { continue }
      let close = bytes[open] == UInt8(ascii: "<") ? UInt8(ascii: ">") : UInt8(ascii: "\"")
      let name = line[(open + 1)...].prefix { $0 != close }
      names.append(String(decoding: name, as: UTF8.self))
    }
    return names
  }
}
