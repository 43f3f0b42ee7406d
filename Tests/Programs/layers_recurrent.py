import torch
import torch.nn as nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pack_sequence, pad_packed_sequence
from torch.nn.utils.rnn import unpack_sequence, unpad_sequence
from helpers.layers import filled, show, t

def recurrent(kind, options):
    x = t(5, 3, 4)
    module = filled(kind(4, 3, **options))
    module.flatten_parameters()
    print(module, [name for name, _ in module.named_parameters()])
    first = options.get('batch_first', False)
    count = (2 if options.get('bidirectional') else 1) * options.get('num_layers', 1)
    size = options.get('proj_size', 3)
    hidden, cells = t(count, 5 if first else 3, size), t(count, 5 if first else 3, 3, k=.2)

    def states(h, c):
        return (h, c) if kind is nn.LSTM else h
    show('run', lambda: module(x))
    show('one sequence', lambda: module(x[0]))
    show('states', lambda: module(x, states(hidden, cells)))
    show('wrong states', lambda: module(x, states(hidden[:, :1], cells)))
    show('wrong input', lambda: module(t(5, 3, 6)))
    y = x.transpose(0, 1) if first else x
    for lengths, is_sorted in [((5, 3, 2), True), ((2, 5, 1), False), (torch.tensor([5, 5, 5]), True)]:
        def run():
            packed = pack_padded_sequence(y, lengths, first, enforce_sorted=is_sorted)
            output, last = module(packed)
            again, more = module(packed, states(t(count, 3, size), t(count, 3, 3)))
            return (output.data, output.batch_sizes, last, more, pad_packed_sequence(output, first),
                    pad_packed_sequence(again, True, -1.0, 7))
        show('packed', run)


with torch.no_grad():
    for kind in (nn.LSTM, nn.GRU, nn.RNN):
        for options in [
                {}, {'num_layers': 2, 'dropout': 0.3}, {'bidirectional': True},
                {'num_layers': 2, 'bidirectional': True, 'batch_first': True, 'bias': False}]:
            recurrent(kind, options)
    recurrent(nn.LSTM, {'proj_size': 2, 'num_layers': 2, 'bidirectional': True})
    recurrent(nn.RNN, {'nonlinearity': 'relu'})
    for kind in (nn.LSTMCell, nn.GRUCell, nn.RNNCell):
        cell = filled(kind(4, 3))
        h = t(3, 3)
        show(str(cell), lambda: cell(t(3, 4)))
        show('states', lambda: cell(t(3, 4), (h, h) if kind is nn.LSTMCell else h))
        show('one', lambda: cell(t(4)))
        show('wrong', lambda: cell(t(3, 5)))
x = t(5, 3, 4)
show('order', lambda: pack_padded_sequence(x, [2, 3, 1]))
show('zero', lambda: pack_padded_sequence(x, [2, 1, 0]))
show('count', lambda: pack_padded_sequence(x, [2, 1]))
packed = pack_sequence([t(4, 2), t(2, 2), t(1, 2)])
print(type(packed).__name__, isinstance(packed, PackedSequence), packed.batch_sizes.tolist(), packed.sorted_indices)
show('short', lambda: pad_packed_sequence(packed, total_length=2))
show('unpacked', lambda: (unpack_sequence(packed), unpad_sequence(t(4, 3, 2), torch.tensor([3, 1, 2]))))
mixed = pack_sequence([t(1, 2), t(3, 2)], enforce_sorted=False)
show('mixed', lambda: (list(mixed), pad_packed_sequence(mixed)))
for options in [(3, 0), (3, 3, 0)]:
    show('sizes', lambda: nn.LSTM(*options))
show('kind', lambda: nn.RNN(3, 3, nonlinearity='x'))
show('projection', lambda: nn.LSTM(3, 3, proj_size=3))
