import Tensors

/// The version of fwdb. Scripts, packages and the manual page read the number from this file.
enum Version {
  static let number = "0.1.0"

  /// The text that `fwdb --version` prints, for bug reports: `fwdb 0.1.0 (Linux x86_64, OpenBLAS 0.3.29 for Haswell)`.
  static var line: String { "fwdb \(number) (\(system) \(processor), \(BLAS.name))" }

  #if os(macOS)
    private static let system = "macOS"
  #else
    private static let system = "Linux"
  #endif

  #if arch(arm64)
    private static let processor = "arm64"
  #else
    private static let processor = "x86_64"
  #endif
}
