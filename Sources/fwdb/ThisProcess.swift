import CProcess
import Foundation
import Launch

/// Settings of this process.
enum ThisProcess {
  /// Drops the rights to start programs and to open sockets, which fwdb never needs. So a malicious file that exploits
  /// an error in a reader cannot start programs or open sockets; see docs/security.md.
  ///
  /// Has no effect where the system has no call that drops these rights: before Linux 3.17, in some containers, on
  /// other systems.
  static func seal() { _ = cp_seal() }

  /// Opens `/dev/null` for each standard descriptor that is closed. Otherwise a file that fwdb opens, such as a
  /// checkpoint, could become the standard output, and fwdb would print into the file.
  static func holdStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // `open` returns the lowest free number, which is `descriptor`. Reads return no data, and writes fail.
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// Makes writing beyond the file size limit an error, like a full disk. By default, the system kills the process.
  static func takeFileLimitsAsErrors() { signal(SIGXFSZ, SIG_IGN) }

  /// Writes all buffered output. Throws when the output cannot be written, for example on a full disk.
  static func flushOutput() throws {
    errno = 0
    if cp_flush_output() { return }
    throw Failure("the output could not be written" + (errno == 0 ? "" : ": \(String(cString: strerror(errno)))"))
  }
}
