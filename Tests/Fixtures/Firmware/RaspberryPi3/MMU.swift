import CPU

/// Translation with pages of 4 KiB: one table of 2 MiB blocks for the first GiB, and one of pages for
/// the first of these blocks, which holds the kernel.
struct MMU {
  enum Failure: Error { case misaligned }

  private static let blockShift: UInt = 21
  private static let pageShift: UInt = 12
  private static let entries = 512

  private let blocks: UnsafeMutablePointer<UInt64>
  private let pages: UnsafeMutablePointer<UInt64>

  init?() {
    let tables = UInt(linker_tables())
    guard let blocks = UnsafeMutablePointer<UInt64>(bitPattern: tables),
      let pages = UnsafeMutablePointer<UInt64>(bitPattern: tables + 4096)
    else { return nil }
    self.blocks = blocks
    self.pages = pages
  }

  /// Maps what the layout says, then switches paging and both caches on.
  func enable(_ layout: [5 of Descriptor]) throws(Failure) {
    blocks.initialize(repeating: 0, count: Self.entries)
    pages.initialize(repeating: 0, count: Self.entries)
    for index in layout.indices {
      try map(layout[index])
    }
    blocks[0] = UInt64(UInt(bitPattern: pages)) | 0b11

    // Attribute 0: device; 1: write-back; 2: not cached.
    write_mair_el1(0x44_FF_04)
    write_ttbr0_el1(UInt64(UInt(bitPattern: blocks)))
    // 1 GiB by 4 KiB pages, table walks cached and inner shareable, nothing through TTBR1.
    write_tcr_el1(1 << 23 | 3 << 12 | 1 << 10 | 1 << 8 | 34)
    dsb_ish()
    isb()
    write_sctlr_el1(read_sctlr_el1() | 1 << 12 | 1 << 2 | 1)
    isb()
  }

  private func map(_ descriptor: Descriptor) throws(Failure) {
    let range = descriptor.range()
    let first = range.lowerBound
    let end = range.upperBound + 1
    let attributes = Self.bits(descriptor)
    guard end > 1 << Self.blockShift else {
      guard first & 0xFFF == 0 else { throw .misaligned }
      var page = first
      while page < end {
        pages[Int(page >> Self.pageShift)] = UInt64(page) | attributes | 0b11
        page += 1 << Self.pageShift
      }
      return
    }
    guard first & 0x1F_FFFF == 0, end & 0x1F_FFFF == 0 else { throw .misaligned }
    var block = first
    while block < end {
      blocks[Int(block >> Self.blockShift)] = UInt64(block) | attributes | 0b01
      block += 1 << Self.blockShift
    }
  }

  private static func bits(_ descriptor: Descriptor) -> UInt64 {
    var bits: UInt64 = 1 << 10
    switch descriptor.memory {
    case .device: bits |= 0 << 2 | 2 << 8
    case .cacheableDRAM: bits |= 1 << 2 | 3 << 8
    case .nonCacheableDRAM: bits |= 2 << 2 | 2 << 8
    }
    if descriptor.access == .readOnly { bits |= 1 << 7 }
    if descriptor.executeNever { bits |= 1 << 53 }
    return bits
  }
}
