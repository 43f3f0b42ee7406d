import COpenBLAS
import Glibc

/// Matrix products of the system's OpenBLAS. Each product runs on the calling thread; `Compute` runs several products
/// in parallel.
public enum BLAS {
  /// An error message when the linked OpenBLAS cannot be used; nil when it can.
  ///
  /// Debian's alternatives system selects the OpenBLAS variant at run time. The serial variant computes wrong results
  /// when two threads call it. Each thread that calls OpenBLAS needs a buffer. If OpenBLAS cannot allocate a buffer, it
  /// tries again forever. Therefore this function first checks that there is enough address space for all buffers.
  public static func problem(threads: Int) -> String? {
    _ = isReady
    if openblas_get_parallel() == 0 {
      return "this OpenBLAS is the serial variant, which gives wrong results on two threads; "
        + "install libopenblas-pthread-dev, or choose it with update-alternatives"
    }
    let size = threads * bufferSize
    let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    if memory != MAP_FAILED {
      munmap(memory, size)
      return nil
    }
    return "OpenBLAS needs \(bufferSize >> 20) MB of address space for each of \(threads) threads, and the limit of "
      + "this process leaves less: raise 'ulimit -v'" + (threads > 1 ? ", or use --threads 1" : "")
  }

  /// The size of OpenBLAS's buffer for a thread (BUFFER_SIZE in common_x86_64.h), plus some space for the allocator.
  private static let bufferSize = 136 << 20

  /// The version of OpenBLAS and the processor type of its kernels: `OpenBLAS 0.3.29 for Haswell`.
  public static var name: String {
    let version = String(cString: openblas_get_config()).split(separator: " ").prefix(2).joined(separator: " ")
    return "\(version) for \(String(cString: openblas_get_corename()))"
  }

  /// A matrix `[rows, columns]` in memory. At least one of its two axes has stride 1.
  struct Matrix<Element> {
    var start: UnsafePointer<Element>
    /// The distance between two rows, in elements. When `isTransposed`: the distance between two columns.
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

  /// Chooses the kernels and the number of threads. Only the first call has an effect.
  static func prepare() { _ = isReady }

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

/// Decompositions of OpenBLAS's LAPACK, in double. Matrices are column-major arrays. All functions except `solveLU`
/// overwrite the matrix `a`. `info` is LAPACK's result: 0 for success, otherwise the position at which the
/// decomposition failed.
enum LAPACK {
  /// Factors a[m, n] = P · L · U. Sets `pivots` to the row exchanges; row numbers start at 1. Returns `info`.
  static func factorLU(_ a: UnsafeMutablePointer<Double>, m: Int, n: Int, pivots: inout [Int32]) -> Int {
    BLAS.prepare()
    var (rows, columns, lead, info) = (Int32(m), Int32(n), Int32(max(m, 1)), Int32(0))
    pivots = [Int32](repeating: 0, count: max(min(m, n), 1))
    dgetrf_(&rows, &columns, a, &lead, &pivots, &info)
    return Int(info)
  }

  /// Solves a · x = b. `a` contains the factors that `factorLU` computed. b has `columns` columns and is overwritten
  /// with x.
  static func solveLU(
    _ a: UnsafePointer<Double>, n: Int, pivots: [Int32], _ b: UnsafeMutablePointer<Double>, columns: Int
  ) {
    BLAS.prepare()
    var (size, count, lead, info) = (Int32(n), Int32(columns), Int32(max(n, 1)), Int32(0))
    dgetrs_("N", &size, &count, a, &lead, pivots, b, &lead, &info, 1)
  }

  static func cholesky(_ a: UnsafeMutablePointer<Double>, n: Int, isUpper: Bool) -> Int {
    BLAS.prepare()
    var (size, lead, info) = (Int32(n), Int32(max(n, 1)), Int32(0))
    dpotrf_(isUpper ? "U" : "L", &size, a, &lead, &info, 1)
    return Int(info)
  }

  /// Computes the QR decomposition of a[m, n]. Stores R on and above the diagonal of `a`, and the reflectors that
  /// define Q below the diagonal.
  static func factorQR(_ a: UnsafeMutablePointer<Double>, m: Int, n: Int, tau: inout [Double]) {
    BLAS.prepare()
    var (rows, columns, lead, info) = (Int32(m), Int32(n), Int32(max(m, 1)), Int32(0))
    tau = [Double](repeating: 0, count: max(min(m, n), 1))
    withWork { work, size in dgeqrf_(&rows, &columns, a, &lead, &tau, work, &size, &info) }
  }

