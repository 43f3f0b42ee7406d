import CProcess
import Foundation

/// What fwdb asks of the system for itself.
enum ThisProcess {
  /// Gives up starting programs and opening sockets. Nothing that fwdb reads may do either, and no code of it does;
  /// from here on even an error in a reader could not: see docs/security.md.
  ///
  /// Without effect where the system has no such thing (before Linux 3.17, in some containers, on other systems): there
  /// only the first half of the promise holds.
  static func seal() { _ = cp_seal() }

  /// Whoever starts a program can have closed its standard input and output. The next files that it opens would be
  /// those then, and a file of weights would be printed to.
  static func holdStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest number that is free: this one. Reading gives nothing, writing is an error.
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// A file larger than the system allows becomes an error like a full disk, told like it, instead of the end.
  static func takeFileLimitsAsErrors() { signal(SIGXFSZ, SIG_IGN) }

  /// What was printed has to arrive: a full disk is found out here at the latest.
  static func flushOutput() throws {
    errno = 0
    if cp_flush_output() { return }
    throw Failure("what was printed could not be written" + (errno == 0 ? "" : ": \(String(cString: strerror(errno)))"))
  }
}
