/// What the Swift standard library's types and functions mean for memory: the pointer families, spans,
/// arrays, strings, atomics, volatile registers.
///
/// Sources: the standard library's documentation of each type; `_Volatile` and `Synchronization`
/// (SE-0410); `Span` (SE-0447), `MutableSpan` (SE-0467), `InlineArray` (SE-0453).
enum Library {
  // MARK: Properties

  private static let pointerProperties: Set<String> = [
    "pointee", "baseAddress", "count", "indices", "isEmpty", "startIndex", "endIndex", "utf8",
    "utf8Start", "utf8CodeUnitCount", "span", "mutableSpan", "bytes", "mutableBytes", "first",
    "last", "unsafelyUnwrapped", "lazy", "magnitude", "bitPattern", "rawValue", "byteCount",
    "storage", "unsafe", "unsafeAddress", "bitWidth", "littleEndian", "bigEndian", "byteSwapped",
    "hashValue", "description", "lowerBound", "upperBound", "capacity", "trailingZeroBitCount",
    "nonzeroBitCount", "leadingZeroBitCount",
  ]

  /// Whether a name is a property that a library type gives to such a value.
  static func isProperty(_ name: String, of type: String?, _ content: Value) -> Bool {
    switch content {
    case .pointer, .buffer, .array, .range, .register: return pointerProperties.contains(name)
    case .integer: return pointerProperties.contains(name)
    case .symbol, .unknown:
      guard let type else { return false }
      return
        (type.hasPrefix("Unsafe") || type == "Array" || type == "String"
        || type == "StaticString" || type.hasSuffix("Span") || type == "InlineArray")
        && pointerProperties.contains(name)
    case .aggregate(let type?, _):
      return ["InlineArray", "Atomic", "Mutex"].contains(type.name)
        && pointerProperties.contains(name)
    case .aggregate, .constant, .null, .enumCase, .object, .closure, .function, .type: return false
    }
  }

  /// A property that is a place of its own.
  static func place(
    of name: String, _ content: Value, _ base: Place, _ interpreter: Interpreter, _ state: State
  ) -> Place? {
    switch (name, content) {
    case ("pointee", .pointer), ("pointee", .symbol), ("pointee", .integer):
      return interpreter.pointee(of: content, offset: 0, width: 0, state)
    case ("unsafelyUnwrapped", _): return .value(content)
    default: return nil
    }
  }

