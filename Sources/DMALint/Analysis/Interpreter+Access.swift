/// Reads and writes: what they see, what they leave owed to a buffer, and what rules are shown.
extension Interpreter {
  struct Loaded {
    var value: Value
    var state: State
  }

  /// Reads a place.
  func load(
    _ place: Place, _ mode: AccessMode, _ site: Site, _ state: State, _ activation: Activation
  ) -> [Loaded] {
    var state = state
    switch place {
    case .memory(let pointer):
      if let address = volatileRegister(pointer, mode) {
        let value = readRegister(address, mode, site, &state, activation)
        return [Loaded(value: value, state: state)]
      }
      let value = read(pointer, mode, site, &state, activation)
      return [Loaded(value: value, state: state)]
    case .register(let address, _):
      let value = readRegister(address, mode, site, &state, activation)
      return [Loaded(value: value, state: state)]
    case .value(let value):
      return [Loaded(value: value, state: state)]
    case .computed(let base, let name):
      let content = peek(base, state)
      if let type = typeName(of: base, content, state),
        let member = program.member(of: type, named: name), let getter = member.getter
      {
        return call(getter, of: type, receiver: base, site, state, activation)
      }
      if base.isComputed, let type = typeName(of: base, content, state),
        program.member(of: type, named: name)?.isStored == true
      {
        return load(base, mode, site, state, activation).map {
          Loaded(value: memberValue(name, of: $0.value), state: $0.state)
        }
      }
      let value = Library.property(name, of: content, base, self, state)
      return [Loaded(value: value ?? symbol(.made(site, activation.running)), state: state)]
    case .computedGlobal(let name, let type):
      guard let getter = program.global(named: name)?.getter else {
        return [Loaded(value: .unknown, state: state)]
      }
      return invoke(
        getter, arguments: [], receiver: nil, site: site, state, activation,
        metatype: type.map { FlowType($0) }
      )
      .filter { $0.kind == .returned }.map { Loaded(value: $0.value, state: $0.state) }
    case .subscripted(let base, let arguments):
      let content = peek(base, state)
      if let type = subscriptOwner(base, content, state),
        let getter = subscriptAccessor(of: type, arguments.count, .getter)
      {
        return invoke(
          getter, arguments: arguments.map { .value($0) }, receiver: base, site: site, state,
          activation
        ).filter { $0.kind == .returned }.map { Loaded(value: $0.value, state: $0.state) }
      }
      return [Loaded(value: .unknown, state: state)]
    case .nowhere:
      return [Loaded(value: .unknown, state: state)]
    }
  }

  /// Calls a computed property's getter: a protocol's requirement is found in what conforms.
  private func call(
    _ getter: FunctionID, of type: String, receiver: Place, _ site: Site, _ state: State,
    _ activation: Activation
  ) -> [Loaded] {
    guard program.function(getter).hasBody else {
      return [Loaded(value: symbol(.made(site, activation.running)), state: state)]
    }
    return invoke(getter, arguments: [], receiver: receiver, site: site, state, activation)
      .filter { $0.kind == .returned }.map { Loaded(value: $0.value, state: $0.state) }
  }

  /// The type whose subscript `base[…]` calls: a type's own where the base is one.
  func subscriptOwner(_ base: Place, _ content: Value, _ state: State) -> String? {
    if case .type(let type) = content { return type.name }
    return typeName(of: base, content, state)
  }

  private func subscriptAccessor(of type: String, _ count: Int, _ kind: FlowFunction.Kind)
    -> FunctionID?
  {
    if let member = program.member(of: type, named: "subscript") {
      return kind == .getter ? member.getter : member.setter
    }
    return program.methods(of: type, named: "subscript").first { id in
      let function = program.function(id)
      return function.kind == kind
        && function.parameters.count == (kind == .getter ? count : count + 1)
    }
  }

