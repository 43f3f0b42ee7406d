/// One stop of the pass. It is small, because every statement that runs has one.
struct StopRecord: Sendable, Hashable {
  let clock: Int
  /// The clock when its call began. With the depth it identifies the call.
  let began: Int
  let line: Int32
  /// How many frames were on the stack.
  let depth: Int32
  /// Index into the history's table of codes.
  let code: Int32
}
