import DMALint

/// Which platform a checkout is for, where its build files leave no doubt.
///
/// Each clue is a setting that a build system reads, not a word in prose. Two clues that disagree
/// are no certainty: then there is no platform, only reasons.
struct PlatformGuess {
  private(set) var platform: String?
  /// What was seen, one sentence each.
  private(set) var reasons: [String] = []

  init(folder: String, known: [String]) {
    var seen: Set<String> = []
    for file in PlatformGuess.buildFiles(in: folder) {
      guard let bytes = try? FileReading.read(Folders.join(folder, file), limit: 1 << 20) else {
        continue
      }
      let text = String(decoding: bytes, as: UTF8.self)
      for clue in PlatformGuess.clues where clue.applies(to: file) && text.contains(clue.text) {
        guard known.contains(clue.platform) else { continue }
        if seen.insert(clue.platform).inserted {
          reasons.append("\(PathText.display(file)) says \(clue.text)")
        }
      }
    }
    if seen.count == 1 { platform = seen.first }
  }

  private struct Clue {
    /// The end of the file's name.
    var file: String
    /// A setting as the build system reads it.
    var text: String
    var platform: String

    func applies(to path: String) -> Bool { path.hasSuffix(file) }
  }

  private static let clues: [Clue] = [
    Clue(file: "CMakeLists.txt", text: "set(PICO_BOARD pico)", platform: "rp2040"),
    Clue(file: "CMakeLists.txt", text: "set(PICO_BOARD pico_w)", platform: "rp2040"),
    Clue(file: "CMakeLists.txt", text: "set(PICO_BOARD pico2)", platform: "rp2350"),
    Clue(file: "CMakeLists.txt", text: "set(PICO_BOARD pico2_w)", platform: "rp2350"),
    Clue(file: "CMakeLists.txt", text: "set(PICO_PLATFORM rp2040)", platform: "rp2040"),
    Clue(file: "CMakeLists.txt", text: "set(PICO_PLATFORM rp2350", platform: "rp2350"),
    Clue(file: "sdkconfig", text: "CONFIG_IDF_TARGET=\"esp32c6\"", platform: "esp32c6"),
    Clue(file: "sdkconfig", text: "CONFIG_IDF_TARGET=\"esp32p4\"", platform: "esp32p4"),
    Clue(file: "sdkconfig.defaults", text: "CONFIG_IDF_TARGET=\"esp32c6\"", platform: "esp32c6"),
    Clue(file: "sdkconfig.defaults", text: "CONFIG_IDF_TARGET=\"esp32p4\"", platform: "esp32p4"),
    Clue(file: ".ioc", text: "Mcu.Family=STM32H7", platform: "stm32h7"),
    Clue(file: ".ioc", text: "Mcu.Family=STM32F4", platform: "stm32f4"),
    Clue(file: "CMakeLists.txt", text: "set(BOARD nrf52840dk", platform: "nrf52840"),
  ]

  /// Build files in the folder and one level below, in the order of their names.
  private static func buildFiles(in folder: String) -> [String] {
    var files: [String] = []
    for name in (try? Folders.names(in: folder)) ?? [] where !name.hasPrefix(".") {
      if clues.contains(where: { $0.applies(to: name) }) { files.append(name) }
      let path = Folders.join(folder, name)
      guard (try? FileStatus.ofLink(path))?.kind == .folder else { continue }
      for child in (try? Folders.names(in: path)) ?? []
      where clues.contains(where: { $0.applies(to: child) }) {
        files.append("\(name)/\(child)")
      }
    }
    return files
  }
}
