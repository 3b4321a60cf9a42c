/// The memory map as one page of HTML with drawings, without scripts and without anything from outside.
public enum MapPage {
  public static func render(_ map: MemoryMap, files: [String]) -> String {
    let buffers = map.regions.flatMap(\.buffers) + map.elsewhere
    var body = "<header><h1>\(HTML.escape(map.platform))</h1><p>\(HTML.escape(map.cache))"
    if let line = map.line { body += ", lines of \(line) bytes" }
    body += "</p><p class=\"tally\">"
    for verdict in [Verdict.violated, .unknown, .kept] {
      let count = buffers.count { $0.verdict == verdict }
      body += badge(verdict, "\(count) \(verdict.rawValue)")
    }
    body += "</p></header>\n<main>\n"
    body += MapDrawing.overview(map)
    for (number, region) in map.regions.enumerated() where !region.buffers.isEmpty {
      body += section(region, number, map, files)
    }
    if !map.elsewhere.isEmpty {
      body += "<section id=\"elsewhere\"><h2>Place unknown</h2>"
      body += table(map.elsewhere, map, files) + "</section>\n"
    }
    body += others(map) + "</main>\n"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="color-scheme" content="light dark">
      <title>Memory map of \(HTML.escape(map.platform))</title>
      <style>
      \(MapStyle.sheet)
      </style>
      </head>
      <body>
      \(body)</body>
      </html>

      """
  }

  private static func section(
    _ region: MemoryMap.Region, _ number: Int, _ map: MemoryMap, _ files: [String]
  ) -> String {
    var text =
      "<section id=\"region-\(number)\"><h2>\(HTML.escape(region.name)) <small>\(HTML.escape(region.kind))</small></h2>"
    text += "<p class=\"facts\"><code>\(MapWords.range(region.first, region.last))</code> "
    text += "<span>\(MapWords.size(region.first, region.last))</span></p>"
    text += "<ul class=\"facts\">"
    for attribute in region.attributes {
      text += "<li>\(HTML.escape(attribute.text))"
      if region.attributes.count > 1 {
        text += " <code>\(MapWords.range(attribute.first, attribute.last))</code>"
      }
      text += "</li>"
    }
    text += "<li>reached by \(HTML.escape(MapWords.engines(region.engines)))</li></ul>"
    text += MapDrawing.bar(region) + table(region.buffers, map, files)
    return text + "</section>\n"
  }

  /// The regions without buffers, a row for each.
  private static func others(_ map: MemoryMap) -> String {
    var rows = ""
    for (number, region) in map.regions.enumerated() where region.buffers.isEmpty {
      rows += "<tr id=\"region-\(number)\"><td><b>\(HTML.escape(region.name))</b></td>"
      rows += "<td class=\"wide\"><code>\(MapWords.range(region.first, region.last))</code></td>"
      rows += "<td class=\"wide\">\(MapWords.size(region.first, region.last))</td>"
      let attributes = [region.kind] + region.attributes.map(\.text)
      rows += "<td>\(HTML.escape(attributes.joined(separator: ", ")))</td>"
      rows += "<td>\(HTML.escape(MapWords.engines(region.engines)))</td></tr>"
    }
    guard !rows.isEmpty else { return "" }
    return "<section><h2>Without DMA buffers</h2><div class=\"scroll\"><table><thead><tr>"
      + "<th>Region</th><th>Addresses</th><th>Size</th><th>Memory</th><th>Reached by</th></tr></thead>"
      + "<tbody>\(rows)</tbody></table></div></section>\n"
  }

  private static func table(
    _ buffers: [MemoryMap.Buffer], _ map: MemoryMap, _ files: [String]
  ) -> String {
    var text =
      "<div class=\"scroll\"><table><thead><tr><th>Buffer</th><th>Address</th><th>Section</th>"
    text += "<th>Verdict</th><th>Source</th></tr></thead><tbody>"
    for buffer in buffers {
      text += "<tr><td><b>\(HTML.escape(buffer.name))</b></td>"
      text += "<td><code>\(MapWords.place(buffer))</code></td>"
      text += "<td><code>\(HTML.escape(buffer.section))</code></td>"
      text += "<td>\(badge(buffer.verdict, buffer.verdict.rawValue))</td>"
      text += "<td><code>\(HTML.escape(MapWords.source(buffer.range, files)))</code></td></tr>"
      let lines = map.line.flatMap { MapDrawing.lines(buffer, line: $0) } ?? ""
      let shared = buffer.neighbours.map {
        "shares a cache line with \($0.name) at \(MapWords.address($0.address))"
      }
      let remarks = buffer.remarks + shared
      guard !remarks.isEmpty || !lines.isEmpty else { continue }
      text += "<tr class=\"more\"><td colspan=\"5\">"
      if !remarks.isEmpty {
        text += "<ul>\(remarks.map { "<li>\(HTML.escape($0))</li>" }.joined())</ul>"
      }
      text += lines + "</td></tr>"
    }
    return text + "</tbody></table></div>"
  }

  private static func badge(_ verdict: Verdict, _ text: String) -> String {
    "<span class=\"badge \(verdict.rawValue)\">\(sign(verdict)) \(text)</span> "
  }

  /// So that the verdict does not depend on colour alone.
  static func sign(_ verdict: Verdict) -> String {
    switch verdict {
    case .kept: "✓"
    case .violated: "✗"
    case .unknown: "?"
    }
  }
}

/// Text within HTML and SVG.
enum HTML {
  /// Safe between tags and within quoted attributes; control characters are shown, not sent.
  static func escape(_ text: String) -> String {
    var result = ""
    for scalar in Neutral.text(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The first characters of a name, for a place that holds no more.
  static func short(_ text: String, _ count: Int) -> String {
    text.count <= count ? text : text.prefix(max(count - 1, 1)) + "…"
  }
}
