/// Less common layers of torch and Paddle, in the listing language. The module `torch._layers` is compiled when the first
/// of its functions is called.
enum MoreLayersListing {
  static let text = """
    from collections import OrderedDict, defaultdict, deque, namedtuple
    import math
    import torch
    import torch.nn as nn
    import torch.nn.functional as F
    import paddle.nn as paddle_nn
    import paddle.nn.functional as paddle_functional

    Cache = namedtuple('Cache', ['k', 'v'])
    StaticCache = namedtuple('StaticCache', ['k', 'v'])

    # Paddle's transformers

    def first_cache(attention, key, value=None, type=None):
        if type is not None and type.__name__ == 'StaticCache':
            return StaticCache(*attention.compute_kv(key, value))
        if value is not None:
            return Cache(key, value)
        empty = torch.zeros(key.shape[0], attention.num_heads, 0, attention.head_dim, dtype=key.dtype)
        return Cache(empty, empty.clone())

    def static_cache(attention, memory):
        return StaticCache(*attention.compute_kv(memory, memory))

    def compute_kv(self, key, value):
        def heads(x):
            return x.reshape(x.shape[0], x.shape[1], self.num_heads, self.head_dim).permute(0, 2, 1, 3)
        return heads(self.k_proj(key)), heads(self.v_proj(value))

    def keys_and_values(attention, key, value, cache):
        if isinstance(cache, StaticCache):
            return cache.k, cache.v, cache
        k, v = attention.compute_kv(key, value)
        if not isinstance(cache, Cache):
            return k, v, cache
        cache = Cache(torch.cat([cache.k, k], 2), torch.cat([cache.v, v], 2))
        return cache.k, cache.v, cache

    def attention_mask(mask, dtype):
        if mask is None or mask.dtype == dtype:
            return mask
        if mask.is_floating_point():
            return mask.to(dtype)
        return (mask.to(dtype) - 1.0) * 1e9

    def encoder_layer_cache(self, src):
        return first_cache(self.self_attn, src)

    def encoder_cache(self, src):
        return [layer.gen_cache(src) for layer in self.layers]

    def attributes(attribute, count):
        if not isinstance(attribute, (list, tuple)):
            return [attribute] * count
        if len(attribute) != count:
            raise AssertionError(f'length of param_attr should be {count} when it is a list/tuple')
        return list(attribute)

    def decoder_layer_init(self, d_model, nhead, dim_feedforward, dropout=0.1, activation='relu', attn_dropout=None,
                           act_dropout=None, normalize_before=False, weight_attr=None, bias_attr=None,
                           layer_norm_eps=1e-05):
        weights, biases = attributes(weight_attr, 3), attributes(bias_attr, 3)
        attn_dropout = dropout if attn_dropout is None else attn_dropout
        self.normalize_before = normalize_before
        self.self_attn = paddle_nn.MultiHeadAttention(
            d_model, nhead, attn_dropout, weight_attr=weights[0], bias_attr=biases[0])
        self.cross_attn = paddle_nn.MultiHeadAttention(
            d_model, nhead, attn_dropout, weight_attr=weights[1], bias_attr=biases[1])
        self.linear1 = paddle_nn.Linear(d_model, dim_feedforward, weights[2], biases[2])
        self.dropout = paddle_nn.Dropout(dropout if act_dropout is None else act_dropout)
        self.linear2 = paddle_nn.Linear(dim_feedforward, d_model, weights[2], biases[2])
        self.norm1 = paddle_nn.LayerNorm(d_model, layer_norm_eps)
        self.norm2 = paddle_nn.LayerNorm(d_model, layer_norm_eps)
        self.norm3 = paddle_nn.LayerNorm(d_model, layer_norm_eps)
        self.dropout1 = paddle_nn.Dropout(dropout)
        self.dropout2 = paddle_nn.Dropout(dropout)
        self.dropout3 = paddle_nn.Dropout(dropout)
        self.activation = getattr(paddle_functional, activation)

    def decoder_layer_forward(self, tgt, memory, tgt_mask=None, memory_mask=None, cache=None):
        tgt_mask = attention_mask(tgt_mask, tgt.dtype)
        memory_mask = attention_mask(memory_mask, memory.dtype)
        own, other = (None, None) if cache is None else cache
        first = self.norm1(tgt) if self.normalize_before else tgt
        attended = self.self_attn(first, first, first, tgt_mask, own)
        if cache is not None:
            attended, own = attended
        tgt = tgt + self.dropout1(attended)
        if not self.normalize_before:
            tgt = self.norm1(tgt)
        second = self.norm2(tgt) if self.normalize_before else tgt
        attended = self.cross_attn(second, memory, memory, memory_mask, other)
        if cache is not None:
            attended, other = attended
        tgt = tgt + self.dropout2(attended)
        if not self.normalize_before:
            tgt = self.norm2(tgt)
        third = self.norm3(tgt) if self.normalize_before else tgt
        tgt = tgt + self.dropout3(self.linear2(self.dropout(self.activation(self.linear1(third)))))
        if not self.normalize_before:
            tgt = self.norm3(tgt)
        return tgt if cache is None else (tgt, (own, other))

    def decoder_layer_cache(self, memory):
        return first_cache(self.self_attn, memory), static_cache(self.cross_attn, memory)

    def decoder_init(self, decoder_layer, num_layers, norm=None):
        self.layers = paddle_nn.LayerList(
            [decoder_layer if i == 0 else copied(decoder_layer) for i in range(num_layers)])
        self.num_layers = num_layers
        self.norm = norm

    def decoder_forward(self, tgt, memory, tgt_mask=None, memory_mask=None, cache=None):
        tgt_mask = attention_mask(tgt_mask, tgt.dtype)
        memory_mask = attention_mask(memory_mask, memory.dtype)
        caches = []
        for index, layer in enumerate(self.layers):
            if cache is None:
                tgt = layer(tgt, memory, tgt_mask=tgt_mask, memory_mask=memory_mask)
            else:
                tgt, made = layer(tgt, memory, tgt_mask=tgt_mask, memory_mask=memory_mask, cache=cache[index])
                caches.append(made)
        if self.norm is not None:
            tgt = self.norm(tgt)
        return tgt if cache is None else (tgt, caches)

    def decoder_cache(self, memory, do_zip=False):
        caches = [layer.gen_cache(memory) for layer in self.layers]
        return list(zip(*caches)) if do_zip else caches

    def split_attributes(attribute):
        if not isinstance(attribute, (list, tuple)):
            return attribute, attribute
        if len(attribute) == 1:
            return [attribute[0]] * 2, [attribute[0]] * 3
        if len(attribute) == 2:
            return attribute, [attribute[0], attribute[0], attribute[1]]
        if len(attribute) == 3:
            return [attribute[0], attribute[2]], attribute
        raise AssertionError('length of weight_attr should be 1 or 2 or 3 when it is a list/tuple')

    def transformer_init(self, d_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6, dim_feedforward=2048,
                         dropout=0.1, activation='relu', attn_dropout=None, act_dropout=None, normalize_before=False,
                         weight_attr=None, bias_attr=None, custom_encoder=None, custom_decoder=None):
        weights, biases = split_attributes(weight_attr), split_attributes(bias_attr)
        options = (d_model, nhead, dim_feedforward, dropout, activation, attn_dropout, act_dropout, normalize_before)
        if custom_encoder is not None:
            self.encoder = custom_encoder
        else:
            layer = paddle_nn.TransformerEncoderLayer(*options, weights[0], biases[0])
            self.encoder = paddle_nn.TransformerEncoder(layer, num_encoder_layers, paddle_nn.LayerNorm(d_model))
        if custom_decoder is not None:
            self.decoder = custom_decoder
        else:
            layer = paddle_nn.TransformerDecoderLayer(*options, weights[1], biases[1])
            self.decoder = paddle_nn.TransformerDecoder(layer, num_decoder_layers, paddle_nn.LayerNorm(d_model))
        self.d_model = d_model
        self.nhead = nhead

    def transformer_forward(self, src, tgt, src_mask=None, tgt_mask=None, memory_mask=None):
        memory = self.encoder(src, src_mask=attention_mask(src_mask, src.dtype))
        return self.decoder(tgt, memory, tgt_mask=attention_mask(tgt_mask, tgt.dtype),
                            memory_mask=attention_mask(memory_mask, memory.dtype))

    def square_mask(self, length):
        return torch.triu(torch.full((length, length), -math.inf), 1)

    # Paddle's layer SpectralNorm

    def spectral_norm_init(self, weight_shape, dim=0, power_iters=1, eps=1e-12, dtype='float32'):
        shape = list(weight_shape)
        if 0 in shape:
            raise AssertionError('Any dimension of `weight_shape` cannot be equal to 0.')
        if dim >= len(shape):
            raise AssertionError(
                'The input `dim` should be less than the length of `weight_shape`, but received '
                f'dim={dim}')
        self._power_iters = power_iters
        self._eps = eps
        self._dim = dim
        rows = shape[dim]
        count = 1
        for size in shape:
            count *= size
        self.weight_u = self.create_parameter([rows], dtype=dtype)
        self.weight_v = self.create_parameter([count // rows], dtype=dtype)
        self.weight_u.requires_grad_(False)
        self.weight_v.requires_grad_(False)

    def spectral_norm_forward(self, x):
        matrix = x.movedim(self._dim, 0).flatten(1)
        u, v = self.weight_u, self.weight_v
        for _ in range(self._power_iters):
            v = torch.mv(matrix.t(), u)
            v = v / (v.square().sum().sqrt() + self._eps)
            u = torch.mv(matrix, v)
            u = u / (u.square().sum().sqrt() + self._eps)
        return x / torch.dot(u, torch.mv(matrix, v))

    # Adaptive softmax

    def check_cutoffs(cutoffs, n_classes):
        if len(cutoffs) == 0:
            raise ValueError('cutoffs should be a sequence of length larger than 0')
        if (cutoffs != sorted(cutoffs) or min(cutoffs) <= 0 or max(cutoffs) > n_classes - 1
                or len(set(cutoffs)) != len(cutoffs) or any([int(c) != c for c in cutoffs])):
            raise ValueError('cutoffs should be a sequence of unique, positive integers sorted in an increasing order, '
                             'where each value is between 1 and n_classes-1')

    def set_adaptive_sizes(self, in_features, n_classes, cutoffs, div_value):
        cutoffs = list(cutoffs)
        check_cutoffs(cutoffs, n_classes)
        self.in_features = in_features
        self.n_classes = n_classes
        self.cutoffs = cutoffs + [n_classes]
        self.div_value = div_value
        self.shortlist_size = self.cutoffs[0]
        self.n_clusters = len(self.cutoffs) - 1
        self.head_size = self.shortlist_size + self.n_clusters

    def adaptive_init(self, in_features, n_classes, cutoffs, div_value=4.0, head_bias=False, device=None, dtype=None):
        set_adaptive_sizes(self, in_features, n_classes, cutoffs, div_value)
        self.head_bias = head_bias
        self.head = nn.Linear(in_features, self.head_size, bias=head_bias, dtype=dtype)
        self.tail = nn.ModuleList()
        for i in range(self.n_clusters):
            size = int(in_features // (div_value ** (i + 1)))
            self.tail.append(nn.Sequential(
                nn.Linear(in_features, size, bias=False, dtype=dtype),
                nn.Linear(size, self.cutoffs[i + 1] - self.cutoffs[i], bias=False, dtype=dtype)))

    def adaptive_scores(target, input, cutoffs, head_scores, tail_scores, kind):
        classes = cutoffs[0]
        wrong = (target < 0) | (target >= cutoffs[-1])
        output = torch.zeros(target.shape, dtype=input.dtype)
        places = torch.zeros_like(target)
        start = 0
        for i, stop in enumerate(cutoffs):
            mask = (target >= start) & (target < stop)
            rows = mask.nonzero().squeeze(1)
            if rows.numel() > 0:
                if i == 0:
                    places[rows] = target[rows]
                else:
                    places[rows] = classes + i - 1
                    scores = F.log_softmax(tail_scores(i - 1, input.index_select(0, rows)), dim=1)
                    output[rows] = scores.gather(1, (target[rows] - start).unsqueeze(1)).squeeze(1)
            start = stop
        if wrong.any():
            found = f'but values in range [{target.min().item()}, {target.max().item()}] were found. '
            if kind == 'Target':
                raise RuntimeError(f'Target values should be in [0, {cutoffs[-1] - 1}], {found}')
            raise ValueError(f'label values should be in [0, n_classes - 1], {found}')
        head = F.log_softmax(head_scores(input), dim=1)
        return output + head.gather(1, places.unsqueeze(1)).squeeze(1)

    def adaptive_forward(self, input, target):
        batched = target.dim() > 0
        if target.dim() == 1:
            if input.shape[0] != target.shape[0]:
                raise RuntimeError('Input and target should have the same size in the batch dimension.')
            if input.dim() != 2:
                raise RuntimeError(f'1D target tensor expects 2D input tensors, but found inputs with size {input.shape}')
        elif target.dim() == 0:
            if input.dim() != 1:
                raise RuntimeError(f'0D target tensor expects 1D input tensors, but found inputs with size {input.shape}')
            input, target = input.unsqueeze(0), target.unsqueeze(0)
        else:
            raise RuntimeError('0D or 1D target tensor expected, multi-target not supported')
        output = adaptive_scores(
            target, input, self.cutoffs, self.head, lambda i, rows: self.tail[i](rows), 'Target')
        loss = (-output).mean()
        result = namedtuple('_ASMoutput', ['output', 'loss'])
        return result(output if batched else output.squeeze(0), loss)

    def adaptive_full(cutoffs, head, clusters):
        scores = F.log_softmax(head, dim=1)
        parts = [scores[:, :cutoffs[0]]]
        for i, cluster in enumerate(clusters):
            parts.append(F.log_softmax(cluster, dim=1) + scores[:, cutoffs[0] + i].unsqueeze(1))
        return torch.cat(parts, 1)

    def adaptive_log_prob(self, input):
        return adaptive_full(self.cutoffs, self.head(input), [layer(input) for layer in self.tail])

    def adaptive_predict(self, input):
        head = self.head(input)
        output = torch.argmax(head, dim=1)
        others = output >= self.shortlist_size
        if others.any():
            rows = input[others]
            full = adaptive_full(self.cutoffs, head[others], [layer(rows) for layer in self.tail])
            output[others] = torch.argmax(full, dim=1)
        return output

    def adaptive_reset(self):
        self.head.reset_parameters()
        for first, second in self.tail:
            first.reset_parameters()
            second.reset_parameters()

    # torch.nn.utils.parametrize

    cache_depth = [0]
    cached_values = {}

    class cached:
        def __enter__(self):
            cache_depth[0] += 1

        def __exit__(self, *error):
            cache_depth[0] -= 1
            if cache_depth[0] == 0:
                cached_values.clear()

    class ParametrizationList(nn.ModuleList):
        def __init__(self, modules, original, unsafe=False):
            if len(modules) == 0:
                raise ValueError('ParametrizationList requires one or more modules.')
            super().__init__(modules)
            self.unsafe = unsafe
            new = original
            for module in reversed(list(self)):
                if hasattr(module, 'right_inverse'):
                    new = module.right_inverse(new)
            self.is_tensor = isinstance(new, torch.Tensor)
            self.ntensors = 1 if self.is_tensor else len(new)
            if self.is_tensor:
                if original.dtype != new.dtype:
                    raise ValueError('When `right_inverse` outputs one tensor, it may not change the dtype.')
                kept = original if new is original else kept_like(original, new)
                register_like(self, 'original', original, kept)
            else:
                for index, part in enumerate(new):
                    register_like(self, f'original{index}', original, kept_like(original, part))
            if not unsafe and has_value(original):
                value = self()
                if not isinstance(value, torch.Tensor):
                    raise ValueError(f'A parametrization must return a tensor. Got {type(value).__name__}.')
                if value.dtype != original.dtype:
                    raise ValueError('Registering a parametrization may not change the dtype of the tensor, unless '
                                     '`unsafe` flag is enabled.')
                if value.shape != original.shape:
                    raise ValueError('Registering a parametrization may not change the shape of the tensor, unless '
                                     '`unsafe` flag is enabled.')

        def right_inverse(self, value):
            for module in reversed(list(self)):
                if not hasattr(module, 'right_inverse'):
                    raise RuntimeError(
                        f'parametrization {type(module).__name__} does not implement right_inverse.')
                value = module.right_inverse(value)
            if self.is_tensor:
                self.original.copy_(value)
            else:
                for index, part in enumerate(value):
                    getattr(self, f'original{index}').copy_(part)

        def forward(self):
            if self.is_tensor:
                x = self[0](self.original)
            else:
                x = self[0](*[getattr(self, f'original{index}') for index in range(self.ntensors)])
            for module in list(self)[1:]:
                x = module(x)
            return x

    def kept_like(original, value):
        return nn.Parameter(value, original.requires_grad) if isinstance(original, nn.Parameter) else value

    def register_like(module, name, original, value):
        if isinstance(original, nn.Parameter):
            module.register_parameter(name, value)
        else:
            module.register_buffer(name, value)

    def parametrized_value(module, name):
        if cache_depth[0] == 0:
            return module.parametrizations[name]()
        key = (id(module), name)
        if key not in cached_values:
            cached_values[key] = module.parametrizations[name]()
        return cached_values[key]

    def parametrized_property(name):
        def get(self):
            return parametrized_value(self, name)

        def set(self, value):
            self.parametrizations[name].right_inverse(value)
        return property(get, set)

    def parametrized_type(kind):
        # The layer's own code reads its tensors from the instance: put them there while it runs.
        def forward(self, *args, **kwargs):
            names = list(self.parametrizations.keys())
            for name in names:
                self.__dict__[name] = parametrized_value(self, name)
            try:
                return kind.forward(self, *args, **kwargs)
            finally:
                for name in names:
                    del self.__dict__[name]
        return type('Parametrized' + kind.__name__, (kind,), {'forward': forward, '_plain_type': kind})

    def register_parametrization(module, tensor_name, parametrization, *, unsafe=False):
        parametrization.train(module.training)
        if is_parametrized(module, tensor_name):
            if not unsafe:
                value = getattr(module, tensor_name)
                changed = parametrization(value)
                if changed.dtype != value.dtype or changed.shape != value.shape:
                    raise ValueError('Registering a parametrization may not change the dtype or the shape of the '
                                     'tensor, unless `unsafe` flag is enabled.')
            module.parametrizations[tensor_name].append(parametrization)
            return module
        if tensor_name not in module._parameters and tensor_name not in module._buffers:
            raise ValueError(f"Module '{module}' does not have a parameter, a buffer, or a parametrized element with "
                             f"name '{tensor_name}'")
        original = getattr(module, tensor_name)
        parts = ParametrizationList([parametrization], original, unsafe=unsafe)
        delattr(module, tensor_name)
        if not is_parametrized(module):
            if hasattr(module, 'parametrizations'):
                refuse('register_parametrization of a module with weight_norm or spectral_norm is not part of fwdb')
            module.__class__ = parametrized_type(type(module))
            module.parametrizations = nn.ModuleDict()
        setattr(type(module), tensor_name, parametrized_property(tensor_name))
        module.parametrizations[tensor_name] = parts
        return module

    def is_parametrized(module, tensor_name=None):
        parts = getattr(module, 'parametrizations', None)
        if parts is None or not isinstance(parts, nn.ModuleDict):
            return False
        return len(parts) > 0 if tensor_name is None else tensor_name in parts

    def type_before_parametrizations(module):
        kind = type(module)
        if hasattr(kind, '_plain_type'):
            return kind._plain_type
        return kind.__bases__[0] if is_parametrized(module) else kind

    def remove_parametrizations(module, tensor_name, leave_parametrized=True):
        if not is_parametrized(module, tensor_name):
            raise ValueError(f'Module {module} does not have a parametrization on {tensor_name}')
        parts = module.parametrizations[tensor_name]
        if type(parts) is not ParametrizationList:
            return remove_norm(module, tensor_name, leave_parametrized)
        original = parts.original if parts.is_tensor else parts.original0
        if leave_parametrized:
            value = parametrized_value(module, tensor_name)
        elif parts.is_tensor:
            value = original
        else:
            raise ValueError('Cannot leave unparametrized (`leave_parametrized=False`) a tensor that is parametrized in '
                             'terms of a sequence of tensors.')
        delattr(type(module), tensor_name)
        del module.parametrizations[tensor_name]
        if len(module.parametrizations) == 0:
            del module.parametrizations
            module.__class__ = type_before_parametrizations(module)
        register_like(module, tensor_name, original, kept_like(original, value))
        return module

    def remove_norm(module, name, leave_parametrized):
        parts = module.parametrizations[name]
        if not leave_parametrized:
            if not hasattr(parts, 'original'):
                raise ValueError('Cannot leave unparametrized (`leave_parametrized=False`) a tensor that is '
                                 'parametrized in terms of a sequence of tensors.')
            value = parts.original
        else:
            value = getattr(module, name)
        del module.parametrizations[name]
        if len(module.parametrizations) == 0:
            del module.parametrizations
            module.__class__ = type(module).__bases__[0]
        module.register_parameter(name, nn.Parameter(value))
        return module

    # torch.utils._pytree

    class TreeSpec:
        def __init__(self, type, context, children_specs):
            self.type = type
            self.context = context
            self._children = children_specs
            self.num_children = len(children_specs)
            self.num_nodes = 1 + sum([child.num_nodes for child in children_specs])
            self.num_leaves = 1 if type is None else sum([child.num_leaves for child in children_specs])

        def __repr__(self, indent=0):
            if self.type is None:
                return '*'
            inner = [child.__repr__(indent + 2) for child in self._children]
            return f'TreeSpec({self.type.__name__}, {self.context}, [' + (',\\n' + ' ' * (indent + 2)).join(inner) + '])'

        def __eq__(self, other):
            return (isinstance(other, TreeSpec) and self.type is other.type and self.context == other.context
                    and self._children == other._children)

        def is_leaf(self):
            return self.type is None

        def children(self):
            return list(self._children)

        def child(self, index):
            return self._children[index]

    def opened(tree):
        # Returns the children of a node, the node's class and its context; None for a leaf.
        kind = type(tree)
        if kind in (list, tuple, torch.Size):
            return list(tree), kind, None
        if kind in (dict, OrderedDict):
            return list(tree.values()), kind, list(tree.keys())
        if kind is defaultdict:
            return list(tree.values()), kind, [tree.default_factory, list(tree.keys())]
        if kind is deque:
            return list(tree), kind, tree.maxlen
        if isinstance(tree, tuple) and hasattr(tree, '_fields'):
            return list(tree), namedtuple, kind
        return None

    def closed(kind, context, children):
        if kind is list:
            return children
        if kind in (tuple, torch.Size):
            return tuple(children)
        if kind is OrderedDict:
            return OrderedDict(zip(context, children))
        if kind is dict:
            return dict(zip(context, children))
        if kind is defaultdict:
            return defaultdict(context[0], zip(context[1], children))
        if kind is deque:
            return deque(children, maxlen=context)
        return context(*children)

    def flattened(tree, leaves, is_leaf):
        node = None if is_leaf is not None and is_leaf(tree) else opened(tree)
        if node is None:
            leaves.append(tree)
            return TreeSpec(None, None, [])
        children, kind, context = node
        return TreeSpec(kind, context, [flattened(child, leaves, is_leaf) for child in children])

    def tree_flatten(tree, is_leaf=None):
        leaves = []
        spec = flattened(tree, leaves, is_leaf)
        return leaves, spec

    def tree_leaves(tree, is_leaf=None):
        return tree_flatten(tree, is_leaf)[0]

    def tree_iter(tree, is_leaf=None):
        return iter(tree_leaves(tree, is_leaf))

    def tree_structure(tree, is_leaf=None):
        return tree_flatten(tree, is_leaf)[1]

    def rebuilt(leaves, spec):
        if spec.type is None:
            return leaves.pop(0)
        return closed(spec.type, spec.context, [rebuilt(leaves, child) for child in spec._children])

    def tree_unflatten(leaves, treespec):
        leaves = list(leaves)
        if len(leaves) != treespec.num_leaves:
            raise ValueError(
                f'treespec.unflatten(leaves): `leaves` has length {len(leaves)} but the spec refers to a pytree that '
                f'holds {treespec.num_leaves} items ({treespec}).')
        return rebuilt(leaves, treespec)

    def leaves_like(tree, spec):
        if spec.type is None:
            return [tree]
        node = opened(tree)
        same = node is not None and node[1] is spec.type and len(node[0]) == spec.num_children
        if not same or (spec.type in (dict, OrderedDict) and set(node[2]) != set(spec.context)):
            raise ValueError('Node type or number of children mismatch between two trees')
        children = [tree[key] for key in spec.context] if spec.type in (dict, OrderedDict) else node[0]
        return [leaf for child, part in zip(children, spec._children) for leaf in leaves_like(child, part)]

    def tree_map(func, tree, *rests, is_leaf=None):
        leaves, spec = tree_flatten(tree, is_leaf)
        lists = [leaves] + [leaves_like(rest, spec) for rest in rests]
        return tree_unflatten([func(*items) for items in zip(*lists)], spec)

    def tree_map_(func, tree, *rests, is_leaf=None):
        tree_map(func, tree, *rests, is_leaf=is_leaf)
        return tree

    def tree_map_only(type_or_types_or_pred, func, tree, is_leaf=None):
        if isinstance(type_or_types_or_pred, (type, tuple)):
            def chosen(item):
                return isinstance(item, type_or_types_or_pred)
        else:
            chosen = type_or_types_or_pred
        return tree_map(lambda item: func(item) if chosen(item) else item, tree, is_leaf=is_leaf)

    def tree_all(pred, tree, is_leaf=None):
        return all([pred(item) for item in tree_leaves(tree, is_leaf)])

    def tree_any(pred, tree, is_leaf=None):
        return any([pred(item) for item in tree_leaves(tree, is_leaf)])

    # Functions of paddle.nn.functional

    def paddle_reduced(loss, reduction, name):
        if reduction not in ('sum', 'mean', 'none'):
            raise ValueError(
                f"'reduction' in '{name}' should be 'sum', 'mean' or 'none', but received {reduction}.")
        if reduction == 'none':
            return loss
        return loss.mean() if reduction == 'mean' else loss.sum()

    def paddle_multi_margin_loss(input, label, p=1, margin=1.0, weight=None, reduction='mean', name=None):
        if input.shape[0] != label.shape[0]:
            raise ValueError(
                f"The label's shape[0] should be equal to input's shape[0], but received input's shape[0] "
                f"{input.shape[0]} and label's shape[0]:{label.shape[0]}. ")
        label = label.reshape(-1, 1).long()
        terms = (margin - input.gather(1, label) + input).clamp(min=0.0) ** p
        own = margin ** p / input.shape[1]
        if weight is None:
            return paddle_reduced(terms.mean(1) - own, reduction, 'multi_margin_loss')
        weight = weight[label.squeeze(1)].reshape(-1, 1)
        return paddle_reduced((weight * terms).mean(1) - (weight * own).squeeze(), reduction, 'multi_margin_loss')

    def paddle_multi_label_margin_loss(input, label, reduction='mean', name=None):
        if input.dim() != 2:
            raise ValueError(f'Expected 2D input tensor, but got {input.dim()}D')
        if label.dim() != 2:
            raise ValueError(f'Expected 2D label tensor, but got {label.dim()}D')
        if label.numel() > 0:
            if label.min().item() < -1:
                raise ValueError('label values should be >= -1')
            if label.max().item() >= input.shape[1]:
                raise ValueError(f'label values should be < {input.shape[1]}')
        rows = []
        for scores, labels in zip(input, label.tolist()):
            count = labels.index(-1) if -1 in labels else len(labels)
            others = [i for i in range(input.shape[1]) if i not in labels[:count]]
            total = torch.zeros((), dtype=input.dtype)
            for own in labels[:count]:
                total = total + (1 - scores[own] + scores[others]).clamp(min=0).sum()
            rows.append(total / input.shape[1])
        return paddle_reduced(torch.stack(rows), reduction, 'multi_label_margin_loss')

    def paddle_triplet_margin_with_distance_loss(input, positive, negative, distance_function=None, margin=1.0,
                                                 swap=False, reduction='mean', name=None):
        if margin < 0:
            raise ValueError('The margin between positive samples and negative samples should be greater than 0.')
        if not list(input.shape) == list(positive.shape) == list(negative.shape):
            raise ValueError("input's shape must equal to positive's shape and  negative's shape")
        distance = paddle_nn.PairwiseDistance(2) if distance_function is None else distance_function
        near, far = distance(input, positive), distance(input, negative)
        if swap:
            far = torch.minimum(far, distance(positive, negative))
        if not (near >= 0).all() or not (far >= 0).all():
            raise ValueError('The positive distance or negative distance should be greater than 0, The distance '
                             'functions should be checked.')
        loss = (near - far + margin).clamp(min=0.0)
        return paddle_reduced(loss, reduction, 'triplet_margin_with_distance_loss')

    def paddle_npair_loss(anchor, positive, labels, l2_reg=0.002):
        if anchor.numel() == 0 or positive.numel() == 0:
            raise ValueError('The dims of anchor should be greater than 0.')
        labels = labels.reshape(-1, 1)
        same = (labels == labels.t()).float()
        same = same / same.sum(1, keepdim=True)
        norms = (anchor.square().sum(1).mean() + positive.square().sum(1).mean()) * 0.25 * l2_reg
        entropy = -(same * F.log_softmax(anchor @ positive.t(), dim=-1)).sum(1, keepdim=True)
        return norms + (same * entropy).sum(0).mean()

    def paddle_power_pool(x, norm_type, kernel_size, stride, padding, ceil_mode, data_format, axes, pool):
        if norm_type == 0:
            raise ValueError('`norm_type` cannot be 0.')
        if ceil_mode or data_format not in ('NCL', 'NCHW') or isinstance(padding, str) or norm_type == float('inf'):
            refuse(f'lp_pool{axes}d: ceil_mode, a padding by name, channels last and an infinite norm_type are not '
                   'part of fwdb')
        kernel = list(kernel_size) if isinstance(kernel_size, (list, tuple)) else [kernel_size] * axes
        cells = 1
        for size in kernel:
            cells *= size
        return (pool(x ** float(norm_type), kernel, stride, padding) * cells) ** (1.0 / norm_type)

    def paddle_lp_pool1d(x, norm_type, kernel_size, stride=None, padding=0, ceil_mode=False, data_format='NCL',
                         name=None):
        return paddle_power_pool(x, norm_type, kernel_size, stride, padding, ceil_mode, data_format, 1, F.avg_pool1d)

    def paddle_lp_pool2d(x, norm_type, kernel_size, stride=None, padding=0, ceil_mode=False, data_format='NCHW',
                         name=None):
        return paddle_power_pool(x, norm_type, kernel_size, stride, padding, ceil_mode, data_format, 2, F.avg_pool2d)

    def paddle_sequence_mask(x, maxlen=None, dtype='int64', name=None):
        if maxlen is None or isinstance(maxlen, int) and maxlen < 0:
            maxlen = x.max().item()
        return (torch.arange(int(maxlen)) < x.unsqueeze(-1)).to(dtype_of(dtype))

    def paddle_temporal_shift(x, seg_num, shift_ratio=0.25, name=None, data_format='NCHW'):
        if data_format not in ('NCHW', 'NHWC'):
            raise ValueError("Attr(data_format) should be 'NCHW' or 'NHWC'. "
                             f"Received Attr(data_format): {data_format}.")
        if data_format == 'NHWC':
            x = x.permute(0, 3, 1, 2)
        frames = x.reshape(-1, seg_num, *x.shape[1:])
        first, second = int(x.shape[1] * shift_ratio), int(x.shape[1] * 2 * shift_ratio)
        empty = torch.zeros_like(frames[:, :1])
        before = torch.cat([empty, frames[:, :-1]], 1)
        after = torch.cat([frames[:, 1:], empty], 1)
        out = torch.cat([before[:, :, :first], after[:, :, first:second], frames[:, :, second:]], 2).reshape(x.shape)
        return out.permute(0, 2, 3, 1) if data_format == 'NHWC' else out

    def paddle_pdist(x, p=2.0, name=None):
        if x.dim() != 2:
            raise AssertionError('The x must be 2-dimensional')
        distances = torch.linalg.vector_norm(x.unsqueeze(-2) - x.unsqueeze(-3), p, -1)
        return distances[~torch.tril(torch.ones(distances.shape, dtype=torch.bool))]

    def paddle_gather_tree(ids, parents):
        steps = ids.shape[0]
        beams = torch.arange(ids.shape[2]).expand(ids.shape[1:])
        rows = []
        for step in range(steps - 1, -1, -1):
            rows.append(ids[step].gather(1, beams))
            beams = parents[step].long().gather(1, beams)
        return torch.stack(rows[::-1])

    def adaptive_paddle_init(self, in_features, n_classes, cutoffs, weight_attr=None, bias_attr=None, div_value=4.0,
                             head_bias=False, name=None):
        set_adaptive_sizes(self, in_features, n_classes, cutoffs, div_value)
        self.is_head_bias = head_bias
        self.head_weight = self.create_parameter([in_features, self.head_size])
        self.head_bias = self.create_parameter([self.head_size], is_bias=True) if head_bias else None
        # As in Paddle, a list of parameters does not register them.
        self.tail_weights = []
        for i in range(self.n_clusters):
            size = int(in_features // (div_value ** (i + 1)))
            self.tail_weights.append([
                self.create_parameter([in_features, size]),
                self.create_parameter([size, self.cutoffs[i + 1] - self.cutoffs[i]])])

    def adaptive_paddle_forward(self, input, label):
        return paddle_adaptive_log_softmax_with_loss(
            input, label, self.head_weight, self.tail_weights, self.cutoffs, self.head_bias)

    def paddle_adaptive_log_softmax_with_loss(input, label, head_weight, tail_weights, cutoffs, head_bias=None,
                                              name=None):
        batched = label.dim() > 0
        if label.dim() == 1:
            if input.shape[0] != label.shape[0] and label.shape[0] != 0:
                raise ValueError('Input and label should have the same size in the batch dimension.')
            if input.dim() != 2:
                raise ValueError(
                    f'1D label tensor expects 2D input tensors, but found inputs with size {list(input.shape)}')
        elif label.dim() == 0:
            if input.dim() != 1:
                raise ValueError(
                    f'0D label tensor expects 1D input tensors, but found inputs with size {list(input.shape)}')
            input, label = input.unsqueeze(0), label.unsqueeze(0)
        else:
            raise ValueError('0D or 1D label tensor expected, multi-label not supported')
        def head(rows):
            scores = rows @ head_weight
            return scores if head_bias is None else scores + head_bias
        output = adaptive_scores(
            label, input, list(cutoffs), head,
            lambda i, rows: rows @ tail_weights[i][0] @ tail_weights[i][1], 'label')
        loss = (-output).mean()
        return (output if batched else output.squeeze(0)), loss

    def paddle_heads(self, input):
        head = input @ self.head_weight
        return head if self.head_bias is None else head + self.head_bias

    def adaptive_paddle_log_prob(self, input):
        return adaptive_full(self.cutoffs, paddle_heads(self, input), [input @ a @ b for a, b in self.tail_weights])

    def adaptive_paddle_predict(self, input):
        head = paddle_heads(self, input)
        output = torch.argmax(head, dim=1).float()
        others = output >= self.shortlist_size
        if not others.any():
            return output
        rows = input[others]
        full = torch.argmax(
            adaptive_full(self.cutoffs, head[others], [rows @ a @ b for a, b in self.tail_weights]), dim=1)
        if others.all():
            return full
        output[others] = full.float()
        return output
    """
}
