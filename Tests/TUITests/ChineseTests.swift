import Commands
import ListingRuntime
import Screen
import TestSupport
import Testing

@testable import TUI

/// A model for Chinese with comments in Chinese. A Chinese character takes two cells on the screen.
private let listing = """
  import torch
  from torch import nn


  class 编码器(nn.Module):
      # 每一层把特征减半 (halves the features), 中文注释
      def __init__(self):
          super().__init__()
          self.encoders = nn.ModuleList([nn.Identity() for _ in range(3)])

      def forward(self, xs):
          词表 = ["<空>", "今", "天", "天", "气", "很", "好", "，", "한", "ﾊﾝ"]
          说明 = "声学模型：每帧四十毫秒"
          for layer in self.encoders:
              xs = layer(xs) / 2 + 1  # (batch, 帧, size)
          print("最后一层：", xs.shape, "好")
          return xs


  model = 编码器()


  def main():
      ids = torch.arange(9).reshape(1, 9)  # (batch, 帧)
      return model((ids.unsqueeze(2) - 3) / 2)  # (batch, 帧, size)
  """

@Suite struct ChineseTests {
  private func player(_ width: Int, _ height: Int, _ appearance: Appearance = Appearance()) throws -> Player {
    let machine = try machine(listing, file: "编码.py", listing: "chinese")
    let words = Array("今天天气很好呀朋友")
    let tokens = FrameTokens(functions: ["main"], variable: "ids") { ids in
      ids.map { TimedToken(id: $0, text: String(words[$0 % 9]), frame: $0, seconds: Double($0) * 0.48) }
    }
    let profile = ModelProfile(
      title: "中文语音识别 · 今天天气.wav", listingName: "中文",
      layerLoop: LayerLoop(functions: ["编码器.forward"], iterable: "self.encoders", carried: "xs"), frameTokens: tokens,
      secondsPerFrame: 0.04, text: { String($0.map { words[abs($0) % 9] }) },
      readOut: "[[int(value) for value in row] for row in (xs[:, :, 0] * 4).tolist()]")
    var debugger = Debugger(machine, profile: profile)
    _ = debugger.start(at: "编码器.forward")
    return try Player(width, height, appearance: appearance, session: Session(debugger))
  }

  private static let sizes = [Size(width: 80, height: 24), Size(width: 120, height: 40)]
  private static let views: [(name: String, keys: [String])] = [
    // The variables and the watched expressions include a list of Chinese tokens and a Chinese text.
    ("variables", ["n", "n", ":display 词表[1:4]", "Enter", "2"]),
    ("watches", ["n", "n", ":display 词表[1:4]", "Enter", ":display 说明", "Enter", "7"]),
    ("layers", [":goto layer 3", "Enter", "4", "L"]),
    ("output", ["c", ":print '你好，世界'", "Enter", ":print '今天天气很好呀朋友' * 6", "Enter", "6", "z"]),
    ("prompt", [":print '你好' + 说明"]),
    ("inspector", ["n", "n", "n", "n", "5", ":[0,6,0]", "Enter"]),
  ]

  @Test(arguments: sizes, views.map(\.name)) func takesTwoCells(_ size: Size, _ name: String) throws {
    for (look, appearance) in [("", Appearance()), (" ascii", Appearance(colors: .mono, glyphs: .ascii))] {
      var player = try player(size.width, size.height, appearance)
      for key in Self.views.first(where: { $0.name == name })?.keys ?? [] { player.type(key) }
      let picture = player.picture
      // No line is wider than the screen, and no character is cut in half.
      for line in picture.text.split(separator: "\n") { #expect(String(line).displayWidth <= size.width) }
      let golden = "chinese/\(name) \(size.width)x\(size.height)\(look)"
      #expect(differenceFromGolden(picture.golden, golden) == nil)
    }
  }

  /// At any width of the screen, no line of the picture is wider than the screen.
  @Test func noWidthCutsACharacterInHalf() throws {
    var player = try player(80, 24)
    player.type("n", "n", "c", ":print '今天天气很好呀朋友' * 6", "Enter")
    for width in stride(from: 16, through: 130, by: 6) {
      player.send(.resize(Size(width: width, height: 24)))
      for pane in PaneKind.allCases {
        player.type("\(pane.digit)")
        let picture = player.picture
        for (row, line) in picture.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
          #expect(String(line).displayWidth <= width, "\(pane) at \(width), row \(row)")
        }
      }
    }
  }
}
