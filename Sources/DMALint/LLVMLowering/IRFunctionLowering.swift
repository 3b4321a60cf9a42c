/// What all functions of one dump share while they are lowered.
final class IRContext {
  let layout: IRLayout
  var names: IRNames
  var debug: IRDebug
  /// Where in the dump itself something without a line of source stands.
  let dump: FileID
  /// What is left of the parameters of local functions that models describe.
  var signatures: [String: IRSignature] = [:]
  /// Functions that Swift exports by a name of C.
  var exported: Set<String> = []

  init(layout: IRLayout, names: IRNames, debug: IRDebug, dump: FileID) {
    self.layout = layout
    self.names = names
    self.debug = debug
    self.dump = dump
  }
}

/// Makes one Flow function of one function of a dump. Addresses stay descriptions until they are
/// used, so that an access to a variable is one of its place. Instructions, calls and control flow
/// are extensions in files of their own.
struct IRFunctionLowering {
  /// What a name of the dump stands for.
  indirect enum Item {
    case value(ValueID)
    /// The address of a local variable, and bytes from there.
    case frame(LocalID, Int64)
    case global(String, Int64)
    case function(String)
    case number(Int64)
    case null
    /// Bytes from where a pointer value points to.
    case moved(ValueID, Int64)
    case element(base: ValueID, index: ValueID, stride: UInt32, offset: Int64)
    /// Elements by their byte offsets.
    case tuple([UInt64: Item])
    case unknown
  }

  struct Pending {
    var operations: [Operation] = []
    var terminator: Terminator?
    var hasPredecessor = false
    /// The inlined call that what comes next is of, unless something says otherwise.
    var inlined: UInt32 = 0
  }

  let context: IRContext
  let source: IRFunction
  var function: FlowFunction
  var blocks: [Pending] = []
  var current = 0
  var items: [Int: Item] = [:]
  /// Where the operation that is made stands.
  var range: SourceRange
  /// The inlined call that it is of, by its number in the function's list.
  var inlined: UInt32 = 0
  private var inlinedNumbers: [UInt32: UInt32] = [:]
  /// Allocated variables, and those of them whose life the dump marks.
  var frames: [Int: LocalID] = [:]
  var marked: Set<Int> = []
  /// The dump's blocks by their labels, and the numbers of their Flow blocks.
  var numbers: [Int: Int] = [:]
  /// The locals that stand for phis, by the name of the result.
  var phis: [Int: LocalID] = [:]
  var definitions: [Int: IRInstruction.Kind] = [:]
  var definedIn: [Int: Int] = [:]
  /// References that others may hold too: stored, returned, retained or joined with others.
  var shared: Set<Int> = []
  var useCounts: [Int: Int] = [:]
  /// How many edges lead to each of the dump's blocks.
  var entries: [Int: Int] = [:]
  var variables: [Int: IRDebug.Variable] = [:]
  var allocationsAt: [SourceRange: UInt32] = [:]
  private var namedLocals: [String: LocalID] = [:]

  init(_ source: IRFunction, context: IRContext) {
    self.source = source
    self.context = context
    let start = Position(line: 1, column: 1)
    let nowhere = SourceRange(file: context.dump, start: start, end: start)
    let subprogram = source.subprogram.flatMap { context.debug.subprogram($0) }
    if subprogram?.isSwift == true, !IRRuntime.isRuntime(source.symbol) {
      context.exported.insert(source.symbol)
    }
    range = subprogram?.range ?? nowhere
    function = IRFunctionLowering.declaration(source, subprogram, range)
  }

  private static func declaration(
    _ source: IRFunction, _ subprogram: IRDebug.Subprogram?, _ range: SourceRange
  ) -> FlowFunction {
    var function: FlowFunction
    if let name = SwiftName(mangled: source.symbol) {
      function = FlowFunction(kind: .function, name: name.spelled, range: range)
      // Found by its symbol only: of functions with the same labels each has its own.
      function.attributes.append(FlowAttribute("silgen", source.symbol))
    } else {
      function = FlowFunction(kind: .c, name: source.symbol, range: range)
    }
    if IRDebug.isLibrary(source.symbol) { function.attributes.append(FlowAttribute("library")) }
    if let section = source.section {
      function.attributes.append(FlowAttribute("section", section))
    }
    function.isStatic = source.isLocal
    return function
  }

