import COpenBLAS
import Glibc

/// Matrix products of the system's OpenBLAS. Each product runs on the calling thread; `Compute` runs several products
/// in parallel.
public enum BLAS {
  /// An error message when the linked OpenBLAS cannot be used; nil when it can.
  ///
  /// Debian's alternatives system selects the OpenBLAS variant at run time. The serial variant computes wrong results
  /// when two threads call it.
  public static func problem() -> String? {
    _ = isReady
    if openblas_get_parallel() != 0 { return nil }
    return "this OpenBLAS is the serial variant, which gives wrong results on two threads; "
      + "install libopenblas-pthread-dev, or choose it with update-alternatives"
  }

  /// The version of OpenBLAS and the processor type of its kernels: `OpenBLAS 0.3.29 for Haswell`.
  public static var name: String {
    let version = String(cString: openblas_get_config()).split(separator: " ").prefix(2).joined(separator: " ")
    return "\(version) for \(String(cString: openblas_get_corename()))"
  }

  /// A matrix `[rows, columns]` in memory. At least one of its two axes has stride 1.
  struct Matrix<Element> {
    var start: UnsafePointer<Element>
    /// The number of elements from one row to the next. When `isTransposed`: from one column to the next.
    var leading: Int
    var isTransposed: Bool

    /// The submatrix whose first element is at `row` and `column`.
    func from(row: Int, column: Int) -> Matrix {
      var result = self
      result.start += isTransposed ? column * leading + row : row * leading + column
      return result
    }
  }

  /// Computes c[m, n] = a[m, k] · b[k, n]. `c` is row-major, and its rows are `stride` elements apart.
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
    // Zen 4 runs AVX-512 instructions at half width. OpenBLAS (at least up to 0.3.21) selects AVX-512 kernels on Zen 4,
    // but its AVX2 kernels are 4 to 20 % faster there. OPENBLAS_CORETYPE is the user's own choice of kernels.
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
