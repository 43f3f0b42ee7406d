import Foundation
import Testing

/// Runs `fwdb debug` with commands from a script.
struct DebugTests {
  @Test func itOpensOnTheFirstLineOfTheEncodersForward() throws {
    let program = try debug("quit")
    #expect(program.status == 0)
    #expect(program.output.hasPrefix("BaseEncoder.forward (encoder) at encoder.py:"))
    #expect(program.output.contains("masks = make_non_pad_mask(xs_lens).unsqueeze(1)"))
  }

  @Test func theTutorialsWalkFindsTheAttention() throws {
    let program = try debug("print model.sublayers()[0].sublayers()[11][0].sublayers()[0]")
    #expect(
      program.output.contains(
        """
        RelPositionMultiHeadedAttention(
          (linear_q): Linear(in_features=64, out_features=64, dtype=float32)
          (linear_k): Linear(in_features=64, out_features=64, dtype=float32)
          (linear_v): Linear(in_features=64, out_features=64, dtype=float32)
          (linear_out): Linear(in_features=64, out_features=64, dtype=float32)
          (dropout): Dropout(p=0.0, axis=None, mode=upscale_in_train)
          (linear_pos): Linear(in_features=64, out_features=64, dtype=float32)
        )
        """))
  }

  @Test func stepsThroughAttentionForwardAndBack() throws {
    let program = try debug(
      """
      break encoder.encoders.2.self_attn
      continue
      where
      break forward_attention
      continue
      next 3
      print scores[0, 1, 2, 3]
      next
      reverse-next
      print scores[0, 1, 2, 3]
      finish
      reverse-continue
      delete
      reverse-continue
      """)
    let output = program.output
    #expect(output.contains("#2  BaseEncoder.forward (encoder) at encoder.py:84  [layer: 3 of 6]"))
    #expect(output.contains("MultiHeadedAttention.forward_attention (encoder.encoders.2.self_attn)"))
    #expect(output.contains("Value returned: float32 (1, 58, 64)"))
    #expect(output.contains("This is the start of the pass."))
    // The script prints the element twice. The element has the same value after the step back.
    let values = output.split(separator: "\n").filter { $0.hasSuffix(" (float32)") }
    #expect(values.count == 2 && values[0] == values[1])
  }

  @Test func thePassEndsWithTheTokens() throws {
    let program = try debug("continue\ncontinue")
    #expect(
      program.output.contains("The pass is over. It returned [[4, 11, 5, 6, 2]]\ntext: two nine three four zero\n"))
  }

  @Test func aChangedVariableChangesTheRestOfThePass() throws {
    let program = try debug("break encoder.py:85\ncontinue\nset var xs = xs * 0\ncontinue")
    #expect(program.output.contains("It returned [["))
    #expect(!program.output.contains("It returned [[4, 11, 5, 6, 2]]"))
  }

  @Test func aCallOpensInsideTheModuleItCalls() throws {
    let program = try Program.run(
      [
        "debug", Example.model, "--call", "encoder.encoders[5].self_attn(x, x, x, x, randn(1, 1, 90))", "--let",
        "x = randn(1, 90, 64)", "-ex", "info args", "-ex", "finish",
      ])
    #expect(program.status == 0)
    #expect(
      program.output.hasPrefix(
        "RelPositionMultiHeadedAttention.forward (encoder.encoders.5.self_attn) at attention.py:"))
    #expect(program.output.contains("query = float32 "))
    #expect(program.output.contains("Value returned: float32 (1, 90, 64)"))
  }

  @Test func anErrorOfTheListingStopsThePassThere() throws {
    let program = try Program.run(
      [
        "debug", Example.model, "--call", "encoder.encoders[0].feed_forward(x)", "--let", "x = randn(1, 9, 65)", "-ex",
        "continue", "-ex", "where", "-ex", "print x.shape",
      ])
    #expect(program.output.contains("inner sizes differ: xs (1, 9, 65) @ self.w_1.weight (64, 256)"))
    #expect(program.output.contains("#0  PositionwiseFeedForward.forward (encoder.encoders.0.feed_forward)"))
    #expect(program.output.contains("[1, 9, 65]\n"))
  }

  @Test func aScriptComesFromAFileOrStandardInput() throws {
    try withTemporaryFolder { folder in
      try "echo from the file\n".write(toFile: folder + "/script", atomically: true, encoding: .utf8)
      let program = try Program.run(
        ["debug", Example.model, "--random", "60x80", "-x", folder + "/script", "-x", "-"],
        input: "echo from the pipe\n")
      #expect(program.output.contains("from the file"))
      #expect(program.output.contains("from the pipe"))
    }
  }

  @Test func aFailingCommandEndsABatchWithStatusOne() throws {
    let commands = ["-ex", "print nothing_of_that_name", "-ex", "echo reached"]
    let patient = try Program.run(["debug", Example.model, "--random", "60x80"] + commands)
    #expect(patient.status == 0)
    #expect(patient.output.contains("reached\n"))
    let batch = try Program.run(["debug", Example.model, "--random", "60x80", "--batch"] + commands)
    #expect(batch.status == 1)
    #expect(!batch.output.contains("reached\n"))
  }

  @Test func aMissingScriptIsAnError() throws {
    let program = try Program.run(["debug", Example.model, "--random", "60x80", "-x", "/nowhere/script"])
    #expect(program.status == 1)
    #expect(program.errors.contains("/nowhere/script: cannot be read as a script"))
  }

  private func debug(_ commands: String) throws -> Program {
    try Program.run(["debug", Example.model, "--audio", Example.recording], input: commands)
  }
}
