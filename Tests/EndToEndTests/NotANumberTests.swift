import Testing

/// Three origins of NaN in the example model.
struct NotANumberTests {
  @Test func aWeightWithNaNIsReportedAtItsFirstUse() throws {
    let output = try debug(
      """
      set model.encoder.encoders[2].self_attn.linear_q.weight[3, 7] = float("nan")
      catch nan
      continue
      continue
      """)
    #expect(
      output.contains(
        """
        Catchpoint 1: NaN enters from encoder.encoders.2.self_attn.linear_q.weight[3, 7]
          Linear in encoder.encoders.2.self_attn.linear_q is the first operation that uses it.
        MultiHeadedAttention.forward_qkv (encoder.encoders.2.self_attn) at attention.py:42, layer 3 of 6
        """))
    #expect(output.contains("operand weight  float32 (64, 64)") && output.contains(", 1 nan\n"))
    // The catchpoint reports only the first operation. The results of later operations contain NaN because an operand
    // contains NaN.
    #expect(output.split(separator: "Catchpoint 1: NaN").count == 2)
    #expect(output.contains("The pass is over."))
  }

  @Test func aDivisionThatProducesNaNIsCaught() throws {
    let output = try debug(
      """
      tbreak encoder.encoders.1.self_attn
      continue
      advance 140
      set matrix_ac = matrix_ac * 0
      set matrix_bd = matrix_bd * 0
      set self.d_k = 0
      catch nan
      continue
      """)
    #expect(
      output.contains(
        "Catchpoint 2: / in encoder.encoders.1.self_attn produced 784 NaN, the first at [0, 0, 0, 0]\n  there it is "))
    #expect(
      output.contains(
        " / 0.0\nRelPositionMultiHeadedAttention.forward (encoder.encoders.1.self_attn) at attention.py:140"))
    #expect(output.contains("operand matrix_ac + matrix_bd  float32 (1, 4, 14, 14) 0 … 0"))
    #expect(output.contains("result                         float32 (1, 4, 14, 14) no finite element, 784 nan"))
  }

  /// The softmax returns NaN. The next operation replaces NaN by zeros.
  @Test func aFullyMaskedRowIsCaughtAndExplained() throws {
    let output = try debug(
      """
      tbreak encoder.encoders.1.self_attn
      continue
      tbreak forward_attention
      continue
      set mask = ones([1, 14, 14])
      set mask[0, 3] = 0
      catch nan
      continue
      next
      next
      print attn[0, 0, 3, 0]
      reverse-continue
      """)
    let report = """
      Catchpoint 3: softmax in encoder.encoders.1.self_attn produced 56 NaN, the first at [0, 0, 3, 0]
        scores[0, 0, 3, :] is -inf from end to end: the row is fully masked, and its softmax is 0 / 0
      MultiHeadedAttention.forward_attention (encoder.encoders.1.self_attn) at attention.py:67, layer 2 of 6
      """
    #expect(output.split(separator: report).count == 3, "once on the way there and once on the way back")
    #expect(output.contains("(fwdb) print attn[0, 0, 3, 0]\n0.0 (float32)\n"))
  }

  private func debug(_ commands: String) throws -> String {
    try Program.run(["debug", Example.model, "--random", "60x80", "--no-init"], input: commands).output
  }
}