  static func property(
    _ name: String, of content: Value, _ base: Place, _ interpreter: Interpreter, _ state: State
  ) -> Value? {
    if case .memory(let pointer) = base, let type = interpreter.type(of: pointer, state),
      type.name == "InlineArray",
      let value = inlineProperty(name, pointer, type, interpreter, state)
    {
      return value
    }
    switch content {
    case .buffer(let pointer, let count):
      switch name {
      case "baseAddress": return .pointer(pointer.rebased)
      case "count", "byteCount": return count
      case "endIndex":
        return interpreter.binary("+", count, .integer(Int64(pointer.firstIndex)), state)
      case "startIndex": return .integer(Int64(pointer.firstIndex))
      case "indices":
        let first = Value.integer(Int64(pointer.firstIndex))
        return .range(first, interpreter.binary("+", count, first, state), isClosed: false)
      case "isEmpty": return interpreter.binary("==", count, .integer(0), state)
      case "span", "mutableSpan", "bytes", "mutableBytes":
        var view = pointer.rebased
        view.isChecked = true
        return .buffer(view, count: count)
      case "lazy": return content
      default: return nil
      }
    case .array(let storage):
      var pointer = Pointer(storage)
      pointer.stride = interpreter.elementSize(interpreter[storage].type)
      switch name {
      case "count", "utf8CodeUnitCount", "endIndex":
        if let listed = interpreter.listedElements(of: content, state) {
          return .integer(Int64(listed.count))
        }
        guard let size = interpreter[storage].size else {
          return interpreter.symbol(.payload(.array(storage), "count", 0))
        }
        return .integer(Int64(clamping: size / UInt64(max(1, pointer.stride ?? 1))))
      case "startIndex": return .integer(0)
      case "isEmpty": return interpreter.hasElements(storage, state) ? .no : nil
      case "indices":
        return .range(
          .integer(0), property("count", of: content, base, interpreter, state) ?? .unknown,
          isClosed: false)
      case "utf8Start", "baseAddress": return .pointer(pointer)
      case "utf8", "lazy", "span", "mutableSpan", "bytes", "mutableBytes": return content
      default: return nil
      }
    case .pointer(let pointer):
      switch name {
      case "pointee": return interpreter.peek(pointer, state)
      case "unsafelyUnwrapped", "lazy", "bigEndian", "littleEndian", "byteSwapped", "bitPattern",
        "magnitude", "rawValue":
        return content
      default: return nil
      }
    case .range(let low, let high, _):
      switch name {
      case "lowerBound", "startIndex": return low
      case "upperBound", "endIndex": return high
      case "count": return interpreter.binary("-", high, low, state)
      default: return nil
      }
    case .integer, .symbol:
      switch name {
      case "magnitude", "bitPattern", "rawValue", "littleEndian", "bigEndian", "byteSwapped",
        "unsafelyUnwrapped":
        // An address in the other byte order is still that address.
        return content
      case "trailingZeroBitCount":
        if case .integer(let number) = content, number != 0 {
          return .integer(Int64(number.trailingZeroBitCount))
        }
        return interpreter.symbol(.payload(content, name, 0))
      case "leadingZeroBitCount":
        if case .integer(let number) = content, let width = interpreter.width(of: base, state),
          width == 64 || (0..<(Int64(1) << width)).contains(number)
        {
          return .integer(Int64(number.leadingZeroBitCount - (64 - width)))
        }
        return interpreter.symbol(.payload(content, name, 0))
      case "nonzeroBitCount":
        if case .integer(let number) = content, number >= 0 {
          return .integer(Int64(number.nonzeroBitCount))
        }
        return interpreter.symbol(.payload(content, name, 0))
      default:
        if case .symbol = content { return interpreter.symbol(.payload(content, name, 0)) }
        return nil
      }
    case .aggregate(let type?, let members):
      if type.name == "InlineArray", let value = inlineCount(name, type) { return value }
      return members[name]
    case .null: return .null
    case .unknown, .constant, .register, .aggregate, .enumCase, .object, .closure, .function, .type:
      if name == "span" || name == "mutableSpan" || name == "bytes",
        case .memory(let pointer) = base
      {
        return view(pointer, interpreter, state)
      }
      return nil
    }
  }

  /// A property of an inline array in a variable, whatever is known of its elements.
  private static func inlineProperty(
    _ name: String, _ pointer: Pointer, _ type: FlowType, _ interpreter: Interpreter, _ state: State
  ) -> Value? {
    switch name {
    case "span", "mutableSpan", "bytes", "mutableBytes": view(pointer, interpreter, state)
    default: inlineCount(name, type)
    }
  }

  private static func inlineCount(_ name: String, _ type: FlowType) -> Value? {
    guard let count = type.arguments.first.flatMap({ Int64($0.name) }) else { return nil }
    switch name {
    case "count", "endIndex": return .integer(count)
    case "indices": return .range(.integer(0), .integer(count), isClosed: false)
    case "startIndex": return .integer(0)
    default: return nil
    }
  }

  /// A view of a variable's own bytes.
  private static func view(_ pointer: Pointer, _ interpreter: Interpreter, _ state: State) -> Value
  {
    var inner = pointer
    let type = interpreter.type(of: pointer, state)
    inner.stride = interpreter.elementSize(type) ?? 1
    inner.isChecked = true
    let size = type.flatMap { interpreter.size(of: $0) }
    let count = size.map { Value.integer(Int64(clamping: $0 / UInt64(max(1, inner.stride ?? 1)))) }
    return .buffer(inner, count: count ?? .unknown)
  }

