/// The memory map as text: a line for each region, and below it one for each buffer.
public enum MapText {
  public static func render(_ map: MemoryMap, files: [String]) -> String {
    var text = "\(Neutral.text(map.platform)): \(Neutral.text(map.cache))"
    if let line = map.line { text += ", lines of \(line) bytes" }
    text += "\n"
    for region in map.regions {
      text += "\n\(MapWords.range(region.first, region.last))  "
      text += "\(MapWords.size(region.first, region.last))  \(Neutral.text(region.name))"
      text += "  \(region.kind)\(attributes(region))\n"
      text += "  reached by \(Neutral.text(MapWords.engines(region.engines)))\n"
      for buffer in region.buffers { text += line(buffer, files) }
    }
    if !map.elsewhere.isEmpty {
      text += "\nplace unknown\n"
      for buffer in map.elsewhere { text += line(buffer, files) }
    }
    return text
  }

  private static func attributes(_ region: MemoryMap.Region) -> String {
    switch region.attributes.count {
    case 0: return ""
    case 1: return ", \(Neutral.text(region.attributes[0].text))"
    default:
      return region.attributes.map {
        "\n  \(MapWords.range($0.first, $0.last))  \(Neutral.text($0.text))"
      }.joined()
    }
  }

  private static func line(_ buffer: MemoryMap.Buffer, _ files: [String]) -> String {
    var text = "    \(MapWords.place(buffer))  \(Neutral.text(buffer.name))"
    if !buffer.section.isEmpty { text += "  \(Neutral.text(buffer.section))" }
    text += "  \(buffer.verdict.rawValue)  \(Neutral.text(MapWords.source(buffer.range, files)))\n"
    for remark in buffer.remarks { text += "        \(Neutral.text(remark))\n" }
    for neighbour in buffer.neighbours {
      text += "        shares a cache line with \(Neutral.text(neighbour.name)) at "
      text += "\(MapWords.address(neighbour.address))\n"
    }
    return text
  }
}

/// How addresses and sizes are written in the map.
enum MapWords {
  static func address(_ address: UInt64) -> String {
    let digits = String(address, radix: 16, uppercase: true)
    return "0x" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }

  static func range(_ first: UInt64, _ last: UInt64) -> String {
    "\(address(first))-\(address(last))"
  }

  /// The number of bytes between two addresses, both included.
  static func size(_ first: UInt64, _ last: UInt64) -> String {
    let (count, overflow) = (last &- first).addingReportingOverflow(1)
    return overflow ? "everything" : size(count)
  }

  static func size(_ count: UInt64) -> String {
    for (unit, bytes) in [("G", UInt64(1) << 30), ("M", 1 << 20), ("K", 1 << 10)]
    where count >= bytes && count % bytes == 0 {
      return "\(count / bytes)\(unit)"
    }
    return "\(count) bytes"
  }

  static func place(_ buffer: MemoryMap.Buffer) -> String {
    guard let first = buffer.first, let last = buffer.last else {
      return buffer.size.map { "\(size($0))" } ?? "size unknown"
    }
    guard buffer.isExact else { return "within \(range(first, last))" }
    return buffer.size.map { "\(address(first)) + \(size($0))" } ?? address(first)
  }

  static func engines(_ names: [String]?) -> String {
    guard let names else { return "every engine" }
    return names.isEmpty ? "no engine" : names.joined(separator: ", ")
  }

  static func source(_ range: SourceRange, _ files: [String]) -> String {
    let number = Int(range.file.index)
    return "\(number < files.count ? files[number] : "?"):\(range.start.line)"
  }
}
