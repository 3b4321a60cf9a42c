import DMALint

/// What `Rules/` says, embedded at build time.
public enum EmbeddedRules {
  /// The functions, platforms and rules that ship with dmalint.
  public static func knowledge() -> Knowledge { shipped }
}
