import torch
import torch.nn as nn
import torch.nn.functional as F
from helpers.layers import filled, show, t

def functions(reduction, dtype):
    x, z = t(4, 5, dtype=dtype), t(4, 5, k=1.1, dtype=dtype)
    p = torch.softmax(t(4, 5, k=.9, dtype=dtype), 1)
    w = torch.sigmoid(t(5, dtype=dtype))
    y, sides = torch.tensor([1, 0, 4, -100]), torch.tensor([1., -1., 1., 1.], dtype=dtype)
    scores = torch.log_softmax(t(6, 2, 5, k=.8, dtype=dtype), -1)
    named = {'reduction': reduction}
    show('l1', lambda: (F.l1_loss(x, z, **named), F.l1_loss(x, z, weight=p, **named)))
    show('mse', lambda: (F.mse_loss(x, z, **named), F.mse_loss(x, z, weight=p, **named)))
    show('smooth', lambda: (F.smooth_l1_loss(x, z, beta=.5, **named), F.smooth_l1_loss(x, z, beta=0., **named)))
    show('huber', lambda: F.huber_loss(x, z, delta=.5, **named))
    show('nll', lambda: (F.nll_loss(x, y, **named), F.nll_loss(x, y, w, **named)))
    for smoothing in (0.0, 0.1, 1.0):
        show('ce', lambda: F.cross_entropy(x, y, w, label_smoothing=smoothing, **named))
        show('ce', lambda: F.cross_entropy(x, p, w, label_smoothing=smoothing, **named))
        show('ce', lambda: F.cross_entropy(x, torch.tensor([1, 2, 2, 3]), ignore_index=2, label_smoothing=smoothing, **named))
    show('kl', lambda: (F.kl_div(x, p, **named), F.kl_div(x, z, log_target=True, **named)))
    show('bce', lambda: F.binary_cross_entropy(p, p.flip(0), w, **named))
    show('logits', lambda: F.binary_cross_entropy_with_logits(x * 9, p, w, pos_weight=w, **named))
    for sizes in [((6, 5), (3, 2)), ((2, 6), (3, 1)), ((6, 0), (0, 0))]:
        lengths, labels = torch.tensor(sizes[0]), torch.tensor(sizes[1])
        show('ctc', lambda: F.ctc_loss(scores, torch.tensor([[1, 2, 2], [3, 1, 1]]), lengths, labels, **named))
        show('ctc', lambda: F.ctc_loss(
            scores, torch.tensor([[0, 2, 2], [3, 1, 1]]), lengths, labels, blank=4, zero_infinity=True, **named))
    show('ctc', lambda: F.ctc_loss(scores, torch.tensor([1, 2, 2, 3, 3]), (4, 5), (3, 2), **named))
    show('cosine', lambda: F.cosine_embedding_loss(x, z, sides, 0.1, **named))
    show('hinge', lambda: F.hinge_embedding_loss(x, z.sign(), **named))
    show('ranking', lambda: F.margin_ranking_loss(x, z, z.sign(), 0.1, **named))
    show('soft', lambda: F.soft_margin_loss(x, z.sign(), **named))
    show('multi', lambda: (F.multi_margin_loss(x, y.clamp(min=0), 2, 0.7, w, **named)))
    show('labels', lambda: F.multilabel_margin_loss(x, torch.tensor([[1, 2, -1, 0, 0]] * 4), **named))
    show('labels', lambda: F.multilabel_soft_margin_loss(x, (z > 0).to(dtype), w, **named))
    show('triplet', lambda: F.triplet_margin_loss(x, z, p, swap=True, p=1, **named))
    show('triplet', lambda: F.triplet_margin_with_distance_loss(
        x, z, p, distance_function=lambda a, b: (a - b).abs().sum(-1), **named))
    show('poisson', lambda: (F.poisson_nll_loss(x, p * 5, full=True, **named), F.poisson_nll_loss(p, p, False, **named)))
    show('gaussian', lambda: (F.gaussian_nll_loss(x, z, p, full=True, **named), F.gaussian_nll_loss(x, z, p[:, :1], **named)))
    show('image', lambda: F.cross_entropy(t(2, 3, 4, 4, dtype=dtype), torch.arange(32).reshape(2, 4, 4) % 3, **named))


