from paddle import nn


class EncoderLayer(nn.Layer):
    def __init__(self, size, units):
        super().__init__()
        self.norm_ff = nn.LayerNorm(size, epsilon=1e-12)
        self.feed_forward = nn.Sequential(
            ('w_1', nn.Linear(size, units)), ('activation', nn.Swish()),
            ('w_2', nn.Linear(units, size)))

    def forward(self, x):
        return x + 0.5 * self.feed_forward(self.norm_ff(x))


class ConformerEncoder(nn.Layer):
    def __init__(self, size, units, num_blocks):
        super().__init__()
        self.encoders = nn.LayerList(
            [EncoderLayer(size, units) for _ in range(num_blocks)])

    def forward(self, xs):
        for layer in self.encoders:
            xs = layer(xs)  # (batch, time, size)
        return xs


class U2Model(nn.Layer):
    def __init__(self, configs):
        super().__init__()
        conf = configs['encoder_conf']
        self.size = conf['output_size']
        self.encoder = ConformerEncoder(
            self.size, conf['linear_units'], conf['num_blocks'])
        self.ctc = nn.Sequential(
            ('ctc_lo', nn.Linear(self.size, configs['output_dim'])))

    def ctc_greedy_search(self, speech, speech_lengths):
        xs = speech[:, ::4, :self.size]  # (batch, time, size)
        return self.ctc(self.encoder(xs)).argmax(axis=-1).tolist()
