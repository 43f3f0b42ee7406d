import Glibc
import Screen
import TestSupport
import Testing

@testable import Curses

/// A curses terminal that reads its keys from a pipe and writes its output to a file.
private final class Headless {
  let terminal: CursesTerminal
  private var keyboard: Int32
  private let screenInput: Int32
  private let file: UnsafeMutablePointer<FILE>
  private var seen: off_t = 0

  init(_ term: String = "xterm-256color", width: Int = 20, height: Int = 4, colors: ColorDepth? = nil) throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    file = try #require(tmpfile())
    (screenInput, keyboard) = (ends[0], ends[1])
    var options = CursesTerminal.Options()
    options.colors = colors
    terminal = try CursesTerminal(
      term: term, size: Size(width: width, height: height), input: ends[0], output: fileno(file), options)
  }

  deinit {
    terminal.close()
    for descriptor in [keyboard, screenInput] where descriptor >= 0 { close(descriptor) }
    fclose(file)
  }

  func type(_ bytes: String) {
    _ = bytes.withCString { write(keyboard, $0, strlen($0)) }
  }

  func hangUp() {
    close(keyboard)
    keyboard = -1
  }

  func events(timeout: Int = 0) throws -> [Event] {
    var events: [Event] = []
    while let event = try terminal.nextEvent(timeout: timeout) { events.append(event) }
    return events
  }

  /// The text that the program sent to the terminal since the last call.
  func sent() -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while case let count = pread(fileno(file), &chunk, chunk.count, seen), count > 0 {
      bytes += chunk[..<count]
      seen += off_t(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func draw(_ lines: String..., style: Style = .plain, cursor: Point? = nil) {
    var buffer = ScreenBuffer(size: terminal.size)
    for (y, line) in lines.enumerated() { buffer.put(line, at: Point(x: 0, y: y), style: style) }
    terminal.draw(buffer, cursor: cursor)
  }
}

// ncurses can have only one screen at a time, so the tests run one after another.
@Suite(.serialized) struct CursesTerminalTests {
  @Test(
    arguments: [
      ("j", .key(.character("j"))), ("日", .key(.character("日"))), (" ", .key(.character(" "))),
      ("\r", .key(Key(.enter))), ("\n", .key(Key(.enter))), ("\t", .key(Key(.tab))), ("\u{7F}", .key(Key(.backspace))),
      ("\u{08}", .key(Key(.backspace))), ("\u{01}", .key(.control("a"))), ("\u{1A}", .key(.control("z"))),
      ("\u{1C}", .key(.control("\\"))), ("\u{1B}", .key(Key(.escape))), ("\u{1B}x", .key(.alt("x"))),
      ("\u{1B}[A", .key(Key(.up))), ("\u{1B}OB", .key(Key(.down))), ("\u{1B}[1;2C", .key(Key(.right, .shift))),
      ("\u{1B}[1;5D", .key(Key(.left, .control))), ("\u{1B}[1;6D", .key(Key(.left, [.control, .shift]))),
      ("\u{1B}[1;3H", .key(Key(.home, .alt))), ("\u{1B}[5~", .key(Key(.pageUp))),
      ("\u{1B}[6;5~", .key(Key(.pageDown, .control))), ("\u{1B}\u{1B}[A", .key(Key(.up, .alt))),
      ("\u{1B}[", .key(.alt("["))),
      ("\u{1B}[1;2A", .key(Key(.up, .shift))),
      ("\u{1B}[3~", .key(Key(.delete))), ("\u{1B}[Z", .key(Key(.backTab))), ("\u{1B}OP", .key(.function(1))),
      ("\u{1B}[18~", .key(.function(7))), ("\u{1B}[19;2~", .key(.function(8, .shift))),
      ("\u{1B}[20;3~", .key(.function(9, .alt))), ("\u{1B}[1;2P", .key(.function(1, .shift))),
      ("\u{1B}[<0;12;5M", .mouse(MouseEvent(.press(.left), at: Point(x: 11, y: 4)))),
      ("\u{1B}[<2;300;70m", .mouse(MouseEvent(.release(.right), at: Point(x: 299, y: 69)))),
      ("\u{1B}[<64;1;1M", .mouse(MouseEvent(.wheelUp, at: Point(x: 0, y: 0)))),
      ("\u{1B}[<85;1;1M", .mouse(MouseEvent(.wheelDown, at: Point(x: 0, y: 0), modifiers: [.shift, .control]))),
      ("\u{1B}[<33;2;2M", .mouse(MouseEvent(.drag(.middle), at: Point(x: 1, y: 1)))),
      ("\u{1B}[M !!", .mouse(MouseEvent(.press(.left), at: Point(x: 0, y: 0)))),
      ("\u{1B}[200~a 日\rb\u{1B}[201~", .paste("a 日\nb")), ("\u{1B}[200~\u{1B}[201~", .paste("")),
    ] as [(String, Event)])
  func bytesAreKeys(bytes: String, event: Event) throws {
    for term in ["xterm-256color", "screen", "vt100"] {
      let headless = try Headless(term)
      headless.type(bytes)
      #expect(try headless.events() == [event], "\(term)")
      // The bytes of other keys begin with Escape or with Escape and a bracket, so no key may follow these two.
      if bytes == "\u{1B}" || bytes == "\u{1B}[" { continue }
      headless.type(bytes + "q" + bytes)
      #expect(try headless.events() == [event, .key(.character("q")), event], "\(term)")
    }
  }

  @Test(arguments: ["\u{1B}[1;9A", "\u{1B}[?62;4c", "\u{1B}[25~", "\u{1B}Oz", "\u{1B}[97;5u", "\u{1B}[I"])
  func anUnknownSequenceIsNoKey(bytes: String) throws {
    let headless = try Headless("vt100")
    headless.type(bytes + "q")
    #expect(try headless.events() == [.key(.character("q"))])
  }

  @Test func escapeTwiceIsTwoKeys() throws {
    let headless = try Headless()
    headless.type("\u{1B}\u{1B}")
    #expect(try headless.events() == [.key(Key(.escape)), .key(Key(.escape))])
  }

  @Test(arguments: [
    "\u{1B}[<0;0;5M", "\u{1B}[<0;5M", "\u{1B}[<;;M", "\u{1B}[<0;5;5;5M", "\u{1B}[<99999999999999999999;1;1M",
    "\u{1B}[<35;3;3M", "\u{1B}[<64;3;3m", "\u{1B}[<-1;3;3M",
  ])
  func invalidMouseReportsAreIgnored(bytes: String) throws {
    let headless = try Headless()
    headless.type(bytes + "q")
    #expect(try headless.events().last == .key(.character("q")))
    #expect(try headless.events().allSatisfy { if case .mouse = $0 { false } else { true } })
  }

  @Test func anEndedInputIsAHangUp() throws {
    let headless = try Headless()
    headless.type("q")
    headless.hangUp()
    #expect(try headless.terminal.nextEvent() == .key(.character("q")))
    #expect(throws: CursesError.hungUp) { try headless.terminal.nextEvent() }
  }

  @Test func anotherThreadCanWake() async throws {
    let headless = try Headless()
    #expect(try headless.terminal.nextEvent(timeout: 0) == nil)
    let waker = headless.terminal.waker
    Task.detached { waker.wake() }
    #expect(try headless.terminal.nextEvent() == .wake)
    #expect(try headless.terminal.nextEvent(timeout: 0) == nil)
  }

  @Test func onlyChangedCellsAreSent() throws {
    let headless = try Headless()
    headless.draw("linear_q", "linear_k")
    let first = headless.sent()
    #expect(first.contains("linear_q") && first.contains("linear_k"))
    headless.draw("linear_q", "linear_k")
    #expect(headless.sent().isEmpty)
    headless.draw("linear_q", "linear_v")
    let change = headless.sent()
    #expect(change.contains("v") && !change.contains("l") && change.utf8.count < 16)
  }

  @Test func textCannotControlTheTerminal() throws {
    let headless = try Headless()
    _ = headless.sent()
    headless.draw("a\u{1B}]0;x\u{07}b")
    let sent = headless.sent()
    #expect(sent.contains("a␛]0;x␇b") && !sent.contains("\u{1B}]") && !sent.contains("\u{07}"))
  }

  @Test func closingRestoresTheTerminal() throws {
    let headless = try Headless()
    headless.draw("x")
    let opening = headless.sent()
    for on in ["\u{1B}[?1049h", "\u{1B}[?2004h", "\u{1B}[?1006h"] { #expect(opening.contains(on)) }
    headless.terminal.close()
    let closing = headless.sent()
    for off in ["\u{1B}[?1049l", "\u{1B}[?2004l", "\u{1B}[?1006l", "\u{1B}[?1002l", "\u{1B}[?1000l"] {
      #expect(closing.contains(off))
    }
    headless.terminal.close()
    headless.draw("y")
    #expect(headless.sent().isEmpty)
    #expect(try headless.terminal.nextEvent() == nil)
  }

  @Test func theMouseIsLeftToTheTerminalAndTakenBack() throws {
    let screen = try Headless()
    _ = screen.sent()
    screen.terminal.setMouse(true)
    #expect(screen.sent() == "")
    screen.terminal.setMouse(false)
    #expect(screen.sent() == "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l")
    screen.terminal.setMouse(true)
    #expect(screen.sent() == "\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h")
  }

  @Test func theCursorIsShownOnlyWhenWanted() throws {
    let headless = try Headless()
    headless.draw("x")
    _ = headless.sent()
    headless.draw("x", cursor: Point(x: 7, y: 2))
    #expect(headless.sent().contains("\u{1B}[?25h"))
    headless.draw("x")
    #expect(headless.sent().contains("\u{1B}[?25l"))
  }

  @Test(
    arguments: [
      ("xterm-256color", nil, ColorDepth.indexed256, "\u{1B}[38;5;208m"), ("screen", nil, .ansi16, "\u{1B}[3"),
      ("vt100", nil, .mono, ""), ("xterm-256color", .mono, .mono, ""),
      ("xterm-256color", .ansi16, .ansi16, "\u{1B}[33m"),
    ] as [(String, ColorDepth?, ColorDepth, String)])
  func coloursFitTheTerminal(term: String, limit: ColorDepth?, depth: ColorDepth, sequence: String) throws {
    let headless = try Headless(term, colors: limit)
    #expect(headless.terminal.appearance.colors == depth)
    _ = headless.sent()
    headless.draw("warm", style: Style(Color(0xFF8700)))
    let sent = headless.sent()
    #expect(sent.contains("warm"))
    #expect(sequence.isEmpty || sent.contains(sequence))
    let renditions = sent.split(separator: "\u{1B}[").compactMap { $0.split(separator: "m").first }
    let hasColour = renditions.contains { $0.hasPrefix("3") && $0.allSatisfy { $0.isNumber || $0 == ";" } }
    #expect(hasColour == (depth != .mono))
  }

  @Test func aPictureOfAnotherSizeIsCutOff() throws {
    let headless = try Headless("vt100", width: 6, height: 2)
    var buffer = ScreenBuffer(width: 9, height: 5)
    for y in 0..<5 { buffer.put("abcde日x", at: Point(x: 0, y: y)) }
    headless.terminal.draw(buffer)
    var emulator = VT100(width: 6, height: 2)
    emulator.read(headless.sent())
    #expect(emulator.text == "abcde\nabcde\n")
    headless.terminal.draw(ScreenBuffer(width: 1, height: 1))
    headless.terminal.draw(ScreenBuffer(width: 0, height: 0))
  }

  /// Draws several pictures, each over the last. A terminal emulator interprets the sent bytes and must show the same
  /// picture.
  @Test func theTerminalShowsThePicture() throws {
    let headless = try Headless("vt100", width: 24, height: 6)
    var emulator = VT100(width: 24, height: 6)
    var random = Random(state: 7)
    var buffer = ScreenBuffer(size: headless.terminal.size)
    let words = ["日本", "scores", "한", " ", "e\u{301}e\u{301}", "─┼─", "😀", "x", "語語語", "      "]
    for round in 0..<600 {
      for _ in 0...random.next(below: 4) {
        let place = Point(x: random.next(below: 27) - 3, y: random.next(below: 6))
        buffer.put(words[random.next(below: words.count)], at: place)
      }
      if round % 40 == 39 { buffer.fill(Rect(x: 3, y: 1, width: random.next(below: 20), height: 4)) }
      headless.terminal.draw(buffer)
      emulator.read(headless.sent())
      #expect(emulator.text == buffer.text, "after round \(round)")
      if emulator.text != buffer.text { return }
    }
  }

  @Test func morePairsThanTheTerminalHasAreDrawn() throws {
    let headless = try Headless("screen", width: 100, height: 4)
    for _ in 0..<3 {
      var buffer = ScreenBuffer(size: headless.terminal.size)
      for cell in 0..<400 {
        let style = Style(Color.xterm(UInt8(cell % 16)), on: Color.xterm(UInt8(cell / 16 % 16)))
        buffer.put("#", at: Point(x: cell % 100, y: cell / 100), style: style)
      }
      headless.terminal.draw(buffer)
      // Writing the last cell normally would scroll the terminal, so ncurses sends it twice: 400 cells are 401
      // characters.
      #expect(headless.sent().filter { $0 == "#" }.count == 401)
      headless.draw("")
      _ = headless.sent()
    }
  }

  @Test func openingErrorsHaveAReason() throws {
    #expect(throws: CursesError.unknownTerminal("no-such-terminal")) { try Headless("no-such-terminal") }
    #expect(throws: CursesError.cannotMoveCursor("dumb")) { try Headless("dumb") }
    let first = try Headless()
    #expect(throws: CursesError.alreadyOpen) { try Headless() }
    first.terminal.close()
    _ = try Headless()
  }

  @Test(
    arguments: [
      (.notATerminal(.standardInput), "standard input is not a terminal"),
      (.notATerminal(.standardOutput), "standard output is not a terminal"),
      (.termNotSet, "TERM is not set, so nothing is known about the terminal"),
      (
        .unknownTerminal("x"),
        "the terminal 'x' is not known here: install its terminfo entry (ncurses-term), or try TERM=xterm-256color"
      ),
      (.cannotMoveCursor("dumb"), "the terminal 'dumb' cannot move its cursor"),
      (.alreadyOpen, "the terminal is already in use by this process"),
      (.system(errno: EMFILE), "the terminal cannot be set up: error 24 (Too many open files)"),
      (.hungUp, "the terminal is gone"),
    ] as [(CursesError, String)])
  func everyErrorHasItsText(error: CursesError, words: String) {
    #expect(error.description == words)
  }
}

/// The functions of a VT100 terminal that ncurses uses.
private struct VT100 {
  private var buffer: ScreenBuffer
  /// The cursor's column. After text in the last column, x equals the width although the cursor is still in the last
  /// column.
  private var x = 0
  private var y = 0

  init(width: Int, height: Int) { buffer = ScreenBuffer(width: width, height: height) }

  var text: String { buffer.text }

  mutating func read(_ sent: String) {
    let scalars = Array(sent.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      switch scalar {
      case "\u{1B}": index = escape(scalars, from: index)
      case "\r": x = 0
      case "\n": y = min(y + 1, buffer.size.height - 1)
      case "\u{08}": x = max(0, min(x, buffer.size.width - 1) - 1)
      case "\u{0F}", "\0": break
      default:
        var cluster = String(scalar)
        while index < scalars.count, (cluster + String(scalars[index])).count == 1, scalars[index].value > 0x20 {
          cluster.unicodeScalars.append(scalars[index])
          index += 1
        }
        x += buffer.put(cluster, at: Point(x: x, y: y))
      }
    }
  }

  private mutating func escape(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
    guard start < scalars.count, scalars[start] == "[" else { return start + (scalars[start] == "(" ? 2 : 1) }
    var end = start + 1
    while !(0x40...0x7E).contains(scalars[end].value) { end += 1 }
    let parameters = String(String.UnicodeScalarView(scalars[start + 1..<end]))
    let numbers = parameters.split(separator: ";").map { Int($0) ?? 0 }
    let (width, height) = (buffer.size.width, buffer.size.height)
    let count = max(1, numbers.first ?? 1)
    switch scalars[end] {
    case "H": (y, x) = ((numbers.first ?? 1) - 1, (numbers.count > 1 ? numbers[1] : 1) - 1)
    case "A": y = max(0, y - count)
    case "B": y = min(height - 1, y + count)
    case "C": x = min(width - 1, x + count)
    case "D": x = max(0, min(x, width - 1) - count)
    case "K" where numbers.first == 1: buffer.fill(Rect(x: 0, y: y, width: x + 1, height: 1))
    case "K": buffer.fill(Rect(x: x, y: y, width: width - x, height: 1))
    case "J":
      buffer.fill(Rect(x: x, y: y, width: width - x, height: 1))
      buffer.fill(Rect(x: 0, y: y + 1, width: width, height: height))
    case "m", "h", "l", "r": break
    default: Issue.record("the emulator does not know ESC [ \(parameters)\(scalars[end])")
    }
    return end + 1
  }
}

/// A generator of random numbers that are the same in every run (SplitMix64).
private struct Random {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}
