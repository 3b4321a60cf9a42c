import Synchronization
import _Volatile

/// Something that can be asked whether it is over.
protocol Status {
  var isOver: Bool { get }
}

struct BitStatus: Status {
  let register: VolatileMappedRegister<UInt32>
  let mask: UInt32

  var isOver: Bool { register.load() & mask != 0 }
}

/// A transfer into memory of the owner's.
struct Ticket<S: Status>: ~Copyable {
  private let status: S
  private let memory: UnsafeMutablePointer<UInt16>

  init(_ status: S, into memory: UnsafeMutablePointer<UInt16>) {
    self.status = status
    self.memory = memory
  }

  /// The memory, when it is filled.
  consuming func filled() -> UnsafeMutablePointer<UInt16> {
    while !status.isOver {}
    atomicMemoryFence(ordering: .acquiring)
    return memory
  }
}
