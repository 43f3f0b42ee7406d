import paddle
import paddle.nn as nn


def t(*s, k=0.37):
    n = 1
    for i in s:
        n *= i
    return paddle.sin(paddle.arange(n, dtype='float32') * k + 0.1).reshape(list(s))


def text(v):
    # A tensor's shape and a sum in which each element has its own weight.
    if isinstance(v, paddle.Tensor):
        flat = v.reshape([-1])
        weights = paddle.cos(paddle.arange(flat.shape[0], dtype='float32') * 0.3)
        return str([int(i) for i in v.shape]) + ' ' + str(round(1000 + float((flat * weights).sum()), 3))
    return '(' + ', '.join([text(x) for x in v]) + ')'


def filled(m):
    for i, p in enumerate(m.parameters()):
        p.set_value(t(*[int(n) for n in p.shape], k=0.37 + i * 0.1) * 0.5)
    m.eval()
    return m


def recurrent(kind, options):
    x, lengths = t(2, 4, 3), paddle.to_tensor([2, 4])
    module = kind(3, 2, **options)
    names = module.state_dict()
    print(kind.__name__, options, sorted(list(names)), len(names))
    for i, (name, p) in enumerate(sorted(names.items())):
        if name.startswith('weight') or name.startswith('bias'):
            p.set_value(t(*[int(n) for n in p.shape], k=0.37 + i * 0.1) * 0.5)
    module.eval()
    y = x.transpose([1, 0, 2]) if options.get('time_major') else x
    count = options.get('num_layers', 1) * (2 if 'direction' in options else 1)
    h, c = t(count, 2, 2), t(count, 2, 2, k=.2)
    states = (h, c) if kind is nn.LSTM else h
    for arguments in [(y,), (y, None, lengths), (y, states), (y, states, lengths)]:
        print(text(module(*arguments)))


def cells(kind):
    x, lengths = t(2, 4, 3), paddle.to_tensor([2, 4])
    cell = filled(kind(3, 2))
    print(cell, text(cell(x[:, 0])))
    for loop in [nn.RNN(cell), nn.RNN(cell, is_reverse=True), nn.BiRNN(cell, cell)]:
        print(text(loop(x)))
        print(text(loop(x, None, lengths)))


class Mean(nn.RNNCellBase):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2)

    @property
    def state_shape(self):
        return (2,)

    def forward(self, inputs, states):
        new = (states + self.linear(inputs)) / 2
        return new * 3, new


for kind in (nn.LSTM, nn.GRU, nn.SimpleRNN):
    for options in [{}, {'num_layers': 2, 'direction': 'bidirect'}, {'time_major': True}, {'direction': 'bidirectional'}]:
        recurrent(kind, options)
recurrent(nn.SimpleRNN, {'activation': 'relu'})
for kind in (nn.LSTMCell, nn.GRUCell, nn.SimpleRNNCell):
    cells(kind)
print(text(nn.RNN(filled(Mean()))(t(2, 4, 3))))
