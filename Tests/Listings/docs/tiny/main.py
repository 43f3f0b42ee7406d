"""Prints the weights of the first example in docs/listing-language.md, with their names in the checkpoint."""
import paddle

from .u2 import U2Model

configs = {
    'encoder_conf': {'output_size': 4, 'linear_units': 8, 'num_blocks': 2},
    'output_dim': 3,
}
for name, tensor in U2Model(configs).state_dict().items():
    assert isinstance(tensor, paddle.Tensor)
    print(name, tuple(tensor.shape))
# expect: encoder.encoders.0.norm_ff.weight (4,)
# expect: encoder.encoders.0.norm_ff.bias (4,)
# expect: encoder.encoders.0.feed_forward.w_1.weight (4, 8)
# expect: encoder.encoders.0.feed_forward.w_1.bias (8,)
# expect: encoder.encoders.0.feed_forward.w_2.weight (8, 4)
# expect: encoder.encoders.0.feed_forward.w_2.bias (4,)
# expect: encoder.encoders.1.norm_ff.weight (4,)
# expect: encoder.encoders.1.norm_ff.bias (4,)
# expect: encoder.encoders.1.feed_forward.w_1.weight (4, 8)
# expect: encoder.encoders.1.feed_forward.w_1.bias (8,)
# expect: encoder.encoders.1.feed_forward.w_2.weight (8, 4)
# expect: encoder.encoders.1.feed_forward.w_2.bias (4,)
# expect: ctc.ctc_lo.weight (4, 3)
# expect: ctc.ctc_lo.bias (3,)
