"""A model from its config.

Follows WeNet 015469960, wenet/utils/init_model.py.
"""
import torch

from .asr_model import ASRModel
from .class_utils import choose
from .cmvn import GlobalCMVN
from .ctc import CTC
from .encoder import ConformerEncoder, TransformerEncoder

WENET_ENCODER_CLASSES = {
    "transformer": TransformerEncoder,
    "conformer": ConformerEncoder,
}

WENET_CTC_CLASSES = {
    "ctc": CTC,
}

WENET_MODEL_CLASSES = {
    "asr_model": ASRModel,
}


def init_speech_model(configs: dict) -> ASRModel:
    """Build the model that a train.yaml describes."""
    # These are placeholders: the checkpoint contains the statistics. Configs
    # before December 2023 have the key cmvn_file outside of cmvn_conf.
    if (configs.get('cmvn', None) == 'global_cmvn' or configs.get('cmvn_file', None)):
        global_cmvn = GlobalCMVN(
            torch.zeros(configs['input_dim']),
            torch.ones(configs['input_dim']))
    else:
        global_cmvn = None

    input_dim = configs['input_dim']
    vocab_size = configs['output_dim']

    model_class = choose(WENET_MODEL_CLASSES, 'model', configs.get('model', 'asr_model'))
    encoder_class = choose(WENET_ENCODER_CLASSES, 'encoder', configs.get('encoder', 'conformer'))
    ctc_class = choose(WENET_CTC_CLASSES, 'ctc', configs.get('ctc', 'ctc'))

    encoder = encoder_class(input_dim, global_cmvn=global_cmvn, **configs['encoder_conf'])
    ctc = ctc_class(
        vocab_size,
        encoder.output_size(),
        blank_id=configs['ctc_conf']['ctc_blank_id']
        if 'ctc_conf' in configs else 0)
    return model_class(
        vocab_size=vocab_size,
        encoder=encoder,
        ctc=ctc,
        special_tokens=configs.get('tokenizer_conf', {}).get(
            'special_tokens', None))
