import Commands
import ListingRuntime
import TestSupport
import Testing

@testable import TUI

/// A model with an attention that has the stages and variable names of the Conformer's attention. All numbers of this
/// model are exact in float32, so they are equal on all computers.
let attentionEncoder = """
  import torch
  from torch import nn


  class RelPositionMultiHeadedAttention(nn.Module):
      def __init__(self, heads, size):
          super().__init__()
          self.h = heads
          self.d_k = size // heads
          self.linear_q = nn.Linear(size, size)

      def forward_attention(self, value, scores, mask):
          scores = scores.masked_fill(mask, -float("inf"))  # (batch, head, time1, time2)
          raised = (scores > 0) * 4 + (scores > 1) * 4 + (scores == scores.max()) * 8
          attn = raised / 64  # (batch, head, time1, time2)
          x = torch.matmul(attn, value)  # (batch, head, time1, d_k)
          return x

      def forward(self, query, pos_emb, mask):
          batch, time, size = query.shape
          q = query.view(batch, time, self.h, self.d_k).transpose(1, 2)  # (batch, head, time1, d_k)
          p = pos_emb.view(1, time, self.h, self.d_k).transpose(1, 2)  # (1, head, time2, d_k)
          matrix_ac = torch.matmul(q, q.transpose(-2, -1))  # (batch, head, time1, time2)
          matrix_bd = torch.matmul(q, p.transpose(-2, -1))  # (batch, head, time1, time2)
          scores = (matrix_ac + matrix_bd) / 4  # (batch, head, time1, time2)
          return self.forward_attention(q, scores, mask)


  class Encoder(nn.Module):
      def __init__(self):
          super().__init__()
          self.encoders = nn.ModuleList([RelPositionMultiHeadedAttention(4, 16) for _ in range(3)])

      def forward(self, xs):
          size = xs.shape[1]
          mask = torch.arange(size) > torch.arange(size).unsqueeze(1) + 6
          pos_emb = (torch.arange(size * 16).reshape(1, size, 16) % 5 - 2) / 8  # (1, time, size)
          for number, layer in enumerate(self.encoders):
              x = layer(xs, pos_emb, mask)  # (batch, head, time1, d_k)
              xs = xs / 2 + x.transpose(1, 2).reshape(1, size, 16)  # (batch, time, size)
          return xs


  model = Encoder()


  def main():
      xs = ((torch.arange(480).reshape(1, 30, 16) * 7) % 11 - 5) / 4  # (batch, time, size)
      return model(xs)
  """

/// A session of `attentionEncoder` that stops before the layers. The model's profile declares the attention's stages.
func attentionSession() throws -> Session {
  let machine = try machine(attentionEncoder, file: "attention.py", listing: "tiny")
  let loop = LayerLoop(functions: ["Encoder.forward"], iterable: "enumerate(self.encoders)", carried: "xs")
  let profile = ModelProfile(
    title: "tiny attention", listingName: "tiny@1", layerLoop: loop, attention: conformerStages,
    secondsPerFrame: 0.04)
  var debugger = Debugger(machine, profile: profile)
  _ = debugger.start(at: "Encoder.forward")
  return Session(debugger)
}

/// The variables of the Conformer's attention, as in the profiles of the bundled families.
private let conformerStages = AttentionProfile(stages: [
  .init("content", in: "forward", "matrix_ac"), .init("position", in: "forward", "matrix_bd"),
  .init("sum", in: "forward", "scores"), .init("masked", in: "forward_attention", "scores", isAssignedHere: true),
  .init("softmax", in: "forward_attention", "attn"),
])
