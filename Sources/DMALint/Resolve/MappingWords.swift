/// What the names in a program say of mappings and memory types: `map_region`, `nonCacheableDRAM`,
/// `NORMAL_NC`.
///
/// Page tables are made by the program's own functions, which no model knows; the words are those of
/// the architecture's manuals (Arm DDI 0487, B2.7 Memory types and attributes).
enum MappingWords {
  /// The words of a name in lower case, parted at case changes, underscores and digits.
  static func words(_ name: String) -> [String] {
    var words: [String] = []
    var current: [UInt8] = []
    func end() {
      if !current.isEmpty { words.append(String(decoding: current, as: UTF8.self)) }
      current.removeAll(keepingCapacity: true)
    }
    var wasUpper = false
    for byte in name.utf8 {
      let isUpper = 65...90 ~= byte
      let isLetter = isUpper || 97...122 ~= byte
      if !isLetter || (isUpper && !wasUpper) {
        end()
      } else if !isUpper, wasUpper, current.count > 1 {
        // `MMUTable`: the last capital begins the next word.
        let last = current.removeLast()
        end()
        current.append(last)
      }
      if isLetter { current.append(isUpper ? byte + 32 : byte) }
      wasUpper = isUpper
    }
    end()
    return words
  }

  /// Whether a function of this name sets up how memory is mapped.
  static func isMapping(_ name: String) -> Bool {
    let words = words(name)
    if words.contains(where: { ["mmu", "mpu", "paging", "ttbr", "mair", "sctlr"].contains($0) }) {
      return true
    }
    return words.count > 1
      && words.contains { ["map", "remap", "maps", "mapped", "translation"].contains($0) }
      && !words.contains { ["flat", "compact", "values", "error", "bit", "key"].contains($0) }
  }

  /// Whether a function of this name switches the memory management unit on.
  static func switchesManagementOn(_ name: String) -> Bool {
    let words = words(name)
    return words.contains("mmu")
      && words.contains {
        ["enable", "init", "setup", "start", "on", "activate", "up"].contains($0)
      }
  }

  /// What a memory attribute of this name makes of the cache; nil where it says nothing.
  static func cacheability(_ name: String) -> RegionMap.Cacheability? {
    let words = words(name)
    let joined = words.joined()
    let uncached = ["noncache", "uncache", "nocache", "notcache", "device", "strongly", "mmio"]
    if uncached.contains(where: { joined.contains($0) })
      || words.contains(where: { ["nc", "gnrne", "gnre", "ngnrne", "ngnre"].contains($0) })
    {
      return .nonCacheable
    }
    let cached = ["cache", "writeback", "writethrough"]
    if cached.contains(where: { joined.contains($0) })
      || words.contains(where: { ["normal", "wb", "wt"].contains($0) })
    {
      return .cacheable
    }
    return nil
  }

  /// What a flag of this name makes of the cache where it is true.
  static func flag(_ name: String) -> RegionMap.Cacheability? {
    words(name).joined().contains("cache") ? cacheability(name) : nil
  }

  /// Whether a member of this name says what kind of memory a range is.
  static func isAttribute(_ name: String) -> Bool {
    words(name).contains {
      [
        "attr", "attrs", "attribute", "attributes", "attrib", "flags", "prot", "mattr", "memattr",
        "mair", "rasr", "rlar", "tex", "policy",
      ].contains($0)
    }
  }

  enum Bound { case first, size, last }

  /// Which end of a range a member of this name holds.
  static func bound(_ name: String) -> Bound? {
    let words = words(name)
    func has(_ these: Set<String>) -> Bool { words.contains(where: these.contains) }
    if has(["size", "length", "len", "bytes", "capacity", "count"]) { return .size }
    if has(["end", "limit", "last", "top", "stop"]) { return .last }
    if has([
      "base", "start", "begin", "from", "first", "address", "addr", "origin", "physical", "phys",
      "virtual", "pa", "va", "next", "cursor",
    ]) {
      return .first
    }
    return nil
  }
}
