/// Functions of layers that are composed of other operations, in the listing language for torch. This text and
/// `LossListing` are compiled as one module.
enum LayerListing {
  static let text = """
    def pairwise_distance(x1, x2, p=2.0, eps=1e-06, keepdim=False):
        return torch.norm(x1 - x2 + eps, p, -1, keepdim)

    def paddle_pairwise_distance(x, y, p=2.0, epsilon=1e-06, keepdim=False, name=None):
        return torch.norm(x - y + epsilon, p, -1, keepdim)

    def pdist(input, p=2):
        if input.dim() != 2:
            raise RuntimeError(f'pdist only supports 2D tensors, got: {input.dim()}D')
        rows = [torch.norm(input[i + 1:] - input[i], p, -1) for i in range(input.size(0) - 1)]
        return torch.cat(rows) if rows else torch.zeros(0, dtype=input.dtype)

    def bilinear(input1, input2, weight, bias=None):
        if input1.shape[:-1] != input2.shape[:-1]:
            raise RuntimeError(
                f'bilinear(): input batch dimensions do not match: {tuple(input1.shape)} and {tuple(input2.shape)}')
        x, y = input1.reshape(-1, input1.size(-1)), input2.reshape(-1, input2.size(-1))
        output = torch.einsum('bi,oij,bj->bo', x, weight, y).reshape(*input1.shape[:-1], weight.size(0))
        return output if bias is None else output + bias

    def paddle_bilinear(x1, x2, weight, bias=None, name=None):
        return bilinear(x1, x2, weight, bias)

    def bilinear_forward(self, first, second):
        return bilinear(first, second, self.weight, self.bias)

    def each(value, axes):
        return list(value) if isinstance(value, (tuple, list)) else [value] * axes

    def power_pool(input, norm_type, kernel_size, stride, ceil_mode, axes, pool):
        cells = 1
        for size in each(kernel_size, axes):
            cells = cells * size
        out = pool(input ** norm_type, kernel_size, stride, 0, ceil_mode)
        return (torch.sign(out) * torch.relu(torch.abs(out)) * cells) ** (1.0 / norm_type)

    def greatest_norm(pool, input, norm_type, kernel_size, stride, ceil_mode):
        sign = 1 if norm_type > 0 else -1
        return sign * pool(sign * input.abs(), kernel_size, stride, 0, 1, ceil_mode)

    def lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
        if norm_type in (float('inf'), -float('inf')):
            return greatest_norm(F.max_pool1d, input, norm_type, kernel_size, stride, ceil_mode)
        return power_pool(input, norm_type, kernel_size, stride, ceil_mode, 1, F.avg_pool1d)

    def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
        if norm_type in (float('inf'), -float('inf')):
            return greatest_norm(F.max_pool2d, input, norm_type, kernel_size, stride, ceil_mode)
        return power_pool(input, norm_type, kernel_size, stride, ceil_mode, 2, F.avg_pool2d)

    def lp_pool3d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
        if norm_type in (float('inf'), -float('inf')):
            return greatest_norm(F.max_pool3d, input, norm_type, kernel_size, stride, ceil_mode)
        return power_pool(input, norm_type, kernel_size, stride, ceil_mode, 3, F.avg_pool3d)

    def unpooled(input, indices, kernel_size, stride, padding, output_size, axes):
        if input.dim() not in (axes + 1, axes + 2):
            raise ValueError(f'Input to max_unpool{axes}d should be {axes + 1}d or {axes + 2}d, but got {input.dim()}d')
        if tuple(input.shape) != tuple(indices.shape):
            raise RuntimeError(
                f'Expected shape of indices to be same as that of the input tensor ({list(input.shape)}) but got '
                f'indices tensor with shape: {list(indices.shape)}')
        if indices.dtype != torch.int64:
            raise RuntimeError(f'elements in indices should be type int64 but got: {indices.dtype}')
        kernel = each(kernel_size, axes)
        steps = kernel if stride is None or stride == [] else each(stride, axes)
        around = each(padding, axes)
        default = [(input.size(i - axes) - 1) * steps[i] + kernel[i] - 2 * around[i] for i in range(axes)]
        sizes = default
        if output_size is not None:
            sizes = list(output_size)
            if len(sizes) == axes + 2:
                sizes = sizes[2:]
            if len(sizes) != axes:
                raise ValueError(f"output_size should be a sequence containing {axes} or {axes + 2} elements, but it "
                                 f"has a length of '{len(output_size)}'")
            for i in range(axes):
                if not default[i] - steps[i] < sizes[i] < default[i] + steps[i]:
                    raise ValueError(f'invalid output_size "{sizes}" (dim {i} must be between {default[i] - steps[i]} '
                                     f'and {default[i] + steps[i]})')
        cells = 1
        for size in sizes:
            cells = cells * size
        places = indices.flatten(-axes)
        wrong = (places < 0) | (places >= cells)
        if wrong.any():
            raise RuntimeError(
                f'Found an invalid max index: {places[wrong][0].item()} (output volumes are of size {sizes})')
        outer = tuple(input.shape[:-axes])
        flat = torch.zeros(outer + (cells,), dtype=input.dtype).scatter(-1, places, input.flatten(-axes))
        return flat.reshape(outer + tuple(sizes))

    def max_unpool1d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
        return unpooled(input, indices, kernel_size, stride, padding, output_size, 1)

    def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
        return unpooled(input, indices, kernel_size, stride, padding, output_size, 2)

    def max_unpool3d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
        return unpooled(input, indices, kernel_size, stride, padding, output_size, 3)

    def paddle_unpooled(x, indices, kernel_size, stride, padding, data_format, output_size, axes):
        if not data_format.startswith('NC'):
            refuse('max_unpool: channels last are not part of fwdb')
        return unpooled(x, indices.long(), kernel_size, stride, padding, output_size, axes)

    def paddle_max_unpool1d(x, indices, kernel_size, stride=None, padding=0, data_format='NCL', output_size=None,
                            name=None):
        return paddle_unpooled(x, indices, kernel_size, stride, padding, data_format, output_size, 1)

    def paddle_max_unpool2d(x, indices, kernel_size, stride=None, padding=0, data_format='NCHW', output_size=None,
                            name=None):
        return paddle_unpooled(x, indices, kernel_size, stride, padding, data_format, output_size, 2)

    def paddle_max_unpool3d(x, indices, kernel_size, stride=None, padding=0, data_format='NCDHW', output_size=None,
                            name=None):
        return paddle_unpooled(x, indices, kernel_size, stride, padding, data_format, output_size, 3)

    def embedding_bag(input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode='mean',
                      sparse=False, per_sample_weights=None, include_last_offset=False, padding_idx=None):
        if max_norm is not None:
            refuse('embedding_bag: max_norm is not part of fwdb')
        if mode not in ('sum', 'mean', 'max'):
            raise ValueError('mode has to be one of sum, mean or max')
        if per_sample_weights is not None:
            if mode != 'sum':
                raise NotImplementedError(f"embedding_bag: per_sample_weights was not None. per_sample_weights is only "
                                          f"supported for mode='sum' (got mode='{mode}').")
            if per_sample_weights.size() != input.size():
                raise ValueError(
                    f'embedding_bag: If per_sample_weights ({tuple(per_sample_weights.shape)}) is not None, then it '
                    f'must have the same shape as the input ({tuple(input.shape)})')
        if input.dim() == 2:
            if offsets is not None:
                raise ValueError('if input is 2D, then offsets has to be None')
            starts = [row * input.size(1) for row in range(input.size(0))]
            tokens = input.reshape(-1)
            if per_sample_weights is not None:
                per_sample_weights = per_sample_weights.reshape(-1)
        elif input.dim() == 1:
            if offsets is None:
                raise ValueError('offsets has to be a 1D Tensor but got None')
            if offsets.dim() != 1:
                raise ValueError('offsets has to be a 1D Tensor')
            starts, tokens = offsets.tolist(), input
        else:
            raise ValueError(f'input has to be 1D or 2D Tensor, but got Tensor of dimension {input.dim()}')
        total = tokens.numel()
        if include_last_offset and input.dim() == 1:
            if not starts:
                raise RuntimeError('include_last_offset: number of offsets should be at least 1')
            if starts[-1] != total:
                refuse('embedding_bag: include_last_offset with a last offset other than the number of tokens is not '
                       'part of fwdb')
            ends = starts[1:]
            starts = starts[:-1]
        else:
            ends = starts[1:] + [total]
            ends = ends[:len(starts)]
        if starts and starts[0] != 0:
            raise RuntimeError(f'offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from '
                               f'position 0. However, got {starts[0]}')
        for start, end in zip(starts, ends):
            if not 0 <= start <= total or end > total:
                raise RuntimeError(f'offsets must be within the {total} tokens, but got {start} and {end}')
        rows = F.embedding(tokens, weight)
        kept = torch.ones(total, dtype=torch.bool) if padding_idx is None else tokens != padding_idx % weight.size(0)
        if per_sample_weights is not None:
            rows = rows * per_sample_weights.unsqueeze(1)
        bags = []
        for start, end in zip(starts, ends):
            bag = rows[start:end][kept[start:end]] if end > start else rows[:0]
            if bag.size(0) == 0:
                bags.append(torch.zeros(weight.size(1), dtype=weight.dtype))
            elif mode == 'max':
                bags.append(bag.amax(0))
            else:
                bags.append(bag.sum(0) if mode == 'sum' else bag.mean(0))
        return torch.stack(bags) if bags else torch.zeros(0, weight.size(1), dtype=weight.dtype)

    def embedding_bag_forward(self, input, offsets=None, per_sample_weights=None):
        return embedding_bag(input, self.weight, offsets, None, self.norm_type, False, self.mode, False,
                             per_sample_weights, self.include_last_offset, self.padding_idx)

    def paddle_maxout(x, groups, axis=1, name=None):
        axis = axis % x.dim()
        shape = list(x.shape)
        if groups <= 1 or shape[axis] % groups != 0:
            raise ValueError(f'maxout: {groups} groups do not divide axis {axis} of {shape[axis]}')
        return x.reshape(shape[:axis] + [shape[axis] // groups, groups] + shape[axis + 1:]).amax(axis + 1)

    def paddle_thresholded_relu(x, threshold=1.0, value=0.0, name=None):
        return x.masked_fill(x <= threshold, value)

    def paddle_zeropad2d(x, padding, data_format='NCHW', name=None):
        padding = [int(n) for n in (padding.tolist() if isinstance(padding, torch.Tensor) else each(padding, 4))]
        if data_format == 'NHWC':
            return F.pad(x, [0, 0] + padding)
        return F.pad(x, padding)

    def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
        lengths = lengths.long() if isinstance(lengths, torch.Tensor) else torch.tensor(lengths, dtype=torch.int64)
        order = back = None
        if not enforce_sorted:
            lengths, order = torch.sort(lengths, descending=True)
            input = input.index_select(0 if batch_first else 1, order)
            back = torch.argsort(order)
        rows = input.transpose(0, 1) if batch_first else input
        sizes = lengths.tolist()
        if len(sizes) != rows.size(1):
            raise RuntimeError(
                f'Expected `len(lengths)` to be equal to batch_size, but got {len(sizes)} (batch_size={rows.size(1)})')
        if not sizes:
            raise RuntimeError('Cannot pack empty tensors.')
        if sizes[-1] <= 0:
            raise RuntimeError('Length of all samples has to be greater than 0, but found an element in lengths that '
                               'is <= 0')
        for before, after in zip(sizes, sizes[1:]):
            if after > before:
                raise RuntimeError(
                    '`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass '
                    '`enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this requirement.')
        if sizes[0] > rows.size(0):
            raise RuntimeError(f'pack_padded_sequence: a length of {sizes[0]} exceeds the {rows.size(0)} steps')
        counts = []
        count = len(sizes)
        for step in range(sizes[0]):
            while sizes[count - 1] <= step:
                count -= 1
            counts.append(count)
        data = torch.cat([rows[step, :count] for step, count in enumerate(counts)])
        return torch.nn.utils.rnn.PackedSequence(data, torch.tensor(counts), order, back)

    def padded_rows(sequence, padding_value):
        data, counts = sequence.data, sequence.batch_sizes.tolist()
        steps, start = [], 0
        for count in counts:
            row = data[start:start + count]
            if count < counts[0]:
                row = torch.cat([row, torch.full((counts[0] - count,) + tuple(data.shape[1:]), padding_value,
                                                 dtype=data.dtype)])
            steps.append(row)
            start += count
        return steps

    def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
        counts = sequence.batch_sizes.tolist()
        steps = padded_rows(sequence, padding_value)
        if total_length is not None:
            if total_length < len(counts):
                raise ValueError(
                    'Expected total_length to be at least the length of the longest sequence in input, but got '
                    f'total_length={total_length} and max sequence length being {len(counts)}')
        output = torch.stack(steps, 1 if batch_first else 0)
        if total_length is not None and total_length > len(counts):
            shape = list(output.shape)
            shape[1 if batch_first else 0] = total_length - len(counts)
            empty = torch.full(shape, padding_value, dtype=output.dtype)
            output = torch.cat([output, empty], 1 if batch_first else 0)
        lengths = torch.tensor([len([n for n in counts if n > row]) for row in range(counts[0])])
        if sequence.unsorted_indices is not None:
            back = sequence.unsorted_indices
            return output.index_select(0 if batch_first else 1, back), lengths[back]
        return output, lengths

    def pack_sequence(sequences, enforce_sorted=True):
        lengths = torch.tensor([sequence.size(0) for sequence in sequences])
        return pack_padded_sequence(torch.nn.utils.rnn.pad_sequence(sequences), lengths, False, enforce_sorted)

    def unpad_sequence(padded_sequences, lengths, batch_first=False):
        rows = padded_sequences if batch_first else padded_sequences.transpose(0, 1)
        return [row[:int(length)] for row, length in zip(rows, lengths)]

    def unpack_sequence(packed_sequences):
        padded, lengths = pad_packed_sequence(packed_sequences, batch_first=True)
        return unpad_sequence(padded, lengths, batch_first=True)

    def invert_permutation(permutation):
        return None if permutation is None else torch.argsort(permutation)
    """
}
