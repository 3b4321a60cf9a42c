import CPU

/// Where things lie: the kernel by its linker script, the devices by the chip.
enum MemoryMap {
  /// Non-cacheable memory that the processor shares with devices.
  static let dmaHeapStart: UInt = 0x0020_0000
  static let dmaHeapEnd: UInt = 0x005F_FFFF

  static let deviceStart: UInt = 0x3F00_0000
  static let deviceEnd: UInt = 0x3FFF_FFFF

  static let mailbox: UInt = 0x3F00_B880
  static let gpio: UInt = 0x3F20_0000
  static let pl011: UInt = 0x3F20_1000
  static let auxiliary: UInt = 0x3F21_5000
}

enum MemoryAttributes { case cacheableDRAM, nonCacheableDRAM, device }

enum AccessPermissions { case readOnly, readWrite }

/// A range of addresses and how it is to be mapped. The range is a function, since the linker's
/// symbols have no value while the kernel is compiled.
struct Descriptor {
  let name: StaticString
  let range: @Sendable () -> ClosedRange<UInt>
  let memory: MemoryAttributes
  let access: AccessPermissions
  let executeNever: Bool
}

/// The whole of the kernel's virtual memory, mapped to the same physical addresses.
let kernelVirtualLayout: [5 of Descriptor] = [
  Descriptor(
    name: "Kernel stack",
    range: { 0...UInt(linker_code_start()) - 1 },
    memory: .cacheableDRAM, access: .readWrite, executeNever: true),
  Descriptor(
    name: "Kernel code and RO data",
    range: { UInt(linker_code_start())...UInt(linker_code_end()) - 1 },
    memory: .cacheableDRAM, access: .readOnly, executeNever: false),
  Descriptor(
    name: "Kernel data and BSS",
    range: { UInt(linker_data_start())...UInt(linker_data_end()) - 1 },
    memory: .cacheableDRAM, access: .readWrite, executeNever: true),
  Descriptor(
    name: "DMA heap pool",
    range: { MemoryMap.dmaHeapStart...MemoryMap.dmaHeapEnd },
    memory: .nonCacheableDRAM, access: .readWrite, executeNever: true),
  Descriptor(
    name: "Device MMIO",
    range: { MemoryMap.deviceStart...MemoryMap.deviceEnd },
    memory: .device, access: .readWrite, executeNever: true),
]

/// The layout as a table of lines, for people.
func printKernelLayout() {
  print("[i] Kernel memory layout:")
  for index in kernelVirtualLayout.indices {
    let descriptor = kernelVirtualLayout[index]
    let range = descriptor.range()
    let size = range.upperBound - range.lowerBound + 1
    console.lock { console in
      console.write("      ")
      console.write(hex: range.lowerBound)
      console.write(" - ")
      console.write(hex: range.upperBound)
      console.write(" | ")
      if size >> 20 > 0 {
        console.write(decimal: size >> 20, width: 3)
        console.write(" MiB")
      } else {
        console.write(decimal: size >> 10, width: 3)
        console.write(" KiB")
      }
      switch descriptor.memory {
      case .cacheableDRAM: console.write(" | C   ")
      case .nonCacheableDRAM: console.write(" | NC  ")
      case .device: console.write(" | Dev ")
      }
      console.write(descriptor.access == .readOnly ? "RO " : "RW ")
      console.write(descriptor.executeNever ? "PXN | " : "PX  | ")
      console.write(descriptor.name)
      console.write("\n")
    }
  }
}
