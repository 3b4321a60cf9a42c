import Glibc

/// Turns a trap of dmalint into exit status 70 with one line that says whose fault it is.
enum CrashStatus {
  /// Once per process; the handlers run on a stack of their own, because the usual crash of a
  /// program that recurses is the end of its stack.
  static func install() {
    installStackOnThisThread()
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in CrashStatus.leave() }
    action.sa_flags = SA_ONSTACK | Int32(bitPattern: UInt32(SA_RESETHAND))
    for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
      sigaction(number, &action, nil)
    }
  }

  /// Threads have to call this themselves, at their beginning.
  static func installStackOnThisThread() {
    let size = 64 * 1024
    var stack = stack_t()
    // Lives as long as the thread, which ends with the process.
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    stack.ss_size = size
    sigaltstack(&stack, nil)
  }

  /// Only what a signal handler may do.
  private static func leave() {
    let text: StaticString =
      "dmalint: internal error; this is a defect of dmalint, please report it with the input\n"
    _ = write(2, text.utf8Start, text.utf8CodeUnitCount)
    _exit(ExitStatus.internalError.rawValue)
  }
}
