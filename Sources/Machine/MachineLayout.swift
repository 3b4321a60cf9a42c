import DMALint

/// Where the objects of a program lie, and into which cells their bytes fall.
///
/// A cell is a run of bytes that no operation tells apart: moving it byte by byte would show nothing
/// that moving it at once does not. Objects and borders are found by running the program; a new one
/// begins the exploration anew.
struct MachineLayout {
  struct Object {
    var key: Key
    var name: String
    var size: Int64
    var address: Int64
    var kind: Kind
    var isCached: Bool
    /// The borders of its cells: from 0 to its size.
    var borders: [Int64]
    var firstCell = 0
    var lines: Range<Int> = 0..<0
    /// Bytes of an element, where the type says so.
    var stride: Int64
  }

  enum Kind { case frame, heap, global }

  /// What makes two objects the same in all executions.
  enum Key: Hashable {
    case global(String)
    case local(function: Int, local: Int, depth: Int)
    case heap(function: Int, block: Int, operation: Int, depth: Int)
  }

  static let base: Int64 = 0x2000_0000
  private static let distance: Int64 = 1 << 20

  var objects: [Object] = []
  private var numbers: [Key: Int] = [:]
  var cellCount = 0
  var lineCount = 0
  /// The object of each cell, and the line it is in.
  var cellObject: [Int] = []
  var cellLine: [Int] = []
  /// Lines that others have bytes in.
  var isSharedLine: [Bool] = []
  /// The cells of each line.
  var lineCells: [[Int]] = []
  let line: Int64?

  init(line: Int64?) { self.line = line }

  func number(of key: Key) -> Int? { numbers[key] }

  mutating func add(
    _ key: Key, name: String, size: Int64, alignment: Int64, kind: Kind, isCached: Bool,
    stride: Int64
  ) {
    let number = objects.count
    numbers[key] = number
    var address = Self.base + Int64(number) * Self.distance
    if let line, alignment % line != 0 {
      // As close behind the start of a line as the alignment allows.
      address += max(alignment, 1) % line
    }
    objects.append(
      Object(
        key: key, name: name, size: max(1, size), address: address, kind: kind,
        isCached: isCached && line != nil, borders: [0, max(1, size)], stride: stride))
    arrange()
  }

  func object(at address: Int64) -> Int? {
    guard address >= Self.base else { return nil }
    let number = Int((address - Self.base) / Self.distance)
    guard number < objects.count else { return nil }
    let offset = address - objects[number].address
    return offset >= 0 && offset <= objects[number].size ? number : nil
  }

  /// The cells of a range of bytes; nil where it has no border there yet.
  func cells(of object: Int, _ offset: Int64, _ width: Int64) -> Range<Int>? {
    let borders = objects[object].borders
    guard let first = borders.firstIndex(of: offset),
      let last = borders.firstIndex(of: offset + width)
    else { return nil }
    return objects[object].firstCell + first..<objects[object].firstCell + last
  }

  mutating func split(_ object: Int, _ offset: Int64, _ width: Int64) {
    let size = objects[object].size
    var borders = Set(objects[object].borders)
    for border in [offset, offset + width] where border > 0 && border < size {
      borders.insert(border)
    }
    objects[object].borders = borders.sorted()
    arrange()
  }

  private mutating func arrange() {
    cellCount = 0
    lineCount = 0
    cellObject = []
    cellLine = []
    isSharedLine = []
    lineCells = []
    for number in objects.indices {
      if let line, objects[number].isCached {
        // Lines are told apart where something begins or ends in them.
        let start = objects[number].address
        let end = start + objects[number].size
        var borders = Set(objects[number].borders)
        for border in objects[number].borders where border < objects[number].size {
          let rest = (start + border) % line
          let next = border - rest + line
          if rest != 0, next < objects[number].size { borders.insert(next) }
        }
        let last = (start + objects[number].size - 1) / line * line - start
        if last > 0 { borders.insert(last) }
        objects[number].borders = borders.sorted()
        objects[number].firstCell = cellCount
        let firstLine = lineCount
        var current: Int64 = -1
        for border in objects[number].borders.dropLast() {
          let here = (start + border) / line
          if here != current {
            current = here
            lineCount += 1
            lineCells.append([])
            let isWhole = here * line >= start
            isSharedLine.append(!isWhole)
          }
          cellObject.append(number)
          cellLine.append(lineCount - 1)
          lineCells[lineCount - 1].append(cellCount)
          cellCount += 1
        }
        if end % line != 0 { isSharedLine[lineCount - 1] = true }
        objects[number].lines = firstLine..<lineCount
      } else {
        objects[number].firstCell = cellCount
        for _ in objects[number].borders.dropLast() {
          cellObject.append(number)
          cellLine.append(-1)
          cellCount += 1
        }
      }
    }
  }

  /// The offset of a cell in its object, and its size.
  func extent(of cell: Int) -> (offset: Int64, size: Int64) {
    let object = objects[cellObject[cell]]
    let index = cell - object.firstCell
    return (object.borders[index], object.borders[index + 1] - object.borders[index])
  }

  func name(of cell: Int) -> String {
    let object = objects[cellObject[cell]]
    let (offset, size) = extent(of: cell)
    if size == object.size { return object.name }
    let stride = max(1, object.stride)
    let first = offset / stride
    let last = (offset + size - 1) / stride
    return first == last ? "\(object.name)[\(first)]" : "\(object.name)[\(first)...\(last)]"
  }
}
