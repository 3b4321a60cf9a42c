/// Waits until the condition holds.
@inline(__always)
func spin(until condition: () -> Bool) {
  while !condition() {}  // finding: DMA205
}
