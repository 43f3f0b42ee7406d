import torch
from torch.nn.attention.flex_attention import and_masks, create_block_mask, create_mask, flex_attention, or_masks


def causal(b, h, q_idx, kv_idx):
    return q_idx >= kv_idx


def window(b, h, q_idx, kv_idx):
    return q_idx - kv_idx <= 1


def main():
    document = torch.tensor([0, 0, 1, 1, 1])
    lengths = torch.tensor([3, 5])
    bias = torch.sin(torch.arange(10.0)).reshape(2, 5)

    def same_document(b, h, q_idx, kv_idx):
        return document[q_idx] == document[kv_idx]

    def within(b, h, q_idx, kv_idx):
        return kv_idx < lengths[b]

    def relative(score, b, h, q_idx, kv_idx):
        return score + bias[h][q_idx] - 0.1 * (q_idx - kv_idx).abs()

    def softcap(score, b, h, q_idx, kv_idx):
        return torch.where(q_idx >= kv_idx, 2 * torch.tanh(score / 2), float('-inf'))

    q = torch.sin(torch.arange(2 * 2 * 5 * 4.0)).reshape(2, 2, 5, 4)
    k = torch.cos(torch.arange(2 * 2 * 5 * 4.0) * 0.7).reshape(2, 2, 5, 4)
    v = torch.sin(torch.arange(2 * 2 * 5 * 3.0) * 1.3).reshape(2, 2, 5, 3)

    def show(x):
        print(x.shape, [round(value, 4) + 0.0 for value in x.flatten().tolist()][::7])

    show(flex_attention(q, k, v))
    show(flex_attention(q, k, v, scale=1.0))
    show(flex_attention(q, k, v, score_mod=relative))
    show(flex_attention(q, k, v, score_mod=softcap))
    for mask in (causal, same_document, within, and_masks(causal, window), or_masks(same_document, causal)):
        block = create_block_mask(mask, B=2, H=None, Q_LEN=5, KV_LEN=5, device='cpu')
        show(flex_attention(q, k, v, block_mask=block))
    print(create_mask(and_masks(causal, window), None, None, 4, 4, device='cpu').int().tolist())

    def nothing(b, h, q_idx, kv_idx):
        return kv_idx > q_idx + 2
    hidden = create_block_mask(nothing, None, None, 5, 5, device='cpu')
    show(flex_attention(q, k, v, block_mask=hidden))
    out, lse = flex_attention(q, k[:, :1], v[:, :1], enable_gqa=True, return_lse=True)
    show(out)
    show(lse)


main()
