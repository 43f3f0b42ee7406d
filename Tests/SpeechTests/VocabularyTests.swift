import Testing

@testable import Speech

@Suite struct VocabularyTests {
  let folder = TemporaryFolder()

  struct Good: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let tokens: [String]
    let unit: TextUnit

    init(_ name: String, _ text: String, _ tokens: [String], _ unit: TextUnit) {
      (testDescription, self.text, self.tokens, self.unit) = (name, text, tokens, unit)
    }
  }

  @Test(arguments: [
    Good("a token a line", "<blank>\n<unk>\nzero\none\n<eos>\n", ["<blank>", "<unk>", "zero", "one", "<eos>"], .word),
    Good("no final newline", "<blank>\nzero\none", ["<blank>", "zero", "one"], .word),
    Good("CRLF", "<blank>\r\nzero\r\none\r\n", ["<blank>", "zero", "one"], .word),
    Good("byte order mark", "\u{FEFF}<blank>\nzero\n", ["<blank>", "zero"], .word),
    Good("Chinese", "<blank>\n<unk>\n的\n是\n<eos>\n", ["<blank>", "<unk>", "的", "是", "<eos>"], .char),
    Good("a space, and an ideographic one", "<blank>\n \n\u{3000}\na\n", ["<blank>", " ", "\u{3000}", "a"], .char),
    Good("digits are tokens", "<blank>\n7\n8\n", ["<blank>", "7", "8"], .char),
    Good("pieces", "<blank>\n▁the\nm\n▁\n", ["<blank>", "▁the", "m", "▁"], .spm),
    Good("token and id", "<blank> 0\n的 1\n是 2\n", ["<blank>", "的", "是"], .char),
    Good("token and id in any order", "b 2\n<blank>\t0\na  1\r\n", ["<blank>", "a", "b"], .char),
    Good("Chinese and pieces", "<blank> 0\n你 1\n▁HELLO 2\n", ["<blank>", "你", "▁HELLO"], .spm),
  ])
  func bothFormsAreRead(_ good: Good) throws {
    let vocabulary = try Vocabulary.read(try folder.write(good.text, to: "vocab.txt"))
    #expect(vocabulary.tokens == good.tokens)
    #expect(vocabulary.unit == good.unit)
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]

    init(_ bytes: String, _ words: String) { (self.bytes, testDescription) = (Array(bytes.utf8), words) }
    init(bytes: [UInt8], _ words: String) { (self.bytes, testDescription) = (bytes, words) }
  }

  @Test(arguments: [
    Bad("", " is not a vocabulary: it is empty"),
    Bad("\n", " is not a vocabulary: it is empty"),
    Bad("a\n\nb\n", ":2: the line is empty"),
    Bad("a\r\n\r\n", ":2: the line is empty"),
    Bad(bytes: [0x61, 0x0A, 0xFF, 0x0A], ":2: it is not UTF-8 text"),
    Bad("<blank> 0\na 1\nb 1\n", ":3: id 1 of 'b' is already that of 'a'"),
    Bad("<blank> 0\na 2\n", ":2: id 2 is not one of 0 to 1, as 2 tokens have"),
    Bad("<unk> 1\na 2\n", ":2: id 2 is not one of 0 to 1, as 2 tokens have"),
    Bad("<blank> 0\na -1\n", ":2: id -1 is not one of 0 to 1, as 2 tokens have"),
    Bad("<blank> 0\na one\n", ":2: expected a token and its id, found 'a one'"),
    Bad("<blank> 0\na\n", ":2: expected a token and its id, found 'a'"),
    Bad("<blank> 0\na 99999999999999999999\n", ":2: expected a token and its id, found 'a 99999999999999999999'"),
    Bad("<blank>\na 1\n", ":2: expected one token, found 'a 1'"),
    Bad("one two three\n", ":1: expected one token, found 'one two three'"),
  ])
  func badFilesAreRefusedInWords(_ bad: Bad) throws {
    let path = try folder.write(bad.bytes, to: "vocab.txt")
    let error = #expect(throws: SpeechError.self) { try Vocabulary.read(path) }
    #expect(error?.description == path + bad.testDescription)
  }

  @Test func aFolderIsNoVocabulary() {
    #expect(throws: SpeechError.notARegularFile(path: folder.path)) { try Vocabulary.read(folder.path) }
  }

  @Test(
    arguments: [
      (["two", "nine"], .word, "two nine"),
      (["你", "好"], .char, "你好"),
      (["a", "<space>", "b"], .char, "a b"),
      (["▁he", "llo", "▁world"], .spm, "hello world"),
      (["llo", "▁world"], .spm, "llo world"),
      (["你", "▁OK", "吗"], .spm, "你 OK吗"),
      (["▁", "\u{301}x"], .spm, "\u{301}x"),
      (["<unk>", "one"], .word, "<unk> one"),
      ([], .spm, ""),
    ] as [([String], TextUnit, String)])
  func tokensBecomeText(_ tokens: [String], _ unit: TextUnit, _ text: String) {
    let vocabulary = Vocabulary(tokens: tokens, unit: unit)
    #expect(vocabulary.text(of: Array(tokens.indices)) == text)
  }

  @Test func idsOutsideTheVocabularyAreShown() {
    let vocabulary = Vocabulary(tokens: ["<blank>", "one"])
    #expect(vocabulary.text(of: [1, 7, -1]) == "one <id 7> <id -1>")
  }
}
