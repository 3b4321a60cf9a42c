/// The number of a storage within one analysis.
struct StorageID: Hashable, Comparable, Sendable {
  var index: UInt32

  static func < (a: StorageID, b: StorageID) -> Bool { a.index < b.index }
}

/// A piece of memory that the program can name: what a root of a buffer can be.
struct Storage: Sendable {
  enum Kind: Hashable, Sendable {
    /// A variable of a frame; the frame's end is its end.
    case local
    /// What a `withUnsafeTemporaryAllocation` gives, or a value copied to the stack for a call.
    case stackCopy
    case global
    /// Memory that the program allocated itself.
    case heap
    /// An instance of a class or actor.
    case object
    /// The elements of an array or string: they move and die as the runtime sees fit.
    case elements
    /// The bytes of a literal: read-only data.
    case literal
    /// What a pointer that came from outside points to.
    case pointee
    /// Memory or registers at a constant address.
    case absolute(UInt64)
  }

  var kind: Kind
  /// As the source spells it.
  var name: String
  var type: FlowType?
  /// The declaration or the allocation.
  var site: Site
  /// Bytes.
  var size: UInt64?
  /// Bytes.
  var alignment: UInt64?
  /// Whether the program asks for this alignment in so many words.
  var isAlignmentWritten = false
  var section: String?
  /// Bytes of an element, where the program has said what the memory holds.
  /// Its elements are numbers that may be negative.
  var isSigned = false
  var elementSize: UInt32?
  /// The arrays in a structure, where a dump says what it is made of.
  var arrays: [ArrayPart] = []
  /// Where the linker put it.
  var placement: Placement?
  var isConstant = false
  /// The name of an allocator whose contract says that its memory is fit for DMA, or not cacheable.
  var allocator: Allocator?
  /// Whether a `let` declares it.
  var isLet = false
  /// Whether the front end made it to hold a value without a name.
  var isTemporary = false
  /// Whether observers watch the variable: `&` and `withUnsafe…` then work on a copy of its value.
  var isObserved = false
  /// Whether the address of the local may reach a call or a closure: only then can it be a buffer.
  var isAddressTaken = false
  /// Whether the local takes turns between a few values (`Selectors`).
  var isSelector = false
  /// The frame that a local ends with.
  var frame: FrameID?

  /// An array within a storage, all in bytes.
  struct ArrayPart: Hashable, Sendable {
    var range: Range<Int64>
    var element: UInt32
  }

  /// The array that an offset lies in.
  func array(at offset: Int64?) -> ArrayPart? {
    guard let offset else { return nil }
    return arrays.first { $0.range.contains(offset) }
  }

  struct Allocator: Hashable, Sendable {
    var name: String
    var isDMACapable: Bool
    var isNonCacheable: Bool
    /// Its contract is known, and says nothing of DMA.
    var isPlain = false
  }

  /// Whether the address stays good for as long as nobody frees it: viewing such memory through
  /// `withUnsafe…` makes no ephemeral pointer.
  var isStable: Bool {
    switch kind {
    case .global: !isObserved
    case .heap, .object, .pointee, .absolute: true
    case .local, .stackCopy, .elements, .literal: false
    }
  }
}

/// A place in the source where something happens, within a function.
struct Site: Hashable, Comparable, Sendable {
  var range: SourceRange
  var function: FunctionID

  static func < (a: Site, b: Site) -> Bool { (a.range, a.function) < (b.range, b.function) }
}

/// A storage, or one of its members: what buffer facts are kept for.
struct Region: Hashable, Sendable {
  var storage: StorageID
  var path: [String]

  /// Whether the two can share bytes.
  func overlaps(_ other: Region) -> Bool {
    guard storage == other.storage else { return false }
    return zip(path, other.path).allSatisfy { $0 == $1 }
  }
}

