import CProcess
import Foundation
import Launch

/// Settings of the process itself.
enum ThisProcess {
  /// Gives up the right to start programs and to open sockets. fwdb never does these. After this call, a file that
  /// exploits an error in a reader cannot do them either: see docs/security.md.
  ///
  /// Has no effect on systems without such a call: before Linux 3.17, in some containers, on other systems.
  static func seal() { _ = cp_seal() }

  /// Opens `/dev/null` in place of a closed standard input, output or error. Otherwise the next file that fwdb opens
  /// would take its number, and fwdb could print into a file of weights.
  static func holdStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // `open` returns the lowest free number, which is this one. Reads return nothing, writes are errors.
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// A file that grows beyond the system's limit becomes an error, like a full disk. By default the process is killed.
  static func takeFileLimitsAsErrors() { signal(SIGXFSZ, SIG_IGN) }

  /// Writes all printed text. Throws when it cannot be written, as on a full disk.
  static func flushOutput() throws {
    errno = 0
    if cp_flush_output() { return }
    throw Failure("the output could not be written" + (errno == 0 ? "" : ": \(String(cString: strerror(errno)))"))
  }
}
