import DMALint
import Glibc

/// What one wrapper has to say to the capture that runs it: a manifest of its own job.
enum CaptureRecord {
  static let ending = ".record"

  static func write(_ manifest: DumpManifest, in folders: CaptureFolders) {
    let path = Folders.join(folders.records, "\(getpid())\(ending)")
    try? FileWriting.write(manifest.text(), to: path)
  }

  /// All records together, in the order of their names.
  static func collect(in folders: CaptureFolders) -> DumpManifest {
    var result = DumpManifest()
    for name in (try? Folders.names(in: folders.records)) ?? [] where name.hasSuffix(ending) {
      let path = Folders.join(folders.records, name)
      guard let bytes = try? FileReading.read(path, limit: FileReading.sourceLimit),
        let record = DumpManifest(bytes)
      else { continue }
      result.dumps += record.dumps
      result.missing += record.missing
    }
    return result
  }
}
