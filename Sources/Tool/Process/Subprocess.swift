import Glibc

/// Runs other programs: git, and for a capture the build and its compilers.
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

  /// Where the output of a program goes.
  enum Output {
    /// Where this process's goes.
    case inherited
    case file(String)
    case dropped
  }

  /// Runs a program from the search path to its end; the answer is what a shell would say of it.
  static func run(
    _ command: [String], environment: [String: String] = [:], folder: String? = nil,
    output: Output = .inherited
  ) throws(ToolError) -> Int32 {
    wait(
      for: try start(command, environment: environment, folder: folder, output: output))
  }

  private static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  private static func start(
    _ command: [String], environment: [String: String] = [:], folder: String? = nil,
    output: Output = .inherited
  ) throws(ToolError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Threads would notice; the tool has none when it runs programs.
    var back: Int32 = -1
    if let folder {
      back = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard PathText.withSystemPath(folder, { chdir($0) }) == 0 else {
        throw ToolError("\(folder): \(systemMessage(errno))")
      }
    }
    defer {
      if back >= 0 {
        _ = fchdir(back)
        close(back)
      }
    }
    let file: String? =
      switch output {
      case .inherited: nil
      case .file(let path): path
      case .dropped: "/dev/null"
      }
    if let file {
      _ = PathText.withSystemPath(file) {
        posix_spawn_file_actions_addopen(&actions, 1, $0, O_WRONLY | O_CREAT | O_APPEND, 0o644)
      }
      posix_spawn_file_actions_adddup2(&actions, 1, 2)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // dmalint ignores it; programs that write into pipes rely on it.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var process: pid_t = 0
    let failure = withSystemList(command) { arguments in
      withSystemList(Environment.all(adding: environment)) { variables in
        guard let program = arguments[0] else { return EINVAL }
        return posix_spawnp(&process, program, &actions, &attributes, arguments, variables)
      }
    }
    guard failure == 0 else { throw ToolError("\(command[0]): \(systemMessage(failure))") }
    return process
  }

  /// A program to run beside others.
  struct Job {
    var command: [String]
    var folder: String?
    var output: Output
  }

  /// Runs all of them, some at a time, and answers their statuses in order.
  static func run(_ jobs: [Job], atATime width: Int) -> [Int32] {
    var statuses = [Int32](repeating: 127, count: jobs.count)
    var running: [(process: pid_t, index: Int)] = []
    func finishOldest() {
      let oldest = running.removeFirst()
      statuses[oldest.index] = wait(for: oldest.process)
    }
    for (index, job) in jobs.enumerated() {
      if running.count >= width { finishOldest() }
      let process = try? start(job.command, folder: job.folder, output: job.output)
      if let process { running.append((process, index)) }
    }
    while !running.isEmpty { finishOldest() }
    return statuses
  }

  /// Becomes another program; answers only if that fails.
  static func become(_ path: String, _ arguments: [String]) -> ToolError {
    signal(SIGPIPE, SIG_DFL)
    withSystemList([path] + arguments) { list in
      if let program = list[0] { _ = execv(program, list) }
    }
    return ToolError("\(path): \(systemMessage(errno))")
  }

  private static func withSystemList<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    var list: [UnsafeMutablePointer<CChar>?] = texts.map {
      PathText.withSystemPath($0) { strdup($0) }
    }
    list.append(nil)
    defer { for text in list { free(text) } }
    return body(list)
  }

  /// Where this program lies.
  static var ownPath: String? { Folders.resolved("/proc/self/exe") }
}
