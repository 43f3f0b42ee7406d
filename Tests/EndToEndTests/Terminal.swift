import Foundation
import Testing

/// A terminal emulator (tmux) that runs a shell, for testing the screen program.
///
/// A test waits for a text on the screen instead of sleeping for a fixed time.
final class Terminal {
  private let socket = "fwdb-test-\(UUID().uuidString)"
  private static let limit = Duration.seconds(60)
  /// The folder where the program saves its state. Only this terminal uses the folder.
  private var state: String { NSTemporaryDirectory() + socket }

  static let isAvailable = ["/usr/bin/tmux", "/usr/local/bin/tmux", "/opt/homebrew/bin/tmux"].contains {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// Opens a shell in a terminal of this size. The shell's prompt is `ready> `.
  init(columns: Int, rows: Int, term: String = "xterm-256color") throws {
    let shell =
      "env -i \(Program.sanitizerOptions) PATH=\"$PATH\" HOME=/dev/null/home XDG_STATE_HOME='\(state)' "
      + "LANG=C.UTF-8 SWIFT_BACKTRACE=enable=no PS1='ready> ' bash --norc --noprofile"
    try tmux("-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", shell)
    try tmux("set-option", "-g", "default-terminal", term)
    try wait(for: "ready>")
    try type("export TERM=\(term); cd \(Program.root); clear")
  }

  deinit {
    _ = try? tmux("kill-server")
    try? FileManager.default.removeItem(atPath: state)
  }

  /// Types a line and presses Enter.
  func type(_ line: String) throws {
    try tmux("send-keys", "-l", line)
    try tmux("send-keys", "Enter")
  }

  /// Presses keys. Their names are tmux's: `n`, `F8`, `Enter`, `C-c`, `Escape`.
  func press(_ keys: String...) throws { for key in keys { try tmux("send-keys", key) } }

  /// Sends a signal to the program in the shell's foreground.
  func signalProgram(_ signal: Int32) throws {
    let shell = try tmux("display-message", "-p", "#{pane_pid}").filter(\.isNumber)
    // In the stat file, the process name is in parentheses and can contain any character. The fields after the name are
    // state, parent, group, session, terminal, and the terminal's foreground group.
    let fields = try String(contentsOfFile: "/proc/\(shell)/stat", encoding: .utf8).split(separator: ")").last?
      .split(separator: " ")
    let group = try #require(fields.flatMap { pid_t($0[5]) }, "the shell is there")
    try #require(group > 1 && kill(-group, signal) == 0, "the program is there")
  }

  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// Sends bytes to the program as a terminal does, for example a mouse report.
  func send(_ bytes: String) throws { try tmux("send-keys", "-l", bytes) }

  /// The text on the screen, without blanks at the ends of the lines.
  func screen() throws -> String { try tmux("capture-pane", "-p") }

  /// Waits until the text is on the screen. With `gone`, waits until the text is not on the screen. Returns the
  /// screen's text.
  @discardableResult
  func wait(for text: String, gone: Bool = false) throws -> String {
    let clock = ContinuousClock()
    let end = clock.now + Self.limit
    while true {
      let screen = try screen()
      if screen.contains(text) != gone { return screen }
      if clock.now > end { throw Missing(text: text, screen: screen) }
      usleep(20_000)
    }
  }

  /// The terminal's modes: `mouse 1` if the program receives mouse events, else `mouse 0`.
  func modes() throws -> String { try tmux("display-message", "-p", "mouse #{mouse_any_flag}") }

  struct Missing: Error, CustomStringConvertible {
    let text: String
    let screen: String
    var description: String { "waited in vain for '\(text)' on\n\(screen)" }
  }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String { try output(of: "tmux", ["-L", socket] + arguments) }
}
