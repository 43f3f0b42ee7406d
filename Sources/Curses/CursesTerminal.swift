import CNCurses
import Glibc
import Screen

/// The terminal as a screen: draws pictures, reads events, and always restores the terminal.
///
/// `CursesTerminal` restores the terminal when the user quits, on a signal that ends the process, and on a crash.
/// Ctrl-Z restores the terminal until `fg`. While the screen is open, output to stderr is held back if stderr is a
/// terminal. This output is printed when the screen closes. So messages of libraries do not damage the picture, and the
/// message of a crash is not lost.
///
/// A process has one terminal and uses it from one thread; only `Waker.wake` may be called from any thread.
public final class CursesTerminal {
  public struct Options: Sendable {
    /// Whether to receive mouse events. If false, the terminal itself selects and pastes with the mouse.
    public var mouse = true
    /// The greatest colour depth to use; nil uses `NO_COLOR`, `COLORTERM` and terminfo.
    public var colors: ColorDepth?
    /// The theme. Nil selects the theme for the terminal's background. If the background is unknown, the theme is dark.
    public var theme: Theme?

    public init() {}
  }

  /// The terminal's colours, characters and theme, for drawing pictures.
  public private(set) var appearance: Appearance
  public private(set) var size: Size

  private var pairs: ColorPairs
  private var drawn: ScreenBuffer?
  private var cursor: Point?
  private var mouseReport = MouseReport()
  private var isOpen = true
  /// Events that have arrived and not been returned yet.
  private var queue: [Event] = []

  /// Opens the terminal on standard input and output.
  public convenience init(_ options: Options = Options()) throws(CursesError) {
    if isatty(STDIN_FILENO) == 0 { throw .notATerminal(.standardInput) }
    if isatty(STDOUT_FILENO) == 0 { throw .notATerminal(.standardOutput) }
    guard let term = environment("TERM") else { throw .termNotSet }
    let wanted = options.colors ?? (environment("NO_COLOR") == nil ? nil : .mono)
    let best = wanted == nil || wanted == .truecolor ? directTwin(of: term) ?? term : term
    var options = options
    if options.theme == nil, wanted != .mono { options.theme = askedTheme(term) }
    try self.init(
      term: best, input: STDIN_FILENO, output: STDOUT_FILENO, options, colors: wanted, takesOver: true)
  }

  /// Opens a screen of a given size on file descriptors, without changing signals or stderr.
  ///
  /// For tests, and for programs that draw on another terminal than the terminal of their process. The caller closes
  /// the descriptors.
  public convenience init(
    term: String, size: Size, input: Int32, output: Int32, _ options: Options = Options()
  ) throws(CursesError) {
    try self.init(
      term: term, input: input, output: output, options, colors: options.colors, takesOver: false)
    cn_adopt_size(Int32(size.width), Int32(size.height))
    self.size = size
  }

  private init(
    term: String, input: Int32, output: Int32, _ options: Options, colors: ColorDepth?, takesOver: Bool
  ) throws(CursesError) {
    let isUTF8 = cn_set_locale()
    let result = term.withCString { name in
      var request = cn_options(
        term: name, input: input, output: output, color: colors != .mono, mouse: options.mouse, takes_over: takesOver)
      return cn_open(&request)
    }
    switch result {
    case CN_OPENED: break
    case CN_ALREADY_OPEN: throw .alreadyOpen
    case CN_UNKNOWN_TERMINAL: throw .unknownTerminal(term)
    case CN_CANNOT_MOVE_CURSOR: throw .cannotMoveCursor(term)
    default: throw .system(errno: errno)
    }
    defineKeys()
    let screen = cn_current_screen()
    let depth = min(screen.depth, colors ?? .truecolor)
    pairs = ColorPairs(
      depth: depth, colors: screen.colors, pairs: screen.pairs, hasDefaults: screen.default_colors)
    appearance = Appearance(theme: options.theme ?? .dark, colors: depth, glyphs: isUTF8 ? .unicode : .ascii)
    size = Size(width: Int(screen.columns), height: Int(screen.rows))
  }

