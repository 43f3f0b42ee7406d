"""U2: one encoder, read out by CTC.

Follows PaddleSpeech r1.0.1 and develop (969f33999),
paddlespeech/s2t/models/u2/u2.py.
The paper: https://arxiv.org/abs/2012.05481
"""
from typing import List, Tuple

import paddle
from paddle import nn

from .cmvn import GlobalCMVN
from .ctc import CTCDecoderBase
from .ctc_utils import remove_duplicates_and_blank
from .encoders import ConformerEncoder, TransformerEncoder
from .mask import make_pad_mask


class U2Model(nn.Layer):
    """Encoder and CTC head.

    A U2 checkpoint also has an attention decoder, for a second pass over
    what CTC found. It is left out here, and its weights (decoder.*) are
    not read.
    """

    def __init__(self, configs: dict):
        """Build the model that a config describes.

        configs is the model's yaml with input_dim (bins of a feature
        frame) and output_dim (tokens) added.
        """
        super().__init__()
        input_dim = configs['input_dim']
        vocab_size = configs['output_dim']
        assert input_dim != 0, input_dim
        assert vocab_size != 0, vocab_size

        # These are placeholders: the checkpoint contains the statistics.
        if configs.get('cmvn_file', None):
            global_cmvn = GlobalCMVN(paddle.zeros([input_dim]), paddle.ones([input_dim]))
        else:
            global_cmvn = None

        encoder_classes = {
            "transformer": TransformerEncoder,
            "conformer": ConformerEncoder,
        }
        encoder_type = configs.get('encoder', 'transformer')
        assert encoder_type in encoder_classes, (
            f"encoder: {encoder_type} is not one of "
            f"{', '.join(encoder_classes)}")
        encoder = encoder_classes[encoder_type](
            input_dim, global_cmvn=global_cmvn, **configs['encoder_conf'])

        model_conf = configs.get('model_conf', dict())
        ctc = CTCDecoderBase(
            odim=vocab_size,
            enc_n_units=encoder.output_size(),
            blank_id=0,
            dropout_rate=model_conf.get('ctc_dropout_rate', 0.0))

        # The last token stands for both the start and the end.
        self.sos = vocab_size - 1
        self.eos = vocab_size - 1
        self.vocab_size = vocab_size
        self.encoder = encoder
        self.ctc = ctc

    def _forward_encoder(
            self,
            speech: paddle.Tensor,
            speech_lengths: paddle.Tensor,
            decoding_chunk_size: int = -1,
            num_decoding_left_chunks: int = -1,
            simulate_streaming: bool = False,
    ) -> Tuple[paddle.Tensor, paddle.Tensor]:
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

    def ctc_greedy_search(
            self,
            speech: paddle.Tensor,
            speech_lengths: paddle.Tensor,
            decoding_chunk_size: int = -1,
            num_decoding_left_chunks: int = -1,
            simulate_streaming: bool = False,
    ) -> List[List[int]]:
        """Take the best token of every frame; return token ids.

        speech is (batch, time, feat), speech_lengths (batch).
        """
        assert speech.shape[0] == speech_lengths.shape[0]
        assert decoding_chunk_size != 0
        batch_size = speech.shape[0]

        encoder_out, encoder_mask = self._forward_encoder(
            speech, speech_lengths, decoding_chunk_size,
            num_decoding_left_chunks, simulate_streaming)
        maxlen = encoder_out.shape[1]
        encoder_out_lens = encoder_mask.squeeze(1).sum(1)  # (batch)
        ctc_probs = self.ctc.log_softmax(encoder_out)  # (batch, time, vocab)

        topk_prob, topk_index = ctc_probs.topk(1, axis=2)
        topk_index = topk_index.reshape([batch_size, maxlen])  # (batch, time)
        pad_mask = make_pad_mask(encoder_out_lens)  # (batch, time)
        topk_index = topk_index.masked_fill(pad_mask, self.eos)  # (batch, time)

        hyps = topk_index.tolist()
        hyps = [remove_duplicates_and_blank(hyp) for hyp in hyps]
        return hyps
