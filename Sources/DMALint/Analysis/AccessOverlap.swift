/// Whether an access touches the bytes of a transfer.
enum Overlap {
  case apart, meets
  /// One of the two has a place that is not known, and the memory has room for both.
  case undecided
}

extension Access {
  /// What is known of the access and a buffer in the same region, whose memory has this size.
  func overlap(with buffer: TransferBuffer, size: UInt64?) -> Overlap {
    let size = size.map { Int64(clamping: $0) }
    let touched = pointer.isScattered ? nil : bytes
    let length = buffer.length.integerValue.flatMap { $0 > 0 ? $0 : nil }
    guard let start = buffer.pointer.offset else {
      // A part of the memory that is not known: only what touches all of it surely meets it.
      guard let touched, let size, size > 0 else { return .undecided }
      return touched.lowerBound <= 0 && touched.upperBound >= size ? .meets : .undecided
    }
    let possible = touched ?? bytes
    if let possible {
      if possible.upperBound <= start { return .apart }
      if let length, possible.lowerBound >= start &+ length { return .apart }
    } else if let at = pointer.offset, let length, at >= start &+ length {
      return .apart
    }
    if let floor = pointer.floor, floor.start >= start {
      if buffer.length == floor.elements { return .apart }
      if buffer.count == floor.elements {
        return buffer.unitSize.map { $0 <= floor.stride } == true ? .apart : .undecided
      }
    }
    if let touched {
      // Units of a size that only the channel's configuration says.
      if length == nil, let count = buffer.count.integerValue, count > 0, count < 1 << 32,
        touched.lowerBound >= start &+ count &* Int64(buffer.leastUnit)
      {
        return .undecided
      }
      return .meets
    }
    if pointer.offset == nil, let length, let size, start > 0 || length < size {
      return .undecided
    }
    return .meets
  }
}

extension TransferBuffer {
  /// The bytes of one of what is counted; nil where only the channel's configuration says.
  fileprivate var unitSize: Int64? {
    switch unit {
    case .bytes: 1
    case .elements, .items: pointer.stride.map(Int64.init)
    case .units(let bytes): Int64(bytes)
    case .bits, .transfers: nil
    }
  }

  /// The bytes that one of what is counted has at least. Where a dump does not tell the type behind a
  /// pointer, elements may be bytes.
  fileprivate var leastUnit: UInt32 {
    if case .elements = unit { return 1 }
    return pointer.stride ?? 1
  }
}

extension Interpreter {
  /// Transfers of which it stays open whether an access disturbs them.
  func noteUndecided(_ access: Access, _ state: State) {
    guard access.mode == .plain, !state.transfers.isEmpty else { return }
    for (id, facts) in state.transfers where facts.phase != .maybeComplete {
      for buffer in facts.buffers
      where buffer.pointer.region.overlaps(access.region) && buffer.direction != .peripheral {
        if !access.isWrite, buffer.direction == .deviceReads || buffer.direction == .descriptor {
          continue
        }
        let size = self[access.region.storage].size
        if case .undecided = access.overlap(with: buffer, size: size) {
          transfers[Int(id.index)].isAccessUndecided = true
        }
      }
    }
  }
}
