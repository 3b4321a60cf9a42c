/// The drawings of the memory map.
enum MapDrawing {
  private static let width = 720

  /// All regions by address: the height grows with the number of digits of the size, so that the small
  /// ones stay visible.
  static func overview(_ map: MemoryMap) -> String {
    guard !map.regions.isEmpty else { return "" }
    var y = 4
    var rows = ""
    var last: UInt64?
    for (number, region) in map.regions.enumerated() {
      if let last, region.first > last &+ 1, last < .max {
        rows += "<text class=\"gap\" x=\"112\" y=\"\(y + 8)\">⋮</text>"
        y += 14
      }
      last = max(last ?? 0, region.last)
      let bits = 64 - (region.last - region.first).leadingZeroBitCount
      let height = 24 + max(0, bits - 12) / 2 * 2
      let worst = region.buffers.map(\.verdict).max()
      rows += "<a href=\"#region-\(number)\"><rect class=\"region \(style(region))\" x=\"104\" "
      rows += "y=\"\(y)\" width=\"\(width - 112)\" height=\"\(height)\" rx=\"3\"/>"
      rows +=
        "<text class=\"address\" x=\"0\" y=\"\(y + 16)\">\(MapWords.address(region.first))</text>"
      rows += "<text x=\"114\" y=\"\(y + 16)\">\(HTML.escape(HTML.short(region.name, 32)))</text>"
      rows += "<text class=\"quiet\" x=\"350\" y=\"\(y + 16)\">"
      rows += "\(MapWords.size(region.first, region.last))</text>"
      rows +=
        "<text class=\"quiet\" x=\"440\" y=\"\(y + 16)\">\(HTML.escape(HTML.short(summary(region), 24)))</text>"
      if let worst {
        rows += "<text class=\"sign \(worst.rawValue)\" x=\"\(width - 16)\" y=\"\(y + 16)\" "
        rows += "text-anchor=\"end\">\(region.buffers.count) \(MapPage.sign(worst))</text>"
      }
      rows += "</a>"
      y += height + 4
    }
    return "<section><h2>Overview</h2>\(svg(y, "All regions", rows))</section>\n"
  }

  private static func summary(_ region: MemoryMap.Region) -> String {
    let texts = region.attributes.map(\.text)
    return texts.count > 1 ? "several attributes" : texts.first ?? region.kind
  }

  private static func style(_ region: MemoryMap.Region) -> String {
    let texts = Set(region.attributes.map { $0.text.hasPrefix("not cached") })
    return texts == [true] || region.attributes.isEmpty ? "uncached" : "cached"
  }

  /// One region from end to end with its buffers; names stand on levels so that none covers another.
  static func bar(_ region: MemoryMap.Region) -> String {
    let span = Double(region.last - region.first) + 1
    let usable = Double(width - 8)
    func x(_ address: UInt64) -> Double {
      4 + (Double(address - region.first) / span * usable)
    }
    var ends: [Double] = []
    var labels: [(level: Int, text: (Int) -> String)] = []
    var marks: [(Int) -> String] = []
    var free = 4.0
    for buffer in region.buffers.prefix(40) {
      guard let first = buffer.first, let last = buffer.last else { continue }
      // What is too close for the scale stands side by side.
      let left = min(max(x(first), buffer.isExact ? free : 4), Double(width - 10))
      let wide = max(6, min(x(last), usable + 4) - left)
      if buffer.isExact { free = left + wide + 2 }
      let style = buffer.isExact ? buffer.verdict.rawValue : "\(buffer.verdict.rawValue) loose"
      marks.append { y in
        "<rect class=\"buffer \(style)\" x=\"\(number(left))\" y=\"\(y)\" "
          + "width=\"\(number(wide))\" height=\"26\" rx=\"2\">"
          + "<title>\(HTML.escape(buffer.name)) \(MapWords.place(buffer))</title></rect>"
      }
      let name = HTML.short(buffer.name, 28)
      let length = Double(name.count) * 7.4 + 24
      let start = max(4, min(left, Double(width) - length))
      let level = ends.firstIndex { $0 < start } ?? ends.count
      if level == ends.count { ends.append(0) }
      ends[level] = start + length
      labels.append(
        (
          level,
          { y in
            "<text class=\"\(buffer.verdict.rawValue)\" x=\"\(number(start))\" y=\"\(y)\">"
              + "\(MapPage.sign(buffer.verdict)) \(HTML.escape(name))</text>"
          }
        ))
    }
    // The lowest level is the nearest to the bar.
    let top = ends.count * 18 + 4
    let names = labels.map { $0.text(top - 6 - $0.level * 18) }.joined()
    let pieces = marks.map { $0(top + 4) }.joined()
    var attributes = ""
    for attribute in region.attributes where region.attributes.count > 1 {
      let isUncached = attribute.text.hasPrefix("not cached")
      let left = x(attribute.first)
      attributes += "<rect class=\"region \(isUncached ? "uncached" : "cached")\" "
      attributes += "x=\"\(number(left))\" y=\"\(top)\" "
      attributes += "width=\"\(number(max(2, x(attribute.last) - left)))\" height=\"34\"/>"
    }
    let frame =
      "<rect class=\"region \(style(region))\" x=\"4\" y=\"\(top)\" width=\"\(width - 8)\" "
      + "height=\"34\" rx=\"3\"/>"
    let scale =
      "<text class=\"address\" x=\"4\" y=\"\(top + 50)\">\(MapWords.address(region.first))</text>"
      + "<text class=\"address\" x=\"\(width - 4)\" y=\"\(top + 50)\" text-anchor=\"end\">"
      + "\(MapWords.address(region.last))</text>"
    return svg(
      top + 56, "\(region.name) with its buffers", names + frame + attributes + pieces + scale)
  }