  /// The function that computes a global's initial value; nil where nothing is known of it.
  mutating func initializer(_ operand: IROperand, name: String) -> FlowFunction? {
    _ = newBlock()
    let item = item(operand)
    switch item {
    case .unknown: return nil
    case .tuple(let parts): if parts.isEmpty { return nil }
    case .value, .frame, .global, .function, .number, .null, .moved, .element: break
    }
    let count = function.valueCount
    function = FlowFunction(kind: .value, name: name, range: range)
    function.valueCount = count
    terminate(.return(value(item)))
    function.blocks = blocks.map {
      BasicBlock(
        operations: $0.operations, terminator: $0.terminator ?? Terminator(.unreachable, range))
    }
    return function
  }

  // MARK: Making operations

  /// What is made next stands at a location of the dump.
  mutating func move(to location: UInt32) {
    guard let known = context.debug.range(location) else { return }
    range = known
    inlined = 0
    for call in context.debug.inlinedCalls(location) {
      if let number = inlinedNumbers[call.call] {
        inlined = number
        continue
      }
      function.inlinedCalls.append(
        FlowFunction.InlinedCall(
          name: SwiftName(mangled: call.name)?.spelled ?? call.name, parent: inlined,
          range: call.range))
      inlined = UInt32(function.inlinedCalls.count)
      inlinedNumbers[call.call] = inlined
    }
  }

  private mutating func markInlined() {
    guard blocks[current].inlined != inlined else { return }
    blocks[current].inlined = inlined
    blocks[current].operations.append(Operation(result: nil, .inlined(inlined), range))
  }

  mutating func emit(_ kind: Operation.Kind) -> ValueID {
    let value = newValue()
    markInlined()
    blocks[current].operations.append(Operation(result: value, kind, range))
    return value
  }

  mutating func perform(_ kind: Operation.Kind) {
    markInlined()
    blocks[current].operations.append(Operation(result: nil, kind, range))
  }

  mutating func newValue() -> ValueID {
    let value = ValueID(function.valueCount)
    function.valueCount += 1
    return value
  }

  mutating func newBlock() -> Int {
    blocks.append(Pending())
    return blocks.count - 1
  }

  mutating func terminate(_ kind: Terminator.Kind) {
    guard blocks[current].terminator == nil else { return }
    if case .jump = kind {} else { markInlined() }
    blocks[current].terminator = Terminator(kind, range)
    switch kind {
    case .jump(let target): blocks[Int(target.index)].hasPredecessor = true
    case .branch(_, let then, let otherwise), .tryCall(_, _, let then, _, let otherwise):
      blocks[Int(then.index)].hasPredecessor = true
      blocks[Int(otherwise.index)].hasPredecessor = true
    case .return, .throw, .unreachable: break
    }
  }

  mutating func add(_ local: FlowFunction.Local) -> LocalID {
    function.locals.append(local)
    return LocalID(UInt32(function.locals.count - 1))
  }

  mutating func temporary() -> LocalID {
    var local = FlowFunction.Local(name: "", type: nil, range: range)
    local.isTemporary = true
    return add(local)
  }

  /// The local that stands for a variable of the source whose value the debug information follows.
  mutating func named(_ variable: IRDebug.Variable) -> LocalID {
    if let known = namedLocals[variable.name] { return known }
    let local = FlowFunction.Local(
      name: variable.name, type: nil, range: variable.range ?? range)
    let id = add(local)
    namedLocals[variable.name] = id
    return id
  }

  // MARK: Items

  func item(_ value: IRValue) -> Item {
    switch value {
    case .local(let number): items[number] ?? .unknown
    case .global(let symbol): item(ofSymbol: symbol)
    case .integer(let number): .number(number)
    case .null: .null
    case .zero: .number(0)
    case .float, .unknown, .bytes, .aggregate, .cast, .element, .binary, .assembly: .unknown
    }
  }

  func item(ofSymbol symbol: String) -> Item {
    let symbol = context.names.target(symbol)
    if IRRuntime.isEmptyStorage(symbol) { return .unknown }
    if let name = context.names.globals[symbol] { return .global(name, 0) }
    return .function(symbol)
  }

