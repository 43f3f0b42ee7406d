import Screen

/// The byte sequences of keys: first terminfo's sequences, then xterm's, which modern terminals also send.
///
/// xterm's sequences are always included, because most terminals with `TERM=screen` or `vt100` send them.
struct KeySequences {
  enum Meaning: Hashable {
    case key(Key)
    /// A mouse report follows: `0;12;5M` in SGR encoding, or three bytes in the old encoding.
    case sgrMouse, oldMouse
    case pasteBegins, pasteEnds
  }

  enum Source: Hashable {
    case capability(String)
    case bytes(String)
  }

  /// The entries in order of definition. If two entries have the same bytes, the later entry applies.
  let entries: [(source: Source, meaning: Meaning)]

  /// The first key code. ncurses' own codes end at 511, and its codes for extended capabilities are below 4096.
  private static let firstCode = 4096

  static let all = KeySequences()

  private init() {
    entries = Self.terminfo + Self.plain + Self.modified + Self.reports
  }

  func code(at index: Int) -> Int32 { Int32(Self.firstCode + index) }

  func meaning(ofCode code: UInt32) -> Meaning? {
    let index = Int(code) - Self.firstCode
    return entries.indices.contains(index) ? entries[index].meaning : nil
  }
}

extension KeySequences {
  private typealias Entry = (source: Source, meaning: Meaning)

  private static let terminfo: [Entry] = {
    var keys: [(String, Key)] = [
      ("kcuu1", Key(.up)), ("kcud1", Key(.down)), ("kcub1", Key(.left)), ("kcuf1", Key(.right)),
      ("khome", Key(.home)), ("kend", Key(.end)), ("kpp", Key(.pageUp)), ("knp", Key(.pageDown)),
      ("kich1", Key(.insert)), ("kdch1", Key(.delete)), ("kcbt", Key(.backTab)), ("kbs", Key(.backspace)),
      ("kent", Key(.enter)), ("kri", Key(.up, .shift)), ("kind", Key(.down, .shift)),
    ]
    let shifted: [(String, Key.Code)] = [
      ("kUP", .up), ("kDN", .down), ("kLFT", .left), ("kRIT", .right), ("kHOM", .home), ("kEND", .end),
      ("kPRV", .pageUp), ("kNXT", .pageDown), ("kIC", .insert), ("kDC", .delete),
    ]
    for (name, code) in shifted {
      keys.append((name, Key(code, .shift)))
      // As in xterm's sequences, the digit is the modifiers' bits plus 1: shift (1) is the digit 2.
      for digit in 3...8 { keys.append((name + String(digit), Key(code, modifiers(digit)))) }
    }
    // xterm numbers function keys with modifiers from 13 on: 12 keys each without modifiers, with shift, with control,
    // with control and shift, and with alt.
    let groups: [Modifiers] = [[], .shift, .control, [.control, .shift], .alt]
    for number in 1...60 {
      keys.append(("kf\(number)", .function((number - 1) % 12 + 1, groups[(number - 1) / 12])))
    }
    return keys.map { (.capability($0.0), .key($0.1)) }
  }()

  /// The keys whose sequence ends in a letter: `ESC [ A`.
  private static let lettered: [(Character, Key.Code)] = [
    ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end),
    ("P", .function(1)), ("Q", .function(2)), ("R", .function(3)), ("S", .function(4)),
  ]

  /// The keys whose sequence is a number before `~`: `ESC [ 5 ~`.
  private static let numbered: [(Int, Key.Code)] = [
    (1, .home), (2, .insert), (3, .delete), (4, .end), (5, .pageUp), (6, .pageDown), (7, .home), (8, .end),
    (11, .function(1)), (12, .function(2)), (13, .function(3)), (14, .function(4)), (15, .function(5)),
    (17, .function(6)), (18, .function(7)), (19, .function(8)), (20, .function(9)), (21, .function(10)),
    (23, .function(11)), (24, .function(12)),
  ]

  private static let plain: [Entry] =
    lettered.flatMap { letter, code in
      ["\u{1B}[\(letter)", "\u{1B}O\(letter)"].map { (.bytes($0), .key(Key(code))) }
    }
    + numbered.map { (.bytes("\u{1B}[\($0.0)~"), .key(Key($0.1))) }
    + [(.bytes("\u{1B}[Z"), .key(Key(.backTab)))]

  private static let modified: [Entry] = (2...8).flatMap { digit -> [Entry] in
    lettered.map { (.bytes("\u{1B}[1;\(digit)\($0.0)"), .key(Key($0.1, modifiers(digit)))) }
      + numbered.map { (.bytes("\u{1B}[\($0.0);\(digit)~"), .key(Key($0.1, modifiers(digit)))) }
  }

  private static let reports: [Entry] = [
    (.bytes("\u{1B}[<"), .sgrMouse), (.bytes("\u{1B}[M"), .oldMouse),
    (.bytes("\u{1B}[200~"), .pasteBegins), (.bytes("\u{1B}[201~"), .pasteEnds),
  ]

  private static func modifiers(_ digit: Int) -> Modifiers {
    Modifiers(rawValue: UInt8(digit - 1))
  }
}