  // MARK: Free functions

  typealias Outcomes = [Interpreter.Outcome]

  static func function(
    _ name: String, _ call: Call, _ arguments: [Interpreter.Passed], _ site: Site, _ state: State,
    _ activation: Interpreter.Activation, _ interpreter: Interpreter
  ) -> Outcomes? {
    var state = state
    func done(_ value: Value) -> Outcomes {
      [Interpreter.Outcome(kind: .returned, value: value, state: state)]
    }
    guard let operation = interpreter.operation(.free, name) else {
      if interpreter.operation(making: name) == .integer {
        return initializer(
          FlowType(name), call, arguments, site, state, activation, interpreter)
      }
      // A C struct whose declaration is not in the inputs, zeroed.
      if arguments.isEmpty, name.hasSuffix("_t") {
        return done(.aggregate(FlowType(name), [Value.zeroed: .yes]))
      }
      return nil
    }
    switch operation {
    case .fence:
      let kind = FenceKind.atomic(ordering(arguments.first?.value))
      interpreter.show(.fenced(kind), site, &state, activation)
      interpreter.execute(fence: kind, site, &state)
      return done(.unknown)
    case .minimum:
      guard arguments.count == 2 else { return done(.unknown) }
      let a = interpreter.resolved(arguments[0].value, state)
      let b = interpreter.resolved(arguments[1].value, state)
      if let x = a.integerValue, let y = b.integerValue { return done(.integer(min(x, y))) }
      return done(interpreter.symbol(.binary("min", a, b)))
    case .strides:
      guard arguments.count == 3, let step = arguments[2].value.integerValue, step > 0 else {
        return done(.unknown)
      }
      let numbers = Value.range(
        arguments[0].value, arguments[1].value, isClosed: arguments[1].label == "through")
      // Lines of a buffer, one by one.
      if case .pointer = arguments[0].value { return done(numbers) }
      return done(Interpreter.strided(numbers, by: step))
    case .maximum:
      guard arguments.count == 2 else { return done(.unknown) }
      let a = interpreter.resolved(arguments[0].value, state)
      let b = interpreter.resolved(arguments[1].value, state)
      if let x = a.integerValue, let y = b.integerValue { return done(.integer(max(x, y))) }
      return done(interpreter.symbol(.binary("max", a, b)))
    case .sameValue: return done(arguments.first?.value ?? .unknown)
    case .exchanges:
      let places = arguments.map { $0.place ?? .nowhere }
      guard places.count == 2 else { return done(.unknown) }
      let values = places.map { interpreter.peek($0, state) }
      return interpreter.store(values[1], into: places[0], .plain, site, state, activation)
        .flatMap {
          interpreter.store(values[0], into: places[1], .plain, site, $0, activation)
        }.map { Interpreter.Outcome(kind: .returned, value: .unknown, state: $0) }
    case .requires:
      guard let condition = arguments.first?.value else { return done(.unknown) }
      if let value = thunk(condition, site, state, activation, interpreter),
        // What a device has written is not checked by what an optimised build leaves out.
        name != "assert" || interpreter.origins(of: value).isEmpty,
        let refined = interpreter.refine(state, value, true)
      {
        state = refined
      }
      return done(.unknown)
    case .neverReturns: return []
    case .lends:
      if let body = arguments.last, case .closure = body.value {
        return interpreter.apply(
          body.value, arguments.first.map { [$0] } ?? [], site, state, activation)
      }
      return done(.unknown)
    case .views, .viewsBytes:
      return with(
        name, asBytes: operation == .viewsBytes, arguments, site, state, activation, interpreter)
    case .temporaryMemory:
      return temporary(arguments, site, state, activation, interpreter)
    case .continuation:
      guard let body = arguments.last else { return done(.unknown) }
      return interpreter.apply(body.value, [.value(.unknown)], site, state, activation)
        .map { interpreter.resumed($0, site, activation) }
    case .runsBody:
      guard
        let body = arguments.first(where: { if case .closure = $0.value { true } else { false } })
      else { return done(.unknown) }
      return interpreter.apply(body.value, [.value(.unknown)], site, state, activation)
    default: return nil
    }
  }