  /// The registers that a block's value is written to at once, in the order of their addresses.
  private func registers(of value: Value, at address: Value, _ state: State) -> [(Value, Value)] {
    guard case .aggregate(let type?, let members) = value,
      let entry = program.type(named: type.name), entry.stored.count > 1
    else { return [] }
    return entry.stored.compactMap { field in
      offset(of: field.name, in: entry).map { offset in
        (
          binary("+", address, .integer(Int64(bitPattern: offset)), state),
          members[field.name] ?? .unknown
        )
      }
    }
  }

  /// Writes a place.
  func store(
    _ value: Value, into place: Place, _ mode: AccessMode, _ site: Site, _ state: State,
    _ activation: Activation
  ) -> [State] {
    var state = state
    switch place {
    case .memory(let pointer):
      if let address = volatileRegister(pointer, mode) {
        writeRegister(address, value, mode, site, name: nil, &state, activation)
        return [state]
      }
      if program.hasObservers, let watch = observers(of: pointer, state, activation) {
        return storeObserved(value, at: pointer, watch, mode, site, state, activation)
      }
      // Handles of transfers are dropped, whether something of theirs ends with them or not.
      let old = program.hasOwners || !state.transfers.isEmpty ? peek(pointer, state) : .unknown
      write(value, at: pointer, mode, site, &state, activation)
      guard old != value else { return [state] }
      return drop(old, at: .value(old), site, state, activation)
    case .register(let address, _):
      let parts = registers(of: value, at: address, state)
      for (register, part) in parts.isEmpty ? [(address, value)] : parts {
        writeRegister(register, part, mode, site, name: nil, &state, activation)
      }
      return [state]
    case .computed(let base, let name):
      let content = peek(base, state)
      if let type = typeName(of: base, content, state),
        let setter = program.member(of: type, named: name)?.setter,
        program.function(setter).hasBody
      {
        return invoke(
          setter, arguments: [.value(value)], receiver: base, site: site, state, activation
        ).filter { $0.kind == .returned }.map(\.state)
      }
      switch base {
      case .memory(let pointer):
        poke(value, at: pointer.member(name), &state)
        return [state]
      case .computed, .computedGlobal, .subscripted:
        return storeWithin(value, into: name, of: base, mode, site, state, activation)
      case .register, .value, .nowhere: return [state]
      }
    case .computedGlobal(let name, let type):
      guard let setter = program.global(named: name)?.setter else { return [state] }
      return invoke(
        setter, arguments: [.value(value)], receiver: nil, site: site, state, activation,
        metatype: type.map { FlowType($0) }
      ).filter { $0.kind == .returned }.map(\.state)
    case .subscripted(let base, let arguments):
      let content = peek(base, state)
      if let type = subscriptOwner(base, content, state),
        let setter = subscriptAccessor(of: type, arguments.count, .setter)
      {
        return invoke(
          setter, arguments: (arguments + [value]).map { .value($0) }, receiver: base, site: site,
          state, activation
        ).filter { $0.kind == .returned }.map(\.state)
      }
      return [state]
    case .value, .nowhere:
      return [state]
    }
  }

  /// A volatile access at a constant address that the platform does not know as memory is one of a
  /// device register, and so may be one at an address that is not known.
  private func volatileRegister(_ pointer: Pointer, _ mode: AccessMode) -> Value? {
    guard mode == .volatile else { return nil }
    if case .pointee = self[pointer.region.storage].kind {
      return registerAtUnknownAddress(pointer)
    }
    guard var offset = pointer.offset,
      case .absolute(let base) = self[pointer.region.storage].kind
    else { return nil }
    if !pointer.region.path.isEmpty {
      guard let type = blockTypes[Int64(bitPattern: base)],
        let member = self.offset(of: pointer.region.path, in: type)
      else { return nil }
      offset &+= member
    }
    let address = base &+ UInt64(bitPattern: offset)
    let isMemory = platform.regions.contains { $0.kind != .device && $0.range.contains(address) }
    return isMemory ? nil : .integer(Int64(bitPattern: address))
  }

  // MARK: Memory

