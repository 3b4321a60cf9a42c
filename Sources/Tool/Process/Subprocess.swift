import Glibc

/// Runs other programs: git, and nothing else.
enum Subprocess {
  struct Result {
    var status: Int32
    var output: [UInt8]

    /// The output's lines, as paths.
    var lines: [String] { output.split(separator: 0x0A).map { PathText.decode(Array($0)) } }
  }

  /// Runs a program from the search path with standard output caught and standard error dropped.
  static func output(of command: [String]) throws(ToolError) -> Result {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw ToolError(systemMessage(errno)) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map {
      PathText.withSystemPath($0) { strdup($0) }
    }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let failure = posix_spawnp(&process, command[0], &actions, nil, arguments, environ)
    close(ends[1])
    guard failure == 0 else { throw ToolError("\(command[0]): \(systemMessage(failure))") }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let length = read(ends[0], &chunk, chunk.count)
      if length > 0 {
        output += chunk[..<length]
      } else if length == 0 || errno != EINTR {
        break
      }
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    // A signal leaves something in the low bits.
    return Result(status: status & 0x7F == 0 ? (status >> 8) & 0xFF : -1, output: output)
  }

  /// Where this program lies.
  static var ownPath: String? { Folders.resolved("/proc/self/exe") }
}
