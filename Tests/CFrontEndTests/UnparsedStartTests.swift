import CFrontEnd
import Testing

/// Starts in what clang does not understand are seen by the text alone.
@Suite struct UnparsedStartTests {
  private func starts(_ source: String) -> [UInt32] {
    var options = COptions()
    options.searchesSystem = false
    options.startsTransfer = { $0 == "HAL_DMA_Start" }
    return lower([CInput(path: "a.c", text: source)], options).gaps
      .filter { $0.message.hasPrefix("HAL_DMA_Start is called") }.map(\.range.start.line)
  }

  @Test func aCallInABodyWithErrorsIsAStart() {
    #expect(
      starts(
        """
        void f(int *handle) {
          int state = 0;
          if (HAL_DMA_Start(handle, 1, 2, 3) == @) state = 1;
        }
        """) == [3])
    #expect(starts("int f(int *h) {\n  return HAL_DMA_Start(h, 1, 2, 3) + ;\n}\n") == [2])
  }

  /// A block for the linker is no body, and a name behind a type is declared.
  @Test func aPrototypeIsNoCall() {
    #expect(
      starts(
        """
        extern "C" {
        Status HAL_DMA_Start (Unknown *handle, int from, int to, int count);
        Status *HAL_DMA_Start(Unknown *handle, int from, int to, int count);
        }
        void f(void) {
          Unknown x;
          Status HAL_DMA_Start(Unknown *handle);
        }
        """) == [])
  }
}