  /// A member of what a computed property gives is set: the whole is read, changed and set again.
  private func storeWithin(
    _ value: Value, into name: String, of base: Place, _ mode: AccessMode, _ site: Site,
    _ state: State, _ activation: Activation
  ) -> [State] {
    load(base, mode, site, state, activation).flatMap { loaded -> [State] in
      var whole = Value.unknown
      if case .aggregate(let type, var members) = loaded.value {
        members[name] = value
        whole = .aggregate(type, members)
      }
      return store(whole, into: base, mode, site, loaded.state, activation)
    }
  }

  /// Whether nobody changes it behind the back of the handler that is run: none interrupts itself.
  private func isHandlersOwn(_ region: Region) -> Bool {
    guard let handler = currentHandler, let writers = handlerWrites[region] else { return false }
    return writers.keys.allSatisfy { $0 == handler }
  }

  /// What the handler that is run has made of a flag since it read it.
  private func known(_ pointer: Pointer, since region: Region, _ state: State) -> Value? {
    let value = peek(pointer, state)
    if value.integerValue != nil, pointer.offset == 0, pointer.region == region,
      state.settled.contains(region)
    {
      return value
    }
    guard case .symbol(let id) = value else { return nil }
    let isRead = hasLeaf(id) { term in
      if case .flagRead(region, _, _, _) = term { true } else { false }
    }
    return isRead ? value : nil
  }

  /// Reads memory as the CPU does, on behalf of the program.
  func read(
    _ pointer: Pointer, _ mode: AccessMode, _ site: Site, _ state: inout State,
    _ activation: Activation
  ) -> Value {
    let region = pointer.region.trackable
    if case .atomic(let ordering) = mode, ordering.acquires { state.acquired.insert(region) }
    follow(region, in: activation.frame, &state)
    if isTracked(region) {
      access(
        Access(
          pointer: pointer, region: region, isWrite: false, mode: mode, length: nil),
        site, &state, activation)
      note(access: region, isWrite: false, mode, site, state, at: pointer)
    }
    if handlerWrites[pointer.region] != nil || handlerWrites[region] != nil {
      let isOwn = mode == .plain && isHandlersOwn(region)
      if isOwn, let known = known(pointer, since: region, state) { return known }
      if mode == .plain { noteReread(site, &state) }
      looks(site, &state)
      let flag = symbol(.flagRead(region, offset: pointer.offset, site, mode))
      forget(flag, &state)
      if isOwn, pointer.offset == 0, pointer.region == region {
        state.settled.insert(region)
        state.memory[region.storage] = replaced(
          state.memory[region.storage], region.path[...], flag)
      }
      if case .atomic(let ordering) = mode, ordering.acquires {
        execute(fence: .atomic(.acquiring), site, &state, isImplicit: true)
      }
      return flag
    }
    if case .atomic(let ordering) = mode, ordering.acquires {
      execute(fence: .atomic(.acquiring), site, &state, isImplicit: true)
    }
    return seen(peek(pointer, state), at: pointer, mode, site, &state, activation)
  }

