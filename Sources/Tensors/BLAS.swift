import COpenBLAS
import Glibc

/// Matrix products by the system's OpenBLAS. Each call uses one thread; fwdb runs several calls in parallel.
public enum BLAS {
  /// A message when the linked OpenBLAS cannot be used, else nil.
  ///
  /// Debian's alternatives choose the variant at run time. The serial one gives wrong results when two threads call it.
  public static func problem() -> String? {
    _ = isReady
    if openblas_get_parallel() != 0 { return nil }
    return "this OpenBLAS is the serial variant, which gives wrong results on two threads; "
      + "install libopenblas-pthread-dev, or choose it with update-alternatives"
  }

  /// The library and the processor whose kernels it uses: `OpenBLAS 0.3.29 for Haswell`.
  public static var name: String {
    let version = String(cString: openblas_get_config()).split(separator: " ").prefix(2).joined(separator: " ")
    return "\(version) for \(String(cString: openblas_get_corename()))"
  }

  /// A matrix `[rows, columns]` in memory. The stride of one of its axes is 1.
  struct Matrix<Element> {
    var start: UnsafePointer<Element>
    /// Elements from one row to the next or, when `isTransposed`, from one column to the next.
    var leading: Int
    var isTransposed: Bool

    /// The part that begins at a row and a column.
    func from(row: Int, column: Int) -> Matrix {
      var result = self
      result.start += isTransposed ? column * leading + row : row * leading + column
      return result
    }
  }

  /// c[m, n] = a[m, k] · b[k, n]. `c` is row-major; its rows are `stride` elements apart.
  static func multiply(
    m: Int, n: Int, k: Int, _ a: Matrix<Float>, _ b: Matrix<Float>, into c: UnsafeMutablePointer<Float>, stride: Int
  ) {
    _ = isReady
    cblas_sgemm(
      CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans, b.isTransposed ? CblasTrans : CblasNoTrans,
      blasint(m), blasint(n), blasint(k), 1, a.start, blasint(a.leading), b.start, blasint(b.leading), 0, c,
      blasint(stride))
  }

  static func multiply(
    m: Int, n: Int, k: Int, _ a: Matrix<Double>, _ b: Matrix<Double>, into c: UnsafeMutablePointer<Double>, stride: Int
  ) {
    _ = isReady
    cblas_dgemm(
      CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans, b.isTransposed ? CblasTrans : CblasNoTrans,
      blasint(m), blasint(n), blasint(k), 1, a.start, blasint(a.leading), b.start, blasint(b.leading), 0, c,
      blasint(stride))
  }

  private static let isReady: Bool = {
    // Zen 4 runs AVX-512 at half width. OpenBLAS up to 0.3.21 (at least) chooses its AVX-512 kernels there, and its
    // AVX2 kernels are 4 to 20 % faster. If OPENBLAS_CORETYPE is set, the user has already chosen.
    if fw_is_zen4(), getenv("OPENBLAS_CORETYPE") == nil,
      ["cooperlake", "skylakex"].contains(String(cString: openblas_get_corename()).lowercased())
    {
      setenv("OPENBLAS_CORETYPE", "Haswell", 1)
      fw_openblas_choose_again()
      unsetenv("OPENBLAS_CORETYPE")
    }
    openblas_set_num_threads(1)
    return true
  }()
}
