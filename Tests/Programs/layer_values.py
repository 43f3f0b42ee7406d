import torch, torch.nn as nn, math
def show(name, x):
    print(name, x.dtype, list(x.shape), sum(x.flatten().double().tolist()), x.flatten().tolist()[:4], x.flatten().tolist()[-2:])
class Mine(nn.Linear):
    def reset_parameters(self):
        nn.init.xavier_uniform_(self.weight, gain=2.0)
        if self.bias is not None:
            nn.init.constant_(self.bias, 0.5)
class Both(nn.Conv1d):
    def reset_parameters(self):
        super().reset_parameters()
        nn.init.zeros_(self.bias)
def main():
    torch.manual_seed(0)
    layers = [nn.Linear(3, 4), nn.Linear(3, 4, bias=False), nn.Linear(20, 30), nn.Conv1d(4, 6, 3), nn.Conv2d(4, 6, (3, 2), groups=2, bias=False), nn.Conv2d(3, 8, 3), nn.ConvTranspose1d(4, 6, 3), nn.ConvTranspose2d(4, 6, 3, groups=2), nn.Embedding(10, 4), nn.Embedding(5, 3), nn.Embedding(10, 4, padding_idx=2), nn.Embedding(10, 4, padding_idx=-1), nn.LayerNorm(5), nn.GroupNorm(2, 4), nn.BatchNorm1d(3), nn.BatchNorm2d(3), nn.LSTM(3, 4), nn.LSTM(3, 4, num_layers=2, bidirectional=True), nn.GRU(3, 4, bias=False), nn.RNN(3, 4), nn.LSTMCell(3, 4), nn.GRUCell(3, 4), nn.RNNCell(3, 4), nn.MultiheadAttention(8, 2), nn.MultiheadAttention(8, 2, kdim=4, vdim=6), nn.MultiheadAttention(8, 2, add_bias_kv=True, bias=False), nn.TransformerEncoderLayer(8, 2, 16), nn.TransformerDecoderLayer(8, 2, 16), nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16), 2), nn.PReLU(), nn.PReLU(3, 0.1), nn.RMSNorm(4), nn.InstanceNorm1d(3, affine=True), Mine(3, 4), Both(2, 3, 2), nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))]
    for l in layers:
        print(type(l).__name__)
        for n, p in l.named_parameters():
            show(n, p.data)
        for n, b in l.named_buffers():
            show(n, b)
    show('after', torch.rand(3))
    l = nn.Linear(3, 4); l.reset_parameters(); show('reset', l.weight.data)
    w = torch.empty(6, 4); v = torch.empty(5, 4, 3); u = torch.empty(4, 7)
    for f, a in [(nn.init.uniform_, {}), (nn.init.uniform_, {'a': -2., 'b': 3.}), (nn.init.normal_, {'std': 0.02}), (nn.init.normal_, {}), (nn.init.xavier_uniform_, {'gain': 1.5}), (nn.init.xavier_normal_, {}), (nn.init.kaiming_uniform_, {}), (nn.init.kaiming_uniform_, {'a': math.sqrt(5)}), (nn.init.kaiming_normal_, {'mode': 'fan_out', 'nonlinearity': 'relu'}), (nn.init.trunc_normal_, {}), (nn.init.trunc_normal_, {'std': 0.02}), (nn.init.trunc_normal_, {'mean': 1., 'std': 2., 'a': -1., 'b': 1.5}), (nn.init.constant_, {'val': 0.3}), (nn.init.ones_, {}), (nn.init.zeros_, {})]:
        for t in (w, v, torch.empty(3, 2, dtype=torch.float64), torch.empty(8, 8, dtype=torch.float16), torch.empty(5, 8).t()):
            show(f.__name__, f(t, **a))
    show('tn', nn.init.trunc_normal_(torch.empty(50), a=1.0, b=2.0))
    show('sparse', nn.init.sparse_(torch.empty(6, 4), 0.3)); show('eye', nn.init.eye_(torch.empty(3, 4))); show('dirac', nn.init.dirac_(torch.empty(4, 2, 3), 2)); show('dirac', nn.init.dirac_(torch.empty(2, 3, 3, 3)))
    for t in (torch.empty(6, 4), torch.empty(4, 6), torch.empty(3, 2, 2)):
        o = nn.init.orthogonal_(t, gain=1.2); print([round(x, 4) for x in o.flatten().tolist()])
    print(nn.init.calculate_gain('relu'), nn.init.calculate_gain('leaky_relu', 0.2), nn.init.calculate_gain('tanh'), nn.init._calculate_fan_in_and_fan_out(v))
    g = torch.Generator().manual_seed(3); show('gen', nn.init.normal_(torch.empty(4), generator=g)); show('gen', nn.init.trunc_normal_(torch.empty(4), generator=g))
    show('end', torch.rand(2))
main()
