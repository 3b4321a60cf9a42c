import DMALint
import Glibc

/// The script that git runs before a commit.
enum PreCommitHook {
  /// The line by which dmalint recognises its own hook.
  private static let mark = "# Written by 'dmalint hook install'."

  /// Writes the hook where git looks for it (`core.hooksPath` and work trees included); answers
  /// its path.
  static func install(replacingForeign isForced: Bool) throws(ToolError) -> String {
    // Git answers relative to the folder it runs in, but takes `core.hooksPath` from the top.
    guard let top = try firstLine(of: ["git", "rev-parse", "--show-toplevel"]),
      let hooks = try firstLine(of: ["git", "-C", top, "rev-parse", "--git-path", "hooks"])
    else { throw ToolError("this is no git checkout, so there is nothing to hook into") }
    let folder = Folders.join(top, hooks)
    let path = Folders.join(folder, "pre-commit")
    let shown = PathText.display(path)
    do throws(ToolError) {
      try Folders.create(folder)
      try setAsideForeign(path, shown: shown, isForced: isForced)
      // A link would be written through, into a file that somebody else may share.
      FileWriting.remove(path)
      try FileWriting.create(Array(script(tool: Subprocess.ownPath).utf8), at: path)
      guard PathText.withSystemPath(path, { chmod($0, 0o755) }) == 0 else {
        throw ToolError(systemMessage(errno))
      }
    } catch {
      throw ToolError("\(shown): \(error.message)")
    }
    return shown
  }

  private static func firstLine(of command: [String]) throws(ToolError) -> String? {
    let result = try Subprocess.output(of: command)
    return result.status == 0 ? result.lines.first : nil
  }

  private static func setAsideForeign(
    _ path: String, shown: String, isForced: Bool
  ) throws(ToolError) {
    guard (try? FileStatus.ofLink(path)) != nil else { return }
    let old = (try? FileReading.read(path, limit: 1 << 20)) ?? []
    if String(decoding: old, as: UTF8.self).contains(mark) { return }
    guard isForced else {
      throw ToolError(
        "another hook is there already and stays as it is; let it run 'dmalint check', or use "
          + "'dmalint hook install --force'")
    }
    let kept = path + ".before-dmalint"
    guard (try? FileStatus.ofLink(kept)) == nil else {
      throw ToolError("\(PathText.display(kept)) is in the way of the hook to be kept")
    }
    let result = PathText.withSystemPath(path) { from in
      PathText.withSystemPath(kept) { rename(from, $0) }
    }
    guard result == 0 else { throw ToolError(systemMessage(errno)) }
    Terminal.say("the hook that was there is kept as \(shown).before-dmalint and no longer runs")
  }

  /// Checks what is about to be committed: the files as they are if they are all staged, else a
  /// copy of the index, since an unstaged repair must not hide a staged defect.
  private static func script(tool: String?) -> String {
    let fallback = tool.map { PathText.display($0) == $0 ? quoted($0) : "''" } ?? "''"
    return """
      #!/bin/sh
      \(mark)
      # Checks the staged state of the firmware; 'git commit --no-verify' goes past it.
      dmalint=$(command -v dmalint || printf '%s' \(fallback))
      if ! [ -x "$dmalint" ]; then
        echo "pre-commit: dmalint is not installed; 'git commit --no-verify' goes past it" >&2
        exit 1
      fi
      inputs='*.swift *.c *.h *.ld .dmalint.yml'
      set -f
      if git diff --cached --quiet -- $inputs; then exit 0; fi
      top=$(git rev-parse --show-toplevel) || exit 1
      cd "$top" || exit 1
      if git diff --quiet -- $inputs; then exec "$dmalint" check; fi
      copy=$(mktemp -d) || exit 1
      trap 'rm -rf "$copy"' EXIT
      trap 'exit 1' HUP INT TERM
      git checkout-index --all --prefix="$copy/" || exit 1
      # Neither dumps nor a private configuration are in the index.
      for name in .dmalint .dmalint.yml; do
        if [ -e "$name" ] && ! [ -e "$copy/$name" ]; then ln -s "$top/$name" "$copy/$name"; fi
      done
      cd "$copy" && "$dmalint" check

      """
  }

  /// A word that the shell takes as it is.
  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
