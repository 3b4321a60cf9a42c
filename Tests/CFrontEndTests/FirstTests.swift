import CFrontEnd
import DMALint
import Testing

@Test func readsAStruct() {
  var paths = PathTable(["a.c"])
  let lowering = CFrontEnd.lower(
    [
      CInput(
        path: "a.c",
        text: "struct S { int a; volatile int b; }; int f(struct S *p) { return p->b; }")
    ],
    paths: &paths)
  #expect(lowering.missingLibrary == nil)
  #expect(lowering.files.count == 1)
  print(lowering)
}
