/// Why a command could not do its work: one sentence for standard error.
struct ToolError: Error {
  var message: String

  init(_ message: String) { self.message = message }
}
