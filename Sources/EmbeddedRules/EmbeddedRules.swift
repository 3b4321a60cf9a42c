/// What `Rules/` says, embedded at build time.
public enum EmbeddedRules {}