  /// The value of a condition that may be an autoclosure.
  private static func thunk(
    _ value: Value, _ site: Site, _ state: State, _ activation: Interpreter.Activation,
    _ interpreter: Interpreter
  ) -> Value? {
    guard case .closure = value else { return value }
    return interpreter.apply(value, [], site, state, activation)
      .first { $0.kind == .returned }?.value
  }

  static func ordering(_ value: Value?) -> FenceKind.Ordering {
    switch value {
    case .enumCase(let name, _)?, .constant(let name)?:
      switch name {
      case "relaxed": return .relaxed
      case "acquiring": return .acquiring
      case "releasing": return .releasing
      case "acquiringAndReleasing": return .acquiringAndReleasing
      default: return .sequentiallyConsistent
      }
    default: return .sequentiallyConsistent
    }
  }

  /// `withUnsafe…(of:/to:) { pointer in … }`
  private static func with(
    _ name: String, asBytes: Bool, _ arguments: [Interpreter.Passed], _ site: Site, _ state: State,
    _ activation: Interpreter.Activation, _ interpreter: Interpreter
  ) -> Outcomes {
    guard let subject = arguments.first, let body = arguments.dropFirst().last else {
      return [Interpreter.Outcome(kind: .returned, value: .unknown, state: state)]
    }
    var state = state
    let scope = interpreter.scope(
      PointerScope(kind: .closure(name: name), site: site, frame: activation.frame))
    let pointer: Pointer
    let type: FlowType?
    if case .memory(var place)? = subject.place, subject.isAddress {
      let storage = interpreter[place.region.storage]
      type = interpreter.type(of: place, state)
      if !(storage.isStable && storage.kind != .object) { place.validity = scope }
      pointer = place
    } else {
      // A value that is not `inout` is copied to the stack.
      let copy = interpreter.storage(.made(site, activation.running, "copy")) {
        Storage(
          kind: .stackCopy, name: spelling(subject, interpreter),
          type: subject.place.flatMap { declared($0, state, interpreter) }, site: site)
      }
      type = interpreter[copy].type
      state.memory[copy] = subject.value
      state.buffers = state.buffers.filter { $0.key.storage != copy }
      state.escaped.remove(copy)
      var place = Pointer(copy)
      place.validity = scope
      interpreter.touch(place, isWrite: true, length: nil, site, &state, activation)
      pointer = place
    }
    var view = pointer
    let argument: Value
    if asBytes {
      view.stride = 1
      let size = type.flatMap { interpreter.size(of: $0) }
      argument = .buffer(view, count: size.map { .integer(Int64(clamping: $0)) } ?? .unknown)
    } else {
      view.stride = type.flatMap { interpreter.size(of: $0) }.map { UInt32(truncatingIfNeeded: $0) }
      argument = .pointer(view)
    }
    return scoped(body.value, argument, scope, pointer, site, state, activation, interpreter)
  }

  private static func spelling(_ subject: Interpreter.Passed, _ interpreter: Interpreter) -> String
  {
    if case .memory(let pointer)? = subject.place { return interpreter.name(of: pointer) }
    return "a temporary copy"
  }

  private static func declared(_ place: Place, _ state: State, _ interpreter: Interpreter)
    -> FlowType?
  {
    if case .memory(let pointer) = place { return interpreter.type(of: pointer, state) }
    return nil
  }

  /// Runs a closure with a pointer that is valid for its extent only.
  private static func scoped(
    _ body: Value, _ argument: Value, _ scope: ScopeID, _ pointer: Pointer, _ site: Site,
    _ state: State, _ activation: Interpreter.Activation, _ interpreter: Interpreter
  ) -> Outcomes {
    var outcomes = interpreter.apply(body, [.value(argument)], site, state, activation)
    for index in outcomes.indices {
      interpreter.pointerScopeEnds(scope, site, &outcomes[index].state, activation)
      if interpreter[pointer.region.storage].kind == .stackCopy {
        interpreter.storageEnds(
          pointer.region.storage, site, activation, &outcomes[index].state)
      }
    }
    return outcomes
  }

