/// A stop that the pass went by: small, because there is one for every statement run.
struct StopRecord: Sendable, Hashable {
  let clock: Int
  /// When its call began: with the depth, what tells one call from another.
  let began: Int
  let line: Int32
  /// How many calls were under way.
  let depth: Int32
  /// Index into the history's code table.
  let code: Int32
}
