"""Masks: which frames are real, and which a frame may look at.

Follows PaddleSpeech r1.0.1 and develop (969f33999),
paddlespeech/s2t/modules/mask.py.
"""
import paddle


def make_pad_mask(lengths: paddle.Tensor) -> paddle.Tensor:
    """Mark the padding after each utterance of a batch.

    lengths [5, 3, 2] gives, with 1 for True,

        0 0 0 0 0
        0 0 0 1 1
        0 0 1 1 1
    """
    batch_size = int(lengths.shape[0])
    max_len = int(lengths.max())
    seq_range = paddle.arange(0, max_len, dtype=paddle.int64)  # (time)
    seq_range_expand = seq_range.unsqueeze(0).expand([batch_size, max_len])  # (batch, time)
    seq_length_expand = lengths.unsqueeze(-1)  # (batch, 1)
    mask = seq_range_expand >= seq_length_expand  # (batch, time)
    return mask


def make_non_pad_mask(lengths: paddle.Tensor) -> paddle.Tensor:
    """The opposite: True for a real frame."""
    return make_pad_mask(lengths).logical_not()  # (batch, time)


def subsequent_chunk_mask(size: int, chunk_size: int, num_left_chunks: int = -1) -> paddle.Tensor:
    """Let each frame see its own chunk and num_left_chunks before it.

    Negative: all before it. size 4 in chunks of 2 gives, with 1 for True,

        1 1 0 0
        1 1 0 0
        1 1 1 1
        1 1 1 1
    """
    ret = paddle.zeros([size, size], dtype=paddle.bool)  # (time1, time2)
    for i in range(size):
        if num_left_chunks < 0:
            start = 0
        else:
            start = max(0, (i // chunk_size - num_left_chunks) * chunk_size)
        ending = min(size, (i // chunk_size + 1) * chunk_size)
        ret[i, start:ending] = True
    return ret


def add_optional_chunk_mask(xs: paddle.Tensor,
                            masks: paddle.Tensor,
                            use_dynamic_chunk: bool,
                            use_dynamic_left_chunk: bool,
                            decoding_chunk_size: int,
                            static_chunk_size: int,
                            num_decoding_left_chunks: int) -> paddle.Tensor:
    """Narrow the padding mask to chunks, if the model has chunks.

    xs is (batch, time, size), masks (batch, 1, time). A model with
    dynamic chunks was trained with many chunk sizes and takes any: a
    decoding_chunk_size below 0 means one chunk of the whole length.
    (0, a size drawn at random, and use_dynamic_left_chunk belong to
    training.) Without chunks the padding mask comes back as it is.
    """
    if use_dynamic_chunk:
        assert decoding_chunk_size != 0
        max_len = xs.shape[1]
        if decoding_chunk_size < 0:
            chunk_size = max_len
            num_left_chunks = -1
        else:
            chunk_size = decoding_chunk_size
            num_left_chunks = num_decoding_left_chunks
        chunk_masks = subsequent_chunk_mask(
            xs.shape[1], chunk_size, num_left_chunks)  # (time1, time2)
        chunk_masks = chunk_masks.unsqueeze(0)  # (1, time1, time2)
        chunk_masks = masks.logical_and(chunk_masks)  # (batch, time1, time2)
    elif static_chunk_size > 0:
        num_left_chunks = num_decoding_left_chunks
        chunk_masks = subsequent_chunk_mask(
            xs.shape[1], static_chunk_size,
            num_left_chunks)  # (time1, time2)
        chunk_masks = chunk_masks.unsqueeze(0)  # (1, time1, time2)
        chunk_masks = masks.logical_and(chunk_masks)  # (batch, time1, time2)
    else:
        chunk_masks = masks  # (batch, 1, time2)
    return chunk_masks