def layers():
    x, z, p = t(4, 5), t(4, 5, k=1.1), torch.softmax(t(4, 5, k=.9), 1)
    w, y = torch.sigmoid(t(5)), torch.tensor([1, 0, 4, 2])
    scores = torch.log_softmax(t(6, 2, 5, k=.8), -1)
    for module, operands in [
            (nn.L1Loss(), (x, z)), (nn.MSELoss(reduction='sum'), (x, z)), (nn.SmoothL1Loss(beta=.5), (x, z)),
            (nn.HuberLoss(delta=.3), (x, z)), (nn.NLLLoss(w), (x, y)), (nn.CrossEntropyLoss(w, label_smoothing=.2), (x, y)),
            (nn.KLDivLoss(log_target=True), (x, z)), (nn.BCELoss(), (p, p)), (nn.BCEWithLogitsLoss(pos_weight=w), (x, p)),
            (nn.CTCLoss(), (scores, torch.tensor([[1, 2], [3, 1]]), torch.tensor([6, 5]), torch.tensor([2, 1]))),
            (nn.CosineEmbeddingLoss(), (x, z, torch.tensor([1, -1, 1, 1]))), (nn.HingeEmbeddingLoss(), (x, z.sign())),
            (nn.MarginRankingLoss(.3), (x, z, z.sign())), (nn.SoftMarginLoss(), (x, z.sign())), (nn.MultiMarginLoss(), (x, y)),
            (nn.MultiLabelSoftMarginLoss(), (x, p)), (nn.TripletMarginLoss(), (x, z, p)),
            (nn.TripletMarginWithDistanceLoss(), (x, z, p)), (nn.PoissonNLLLoss(), (x, p)), (nn.GaussianNLLLoss(), (x, z, p))]:
        show(str(module), lambda: module(*operands))
        print(list(module.state_dict()))
    for module in [nn.Bilinear(3, 2, 4), nn.PairwiseDistance(1, keepdim=True), nn.EmbeddingBag(6, 3, mode='sum')]:
        print(filled(module))
    bags = filled(nn.EmbeddingBag(6, 3, padding_idx=-1))
    show(str(bags), lambda: (bags(torch.tensor([1, 2, 5, 0]), torch.tensor([0, 2])), bags(torch.tensor([[1, 2], [5, 0]]))))
    show('bilinear', lambda: filled(nn.Bilinear(3, 2, 4))(t(4, 3), t(4, 2)))


with torch.no_grad():
    for dtype in (torch.float32, torch.float64):
        for reduction in ('mean', 'sum', 'none', 'other'):
            functions(reduction, dtype)
    layers()
    x, z, y = t(4, 5), t(4, 5, k=1.1), torch.tensor([1, 0, 4, -100])
    show('old', lambda: (F.mse_loss(x, z, size_average=False), F.mse_loss(x, z, reduce=False)))
    show('target', lambda: F.cross_entropy(x, y + 7))
    show('range', lambda: F.binary_cross_entropy(x, z))
    show('batch', lambda: F.nll_loss(x, y[:2]))
    show('ignored', lambda: F.cross_entropy(x, torch.full((4,), -100)))
    show('size', lambda: F.binary_cross_entropy_with_logits(x, z[:2]))
    show('margin', lambda: F.triplet_margin_loss(x, z, z, margin=-1.))
    show('one', lambda: F.cross_entropy(t(3), torch.tensor(1)))
    show('pairs', lambda: (F.pairwise_distance(x, z), F.pdist(x), torch.bilinear(x, z, t(3, 5, 5), None)))
    for mode in ('sum', 'mean', 'max', 'other'):
        show('bag', lambda: F.embedding_bag(torch.tensor([0, 1, 3, 2]), t(4, 3), torch.tensor([0, 3, 3]), mode=mode))
        show('bag', lambda: F.embedding_bag(torch.tensor([0, 1, 3]), t(4, 3), torch.tensor([0, 3]), mode=mode, include_last_offset=True))
    show('bag', lambda: F.embedding_bag(torch.tensor([0, 1]), t(4, 3), torch.tensor([0]), mode='sum', per_sample_weights=t(2)))
    show('bag', lambda: F.embedding_bag(torch.tensor([0, 1]), t(4, 3), torch.tensor([1])))
