/// Which operation of the library a call is: `Rules/models/swift.yml` says it.
extension Interpreter {
  /// What a free function or a method of such a value does.
  func operation(_ owner: LibraryOwner, _ name: String) -> LibraryOperation? {
    knowledge.library(owner.rawValue, name)
  }

  /// What a static method of a type does.
  func operation(of type: String, _ name: String) -> LibraryOperation? {
    knowledge.library(type, name)
  }

  /// What making a value of a type does.
  func operation(making type: String) -> LibraryOperation? {
    knowledge.library(type, "init")
  }
}