  /// What a read makes of the value that the program has put there: a device may have written it. Of a
  /// value with members these are looked at one by one where devices write some of them only.
  private func seen(
    _ value: Value, at pointer: Pointer, _ mode: AccessMode, _ site: Site, _ state: inout State,
    _ activation: Activation
  ) -> Value {
    let region = pointer.region.trackable
    if case .aggregate(let type, var members) = value, pointer.offset == 0,
      let written = writtenMembers(of: pointer.region, state)
    {
      for name in written {
        let member = Pointer(region.storage, path: region.path + [name])
        members[name] = seen(
          members[name] ?? .unknown, at: member, mode, site, &state, activation)
      }
      return .aggregate(type, members)
    }
    if !value.isIdentity,
      state.transfers.values.contains(where: { facts in
        isState(region, isWord: (pointer.offset ?? 0) > 0, of: facts)
          || facts.buffers.contains {
            $0.pointer.region.overlaps(region) && $0.direction != .deviceReads
          }
      })
    {
      let reader = reader(of: activation.running, at: site)
      if mode == .plain { noteReread(reader, &state) }
      looks(reader, &state)
      let status = symbol(.flagRead(region, offset: pointer.offset, reader, mode))
      forget(status, &state)
      return status
    }
    if let facts = facts(overlapping: region, state), !facts.deviceWritten.isEmpty,
      !value.isIdentity
    {
      // The same word is the same value until the device or the program writes it again.
      let isSame = pointer.offset != nil
      let data = symbol(
        .deviceData(
          region, isSame ? facts.deviceWritten.min() ?? site : site, offset: pointer.offset,
          width: pointer.stride ?? 0))
      if !isSame { forget(data, &state) }
      return data
    }
    let isWord = pointer.region.path.isEmpty && value.integerValue != nil
    if !value.isIdentity,
      mode == .volatile || isWord || value.integerValue == 0 || value == .unknown,
      let completion = facts(overlapping: region, state)?.returnedBy.min()
    {
      // An engine that no model describes may have put something where the program had not, or where it
      // says itself that others write.
      let isSame = pointer.offset != nil && mode == .plain
      let reader = reader(of: activation.running, at: site)
      let data = symbol(
        .deviceData(
          region, isSame ? completion : reader, offset: pointer.offset,
          width: pointer.stride ?? 0))
      if !isSame { forget(data, &state) }
      return data
    }
    if value == .unknown {
      let made = symbol(.made(site, activation.running))
      forget(made, &state)
      return made
    }
    return value
  }

  /// The members of a region that devices write or have written, in order; nil where no device does, or
  /// one writes the whole of it.
  private func writtenMembers(of region: Region, _ state: State) -> [String]? {
    var names: Set<String> = []
    var isWhole = false
    func add(_ other: Region) {
      guard other.overlaps(region) else { return }
      if other.path.count > region.path.count {
        names.insert(other.path[region.path.count])
      } else {
        isWhole = true
      }
    }
    for facts in state.transfers.values {
      for buffer in facts.buffers where buffer.direction != .deviceReads {
        add(buffer.pointer.region)
      }
    }
    for (other, facts) in state.buffers
    where !facts.deviceWritten.isEmpty || !facts.returnedBy.isEmpty { add(other) }
    // The numbers of tuples and the offsets of words are no members of their own.
    let isNamed = names.allSatisfy { $0.utf8.first.map { $0 > 57 && $0 != Ascii.at } == true }
    return isWhole || names.isEmpty || !isNamed ? nil : names.sorted()
  }

  /// A function that does no more than read something and return it does so where it is called.
  private func reader(of frame: FrameID, at site: Site) -> Site {
    var reader = site
    var frame = frames[Int(frame.index)]
    for _ in 0..<4 {
      guard let function = frame.function.map({ program.function($0) }), function.blocks.count == 1,
        case .return(_?) = function.blocks[0].terminator.kind, let call = frame.call
      else { return reader }
      reader = call
      guard let parent = frame.parent else { return reader }
      frame = frames[Int(parent.index)]
    }
    return reader
  }

  /// An element is read after a look at a register that may say how far the engine has come: whether it
  /// is behind the engine is not decided.
  private func follow(_ region: Region, in frame: FrameID, _ state: inout State) {
    for id in state.transfers.keys.sorted() {
      guard let facts = state.transfers[id], facts.isFollowed,
        facts.buffers.contains(where: {
          $0.direction != .deviceReads && $0.pointer.region.overlaps(region)
        })
      else { continue }
      makeUnsure(id, in: frame, &state)
      transfers[Int(id.index)].isLost = true
    }
  }

  /// A plain load that waits for others: made again before the compiler had to reload memory, it may
  /// be answered from the first time.
  func noteReread(_ site: Site, _ state: inout State) {
    if !state.plainReads.insert(site).inserted { state.rereads.insert(site) }
  }

