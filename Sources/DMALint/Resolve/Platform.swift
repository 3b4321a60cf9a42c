/// A chip, core or board as far as DMA is concerned: one file in `Rules/platforms`.
public struct Platform: Sendable {
  public var name: String
  /// `arm`, `aarch64`, `riscv32`, `riscv64`, `xtensa`; empty for the generic platform.
  public var architecture: String
  public var core: String
  public var cores = 1
  /// The platforms it extends, the nearest first (`stm32h743`: `stm32h7`, `cortex-m7`).
  public var ancestors: [String] = []
  /// The data cache as DMA sees it; nil where there is none.
  public var cache: Cache?
  public var barriers: BarrierTable
  public var regions: [MemoryRegion] = []
  /// Output sections that live in a region by the vendor's convention: section name to region name.
  public var sections: [(section: String, region: String)] = []
  public var engines: [Engine] = []
  /// Ranges of device registers: a plain access there is a register access.
  public var peripherals: [AddressRange] = []
  /// Whether a memory management unit decides the types of memory.
  public var hasMMU = false
  /// What the general heap gives; nil where all of it is like the rest of memory.
  public var heap: Heap?
  /// The memory protection unit; nil where there is none or nobody needed it.
  public var protection: Protection?
  /// A remark for people: what the other fields cannot say.
  public var note: String?
  public var source: String

  public init(
    name: String, architecture: String, core: String, barriers: BarrierTable, source: String
  ) {
    self.name = name
    self.architecture = architecture
    self.core = core
    self.barriers = barriers
    self.source = source
  }

  /// A data cache that is not coherent with DMA.
  public struct Cache: Sendable {
    /// Bytes.
    public var line: UInt32
    /// Bytes, the largest line that maintenance has to respect (a second level's).
    public var largestLine: UInt32
    public var isWriteBack = true
    public var isCoherent = false
    public var source: String

    public init(line: UInt32, largestLine: UInt32, source: String) {
      self.line = line
      self.largestLine = largestLine
      self.source = source
    }
  }

  /// What orders memory against the device on this core.
  public struct BarrierTable: Sendable {
    public var beforeStart: Demand
    public var afterCompletion: Demand
    /// The instructions that suffice, normalised (`dmb sy`), per side; `*` at the end stands for any
    /// rest.
    public var sufficientBefore: [String] = []
    public var sufficientAfter: [String] = []
    /// What the target makes of an atomic fence on each side (`dmb ish`, `fence rw,w`).
    public var atomicRelease: String?
    public var atomicAcquire: String?
    /// Whether cache maintenance has to be completed by a barrier of its own (DSB).
    public var maintenanceBarrier: [String] = []
    public var source: String

    public init(beforeStart: Demand, afterCompletion: Demand, source: String) {
      self.beforeStart = beforeStart
      self.afterCompletion = afterCompletion
      self.source = source
    }

    public enum Demand: String, Sendable {
      /// Order for the compiler is enough.
      case compiler
      /// One of the listed instructions is needed.
      case instruction
    }
  }

  /// Whether a number is the address of a device's register.
  func isDevice(_ address: Int64) -> Bool {
    peripherals.contains { $0.contains(UInt64(bitPattern: address)) }
  }

  public struct AddressRange: Hashable, Sendable {
    /// The first address and the last address, inclusive.
    public var first: UInt64
    public var last: UInt64

    public init(first: UInt64, last: UInt64) {
      self.first = first
      self.last = last
    }

    public func contains(_ address: UInt64) -> Bool { first <= address && address <= last }
  }

  public struct MemoryRegion: Sendable {
    public var name: String
    public var range: AddressRange
    public var kind: Kind
    /// What the chip itself fixes about cacheability; nil where MPU, MMU or the cache switch
    /// decides.
    public var isCacheable: Bool?
    /// Names of the engines that reach it; nil is every engine.
    public var reachableBy: [String]?
    public var isReadOnly = false
    /// The region whose bytes are seen here as well, at the same offsets.
    public var aliasOf: String?
    /// Where the vendor's linker scripts put variables without a section, the heap and the stack.
    public var isOrdinary = false
    public var source: String
    public var confidence = 100

    public init(name: String, range: AddressRange, kind: Kind, source: String) {
      self.name = name
      self.range = range
      self.kind = kind
      self.source = source
    }

    public enum Kind: String, Sendable {
      case ram, tightlyCoupled = "tightly-coupled", flash, device, externalRAM = "external-ram", rom
    }
  }

