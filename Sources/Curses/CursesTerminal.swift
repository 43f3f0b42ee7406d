import CNCurses
import Glibc
import Screen

/// The terminal as a screen: draws pictures, reads events, and is always given back as it was.
///
/// On quit, on a signal that ends the process and on a crash the terminal is restored; Ctrl-Z gives it back until `fg`.
/// While it is open, what the process writes to a stderr on a terminal is kept, and appears when the screen is left, so
/// that a library's words do not garble the picture and the message of a crash is not lost with it.
///
/// A process has one, and uses it from one thread; only `Waker.wake` may be called from any.
public final class CursesTerminal {
  public struct Options: Sendable {
    /// Takes part in the mouse; without it the terminal's own selecting and pasting work as ever.
    public var mouse = true
    /// The most colours to use, whatever the terminal has; nil asks `NO_COLOR`, `COLORTERM` and terminfo.
    public var colors: ColorDepth?
    /// Nil asks the terminal whether its background is light, and takes it for dark when it does not say.
    public var theme: Theme?

    public init() {}
  }

  /// What this terminal shows: pass it to pictures.
  public private(set) var appearance: Appearance
  public private(set) var size: Size

  private var pairs: ColorPairs
  private var drawn: ScreenBuffer?
  private var cursor: Point?
  private var mouseReport = MouseReport()
  private var isOpen = true
  /// What has come in and waits to be handed out.
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

  /// Opens a screen of a given size that reads and writes file descriptors, and leaves signals and stderr alone.
  ///
  /// For tests, and for whatever else is not the process's own terminal. The descriptors stay the caller's.
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

  /// Gives the terminal back. What is called afterwards does nothing.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    cn_close()
  }

  /// Makes `nextEvent` return `.wake`, from any thread.
  public struct Waker: Sendable {
    /// Several calls before the event is read may give one event; after `close` a call has no effect.
    public func wake() { cn_wake() }
  }

  public var waker: Waker { Waker() }

  /// Takes part in the mouse from now on, or leaves it to the terminal, whose own selecting then works.
  public func setMouse(_ isOn: Bool) {
    if isOpen { cn_set_mouse(isOn) }
  }

  /// Puts a text on the clipboard of a terminal that lets programs do that (OSC 52); others ignore it.
  public func copy(_ text: String) {
    if isOpen { cn_send(clipboardSequence(text)) }
  }
}

// MARK: Drawing

extension CursesTerminal {
  /// Shows a picture: only what differs from the one before is sent. What is larger than the screen is cut off.
  ///
  /// The cursor is shown at a place, or not at all.
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
    // Half a character is worse than none, at the edge of a screen that has become smaller than the picture.
    let isCut = cell.isWide && x + 1 >= size.width
    let scalars = isCut ? [0x20] : cell.character.unicodeScalars.map(\.value)
    cn_put(
      Int32(x), Int32(y), scalars, Int32(scalars.count), isCut ? 1 : Int32(cell.width),
      UInt32(style.attributes.rawValue), pair)
  }
}

// MARK: Events

extension CursesTerminal {
  /// The next event; nil when none comes within so many milliseconds (nil waits without end).
  ///
  /// - Throws: `hungUp` when the terminal is gone.
  public func nextEvent(timeout milliseconds: Int? = nil) throws(CursesError) -> Event? {
    let deadline = milliseconds.map { now() + max(0, $0) }
    while isOpen {
      if !queue.isEmpty { return queue.removeFirst() }
      // ncurses may hold bytes that it has read already: those poll does not see.
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

  /// Looks how large the terminal is. After somebody else had it, all is drawn again even when the size is the same.
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

  /// What has been typed already, if anything.
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

  /// A terminal sends Alt-x as escape and x at once; somebody who presses escape waits longer before the next key.
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

  /// Reads the rest of a sequence that nobody knows here, after `ESC [` or `ESC O`: its letters are no keys.
  ///
  /// Without a rest it was Alt-[ or Alt-O, and false is returned.
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

/// How long the rest of a report may take, in milliseconds, before it is given up.
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

  /// Text up to the end of the paste; what is longer than a megabyte is dropped.
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

/// A scalar that came alone, as the key that it is.
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

// MARK: Finding out

private func defineKeys() {
  for (index, entry) in KeySequences.all.entries.enumerated() {
    let code = KeySequences.all.code(at: index)
    switch entry.source {
    case .capability(let name): cn_define_capability(name, code)
    case .bytes(let bytes): cn_define_key(bytes, code)
    }
  }
}

/// The entry that describes the same terminal with 24-bit colours, when the environment says that it has them.
///
/// Terminals announce them by `COLORTERM` and not by `TERM`. Inside editors' terminals (libvterm) the form that ncurses
/// writes them in is misread by versions still in use.
private func directTwin(of term: String) -> String? {
  guard let announced = environment("COLORTERM"), ["truecolor", "24bit"].contains(announced) else { return nil }
  guard environment("NVIM") == nil, environment("VIM_TERMINAL") == nil else { return nil }
  let suffix = "-256color"
  guard term.hasSuffix(suffix) else { return nil }
  let twin = term.dropLast(suffix.count) + "-direct"
  return cn_is_known_terminal(String(twin)) ? String(twin) : nil
}

/// The theme for the terminal's own background: as `COLORFGBG` says, else as the terminal answers.
private func askedTheme(_ term: String) -> Theme? {
  let known = environment("COLORFGBG").flatMap(TerminalBackground.brightness(ofVariable:))
  if let known { return known == .light ? .light : .dark }
  // Others might show the question instead of answering it.
  guard
    ["xterm", "tmux", "screen", "rxvt", "alacritty", "foot", "kitty", "st-", "wezterm"].contains(where: term.hasPrefix)
  else { return nil }
  var answer = [CChar](repeating: 0, count: 128)
  let count = cn_ask_background(STDIN_FILENO, STDOUT_FILENO, 1000, &answer, Int32(answer.count))
  let text = String(decoding: answer.prefix(Int(count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  return TerminalBackground.brightness(inAnswer: text).map { $0 == .light ? .light : .dark }
}

/// A variable of the environment, when it is there and not empty.
private func environment(_ name: String) -> String? {
  guard let value = getenv(name), value[0] != 0 else { return nil }
  return String(cString: value)
}

/// Milliseconds of a clock that nobody sets.
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
