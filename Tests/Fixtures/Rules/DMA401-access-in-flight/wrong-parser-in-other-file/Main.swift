// The parser cannot know that the link is still listening.
func badKind(_ link: Link) -> Bool {
  link.listen()
  let isComplete = Parser(frame: link.frame).isComplete(48)
  link.finish()
  return isComplete
}

@main struct Firmware {
  static func main() {
    let link = Link()
    while !badKind(link) {}
  }
}
