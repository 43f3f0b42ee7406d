/// The losses of torch and Paddle, in the listing language. The code uses torch's functions.
enum LossListing {
  static let text = """
    import torch
    import torch.nn.functional as F

    def reduction_of(reduction, size_average=None, reduce=None):
        if size_average is not None or reduce is not None:
            average = True if size_average is None else size_average
            combined = True if reduce is None else reduce
            reduction = ('mean' if average else 'sum') if combined else 'none'
        if reduction not in ('none', 'mean', 'sum'):
            raise ValueError(f'{reduction} is not a valid value for reduction')
        return reduction

    def combined(loss, reduction):
        if reduction == 'mean':
            return loss.mean()
        return loss.sum() if reduction == 'sum' else loss

    def weighted(loss, weight, like, reduction):
        if weight is None:
            return combined(loss, reduction)
        if weight.size() != like.size():
            raise ValueError('Weights and input must have the same size.')
        loss = loss * weight
        if reduction == 'mean':
            return loss.sum() / weight.sum()
        return loss.sum() if reduction == 'sum' else loss

    def l1_loss(input, target, size_average=None, reduce=None, reduction='mean', weight=None):
        reduction = reduction_of(reduction, size_average, reduce)
        return weighted((input - target).abs(), weight, input, reduction)

    def difference(input, target):
        kind = torch.promote_types(input.dtype, target.dtype)
        return input.to(kind) - target.to(kind)

    def mse_loss(input, target, size_average=None, reduce=None, reduction='mean', weight=None):
        reduction = reduction_of(reduction, size_average, reduce)
        distance = difference(input, target)
        return weighted(distance * distance, weight, input, reduction)

    def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction='mean', beta=1.0):
        reduction = reduction_of(reduction, size_average, reduce)
        if beta < 0:
            raise RuntimeError('smooth_l1_loss does not support negative values for beta.')
        size = difference(input, target).abs()
        if beta == 0:
            return combined(size, reduction)
        return combined(torch.where(size < beta, 0.5 * size * size / beta, size - 0.5 * beta), reduction)

    def huber_loss(input, target, reduction='mean', delta=1.0, weight=None):
        reduction = reduction_of(reduction)
        if delta <= 0:
            raise RuntimeError('huber_loss does not support non-positive values for delta.')
        size = difference(input, target).abs()
        loss = torch.where(size <= delta, 0.5 * size * size, delta * (size - 0.5 * delta)).to(input.dtype)
        if weight is None:
            return combined(loss, reduction)
        if weight.size() != input.size():
            raise ValueError('Weights and input must have the same size.')
        return combined(loss * weight, reduction)

    def picked_loss(scores, target, weight, ignore_index, axis):
        classes = scores.size(axis)
        ignored = target == ignore_index
        kept = target.masked_fill(ignored, 0).long()
        wrong = (kept < 0) | (kept >= classes)
        if wrong.any():
            raise IndexError(f'Target {kept[wrong][0].item()} is out of bounds.')
        loss = -scores.gather(axis, kept.unsqueeze(axis)).squeeze(axis)
        shares = torch.ones_like(loss) if weight is None else weight[kept].to(loss.dtype)
        loss = (loss if weight is None else loss * shares).masked_fill(ignored, 0)
        return loss, shares.masked_fill(ignored, 0)

    def class_loss(scores, target, weight, ignore_index, reduction):
        if scores.dim() < 1:
            raise ValueError(f'Expected 1 or more dimensions (got {scores.dim()})')
        if scores.dim() != 1 and scores.size(0) != target.size(0):
            raise ValueError(
                f'Expected input batch_size ({scores.size(0)}) to match target batch_size ({target.size(0)}).')
        axis = 0 if scores.dim() == 1 else 1
        if tuple(target.shape) != tuple(scores.shape[:axis]) + tuple(scores.shape[axis + 1:]):
            raise RuntimeError(
                f'the target of shape {tuple(target.shape)} does not fit scores of shape {tuple(scores.shape)}')
        if target.dtype != torch.int64 and (target.dtype != torch.uint8 or scores.dim() > 2):
            raise RuntimeError('expected scalar type Long or Byte for the target')
        if weight is not None and tuple(weight.shape) != (scores.size(axis),):
            raise RuntimeError(
                f'weight tensor should be defined either for all {scores.size(axis)} classes or no classes')
        loss, shares = picked_loss(scores, target, weight, ignore_index, axis)
        if reduction == 'mean':
            return loss.sum() / shares.sum()
        return loss.sum() if reduction == 'sum' else loss

    def nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean'):
        reduction = reduction_of(reduction, size_average, reduce)
        return class_loss(input, target, weight, ignore_index, reduction)

    def cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean',
                      label_smoothing=0.0):
        reduction = reduction_of(reduction, size_average, reduce)
        if not 0.0 <= label_smoothing <= 1.0:
            raise RuntimeError(f'label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing}')
        axis = 0 if input.dim() == 1 else 1
        scores = F.log_softmax(input, axis)
        classes = input.size(axis)
        shape = [1] * input.dim()
        shape[axis] = classes
        if tuple(input.shape) == tuple(target.shape):
            if not target.is_floating_point():
                raise RuntimeError('Expected floating point type for target with class probabilities')
            if ignore_index >= 0:
                raise RuntimeError('ignore_index is not supported for floating point target')
            if label_smoothing > 0:
                target = target * (1 - label_smoothing) + label_smoothing / classes
            loss = scores * target
            if weight is not None:
                loss = loss * weight.view(shape)
            if reduction == 'mean':
                return -loss.sum() / (input.numel() // classes)
            return -loss.sum() if reduction == 'sum' else -loss.sum(axis)
        loss = class_loss(scores, target, weight, ignore_index, reduction)
        if label_smoothing == 0:
            return loss
        ignored = target == ignore_index
        smooth = -(scores if weight is None else scores * weight.view(shape)).sum(axis)
        smooth = smooth.masked_fill(ignored, 0)
        if reduction == 'mean':
            shares = torch.ones_like(smooth) if weight is None else weight[target.masked_fill(ignored, 0).long()]
            smooth = smooth.sum() / shares.masked_fill(ignored, 0).sum()
        elif reduction == 'sum':
            smooth = smooth.sum()
        return (1 - label_smoothing) * loss + smooth * (label_smoothing / classes)

    def kl_div(input, target, size_average=None, reduce=None, reduction='mean', log_target=False):
        per_batch = reduction == 'batchmean'
        if per_batch:
            reduction = 'sum'
        reduction = reduction_of(reduction, size_average, reduce)
        if log_target:
            loss = target.exp() * (target - input)
        else:
            loss = torch.xlogy(target, target) - target * input
        loss = combined(loss, reduction)
        return loss / input.size(0) if per_batch and input.dim() != 0 else loss

    def binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, reduction='mean'):
        reduction = reduction_of(reduction, size_average, reduce)
        if target.size() != input.size():
            raise ValueError(
                f'Using a target size ({target.size()}) that is different to the input size ({input.size()}) is '
                'deprecated. Please ensure they have the same size.')
        if ((input < 0) | (input > 1)).any():
            raise RuntimeError('all elements of input should be between 0 and 1')
        loss = (target - 1) * torch.log1p(-input).clamp(min=-100) - target * input.log().clamp(min=-100)
        if weight is not None:
            loss = loss * weight
        return combined(loss, reduction)

    def binary_cross_entropy_with_logits(input, target, weight=None, size_average=None, reduce=None, reduction='mean',
                                         pos_weight=None):
        reduction = reduction_of(reduction, size_average, reduce)
        if target.size() != input.size():
            raise ValueError(f'Target size ({target.size()}) must be the same as input size ({input.size()})')
        scores = F.logsigmoid(input)
        if pos_weight is not None:
            scores = (1 + (pos_weight - 1) * target) * scores
        loss = (1 - target) * input - scores
        if weight is not None:
            loss = (loss * weight).to(loss.dtype)
        return combined(loss, reduction)

    def lengths_of(lengths):
        return [int(n) for n in (lengths.tolist() if isinstance(lengths, torch.Tensor) else lengths)]

    def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction='mean', zero_infinity=False):
        reduction = reduction_of(reduction)
        batched = log_probs.dim() == 3
        if not batched:
            log_probs = log_probs.unsqueeze(1)
            if isinstance(input_lengths, torch.Tensor):
                input_lengths, target_lengths = input_lengths.reshape(-1), target_lengths.reshape(-1)
        frames, batch, classes = log_probs.shape
        if not 0 <= blank < classes:
            raise RuntimeError('blank must be in label range')
        inputs, sizes = lengths_of(input_lengths), lengths_of(target_lengths)
        if len(inputs) != batch or len(sizes) != batch:
            raise RuntimeError(f'input_lengths and target_lengths must be of size batch_size, {batch}')
        if inputs and max(inputs) > frames:
            raise RuntimeError(f'Expected input_lengths to have value at most {frames}, but got value {max(inputs)}')
        if min(inputs + sizes + [0]) < 0:
            raise RuntimeError('ctc_loss: lengths must not be negative')
        if targets.dim() == 1 and targets.numel() != sum(sizes):
            raise RuntimeError(f'ctc_loss: {targets.numel()} targets do not fit lengths of {sum(sizes)} in total')
        longest = max(sizes + [0])
        rows = []
        start = 0
        for index in range(batch):
            if targets.dim() == 1:
                row = targets[start:start + sizes[index]]
                start += sizes[index]
            else:
                row = targets[index, :sizes[index]]
            if row.numel() != sizes[index]:
                raise RuntimeError(f'Expected targets to hold {sizes[index]} labels of item {index}')
            rows.append(F.pad(row.long(), (0, longest - sizes[index]), value=blank))
        labels = torch.stack(rows)
        states = torch.full((batch, 2 * longest + 1), blank, dtype=torch.int64)
        states[:, 1::2] = labels
        # A path may skip a blank between two different labels.
        skips = torch.zeros(batch, 2 * longest + 1, dtype=torch.bool)
        if longest > 1:
            skips[:, 3::2] = labels[:, 1:] != labels[:, :-1]
        none = float('-inf')
        alpha = torch.full((batch, 2 * longest + 1), none, dtype=log_probs.dtype)
        ends = torch.tensor(inputs)
        for frame in range(frames):
            scores = log_probs[frame].gather(1, states)
            if frame == 0:
                first = torch.arange(2 * longest + 1) < 2
                step = scores.masked_fill(~first, none)
            else:
                one = F.pad(alpha, (1, -1), value=none)
                two = F.pad(alpha, (2, -2), value=none) if longest > 0 else one
                paths = torch.stack([alpha, one, two.masked_fill(~skips, none)])
                step = torch.logsumexp(paths, 0) + scores
            alpha = torch.where((ends > frame).unsqueeze(1), step, alpha)
        counts = torch.tensor(sizes)
        last = alpha.gather(1, (2 * counts).unsqueeze(1)).squeeze(1)
        before = alpha.gather(1, (2 * counts - 1).clamp(min=0).unsqueeze(1)).squeeze(1)
        loss = -torch.logaddexp(last, before.masked_fill(counts == 0, none))
        loss = loss.masked_fill((ends == 0) & (counts == 0), 0)
        if zero_infinity:
            loss = loss.masked_fill(loss == float('inf'), 0)
        if reduction == 'mean':
            return (loss / counts.clamp(min=1).to(loss.dtype)).mean()
        if reduction == 'sum':
            return loss.sum()
        return loss if batched else loss.squeeze(0)

    def cosine_embedding_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction='mean'):
        reduction = reduction_of(reduction, size_average, reduce)
        if target.dim() not in (0, 1) or input1.dim() != target.dim() + 1 or input2.dim() != target.dim() + 1:
            raise RuntimeError('0D or 1D target tensor expected, with inputs of one more dimension')
        sizes = ((input1 * input1).sum(-1) + 1e-12) * ((input2 * input2).sum(-1) + 1e-12)
        cosine = (input1 * input2).sum(-1) / sizes.sqrt()
        zeros = torch.zeros_like(cosine)
        near = torch.where(target == 1, 1 - cosine, zeros)
        far = torch.where(target == -1, (cosine - margin).clamp(min=0), zeros)
        return combined(near + far, reduction)

    def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction='mean'):
        reduction = reduction_of(reduction, size_average, reduce)
        zero = torch.zeros_like(input)
        far = torch.where(target != 1, (margin - input).clamp(min=0), zero)
        return combined(far + torch.where(target != -1, input, zero), reduction)

    def margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction='mean'):
        reduction = reduction_of(reduction, size_average, reduce)
        if input1.dim() != input2.dim() or input1.dim() != target.dim():
            raise RuntimeError(
                'margin_ranking_loss : All input tensors should have same dimension but got sizes: '
                f'input1: {input1.size()}, input2: {input2.size()}, target: {target.size()} ')
        return combined((-target * (input1 - input2) + margin).clamp(min=0), reduction)

    def soft_margin_loss(input, target, size_average=None, reduce=None, reduction='mean'):
        reduction = reduction_of(reduction, size_average, reduce)
        return combined(torch.log1p((-input * target).exp()).to(input.dtype), reduction)

    def multi_margin_loss(input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None,
                          reduction='mean'):
        reduction = reduction_of(reduction, size_average, reduce)
        if p not in (1, 2):
            raise ValueError('only p == 1 and p == 2 supported')
        if weight is not None and weight.dim() != 1:
            raise ValueError('weight must be one-dimensional')
        rows = input if input.dim() == 2 else input.reshape(1, -1)
        labels = target.reshape(-1)
        if labels.numel() != rows.size(0):
            raise RuntimeError(f'inconsistent target size, expected {rows.size(0)} but got {tuple(target.shape)}')
        wanted = rows.gather(1, labels.unsqueeze(1))
        loss = (margin - wanted + rows).clamp(min=0)
        if p == 2:
            loss = loss * loss
        if weight is not None:
            loss = loss * weight[labels].unsqueeze(1)
        loss = loss.scatter(1, labels.unsqueeze(1), 0.0).sum(1) / rows.size(1)
        return combined(loss if input.dim() == 2 else loss.squeeze(0), reduction)

    def multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction='mean'):
        reduction = reduction_of(reduction, size_average, reduce)
        if tuple(input.shape) != tuple(target.shape):
            raise RuntimeError(f'inconsistent target size: {list(target.shape)} for input of size: {list(input.shape)}')
        rows, labels = input.reshape(-1, input.size(-1)), target.reshape(-1, input.size(-1))
        # A row's labels end before its first negative label.
        given = (labels >= 0).long().cumprod(1).bool()
        kept = labels.masked_fill(~given, 0)
        counts = torch.zeros_like(rows).scatter_add(1, kept, given.to(rows.dtype))
        others = (counts == 0).to(rows.dtype)
        loss = torch.zeros(rows.size(0), dtype=rows.dtype)
        for place in range(rows.size(1)):
            wanted = rows.gather(1, kept[:, place:place + 1])
            terms = ((1 - wanted + rows).clamp(min=0) * others).sum(1)
            loss = loss + terms.masked_fill(~given[:, place], 0)
        loss = loss / rows.size(1)
        return combined(loss.reshape(input.shape[:-1]), reduction)

    def multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None, reduction='mean'):
        reduction = reduction_of(reduction, size_average, reduce)
        loss = -(target * F.logsigmoid(input) + (1 - target) * F.logsigmoid(-input))
        if weight is not None:
            loss = loss * weight
        return combined(loss.sum(-1) / input.size(-1), reduction)

    def triplet_of(near, far, margin, reduction):
        return combined((margin + near - far).clamp(min=0), reduction)

    def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-06, swap=False, size_average=None,
                            reduce=None, reduction='mean'):
        reduction = reduction_of(reduction, size_average, reduce)
        if margin <= 0:
            raise ValueError(f'margin must be greater than 0, got {margin}')
        if not anchor.dim() == positive.dim() == negative.dim():
            raise RuntimeError('The anchor, positive, and negative tensors are expected to have the same number of '
                               'dimensions')
        near = pairwise_distance(anchor, positive, p, eps)
        far = pairwise_distance(anchor, negative, p, eps)
        if swap:
            far = torch.minimum(far, pairwise_distance(positive, negative, p, eps))
        return triplet_of(near, far, margin, reduction)

    def triplet_margin_with_distance_loss(anchor, positive, negative, distance_function=None, margin=1.0, swap=False,
                                          reduction='mean'):
        reduction = reduction_of(reduction)
        if margin <= 0:
            raise ValueError(f'margin must be greater than 0, got {margin}')
        distance = pairwise_distance if distance_function is None else distance_function
        near, far = distance(anchor, positive), distance(anchor, negative)
        if swap:
            far = torch.minimum(far, distance(positive, negative))
        return triplet_of(near, far, margin, reduction)

    def poisson_nll_loss(input, target, log_input=True, full=False, size_average=None, eps=1e-08, reduce=None,
                         reduction='mean'):
        reduction = reduction_of(reduction, size_average, reduce)
        loss = input.exp() - target * input if log_input else input - target * (input + eps).log()
        if full:
            stirling = target * target.log() - target + 0.5 * (6.283185307179586 * target).log()
            loss = loss + stirling.masked_fill(target <= 1, 0)
        return combined(loss, reduction)

    def gaussian_nll_loss(input, target, var, full=False, eps=1e-06, reduction='mean'):
        reduction = reduction_of(reduction)
        if isinstance(var, float):
            if var < 0:
                raise ValueError('var has negative entry/entries')
            var = var * torch.ones_like(input)
        elif (var < 0).any():
            raise ValueError('var has negative entry/entries')
        if var.size() != input.size():
            if input.size()[:-1] == var.size():
                var = var.unsqueeze(-1)
            elif input.size()[:-1] != var.size()[:-1] or var.size(-1) != 1:
                raise ValueError('var is of incorrect size')
        var = var.clamp(min=eps)
        loss = 0.5 * (var.log() + (input - target) ** 2 / var)
        if full:
            loss = loss + 0.9189385332046727
        return combined(loss, reduction)

    # Paddle's losses have other argument names and orders. The last axis of their input is the class axis.

    def paddle_mse_loss(input, label, reduction='mean', name=None):
        return mse_loss(input, label, reduction=reduction)

    def paddle_square_error_cost(input, label):
        return (input - label) ** 2

    def paddle_l1_loss(input, label, reduction='mean', name=None):
        return l1_loss(input, label, reduction=reduction)

    def paddle_smooth_l1_loss(input, label, reduction='mean', delta=1.0, is_huber=True, name=None):
        if is_huber:
            return huber_loss(input, label, reduction, delta)
        return smooth_l1_loss(input, label, reduction=reduction, beta=delta)

    def paddle_nll_loss(input, label, weight=None, ignore_index=-100, reduction='mean', name=None):
        return class_loss(input, label.long(), weight, ignore_index, reduction_of(reduction))

    def paddle_cross_entropy(input, label, weight=None, ignore_index=-100, reduction='mean', soft_label=False, axis=-1,
                             use_softmax=True, label_smoothing=0.0, name=None):
        reduction = reduction_of(reduction)
        classes = input.size(axis)
        scores = F.log_softmax(input, axis) if use_softmax else input.log()
        if label_smoothing > 0:
            if not soft_label:
                index = label.squeeze(axis) if label.dim() == input.dim() else label
                label = F.one_hot(index.long(), classes).to(input.dtype).movedim(-1, axis)
                soft_label = True
            label = label * (1 - label_smoothing) + label_smoothing / classes
        if soft_label:
            shape = [1] * input.dim()
            shape[axis] = classes
            loss = -(scores * label).sum(axis, keepdim=True)
            if weight is not None:
                shares = (label * weight.view(shape)).sum(axis, keepdim=True)
                loss = loss * shares
                if reduction == 'mean':
                    return loss.sum() / shares.sum()
            return combined(loss, reduction)
        index = label.squeeze(axis) if label.dim() == input.dim() else label
        loss, shares = picked_loss(scores, index, weight, ignore_index, axis)
        if reduction == 'mean':
            total = shares.sum()
            return loss.sum() / (total if weight is not None else total.clamp(min=1))
        if reduction == 'sum':
            return loss.sum()
        return loss.unsqueeze(axis) if label.dim() == input.dim() else loss

    def paddle_softmax_with_cross_entropy(logits, label, soft_label=False, ignore_index=-100, numeric_stable_mode=True,
                                          return_softmax=False, axis=-1):
        loss = paddle_cross_entropy(logits, label, None, ignore_index, 'none', soft_label, axis)
        if loss.dim() < logits.dim():
            loss = loss.unsqueeze(axis)
        return (loss, F.softmax(logits, axis)) if return_softmax else loss

    def paddle_binary_cross_entropy(input, label, weight=None, reduction='mean', name=None):
        return binary_cross_entropy(input, label, weight, reduction=reduction)

    def paddle_binary_cross_entropy_with_logits(logit, label, weight=None, reduction='mean', pos_weight=None,
                                                name=None):
        return binary_cross_entropy_with_logits(logit, label, weight, reduction=reduction, pos_weight=pos_weight)

    def paddle_kl_div(input, label, reduction='mean', log_target=False, name=None):
        return kl_div(input, label, reduction=reduction, log_target=log_target)

    def paddle_ctc_loss(log_probs, labels, input_lengths, label_lengths, blank=0, reduction='mean',
                        norm_by_times=False):
        if norm_by_times:
            refuse('ctc_loss: norm_by_times, a part of training, is not part of fwdb')
        # Paddle's function accepts the scores before softmax.
        loss = ctc_loss(F.log_softmax(log_probs, -1), labels, input_lengths, label_lengths, blank, 'none')
        if reduction == 'mean':
            return (loss / label_lengths.to(loss.dtype)).mean()
        return combined(loss, reduction_of(reduction))

    def paddle_margin_ranking_loss(input, other, label, margin=0.0, reduction='mean', name=None):
        return margin_ranking_loss(input, other, label, margin, reduction=reduction)

    def paddle_hinge_embedding_loss(input, label, margin=1.0, reduction='mean', name=None):
        return hinge_embedding_loss(input, label, margin, reduction=reduction)

    def paddle_cosine_embedding_loss(input1, input2, label, margin=0, reduction='mean', name=None):
        return cosine_embedding_loss(input1, input2, label, margin, reduction=reduction)

    def paddle_soft_margin_loss(input, label, reduction='mean', name=None):
        return soft_margin_loss(input, label.to(input.dtype), reduction=reduction)

    def paddle_multi_label_soft_margin_loss(input, label, weight=None, reduction='mean', name=None):
        return multilabel_soft_margin_loss(input, label, weight, reduction=reduction)

    def paddle_triplet_margin_loss(input, positive, negative, margin=1.0, p=2, epsilon=1e-06, swap=False,
                                   reduction='mean', name=None):
        return triplet_margin_loss(input, positive, negative, margin, p, epsilon, swap, reduction=reduction)

    def paddle_poisson_nll_loss(input, label, log_input=True, full=False, epsilon=1e-08, reduction='mean', name=None):
        return poisson_nll_loss(input, label, log_input, full, None, epsilon, None, reduction)

    def paddle_gaussian_nll_loss(input, label, variance, full=False, epsilon=1e-06, reduction='mean', name=None):
        return gaussian_nll_loss(input, label, variance, full, epsilon, reduction)

    def paddle_log_loss(input, label, epsilon=0.0001, name=None):
        return -label * (input + epsilon).log() - (1 - label) * (1 - input + epsilon).log()

    def paddle_label_smooth(label, prior_dist=None, epsilon=0.1, name=None):
        if epsilon > 1.0 or epsilon < 0.0:
            raise ValueError('The value of epsilon must be between 0 and 1.')
        return (1 - epsilon) * label + (epsilon / label.size(-1) if prior_dist is None else epsilon * prior_dist)

    def paddle_sigmoid_focal_loss(logit, label, normalizer=None, alpha=0.25, gamma=2.0, reduction='sum', name=None):
        reduction = reduction_of(reduction)
        loss = binary_cross_entropy_with_logits(logit, label, reduction='none')
        share = torch.sigmoid(logit)
        right = share * label + (1 - share) * (1 - label)
        loss = (alpha * label + (1 - alpha) * (1 - label)) * loss * (1 - right) ** gamma
        if normalizer is not None:
            loss = loss / normalizer
        return combined(loss, reduction)

    def paddle_dice_loss(input, label, epsilon=1e-05, name=None):
        label = F.one_hot(label.squeeze(-1).long(), input.size(-1)).to(input.dtype)
        axes = list(range(1, input.dim()))
        both = 2 * (input * label).sum(axes)
        return (1 - both / (input.sum(axes) + label.sum(axes) + epsilon)).mean()
    """
}
