/// A Raspberry Pi 3 whose page tables make one range non-cacheable: the tutorial's last step is to move
/// the pool out of it and to see it fail.
enum PiLinks {
  static let all: [LinkedFirmware] = [
    pool(name: "the pool lies in the range that is not cached", at: 0x0020_0000),
    pool(
      name: "the pool lies in a cacheable range", at: 0x0060_0000, finding: "DMA308 \"cacheable\""),
  ]

  private static func pool(
    name: String, at address: UInt64, finding: String? = nil
  ) -> LinkedFirmware {
    LinkedFirmware(
      name: name, platform: "bcm2837", target: .aarch64,
      swift: swift(finding: finding), c: "", header: header,
      script: """
        SECTIONS
        {
          . = 0x80000;
          .text : { *(.text*) *(.rodata*) }
          .data : { *(.data*) }
          .bss : { *(.bss*) }
          /DISCARD/ : { *(.swift1_autolink_entries) *(.eh_frame*) }
          . = 0x\(String(address, radix: 16));
          .dma_pool (NOLOAD) : { _pool_start = .; . += 0x10000; _pool_end = .; }
        }
        """, shims: ["Barriers"])
  }

  private static let header = """
    extern uint8_t _pool_start, _pool_end;
    static inline uintptr_t pool_start(void) { return (uintptr_t)&_pool_start; }
    static inline uintptr_t pool_end(void) { return (uintptr_t)&_pool_end; }
    void mmu_map(uintptr_t start, uintptr_t end, int attributes);
    void mmu_enable(void);

    """

  private static func swift(finding: String?) -> String {
    """
    import Barriers
    import CBuffers
    import _Volatile

    enum MemoryAttributes { case cacheableDRAM, nonCacheableDRAM, device }
    struct Descriptor {
      let start: UInt
      let end: UInt
      let attributes: MemoryAttributes
    }
    func mapRegion(_ range: Descriptor) {
      let kind: Int32 = range.attributes == .cacheableDRAM ? 0 : 1
      mmu_map(range.start, range.end, kind)
    }
    func initMMU() {
      mapRegion(Descriptor(start: 0x0008_0000, end: 0x001F_FFFF, attributes: .cacheableDRAM))
      mapRegion(Descriptor(start: 0x0020_0000, end: 0x005F_FFFF, attributes: .nonCacheableDRAM))
      mapRegion(Descriptor(start: 0x0060_0000, end: 0x00FF_FFFF, attributes: .cacheableDRAM))
      mmu_enable()
    }

    struct BumpAllocator {
      var next: UInt
      let end: UInt
      mutating func alloc(_ size: UInt, align: UInt) -> UnsafeMutablePointer<UInt32>? {
        let start = (next + align - 1) & ~(align - 1)
        guard start + size <= end else { return nil }
        next = start + size
        return UnsafeMutablePointer(bitPattern: start)
      }
    }

    let mailboxWrite = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B8A0)
    let mailboxStatus = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B898)

    func ask(_ message: UnsafeMutablePointer<UInt32>, _ tag: UInt32) -> UInt32 {
      message[0] = 32
      message[1] = 0
      message[2] = tag
      barrier_full()
      mailboxWrite.store(UInt32(truncatingIfNeeded: UInt(bitPattern: message)) | 8)
      while mailboxStatus.load() & 0x4000_0000 != 0 {}  // finding: DMA606
      barrier_full()
      return message[1]
    }

    @main struct Kernel {
      static func main() {
        initMMU()
        var pool = BumpAllocator(next: pool_start(), end: pool_end())\(finding.map { "  // finding: \($0)" } ?? "")
        guard let message = pool.alloc(36, align: 16) else { return }
        _ = ask(message, 0x0003_0002)
        while true {}
      }
    }
    """
  }
}