  private static func temporary(
    _ arguments: [Interpreter.Passed], _ site: Site, _ state: State,
    _ activation: Interpreter.Activation, _ interpreter: Interpreter
  ) -> Outcomes {
    guard let body = arguments.last else { return [] }
    var state = state
    let count =
      arguments.first { $0.label == "capacity" || $0.label == "byteCount" }?.value ?? .unknown
    var element: UInt32 = 1
    if case .type(let type)? = arguments.first(where: { $0.label == "of" })?.value {
      element = interpreter.size(of: type).map { UInt32(truncatingIfNeeded: $0) } ?? 1
    }
    let copy = interpreter.storage(.made(site, activation.running, "temporary")) {
      Storage(kind: .stackCopy, name: "the temporary allocation", type: nil, site: site)
    }
    interpreter.storages[Int(copy.index)].size =
      count.integerValue.map { UInt64(bitPattern: $0) &* UInt64(element) }
    state.memory[copy] = nil
    state.buffers = state.buffers.filter { $0.key.storage != copy }
    state.escaped.remove(copy)
    let scope = interpreter.scope(
      PointerScope(
        kind: .closure(name: "withUnsafeTemporaryAllocation"), site: site, frame: activation.frame))
    var pointer = Pointer(copy)
    pointer.stride = element
    pointer.validity = scope
    return scoped(
      body.value, .buffer(pointer, count: count), scope, pointer, site, state, activation,
      interpreter)
  }

  // MARK: Initialisers

