/// Makes a program smaller as long as it still shows what it is to show.
public struct TrialShrinker {
  private let shows: (TrialProgram) -> Bool

  public init(_ shows: @escaping (TrialProgram) -> Bool) { self.shows = shows }

  public func shrink(_ program: TrialProgram) -> TrialProgram {
    var best = program
    var isSmaller = true
    while isSmaller {
      isSmaller = false
      for candidate in Self.smaller(best) where shows(candidate) {
        best = candidate
        isSmaller = true
        break
      }
    }
    return best
  }

  private static func smaller(_ program: TrialProgram) -> [TrialProgram] {
    var result: [TrialProgram] = []
    func with(_ change: (inout TrialProgram) -> Void) {
      var copy = program
      change(&copy)
      if copy != program { result.append(copy) }
    }
    if !program.helpers.isEmpty {
      with { program in
        program.body = inlined(program.body, program.helpers)
        program.helpers = []
      }
    }
    for body in smaller(program.body) { with { $0.body = body } }
    for (number, helper) in program.helpers.enumerated() {
      for body in smaller(helper) { with { $0.helpers[number] = body } }
    }
    if program.handler != nil { with { $0.handler = nil } }
    for number in program.buffers.indices where program.buffers[number].isScoped {
      with { $0.buffers[number].isScoped = false }
    }
    if let handles = program.handles {
      with { $0.handles = nil }
      with { $0.handles?.place = .local }
      if handles.form != .number { with { $0.handles?.form = .value } }
      with { $0.handles?.isReturned = false }
      with { $0.handles?.isJoined = false }
      for number in program.channels.indices { with { $0.channels[number].isHandled = false } }
    }
    if program.areErrorsThrown { with { $0.areErrorsThrown = false } }
    for number in program.buffers.indices { with { $0.buffers[number].isAliased = false } }
    for number in program.channels.indices { with { $0.channels[number].isFlagged = false } }
    for number in program.buffers.indices {
      let isUsed = program.statements.contains { uses($0, number) }
      if !isUsed, number == program.buffers.count - 1 { with { $0.buffers.removeLast() } }
    }
    return result
  }

  private static func uses(_ statement: TrialStatement, _ buffer: Int) -> Bool {
    switch statement {
    case .write(buffer, _), .read(buffer, _), .start(_, buffer, _, _), .maintain(_, buffer, _),
      .free(buffer):
      true
    case .write, .read, .fence, .start, .wait, .stop, .maintain, .free, .opaque, .choose, .twice,
      .call, .leave, .forget, .copyHandle:
      false
    }
  }

  private static func inlined(_ list: [TrialStatement], _ helpers: [[TrialStatement]])
    -> [TrialStatement]
  {
    list.flatMap { statement -> [TrialStatement] in
      switch statement {
      case .call(let number): helpers[number]
      case .choose(let condition, let a, let b):
        [.choose(condition: condition, inlined(a, helpers), inlined(b, helpers))]
      case .twice(let body): [.twice(inlined(body, helpers))]
      case .write, .read, .fence, .start, .wait, .stop, .maintain, .free, .opaque, .leave, .forget,
        .copyHandle:
        [statement]
      }
    }
  }

  private static func smaller(_ list: [TrialStatement]) -> [[TrialStatement]] {
    var result: [[TrialStatement]] = []
    for index in list.indices {
      var copy = list
      copy.remove(at: index)
      result.append(copy)
    }
    for index in list.indices {
      var options: [[TrialStatement]] = []
      switch list[index] {
      case .choose(let condition, let a, let b):
        options = [a, b]
        options += smaller(a).map { [.choose(condition: condition, $0, b)] }
        options += smaller(b).map { [.choose(condition: condition, a, $0)] }
      case .twice(let body):
        options = [body]
        options += smaller(body).map { [.twice($0)] }
      case .write, .read, .fence, .start, .wait, .stop, .maintain, .free, .opaque, .call, .leave,
        .forget, .copyHandle:
        break
      }
      for option in options {
        var copy = list
        copy.replaceSubrange(index...index, with: option)
        result.append(copy)
      }
    }
    return result
  }
}
