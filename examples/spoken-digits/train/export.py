"""Writes a trained model as a folder in PaddleSpeech's layout, except for the weights.

The weights are written to model.safetensors in PyTorch's layout. to_paddle.py converts them to
checkpoints/avg_1.pdparams.
"""
import json
import os

import numpy as np

from data import VOCABULARY

CONFORMER_YAML = """\
# Conformer-CTC for English digit strings
cmvn_file:
cmvn_file_type: "json"
encoder: conformer
encoder_conf:
    output_size: {size}
    attention_heads: {heads}
    linear_units: {units}
    num_blocks: {blocks}
    dropout_rate: {dropout}
    positional_dropout_rate: {dropout}
    attention_dropout_rate: {attention_dropout}
    input_layer: conv2d
    normalize_before: True
    cnn_module_kernel: {kernel}
    use_cnn_module: True
    activation_type: 'swish'
    pos_enc_layer_type: 'rel_pos'
    selfattention_layer_type: 'rel_selfattn'
# The upstream model always builds a decoder; this checkpoint has none, so decode with ctc_greedy_search.
decoder: transformer
decoder_conf:
    attention_heads: {heads}
    linear_units: 32
    num_blocks: 1
    dropout_rate: 0.1
    positional_dropout_rate: 0.1
    self_attention_dropout_rate: 0.0
    src_attention_dropout_rate: 0.0
model_conf:
    ctc_weight: 1.0
    lsm_weight: 0.1
    length_normalized_loss: false
    init_type: 'kaiming_uniform'
vocab_filepath: data/lang_char/vocab.txt
spm_model_prefix: ''
unit_type: 'word'
preprocess_config: conf/preprocess.yaml
feat_dim: 80
stride_ms: 10.0
window_ms: 25.0
"""

PREPROCESS_YAML = """\
process:
  - type: fbank_kaldi
    fs: 16000
    n_mels: 80
    n_shift: 160
    win_length: 400
    dither: 0.0
  - type: cmvn_json
    cmvn_path: data/mean_std.json
"""


def write_safetensors(path, tensors):
    """Writes float32 arrays to a safetensors file: the header's length, the header in JSON, the bytes of all arrays."""
    tensors = {name: np.ascontiguousarray(value, "<f4") for name, value in tensors.items()}
    header, offset = {}, 0
    for name, value in tensors.items():
        header[name] = {
            "dtype": "F32",
            "shape": list(value.shape),
            "data_offsets": [offset, offset + value.nbytes],
        }
        offset += value.nbytes
    encoded = json.dumps(header, separators=(",", ":")).encode()
    encoded += b" " * (-len(encoded) % 8)
    with open(path, "wb") as file:
        file.write(len(encoded).to_bytes(8, "little"))
        file.write(encoded)
        for value in tensors.values():
            file.write(value.tobytes())


def write_text(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def export(folder, state, cmvn, settings):
    """Writes weights, CMVN statistics, vocabulary and configuration into a folder."""
    write_text(f"{folder}/data/mean_std.json", json.dumps(cmvn))
    write_text(f"{folder}/data/lang_char/vocab.txt", "".join(f"{token}\n" for token in VOCABULARY))
    write_text(f"{folder}/conf/conformer.yaml", CONFORMER_YAML.format(**vars(settings)))
    write_text(f"{folder}/conf/preprocess.yaml", PREPROCESS_YAML)
    weights = {
        name: value.numpy()
        for name, value in state.items()
        if not name.endswith("num_batches_tracked")
    }
    write_safetensors(f"{folder}/model.safetensors", weights)
