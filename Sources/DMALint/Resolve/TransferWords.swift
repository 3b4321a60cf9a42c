/// The words by which Swift code can concern transfers: what models name, what makes addresses, what
/// reaches registers, fences and set-up.
public struct TransferWords: Sendable {
  private let modelled: Set<String>

  public init(_ knowledge: Knowledge) {
    var names: Set<String> = []
    for name in knowledge.modelNames where Self.concernsTransfers(name, knowledge) {
      for part in name.split(whereSeparator: { $0 == "." || $0 == "(" || $0 == "*" }) {
        names.insert(String(part))
      }
    }
    modelled = names
  }

  /// Parts of the names of pointers, registers, volatile and atomic accesses and fences.
  private static let parts: [StaticString] = [
    "unsafe", "pointer", "register", "volatile", "mmio", "atomic", "fence", "barrier", "bitpattern",
    "baseaddress", "span", "pointee", "unmanaged", "deallocate", "interrupt", "handler",
    "peripheral",
  ]

  private static func concernsTransfers(_ name: String, _ knowledge: Knowledge) -> Bool {
    knowledge.models(named: name).contains { model in
      switch model.role {
      case .start, .configure, .registerWrite, .registerRead, .wait, .poll, .stop, .allocate, .free,
        .clean, .invalidate, .cleanInvalidate, .fence, .barrier, .handler:
        true
      case .copy, .none: model.setsUp != nil || model.mapsDevices || model.handlerParameter != nil
      }
    }
  }

  /// Whether a name by itself says that what is called so starts transfers or maps memory.
  public static func soundsLikeTransfer(_ name: String) -> Bool {
    name.soundsLikeTransfer || MappingWords.isMapping(name)
  }

  public func contains(_ word: String) -> Bool {
    modelled.contains(word) || Self.soundsLikeTransfer(word)
      || TransferWords.parts.contains { word.containsWord(of: $0) }
  }
}
