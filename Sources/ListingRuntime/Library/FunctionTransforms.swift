/// `torch.vmap`, `torch.func` and flex attention. These functions call functions of the listing. They are therefore
/// written in the listing language, in which every call has a frame.
enum FunctionTransforms {
  /// Members of `torch.func`.
  static let functions: [String: Value] = [
    "vmap": vmap,
    "functional_call": prelude(
      "functional_call(module, parameter_and_buffer_dicts, args=None, kwargs=None, *, tie_weights=True, strict=False)"),
  ]

  static let vmap = prelude("vmap(func, in_dims=0, out_dims=0, randomness='error', *, chunk_size=None)")

  static let flexAttention = ImportedModule(
    name: "torch.nn.attention.flex_attention",
    members: [
      "flex_attention": prelude(
        "flex_attention(query, key, value, score_mod=None, block_mask=None, scale=None, enable_gqa=False, "
          + "return_lse=False, kernel_options=None)"),
      "create_block_mask": prelude(
        "create_block_mask(mask_mod, B, H, Q_LEN, KV_LEN, device='cpu', BLOCK_SIZE=128, _compile=False)"),
      "create_mask": prelude("create_mask(mod_fn, B, H, Q_LEN, KV_LEN, device='cpu')"),
      "and_masks": prelude("and_masks(*mask_mods)"), "or_masks": prelude("or_masks(*mask_mods)"),
      "noop_mask": prelude("noop_mask(batch, head, token_q, token_kv)"),
    ])

  static let attention = ImportedModule(
    name: "torch.nn.attention",
    members: [
      "flex_attention": .module(flexAttention),
      "sdpa_kernel": .builtin(
        BuiltinFunction("sdpa_kernel(backends, set_priority=False)", prelude: "attention_backend")),
      "SDPBackend": .module(
        ImportedModule(
          name: "torch.nn.attention.SDPBackend",
          members: [
            "ERROR": .int(-1), "MATH": .int(0), "FLASH_ATTENTION": .int(1), "EFFICIENT_ATTENTION": .int(2),
            "CUDNN_ATTENTION": .int(3), "OVERRIDEABLE": .int(4),
          ])),
    ])

  private static func prelude(_ signature: String) -> Value {
    .builtin(BuiltinFunction(signature, prelude: Signature.name(in: signature)))
  }

