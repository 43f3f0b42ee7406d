/// One stop of the pass. The struct is small, because the history holds one record for every statement that ran.
struct StopRecord: Sendable, Hashable {
  let clock: Int
  /// The clock when the frame's call began. Together with `depth` it identifies the call.
  let began: Int
  let line: Int32
  /// The number of frames on the call stack.
  let depth: Int32
  /// Index into `History.codes`.
  let code: Int32
}
