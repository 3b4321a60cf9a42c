// platform: bcm2837
import CPU

func ask(_ tag: UInt32) -> UInt32 {
  withUnsafeMutableBytes(of: &message) { raw -> UInt32 in
    let p = raw.baseAddress!.assumingMemoryBound(to: UInt32.self)
    p[0] = 32; p[1] = 0; p[2] = tag; p[3] = 8; p[4] = 0; p[5] = 0; p[6] = 0; p[7] = 0
    dmb_osh()
    while get32(0x3F00_B898) & 0x8000_0000 != 0 {}
    put32(0x3F00_B8A0, UInt32(UInt(bitPattern: p)) | 8)  // finding: DMA301
    while get32(0x3F00_B898) & 0x4000_0000 != 0 {}
    _ = get32(0x3F00_B880)
    dmb_osh()
    return p[5]
  }
}

@main struct App {
  static func main() {
    map_memory()
    while ask(0x0001_0002) != 0 {}
  }
}