  static let text = """
    def vmap(func, in_dims=0, out_dims=0, randomness='error', *, chunk_size=None):
        def batched(*args, **kwargs):
            return vmap_run(func, in_dims, out_dims, args, kwargs)
        return batched

    def vmap_run(func, in_dims, out_dims, args, kwargs):
        if not args:
            raise ValueError('vmap: got no inputs. Maybe you forgot to add inputs, or you are trying to vmap over a '
                             'function with no inputs. The latter is unsupported.')
        sizes = []
        vmap_sizes(args, in_dims, sizes)
        if not sizes:
            raise ValueError('vmap: at least one input must be mapped over')
        for size in sizes:
            if size != sizes[0]:
                raise ValueError('vmap: Expected all tensors to have the same size in the mapped dimension, got sizes '
                                 f'{sizes} for the mapped dimension')
        if sizes[0] == 0:
            refuse('vmap over an axis of size 0 is not supported: the function is never called')
        results = []
        for index in range(sizes[0]):
            results.append(func(*vmap_item(args, in_dims, index), **kwargs))
        return vmap_joined(results, out_dims)

    def vmap_parts(value, dim):
        items = list(value.values()) if isinstance(value, dict) else list(value)
        if isinstance(dim, dict):
            dims = [dim[key] for key in value]
        elif isinstance(dim, (tuple, list)):
            dims = list(dim)
        else:
            dims = [dim] * len(items)
        if len(dims) != len(items):
            raise ValueError(f'vmap: in_dims {dim} is not compatible with the structure of the inputs')
        return list(zip(items, dims))

    def vmap_sizes(value, dim, sizes):
        if isinstance(value, (tuple, list, dict)):
            for item, own in vmap_parts(value, dim):
                vmap_sizes(item, own, sizes)
        elif dim is not None:
            if not isinstance(value, torch.Tensor):
                raise ValueError(f'vmap: Got in_dim={dim} for an input but the input is of type '
                                 f'{type(value).__name__}. We cannot vmap over non-Tensor arguments, please use None as '
                                 'the respective in_dim')
            if not isinstance(dim, int) or dim < -value.dim() or dim >= value.dim():
                raise ValueError(f'vmap: Got in_dim={dim} for some input, but that input is a Tensor of dimensionality '
                                 f'{value.dim()} so expected in_dim to satisfy -{value.dim()} <= in_dim < {value.dim()}.')
            sizes.append(value.shape[dim])

    def vmap_item(value, dim, index):
        if isinstance(value, dict):
            return {key: vmap_item(item, own, index) for key, (item, own) in zip(value, vmap_parts(value, dim))}
        if isinstance(value, (tuple, list)):
            items = [vmap_item(item, own, index) for item, own in vmap_parts(value, dim)]
            return items if isinstance(value, list) else tuple(items)
        return value if dim is None else value.select(dim, index)

    def vmap_joined(results, dim):
        first = results[0]
        if isinstance(first, torch.Tensor):
            if isinstance(dim, (tuple, list)) and len(dim) == 1:
                dim = dim[0]
            if not isinstance(dim, int):
                raise ValueError(f'vmap: out_dims {dim} is not compatible with an output that is a Tensor')
            return torch.stack(results, dim)
        if isinstance(first, dict):
            return {key: vmap_joined([result[key] for result in results], dim[key] if isinstance(dim, dict) else dim)
                    for key in first}
        if isinstance(first, (tuple, list)):
            dims = list(dim) if isinstance(dim, (tuple, list)) else [dim] * len(first)
            if len(dims) != len(first):
                raise ValueError(f'vmap: out_dims {dim} is not compatible with {len(first)} outputs')
            items = [vmap_joined([result[index] for result in results], dims[index]) for index in range(len(first))]
            return items if isinstance(first, list) else tuple(items)
        raise ValueError(f'vmap: the function must only return Tensors, got type {type(first).__name__}')

    def attention_backend(backends, set_priority=False):
        from contextlib import nullcontext
        return nullcontext()

    def noop_mask(batch, head, token_q, token_kv):
        return batch.new_ones((), dtype=torch.bool)

    def and_masks(*mask_mods):
        def and_mask(b, h, q_idx, kv_idx):
            result = b.new_ones((), dtype=torch.bool)
            for mask in mask_mods:
                result = result & mask(b, h, q_idx, kv_idx)
            return result
        return and_mask

    def or_masks(*mask_mods):
        def or_mask(b, h, q_idx, kv_idx):
            result = b.new_zeros((), dtype=torch.bool)
            for mask in mask_mods:
                result = result | mask(b, h, q_idx, kv_idx)
            return result
        return or_mask

    def mod_of_all(mod, B, H, Q_LEN, KV_LEN, scores=None):
        numbers = torch.arange(max(B, H, Q_LEN, KV_LEN, 1)).unbind(0)
        results = []
        for b in range(B):
            for h in range(H):
                for q in range(Q_LEN):
                    for k in range(KV_LEN):
                        if scores is None:
                            result = mod(numbers[b], numbers[h], numbers[q], numbers[k])
                        else:
                            result = mod(scores[b, h, q, k], numbers[b], numbers[h], numbers[q], numbers[k])
                        if not isinstance(result, torch.Tensor):
                            raise ValueError(f'flex_attention: the function must return a Tensor, not '
                                             f'{type(result).__name__}')
                        results.append(result.reshape(()))
        if not results:
            return torch.zeros(B, H, Q_LEN, KV_LEN, dtype=torch.bool if scores is None else scores.dtype)
        return torch.stack(results).view(B, H, Q_LEN, KV_LEN)

    def create_mask(mod_fn, B, H, Q_LEN, KV_LEN, device='cpu'):
        return mod_of_all(mod_fn, 1 if B is None else B, 1 if H is None else H, Q_LEN, KV_LEN)

    class BlockMask:
        def __init__(self, mask_mod, B, H, Q_LEN, KV_LEN, BLOCK_SIZE):
            self.mask_mod = mask_mod
            self.seq_lengths = (Q_LEN, KV_LEN)
            self.BLOCK_SIZE = (BLOCK_SIZE, BLOCK_SIZE) if isinstance(BLOCK_SIZE, int) else BLOCK_SIZE
            self.shape = (B, H, Q_LEN, KV_LEN)

        def to(self, device):
            return self

        def to_dense(self):
            dense = mod_of_all(self.mask_mod, *self.shape)
            rows, columns = self.BLOCK_SIZE
            B, H, Q_LEN, KV_LEN = self.shape
            dense = F.pad(dense, (0, -KV_LEN % columns, 0, -Q_LEN % rows))
            dense = dense.view(B, H, dense.shape[2] // rows, rows, dense.shape[3] // columns, columns)
            return dense.any(5).any(3).to(torch.int32)

        def sparsity(self):
            dense = self.to_dense()
            return 100 - 100 * dense.sum().item() / dense.numel()

        def numel(self):
            B, H, Q_LEN, KV_LEN = self.shape
            return B * H * Q_LEN * KV_LEN

    def create_block_mask(mask_mod, B, H, Q_LEN, KV_LEN, device='cpu', BLOCK_SIZE=128, _compile=False):
        return BlockMask(mask_mod, 1 if B is None else B, 1 if H is None else H, Q_LEN, KV_LEN, BLOCK_SIZE)

    def flex_attention(query, key, value, score_mod=None, block_mask=None, scale=None, enable_gqa=False,
                       return_lse=False, kernel_options=None):
        if query.dim() != 4 or key.dim() != 4 or value.dim() != 4:
            raise ValueError('NYI: query, key, and value must be 4D tensors')
        B, H, Q_LEN, size = query.shape
        KV_LEN = key.shape[2]
        if key.shape[0] != B or value.shape[0] != B:
            if key.shape[0] != 1 or value.shape[0] != 1:
                raise ValueError('flex_attention: query, key and value need the same batch size')
            key, value = key.expand(B, -1, -1, -1), value.expand(B, -1, -1, -1)
        if key.shape[1] != H:
            if not enable_gqa:
                raise ValueError(f'Expect query and key/value to have the same number of heads but got Hq={H} and '
                                 f'Hkv={key.shape[1]}. Try setting enable_gqa=True for GQA.')
            groups = H // key.shape[1]
            key, value = key.repeat_interleave(groups, 1), value.repeat_interleave(groups, 1)
        if block_mask is not None:
            if not hasattr(block_mask, 'mask_mod'):
                raise TypeError('flex_attention: block_mask must come from create_block_mask')
            rows, columns = block_mask.seq_lengths
            if Q_LEN > rows or KV_LEN > columns:
                raise ValueError(f'block_mask was created for block_mask.shape={block_mask.shape} but got q_len={Q_LEN} '
                                 f'and kv_len={KV_LEN}.')
        if scale is None:
            scale = size ** -0.5
        working = torch.float64 if query.dtype == torch.float64 else torch.float32
        scores = ((query @ key.transpose(-2, -1)) * scale).to(working)
        if score_mod is not None:
            scores = mod_of_all(score_mod, B, H, Q_LEN, KV_LEN, scores).to(working)
        if block_mask is not None:
            mask = mod_of_all(block_mask.mask_mod, B, H, Q_LEN, KV_LEN)
            scores = scores.masked_fill(~mask, float('-inf'))
        lse = scores.logsumexp(-1)
        hidden = (scores == float('-inf')).all(-1, True)
        weights = torch.softmax(scores.masked_fill(hidden, 0.0), -1).masked_fill(hidden, 0.0)
        result = weights.to(query.dtype) @ value
        return (result, lse) if return_lse else result
    """
}
