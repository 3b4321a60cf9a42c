import PackagePlugin

/// Runs the rule embedder over `Rules/` before the `EmbeddedRules` target is compiled.
@main
struct EmbedRules: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] { [] }
}