  /// Overwrites `a` with the first `columns` columns of Q, computed from the reflectors in `a`. `a` must have space for
  /// m · `columns` elements.
  static func formQ(_ a: UnsafeMutablePointer<Double>, m: Int, columns: Int, reflectors: Int, tau: [Double]) {
    BLAS.prepare()
    var (rows, count, k, lead, info) = (Int32(m), Int32(columns), Int32(reflectors), Int32(max(m, 1)), Int32(0))
    withWork { work, size in dorgqr_(&rows, &count, &k, a, &lead, tau, work, &size, &info) }
  }

  /// Computes the singular values, and with `vectors` the matrices U and Vᵀ. With `isFull`, U and Vᵀ are square.
  /// Otherwise, U has min(m, n) columns and Vᵀ has min(m, n) rows.
  static func singularValues(
    _ a: UnsafeMutablePointer<Double>, m: Int, n: Int, vectors: Bool, isFull: Bool
  ) -> (s: [Double], u: [Double], vt: [Double], info: Int) {
    BLAS.prepare()
    let k = min(m, n)
    let (uColumns, vRows) = isFull ? (m, n) : (k, k)
    var s = [Double](repeating: 0, count: max(k, 1))
    var u = [Double](repeating: 0, count: vectors ? max(m * uColumns, 1) : 1)
    var vt = [Double](repeating: 0, count: vectors ? max(vRows * n, 1) : 1)
    var integers = [Int32](repeating: 0, count: max(8 * k, 1))
    var (rows, columns, lead, info) = (Int32(m), Int32(n), Int32(max(m, 1)), Int32(0))
    var (leadU, leadV) = (Int32(max(m, 1)), Int32(max(vRows, 1)))
    withWork { work, size in
      dgesdd_(
        vectors ? isFull ? "A" : "S" : "N", &rows, &columns, a, &lead, &s, &u, &leadU, &vt, &leadV, work, &size,
        &integers, &info, 1)
    }
    return (Array(s.prefix(k)), u, vt, Int(info))
  }

  /// Returns the eigenvalues of a symmetric matrix in ascending order. With `vectors`, overwrites `a` with the
  /// eigenvectors as columns.
  static func symmetricEigen(
    _ a: UnsafeMutablePointer<Double>, n: Int, isUpper: Bool, vectors: Bool
  ) -> (values: [Double], info: Int) {
    BLAS.prepare()
    var values = [Double](repeating: 0, count: max(n, 1))
    var (size, lead, info) = (Int32(n), Int32(max(n, 1)), Int32(0))
    var integers: [Int32] = [0]
    var integerCount = Int32(-1)
    var work = [0.0]
    var count = Int32(-1)
    let (job, uplo) = (vectors ? "V" : "N", isUpper ? "U" : "L")
    dsyevd_(job, uplo, &size, a, &lead, &values, &work, &count, &integers, &integerCount, &info, 1, 1)
    (count, integerCount) = (Int32(work[0]), integers[0])
    work = [Double](repeating: 0, count: max(Int(count), 1))
    integers = [Int32](repeating: 0, count: max(Int(integerCount), 1))
    dsyevd_(job, uplo, &size, a, &lead, &values, &work, &count, &integers, &integerCount, &info, 1, 1)
    return (Array(values.prefix(n)), Int(info))
  }

  /// Computes the least-squares solution of a · x = b by a QR decomposition with pivoting. b has max(m, n) rows; x
  /// overwrites the first n rows. Returns the rank of a.
  static func leastSquares(
    _ a: UnsafeMutablePointer<Double>, m: Int, n: Int, _ b: UnsafeMutablePointer<Double>, columns: Int, rcond: Double
  ) -> Int {
    BLAS.prepare()
    var (rows, width, count) = (Int32(m), Int32(n), Int32(columns))
    var (lead, leadB, rank, info) = (Int32(max(m, 1)), Int32(max(m, n, 1)), Int32(0), Int32(0))
    var pivots = [Int32](repeating: 0, count: max(n, 1))
    var bound = rcond
    withWork { work, size in
      dgelsy_(&rows, &width, &count, a, &lead, b, &leadB, &pivots, &bound, &rank, work, &size, &info)
    }
    return Int(rank)
  }

  /// Calls `body` twice. In the first call, the size is −1, and LAPACK only computes how much temporary memory it
  /// needs. In the second call, `body` receives this much temporary memory.
  private static func withWork(_ body: (UnsafeMutablePointer<Double>, inout Int32) -> Void) {
    var size = Int32(-1)
    var needed = 0.0
    body(&needed, &size)
    size = Int32(max(1, min(needed, Double(Int32.max))))
    var work = [Double](repeating: 0, count: Int(size))
    body(&work, &size)
  }
}

/// The natural logarithm of the C library. Inside extensions of `Compute`, `log` means the method of `Compute`.
func naturalLogarithm(_ x: Double) -> Double { Glibc.log(x) }
