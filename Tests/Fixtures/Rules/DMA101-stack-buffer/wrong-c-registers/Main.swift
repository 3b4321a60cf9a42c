import Loader

@main struct Firmware {
  static func main() {
    while loader_check(0x0804_0000) == 0 {}
  }
}
