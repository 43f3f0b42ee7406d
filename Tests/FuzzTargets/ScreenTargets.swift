import Commands
import Dispatch
import ListingRuntime
import Models
import Screen
import Synchronization
import TUI
import TestSupport

/// The screen program with its event loop and threads, in a terminal that sends random events.
let screenTargets = [
  FuzzTarget("screen", about: "the screen program: keys, mouse, paste and sizes in any order", shortCount: 6) {
    random in
    (0..<Int.random(in: 1..<240, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
  } check: {
    try checkScreen($0)
  }
]

/// Expects that every picture has the screen's size. After the last event, the program must be able to return to the
/// beginning of the pass.
private func checkScreen(_ bytes: [UInt8]) throws {
  let looks = [
    Appearance(), Appearance(colors: .mono, glyphs: .ascii), Appearance(theme: .light, colors: .indexed256),
    Appearance(colors: .ansi16),
  ]
  let terminal = MadTerminal(bytes, appearance: looks[Int(bytes.first ?? 0) % looks.count])
  var program = ScreenProgram(session: try tinySession.get(), on: terminal)
  do throws(MadTerminal.Problem) {
    _ = try program.run()
  } catch {
    switch error {
    case .hangs: throw FuzzFailure("a command does not come to its end")
    case .isOver: break
    }
  }
  // A random event may quit the program. Then `isExhausted` is false, and only the pictures were checked.
  if let complaint = terminal.complaint { throw FuzzFailure(complaint) }
  if terminal.isExhausted, !terminal.lastPicture.contains("Encoder.forward") {
    throw FuzzFailure("there is no way back to the beginning:\n\(terminal.lastPicture)")
  }
}

/// A terminal that reads events from bytes. After the last event it closes all dialogs and returns to the beginning of
/// the pass.
private final class MadTerminal: TerminalDevice {
  enum Problem: Error { case isOver, hangs }

  private(set) var size = Size(width: 80, height: 24)
  let appearance: Appearance
  private(set) var complaint: String?
  private(set) var lastPicture = ""
  /// Whether the program received all events.
  private(set) var isExhausted = false
  private var rest: ArraySlice<UInt8>
  private var waiting: [Event] = []
  private var hasEnding = false
  private let news = News()

  init(_ bytes: [UInt8], appearance: Appearance) {
    rest = bytes[...]
    self.appearance = appearance
  }

  var wake: @Sendable () -> Void {
    { [news] in news.tell() }
  }

  func draw(_ picture: ScreenBuffer, cursor: Point?) {
    if picture.size != size { complaint = "a picture of \(picture.size) for a screen of \(size)" }
    if let cursor, !picture.bounds.contains(cursor) { complaint = "the cursor is at \(cursor) of \(size)" }
    // Only the last picture is needed as text.
    if hasEnding, waiting.isEmpty { lastPicture = picture.text }
  }

  func copy(_ text: String) {}
  func setMouse(_ isOn: Bool) {}

  func nextEvent(timeout milliseconds: Int?) throws(Problem) -> Event? {
    if news.take() { return .wake }
    switch milliseconds {
    case nil: return try next()
    // The next random byte decides whether an event arrives while a command runs.
    case 0: return hasEnding || rest.first.map { $0 % 4 != 0 } ?? true ? nil : try next()
    default:
      if !hasEnding, let first = rest.first, first % 16 == 1 { return try next() }
      // The time limit is long because the machine may be busy.
      if !news.wait(seconds: 120) { throw .hangs }
      return .wake
    }
  }

  private func next() throws(Problem) -> Event {
    if !waiting.isEmpty { return waiting.removeFirst() }
    guard let kind = rest.popFirst() else {
      if hasEnding {
        isExhausted = true
        throw .isOver
      }
      hasEnding = true
      waiting = [.resize(Size(width: 80, height: 24))] + [Event](repeating: .key(Key(.escape)), count: 8)
      waiting += typed("Z:start") + [.key(Key(.enter)), .key(.character("1"))]
      return next(ofWaiting: ())
    }
    let choice = Int(rest.popFirst() ?? 0)
    switch kind {
    case 0..<130: return .key(keys[choice % keys.count])
    case 130..<160: return .key(.character(Character(Unicode.Scalar(UInt8(32 + choice % 95)))))
    case 160..<195:
      let actions: [MouseEvent.Action] = [
        .press(.left), .press(.right), .release(.left), .drag(.left), .wheelUp, .wheelDown, .wheelLeft, .wheelRight,
      ]
      let place = Point(
        x: Int(rest.popFirst() ?? 0) % (size.width + 2) - 1, y: Int(rest.popFirst() ?? 0) % (size.height + 2) - 1)
      return .mouse(MouseEvent(actions[choice % actions.count], at: place))
    case 195..<210:
      let (width, height) = sizes[choice % sizes.count]
      size = Size(width: width, height: height)
      return .resize(size)
    case 210..<245:
      waiting = typed(lines[choice % lines.count]) + [.key(Key(.enter))]
      return .key(.character(":"))
    case 245..<250: return .paste(lines[choice % lines.count] + "\n你好\u{301}\u{0}")
    default: return .interrupt
    }
  }

  private func next(ofWaiting: Void) -> Event {
    size = Size(width: 80, height: 24)
    return waiting.removeFirst()
  }

  private func typed(_ text: String) -> [Event] { text.map { .key(.character($0)) } }
}

/// Notifications from other threads for the event loop.
private final class News: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)

  func tell() { semaphore.signal() }
  /// Removes a waiting notification. Returns whether there was one.
  func take() -> Bool { semaphore.wait(timeout: .now()) == .success }
  func wait(seconds: Double) -> Bool { semaphore.wait(timeout: .now() + seconds) == .success }
}

