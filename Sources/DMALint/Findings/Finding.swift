/// One broken clause: what is wrong, where a person must look first, and how it comes about.
public struct Finding: Hashable, Sendable {
  public var code: RuleCode
  /// The analysis leaves the rule's default here; the policy puts what the configuration says.
  public var severity: Severity
  /// One sentence that makes sense alone, without a full stop.
  public var message: String
  public var range: SourceRange
  /// `name(label:_:)`, in C `name`; empty outside functions.
  public var function: String
  /// The root as the source spells it (`msg`, `self.buffer`); empty where there is none.
  public var buffer: String
  /// The layers that show the defect, ascending, without repetition.
  public var evidence: [Evidence]
  /// Where the transfers start that it is about; empty where it is about none in particular.
  var starts: Set<SourceRange> = []
  /// Rules that the same cause breaks, ascending.
  public var also: [RuleCode]
  /// The path to the defect, in the order of execution.
  public var trace: [TraceStep]
  public var fixes: [Fix]
  /// Filled when the report is finished; see `Fingerprint`.
  public var fingerprint = ""
  /// Where the same shows again: a comment that speaks of one of these places speaks of no other.
  var repeats: [Repeat] = []
  /// A comment in the source takes it out of the report.
  var isSuppressed = false

  /// Another place of the same defect, as it would be reported by itself.
  struct Repeat: Hashable, Sendable {
    var range: SourceRange
    var function: String
    var message: String
  }

  public init(
    _ code: RuleCode, _ severity: Severity, _ message: String, at range: SourceRange,
    function: String = "", buffer: String = "", evidence: [Evidence] = [.source],
    also: [RuleCode] = [], trace: [TraceStep] = [], fixes: [Fix] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.range = range
    self.function = function
    self.buffer = buffer
    self.evidence = evidence
    self.also = also
    self.trace = trace
    self.fixes = fixes
  }
}
