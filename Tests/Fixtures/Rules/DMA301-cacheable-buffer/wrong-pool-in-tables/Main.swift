// platform: bcm2837
import CPU

let pool: UInt = 0x00A0_0000

// The block at 8 MiB is not cached, the one behind it is.
func mapMemory() {
  let table = UnsafeMutablePointer<UInt64>(bitPattern: UInt(linker_tables()))!
  table.initialize(repeating: 0, count: 512)
  for index in 0..<512 {
    let base = UInt64(index) << 21
    if base >= 0x3F00_0000 {
      table[index] = base | 1 << 10 | 0b01
    } else if base == 0x0080_0000 {
      table[index] = base | 1 << 10 | 2 << 2 | 0b01
    } else {
      table[index] = base | 1 << 10 | 3 << 8 | 1 << 2 | 0b01
    }
  }
  write_mair_el1(0x44_FF_04)
  write_ttbr0_el1(UInt64(UInt(bitPattern: table)))
  write_tcr_el1(1 << 23 | 3 << 12 | 1 << 10 | 1 << 8 | 34)
  isb()
  write_sctlr_el1(read_sctlr_el1() | 1 << 12 | 1 << 2 | 1)
  isb()
}

func ask(_ tag: UInt32) -> UInt32 {
  let p = UnsafeMutablePointer<UInt32>(bitPattern: pool)!
  p[0] = 32; p[1] = 0; p[2] = tag; p[3] = 8; p[4] = 0; p[5] = 0; p[6] = 0; p[7] = 0
  dmb_osh()
  while get32(0x3F00_B898) & 0x8000_0000 != 0 {}
  put32(0x3F00_B8A0, UInt32(pool) | 8)  // finding: DMA301
  while get32(0x3F00_B898) & 0x4000_0000 != 0 {}
  _ = get32(0x3F00_B880)
  dmb_osh()
  return p[5]
}

@main struct App {
  static func main() {
    mapMemory()
    while ask(0x0001_0002) != 0 {}
  }
}