  static func initializer(
    _ type: FlowType, _ call: Call, _ arguments: [Interpreter.Passed], _ site: Site, _ state: State,
    _ activation: Interpreter.Activation, _ interpreter: Interpreter
  ) -> Outcomes? {
    var state = state
    func done(_ value: Value) -> Outcomes {
      [Interpreter.Outcome(kind: .returned, value: value, state: state)]
    }
    let name = type.name
    var first = arguments.first
    if case .buffer(let slice, let count)? = first?.value, slice.firstIndex != 0 {
      first?.value = .buffer(slice.rebased, count: count)
    }
    let value = first?.value ?? .unknown
    let operation = interpreter.operation(making: name)
    if operation == .integer {
      if first == nil { return done(.integer(0)) }
      // A pointer's bits, a truncation or an extension: the address or number goes on.
      if var pointer = value.pointer {
        pointer.isNumber = true
        return done(.pointer(pointer))
      }
      if let number = interpreter.resolved(value, state).integerValue,
        first?.label == "truncatingIfNeeded", let width = width(of: name), width < 64
      {
        let kept = number & ((1 << Int64(width)) - 1)
        // What was lost stays visible: a count that does not fit its register is a defect.
        return done(
          kept == number || name.hasPrefix("I")
            ? .integer(kept)
            : interpreter.symbol(.binary("truncate", .integer(number), .integer(Int64(width)))))
      }
      if first?.label == "truncatingIfNeeded", let width = width(of: name), width < 32,
        name.hasPrefix("U") || name.hasPrefix("u"), case .symbol = value,
        interpreter.bounds(value, state).1 == nil
      {
        return done(interpreter.binary("&", value, .integer(1 << Int64(width) - 1), state))
      }
      return done(value == .null ? .integer(0) : value)
    }
    switch operation {
    case .register:
      let width = type.arguments.first.flatMap { interpreter.size(of: $0) } ?? 4
      return done(.register(address: interpreter.resolved(value, state), width: UInt32(width) * 8))
    case .makesPointer:
      guard let first else { return done(.unknown) }
      var pointer = value
      if first.isAddress {
        // `UnsafePointer(&x)`: valid for this call only.
        pointer = interpreter.converted(first, site, &state, activation)
      } else if case .array = value {
        pointer = interpreter.converted(first, site, &state, activation)
      } else if first.label == "bitPattern" {
        switch interpreter.resolved(value, state) {
        case .integer(0): return done(.null)
        case .integer(let address):
          pointer = .pointer(Pointer(interpreter.absolute(UInt64(bitPattern: address))))
        case let other:
          interpreter.use(address: other, site, &state)
          pointer = interpreter.memory(atNumber: other) ?? other
        }
      }
      if let element = type.arguments.first.flatMap({ interpreter.size(of: $0) }) {
        pointer = interpreter.restrided(pointer, UInt32(truncatingIfNeeded: element))
      } else if name.contains("Raw") {
        pointer = interpreter.restrided(pointer, 1)
      }
      if case .pointer(let target) = pointer,
        interpreter[target.region.storage].type == nil, let element = type.arguments.first,
        case .absolute = interpreter[target.region.storage].kind
      {
        interpreter.storages[Int(target.region.storage.index)].type = element
      }
      if case .pointer(let target) = pointer, let element = type.arguments.first,
        case .absolute(let base) = interpreter[target.region.storage].kind
      {
        interpreter.blockTypes[Int64(bitPattern: base)] = element
      }
      return done(pointer)
    case .makesView:
      if let start = arguments.first(where: { $0.label == "start" || $0.label == "_unsafeStart" }) {
        let count =
          arguments.first { ["count", "byteCount"].contains($0.label ?? "") }?.value ?? .unknown
        guard let pointer = start.value.pointer else {
          return done(start.value == .null ? .null : .unknown)
        }
        var view = pointer
        if name.contains("Raw") { view.stride = 1 }
        if let element = type.arguments.first.flatMap({ interpreter.size(of: $0) }) {
          view.stride = UInt32(truncatingIfNeeded: element)
        }
        return done(.buffer(view, count: count))
      }
      if case .buffer(let pointer, let count) = value, name.contains("Raw") {
        var view = pointer
        let stride = pointer.stride ?? 1
        view.stride = 1
        return done(
          .buffer(
            view, count: interpreter.binary("*", count, .integer(Int64(stride)), state)))
      }
      return done(value)
    case .makesArray:
      var count: Int64?
      if let counted = arguments.first(where: {
        $0.label == "count" || $0.label == "unsafeUninitializedCapacity"
      }) {
        count = interpreter.resolved(counted.value, state).integerValue
      } else if first == nil {
        count = 0
      } else if case .array(let source) = value, let size = interpreter[source].size {
        count =
          Int64(clamping: size) / Int64(interpreter.elementSize(interpreter[source].type) ?? 1)
      } else if case .buffer(_, let length) = value {
        count = length.integerValue
      }
      if let source = value.pointer {
        interpreter.touch(source, isWrite: false, length: nil, site, &state, activation)
      }
      let declared = call.expected?.name == "Array" ? call.expected : nil
      let element = type.arguments.isEmpty && name.contains("Array") ? declared ?? type : type
      let storage = interpreter.array(of: element, count: count, site, &state, activation)
      if first == nil, name != "String", name != "Substring" {
        state.memory[storage] = Interpreter.noElements
      }
      interpreter.touch(Pointer(storage), isWrite: true, length: nil, site, &state, activation)
      if let body = arguments.last, case .closure = body.value {
        var pointer = Pointer(storage)
        pointer.stride = interpreter.elementSize(element)
        return interpreter.apply(
          body.value,
          [
            .value(.buffer(pointer, count: count.map { .integer($0) } ?? .unknown)),
            .value(.unknown),
          ],
          site, state, activation
        ).map { Interpreter.Outcome(kind: $0.kind, value: .array(storage), state: $0.state) }
      }
      return done(.array(storage))
    case .holdsValue: return done(.aggregate(type, ["value": value]))
    case .makesInlineArray:
      let repeated = arguments.first { $0.label == "repeating" }?.value
      return done(.aggregate(type, repeated.map { ["*repeating": $0] } ?? [:]))
    case .sameValue: return done(value)
    case .runsTask:
      guard let body = arguments.last, case .closure = body.value else { return done(.unknown) }
      return interpreter.spawn(body.value, site, state, activation)
    case .opaqueValue: return done(.unknown)
    default:
      // A type that is not in the inputs: its members by label, so that C structs keep theirs.
      var members: [String: Value] = [:]
      for argument in arguments {
        guard let label = argument.label else { continue }
        members[label] = argument.value
      }
      if arguments.contains(where: { $0.label == nil }) { return nil }
      if arguments.isEmpty { members[Value.zeroed] = .yes }
      return done(.aggregate(type, members))
    }
  }

