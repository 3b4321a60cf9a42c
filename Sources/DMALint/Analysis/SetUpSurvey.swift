/// A first run over the inputs that follows nothing but the set-up of memory: what it makes of memory
/// holds for the whole firmware, wherever a transfer is looked at.
struct SetUpSurvey {
  let program: Program
  let platform: Platform
  let models: any ModelSource
  let settings: AnalysisSettings
  let link: LinkMap
  let files: [String]
  let reachability: Reachability

  func log() -> SetUpLog {
    guard platform.cache != nil, reachability.hasSetUp else { return SetUpLog() }
    let interpreter = Interpreter(
      program: program, platform: platform, knowledge: models, settings: settings, rules: [],
      link: link, files: files, reachability: reachability.forSetUp())
    interpreter.followsRounds = true
    let (entries, handlers) = Roots.beginnings(of: program) { models.model(of: $0) }
    Roots(program: program, interpreter: interpreter, entries: entries, handlers: handlers).run()
    return interpreter.setUpLog
  }
}