  /// The cache lines at both ends of a buffer, byte by byte, with what else is in them.
  static func lines(_ buffer: MemoryMap.Buffer, line: UInt64) -> String? {
    guard buffer.isExact, line >= 4, line <= 256, let first = buffer.first, let last = buffer.last
    else { return nil }
    let start = first / line
    let end = last / line
    guard first % line != 0 || last % line != line - 1 || !buffer.neighbours.isEmpty else {
      return nil
    }
    var numbers = Array(start...min(end, start + 1))
    if end > start + 1 { numbers.append(end) }
    let unit = Double(width - 330) / Double(line)
    var rows = ""
    var y = 4
    for (index, number) in numbers.enumerated() {
      let base = number * line
      if index > 0, number > numbers[index - 1] + 1 {
        rows += "<text class=\"gap\" x=\"112\" y=\"\(y + 8)\">⋮</text>"
        y += 14
      }
      rows += "<text class=\"address\" x=\"0\" y=\"\(y + 16)\">\(MapWords.address(base))</text>"
      rows +=
        "<rect class=\"line\" x=\"104\" y=\"\(y)\" width=\"\(self.number(unit * Double(line)))\" height=\"22\"/>"
      rows += piece(
        first, last, base, line, unit, y, "buffer \(buffer.verdict.rawValue)", buffer.name)
      var names: [String] = []
      for neighbour in buffer.neighbours
      where neighbour.address < base &+ line && neighbour.last >= base {
        rows += piece(
          neighbour.address, neighbour.last, base, line, unit, y, "neighbour", neighbour.name)
        names.append(neighbour.name)
      }
      if !names.isEmpty {
        let text =
          names.count > 2
          ? "\(names[0]) and \(names.count - 1) more" : names.joined(separator: ", ")
        rows += "<text class=\"quiet\" x=\"\(width - 216)\" y=\"\(y + 16)\">"
        rows += "\(HTML.escape(HTML.short(text, 26)))</text>"
      }
      y += 28
    }
    return svg(y, "Cache lines of \(buffer.name)", rows)
  }

  private static func piece(
    _ first: UInt64, _ last: UInt64, _ base: UInt64, _ line: UInt64, _ unit: Double, _ y: Int,
    _ style: String, _ name: String
  ) -> String {
    let from = max(first, base)
    let to = min(last, base + (line - 1))
    guard from <= to else { return "" }
    let left = 104 + Double(from - base) * unit
    return "<rect class=\"\(style)\" x=\"\(number(left))\" y=\"\(y)\" "
      + "width=\"\(number(Double(to - from + 1) * unit))\" height=\"22\">"
      + "<title>\(HTML.escape(name))</title></rect>"
  }

  private static func svg(_ height: Int, _ label: String, _ content: String) -> String {
    "<div class=\"scroll\"><svg viewBox=\"0 0 \(width) \(height)\" role=\"img\" "
      + "aria-label=\"\(HTML.escape(label))\">\(content)</svg></div>"
  }

  /// With one decimal.
  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
