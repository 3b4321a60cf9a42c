extension IRFunctionLowering {
  mutating func lower(_ instruction: IRInstruction, in block: Int) {
    func define(_ item: Item) { if let result = instruction.result { items[result] = item } }
    if isTakenApart(instruction, in: block) { return }
    switch instruction.kind {
    case .allocate(let type, let count, let alignment):
      guard let result = instruction.result else { return }
      allocate(result, type, count, alignment)
    case .load(_, let address, _) where isToken(address):
      // What runs once has run.
      define(.number(-1))
    case .load(_, let address, let access):
      define(.value(emit(.load(place(item(address)), mode(access)))))
    case .store(let stored, let address, let access):
      let value = value(stored)
      perform(.store(value, into: place(item(address)), mode(access)))
    case .element(let type, let base, let indices): define(self.address(type, base, indices))
    case .cast(let operation, let operand, let type):
      define(cast(operation, operand, type))
    case .freeze(let operand): define(item(operand))
    case .binary(let operation, let left, let right): define(binary(operation, left, right))
    case .compare(let predicate, let left, let right): define(compare(predicate, left, right))
    case .select(let condition, let yes, let no):
      define(choose(condition, yes, no, from: block))
    case .phi:
      guard let result = instruction.result else { return }
      let place = emit(.local(local(ofPhi: result)))
      define(.value(emit(.load(place, .plain))))
    case .call(let call): define(lower(call))
    case .invoke(let call, let normal, let unwind):
      define(invoke(call, normal: normal, unwind: unwind, from: block))
    case .jumpingAssembly(let call, let targets):
      define(lower(call))
      jumpAnywhere(targets, from: block)
    case .fence(let ordering, let isSingleThread):
      perform(.fence(isSingleThread ? .signal : .atomic(flow(ordering))))
    case .exchange(let address, let new, let access, let expected):
      define(exchange(address, new, access, expected: expected))
    case .update(let operation, let address, let operand, let access):
      define(update(operation, address, operand, access))
    case .extract(let aggregate, let path): define(extract(aggregate, path))
    case .insert(let aggregate, let element, let path):
      define(insert(aggregate, element, path))
    case .declare: break
    case .describe(let value, _, let variable):
      describe(value, variable, in: block)
    case .jump(let target): goOn(from: block, to: target)
    case .branch(let condition, let then, let otherwise):
      if case .number(let number) = item(condition) {
        return goOn(from: block, to: number & 1 == 1 ? then : otherwise)
      }
      let thenBlock = edge(from: block, to: then)
      let otherBlock = edge(from: block, to: otherwise)
      branch(on: condition.value, then: thenBlock, otherwise: otherBlock, from: block)
    case .choice(let subject, let cases, let otherwise):
      choose(subject, cases, otherwise, from: block)
    case .jumpAnywhere(let targets): jumpAnywhere(targets, from: block)
    case .leave(let operand):
      let result = operand.map { value($0) }
      leaveFrame()
      terminate(.return(result))
    case .resume:
      leaveFrame()
      terminate(.throw(nil))
    case .unreachable: terminate(.unreachable)
    case .other: define(.unknown)
    }
  }

  private func isToken(_ address: IROperand) -> Bool {
    guard case .global(let symbol) = address.value else { return false }
    return IROnce.isToken(symbol)
  }

  /// Whether this joins conditions for nothing but the branch that ends the block, which becomes a
  /// branch for each of them.
  private func isTakenApart(_ instruction: IRInstruction, in block: Int) -> Bool {
    guard let result = instruction.result, useCounts[result] == 1,
      case .branch(let condition, _, _)? = source.blocks[block].instructions.last?.kind,
      case .local(result) = condition.value
    else { return false }
    switch instruction.kind {
    case .select(_, let yes, let no):
      guard yes.type == .integer(bits: 1) else { return false }
      if case .integer(0) = no.value { return true }
      if case .integer(1) = yes.value { return true }
      return false
    case .binary("and", let left, _), .binary("or", let left, _):
      return left.type == .integer(bits: 1)
    default: return false
    }
  }

  private mutating func allocate(
    _ result: Int, _ type: IRType, _ count: IROperand?, _ alignment: UInt64?
  ) {
    let variable = variables[result]
    var local = FlowFunction.Local(
      name: variable?.name ?? "", type: nil, range: variable?.range ?? range)
    local.isTemporary = variable == nil
    let extent = context.layout.extent(type)
    var times: UInt64? = 1
    if let count {
      times = if case .integer(let number) = count.value { UInt64(clamping: number) } else { nil }
    }
    if let times {
      local.size = UInt32(
        clamping: extent.stride.multipliedReportingOverflow(by: times).partialValue)
      if times == 1 { local.size = UInt32(clamping: extent.size) }
    }
    local.elementSize = context.layout.elementOfArray(type)
    local.alignment = UInt32(clamping: alignment ?? extent.alignment)
    let id = add(local)
    frames[result] = id
    items[result] = .frame(id, 0)
    if !marked.contains(result) { perform(.enter(id)) }
  }

  func flow(_ ordering: IROrdering) -> FenceKind.Ordering {
    switch ordering {
    case .none, .relaxed: .relaxed
    case .acquire: .acquiring
    case .release: .releasing
    case .acquireRelease: .acquiringAndReleasing
    case .sequentiallyConsistent: .sequentiallyConsistent
    }
  }

  func mode(_ access: IRAccess) -> AccessMode {
    switch access.ordering {
    case .none: access.isVolatile ? .volatile : .plain
    case .relaxed where access.isVolatile: .volatile
    case .relaxed, .acquire, .release, .acquireRelease, .sequentiallyConsistent:
      .atomic(flow(access.ordering))
    }
  }

  private mutating func cast(_ operation: String, _ operand: IROperand, _ type: IRType) -> Item {
    let item = item(operand)
    switch operation {
    case "inttoptr":
      if case .number(let number) = item { return .number(address(number)) }
      return item
    case "zext": return unsigned(item, operand.type)
    case "trunc":
      if case .number(let number) = item, case .integer(let bits) = type, bits < 64 {
        let unused = Int64(64 - bits)
        return .number(bits == 1 ? number & 1 : (number << unused) >> unused)
      }
      guard case .value(let value) = item, let flow = IRFunctionLowering.flowType(type) else {
        return item
      }
      return .value(emit(.cast(value, flow)))
    default: return item
    }
  }

  /// `condition ? yes : no`
  private mutating func choose(
    _ condition: IROperand, _ yes: IROperand, _ no: IROperand, from block: Int
  ) -> Item {
    if case .number(let number) = item(condition) { return item(number & 1 == 1 ? yes : no) }
    if yes.type == .integer(bits: 1) {
      if case .integer(0) = no.value {
        return .value(emit(.binary("&&", value(condition), value(yes))))
      }
      if case .integer(1) = yes.value {
        let neither = emit(
          .binary(
            "&&", emit(.unary(.not, value(condition))), emit(.unary(.not, value(no)))))
        return .value(emit(.unary(.not, neither)))
      }
    }
    guard condition.type == .integer(bits: 1) else { return .unknown }
    let local = temporary()
    let thenBlock = newBlock()
    let otherBlock = newBlock()
    let join = newBlock()
    let decided = value(condition)
    terminate(
      .branch(decided, then: BlockID(UInt32(thenBlock)), otherwise: BlockID(UInt32(otherBlock))))
    for (side, operand) in [(thenBlock, yes), (otherBlock, no)] {
      current = side
      let chosen = value(operand)
      let place = emit(.local(local))
      perform(.store(chosen, into: place, .plain))
      terminate(.jump(BlockID(UInt32(join))))
    }
    current = join
    let place = emit(.local(local))
    return .value(emit(.load(place, .plain)))
  }

  /// `switch`
  private mutating func choose(
    _ subject: IROperand, _ cases: [(value: Int64, block: Int)], _ otherwise: Int, from block: Int
  ) {
    let value = value(subject)
    for entry in cases {
      let target = edge(from: block, to: entry.block)
      let constant = emit(.integer(entry.value))
      let isEqual = emit(.binary("==", value, constant))
      let next = newBlock()
      terminate(.branch(isEqual, then: target, otherwise: BlockID(UInt32(next))))
      current = next
    }
    goOn(from: block, to: otherwise)
  }

  private mutating func jumpAnywhere(_ targets: [Int], from block: Int) {
    for target in targets.dropLast() {
      let other = edge(from: block, to: target)
      let condition = emit(.unknown)
      let next = newBlock()
      terminate(.branch(condition, then: other, otherwise: BlockID(UInt32(next))))
      current = next
    }
    if let last = targets.last { goOn(from: block, to: last) } else { terminate(.unreachable) }
  }

  // MARK: Atomics

  private mutating func exchange(
    _ address: IROperand, _ new: IROperand, _ access: IRAccess, expected: IROperand?
  ) -> Item {
    let place = place(item(address))
    let old = emit(.load(place, mode(access)))
    guard let expected else {
      perform(.store(value(new), into: place, mode(access)))
      return .value(old)
    }
    let isEqual = emit(.binary("==", old, value(expected)))
    let then = newBlock()
    let join = newBlock()
    terminate(.branch(isEqual, then: BlockID(UInt32(then)), otherwise: BlockID(UInt32(join))))
    current = then
    perform(.store(value(new), into: place, mode(access)))
    terminate(.jump(BlockID(UInt32(join))))
    current = join
    let type = new.type
    let second = offset(of: 1, in: .structure([type, .integer(bits: 1)], isPacked: false))
    return .tuple([0: .value(old), second: .value(isEqual)])
  }

  private mutating func update(
    _ operation: String, _ address: IROperand, _ operand: IROperand, _ access: IRAccess
  ) -> Item {
    let place = place(item(address))
    let old = emit(.load(place, mode(access)))
    let new: ValueID
    if let sign = IRFunctionLowering.operators[operation] {
      new = emit(.binary(sign, old, value(operand)))
    } else {
      new = emit(.unknown)
    }
    perform(.store(new, into: place, mode(access)))
    return .value(old)
  }

  // MARK: Aggregates

  /// The byte offset of an element, and its type.
  private func offset(_ path: [UInt64], _ type: IRType) -> (offset: UInt64, type: IRType)? {
    var offset: UInt64 = 0
    var type = type
    for index in path {
      switch context.layout.resolved(type) {
      case .array(_, let element):
        offset = offset &+ context.layout.extent(element).stride &* index
        type = element
      case .structure:
        guard let member = context.layout.member(index, of: type) else { return nil }
        offset = offset &+ member.offset
        type = member.type
      case .void, .integer, .floating, .pointer, .vector, .named, .function, .other: return nil
      }
    }
    return (offset, type)
  }

  /// Whether all that a type holds is one value.
  private func isOneValue(_ type: IRType, depth: Int = 0) -> Bool {
    guard depth < 8 else { return false }
    switch context.layout.resolved(type) {
    case .array(let count, let element): return count == 1 && isOneValue(element, depth: depth + 1)
    case .structure(let members, _):
      return members.count == 1 && isOneValue(members[0], depth: depth + 1)
    case .integer, .floating, .pointer: return true
    case .void, .vector, .named, .function, .other: return false
    }
  }

  private mutating func extract(_ aggregate: IROperand, _ path: [UInt64]) -> Item {
    guard let (offset, type) = offset(path, aggregate.type), !type.isAggregate else {
      return .unknown
    }
    switch item(aggregate) {
    case .tuple(let parts): return parts[offset] ?? .unknown
    case .value(let value) where offset == 0 && isOneValue(aggregate.type): return .value(value)
    case .value(let value):
      let local = temporary()
      perform(.store(value, into: emit(.local(local)), .plain))
      let member = emit(.member(base: emit(.local(local)), name: "@\(offset)"))
      return .value(emit(.load(member, .plain)))
    case .number(0): return .number(0)
    case .number, .frame, .global, .function, .null, .moved, .element, .unknown: return .unknown
    }
  }

  private mutating func insert(
    _ aggregate: IROperand, _ element: IROperand, _ path: [UInt64]
  ) -> Item {
    guard let (offset, type) = offset(path, aggregate.type) else { return .unknown }
    var parts: [UInt64: Item] = [:]
    if case .tuple(let known) = item(aggregate) { parts = known }
    if type.isAggregate {
      if case .tuple(let inner) = item(element) {
        for (position, part) in inner { parts[offset &+ position] = part }
      }
    } else {
      parts[offset] = item(element)
    }
    return .tuple(parts)
  }

  /// Memory that a call gave gets the name of the variable that holds it.
  private mutating func describe(_ value: IRValue, _ variable: UInt32, in block: Int) {
    guard case .local(let number) = value, case .value(let known)? = items[number] else { return }
    // Debug information may speak of a value where control has not passed its definition.
    guard definedIn[number] == block else { return }
    switch definitions[number] {
    case .call(let call) where call.result.isPointer: break
    // The allocator leaves the address in memory.
    case .cast("inttoptr", _, _): break
    default: return
    }
    guard let named = context.debug.variable(variable) else { return }
    let place = emit(.local(self.named(named)))
    perform(.store(known, into: place, .plain))
  }
}