  /// What an operand is; parts of constant expressions become operations.
  mutating func item(_ operand: IROperand) -> Item {
    switch operand.value {
    case .cast(let inner):
      let item = item(inner)
      if operand.type.isPointer, case .number(let number) = item {
        return .number(address(number))
      }
      return item
    case .element(let type, let base, let indices): return address(type, base, indices)
    case .binary(let operation, let left, let right):
      return binary(operation, left, right)
    case .zero where operand.type.isPointer: return .null
    case .aggregate(let elements):
      var parts: [UInt64: Item] = [:]
      for (index, element) in elements.enumerated().prefix(64) {
        let start = offset(of: UInt64(index), in: operand.type)
        if case .tuple(let inner) = item(element) {
          for (position, part) in inner { parts[start &+ position] = part }
        } else {
          parts[start] = item(element)
        }
      }
      return .tuple(parts)
    case .local, .global, .integer, .float, .null, .unknown, .zero, .bytes, .assembly:
      return item(operand.value)
    }
  }

  func offset(of index: UInt64, in type: IRType) -> UInt64 {
    switch context.layout.resolved(type) {
    case .array(_, let element): context.layout.extent(element).stride &* index
    default: context.layout.member(index, of: type)?.offset ?? index
    }
  }

  /// An integer as an address: without a sign.
  func address(_ number: Int64) -> Int64 {
    context.layout.pointerSize <= 4 ? number & 0xFFFF_FFFF : number
  }

  mutating func value(_ operand: IROperand) -> ValueID { value(item(operand)) }

  mutating func value(_ item: Item) -> ValueID {
    switch item {
    case .value(let value): return value
    case .number(let number): return emit(.integer(number))
    case .null: return emit(.nilLiteral)
    case .function(let symbol): return emit(.name(symbol))
    case .unknown: return emit(.unknown)
    case .frame, .global, .moved, .element: return emit(.addressOf(place(item)))
    case .tuple(let parts):
      // A structure of one value is that value.
      if parts.count == 1, let part = parts[0] { return value(part) }
      let arguments = parts.keys.sorted().map { offset in
        CallArgument(
          label: "@\(offset)", value(parts[offset] ?? .unknown), range: range)
      }
      return emit(.aggregate(FlowType("Tuple"), arguments))
    }
  }

  /// What an address is the address of.
  mutating func place(_ item: Item) -> ValueID {
    switch item {
    case .frame(let local, let offset):
      let place = emit(.local(local))
      return offset == 0 ? place : emit(.pointee(emit(.addressOf(place)), offset: offset))
    case .global(let name, let offset):
      let place = emit(.global(name))
      return offset == 0 ? place : emit(.pointee(emit(.addressOf(place)), offset: offset))
    case .moved(let value, let offset): return emit(.pointee(value, offset: offset))
    case .element(let base, let index, let stride, let offset):
      let place = emit(.indexed(base, index: index, stride: stride))
      return offset == 0 ? place : emit(.pointee(emit(.addressOf(place)), offset: offset))
    case .number(let number): return emit(.pointee(emit(.integer(address(number))), offset: 0))
    case .value, .function, .null, .tuple, .unknown:
      return emit(.pointee(value(item), offset: 0))
    }
  }

  func moved(_ item: Item, by bytes: Int64) -> Item {
    guard bytes != 0 else { return item }
    switch item {
    case .value(let value): return .moved(value, bytes)
    case .frame(let local, let offset): return .frame(local, offset &+ bytes)
    case .global(let name, let offset): return .global(name, offset &+ bytes)
    case .number(let number): return .number(number &+ bytes)
    case .moved(let value, let offset): return .moved(value, offset &+ bytes)
    case .element(let base, let index, let stride, let offset):
      return .element(base: base, index: index, stride: stride, offset: offset &+ bytes)
    case .null: return .number(bytes)
    case .function, .tuple, .unknown: return .unknown
    }
  }

  /// The address of an element: constant indices become bytes.
  mutating func address(_ type: IRType, _ base: IROperand, _ indices: [IROperand]) -> Item {
    var result = item(base)
    var type = type
    for (position, index) in indices.enumerated() {
      var stride: UInt64
      if position == 0 {
        stride = context.layout.extent(type).stride
      } else {
        switch context.layout.resolved(type) {
        case .array(_, let element), .vector(_, let element):
          stride = context.layout.extent(element).stride
          type = element
        case .structure:
          guard case .integer(let number) = index.value, number >= 0,
            let member = context.layout.member(UInt64(number), of: type)
          else { return .unknown }
          result = moved(result, by: Int64(clamping: member.offset))
          type = member.type
          continue
        case .void, .integer, .floating, .pointer, .named, .function, .other: return .unknown
        }
      }
      stride = min(stride, 1 << 30)
      switch item(index) {
      case .number(let number): result = moved(result, by: number &* Int64(stride))
      case .value(let indexValue):
        let base = value(result)
        result = .element(base: base, index: indexValue, stride: UInt32(stride), offset: 0)
      case let other:
        let base = value(result)
        let indexValue = value(other)
        result = .element(base: base, index: indexValue, stride: UInt32(stride), offset: 0)
      }
    }
    return result
  }

