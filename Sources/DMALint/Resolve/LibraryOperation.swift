/// What a function of Swift's library does to memory: the word of `library` in a model.
///
/// A model of an ordinary function says what becomes of its parameters. The library's functions give
/// out views, run closures and move elements; the analysis has one piece of code for each of these
/// words, and the model file says which functions it is about.
public enum LibraryOperation: String, CaseIterable, Sendable {
  // Values.
  case fence
  case minimum, maximum
  /// The numbers from one to another by a step.
  case strides
  /// The result is the argument, or the receiver, in another type.
  case sameValue = "same-value"
  /// A number or truth value that nothing is known of.
  case opaqueValue = "opaque-value"
  /// A number of a sequence's elements or positions.
  case number
  case integer
  case register
  case enumCase = "enum-case"
  case exchanges
  case toggles
  /// Execution goes on only where the argument is true.
  case requires
  case neverReturns = "never-returns"
  /// Moves the value out and leaves nothing.
  case takes

  // Closures.
  /// Runs the closure with the first argument.
  case lends
  /// Runs the closure with nothing that concerns memory.
  case runsBody = "runs-body"
  case runsTask = "runs-task"
  /// Makes a task that runs beside its parent.
  case makesChild = "makes-child"
  /// Waits for such tasks.
  case joinsChildren = "joins-children"
  case suspends
  case continuation
  /// Runs the closure with the value inside, while interrupts or other tasks are kept out.
  case locks
  case maps
  case forEach = "for-each"
  /// A sequence's elements with their positions.
  case enumerates

  // Views and pointers.
  /// A pointer, valid during the closure only, to the argument or to a copy of it on the stack.
  case views
  case viewsBytes = "views-bytes"
  case temporaryMemory = "temporary-memory"
  case makesPointer = "makes-pointer"
  case makesView = "makes-view"
  case retypes
  case binds
  case rebinds
  case advances
  case successor, predecessor
  case prefix
  case dropsFirst = "drops-first"
  case dropsLast = "drops-last"
  case suffix
  case keepsAlive = "keeps-alive"

  // Memory.
  case allocatesElements = "allocates-elements"
  case allocatesBytes = "allocates-bytes"
  case frees
  case loads, stores
  /// Writes elements, from another place where the call names one.
  case fills
  /// As `fills`, with a count that the caller gives and that may exceed the memory.
  case copies
  case copiesBytes = "copies-bytes"
  case reads
  case reorders
  case modifies
  case setsBits = "sets-bits"
  case keepsBits = "keeps-bits"

  // Containers.
  case makesArray = "makes-array"
  case makesInlineArray = "makes-inline-array"
  case holdsValue = "holds-value"
  case appends, inserts
  case removes
  case removesLast = "removes-last"
  case popsLast = "pops-last"
  case removesAll = "removes-all"
  case reserves
  case replaces
  case changesElements = "changes-elements"
  /// Another array with as many elements, or with others.
  case sameElements = "same-elements"
  case otherElements = "other-elements"
}

/// What the functions of the library belong to, by the first part of their models' names.
enum LibraryOwner: String, CaseIterable {
  case free = "Swift"
  /// Every kind of pointer to one element or to bytes.
  case pointer = "UnsafeMutablePointer"
  /// Every kind of view with a length: buffer pointers and spans.
  case buffer = "UnsafeMutableBufferPointer"
  /// Every kind of array and string.
  case array = "Array"
  case atomic = "Atomic"
  /// A value of which no more is known than that it belongs to the library.
  case any = "Any"
}
