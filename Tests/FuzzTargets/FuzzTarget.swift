/// A reader of hostile input, with a generator of such input.
///
/// `scripts/fuzz NAME SECONDS` runs one target for the given time. `FuzzTests` runs every target briefly, always on the
/// same inputs. To add a target, add a file in this folder and a row in `all`.
public struct FuzzTarget: Sendable {
  /// The target's name on the command line, for example `parser-soup`.
  public let name: String
  /// One line that describes the target.
  public let about: String
  /// The number of inputs in the test suite's short run. These inputs take one or two seconds in a debug build.
  public let shortCount: Int
  /// Generates the next input.
  public let input: @Sendable (inout FuzzRandom) -> [UInt8]
  /// Passes the input to the reader. A trap, a hang or a thrown `FuzzFailure` is a failure.
  public let check: @Sendable ([UInt8]) throws -> Void

  public init(
    _ name: String, about: String, shortCount: Int, input: @escaping @Sendable (inout FuzzRandom) -> [UInt8],
    check: @escaping @Sendable ([UInt8]) throws -> Void
  ) {
    self.name = name
    self.about = about
    self.shortCount = shortCount
    self.input = input
    self.check = check
  }

  public static let all: [FuzzTarget] =
    listingTargets + operationTargets + checkpointTargets + inputTargets + screenTargets + commandTargets
}

/// A reader violated an expectation of its target.
public struct FuzzFailure: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}

/// A generator of random numbers (SplitMix64). The same seed returns the same numbers on every machine.
public struct FuzzRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
