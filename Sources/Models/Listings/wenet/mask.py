"""Masks: which frames are real, and which a frame may look at.

Follows WeNet 015469960, wenet/utils/mask.py.
"""
import torch


def subsequent_chunk_mask(size: int, chunk_size: int, num_left_chunks: int = -1) -> torch.Tensor:
    """Let each frame see its own chunk and num_left_chunks before it.

    Negative: all before it. size 4 in chunks of 2 gives, with 1 for True,

        1 1 0 0
        1 1 0 0
        1 1 1 1
        1 1 1 1
    """
    ret = torch.zeros(size, size, dtype=torch.bool)  # (time1, time2)
    for i in range(size):
        if num_left_chunks < 0:
            start = 0
        else:
            start = max((i // chunk_size - num_left_chunks) * chunk_size, 0)
        ending = min((i // chunk_size + 1) * chunk_size, size)
        ret[i, start:ending] = True
    return ret


def add_optional_chunk_mask(xs: torch.Tensor,
                            masks: torch.Tensor,
                            use_dynamic_chunk: bool,
                            use_dynamic_left_chunk: bool,
                            decoding_chunk_size: int,
                            static_chunk_size: int,
                            num_decoding_left_chunks: int) -> torch.Tensor:
    """Narrow the padding mask to chunks, if the model has chunks.

    xs is (batch, time, size), masks (batch, 1, time). A model with
    dynamic chunks was trained with many chunk sizes and takes any: a
    decoding_chunk_size below 0 means one chunk of the whole length.
    (0, a size drawn at random, and use_dynamic_left_chunk belong to
    training.) Without chunks the padding mask comes back as it is.
    """
    if use_dynamic_chunk:
        assert decoding_chunk_size != 0
        max_len = xs.size(1)
        if decoding_chunk_size < 0:
            chunk_size = max_len
            num_left_chunks = -1
        else:
            chunk_size = decoding_chunk_size
            num_left_chunks = num_decoding_left_chunks
        chunk_masks = subsequent_chunk_mask(
            xs.size(1), chunk_size, num_left_chunks)  # (time1, time2)
        chunk_masks = chunk_masks.unsqueeze(0)  # (1, time1, time2)
        chunk_masks = masks & chunk_masks  # (batch, time1, time2)
    elif static_chunk_size > 0:
        num_left_chunks = num_decoding_left_chunks
        chunk_masks = subsequent_chunk_mask(
            xs.size(1), static_chunk_size,
            num_left_chunks)  # (time1, time2)
        chunk_masks = chunk_masks.unsqueeze(0)  # (1, time1, time2)
        chunk_masks = masks & chunk_masks  # (batch, time1, time2)
    else:
        chunk_masks = masks  # (batch, 1, time2)
    return chunk_masks


def make_pad_mask(lengths: torch.Tensor, max_len: int = 0) -> torch.Tensor:
    """Mark the padding after each utterance of a batch.

    lengths [5, 3, 2] gives, with 1 for True and max_len 5 or 0,

        0 0 0 0 0
        0 0 0 1 1
        0 0 1 1 1
    """
    batch_size = lengths.size(0)
    max_len = max_len if max_len > 0 else lengths.max().item()
    seq_range = torch.arange(0, max_len, dtype=torch.int64)  # (time)
    seq_range_expand = seq_range.unsqueeze(0).expand(batch_size, max_len)  # (batch, time)
    seq_length_expand = lengths.unsqueeze(-1)  # (batch, 1)
    mask = seq_range_expand >= seq_length_expand  # (batch, time)
    return mask