/// An address: a storage, members of it, and an offset.
struct Pointer: Hashable, Sendable {
  var region: Region
  /// Bytes from the start of the region; nil where it is not known.
  var offset: Int64? = 0
  /// The first and the last offset that an index takes which is known by its bounds only.
  var sweep: ClosedRange<Int64>?
  /// What an index that is not known by numbers is not less than.
  var floor: Floor?
  /// Which of those offsets an index takes is not known; it does not run over all of them.
  var isScattered = false
  /// The size in bytes of what it points to, where the type says so.
  var stride: UInt32?
  /// The scope outside of which the pointer must not be used.
  var validity: ScopeID?
  /// Bits that were set in, or added to, the address on its way to a register (a channel, an alias).
  var setBits: UInt64 = 0
  /// What the address was rounded to, where the memory's own alignment does not say that much. The offset
  /// is then the last that rounding may leave.
  var boundary: UInt64 = 1
  /// The address was truncated or shifted to a part of itself.
  var isPart = false
  /// It is a number by now: what is added counts bytes, whatever it has pointed to.
  var isNumber = false
  /// It is viewed through a span: every index is checked at run time.
  var isChecked = false
  /// The index of what it points to, where it is a slice that keeps the indices of the whole.
  var firstIndex: Int32 = 0

  init(_ storage: StorageID, path: [String] = []) {
    region = Region(storage: storage, path: path)
  }

  /// What a device makes of the number.
  var asAddress: Pointer {
    var copy = self
    copy.isNumber = false
    return copy
  }

  func member(_ name: String) -> Pointer {
    var copy = self
    copy.region.path.append(name)
    copy.stride = nil
    return copy
  }

  func moved(by bytes: Int64?) -> Pointer {
    var copy = self
    if let bytes, let offset {
      copy.offset = offset &+ bytes
      if bytes != 0 { copy.boundary = min(boundary, UInt64(bitPattern: bytes & (0 &- bytes))) }
      copy.sweep = nil
      copy.floor = nil
      copy.isScattered = false
    } else {
      copy.offset = nil
      copy.boundary = 1
      copy.sweep = bytes.flatMap { bytes in sweep.map { $0.moved(by: bytes...bytes) } }
      copy.floor = bytes.map { $0 < 0 } == false ? floor : nil
    }
    return copy
  }

  /// The same memory with indices of its own.
  var rebased: Pointer {
    var copy = self
    copy.firstIndex = 0
    return copy
  }

  /// What the index zero stands for, be it a slice or not.
  var unsliced: Pointer {
    guard firstIndex != 0 else { return self }
    var whole = moved(by: 0 &- Int64(firstIndex) &* Int64(stride ?? 1))
    whole.firstIndex = 0
    return whole
  }

  /// A slice from an element on, counted from where it points to.
  func sliced(at first: Value, inBytes bytes: Int64?) -> Pointer {
    var slice = moved(by: bytes)
    slice.firstIndex =
      first.integerValue.flatMap { Int32(exactly: $0 &+ Int64(firstIndex)) } ?? 0
    return slice
  }

  /// A place behind so many elements, a number that only the program's run tells, from an offset on.
  struct Floor: Hashable, Sendable {
    var elements: Value
    var start: Int64
    var stride: Int64
  }
}

/// The number of a scope that makes pointers valid: one dynamic extent of a `withUnsafe…` call or of a
/// call with a converted argument.
struct ScopeID: Hashable, Sendable {
  var index: UInt32
}

/// What makes and ends a pointer's validity.
struct PointerScope: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// A `withUnsafe…` closure.
    case closure(name: String)
    /// A value, array or string converted for one call.
    case argument(spelling: String)
  }

  var kind: Kind
  var site: Site
  var frame: FrameID
}

/// The chain of calls that led to a function: its context.
struct FrameID: Hashable, Sendable {
  var index: UInt32
}

extension Storage.ArrayPart {
  /// `@array("4 32 1")`: where it begins, its bytes and those of an element.
  init?(_ attribute: FlowAttribute) {
    guard attribute.name == "array" else { return nil }
    let numbers = (attribute.argument ?? "").split(separator: " ").compactMap { Int64($0) }
    guard numbers.count == 3, numbers[0] >= 0, numbers[1] > 0, numbers[2] > 0,
      let element = UInt32(exactly: numbers[2])
    else { return nil }
    self.init(range: Range(from: numbers[0], count: numbers[1]), element: element)
  }
}