  /// A DMA engine, or a peripheral with a DMA of its own.
  public struct Engine: Sendable {
    public var name: String
    /// The register blocks by which it is recognised.
    public var registers: [AddressRange] = []
    /// The names of the types that vendors and SVD files give its register block (`LTDC`): by them it is
    /// recognised where the chip is not known.
    public var blockTypes: [String] = []
    /// Handles or peripherals (names or patterns such as `hspi6`, `SPI6`) that this engine serves.
    public var serves: [String] = []
    /// Channel kinds of function models that it serves (`uart-tx`).
    public var channelKinds: [String] = []
    /// Bytes.
    public var bufferAlignment: UInt32?
    public var lengthMultiple: UInt32?
    public var maximumCount: UInt64?
    /// Largest hardware ring, log2 of bytes.
    public var ringBitsMaximum: UInt32?
    /// Bytes: no transfer may cross a multiple of this.
    public var boundary: UInt64?
    public var readsFlash = true
    /// It reads its buffer all the time, as displays do: writing there is no race, and nothing is
    /// waited for.
    public var isScanning = false
    /// Which way the data go that an address in `addressRegisters` leads to, where that is always the
    /// same.
    public var direction: FunctionModel.Direction?
    /// What has to be added to (or set in) a CPU address of memory for this engine: an alias base
    /// such as 0xC000_0000; nil where addresses are the same.
    public var busAlias: UInt64?
    /// CPU ranges of peripherals and where the engine sees them.
    public var peripheralBus: [(cpu: AddressRange, bus: UInt64)] = []
    /// Registers (offset within the block) whose address field this applies to; empty is all.
    public var addressRegisters: [UInt64] = []
    /// Offset of the control register, within the channel's block where there are channels, and mask
    /// of its enable bits; whether the engine clears these at the end of a transfer.
    public var control: (offset: UInt64, enableMask: UInt64, isSelfClearing: Bool)?
    /// Where a channel says whether it runs: offsets within its block, and the bit.
    public var running: (offsets: [UInt64], mask: UInt64)?
    /// What an address in `addressRegisters` leads to, where that is not the data.
    public var controlBlock: ControlBlock?
    /// The register blocks of its channels, where each has one of its own.
    public var channels: ChannelBlocks?
    /// What the registers of a transfer say.
    public var layout: TransferLayout?
    /// Values written to `addressRegisters` whose bits under the mask equal one of these are taken as
    /// they are, without `busAlias` (the property channel of the BCM283x mailbox).
    public var asIs: (mask: UInt64, values: [UInt64])?
    public var source: String
    public var confidence = 100

    public init(name: String, source: String) {
      self.name = name
      self.source = source
    }
  }

  /// The general heap of a platform on which it is not as good as any memory.
  public struct Heap: Sendable {
    public var isDMACapable: Bool
    public var source: String

    public init(isDMACapable: Bool, source: String) {
      self.isDMACapable = isDMACapable
      self.source = source
    }
  }

  /// A memory protection unit that gives regions of memory their attributes.
  public struct Protection: Sendable {
    public var architecture: Architecture
    /// Whether the core caches Normal memory that is marked shareable.
    public var cachesShareable: Bool
    public var source: String

    public init(architecture: Architecture, cachesShareable: Bool, source: String) {
      self.architecture = architecture
      self.cachesShareable = cachesShareable
      self.source = source
    }

    public enum Architecture: String, CaseIterable, Sendable {
      /// Regions of a power of two, aligned to their size (Armv7-M).
      case pmsav7
      /// Regions with a base and a limit in steps of 32 bytes (Armv8-M).
      case pmsav8
    }
  }

  /// A control block in memory that the engine reads, by the offsets of its fields.
  public struct ControlBlock: Hashable, Sendable {
    public var size: UInt64
    public var source: UInt64
    public var destination: UInt64
    /// Bytes, unless the transfer is two-dimensional.
    public var length: UInt64
    /// The field, and the bit of it, that make a transfer two-dimensional.
    public var shape: UInt64
    public var shapeMask: UInt64
    /// The address of the block that the engine goes on with; zero ends the chain.
    public var next: UInt64?
  }

  /// The register blocks of an engine's channels, one behind the other.
  public struct ChannelBlocks: Hashable, Sendable {
    public var first: UInt64
    public var stride: UInt64
    public var count: UInt64
    /// Registers for several channels, where none of these starts another by itself.
    public var status: [Status] = []

    public init(first: UInt64, stride: UInt64, count: UInt64) {
      self.first = first
      self.stride = stride
      self.count = count
    }

    /// The number of the channel whose block holds the address, and the offset within that block.
    public func channel(at address: UInt64) -> (number: UInt64, offset: UInt64)? {
      guard address >= first, (address - first) / stride < count else { return nil }
      return ((address - first) / stride, (address - first) % stride)
    }

    /// A register with the flags of some channels, from a number on.
    public struct Status: Hashable, Sendable {
      public var register: UInt64
      public var firstChannel: UInt64
      /// Where the flags of each channel are.
      public var masks: [UInt64]

      /// Of these, the ones that say that the channel has stopped, by itself or for an error; all of them
      /// where that is not told apart.
      public var ending: [UInt64]
      /// Those that say that half of a transfer is done.
      public var half: [UInt64]

      /// The flags that say that a channel has stopped.
      public func ending(of channel: UInt64) -> UInt64 { mask(of: channel, in: ending) }

      /// The flags that say that a channel has done half of its transfer.
      public func half(of channel: UInt64) -> UInt64 { mask(of: channel, in: half) }

      /// The flags of a channel; none where it has its own in another register.
      public func mask(of channel: UInt64) -> UInt64 { mask(of: channel, in: masks) }

      private func mask(of channel: UInt64, in masks: [UInt64]) -> UInt64 {
        guard channel >= firstChannel, channel - firstChannel < UInt64(masks.count) else {
          return 0
        }
        return masks[Int(channel - firstChannel)]
      }
    }
  }
}