  /// Writes memory as the CPU does, on behalf of the program.
  func write(
    _ value: Value, at pointer: Pointer, _ mode: AccessMode, _ site: Site, _ state: inout State,
    _ activation: Activation
  ) {
    let region = pointer.region.trackable
    if case .atomic(let ordering) = mode {
      if ordering.releases {
        execute(fence: .atomic(.releasing), site, &state, isImplicit: true)
        releases[region, default: []].insert(currentHandler)
      }
      if !ordering.acquires { state.acquired.remove(region) }
    }
    if isTracked(region) {
      access(
        Access(pointer: pointer, region: region, isWrite: true, mode: mode, length: nil),
        site, &state, activation)
      if value == .integer(0) { state.wiped.insert(region.storage) }
      note(access: region, isWrite: true, mode, site, state, at: pointer)
      if value.integerValue == 0 {
        state.buffers[region]?.isBlanked = true
      } else {
        state.buffers[region]?.isFilled = true
        filledStorages.insert(region.storage)
      }
    }
    noteField(fieldRegion(pointer), value, site)
    if followsRounds { noteTableWord(value, at: pointer, &state) }
    if let handler = currentHandler {
      switch self[region.storage].kind {
      case .global, .heap, .object:
        handlerWrites[region, default: [:]][handler, default: []].insert(value)
        if pointer.offset == 0, pointer.region == region { state.settled.insert(region) }
      case .local, .stackCopy, .elements, .literal, .pointee, .absolute: break
      }
    }
    if !state.transfers.isEmpty {
      let kept = elements(of: value)
      for old in elements(of: peek(pointer, state)) where !kept.contains(old) {
        guard isTransferring(old, state) else { continue }
        show(
          .moved(Region(storage: old, path: []), how: "the assignment gives it other elements"),
          site, &state, activation)
      }
    }
    named(value, self[region.storage].isTemporary ? "" : name(of: pointer))
    own(value, in: region.storage, &state)
    poke(value, at: pointer, &state)
    notePoolFilled(region.storage, value)
  }

  /// The arrays that a value holds in itself.
  private func elements(of value: Value) -> [StorageID] {
    switch value {
    case .array(let elements): [elements]
    case .aggregate(_, let members):
      members.keys.sorted().flatMap { self.elements(of: members[$0] ?? .unknown) }
    case .enumCase(_, let payload): payload.flatMap(elements(of:))
    case .unknown, .symbol, .integer, .constant, .null, .pointer, .buffer, .register, .object,
      .closure, .function, .type, .range:
      []
    }
  }

  /// Touches a stretch of memory without looking at the values: fills, copies, loops in C.
  func touch(
    _ pointer: Pointer, isWrite: Bool, length: Value?, _ site: Site, _ state: inout State,
    _ activation: Activation, mode: AccessMode = .plain
  ) {
    let region = pointer.region.trackable
    guard isTracked(region) else { return }
    access(
      Access(pointer: pointer, region: region, isWrite: isWrite, mode: mode, length: length),
      site, &state, activation)
    note(access: region, isWrite: isWrite, mode, site, state)
    if isWrite {
      state.buffers[region]?.isFilled = true
      filledStorages.insert(region.storage)
    }
    if isWrite, pointer.offset == 0, pointer.region.path.isEmpty,
      self[region.storage].kind == .heap
    {
      state.memory[region.storage] = nil
    }
  }

  /// Shows an access to the rules, then records what it leaves behind.
  /// The program goes so far in memory of which nothing says how large it is.
  func reach(_ region: Region, to end: Int64) {
    guard case .absolute = self[region.storage].kind, self[region.storage].size == nil,
      region.path.isEmpty, 0..<1 << 32 ~= end
    else { return }
    reached[region.storage] = max(reached[region.storage] ?? 1, end)
  }

