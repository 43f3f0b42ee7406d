import Testing

@testable import ListingRuntime

/// If fwdb cannot compute the result of a layer or a function, the pass stops with an error. The listing's `except`
/// must not catch this error: in Python the call succeeds, so Python does not run the `except` block.
@Suite struct LayerRefusalTests {
  @Test(arguments: [
    "nn.LSTM(2, 3, 2, dropout=0.5)(x)", "nn.GRU(2, 3, 2, dropout=0.5)(x)", "nn.RNN(2, 3, 2, dropout=0.5)(x)",
    "nn.MultiheadAttention(2, 2, dropout=0.5)(x, x, x)", "nn.TransformerEncoderLayer(2, 2, 4)(x)",
    "nn.TransformerEncoderLayer(2, 2, 4, batch_first=True)(x)",
    "nn.TransformerDecoderLayer(2, 2, 4)(x, x)", "nn.Transformer(2, 2, 1, 1, 4)(x, x)",
    "nn.TransformerEncoder(nn.TransformerEncoderLayer(2, 2, 4), 1)(x)", "nn.Dropout()(x)", "nn.BatchNorm1d(3)(x)",
    "nn.InstanceNorm1d(3, track_running_stats=True)(x)",
    "F.instance_norm(x, torch.zeros(3), torch.ones(3))",
    "nn.utils.spectral_norm(nn.Linear(2, 2))(x)", "nn.utils.parametrizations.spectral_norm(nn.Linear(2, 2))(x)",
    "nn.Embedding(3, 2, max_norm=1.0)", "nn.Embedding.from_pretrained(torch.ones(3, 2), max_norm=1.0)",
    "F.embedding_bag(torch.tensor([[0, 1]]), torch.ones(3, 2), max_norm=1.0)",
    "F.multi_head_attention_forward(x, x, x, 2, 1, torch.ones(6, 2), None, None, None, False, 0.5, "
      + "torch.ones(2, 2), None)",
    "nn.Linear(2, 2, dtype=torch.complex64)",
    "torch.vmap(lambda v: v)(torch.zeros(0, 2))",
  ]) func noExceptCatchesIt(_ call: String) {
    expectRefusal(of: "import random\nimport torch\nimport torch.nn.functional as F\nfrom torch import nn\n", call)
  }

  @Test(arguments: [
    "nn.LSTM(2, 3, 2, dropout=0.5)(x)", "nn.MultiHeadAttention(2, 2, dropout=0.5)(x)",
    "nn.TransformerEncoderLayer(2, 2, 4)(x)", "nn.TransformerDecoderLayer(2, 2, 4)(x, x)",
    "nn.MaxPool1D(2, padding='SAME')(x)", "nn.AvgPool2D(2, padding=[1, 0, 0, 1])(x)",
    "nn.Conv1DTranspose(2, 2, 3, padding='SAME')", "nn.Conv2D(2, 2, 3, padding=[[0, 0], [0, 0], [1, 0], [0, 1]])",
    "nn.LPPool1D(2, 2, ceil_mode=True)(x)", "nn.BatchNorm(3)(x)", "nn.Linear(2, 2, weight_attr=False)",
    "paddle.scale(x, 2.0, act='relu')",
    "nn.Embedding(2, 2, weight_attr=False)", "nn.PReLU(weight_attr=False)",
    "nn.TransformerEncoderLayer(2, 2, 4, 0.0, weight_attr=[False, None])",
    "nn.TransformerEncoderLayer(2, 2, 4, 0.0, weight_attr=[None, False])",
    "nn.LSTMCell(2, 2, weight_ih_attr=False)", "nn.GRU(2, 2, weight_hh_attr=False)",
    "nn.LSTM(2, 3, proj_size=2)(x)", "nn.Linear(2, 2).set_state_dict({}, use_structured_name=False)",
    "nn.GRU(2, 2, bias_ih_attr=False)(x, None, paddle.to_tensor([1, 2, 3]))",
  ]) func noExceptCatchesItInPaddle(_ call: String) {
    expectRefusal(of: "import paddle\nfrom paddle import nn\n", call)
  }

  private func expectRefusal(of imports: String, _ call: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let library = imports.contains("paddle") ? "paddle" : "torch"
    let text = """
      \(imports)x = \(library).ones([3, 3, 2])
      try:
          \(call)
      except BaseException:
          pass
      """
    var machine = Machine(sources: ListingSources(name: "test", files: ["main.py": text]))
    do throws(ListingError) {
      try machine.beginScript("main.py", arguments: ["main.py"])
      while !machine.isFinished { try machine.step() }
      Issue.record("nothing stopped the pass", sourceLocation: sourceLocation)
    } catch {
      #expect(error.kind == "NotImplementedError", "\(error.summary)", sourceLocation: sourceLocation)
      #expect(error.isRefusal, "\(error.summary)", sourceLocation: sourceLocation)
    }
  }
}
