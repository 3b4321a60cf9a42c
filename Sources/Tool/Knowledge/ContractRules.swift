import DMALint

/// The rules as the contract lists them, until their pages are read.
let contractRules: [RuleDescription] = [
  RuleDescription(
    "DMA101", "stack-buffer", .error,
    """
    storage of a stack frame is given to a transfer that may still run when the frame is gone
    """,
    subsumes: ["DMA107", "DMA601", "DMA602"]),
  RuleDescription(
    "DMA102", "scoped-pointer-escape", .error,
    """
    a pointer valid only inside a `withUnsafe…` closure is used by a transfer that outlives \
    the closure
    """,
    subsumes: ["DMA101", "DMA107", "DMA601", "DMA602"]),
  RuleDescription(
    "DMA103", "temporary-pointer", .error,
    """
    `&value`, an array or a string converted for one call is kept by the hardware after the \
    call
    """,
    subsumes: ["DMA101", "DMA102", "DMA105", "DMA107", "DMA601", "DMA602"]),
  RuleDescription(
    "DMA104", "buffer-moved-in-flight", .error,
    """
    growth or copy-on-write, assignment, consume, or return by value gives the buffer a new \
    address while in flight
    """,
    subsumes: ["DMA401"]),
  RuleDescription(
    "DMA105", "buffer-freed-in-flight", .error,
    """
    deallocated or released while in flight, early release of array storage included
    """),
  RuleDescription(
    "DMA106", "descriptor-lifetime", .error,
    """
    a descriptor or control block, or what its address fields point to, dies before the engine \
    is done with it
    """),
  RuleDescription(
    "DMA107", "leaked-handle", .warning,
    """
    the handle that would stop or join the transfer is dropped, discarded, retained in a cycle \
    or forgotten
    """),
  RuleDescription(
    "DMA108", "deinit-not-stopping", .error,
    """
    a type that owns a running transfer frees or abandons its buffer in `deinit` without a \
    confirmed stop or wait
    """,
    subsumes: ["DMA105"]),
  RuleDescription(
    "DMA201", "missing-release-before-start", .error,
    """
    nothing orders the last write of the buffer before the start
    """,
    subsumes: ["DMA207"]),
  RuleDescription(
    "DMA202", "missing-acquire-after-wait", .error,
    """
    nothing orders completion before the first access
    """,
    subsumes: ["DMA207"]),
  RuleDescription(
    "DMA203", "fence-in-wrong-place", .error,
    """
    a fence is there but does not lie between the accesses that it must separate
    """,
    subsumes: ["DMA201", "DMA202"]),
  RuleDescription(
    "DMA204", "barrier-too-weak", .error,
    """
    the fence is in the right place but does not order memory against the device on this core
    """,
    subsumes: ["DMA201", "DMA202"]),
  RuleDescription(
    "DMA205", "nonvolatile-status", .error,
    """
    the completion flag, status word or register polled is not volatile or atomic
    """,
    subsumes: ["DMA202", "DMA207"]),
  RuleDescription(
    "DMA206", "nonvolatile-register", .error,
    """
    a control register of the transfer is written by a plain store
    """),
  RuleDescription(
    "DMA207", "elided-access", .error,
    """
    the optimised IR lacks a write the device needs, a read after completion, or the wait \
    loop's read
    """),
  RuleDescription(
    "DMA301", "cacheable-buffer", .error,
    """
    the buffer is in cacheable, non-coherent memory and nothing maintains the cache
    """,
    subsumes: ["DMA302", "DMA303", "DMA304", "DMA305"]),
  RuleDescription(
    "DMA302", "missing-clean-before-start", .error,
    """
    data written by the CPU may still be in the cache when the device reads
    """),
  RuleDescription(
    "DMA303", "missing-invalidate-after-wait", .error,
    """
    lines are not invalidated between completion and the first read
    """),
  RuleDescription(
    "DMA304", "missing-invalidate-before-start", .error,
    """
    lines over a receive buffer may be dirty and are neither cleaned nor invalidated before \
    the start
    """),
  RuleDescription(
    "DMA305", "cache-line-sharing", .error,
    """
    a device-written buffer in write-back memory does not start on, or does not fill, whole \
    cache lines
    """),
  RuleDescription(
    "DMA306", "wrong-cache-operation", .error,
    """
    the operation throws away data that the CPU wrote, or does nothing for this direction \
    where another is needed
    """),
  RuleDescription(
    "DMA307", "maintenance-range-error", .error,
    """
    the range maintained does not cover the range transferred, or reaches into others' lines
    """),
  RuleDescription(
    "DMA308", "pool-in-cacheable-region", .error,
    """
    a DMA allocator is built over memory that is cacheable, unreachable or overlaps other \
    regions
    """,
    subsumes: ["DMA301"]),
  RuleDescription(
    "DMA309", "mpu-region-misconfigured", .error,
    """
    the region that should be non-cacheable is not: size, alignment, attribute, overlap
    """),
  RuleDescription(
    "DMA310", "mixed-cache-alias", .error,
    """
    the same bytes are used through a cached and an uncached address
    """),
  RuleDescription(
    "DMA401", "access-in-flight", .error,
    """
    the CPU writes memory that the device reads, or touches memory that it writes, while in \
    flight
    """),
  RuleDescription(
    "DMA402", "double-start", .error,
    """
    a channel is started while its transfer may be in flight
    """),
  RuleDescription(
    "DMA403", "overlapping-use", .error,
    """
    two owners of one channel, or the peripheral used directly while DMA serves it
    """),
  RuleDescription(
    "DMA404", "interrupt-race", .error,
    """
    a handler and the main program share the buffer or its state without synchronisation
    """,
    subsumes: ["DMA401"]),
  RuleDescription(
    "DMA405", "circular-half-hazard", .warning,
    """
    a circular or double buffer is used in the half that the device is filling
    """),
  RuleDescription(
    "DMA501", "unreachable-region", .error,
    """
    the engine has no path to the memory that holds the buffer
    """,
    subsumes: ["DMA301", "DMA502", "DMA510"]),
  RuleDescription(
    "DMA502", "flash-resident-buffer", .error,
    """
    the source is in flash or rodata and this engine cannot read it
    """),
  RuleDescription(
    "DMA503", "read-only-destination", .error,
    """
    the device is told to write to constant memory
    """),
  RuleDescription(
    "DMA504", "wrong-address-space", .error,
    """
    a CPU address is programmed where this engine or channel needs a bus address
    """),
  RuleDescription(
    "DMA505", "misaligned-buffer", .error,
    """
    address or size violates the engine's alignment
    """),
  RuleDescription(
    "DMA506", "ring-misaligned", .error,
    """
    a hardware ring needs a naturally aligned power-of-two buffer
    """,
    subsumes: ["DMA505"]),
  RuleDescription(
    "DMA507", "length-exceeds-buffer", .error,
    """
    the transfer is longer than the buffer
    """),
  RuleDescription(
    "DMA508", "length-unit-mismatch", .error,
    """
    bytes given where elements are counted, or the reverse
    """),
  RuleDescription(
    "DMA509", "count-truncation", .error,
    """
    the length does not fit the count register
    """,
    subsumes: ["DMA507"]),
  RuleDescription(
    "DMA510", "plain-heap-buffer", .warning,
    """
    general heap memory where the platform needs a DMA-capable allocator
    """),
  RuleDescription(
    "DMA511", "direction-mismatch", .error,
    """
    direction, constness and later use of the buffer disagree
    """),
  RuleDescription(
    "DMA601", "start-without-wait", .warning,
    """
    no path waits for, stops or hands over the transfer
    """),
  RuleDescription(
    "DMA602", "early-exit-in-flight", .error,
    """
    `return`, `throw`, timeout or `break` leaves in flight where another path completes, and \
    nothing owns the transfer afterwards
    """,
    subsumes: ["DMA601"]),
  RuleDescription(
    "DMA603", "unchecked-status", .warning,
    """
    the result of start, wait, map or allocate is ignored
    """),
  RuleDescription(
    "DMA604", "incomplete-abort", .error,
    """
    stop is requested and the buffer reused before the engine has stopped
    """),
  RuleDescription(
    "DMA605", "configured-while-enabled", .error,
    """
    channel registers are written while the channel is enabled
    """),
  RuleDescription(
    "DMA606", "unbounded-wait", .note,
    """
    a wait that neither an error flag nor a timeout can end
    """),
  RuleDescription(
    "DMA607", "cancelled-in-flight", .warning,
    """
    a cancelled task leaves its transfer running
    """),
  RuleDescription(
    "DMA701", "used-before-initialised", .error,
    """
    allocator, driver or transfer used before the MMU/MPU, cache or pool set-up that it \
    depends on
    """),
  RuleDescription(
    "DMA801", "unchecked-device-data", .error,
    """
    a value written by the device is used as index, length or pointer unchecked
    """),
  RuleDescription(
    "DMA802", "double-fetch", .warning,
    """
    a device-writable word is read again after it was checked
    """),
  RuleDescription(
    "DMA803", "uninitialised-transmit", .warning,
    """
    bytes never written are sent to the device
    """),
  RuleDescription(
    "DMA804", "secret-left-in-buffer", .note,
    """
    a buffer marked sensitive is freed or reused without being wiped
    """),
  RuleDescription(
    "DMA901", "unused-suppression", .warning,
    """
    a suppression that suppresses nothing, or names no rule
    """),
  RuleDescription(
    "DMA902", "unmodelled-transfer", .note,
    """
    memory's address reaches a device register or function that no model describes
    """),
]