  private func access(
    _ access: Access, _ site: Site, _ state: inout State, _ activation: Activation
  ) {
    if let end = access.bytes?.upperBound { reach(access.pointer.region, to: end) }
    show(.access(access), site, &state, activation)
    noteUndecided(access, state)
    noteView(access.pointer, length: access.length ?? .unknown, site, &state, activation)
    let isPlain = access.mode == .plain
    if access.isWrite {
      forgetDeviceData(in: access.region, &state)
      state.wiped.remove(access.region.storage)
      var facts = state.buffers[access.region] ?? BufferFacts()
      if isPlain {
        facts.unordered.insert(site)
        facts.weakReleases = []
        facts.earlyBarriers = []
        facts.orderedBy = []
        facts.mayBeOrdered = false
      }
      facts.written.insert(site)
      facts.becomesDirty(access.bytes, at: site, line: platform.cache.map { Int64($0.line) } ?? 0)
      facts.maintained = []
      facts.ranges = [:]
      facts.returnedBy = []
      facts.initialise(access.bytes)
      state.buffers[access.region] = facts
    }
    // One access after an unordered completion is the finding; the next ones are the same cause.
    if isPlain {
      for (region, facts) in state.buffers
      where region.overlaps(access.region) && (!facts.unacquired.isEmpty || !facts.stale.isEmpty)
        && !access.isWrite
      {
        let isStale = facts.isStale(access.bytes(in: region))
        if !facts.unacquired.isEmpty, facts.weakAcquires.isEmpty, !facts.isReadOnlyForDevice {
          state.buffers[region]?.readEarly = facts.unacquired
          state.buffers[region]?.earlyReads = [site]
        }
        state.buffers[region]?.unacquired = []
        state.buffers[region]?.weakAcquires = []
        if isStale { state.buffers[region]?.becomesFresh() }
      }
      if !access.isWrite {
        relyOnTrusted(access.region, &state)
        readBack(access.region, state)
      }
    }
  }

  /// A read behind a completion says that the engine has written the buffer.
  private func readBack(_ read: Region, _ state: State) {
    for (region, facts) in state.buffers
    where !facts.returnedBy.isEmpty && region.overlaps(read) {
      for id in facts.returnedBy.flatMap({ completions[$0] ?? [] }) {
        transfers[Int(id.index)].isReadBack = true
      }
    }
  }

  /// What the device wrote is read behind nothing but a body that is not seen.
  private func relyOnTrusted(_ read: Region, _ state: inout State) {
    for (region, facts) in state.buffers
    where !facts.trusted.isEmpty && !facts.isReadOnlyForDevice && region.overlaps(read) {
      for id in facts.trusted.flatMap({ completions[$0] ?? [] }) {
        transfers[Int(id.index)].isOrderTrusted = true
      }
      state.buffers[region]?.trusted = []
    }
  }

  /// Whether writes to the region are worth remembering: whether it can be a buffer, or share state
  /// with a handler.
  func isTracked(_ region: Region) -> Bool {
    let storage = self[region.storage]
    switch storage.kind {
    case .heap, .pointee, .elements, .stackCopy, .absolute: return true
    case .global:
      if reachability.addressTaken.contains(storage.name) { return true }
      return isShared(region) || region.path.contains(where: reachability.addressTaken.contains)
    case .object:
      return isShared(region) || region.path.contains(where: reachability.addressTaken.contains)
    case .local: return storage.isAddressTaken
    case .literal: return false
    }
  }

  /// Whether a handler touches the region.
  private func isShared(_ region: Region) -> Bool {
    currentHandler != nil || handlerWrites[region] != nil || handlerAccesses[region] != nil
  }

  /// What was known of the words in a region no longer holds.
  func forgetDeviceData(in region: Region, _ state: inout State) {
    guard !state.facts.isEmpty else { return }
    state.facts = state.facts.filter { fact in
      !hasLeaf(fact.key) {
        if case .deviceData(let other, _, _, _) = $0 { other.overlaps(region) } else { false }
      }
    }
  }

  /// Whether a transfer over the storage has not been seen complete.
  func isTransferring(_ id: StorageID, _ state: State) -> Bool {
    state.transfers.values.contains { facts in
      facts.buffers.contains { $0.pointer.region.storage == id }
    }
  }

