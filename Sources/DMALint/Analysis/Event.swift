/// Something that happens at a point of the program and that rules look at.
enum Event {
  case start(TransferID)
  /// The channel is started, and another transfer may still be running on it.
  case channelBusy(TransferID, new: TransferID)
  /// Registers or settings of a channel are written while its transfer is running.
  case reconfigured(TransferID)
  /// The peripheral that a transfer serves is used by the program.
  case peripheralUsed(TransferID, isWrite: Bool)
  /// A function that drives the peripheral by itself is called while a transfer serves it.
  case peripheralDriven(TransferID, by: String)
  /// A fence is about to be executed.
  case fenced(FenceKind)
  case access(Access)
  case storageEnds(StorageID)
  case pointersExpire(ScopeID)
  /// Memory is given back.
  case freed(Pointer)
  /// Memory is given back because its last owner has ended; the type that held it, if one did.
  case released(Pointer, of: String?)
  /// An owner with a deinitialiser has ended and has not given its buffer back.
  case abandoned(Pointer, by: String)
  /// Elements of an array move, or a value moves out of its place.
  case moved(Region, how: String)
  /// A loop ends, or a branch is taken, by what was read from memory that others write.
  case waited(on: [Region], isAtomic: Bool)
  /// A loop ends by what a plain load of a device register says.
  case waitedOn(register: Value)
  /// A loop ends by one bit of the engine that only completion sets, and by nothing else.
  case waitedWithoutEnd(TransferID)
  /// A register of a transfer's block is written by a plain store.
  case plainRegisterStore(address: Value)
  /// Bytes are used through the cache and past it; the use before this one.
  case mixedViews(Pointer, first: Site, isCached: Bool)
  /// A call's result says whether it failed, and nobody looks.
  case resultUnused(FunctionModel, discarded: Bool)
  /// A call that throws where it has not started this transfer, and nobody looks.
  case failureSwallowed(TransferID)
  /// Lines of the cache are cleaned or invalidated.
  case maintained(FunctionModel.Role, Pointer, length: Value)
  /// A value that a device wrote is used as index, length or offset.
  case used(Value, as: String, isBounded: Bool)
  /// Memory's address reaches a register or a function that no model describes.
  case unmodelled(TransferID)
  case unmodelledCall(String, Pointer)

  /// Which rules may have something to say about it.
  var kind: Kinds {
    switch self {
    case .start: .start
    case .channelBusy: .channelBusy
    case .reconfigured: .reconfigured
    case .peripheralUsed, .peripheralDriven: .peripheral
    case .fenced: .fenced
    case .access: .access
    case .storageEnds: .storageEnds
    case .pointersExpire: .pointersExpire
    case .freed: .freed
    case .released: .released
    case .abandoned: .abandoned
    case .moved: .moved
    case .waited, .waitedOn, .waitedWithoutEnd: .waited
    case .plainRegisterStore: .plainRegisterStore
    case .mixedViews: .mixedViews
    case .resultUnused, .failureSwallowed: .resultUnused
    case .maintained: .maintained
    case .used: .used
    case .unmodelled, .unmodelledCall: .unmodelled
    }
  }

  struct Kinds: OptionSet, Sendable {
    let rawValue: UInt32

    static let start = Kinds(rawValue: 1 << 0)
    static let channelBusy = Kinds(rawValue: 1 << 1)
    static let reconfigured = Kinds(rawValue: 1 << 2)
    static let peripheral = Kinds(rawValue: 1 << 3)
    static let access = Kinds(rawValue: 1 << 4)
    static let storageEnds = Kinds(rawValue: 1 << 5)
    static let pointersExpire = Kinds(rawValue: 1 << 6)
    static let freed = Kinds(rawValue: 1 << 7)
    static let released = Kinds(rawValue: 1 << 8)
    static let abandoned = Kinds(rawValue: 1 << 9)
    static let moved = Kinds(rawValue: 1 << 10)
    static let waited = Kinds(rawValue: 1 << 11)
    static let plainRegisterStore = Kinds(rawValue: 1 << 12)
    static let mixedViews = Kinds(rawValue: 1 << 13)
    static let resultUnused = Kinds(rawValue: 1 << 14)
    static let maintained = Kinds(rawValue: 1 << 15)
    static let used = Kinds(rawValue: 1 << 16)
    static let unmodelled = Kinds(rawValue: 1 << 17)
    static let fenced = Kinds(rawValue: 1 << 18)
  }
}

/// An event with everything that may be true just before it.
struct Point {
  let event: Event
  let site: Site
  let state: State
  let frame: FrameID
  let interpreter: Interpreter
}

/// One rule: looks at a point and says what is wrong with what may be true there.
struct Rule: Sendable {
  let code: String
  /// The kinds of events at which it may have something to say; it is not asked at others.
  let kinds: Event.Kinds
  let look: @Sendable (Point) -> [Candidate]

  init(
    _ code: String, at kinds: Event.Kinds, look: @escaping @Sendable (Point) -> [Candidate]
  ) {
    self.code = code
    self.kinds = kinds
    self.look = look
  }
}
