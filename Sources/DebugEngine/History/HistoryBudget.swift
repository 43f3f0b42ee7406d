#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How much memory the snapshots of one pass may hold.
///
/// A large budget slows the first run of the pass, because the system can need more time to provide new memory than the
/// computation needs. The default budget is slightly larger than the pass's own tensors. This budget is enough for
/// dense snapshots in one layer and one snapshot at the beginning of each other layer.
public struct HistoryBudget: Sendable, Hashable {
  /// Bytes that are always allowed, even when the pass's tensors are small.
  let least: Int
  /// The upper limit in bytes.
  let most: Int

  /// A fixed number of bytes. With 0, only fixed snapshots are kept.
  public static func bytes(_ count: Int) -> HistoryBudget { HistoryBudget(least: count, most: count) }

  /// 1.25 times the greatest number of bytes that the pass holds at once; at least 128 MB, at most a quarter of the
  /// computer's memory.
  public static let asThePassNeeds = HistoryBudget(least: min(128_000_000, quarterOfMemory), most: quarterOfMemory)

  /// Bytes that the snapshots may hold.
  ///
  /// - Parameter held: the greatest number of tensor bytes that one snapshot has held.
  func limit(whenPassHolds held: Int) -> Int { min(most, max(least, held + held / 4)) }

  /// The budget of a second pass, such as the pass of a debugged expression, while the snapshots of the first pass hold
  /// `bytes`. `least` and `most` shrink by `bytes`, but not below half of their values.
  func beside(_ bytes: Int) -> HistoryBudget {
    let rest = max(most - bytes, most / 2)
    return HistoryBudget(least: min(max(least - bytes, least / 2), rest), most: rest)
  }

  private static let quarterOfMemory: Int = {
    let pages = sysconf(Int32(_SC_PHYS_PAGES)), size = sysconf(Int32(_SC_PAGESIZE))
    return pages > 0 && size > 0 ? pages * size / 4 : 1 << 30
  }()
}