  /// All that is owed to any part of a region.
  func facts(overlapping region: Region, _ state: State) -> BufferFacts? {
    var result: BufferFacts?
    for (other, facts) in state.buffers where other.overlaps(region) {
      guard let known = result else {
        result = facts
        continue
      }
      // A fence that has ordered one part stands before what is written to another.
      let released = known.releasedBy.union(facts.releasedBy)
      result?.join(facts)
      result?.releasedBy = released
    }
    return result
  }

  /// As the source spells it.
  func name(of pointer: Pointer) -> String {
    let storage = self[pointer.region.storage]
    let path = pointer.region.trackable.path
    if path.isEmpty, storage.kind != .object { return storage.name }
    if storage.kind == .object { return (["self"] + path).joined(separator: ".") }
    if storage.isTemporary, let first = path.first {
      return ([first] + path.dropFirst()).joined(separator: ".")
    }
    return ([storage.name] + path).joined(separator: ".")
  }

  /// A method changes what a variable holds: a handler that does the same must not come in between.
  func noteChange(of variable: Pointer, _ site: Site, _ state: State) {
    note(access: variable.region.trackable, isWrite: true, .plain, site, state)
  }

  private func note(
    access region: Region, isWrite: Bool, _ mode: AccessMode, _ site: Site, _ state: State,
    at pointer: Pointer? = nil
  ) {
    switch self[region.storage].kind {
    case .global, .heap, .object: break
    case .local, .stackCopy, .elements, .literal, .pointee, .absolute: return
    }
    // What the program's entry does not lead to may be run by anybody, handlers included.
    guard !isInitialising, currentHandler != nil || isFromEntry || !hasEntry else { return }
    let isInFlight = !state.transfers.isEmpty
    var note = AccessNote(
      site: site, isWrite: isWrite, isAtomic: mode != .plain, handler: currentHandler,
      isInFlight: isInFlight, isLasting: isLasting, acquired: state.acquired)
    note.isChosen = state.hasChosen
    if handlerStarts[region] != nil, currentHandler == nil {
      note.handlers = handlersAround(state)
      note.bytes = pointer.flatMap {
        Access(pointer: $0, region: region, isWrite: isWrite, mode: mode, length: nil).bytes
      }
    }
    if currentHandler == nil, isLasting, handlerStarts[region] != nil, !isInFlight,
      !state.hasStarted, !state.isMasked, state.signalled.isEmpty,
      !handlerFunctions.contains(site.function)
    {
      lastingAccesses[region, default: []].insert(note)
    }
    if currentHandler != nil {
      handlerAccesses[region, default: []].insert(note)
    } else if !state.isMasked, isInFlight || state.hasStarted,
      !handlerFunctions.contains(site.function)
    {
      mainAccesses[region, default: []].insert(note)
    }
  }
}

/// One access to memory by the CPU.
struct Access: Sendable {
  var pointer: Pointer
  var region: Region
  var isWrite: Bool
  var mode: AccessMode
  /// Bytes, where more than one element is touched and the number is known.
  var length: Value?

  var verb: String { isWrite ? "written" : "read" }

  /// The same as offsets into a region, where it is that region which is touched.
  func bytes(in region: Region) -> Range<Int64>? { region == self.region ? bytes : nil }

  /// The bytes it touches, as offsets into the storage, where they are known.
  var bytes: Range<Int64>? {
    let width = Int64(pointer.stride ?? 1)
    if let sweep = pointer.sweep {
      return sweep.lowerBound..<Range(from: sweep.upperBound, count: width).upperBound
    }
    guard let start = pointer.offset else { return nil }
    guard let length else { return Range(from: start, count: width) }
    guard let count = length.integerValue, count > 0 else { return nil }
    return Range(from: start, count: count)
  }
}

extension Region {
  /// The region without tuple elements: a tuple is one buffer.
  var trackable: Region {
    guard let index = path.firstIndex(where: { $0.utf8.allSatisfy { 48...57 ~= $0 } }) else {
      return self
    }
    return Region(storage: storage, path: Array(path[..<index]))
  }
}
