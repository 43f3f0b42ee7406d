"""The Conformer in PyTorch, with PaddleSpeech's parameter names and arithmetic.

Batches have no padding, so the model needs no masks.
"""
import math

import torch
import torch.nn.functional as F
from torch import nn

from features import BINS

LONGEST = 2000  # encoder frames


class RelAttention(nn.Module):
    """Attention with relative positions, without the paper's shift of the position scores."""

    def __init__(self, size, heads, dropout):
        super().__init__()
        self.heads = heads
        self.d_k = size // heads
        self.linear_q = nn.Linear(size, size)
        self.linear_k = nn.Linear(size, size)
        self.linear_v = nn.Linear(size, size)
        self.linear_out = nn.Linear(size, size)
        self.linear_pos = nn.Linear(size, size, bias=False)
        self.pos_bias_u = nn.Parameter(nn.init.xavier_uniform_(torch.empty(heads, self.d_k)))
        self.pos_bias_v = nn.Parameter(nn.init.xavier_uniform_(torch.empty(heads, self.d_k)))
        self.dropout = nn.Dropout(dropout)

    def split(self, x):
        """(batch, time, size) -> (batch, head, time, d_k)"""
        return x.view(x.shape[0], -1, self.heads, self.d_k).transpose(1, 2)

    def forward(self, x, pos_emb):
        q = self.split(self.linear_q(x))
        k = self.split(self.linear_k(x))
        v = self.split(self.linear_v(x))
        p = self.split(self.linear_pos(pos_emb))
        content = (q + self.pos_bias_u[:, None]) @ k.transpose(-1, -2)
        position = (q + self.pos_bias_v[:, None]) @ p.transpose(-1, -2)
        attn = torch.softmax((content + position) / math.sqrt(self.d_k), -1)
        context = (self.dropout(attn) @ v).transpose(1, 2).reshape(x.shape)
        return self.linear_out(context)


class FeedForward(nn.Module):
    def __init__(self, size, units, dropout):
        super().__init__()
        self.w_1 = nn.Linear(size, units)
        self.w_2 = nn.Linear(units, size)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        return self.w_2(self.dropout(F.silu(self.w_1(x))))


class ConvModule(nn.Module):
    def __init__(self, size, kernel):
        super().__init__()
        self.pointwise_conv1 = nn.Conv1d(size, 2 * size, 1)
        self.depthwise_conv = nn.Conv1d(size, size, kernel, padding=(kernel - 1) // 2, groups=size)
        self.norm = nn.BatchNorm1d(size)
        self.pointwise_conv2 = nn.Conv1d(size, size, 1)

    def forward(self, x):
        x = F.glu(self.pointwise_conv1(x.transpose(1, 2)), 1)
        x = F.silu(self.norm(self.depthwise_conv(x)))
        return self.pointwise_conv2(x).transpose(1, 2)


class Block(nn.Module):
    def __init__(self, size, heads, units, kernel, dropout, attention_dropout):
        super().__init__()
        self.self_attn = RelAttention(size, heads, attention_dropout)
        self.feed_forward = FeedForward(size, units, dropout)
        self.feed_forward_macaron = FeedForward(size, units, dropout)
        self.conv_module = ConvModule(size, kernel)
        self.norm_ff = nn.LayerNorm(size, eps=1e-12)
        self.norm_mha = nn.LayerNorm(size, eps=1e-12)
        self.norm_ff_macaron = nn.LayerNorm(size, eps=1e-12)
        self.norm_conv = nn.LayerNorm(size, eps=1e-12)
        self.norm_final = nn.LayerNorm(size, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, pos_emb):
        x = x + 0.5 * self.dropout(self.feed_forward_macaron(self.norm_ff_macaron(x)))
        x = x + self.dropout(self.self_attn(self.norm_mha(x), pos_emb))
        x = x + self.dropout(self.conv_module(self.norm_conv(x)))
        x = x + 0.5 * self.dropout(self.feed_forward(self.norm_ff(x)))
        return self.norm_final(x)


class Embed(nn.Module):
    """Subsamples by 4 in time and frequency. Also returns the position embeddings."""

    def __init__(self, size, dropout):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(1, size, 3, 2), nn.ReLU(), nn.Conv2d(size, size, 3, 2), nn.ReLU())
        self.out = nn.Sequential(nn.Linear(size * (((BINS - 1) // 2 - 1) // 2), size))
        self.dropout = nn.Dropout(dropout)
        self.scale = math.sqrt(size)
        time = torch.arange(float(LONGEST))[:, None]
        frequency = torch.exp(torch.arange(0, size, 2.0) * (-math.log(10000.0) / size))
        pe = torch.zeros(LONGEST, size)
        pe[:, 0::2] = torch.sin(time * frequency)
        pe[:, 1::2] = torch.cos(time * frequency)
        self.register_buffer("pe", pe, persistent=False)

    def forward(self, feats):
        x = self.conv(feats[:, None])  # (batch, size, time, 19)
        x = self.out(x.transpose(1, 2).flatten(2)) * self.scale
        return self.dropout(x), self.dropout(self.pe[None, :x.shape[1]])


class Encoder(nn.Module):
    def __init__(self, settings):
        super().__init__()
        s = settings
        self.embed = Embed(s.size, s.dropout)
        self.encoders = nn.ModuleList(
            Block(s.size, s.heads, s.units, s.kernel, s.dropout, s.attention_dropout)
            for _ in range(s.blocks))
        self.after_norm = nn.LayerNorm(s.size, eps=1e-12)

    def forward(self, feats):
        x, pos_emb = self.embed(feats)
        for block in self.encoders:
            x = block(x, pos_emb)
        return self.after_norm(x)


class CTCHead(nn.Module):
    def __init__(self, size, tokens):
        super().__init__()
        self.ctc_lo = nn.Linear(size, tokens)

    def forward(self, x):
        return self.ctc_lo(x)


class Model(nn.Module):
    """Maps features (batch, frames, 80) to logits (batch, frames / 4, tokens)."""

    def __init__(self, settings, tokens):
        super().__init__()
        self.encoder = Encoder(settings)
        self.ctc = CTCHead(settings.size, tokens)
        # The CMVN statistics are stored in data/mean_std.json, not in the checkpoint.
        self.register_buffer("mean", torch.zeros(BINS), persistent=False)
        self.register_buffer("istd", torch.ones(BINS), persistent=False)

    def forward(self, feats):
        return self.ctc(self.encoder((feats - self.mean) * self.istd))
