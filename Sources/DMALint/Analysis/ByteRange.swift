/// Bytes by their offsets, whatever numbers a program makes: what ends beyond all offsets ends at the last.
extension Range<Int64> {
  init(from start: Int64, count: Int64) {
    let (end, overflows) = start.addingReportingOverflow(Swift.max(0, count))
    self = start..<(overflows ? .max : end)
  }

  func moved(by shift: Int64) -> Range<Int64> {
    func add(_ offset: Int64) -> Int64 {
      let (sum, overflows) = offset.addingReportingOverflow(shift)
      return overflows ? (shift < 0 ? .min : .max) : sum
    }
    return add(lowerBound)..<add(upperBound)
  }
}

extension ClosedRange<Int64> {
  /// The sums of a number of this range and one of the other.
  func moved(by shift: ClosedRange<Int64>) -> ClosedRange<Int64> {
    let low = lowerBound &+ shift.lowerBound
    return low...Swift.max(low, upperBound &+ shift.upperBound)
  }
}