  private static func width(of name: String) -> Int? {
    switch name {
    case "UInt8", "Int8", "uint8_t": 8
    case "UInt16", "Int16", "uint16_t": 16
    case "UInt32", "Int32", "uint32_t", "CUnsignedInt": 32
    default: nil
    }
  }

  // MARK: Static methods

  static func staticMethod(
    _ name: String, _ type: FlowType, _ call: Call, _ arguments: [Interpreter.Passed],
    _ site: Site, _ state: State, _ activation: Interpreter.Activation, _ interpreter: Interpreter
  ) -> Outcomes? {
    var state = state
    func done(_ value: Value) -> Outcomes {
      [Interpreter.Outcome(kind: .returned, value: value, state: state)]
    }
    func argument(_ label: String) -> Value? {
      arguments.first { $0.label == label }.map { interpreter.resolved($0.value, state) }
    }
    switch interpreter.operation(of: type.name, name) {
    case .allocatesElements:
      let element = type.arguments.first.flatMap { interpreter.size(of: $0) }
      let capacity = argument("capacity") ?? .unknown
      let pointer = interpreter.heap(
        site, activation,
        size: capacity.integerValue.flatMap { count in element.map { count &* Int64($0) } },
        alignment: type.arguments.first.flatMap { interpreter.alignment(of: $0) }.map {
          Int64($0)
        },
        stride: element.map { UInt32(truncatingIfNeeded: $0) }, &state)
      interpreter.storages[Int(pointer.region.storage.index)].elementSize =
        element.map { UInt32(truncatingIfNeeded: $0) }
      interpreter.holds(type.arguments.first, in: pointer)
      interpreter.storages[Int(pointer.region.storage.index)].isSigned =
        ["Int", "Int8", "Int16", "Int32", "Int64"].contains(type.arguments.first?.name ?? "")
      return done(
        type.name == "UnsafeMutablePointer"
          ? .pointer(pointer) : .buffer(pointer, count: capacity))
    case .allocatesBytes:
      let count = argument("byteCount") ?? .unknown
      let pointer = interpreter.heap(
        site, activation, size: count.integerValue, alignment: argument("alignment")?.integerValue,
        stride: 1, &state)
      interpreter.storages[Int(pointer.region.storage.index)].isAlignmentWritten = true
      return done(
        type.name == "UnsafeMutableRawPointer" ? .pointer(pointer) : .buffer(pointer, count: count))
    case .keepsAlive:
      if let value = arguments.first?.value {
        interpreter.share(value, &state)
        interpreter.forgets(value, site, &state)
      }
      return done(arguments.first?.value ?? .unknown)
    case .sameValue: return done(arguments.first?.value ?? .unknown)
    case .suspends:
      var outcomes = done(.unknown)
      if call.isTry {
        // What throws without having been awaited has asked whether the task was cancelled.
        if !call.isAwait { interpreter.noteCancellation(site, activation, &state) }
        outcomes.append(Interpreter.Outcome(kind: .threw, value: .unknown, state: state))
      }
      return outcomes
    case .runsTask:
      return initializer(
        FlowType("Task"), call, arguments, site, state, activation, interpreter)
    case .enumCase:
      return done(.enumCase(name: name, payload: arguments.map(\.value)))
    default: return type.name == "MemoryLayout" ? done(.unknown) : nil
    }
  }
}
