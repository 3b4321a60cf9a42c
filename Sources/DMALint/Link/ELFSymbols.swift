/// The variables of a linked program, found by the names that sources give them.
struct ELFSymbols: Sendable {
  private let image: ELFImage
  /// Symbols by their exact names.
  private var byName: [String: [Int]] = [:]
  /// Swift variables by their names with enclosing types.
  private var swiftVariables: [String: [(index: Int, symbol: SwiftSymbol)]] = [:]
  /// Everything with a size that takes memory, by address; one entry for each address and size.
  private(set) var objects: [PlacedObject] = []

  init(_ image: ELFImage) {
    self.image = image
    for (index, symbol) in image.symbols.enumerated() {
      switch symbol.kind {
      case .object, .none:
        byName[symbol.name, default: []].append(index)
        if let swift = SwiftSymbol.parse(symbol.name) {
          swiftVariables[swift.path, default: []].append((index, swift))
        }
      case .function, .other: continue
      }
    }
    objects = Self.objects(of: image)
  }

  private static func objects(of image: ELFImage) -> [PlacedObject] {
    var found: [PlacedObject] = []
    for symbol in image.symbols where symbol.kind == .object && symbol.size > 0 {
      guard let section = symbol.section, image.sections[section].isAllocated else { continue }
      found.append(
        PlacedObject(
          name: readableName(symbol.name), address: symbol.address, size: symbol.size,
          section: image.sections[section].name))
    }
    found.sort { ($0.address, $0.size, $0.name) < ($1.address, $1.size, $1.name) }
    var unique: [PlacedObject] = []
    for object in found {
      if let last = unique.last, last.address == object.address, last.size == object.size {
        continue
      }
      unique.append(object)
    }
    return unique
  }

  /// A name as people write it.
  static func readableName(_ name: String) -> String {
    guard let swift = SwiftSymbol.parse(name) else { return name }
    switch swift.part {
    case .variable: return swift.path
    case .elements: return "\(swift.path) (elements)"
    }
  }

  /// Where a variable is; nil where the file does not say, or says it of several that the name
  /// could mean in places that differ.
  func placement(of global: LinkedName) -> Placement? {
    var indices: [Int] = []
    if let name = global.linkName {
      indices = byName[name] ?? []
    } else {
      switch global.language {
      case .swift:
        indices = swift(global.name, .variable)
        if indices.isEmpty, global.isExternal { indices = byName[global.name] ?? [] }
      case .c:
        indices = byName[global.name] ?? []
        let globals = indices.filter { !image.symbols[$0].isLocal }
        let own = indices.filter { index in
          image.symbols[index].file.map { Self.isSame(file: $0, as: global.file) } ?? false
        }
        if !globals.isEmpty, !global.isStatic {
          indices = globals
        } else if !own.isEmpty {
          indices = own
        }
      }
    }
    return joined(indices)
  }

  /// Where the elements of an array literal are that a Swift variable holds.
  ///
  /// The object begins with two words for its type and its references, and two for the counts.
  func elements(of name: String) -> Placement? {
    guard var place = joined(swift(name, .elements)) else { return nil }
    let header: UInt64 = image.is64Bit ? 32 : 16
    place.first = min(place.first &+ header, place.last)
    place.address = place.address.map { $0 &+ header }
    place.size = place.size.flatMap { $0 > header ? $0 - header : nil }
    return place
  }

  private func swift(_ name: String, _ part: SwiftSymbol.Part) -> [Int] {
    (swiftVariables[name] ?? []).filter { $0.symbol.part == part }.map(\.index)
  }

  private func joined(_ indices: [Int]) -> Placement? {
    guard let first = indices.first, indices.count <= 8 else { return nil }
    return indices.dropFirst().reduce(placement(of: image.symbols[first])) {
      $0.joined(placement(of: image.symbols[$1]))
    }
  }

  private func placement(of symbol: ELFImage.Symbol) -> Placement {
    Placement(
      source: .elf, first: symbol.address, last: symbol.address &+ max(symbol.size, 1) &- 1,
      address: symbol.address, size: symbol.size == 0 ? nil : symbol.size,
      section: symbol.section.map { image.sections[$0].name } ?? "")
  }

  private static func isSame(file: String, as path: String) -> Bool {
    func last(_ path: String) -> Substring {
      path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    }
    return last(file) == last(path)
  }

  /// Everything that shares a byte of the addresses, in order.
  func objects(from first: UInt64, through last: UInt64) -> [PlacedObject] {
    // Objects may nest, so that the ones before the first that begins in the range are looked at too.
    var low = 0
    var high = objects.count
    while low < high {
      let middle = (low + high) / 2
      if objects[middle].address < first { low = middle + 1 } else { high = middle }
    }
    var start = low
    while start > 0, low - start < 64 { start -= 1 }
    return objects[start...].prefix { $0.address <= last }.filter { $0.last >= first }
  }
}
