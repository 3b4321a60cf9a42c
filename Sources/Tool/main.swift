import Glibc

CrashStatus.install()
signal(SIGPIPE, SIG_IGN)
exit(CommandLineTool.run(arguments: PathText.arguments()))
