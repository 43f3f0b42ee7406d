import ListingSyntax
import Testing

/// Broken input, the same on every run: the parser answers with ranges inside the file, and never traps or hangs.
struct FuzzTests {
  @Test func randomBytes() {
    var random = SplitMix(seed: 1)
    for _ in 0..<300 {
      let bytes = (0..<Int.random(in: 0..<200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      check(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test func tokenSoup() {
    var random = SplitMix(seed: 2)
    for _ in 0..<250 {
      let count = Int.random(in: 1..<80, using: &random)
      check((0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined())
    }
  }

  @Test func mutatedListings() {
    var random = SplitMix(seed: 3)
    let original = Array(listing.utf8)
    for _ in 0..<150 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = UInt8.random(in: 0x20..<0x7F, using: &random)
        case 2: bytes.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").utf8, at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1..<40, using: &random)))
        }
        if bytes.isEmpty { bytes = [0x0A] }
      }
      check(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test func everyPrefixOfAListing() {
    let bytes = Array(listing.utf8)
    for length in stride(from: 0, through: bytes.count, by: 3) {
      check(String(decoding: bytes[..<length], as: UTF8.self))
    }
  }

  private func check(_ text: String) {
    let file = SourceFile(name: "fuzz.py", text: text)
    let length = text.utf8.count
    for parsed in [parseListing(file), parseInteractive(file)] {
      let ranges = parsed.diagnostics.map(\.range) + allRanges(of: parsed.module.body)
      if !ranges.allSatisfy({ 0 <= $0.start && $0.start <= $0.end && $0.end <= length }) {
        Issue.record("a range lies outside the file: \(text.debugDescription)")
      }
      if let first = parsed.diagnostics.first { #expect(!describe(first, in: file).isEmpty) }
    }
    let expression = parseExpression(file)
    #expect((expression.expression == nil) == expression.diagnostics.contains { $0.severity == .error })
    let lines = highlight(file)
    #expect(lines.count == file.lines.count)
    for (spans, line) in zip(lines, file.lines) {
      var end = 0
      for span in spans {
        #expect(span.columns.lowerBound >= end && span.columns.upperBound <= line.count)
        end = span.columns.upperBound
      }
    }
  }

  private let pieces = [
    "a", "b ", " c", "self.", "1", "2.5", "0x", "'s'", "\"", "'''", "f'", "f\"{", "{", "}", "(", ")", "[", "]", ",",
    ":",
    ";", ".", "...", "->", ":=", "=", "==", "!=", "!", "<", ">", "+", "-", "*", "**", "/", "//", "%", "@", "&", "|",
    "^",
    "~", "+=", "\\\n", "\n", "\n    ", "\n\t", "\n  ", "\r\n", "# (a, b)\n", " if ", " else ", "elif ", "for ", " in ",
    " is ", " not ", "and ", " or ", "lambda ", "def f(", "class A", "return ", "import ", "from ", "with ", " as ",
    "while ", "try:", "except", "match x:\n case 1:\n", "async ", "await ", "yield ", "del ", "assert ", "raise ",
    "global ", "print ", "None", "pass", "break", "层", "\u{FEFF}", "\u{0}", "`", "$", "\\N{", "{{", "}}",
  ]

  private let listing = """
    # (batch, time)
    import math
    from typing import Optional, Tuple

    class Attention(nn.Module):
        \"\"\"Looks back.\"\"\"

        def __init__(self, n_head: int, *, rate=0.1, **kwargs):
            super().__init__()
            assert size % n_head == 0, f"size {size!r:>{width}} of {n_head=}"
            self.d_k = size // n_head

        @torch.no_grad()
        def forward(self, query, mask: Optional[torch.Tensor] = None) -> Tuple[int, ...]:
            q = self.linear(query).view(-1, self.h, 2 ** -self.d_k).transpose(1, 2)  # (batch, head, time, d_k)
            if mask is not None and mask.size(2) > 0:
                q = q.masked_fill(mask[:, None, ::2] == 0, -float('inf'))
            elif not mask: pass
            else:
                for i, (a, *b) in enumerate(zip(x, [y for y in z if y])):
                    x[i] += (lambda u, v=1: u if v else {**u, 'k': v})(a, *b)
            return q, math.sqrt(
                self.d_k)
    """
}

/// SplitMix64: small, seeded, the same everywhere.
private struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
