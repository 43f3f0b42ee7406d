import Commands
import ListingRuntime
import Screen
import TestSupport
import Testing

@testable import TUI

/// A small model. All numbers of this model are exact in float32, so they are equal on all computers.
let tinyEncoder = """
  import torch
  from torch import nn


  class SelfAttention(nn.Module):
      def __init__(self, heads, size):
          super().__init__()
          self.h = heads
          self.d_k = size // heads

      def forward(self, x, mask):
          batch, time, size = x.shape
          q = x.view(batch, time, self.h, self.d_k).transpose(1, 2)  # (batch, head, time1, d_k)
          k = x.view(batch, time, self.h, self.d_k).transpose(1, 2)  # (batch, head, time2, d_k)
          scores = torch.matmul(q, k.transpose(-2, -1)) / 4  # (batch, head, time1, time2)
          scores = scores.masked_fill(mask, -float("inf"))  # (batch, head, time1, time2)
          weights = (scores > 0) / 8  # (batch, head, time1, time2)
          context = torch.matmul(weights, k)  # (batch, head, time1, d_k)
          return context.transpose(1, 2).reshape(batch, time, size)


  class EncoderLayer(nn.Module):
      def __init__(self, heads, size):
          super().__init__()
          self.self_attn = SelfAttention(heads, size)
          self.ff_scale = 0.5

      def forward(self, x, mask):
          residual = x
          x = residual + self.ff_scale * self.self_attn(x, mask)
          return x, mask


  class Encoder(nn.Module):
      def __init__(self):
          super().__init__()
          self.encoders = nn.ModuleList([EncoderLayer(2, 8) for _ in range(3)])

      def forward(self, xs):
          size = xs.shape[1]
          mask = torch.arange(size) > torch.arange(size).unsqueeze(1) + 2
          for layer in self.encoders:
              xs, mask = layer(xs, mask)
          return xs


  model = Encoder()


  def main():
      xs = (torch.arange(80).reshape(1, 10, 8) % 7 - 3) / 2  # (batch, time, size)
      return model(xs)
  """

/// `tinyEncoder` with an input of 300 frames. A screen has fewer rows and columns.
let longEncoder = tinyEncoder.split(separator: "torch.arange(80).reshape(1, 10, 8)").joined(
  separator: "torch.arange(2400).reshape(1, 300, 8)")

/// - Parameter profile: whether the model has a profile. The profile declares the layer loop and an output head that
///   recognises Chinese text.
func tinySession(_ text: String = tinyEncoder, profile hasProfile: Bool = true) throws -> Session {
  let machine = try machine(text, file: "encoder.py", listing: "tiny")
  let loop = LayerLoop(functions: ["Encoder.forward"], iterable: "self.encoders", carried: "xs")
  let digits = Array("零一二三四五六七八九")
  let profile = ModelProfile(
    title: "tiny encoder", listingName: "tiny@1", layerLoop: loop, text: { String($0.map { digits[$0] }) },
    readOut: "[[int(value) % 10 for value in row] for row in (xs[:, :, 0] * 2).tolist()]")
  var debugger = Debugger(machine, profile: hasProfile ? profile : ModelProfile(title: "a listing"))
  _ = debugger.start(at: "Encoder.forward")
  return Session(debugger)
}

/// A session of the listing's `main()`. It stops at the first line that begins with `text`.
func listingSession(_ listing: String, until text: String) throws -> Session {
  var debugger = Debugger(try machine(listing, file: "test.py"))
  _ = debugger.start()
  var session = Session(debugger)
  let lines = listing.split(separator: "\n", omittingEmptySubsequences: false)
  let line = try #require(lines.firstIndex { $0.drop { $0 == " " }.hasPrefix(text) })
  _ = session.execute("break test.py:\(line + 1)")
  _ = session.execute("continue")
  _ = session.execute("delete")
  return session
}

/// Simulates a user of the screen program. The program's effects run at once.
struct Player {
  var app: App
  var size: Size
  private(set) var hasQuit = false
  /// The text that the program copied last; nil if the program has copied no text.
  private(set) var clipboard: String?
  private(set) var isMouseOn = true

  init(
    _ width: Int, _ height: Int, listing: String = tinyEncoder, appearance: Appearance = Appearance(),
    session: Session? = nil
  ) throws {
    size = Size(width: width, height: height)
    app = App(session: try session ?? tinySession(listing), appearance: appearance, size: size)
  }

  /// Selects a variable in the list of variables and opens the inspector on it.
  mutating func look(at name: String) {
    type("2", "Home")
    while app.state.panes.variables.selectedRow(app.state.snapshot)?.expression != name,
      app.state.panes.variables.list.selected + 1 < app.state.rows.count
    { type("Down") }
    type("Enter")
  }

  /// Types texts letter by letter. A text that is the name of a key (`Tab`, `F8`, `Ctrl-c`, `Enter`) is typed as this
  /// key.
  mutating func type(_ words: String...) {
    for word in words {
      if let key = Key(named: word) { send(.key(key)) } else { for letter in word { send(.key(.character(letter))) } }
    }
  }

  mutating func send(_ event: Event) {
    if case .resize(let size) = event { self.size = size }
    var effects = app.update(.screen(event))
    while !effects.isEmpty {
      switch effects.removeFirst() {
      case .run(let line):
        var session = app.session
        let result = session.execute(line)
        effects += app.update(.finished(session, result))
      case .look(let look):
        effects += app.update(.looked(look, app.session.debugger.value(for: look)))
      case .transcribe(let records):
        effects += app.update(.transcribed(app.session.debugger.transcripts(ofLayerRecords: records)))
      case .recallAttention(let frame, let query):
        let recall = app.session.debugger.attentionBefore(frame: frame)
        effects += app.update(.recalled(recall, query: query))
      case .mouse(let isOn): isMouseOn = isOn
      case .copy(let text): clipboard = text
      case .interrupt: break
      case .quit: hasQuit = true
      }
    }
  }

  var picture: ScreenBuffer { app.view(size) }
  var text: String { picture.text }
}

extension Key {
  /// The key with this name in the tests; nil if no key has the name.
  init?(named name: String) {
    let plain: [String: Key.Code] = [
      "Tab": .tab, "Enter": .enter, "Esc": .escape, "Up": .up, "Down": .down, "Left": .left, "Right": .right,
      "PgUp": .pageUp, "PgDn": .pageDown, "Home": .home, "End": .end, "Backspace": .backspace, "Delete": .delete,
      "Shift-Tab": .backTab,
    ]
    if let code = plain[name] {
      self.init(code)
    } else if name.hasPrefix("Ctrl-"), name.count == 6 {
      self = .control(name.last!)
    } else if name.hasPrefix("Shift-F"), let number = Int(name.dropFirst(7)) {
      self = .function(number, .shift)
    } else if name.hasPrefix("F"), let number = Int(name.dropFirst()) {
      self = .function(number)
    } else {
      return nil
    }
  }
}
