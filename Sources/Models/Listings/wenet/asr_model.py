"""The model: one encoder, read out by CTC.

Follows WeNet 015469960, wenet/models/transformer/asr_model.py.
The paper: https://arxiv.org/abs/2102.01547
"""
from typing import Dict, List, Optional, Tuple

import torch

from .ctc import CTC
from .encoder import BaseEncoder
from .search import DecodeResult, ctc_greedy_search


class ASRModel(torch.nn.Module):
    """Encoder and CTC head.

    A checkpoint also has an attention decoder, for a second pass over
    what CTC found. It is left out here, and its weights (decoder.*) are
    not read.
    """

    def __init__(self,
                 vocab_size: int,
                 encoder: BaseEncoder,
                 ctc: CTC,
                 special_tokens: Optional[dict] = None):
        super().__init__()
        # By default, the last token is both the start and the end token.
        last = vocab_size - 1
        self.sos = (last if special_tokens is None else special_tokens.get("<sos>", last))
        self.eos = (last if special_tokens is None else special_tokens.get("<eos>", last))
        self.vocab_size = vocab_size
        self.special_tokens = special_tokens
        self.encoder = encoder
        self.ctc = ctc

    def _forward_encoder(
            self,
            speech: torch.Tensor,
            speech_lengths: torch.Tensor,
            decoding_chunk_size: int = -1,
            num_decoding_left_chunks: int = -1,
            simulate_streaming: bool = False,
    ) -> Tuple[torch.Tensor, torch.Tensor]:
        """Encode in one go or, with simulate_streaming, chunk by chunk."""
        if simulate_streaming and decoding_chunk_size > 0:
            encoder_out, encoder_mask = self.encoder.forward_chunk_by_chunk(
                speech,
                decoding_chunk_size=decoding_chunk_size,
                num_decoding_left_chunks=num_decoding_left_chunks)
        else:
            encoder_out, encoder_mask = self.encoder(
                speech,
                speech_lengths,
                decoding_chunk_size=decoding_chunk_size,
                num_decoding_left_chunks=num_decoding_left_chunks)
        return encoder_out, encoder_mask

    def ctc_logprobs(self,
                     encoder_out: torch.Tensor,
                     blank_penalty: float = 0.0,
                     blank_id: int = 0) -> torch.Tensor:
        """Log-probabilities of the tokens; a blank_penalty makes the
        blank less likely beforehand."""
        if blank_penalty > 0.0:
            logits = self.ctc.ctc_lo(encoder_out)  # (batch, time, vocab)
            logits[:, :, blank_id] -= blank_penalty
            ctc_probs = logits.log_softmax(dim=2)  # (batch, time, vocab)
        else:
            ctc_probs = self.ctc.log_softmax(encoder_out)  # (batch, time, vocab)
        return ctc_probs

    def decode(
            self,
            methods: List[str],
            speech: torch.Tensor,
            speech_lengths: torch.Tensor,
            decoding_chunk_size: int = -1,
            num_decoding_left_chunks: int = -1,
            simulate_streaming: bool = False,
            blank_id: int = 0,
            blank_penalty: float = 0.0,
    ) -> Dict[str, List[DecodeResult]]:
        """Decode the speech by each of methods.

        speech is (batch, time, feat), speech_lengths (batch). Of WeNet's
        methods this listing has ctc_greedy_search.
        """
        assert speech.shape[0] == speech_lengths.shape[0]
        assert decoding_chunk_size != 0
        for method in methods:
            assert method == 'ctc_greedy_search', (
                f"{method} is not a method of this listing; "
                "ctc_greedy_search is")
        encoder_out, encoder_mask = self._forward_encoder(
            speech, speech_lengths, decoding_chunk_size,
            num_decoding_left_chunks, simulate_streaming)
        encoder_lens = encoder_mask.squeeze(1).sum(1)  # (batch)
        ctc_probs = self.ctc_logprobs(encoder_out, blank_penalty, blank_id)  # (batch, time, vocab)
        results = {}
        if 'ctc_greedy_search' in methods:
            results['ctc_greedy_search'] = ctc_greedy_search(ctc_probs, encoder_lens, blank_id)
        return results

    def forward_encoder_chunk(
            self,
            xs: torch.Tensor,
            offset: int,
            required_cache_size: int,
            att_cache: torch.Tensor = torch.zeros(0, 0, 0, 0),
            cnn_cache: torch.Tensor = torch.zeros(0, 0, 0, 0),
    ) -> Tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """One chunk of a stream: see the encoder's forward_chunk."""
        return self.encoder.forward_chunk(xs, offset, required_cache_size, att_cache, cnn_cache)

    def ctc_activation(self, xs: torch.Tensor) -> torch.Tensor:
        """Log-probabilities of the tokens for an encoder's output."""
        return self.ctc.log_softmax(xs)  # (batch, time, vocab)
