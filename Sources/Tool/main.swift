import Glibc

CrashStatus.install()
signal(SIGPIPE, SIG_IGN)
let programName =
  CommandLine.argc > 0 ? CommandLine.unsafeArgv[0].map { PathText.decode($0) } ?? "" : ""
exit(
  FrontendWrapper.isWanted(name: programName)
    ? FrontendWrapper.run(PathText.arguments())
    : CommandLineTool.run(arguments: PathText.arguments()))