private let keys: [Key] =
  "snfctSNFCudbjkhl0123456789mMaHVPo.,;xiwvgpe+_-=@ryYLzXZ<>{}:/?*#D[] qn".map { .character($0) }
  + [
    .up, .down, .left, .right, .pageUp, .pageDown, .home, .end, .enter, .enter, .escape, .escape, .tab, .backTab,
    .backspace, .delete, .insert, .function(2), .function(9), .function(12),
  ].map { Key($0) } + [.control("c"), .control("u"), .control("w"), .function(8, .shift), Key(.left, .alt)]

private let sizes = [
  (80, 24), (120, 40), (200, 60), (1, 1), (0, 0), (20, 5), (41, 11), (110, 20), (160, 21), (45, 90), (250, 70),
]

private let lines = [
  "break 22", "break 17 if self.h == 2", "logpoint 22 \"{time}\"", "delete", "disable", "enable 1", "display scores",
  "display q.std()", "undisplay", "watch x", "goto layer 2", "goto layer 3", "goto stop 9", "goto stop 60", "start",
  "next 4", "step 5", "finish", "continue", "reverse-next 3", "reverse-continue", "layers", "tree", "info timeline",
  "help", "help print", "inspect scores * 2", "print scores", "print/values xs[0]", "print randn(40, 40)",
  "set var x = x * 0", "undo", "[0, 1, 2]", "[0,1,3,3]", "hide source", "hide inspector", "pane modules", "mouse off",
  "layout reset", "catch nan", "tbreak 30", "commands 1", "end", "print 你好", "x = (", "list 1", "up", "down", "frame 1",
]

/// A model with an attention. The attention's variables have the same names as in the Conformer.
private let encoder = """
  import torch
  from torch import nn


  class Attention(nn.Module):
      def __init__(self, heads, size):
          super().__init__()
          self.h = heads
          self.d_k = size // heads

      def forward_attention(self, value, scores, mask):
          scores = scores.masked_fill(mask, -float("inf"))  # (batch, head, time1, time2)
          attn = torch.softmax(scores, dim=-1)  # (batch, head, time1, time2)
          return torch.matmul(attn, value)  # (batch, head, time1, d_k)

      def forward(self, x, mask):
          batch, time, size = x.shape
          q = x.view(batch, time, self.h, self.d_k).transpose(1, 2)  # (batch, head, time1, d_k)
          matrix_ac = torch.matmul(q, q.transpose(-2, -1))  # (batch, head, time1, time2)
          matrix_bd = matrix_ac / 2  # (batch, head, time1, time2)
          scores = (matrix_ac + matrix_bd) / 4  # (batch, head, time1, time2)
          x = self.forward_attention(q, scores, mask)
          return x.transpose(1, 2).reshape(batch, time, size)


  class Encoder(nn.Module):
      def __init__(self):
          super().__init__()
          self.encoders = nn.ModuleList([Attention(2, 8) for _ in range(3)])

      def forward(self, xs):
          size = xs.shape[1]
          mask = torch.arange(size) > torch.arange(size).unsqueeze(1) + 2
          for layer in self.encoders:
              xs = xs / 2 + layer(xs, mask)  # (batch, time, size)
          return xs


  model = Encoder()


  def main():
      xs = (torch.arange(80).reshape(1, 10, 8) % 7 - 3) / 2  # (batch, time, size)
      return model(xs)
  """

/// A session that stops at the first line of the encoder. Each input runs on a copy.
let tinySession = Result<Session, any Error> {
  let machine = try machine(encoder, file: "encoder.py", listing: "tiny")
  let digits = Array("零一二三四五六七八九")
  let profile = ModelProfile(
    title: "tiny encoder", listingName: "tiny@1",
    layerLoop: LayerLoop(functions: ["Encoder.forward"], iterable: "self.encoders", carried: "xs"),
    attention: U2Model.attention, secondsPerFrame: 0.04, text: { String($0.map { digits[$0] }) },
    readOut: "[[int(value) % 10 for value in row] for row in xs[:, :, 0].tolist()]")
  var debugger = Debugger(machine, profile: profile)
  _ = debugger.start(at: "Encoder.forward")
  return Session(debugger)
}
