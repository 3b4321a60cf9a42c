/// What a fence orders: the weakest sufficient kind is asked of a platform's barrier table.
public enum FenceKind: Hashable, Sendable {
  /// The compiler only, for memory whose address has escaped (asm with a memory clobber).
  case compiler
  /// The compiler only, for all memory (LLVM `fence syncscope("singlethread")`).
  case signal
  /// `atomicMemoryFence(ordering:)` or LLVM `fence`: orders all memory for the compiler, and the
  /// core as the target lowers it.
  case atomic(Ordering)
  /// A machine instruction, by its text (`dmb sy`, `dsb ishst`, `fence w,o`), with memory clobber.
  case instruction(String)

  public enum Ordering: String, CaseIterable, Sendable {
    case relaxed, acquiring, releasing, acquiringAndReleasing = "acquiring-and-releasing"
    case sequentiallyConsistent = "sequentially-consistent"

    public var acquires: Bool { self != .relaxed && self != .releasing }
    public var releases: Bool { self != .relaxed && self != .acquiring }
  }
}
