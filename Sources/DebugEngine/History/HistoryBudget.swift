#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How much memory snapshots may keep alive.
///
/// What they hold beyond the pass's own tensors comes from the system while a pass runs for the first time, and that can
/// take longer than the computing does. A history hardly larger than the pass itself keeps a layer dense and the
/// entries of all others, so that is what it is unless someone says otherwise.
public struct HistoryBudget: Sendable, Hashable {
  /// Bytes that may be kept however little the pass holds.
  let least: Int
  /// Bytes beyond which nothing is kept, whatever the pass holds.
  let most: Int

  /// So many bytes, whatever the pass holds; with none there is no snapshot but the first.
  public static func bytes(_ count: Int) -> HistoryBudget { HistoryBudget(least: count, most: count) }

  /// A quarter more than the pass was seen to hold at once, but at least 128 MB, and at most a quarter of the computer's
  /// memory.
  public static let asThePassNeeds = HistoryBudget(least: min(128_000_000, quarterOfMemory), most: quarterOfMemory)

  /// Bytes that snapshots may keep.
  ///
  /// - Parameter held: the most bytes of tensors that one of them has held.
  func limit(whenPassHolds held: Int) -> Int { min(most, max(least, held + held / 4)) }

  /// The bounds for a second pass while so many bytes are kept of this one: what is left of these, or half of them. How
  /// much it keeps within them goes by what that pass itself holds.
  func beside(_ bytes: Int) -> HistoryBudget {
    let rest = max(most - bytes, most / 2)
    return HistoryBudget(least: min(max(least - bytes, least / 2), rest), most: rest)
  }

  private static let quarterOfMemory: Int = {
    let pages = sysconf(Int32(_SC_PHYS_PAGES)), size = sysconf(Int32(_SC_PAGESIZE))
    return pages > 0 && size > 0 ? pages * size / 4 : 1 << 30
  }()
}
