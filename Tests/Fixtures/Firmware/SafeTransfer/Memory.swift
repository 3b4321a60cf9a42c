import CPU

enum MemoryAttributes { case cacheableDRAM, device }

/// A range of blocks of 2 MiB and how they are mapped.
struct Mapping {
  let start: UInt
  let end: UInt
  let attributes: MemoryAttributes
}

/// All memory is cached; what devices share with the processor is cleaned and invalidated by hand.
let mappings: [2 of Mapping] = [
  Mapping(start: 0x0000_0000, end: 0x3EFF_FFFF, attributes: .cacheableDRAM),
  Mapping(start: 0x3F00_0000, end: 0x3FFF_FFFF, attributes: .device),
]

/// Maps the first GiB by one table of blocks and switches the caches on.
func enableMMU(_ mappings: [2 of Mapping]) {
  guard let table = UnsafeMutablePointer<UInt64>(bitPattern: UInt(linker_tables())) else { return }
  table.initialize(repeating: 0, count: 512)
  for index in mappings.indices {
    var block = mappings[index].start
    while block < mappings[index].end {
      let attributes: UInt64 =
        mappings[index].attributes == .device ? 1 << 53 | 2 << 8 : 1 << 2 | 3 << 8
      table[Int(block >> 21)] = UInt64(block) | attributes | 1 << 10 | 0b01
      block += 1 << 21
    }
  }
  write_mair_el1(0xFF_04)
  write_ttbr0_el1(UInt64(UInt(bitPattern: table)))
  write_tcr_el1(1 << 23 | 3 << 12 | 1 << 10 | 1 << 8 | 34)
  dsb_sy()
  isb()
  write_sctlr_el1(read_sctlr_el1() | 1 << 12 | 1 << 2 | 1)
  isb()
}
