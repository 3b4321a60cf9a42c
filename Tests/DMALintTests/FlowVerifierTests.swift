import DMALint
import Testing

/// The verifier finds what breaks the promises of Flow.
@Suite struct FlowVerifierTests {
  private let range = SourceRange(
    file: FileID(0), start: Position(line: 1, column: 1), end: Position(line: 1, column: 2))

  private func problems(
    values: UInt32, _ blocks: [([Operation], Terminator.Kind)], locals: Int = 1
  ) -> [String] {
    var function = FlowFunction(kind: .function, name: "f()", range: range)
    function.locals = Array(
      repeating: FlowFunction.Local(name: "x", type: nil, range: range), count: locals)
    function.valueCount = values
    function.blocks = blocks.map { operations, terminator in
      BasicBlock(operations: operations, terminator: Terminator(terminator, range))
    }
    return FlowVerifier.problems(in: function, functionCount: 1)
  }

  private func define(_ value: UInt32, _ kind: Operation.Kind) -> Operation {
    Operation(result: ValueID(value), kind, range)
  }

  @Test func aSoundFunctionHasNoProblems() {
    let place = define(0, .local(LocalID(0)))
    let load = define(1, .load(ValueID(0), .plain))
    #expect(problems(values: 2, [([place, load], .return(ValueID(1)))]) == [])
  }

  @Test func valuesAreDefinedOnEveryPath() {
    let condition = define(0, .unknown)
    let one = define(1, .integer(1))
    let branch = Terminator.Kind.branch(ValueID(0), then: BlockID(1), otherwise: BlockID(2))
    #expect(
      problems(
        values: 2,
        [([condition], branch), ([one], .jump(BlockID(2))), ([], .return(ValueID(1)))])
        == ["block 2 uses value 1, which may be undefined"])
  }

  @Test func valuesAreDefinedOnceAndBeforeTheirUses() {
    let one = define(0, .integer(1))
    let negated = define(1, .unary(.negate, ValueID(2)))
    #expect(
      problems(values: 3, [([one, one, negated], .return(nil))]) == [
        "value 0 is defined twice", "value 2 is never defined",
        "block 0 uses value 2, which may be undefined",
      ])
  }

  @Test func placesAndValuesAreToldApart() {
    let one = define(0, .integer(1))
    let load = define(1, .load(ValueID(0), .plain))
    let place = define(2, .local(LocalID(0)))
    let sum = define(3, .binary("+", ValueID(0), ValueID(2)))
    #expect(
      problems(values: 4, [([one, load, place, sum], .return(nil))]) == [
        "block 0: value 0 is not a place", "block 0: value 2 is a place",
      ])
  }

  @Test func whatIsNamedExists() {
    let local = define(0, .local(LocalID(3)))
    let closure = define(1, .closure(FunctionID(1)))
    #expect(
      problems(values: 2, [([local, closure], .return(nil)), ([], .unreachable)]) == [
        "an operand is local 3, which does not exist", "function 1 does not exist",
        "block 1 cannot be reached",
      ])
    #expect(
      problems(values: 0, [([], .jump(BlockID(4)))]) == [
        "block 0 goes to block 4, which does not exist"
      ])
  }

  @Test func aThrowingCallDefinesItsResultOnOneEdgeAndItsErrorOnTheOther() {
    let call = Terminator.Kind.tryCall(
      Call(.name("f")), result: ValueID(0), normal: BlockID(1), error: ValueID(1),
      errorBlock: BlockID(2))
    #expect(
      problems(
        values: 2, [([], call), ([], .return(ValueID(0))), ([], .throw(ValueID(1)))]) == [])
    #expect(
      problems(
        values: 2, [([], call), ([], .return(ValueID(1))), ([], .throw(ValueID(1)))]) == [
          "block 1 uses value 1, which may be undefined"
        ])
  }
}
