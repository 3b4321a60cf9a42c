import DMALint
import Glibc
import Synchronization

/// The threads of a run. Each takes the next piece that nobody has taken.
struct Threads {
  /// Readers and lowerings recurse, within limits that they report.
  static let stackSize = 64 << 20
  private static let leastBytes = 64 << 10

  /// Threads for `count` pieces at a time; nil: as many as there are cores to run on.
  /// A thread costs more than it saves where all pieces together have few bytes.
  static func workers(_ count: Int? = nil, bytes: Int = .max) -> Workers {
    let threads = min(count ?? cores, 64)
    guard threads > 1, bytes >= leastBytes else { return .inOrder }
    return Workers { count, body in run(count, threads: threads, body) }
  }

  private static var cores: Int {
    max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }

  private static func run(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      let share = Share(count: count, body: body)
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      pthread_attr_setstacksize(&attributes, stackSize)
      defer { pthread_attr_destroy(&attributes) }
      var started: [pthread_t] = []
      for _ in 1..<max(1, min(threads, count)) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(share)
        let status = pthread_create(
          &thread, &attributes,
          { context in
            CrashStatus.installStackOnThisThread()
            guard let context else { return nil }
            Unmanaged<Share>.fromOpaque(context).takeRetainedValue().work()
            return nil
          }, context.toOpaque())
        if status == 0 { started.append(thread) } else { context.release() }
      }
      // Without any thread the work is done all the same.
      share.work()
      for thread in started { pthread_join(thread, nil) }
    }
  }

  /// The pieces of one round of work, and which comes next.
  private final class Share: Sendable {
    let count: Int
    let body: @Sendable (Int) -> Void
    private let next = Atomic<Int>(0)

    init(count: Int, body: @escaping @Sendable (Int) -> Void) {
      self.count = count
      self.body = body
    }

    func work() {
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        body(index)
      }
    }
  }
}
