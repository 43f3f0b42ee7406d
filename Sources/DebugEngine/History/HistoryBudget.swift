#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How much memory snapshots may hold.
///
/// Memory beyond the pass's own tensors must be requested from the system while a pass runs for the first time, and
/// that can take longer than the computation. A history slightly larger than the pass keeps one layer dense and the
/// entries of all others. That is the default.
public struct HistoryBudget: Sendable, Hashable {
  /// Bytes that are allowed even when the pass holds little.
  let least: Int
  /// Bytes that are never exceeded.
  let most: Int

  /// A fixed number of bytes. With 0 there is only the first snapshot.
  public static func bytes(_ count: Int) -> HistoryBudget { HistoryBudget(least: count, most: count) }

  /// A quarter more than the pass holds at once, at least 128 MB and at most a quarter of the computer's memory.
  public static let asThePassNeeds = HistoryBudget(least: min(128_000_000, quarterOfMemory), most: quarterOfMemory)

  /// Bytes that snapshots may hold.
  ///
  /// - Parameter held: the most bytes of tensors that one snapshot has held.
  func limit(whenPassHolds held: Int) -> Int { min(most, max(least, held + held / 4)) }

  /// The budget of a second pass while this one holds `bytes`: the rest of this budget, at least half of it.
  /// Within these bounds it depends on what the second pass holds.
  func beside(_ bytes: Int) -> HistoryBudget {
    let rest = max(most - bytes, most / 2)
    return HistoryBudget(least: min(max(least - bytes, least / 2), rest), most: rest)
  }

  private static let quarterOfMemory: Int = {
    let pages = sysconf(Int32(_SC_PHYS_PAGES)), size = sysconf(Int32(_SC_PAGESIZE))
    return pages > 0 && size > 0 ? pages * size / 4 : 1 << 30
  }()
}
