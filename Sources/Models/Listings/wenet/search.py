"""From log-probabilities to tokens.

Follows WeNet 015469960, wenet/models/transformer/search.py, of which it
has the greedy search.
"""
from typing import List

import torch

from .ctc_utils import remove_duplicates_and_blank
from .mask import make_pad_mask


class DecodeResult:
    """The result for one utterance."""

    def __init__(self, tokens: List[int]):
        self.tokens = tokens


def ctc_greedy_search(ctc_probs: torch.Tensor,
                      ctc_lens: torch.Tensor,
                      blank_id: int = 0) -> List[DecodeResult]:
    """Take the best token of every frame.

    ctc_probs is (batch, time, vocab), ctc_lens (batch).
    """
    batch_size = ctc_probs.shape[0]
    maxlen = ctc_probs.size(1)
    topk_prob, topk_index = ctc_probs.topk(1, dim=2)
    topk_index = topk_index.view(batch_size, maxlen)  # (batch, time)
    mask = make_pad_mask(ctc_lens, maxlen)  # (batch, time)
    topk_index = topk_index.masked_fill_(mask, blank_id)  # (batch, time)
    hyps = topk_index.tolist()
    results = []
    for hyp in hyps:
        r = DecodeResult(remove_duplicates_and_blank(hyp, blank_id))
        results.append(r)
    return results
