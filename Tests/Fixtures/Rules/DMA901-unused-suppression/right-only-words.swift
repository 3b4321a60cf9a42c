// What is written about dmalint:ignore in prose is prose, and so is what stands in a string.
let help = "dmalint:ignore DMA101 reason"

// The word `dmalint` alone means nothing, and neither does a colon: see dmalint: the manual.
func goodProse() -> StaticString {
  """
  // dmalint:ignore DMA105
  """
}
