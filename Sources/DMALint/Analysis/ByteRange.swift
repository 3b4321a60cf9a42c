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
