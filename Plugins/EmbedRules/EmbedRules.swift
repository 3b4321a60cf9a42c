import Foundation
import PackagePlugin

/// Runs the rule embedder over `Rules/` before the `EmbeddedRules` target is compiled.
@main
struct EmbedRules: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let rules = context.package.directoryURL.appending(path: "Rules")
    let output = context.pluginWorkDirectoryURL.appending(path: "Shipped.swift")
    return [
      .buildCommand(
        displayName: "Embedding Rules",
        executable: try context.tool(named: "RuleEmbedder").url,
        arguments: [rules.path, output.path],
        inputFiles: Self.files(below: rules), outputFiles: [output])
    ]
  }

  /// The files below a folder in the order of their names; an editor's own files are left out.
  private static func files(below folder: URL) -> [URL] {
    let paths = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (paths?.allObjects as? [URL] ?? [])
      .filter { ["md", "yml"].contains($0.pathExtension) }
      .sorted { $0.path < $1.path }
  }
}
