import Foundation

/// Runs a program that may start a server, and returns the program's output.
///
/// A child of Foundation's `Process` inherits two things that would disturb such a program. The first is the socket by
/// which `Process` detects the child's end: `waitUntilExit` would wait until the server closes this socket. The second
/// is the mask of blocked signals: Ctrl-C would have no effect in tmux's shells.
///
/// - Parameter program: a path, or a name that is searched in `PATH`.
func output(of program: String, _ arguments: [String]) throws -> String {
  var ends: [Int32] = [-1, -1]
  guard pipe(&ends) == 0 else { throw ChildProcessError(program: program, code: errno) }
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  defer { close(ends[0]) }

  var files = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&files)
  defer { posix_spawn_file_actions_destroy(&files) }
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO)
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
  for file in 3..<min(1024, Int32(sysconf(Int32(_SC_OPEN_MAX)))) { posix_spawn_file_actions_addclose(&files, file) }

  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var none = sigset_t(), all = sigset_t()
  sigemptyset(&none)
  sigfillset(&all)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setsigdefault(&attributes, &all)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

  var words = ([program] + arguments).map { strdup($0) } + [nil]
  var variables = ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") } + [nil]
  defer { for text in words + variables { free(text) } }
  var child = pid_t()
  let code = posix_spawnp(&child, program, &files, &attributes, &words, &variables)
  close(ends[1])
  guard code == 0 else { throw ChildProcessError(program: program, code: code) }

  var data: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65536)
  while case let count = read(ends[0], &buffer, buffer.count), count > 0 || count < 0 && errno == EINTR {
    data += buffer.prefix(max(0, count))
  }
  var status: Int32 = 0
  while waitpid(child, &status, 0) < 0, errno == EINTR {}
  return String(decoding: data, as: UTF8.self)
}

struct ChildProcessError: Error, CustomStringConvertible {
  let program: String
  let code: Int32
  var description: String { "\(program) could not be started: \(String(cString: strerror(code)))" }
}