  deinit { close() }

  /// Restores the terminal. Later calls do nothing.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    cn_close()
  }

  /// Makes `nextEvent` return `.wake`, from any thread.
  public struct Waker: Sendable {
    /// Several calls may cause only one event. After `close`, calls have no effect.
    public func wake() { cn_wake() }
  }

  public var waker: Waker { Waker() }

  /// Turns mouse events on or off. While they are off, the terminal itself selects text with the mouse.
  public func setMouse(_ isOn: Bool) {
    if isOpen { cn_set_mouse(isOn) }
  }

  /// Asks the terminal to put a text on the clipboard (OSC 52). Terminals that do not allow this ignore the request.
  public func copy(_ text: String) {
    if isOpen { cn_send(clipboardSequence(text)) }
  }
}

// MARK: Drawing

extension CursesTerminal {
  /// Shows a picture: sends only the cells that differ from the last picture. Cells outside the screen are omitted.
  ///
  /// - Parameter cursor: the cursor's position; nil hides the cursor.
  public func draw(_ picture: ScreenBuffer, cursor: Point? = nil) {
    guard isOpen else { return }
    if pairs.isExhausted {
      pairs.reset()
      drawn = nil
      cn_forget_screen()
    }
    let previous = drawn?.size == picture.size ? drawn : nil
    if previous == picture && self.cursor == cursor { return }
    for y in 0..<min(picture.size.height, size.height) {
      for x in 0..<min(picture.size.width, size.width) {
        let cell = picture[x, y]
        if cell.isContinuation || (previous.map { $0[x, y] == cell } ?? false) { continue }
        put(cell, x, y)
      }
    }
    drawn = picture
    self.cursor = cursor
    cn_refresh(Int32(cursor?.x ?? -1), Int32(cursor?.y ?? -1))
  }

  private func put(_ cell: Cell, _ x: Int, _ y: Int) {
    let style = cell.style
    let pair = pairs.number(style.foreground, style.background) { number, pair in
      cn_define_pair(number, pair.foreground, pair.background)
    }
    // At the screen's right edge, draw a space instead of half a wide character.
    let isCut = cell.isWide && x + 1 >= size.width
    let scalars = isCut ? [0x20] : cell.character.unicodeScalars.map(\.value)
    cn_put(
      Int32(x), Int32(y), scalars, Int32(scalars.count), isCut ? 1 : Int32(cell.width),
      UInt32(style.attributes.rawValue), pair)
  }
}

// MARK: Events

extension CursesTerminal {
  /// Waits for the next event. Returns nil if no event arrives within `milliseconds`. If `milliseconds` is nil, the
  /// method waits without a limit.
  ///
  /// - Throws: `hungUp` when the terminal was closed.
  public func nextEvent(timeout milliseconds: Int? = nil) throws(CursesError) -> Event? {
    let deadline = milliseconds.map { now() + max(0, $0) }
    while isOpen {
      if !queue.isEmpty { return queue.removeFirst() }
      // ncurses may have buffered bytes that poll does not see, so read before waiting.
      if let event = readEvent() { return event }
      let left = deadline.map { max(0, $0 - now()) }
      let news = cn_wait(Int32(clamping: left ?? -1))
      take(news)
      if news & UInt32(CN_HANGUP) != 0, queue.isEmpty { throw .hungUp }
      if news & UInt32(CN_INPUT) == 0, queue.isEmpty, let deadline, now() >= deadline { return nil }
    }
    return nil
  }

  private func take(_ news: UInt32) {
    func came(_ what: Int) -> Bool { news & UInt32(what) != 0 }
    if came(CN_INTERRUPTED) { queue.append(.interrupt) }
    if came(CN_STOP_WANTED) {
      cn_suspend()
      noticeSize(always: true)
    } else if came(CN_CONTINUED) {
      cn_take_back()
      noticeSize(always: true)
    } else if came(CN_RESIZED) {
      noticeSize(always: false)
    }
    if came(CN_WOKEN) { queue.append(.wake) }
  }

