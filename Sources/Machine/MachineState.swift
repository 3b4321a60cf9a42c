import DMALint

/// Everything that two executions must share to go on alike.
struct MachineState: Hashable {
  var frames: [Frame] = []
  var cells: [Cell] = []
  var lines: [Line] = []
  var objects: [Object] = []
  var channels: [Channel] = []
  /// Starts whose failure nobody has looked at, by number.
  var ignoredFailures: UInt32 = 0
  /// Starts whose completion the program has seen, by number.
  var observed: UInt32 = 0
  /// Starts that were asked to stop.
  var stopRequested: UInt32 = 0
  /// Counts starts, so that the values of two rounds differ.
  var round: UInt8 = 0
  /// Interrupts that may still come.
  var interruptsLeft: UInt8 = 0
  /// A loop without effect was deleted on this path: it goes on without the completion.
  var hasSkippedWait = false
  var isOver = false

  struct Frame: Hashable {
    var function: Int
    var block = 0
    var operation = 0
    var values: [MachineValue]
    var slots: [MachineValue]
    /// The value of the caller that takes the result.
    var result: Int?
    var isInterrupt = false
    /// Objects that end with the frame or with a scope in it.
    var owned: [Int] = []
  }

  /// One run of bytes: what the program believes is there, and what is.
  struct Cell: Hashable {
    /// What the program's own order of operations puts there.
    var expected: UInt16 = 0
    var memory: UInt16 = 0
    var cached: UInt16 = 0
    var delay = Delay.none
    var staleness = Delay.none
    /// Program and engine have used it at the same time: nothing is expected of it.
    var isRaced = false
    /// The program has written into its line without a look at what the device left there: only a
    /// read of it would be wrong.
    var isGivenUp = false
    /// It was handed to an engine that writes, and neither the engine nor the program has written since:
    /// where the transfer fails or is stopped, the program counts on nothing in it.
    var isOffered = false
    /// The start that used it last, by number; 255 is none.
    var start: UInt8 = 255
  }

  /// What still holds a store back, or lets a load be answered from before the device's write.
  enum Delay: UInt8, Hashable {
    case none
    /// The core alone: a store buffer, or a load made early.
    case core
    case compiler
  }

  enum Line: UInt8, Hashable { case absent, clean, dirty }

  struct Object: Hashable {
    var isAlive = false
    var hasEscaped = false
  }

  struct Channel: Hashable {
    var name: String
    var phase = Phase.idle
    /// The number of the start.
    var start: Int = 0
    var parts: [Part] = []
    /// The next part.
    var position = 0
    /// What was written to the registers of an engine's block: address and length.
    var address: Int64 = 0
    var length: Int64 = 0
  }

  enum Phase: UInt8, Hashable { case idle, running, stopping, done }

  struct Part: Hashable {
    var cells: Range<Int>
    var direction: MachineDirection
  }
}
