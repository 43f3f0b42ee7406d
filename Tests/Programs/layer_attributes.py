"""The attributes that a layer's constructor sets."""
from torch import nn

for layer, names in (
    (nn.Embedding(5, 2), 'num_embeddings embedding_dim padding_idx max_norm norm_type scale_grad_by_freq sparse'),
    (nn.LayerNorm(4, elementwise_affine=False), 'normalized_shape eps elementwise_affine weight bias'),
    (nn.RMSNorm(4), 'normalized_shape eps elementwise_affine'),
    (nn.GroupNorm(2, 4), 'num_groups num_channels eps affine'),
    (nn.BatchNorm1d(4, affine=False), 'num_features eps momentum affine track_running_stats weight'),
    (nn.InstanceNorm2d(4), 'num_features affine track_running_stats'),
    (nn.Conv1d(2, 4, 3), 'in_channels kernel_size stride padding dilation groups padding_mode transposed output_padding'),
    (nn.Conv2d(2, 4, 3, padding=1), 'in_channels kernel_size padding transposed output_padding'),
    (nn.ConvTranspose2d(2, 4, 3), 'kernel_size output_padding transposed padding_mode'),
    (nn.Linear(2, 3), 'in_features out_features training'),
):
    values = []
    for name in names.split():
        value = getattr(layer, name)
        values.append((name, value))
    print(type(layer).__name__, values)
print(nn.LayerNorm(4), nn.BatchNorm1d(3, affine=False), nn.Conv1d(1, 2, 3), nn.Embedding(3, 2, padding_idx=0), nn.GroupNorm(1, 2))
