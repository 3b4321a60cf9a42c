import DMALint
import Glibc

// Lexes files and says how fast: `Benchmark FILE …`, opening and reading included, on one core.

/// CPU seconds of this process.
func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func read(_ path: String) -> [UInt8]? {
  let file = open(path, O_RDONLY)
  guard file >= 0 else { return nil }
  defer { close(file) }
  var status = stat()
  guard fstat(file, &status) == 0, status.st_size >= 0 else { return nil }
  return [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
    while count < buffer.count {
      let got = Glibc.read(file, buffer.baseAddress.map { $0 + count }, buffer.count - count)
      guard got > 0 else { break }
      count += got
    }
  }
}

var files = Array(CommandLine.arguments.dropFirst())
if files == ["-"] {
  files = []
  while let line = readLine() { files.append(line) }
}
var bytes = 0
var tokens = 0
let start = cpuSeconds()
for file in files {
  guard let source = read(file) else { continue }
  bytes += source.count
  source.withUnsafeBufferPointer { source in
    var lexer = Lexer(source)
    while lexer.next().kind != .eof { tokens += 1 }
  }
}
let seconds = cpuSeconds() - start
func decimal(_ value: Double, _ digits: Int) -> String {
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let whole = (value * scale).rounded() / scale
  return "\(whole)"
}
print(
  "lexing: \(files.count) files, \(bytes) bytes, \(tokens) tokens, \(decimal(seconds, 3)) s of CPU, "
    + "\(decimal(Double(bytes) / 1e6 / max(seconds, 1e-9), 1)) MB/s")
