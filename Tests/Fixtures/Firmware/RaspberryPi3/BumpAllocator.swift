enum AllocationError: Error { case outOfMemory }

/// Gives out the next aligned piece of a pool until nothing is left; nothing comes back.
struct BumpAllocator {
  private var next: UInt
  private let poolEnd: UInt
  private let name: StaticString

  init(poolStart: UInt, poolEnd: UInt, name: StaticString) {
    self.next = poolStart
    self.poolEnd = poolEnd
    self.name = name
  }

  /// `alignment` is a power of two.
  mutating func allocate(byteCount: UInt, alignment: UInt) throws(AllocationError)
    -> UnsafeMutableRawPointer
  {
    let start = (next + alignment - 1) & ~(alignment - 1)
    let end = start + byteCount
    guard end <= poolEnd + 1, let pointer = UnsafeMutableRawPointer(bitPattern: start) else {
      throw .outOfMemory
    }
    next = end
    console.lock { [name] console in
      console.write("[i] ")
      console.write(name)
      console.write(":\n      Allocated Addr ")
      console.write(hex: start)
      console.write(" Size 0x")
      console.write(hex: byteCount, digits: 0)
      console.write("\n")
    }
    return pointer
  }

  /// Words that are all zero, with bounds.
  mutating func allocateZeroed(words count: Int, alignment: UInt) throws(AllocationError)
    -> UnsafeMutableBufferPointer<UInt32>
  {
    let memory = try allocate(byteCount: UInt(count) * 4, alignment: alignment)
    let words = memory.bindMemory(to: UInt32.self, capacity: count)
    words.initialize(repeating: 0, count: count)
    return UnsafeMutableBufferPointer(start: words, count: count)
  }
}

/// All memory that devices see: the pool is not cached.
nonisolated(unsafe) var dmaAllocator = NullLock(
  BumpAllocator(
    poolStart: MemoryMap.dmaHeapStart, poolEnd: MemoryMap.dmaHeapEnd,
    name: "Global DMA Allocator"))
