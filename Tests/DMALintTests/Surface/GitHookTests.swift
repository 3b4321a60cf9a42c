import Testing

/// `hook install` and `init` in real checkouts.
@Suite struct GitHookTests {
  private static let git =
    "git -c init.defaultBranch=main -c user.name=t -c user.email=t@example.org"

  @Test func theHookIsInstalledWhereGitLooks() throws {
    let workspace = try Workspace()
    let outcome = try workspace.shell(
      """
      set -e; \(Self.git) init -q .; mkdir sub
      (cd sub && "$DMALINT" hook install); test -x .git/hooks/pre-commit
      git config core.hooksPath my-hooks; (cd sub && "$DMALINT" hook install)
      test -x my-hooks/pre-commit
      git config --unset core.hooksPath
      \(Self.git) commit -q --allow-empty -m x --no-verify
      git worktree add -q ../$(basename "$PWD").tree; cd ../$(basename "$PWD").tree
      "$DMALINT" hook install; rm -rf "$PWD"
      """)
    #expect(outcome.status == 0, "\(outcome.error)")
  }

  @Test func aForeignHookStays() throws {
    let workspace = try Workspace()
    let outcome = try workspace.shell(
      """
      \(Self.git) init -q .; echo 'echo mine' > .git/hooks/pre-commit
      "$DMALINT" hook install && exit 9
      grep -q mine .git/hooks/pre-commit || exit 8
      "$DMALINT" hook install --force || exit 7
      grep -q mine .git/hooks/pre-commit.before-dmalint || exit 6
      "$DMALINT" hook install || exit 5
      """)
    #expect(outcome.status == 0)
    #expect(outcome.error.contains("another hook is there already and stays as it is"))
    #expect(outcome.error.contains("no longer runs"))
  }

  @Test func theHookChecksWhatIsStaged() throws {
    let workspace = try Workspace()
    let outcome = try workspace.shell(
      """
      \(Self.git) init -q .; "$DMALINT" hook install >/dev/null
      echo text > notes.txt; git add notes.txt; echo 'x: [' > .dmalint.yml
      \(Self.git) commit -q -m notes || exit 9
      echo 'let a = 1' > a.swift; git add a.swift .dmalint.yml
      \(Self.git) commit -q -m broken && exit 8
      echo 'fail-on: error' > .dmalint.yml
      \(Self.git) commit -q -m unstaged-repair && exit 7
      git add .dmalint.yml
      \(Self.git) commit -q -m fine || exit 6
      """)
    #expect(outcome.status == 0, "\(outcome.status) \(outcome.error)")
  }

  /// Needs Python and a package index; says so and is skipped where there is none.
  @Test func preCommitRunsTheHook() throws {
    let workspace = try Workspace()
    let outcome = try workspace.shell("'\(Workspace.script("try-pre-commit"))' \"$DMALINT\"")
    if outcome.status == 77 {
      try Test.cancel("no pre-commit here: \(outcome.error)")
    }
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.error)")
  }

  @Test(arguments: [
    ("CMakeLists.txt", "set(PICO_BOARD pico)", "\nplatform: rp2040\n"),
    ("fw/CMakeLists.txt", "set(PICO_BOARD pico2)", "\nplatform: rp2350\n"),
    ("sdkconfig", "CONFIG_IDF_TARGET=\"esp32c6\"", "\nplatform: esp32c6\n"),
    ("board.ioc", "Mcu.Family=STM32H7", "\nplatform: stm32h7\n"),
    ("README.md", "For the STM32H7.", "\n# platform: cortex-m7\n"),
  ])
  func initGuessesOnlyWhatIsCertain(file: String, text: String, expected: String) throws {
    let workspace = try Workspace()
    try workspace.write(text + "\n", to: file)
    let outcome = try workspace.dmalint("init")
    #expect(outcome.status == 0)
    let configuration = try workspace.read(".dmalint.yml")
    #expect(configuration.contains(expected))
    #expect(try workspace.dmalint().status == 0)
    let again = try workspace.dmalint("init")
    #expect(again.status == 2)
    #expect(try workspace.read(".dmalint.yml") == configuration)
  }

  @Test func twoPlatformsAreNoCertainty() throws {
    let workspace = try Workspace()
    try workspace.write("Mcu.Family=STM32H7\n", to: "a.ioc")
    try workspace.write("Mcu.Family=STM32F4\n", to: "b.ioc")
    _ = try workspace.dmalint("init")
    #expect(try workspace.read(".dmalint.yml").contains("# Perhaps: a.ioc says Mcu.Family=STM32H7"))
  }
}
