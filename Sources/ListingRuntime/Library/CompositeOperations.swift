/// Functions of torch that are written in the listing language. They call other operations, and each of these calls is
/// an operation of the pass.
enum CompositeOperations {
  /// Members of `torch`.
  static let functions: [String: Value] = table(signatures + libraryOnly)

  /// Methods of tensors.
  static let methods: [String: BuiltinFunction] = Dictionary(
    uniqueKeysWithValues: (signatures + methodsOnly + inPlace).map { signature in
      let function = function(signature)
      return (function.name, function)
    })

  /// The methods `renorm_`, `put_`, …, which write the result into the tensor.
  private static let inPlace: [String] = signatures.compactMap { signature in
    let name = Signature.name(in: signature)
    return ["renorm", "addbmm", "addmv", "addr", "put"].contains(name)
      ? String(name + "_" + signature.dropFirst(name.count)) : nil
  }

  private static let methodsOnly = [
    "fill_diagonal_(input, fill_value, wrap=False)", "sum_to_size(input, *size)", "dequantize(input)",
  ]

  /// `torch.masked`: reductions of the elements that a mask selects.
  static let masked: [String: Value] = Dictionary(
    uniqueKeysWithValues: ["sum", "prod", "mean", "amax", "amin", "norm", "var", "std"].map { name in
      let first = name == "norm" ? "ord, " : ""
      let second = name == "var" || name == "std" ? "unbiased=None, " : ""
      return (
        name,
        .builtin(
          BuiltinFunction(
            "\(name)(input, \(first)dim=None, \(second)*, keepdim=False, dtype=None, mask=None)",
            prelude: "masked_\(name)"))
      )
    }
      + ["softmax", "log_softmax", "softmin"].map { name in
        (
          name,
          .builtin(BuiltinFunction("\(name)(input, dim, *, dtype=None, mask=None)", prelude: "masked_\(name)"))
        )
      })

  /// The names in `torch.functional`. Each name has the same meaning in `torch`.
  static let functional = [
    "atleast_1d", "atleast_2d", "atleast_3d", "block_diag", "broadcast_shapes", "broadcast_tensors", "cartesian_prod",
    "cdist", "chain_matmul", "einsum", "istft", "meshgrid", "norm", "split", "stft", "tensordot", "unique",
    "unique_consecutive", "unravel_index",
  ]

  /// Further members of `torch.linalg`.
  static let linearAlgebra: [String: Value] = [
    "vander": .builtin(BuiltinFunction("vander(x, *, N=None)", prelude: "torch_linalg_vander"))
  ]

  private static let signatures = [
    "cov(input, *, correction=1, fweights=None, aweights=None)", "corrcoef(input)",
    "renorm(input, p, dim, maxnorm)", "hsplit(input, indices_or_sections)", "vsplit(input, indices_or_sections)",
    "dsplit(input, indices_or_sections)", "diagonal_scatter(input, src, offset=0, dim1=0, dim2=1)",
    "select_scatter(input, src, dim, index)", "slice_scatter(input, src, dim=0, start=None, end=None, step=1)",
    "as_strided_scatter(input, src, size, stride, storage_offset=None)", "narrow_copy(input, dim, start, length)",
    "select_copy(input, dim, index)", "addbmm(input, batch1, batch2, *, beta=1, alpha=1)",
    "addmv(input, mat, vec, *, beta=1, alpha=1)", "addr(input, vec1, vec2, *, beta=1, alpha=1)", "msort(input)",
    "quantile(input, q, dim=None, keepdim=False, *, interpolation='linear')",
    "nanquantile(input, q, dim=None, keepdim=False, *, interpolation='linear')", "diagflat(input, offset=0)",
    "put(input, index, source, accumulate=False)", "is_same_size(input, other)", "is_nonzero(input)",
    "unsafe_split(tensor, split_size, dim=0)", "unsafe_chunk(input, chunks, dim=0)",
  ]

