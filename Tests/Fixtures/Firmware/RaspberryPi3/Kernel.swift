import CPU

@main
struct Kernel {
  static func main() {
    let gpio = GPIO()
    let mini = MiniUART()
    mini.start(on: gpio)
    console.lock { $0.replace(with: .mini(mini)) }
    print("\n[0] MiniUart online.")
    console.lock { console in
      console.write("[1] Press a key to continue booting... ")
      _ = console.read()
    }
    print("Greetings fellow Rustacean!")

    guard let mmu = MMU() else { panic("No tables") }
    do throws(MMU.Failure) {
      try mmu.enable(kernelVirtualLayout)
    } catch {
      panic("MMU: the layout cannot be mapped")
    }
    print("[2] MMU online.")
    printKernelLayout()

    do throws(Videocore.Failure) {
      let videocore = try Videocore()
      print("[3] Videocore Mailbox set up (DMA mem heap allocation successful).")
      let pl011 = PL011UART()
      try pl011.start(on: gpio, clockedBy: videocore)
      console.lock { $0.replace(with: .pl011(pl011)) }
    } catch {
      switch error {
      case .noMemory: panic("Videocore: no memory for DMA")
      case .refused: panic("PL011: the clock was refused")
      }
    }
    print("\n[4] PL011 UART online. Output switched to it.")

    // From here on what is typed comes back.
    while true {
      console.lock { console in
        console.write(console.read())
      }
    }
  }
}

func panic(_ reason: StaticString) -> Never {
  console.lock { console in
    console.write("\nKernel panic: ")
    console.write(reason)
    console.write("\n")
  }
  while true { wait_for_event() }
}