  /// Adopts the terminal's size if it has changed. With `always`, draws everything again even at the same size, because
  /// another program has used the terminal.
  private func noticeSize(always: Bool) {
    var (columns, rows) = (Int32(size.width), Int32(size.height))
    _ = cn_system_size(&columns, &rows)
    let now = Size(width: Int(columns), height: Int(rows))
    if now == size && !always { return }
    cn_adopt_size(columns, rows)
    size = now
    drawn = nil
    queue.append(.resize(now))
  }

  /// The next event whose bytes have arrived; nil if there is none.
  private func readEvent() -> Event? {
    while true {
      var value: UInt32 = 0
      switch cn_read(0, &value) {
      case CN_CHARACTER:
        if let event = event(character: value) { return event }
      case CN_KEY:
        if let event = event(code: value) { return event }
      default: return nil
      }
    }
  }

  private func event(code: UInt32) -> Event? {
    switch KeySequences.all.meaning(ofCode: code) {
    case .key(let key): .key(key)
    case .sgrMouse: readSGRMouse().map { .mouse($0) }
    case .oldMouse: readOldMouse().map { .mouse($0) }
    case .pasteBegins: .paste(readPaste())
    case .pasteEnds, nil: nil
    }
  }

  private func event(character value: UInt32) -> Event? {
    value == escape ? eventAfterEscape() : typedKey(value).map { .key($0) }
  }

  /// Returns the event after an escape byte. A terminal sends Alt-x as escape and x together. If no byte follows at
  /// once, the key was Esc.
  private func eventAfterEscape() -> Event? {
    var next: UInt32 = 0
    switch cn_read(0, &next) {
    case CN_CHARACTER where next == escape:
      if let second = eventAfterEscape() { queue.append(second) }
      return .key(Key(.escape))
    case CN_CHARACTER:
      if next == 0x5B || next == 0x4F, dropSequence(after: next) { return nil }
      guard var key = typedKey(next) else { return .key(Key(.escape)) }
      key.modifiers.insert(.alt)
      return .key(key)
    case CN_KEY:
      guard case .key(var key) = KeySequences.all.meaning(ofCode: next) else {
        if let second = event(code: next) { queue.append(second) }
        return .key(Key(.escape))
      }
      key.modifiers.insert(.alt)
      return .key(key)
    default: return .key(Key(.escape))
    }
  }

  /// Reads and drops the rest of an unknown sequence after `ESC [` or `ESC O`. Otherwise, the letters of the sequence
  /// would count as keys.
  ///
  /// Returns false if no byte follows. In that case the key was Alt-[ or Alt-O.
  private func dropSequence(after introducer: UInt32) -> Bool {
    var length = 0
    var value: UInt32 = 0
    while length < 64, cn_read(0, &value) == CN_CHARACTER {
      length += 1
      if introducer == 0x4F || (0x40...0x7E).contains(value) { break }
    }
    return length > 0
  }
}

private let escape: UInt32 = 0x1B

/// The longest wait for the rest of a mouse report, in milliseconds.
private let reportPatience: Int32 = 100
private let pastePatience: Int32 = 1000
private let longestPaste = 1 << 20

extension CursesTerminal {
  private func readSGRMouse() -> MouseEvent? {
    var text = ""
    while text.utf8.count < 32 {
      var value: UInt32 = 0
      guard cn_read(reportPatience, &value) == CN_CHARACTER, let scalar = Unicode.Scalar(value) else { return nil }
      let character = Character(scalar)
      if !character.isASCII || !(character.isNumber || character == ";") {
        return mouseReport.event(sgr: text, final: character)
      }
      text.append(character)
    }
    return nil
  }

  private func readOldMouse() -> MouseEvent? {
    var bytes: [UInt32] = []
    while bytes.count < 3 {
      var value: UInt32 = 0
      guard cn_read(reportPatience, &value) == CN_CHARACTER else { return nil }
      bytes.append(value)
    }
    return mouseReport.event(old: bytes)
  }