  private static let libraryOnly = [
    "cartesian_prod(*tensors)", "combinations(input, r=2, with_replacement=False)", "block_diag(*tensors)",
    "dstack(tensors)", "column_stack(tensors)", "atleast_1d(*tensors)", "atleast_2d(*tensors)",
    "atleast_3d(*tensors)", "trapezoid(y, x=None, *, dx=None, dim=-1)", "trapz(y, x=None, *, dx=None, dim=-1)",
    "cumulative_trapezoid(y, x=None, *, dx=None, dim=-1)", "vander(x, N=None, increasing=False)",
    "logspace(start, end, steps, base=10.0, *, dtype=None, device=None)", "unravel_index(indices, shape)",
    "range(start=0, end=None, step=1, *, dtype=None, device=None)",
  ]

  private static func function(_ signature: String) -> BuiltinFunction {
    BuiltinFunction(signature, prelude: "torch_" + Signature.name(in: signature))
  }

  private static func table(_ signatures: [String]) -> [String: Value] {
    Dictionary(
      uniqueKeysWithValues: signatures.map { signature in
        let function = function(signature)
        return (function.name, .builtin(function))
      })
  }

  static let text = """
    def torch_cov(input, *, correction=1, fweights=None, aweights=None):
        if input.dim() > 2:
            raise RuntimeError(f'cov(): expected input to have two or fewer dimensions but got an input with '
                               f'{input.dim()} dimensions')
        if input.dtype == torch.bool:
            raise RuntimeError('cov(): bool dtype is not supported for input')
        x = input if input.dim() == 2 else input.reshape(1, -1)
        if not x.is_floating_point() and not x.is_complex():
            x = x.float()
        weights = None
        for own in (fweights, aweights):
            if own is not None:
                if own.dim() > 1 or own.numel() != x.shape[1]:
                    raise RuntimeError('cov(): expected weights to have the same numel as there are observations in '
                                       'the input')
                if (own < 0).any():
                    raise RuntimeError('cov(): fweights and aweights cannot be negative')
                weights = own if weights is None else weights * own
        if fweights is not None and fweights.is_floating_point():
            raise RuntimeError('cov(): expected fweights to have integral dtype')
        count = x.shape[1] if weights is None else weights.sum()
        if weights is not None and count == 0:
            raise RuntimeError('cov(): weights sum to zero, can\\'t be normalized')
        mean = (x.sum(1) if weights is None else (x * weights).sum(1)) / count
        if aweights is None or correction == 0:
            norm = count - correction
        else:
            norm = count - correction * (weights * aweights).sum() / count
        norm = max(norm, 0) if weights is None else norm.clamp(min=0)
        x = x - mean.unsqueeze(1)
        other = x if weights is None else x * weights
        return ((x @ other.T.conj()) / torch.tensor(norm, dtype=x.real.dtype)).squeeze()

    def torch_corrcoef(input):
        if input.dim() > 2:
            raise RuntimeError('corrcoef(): expected input to have two or fewer dimensions')
        c = torch_cov(input)
        if c.dim() == 0:
            return c / c
        deviation = c.diag().sqrt()
        return (c / deviation.unsqueeze(1) / deviation.unsqueeze(0)).clamp(-1, 1)

    def torch_renorm(input, p, dim, maxnorm):
        if input.dim() < 2:
            raise RuntimeError('renorm: input needs at least 2 dimensions')
        if p <= 0 or maxnorm < 0:
            raise RuntimeError('renorm: p must be positive and maxnorm not negative')
        if dim < -input.dim() or dim >= input.dim():
            raise IndexError(f'Dimension out of range: {dim}')
        dim = dim % input.dim()
        norms = torch.linalg.vector_norm(input, p, [axis for axis in range(input.dim()) if axis != dim], True)
        return input * torch.where(norms > maxnorm, maxnorm / (norms + 1e-7), torch.ones_like(norms))

    def torch_split_along(name, input, indices_or_sections, least):
        if input.dim() < least:
            raise RuntimeError(f'torch.{name} requires a tensor with at least {least} dimension, but got a tensor with '
                               f'{input.dim()} dimensions!')
        dim = {'hsplit': 0 if input.dim() == 1 else 1, 'vsplit': 0, 'dsplit': 2}[name]
        if isinstance(indices_or_sections, int):
            if indices_or_sections <= 0 or input.shape[dim] % indices_or_sections != 0:
                raise RuntimeError(f'torch.{name} attempted to split along dimension {dim}, but the size of the '
                                   f'dimension {input.shape[dim]} is not divisible by the split_size '
                                   f'{indices_or_sections}!')
        return input.tensor_split(indices_or_sections, dim)

    def torch_hsplit(input, indices_or_sections):
        return torch_split_along('hsplit', input, indices_or_sections, 1)

    def torch_vsplit(input, indices_or_sections):
        return torch_split_along('vsplit', input, indices_or_sections, 2)

    def torch_dsplit(input, indices_or_sections):
        return torch_split_along('dsplit', input, indices_or_sections, 3)

    def torch_written(name, result, part, src):
        if part.shape != src.shape:
            raise RuntimeError(f'expected src to have a size equal to the slice of self. src size = {list(src.shape)}, '
                               f'slice size = {list(part.shape)}')
        part.copy_(src)
        return result

    def torch_diagonal_scatter(input, src, offset=0, dim1=0, dim2=1):
        result = input.clone().contiguous()
        return torch_written('diagonal_scatter', result, result.diagonal(offset, dim1, dim2), src)

    def torch_select_scatter(input, src, dim, index):
        result = input.clone().contiguous()
        return torch_written('select_scatter', result, result.select(dim, index), src)

    def torch_slice_scatter(input, src, dim=0, start=None, end=None, step=1):
        if dim < -input.dim() or dim >= input.dim():
            raise IndexError(f'Dimension out of range: {dim}')
        result = input.clone().contiguous()
        part = result[(slice(None),) * (dim % input.dim()) + (slice(start, end, step),)]
        return torch_written('slice_scatter', result, part, src)

    def torch_as_strided_scatter(input, src, size, stride, storage_offset=None):
        result = input.clone().contiguous()
        return torch_written('as_strided_scatter', result, result.as_strided(size, stride, storage_offset or 0), src)

    def torch_narrow_copy(input, dim, start, length):
        return input.narrow(dim, start, length).clone()

    def torch_select_copy(input, dim, index):
        return input.select(dim, index).clone()

    def torch_scaled(input, product, beta, alpha):
        if alpha != 1:
            product = product * alpha
        if beta == 0:
            return product.expand(torch.broadcast_shapes(input.shape, product.shape)).clone()
        return product + (input if beta == 1 else input * beta)

    def torch_addbmm(input, batch1, batch2, *, beta=1, alpha=1):
        if batch1.dim() != 3 or batch2.dim() != 3:
            raise RuntimeError('addbmm: batch1 and batch2 must be 3D tensors')
        return torch_scaled(input, torch.bmm(batch1, batch2).sum(0, dtype=batch1.dtype), beta, alpha)

    def torch_addmv(input, mat, vec, *, beta=1, alpha=1):
        return torch_scaled(input, torch.mv(mat, vec), beta, alpha)

    def torch_addr(input, vec1, vec2, *, beta=1, alpha=1):
        return torch_scaled(input, torch.outer(vec1, vec2), beta, alpha)

    def torch_msort(input):
        return input.sort(0).values

    def torch_diagflat(input, offset=0):
        return torch.diag(input.reshape(-1), offset)

    def torch_put(input, index, source, accumulate=False):
        if index.numel() != source.numel():
            raise IndexError(f'put_(): Expected source and index to have the same number of elements, but got '
                             f'source.numel() = {source.numel()}, index.numel() = {index.numel()}')
        if input.dtype != source.dtype:
            raise RuntimeError('put_(): self and source expected to have the same dtype')
        result = input.reshape(-1).index_put((index.reshape(-1),), source.reshape(-1), accumulate)
        return result.reshape(input.shape)

    def torch_renorm_(input, p, dim, maxnorm):
        return input.copy_(torch_renorm(input, p, dim, maxnorm))

    def torch_addbmm_(input, batch1, batch2, *, beta=1, alpha=1):
        return input.copy_(torch_addbmm(input, batch1, batch2, beta=beta, alpha=alpha))

    def torch_addmv_(input, mat, vec, *, beta=1, alpha=1):
        return input.copy_(torch_addmv(input, mat, vec, beta=beta, alpha=alpha))

    def torch_addr_(input, vec1, vec2, *, beta=1, alpha=1):
        return input.copy_(torch_addr(input, vec1, vec2, beta=beta, alpha=alpha))

    def torch_put_(input, index, source, accumulate=False):
        return input.copy_(torch_put(input, index, source, accumulate))

    def torch_fill_diagonal_(input, fill_value, wrap=False):
        if input.dim() < 2:
            raise RuntimeError('dimensions must larger than 1')
        if input.dim() > 2:
            if len(set(input.shape)) > 1:
                raise RuntimeError('all dimensions of input must be of equal length')
            places = torch.arange(input.shape[0])
            input[(places,) * input.dim()] = fill_value
            return input
        rows, columns = input.shape
        start = 0
        while start < rows:
            input[start:].diagonal().fill_(fill_value)
            start += columns + 1
            if not wrap or columns == 0:
                break
        return input

    def torch_sum_to_size(input, *size):
        if len(size) == 1 and isinstance(size[0], (tuple, list)):
            size = tuple(size[0])
        if torch.broadcast_shapes(input.shape, size) != input.shape:
            raise RuntimeError(f'size {list(size)} is not expandable to size {list(input.shape)}.')
        extra = input.dim() - len(size)
        axes = list(range(extra)) + [extra + axis for axis, wanted in enumerate(size)
                                     if wanted == 1 and input.shape[extra + axis] != 1]
        return input.sum(axes, keepdim=True).reshape(size) if axes else input

    def torch_dequantize(input):
        return input.float()

    def torch_is_nonzero(input):
        if input.numel() != 1:
            raise RuntimeError('Boolean value of Tensor with ' + ('no values' if input.numel() == 0 else
                               'more than one value') + ' is ambiguous')
        return bool((input != 0).all())

    def torch_unsafe_split(tensor, split_size, dim=0):
        return tuple([part.clone() for part in tensor.split(split_size, dim)])

    def torch_unsafe_chunk(input, chunks, dim=0):
        return tuple([part.clone() for part in input.chunk(chunks, dim)])

    def masked_parts(input, dim, dtype, mask, neutral):
        x = input if dtype is None else input.to(dtype)
        kept = torch.ones_like(x, dtype=torch.bool) if mask is None else mask.bool().expand(x.shape)
        axes = list(range(x.dim())) if dim is None else [dim] if isinstance(dim, int) else list(dim)
        return x, kept, axes, torch.where(kept, x, neutral)

    def masked_sum(input, dim=None, *, keepdim=False, dtype=None, mask=None):
        x, kept, axes, chosen = masked_parts(input, dim, dtype, mask, 0)
        return chosen.sum(axes, keepdim=keepdim)

    def masked_prod(input, dim=None, *, keepdim=False, dtype=None, mask=None):
        x, kept, axes, chosen = masked_parts(input, dim, dtype, mask, 1)
        for axis in sorted([axis % max(x.dim(), 1) for axis in axes], reverse=True):
            chosen = chosen.prod(axis, keepdim=keepdim)
        return chosen

    def masked_mean(input, dim=None, *, keepdim=False, dtype=None, mask=None):
        x, kept, axes, chosen = masked_parts(input, dim, dtype, mask, 0)
        return chosen.sum(axes, keepdim=keepdim) / kept.sum(axes, keepdim=keepdim)

    def masked_amax(input, dim=None, *, keepdim=False, dtype=None, mask=None):
        least = float('-inf') if input.is_floating_point() else torch.iinfo(input.dtype).min
        x, kept, axes, chosen = masked_parts(input, dim, dtype, mask, least)
        return chosen.amax(axes, keepdim=keepdim)

    def masked_amin(input, dim=None, *, keepdim=False, dtype=None, mask=None):
        greatest = float('inf') if input.is_floating_point() else torch.iinfo(input.dtype).max
        x, kept, axes, chosen = masked_parts(input, dim, dtype, mask, greatest)
        return chosen.amin(axes, keepdim=keepdim)

    def masked_norm(input, ord, dim=None, *, keepdim=False, dtype=None, mask=None):
        x, kept, axes, chosen = masked_parts(input, dim, dtype, mask, float('inf') if ord == float('-inf') else 0)
        return torch.linalg.vector_norm(chosen, ord, axes, keepdim)

    def masked_var(input, dim=None, unbiased=None, *, keepdim=False, dtype=None, mask=None):
        x, kept, axes, chosen = masked_parts(input, dim, dtype, mask, 0)
        if not x.is_floating_point():
            x, chosen = x.float(), chosen.float()
        count = kept.sum(axes, keepdim=True)
        mean = chosen.sum(axes, keepdim=True) / count
        squares = torch.where(kept, (x - mean) ** 2, 0).sum(axes, keepdim=keepdim)
        count = kept.sum(axes, keepdim=keepdim)
        if unbiased is None or unbiased:
            count = (count - 1).clamp(min=0)
        return squares / count

    def masked_std(input, dim=None, unbiased=None, *, keepdim=False, dtype=None, mask=None):
        return masked_var(input, dim, unbiased, keepdim=keepdim, dtype=dtype, mask=mask).sqrt()

    def masked_softmax(input, dim, *, dtype=None, mask=None):
        x, kept, axes, chosen = masked_parts(input, dim, dtype, mask, float('-inf'))
        return chosen.softmax(dim)

    def masked_log_softmax(input, dim, *, dtype=None, mask=None):
        x, kept, axes, chosen = masked_parts(input, dim, dtype, mask, float('-inf'))
        return chosen.log_softmax(dim)

    def masked_softmin(input, dim, *, dtype=None, mask=None):
        x, kept, axes, chosen = masked_parts(input, dim, dtype, mask, float('inf'))
        return (-chosen).softmax(dim)

    def torch_is_same_size(input, other):
        return input.shape == other.shape

    def torch_quantile(input, q, dim=None, keepdim=False, *, interpolation='linear'):
        return torch_quantiles('quantile', input, q, dim, keepdim, interpolation)

    def torch_nanquantile(input, q, dim=None, keepdim=False, *, interpolation='linear'):
        return torch_quantiles('nanquantile', input, q, dim, keepdim, interpolation)

    def torch_quantiles(name, input, q, dim, keepdim, interpolation):
        if input.dtype not in (torch.float32, torch.float64):
            raise RuntimeError(f'{name}() input tensor must be either float or double dtype')
        if input.numel() == 0:
            raise RuntimeError(f'{name}() input tensor must be non-empty')
        if interpolation not in ('linear', 'lower', 'higher', 'midpoint', 'nearest'):
            raise RuntimeError(f'{name}() interpolation must be one of linear, lower, higher, midpoint or nearest, but '
                               f'got {interpolation}')
        if not isinstance(q, torch.Tensor):
            q = torch.tensor(q, dtype=input.dtype)
        if q.dim() > 1:
            raise RuntimeError(f'{name}() q must be a scalar or 1D tensor')
        if q.dtype != input.dtype:
            raise RuntimeError(f'{name}() q tensor must be same dtype as the input tensor')
        if not ((q >= 0) & (q <= 1)).all():
            raise RuntimeError(f'{name}() q values must be in the range [0, 1]')
        if dim is not None and input.dim() > 0 and (dim < -input.dim() or dim >= input.dim()):
            raise IndexError(f'Dimension out of range: {dim}')
        flat = dim is None or input.dim() == 0
        values = (input.reshape(-1) if flat else input.movedim(dim, -1)).sort(-1).values
        last = values.shape[-1] - 1
        missing = values.isnan()
        if name == 'quantile':
            ranks = q.reshape(-1) * last
            ranks = torch.where(missing.any(-1, True), torch.full_like(ranks, last), ranks)
        else:
            known = (~missing).sum(-1, True).to(input.dtype)
            ranks = (q.reshape(-1) * (known - 1)).clamp(min=0)
        if interpolation == 'lower':
            ranks = ranks.floor()
        elif interpolation == 'higher':
            ranks = ranks.ceil()
        elif interpolation == 'nearest':
            ranks = ranks.round()
        below = ranks.long()
        result = values.gather(-1, below)
        if interpolation in ('linear', 'midpoint'):
            weights = torch.full_like(ranks, 0.5) if interpolation == 'midpoint' else ranks - below
            result = torch.lerp(result, values.gather(-1, ranks.ceil().long()), weights)
        result = result.movedim(-1, 0)
        if keepdim:
            if flat:
                result = result.reshape([-1] + [1] * input.dim())
            else:
                result = result.unsqueeze(dim if dim < 0 else dim + 1)
        return result[0] if q.dim() == 0 else result

    def torch_grids(tensors):
        return [grid.reshape(-1) for grid in torch.meshgrid(*tensors, indexing='ij')]

    def torch_cartesian_prod(*tensors):
        if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)):
            tensors = tensors[0]
        for tensor in tensors:
            if tensor.dim() != 1:
                raise RuntimeError('cartesian_prod: expect 1D vectors')
        return tensors[0] if len(tensors) == 1 else torch.stack(torch_grids(tensors), 1)

    def torch_combinations(input, r=2, with_replacement=False):
        if input.dim() != 1:
            raise RuntimeError(f'Expect a 1D vector, but got shape {list(input.shape)}')
        if r < 0:
            raise RuntimeError(f'Expect a non-negative number, but got {r}')
        if r == 0:
            return input.new_zeros(0)
        rows = [[]]
        for _ in range(r):
            longer = []
            for row in rows:
                first = 0 if not row else row[-1] if with_replacement else row[-1] + 1
                for index in range(first, input.numel()):
                    longer.append(row + [index])
            rows = longer
        if not rows:
            return input.new_zeros(0, r)
        return input[torch.tensor(rows)]

    def torch_block_diag(*tensors):
        if not tensors:
            return torch.zeros(1, 0)
        blocks = []
        for tensor in tensors:
            if tensor.dim() > 2:
                raise RuntimeError(f'torch.block_diag: Input tensors must have 2 or fewer dimensions. Got '
                                   f'{tensor.dim()} dimensions')
            blocks.append(tensor if tensor.dim() == 2 else tensor.reshape(1, -1))
        dtype = torch.cat([block.reshape(-1) for block in blocks]).dtype
        result = torch.zeros(sum([block.shape[0] for block in blocks]), sum([block.shape[1] for block in blocks]),
                             dtype=dtype)
        row, column = 0, 0
        for block in blocks:
            result[row:row + block.shape[0], column:column + block.shape[1]] = block
            row, column = row + block.shape[0], column + block.shape[1]
        return result

    def torch_at_least(tensors, deepen):
        if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)):
            return tuple([deepen(tensor) for tensor in tensors[0]])
        results = [deepen(tensor) for tensor in tensors]
        return results[0] if len(results) == 1 else tuple(results)

    def torch_deep(tensor):
        if tensor.dim() == 0:
            return tensor.reshape(1, 1, 1)
        if tensor.dim() == 1:
            return tensor.unsqueeze(0).unsqueeze(2)
        return tensor.unsqueeze(2) if tensor.dim() == 2 else tensor

    def torch_atleast_1d(*tensors):
        return torch_at_least(tensors, lambda tensor: tensor if tensor.dim() > 0 else tensor.reshape(1))

    def torch_atleast_2d(*tensors):
        return torch_at_least(tensors, lambda tensor: tensor if tensor.dim() > 1 else
                              tensor.reshape(1, 1) if tensor.dim() == 0 else tensor.unsqueeze(0))

    def torch_atleast_3d(*tensors):
        return torch_at_least(tensors, torch_deep)

    def torch_dstack(tensors):
        return torch.cat([torch_deep(tensor) for tensor in tensors], 2)

    def torch_column_stack(tensors):
        return torch.cat([tensor if tensor.dim() > 1 else tensor.reshape(-1, 1) for tensor in tensors], 1)

    def torch_trapezoid_parts(y, x, dx, dim):
        if x is not None and dx is not None:
            raise TypeError('trapezoid: give x or dx, not both')
        if y.dtype == torch.bool:
            raise RuntimeError('trapezoid: received a bool input for `y`, but bool is not supported')
        if dim < -y.dim() or dim >= y.dim():
            raise IndexError(f'Dimension out of range: {dim}')
        size = y.shape[dim]
        left, right = y.narrow(dim, 0, size - 1), y.narrow(dim, 1, size - 1)
        if x is None:
            return left + right
        if x.dim() == 1 and y.dim() > 1:
            if x.shape[0] != size:
                raise RuntimeError('trapezoid: There must be one `x` value for each sample point')
            x = x.reshape([-1] + [1] * (y.dim() - 1 - dim % y.dim()))
        place = dim - y.dim() if dim >= 0 else dim
        count = x.shape[place]
        width = x.narrow(place, 1, count - 1) - x.narrow(place, 0, count - 1)
        return (left + right) * width

    def torch_trapezoid(y, x=None, *, dx=None, dim=-1):
        if y.shape[dim] == 0:
            return torch.zeros([size for axis, size in enumerate(y.shape) if axis != dim % y.dim()], dtype=y.dtype)
        parts = torch_trapezoid_parts(y, x, dx, dim)
        if x is None:
            step = 1.0 if dx is None else dx
            return (y.sum(dim) - (y.select(dim, 0) + y.select(dim, -1)) * 0.5) * step
        return parts.sum(dim) / 2.0

    def torch_trapz(y, x=None, *, dx=None, dim=-1):
        return torch_trapezoid(y, x, dx=dx, dim=dim)

    def torch_cumulative_trapezoid(y, x=None, *, dx=None, dim=-1):
        if y.shape[dim] == 0:
            return y.clone()
        parts = torch_trapezoid_parts(y, x, dx, dim)
        if x is None:
            return (parts * ((1.0 if dx is None else dx) / 2.0)).cumsum(dim)
        return parts.cumsum(dim) / 2.0

    def torch_vander(x, N=None, increasing=False):
        if x.dim() != 1:
            raise RuntimeError('x must be a one-dimensional tensor.')
        count = x.shape[0] if N is None else N
        if count < 0:
            raise RuntimeError('N must be non-negative.')
        result = torch_linalg_vander(x, N=count) if count > 0 else x.new_zeros(x.shape[0], 0)
        if not x.is_floating_point() and not x.is_complex():
            result = result.long()
        return result if increasing else result.flip(1)

    def torch_linalg_vander(x, *, N=None):
        count = x.shape[-1] if N is None else N
        if count < 1:
            raise RuntimeError('N must be greater than 1.')
        if not x.is_floating_point() and not x.is_complex():
            x = x.long()
        ones = torch.ones_like(x).unsqueeze(-1)
        if count == 1:
            return ones
        return torch.cat([ones, x.unsqueeze(-1).repeat_interleave(count - 1, -1).cumprod(-1)], -1)

    def torch_logspace(start, end, steps, base=10.0, *, dtype=None, device=None):
        exponents = torch.linspace(float(start), float(end), steps, dtype=torch.float64)
        result = torch.pow(torch.full_like(exponents, float(base)), exponents)
        return result.to(torch.float32 if dtype is None else dtype)

    def torch_unravel_index(indices, shape):
        if isinstance(shape, int):
            shape = (shape,)
        results = []
        for size in reversed(list(shape)):
            results.append(indices % size)
            indices = torch.div(indices, size, rounding_mode='floor')
        return tuple(results[::-1])

    def torch_range(start=0, end=None, step=1, *, dtype=None, device=None):
        if end is None:
            raise TypeError('range(): an end is needed')
        count = int((end - start) / step) + 1
        numbers = torch.arange(count, dtype=torch.float64) * step + start
        return numbers.to(torch.float32 if dtype is None else dtype)
    """
}
