/// How a program holds its running transfers: by values that stand for them, through which it waits and
/// stops. The functions that start, wait and stop are the program's own.
public struct TrialHandles: Hashable, Sendable {
  public enum Form: String, CaseIterable, Sendable {
    /// A number.
    case number
    /// A structure with the channel and its registers; every copy is as good.
    case value
    /// A reference to such a structure, or to nothing.
    case object
    /// A structure that has one owner and stops what it stands for when it ends.
    case owner
  }

  public enum Place: String, CaseIterable, Sendable {
    /// A variable of `main`.
    case local
    /// A member of a structure that is a variable of `main`.
    case member
    case global
  }

  public var form: Form
  public var place: Place
  /// Helpers take the handle by value and return it, where there is one; else they get its address.
  public var isReturned = false
  /// The loop that polls is in a function that gets the handle, and not where it is used.
  public var isJoined = false

  public init(_ form: Form, _ place: Place) {
    self.form = form
    self.place = place
  }
}

/// The program's own functions that start transfers and give out handles, or take them.
struct TrialHandleFunction: Hashable {
  enum Kind: Hashable {
    /// By what it is given the handle of, and does so with the registers of this channel.
    case open(channel: Int, TrialDirection, TrialCheck)
    case wait, waitFor, isBusy, join, stop, abort
    /// A handle with an owner ends: what it stands for is stopped.
    case end
  }

  var kind: Kind
  var style: TrialChannel.Style

  /// Registers are the same behind a mailbox, where a transfer is waited for.
  init(_ kind: Kind, _ style: TrialChannel.Style) {
    self.kind = kind
    self.style = style
    if case .open = kind { return }
    if style == .mailbox { self.style = .registers }
  }

  /// What a wait that may give up, a poll and the rest are called.
  var name: String {
    let word =
      switch kind {
      case .open(let channel, let direction, let check):
        "open\(channel)_\(check == .certain ? "" : check == .checked ? "try_" : "careless_")\(direction)"
      case .wait: "job_wait"
      case .waitFor: "job_wait_for"
      case .isBusy: "job_is_busy"
      case .join: "job_join"
      case .stop: "job_stop"
      case .abort: "job_abort"
      case .end: "job_end"
      }
    switch style {
    case .opaque: return word
    case .visible: return word + "_inline"
    case .registers, .mailbox: return word + "_registers"
    }
  }
}

extension TrialProgram {
  /// The channels whose transfers have handles.
  var handled: [Int] { handles == nil ? [] : channels.indices.filter { channels[$0].isHandled } }

  func isHandled(_ channel: Int) -> Bool { handles != nil && channels[channel].isHandled }

  /// The one handle that helpers take and return by value.
  var returned: Int? {
    guard let handles, handles.isReturned, handles.place == .local, handles.form != .owner,
      handled.count == 1
    else { return nil }
    return handled[0]
  }
}