  /// Reads the pasted text. Drops the text after the first 2²⁰ scalars.
  private func readPaste() -> String {
    var scalars = String.UnicodeScalarView()
    var value: UInt32 = 0
    loop: while true {
      switch cn_read(pastePatience, &value) {
      case CN_CHARACTER:
        guard scalars.count < longestPaste, let scalar = Unicode.Scalar(value) else { continue }
        scalars.append(scalar == "\r" ? "\n" : scalar)
      case CN_KEY:
        switch KeySequences.all.meaning(ofCode: value) {
        case .pasteEnds: break loop
        case .key(Key(.enter)): scalars.append("\n")
        default: continue
        }
      default: break loop
      }
    }
    return String(scalars)
  }
}

/// The key for a single scalar; nil if the scalar is no key.
private func typedKey(_ value: UInt32) -> Key? {
  guard let scalar = Unicode.Scalar(value) else { return nil }
  switch value {
  case 0: return .control(" ")
  case 8, 127: return Key(.backspace)
  case 9: return Key(.tab)
  case 10, 13: return Key(.enter)
  case escape: return Key(.escape)
  case 1...26: return .control(Character(Unicode.Scalar(UInt8(0x60 + value))))
  case 28...31: return .control(Character(Unicode.Scalar(UInt8(0x40 + value))))
  case 0x80..<0xA0: return nil
  default: return .character(Character(scalar))
  }
}

// MARK: Keys, colours and theme

private func defineKeys() {
  for (index, entry) in KeySequences.all.entries.enumerated() {
    let code = KeySequences.all.code(at: index)
    switch entry.source {
    case .capability(let name): cn_define_capability(name, code)
    case .bytes(let bytes): cn_define_key(bytes, code)
    }
  }
}

/// The name of the terminfo entry with 24-bit colours for the same terminal; nil if there is no such entry, or if
/// `COLORTERM` does not announce 24-bit colours.
///
/// Terminals announce 24-bit colours by `COLORTERM`, not by `TERM`. Terminals in editors (libvterm) are excluded:
/// some versions misread the sequence that ncurses writes for these colours.
private func directTwin(of term: String) -> String? {
  guard let announced = environment("COLORTERM"), ["truecolor", "24bit"].contains(announced) else { return nil }
  guard environment("NVIM") == nil, environment("VIM_TERMINAL") == nil else { return nil }
  let suffix = "-256color"
  guard term.hasSuffix(suffix) else { return nil }
  let twin = term.dropLast(suffix.count) + "-direct"
  return cn_is_known_terminal(String(twin)) ? String(twin) : nil
}

/// The theme for the terminal's background; nil if the background is unknown. Reads `COLORFGBG`. If `COLORFGBG` is
/// missing or invalid, queries the terminal.
private func askedTheme(_ term: String) -> Theme? {
  let known = environment("COLORFGBG").flatMap(TerminalBackground.brightness(ofVariable:))
  if let known { return known == .light ? .light : .dark }
  // Query only known terminals: another terminal might print the query instead of answering it.
  guard
    ["xterm", "tmux", "screen", "rxvt", "alacritty", "foot", "kitty", "st-", "wezterm"].contains(where: term.hasPrefix)
  else { return nil }
  var answer = [CChar](repeating: 0, count: 128)
  let count = cn_ask_background(STDIN_FILENO, STDOUT_FILENO, 1000, &answer, Int32(answer.count))
  let text = String(decoding: answer.prefix(Int(count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  return TerminalBackground.brightness(inAnswer: text).map { $0 == .light ? .light : .dark }
}

/// An environment variable; nil if it is unset or empty.
private func environment(_ name: String) -> String? {
  guard let value = getenv(name), value[0] != 0 else { return nil }
  return String(cString: value)
}

/// Monotonic milliseconds.
private func now() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}

extension cn_screen {
  fileprivate var depth: ColorDepth {
    if colors < 8 || pairs < 8 { return .mono }
    if direct { return .truecolor }
    return colors >= 256 ? .indexed256 : .ansi16
  }
}
