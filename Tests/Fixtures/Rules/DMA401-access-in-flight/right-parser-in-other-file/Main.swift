// The parser looks when the link has finished.
func goodKind(_ link: Link) -> Bool {
  link.listen()
  link.finish()
  return Parser(frame: link.frame).isComplete(48)
}

@main struct Firmware {
  static func main() {
    let link = Link()
    while !goodKind(link) {}
  }
}
