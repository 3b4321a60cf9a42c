/// A value whose copies share one storage until one of them is changed: for what holds much, is copied
/// often and changed seldom.
@dynamicMemberLookup
struct Shared<Content: Sendable>: Sendable {
  private var box: [Content]

  init(_ content: Content) { box = [content] }

  var content: Content {
    @inline(__always) _read { yield box[0] }
    @inline(__always) _modify { yield &box[0] }
  }

  subscript<Member>(dynamicMember path: KeyPath<Content, Member>) -> Member {
    @inline(__always) _read { yield box[0][keyPath: path] }
  }

  subscript<Member>(dynamicMember path: WritableKeyPath<Content, Member>) -> Member {
    @inline(__always) _read { yield box[0][keyPath: path] }
    @inline(__always) _modify { yield &box[0][keyPath: path] }
  }
}

extension Array {
  /// Whether both are one copy, which nobody has changed since.
  func isShared(with other: [Element]) -> Bool {
    count == other.count
      && withUnsafeBufferPointer { mine in
        other.withUnsafeBufferPointer { mine.baseAddress == $0.baseAddress }
      }
  }
}

extension Shared: Equatable where Content: Equatable {}
extension Shared: Hashable where Content: Hashable {}