  // MARK: Computing

  static let operators: [String: String] = [
    "add": "+", "sub": "-", "mul": "*", "udiv": "/", "sdiv": "/", "urem": "%", "srem": "%",
    "and": "&", "or": "|", "xor": "^", "shl": "<<", "lshr": ">>", "ashr": ">>",
  ]

  mutating func binary(_ operation: String, _ left: IROperand, _ right: IROperand) -> Item {
    guard let sign = IRFunctionLowering.operators[operation] else { return .unknown }
    let isUnsigned = operation == "lshr" || operation == "udiv" || operation == "urem"
    var a = item(left)
    var b = item(right)
    if isUnsigned {
      a = unsigned(a, left.type)
      b = unsigned(b, left.type)
    }
    if case .number(let x) = a, case .number(let y) = b, let folded = fold(operation, x, y) {
      return .number(signed(folded, left.type))
    }
    if case .integer(bits: 1) = left.type {
      switch operation {
      case "xor":
        if case .number(let y) = b, y & 1 == 1 { return .value(emit(.unary(.not, value(a)))) }
      case "and": return .value(emit(.binary("&&", value(a), value(b))))
      case "or":
        let none = emit(
          .binary("&&", emit(.unary(.not, value(a))), emit(.unary(.not, value(b)))))
        return .value(emit(.unary(.not, none)))
      default: break
      }
    }
    if operation == "xor", case .number(-1) = b {
      return .value(emit(.unary(.complement, value(a))))
    }
    if operation == "sub", case .number(0) = a { return .value(emit(.unary(.negate, value(b)))) }
    return .value(emit(.binary(sign, value(a), value(b))))
  }

  func unsigned(_ item: Item, _ type: IRType) -> Item {
    guard case .number(let number) = item, case .integer(let bits) = type, bits < 64 else {
      return item
    }
    return .number(number & ((1 << Int64(bits)) &- 1))
  }

  private func signed(_ number: Int64, _ type: IRType) -> Int64 {
    guard case .integer(let bits) = type, bits < 64, bits > 1 else { return number }
    let unused = Int64(64 - bits)
    return (number << unused) >> unused
  }

  private func fold(_ operation: String, _ x: Int64, _ y: Int64) -> Int64? {
    switch operation {
    case "add": x &+ y
    case "sub": x &- y
    case "mul": x &* y
    case "and": x & y
    case "or": x | y
    case "xor": x ^ y
    case "shl": y >= 0 && y < 64 ? x << y : nil
    case "lshr": y >= 0 && y < 64 ? Int64(bitPattern: UInt64(bitPattern: x) >> UInt64(y)) : nil
    case "ashr": y >= 0 && y < 64 ? x >> y : nil
    default: nil
    }
  }

  static let comparisons: [String: String] = [
    "eq": "==", "ne": "!=", "ugt": ">", "sgt": ">", "uge": ">=", "sge": ">=", "ult": "<",
    "slt": "<", "ule": "<=", "sle": "<=",
  ]

  mutating func compare(_ predicate: String, _ left: IROperand, _ right: IROperand) -> Item {
    guard let sign = IRFunctionLowering.comparisons[predicate] else { return .unknown }
    var a = item(left)
    var b = item(right)
    if predicate.utf8.first == UInt8(ascii: "u") {
      a = unsigned(a, left.type)
      b = unsigned(b, left.type)
    }
    if case .number(let x) = a, case .number(let y) = b {
      return .number(IRFunctionLowering.holds(sign, x, y) ? 1 : 0)
    }
    return .value(emit(.binary(sign, value(a), value(b))))
  }

  private static func holds(_ sign: String, _ x: Int64, _ y: Int64) -> Bool {
    switch sign {
    case "==": x == y
    case "!=": x != y
    case "<": x < y
    case "<=": x <= y
    case ">": x > y
    default: x >= y
    }
  }
}
