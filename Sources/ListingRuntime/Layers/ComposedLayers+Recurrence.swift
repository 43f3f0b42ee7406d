extension ComposedLayers {
  /// The prelude's source text of recurrent layers: LSTM, GRU, RNN.
  static let recurrenceText = """
    def recurrent_init(self, mode, gates, input_size, hidden_size, num_layers, bias, batch_first, bidirectional,
                       proj_size=0):
        if proj_size:
            raise NotImplementedError("nn.LSTM: proj_size is not part of fwdb")
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        self.bidirectional = bidirectional
        self.num_directions = 2 if bidirectional else 1
        for layer in range(num_layers):
            for suffix in ["", "_reverse"][:self.num_directions]:
                size = input_size if layer == 0 else hidden_size * self.num_directions
                setattr(self, f"weight_ih_l{layer}{suffix}", open_parameter(gates * hidden_size, size))
                setattr(self, f"weight_hh_l{layer}{suffix}", open_parameter(gates * hidden_size, hidden_size))
                if bias:
                    setattr(self, f"bias_ih_l{layer}{suffix}", open_parameter(gates * hidden_size))
                    setattr(self, f"bias_hh_l{layer}{suffix}", open_parameter(gates * hidden_size))

    def lstm_init(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,
                  bidirectional=False, proj_size=0, device=None, dtype=None):
        recurrent_init(self, "LSTM", 4, input_size, hidden_size, num_layers, bias, batch_first, bidirectional, proj_size)

    def gru_init(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,
                 bidirectional=False, device=None, dtype=None):
        recurrent_init(self, "GRU", 3, input_size, hidden_size, num_layers, bias, batch_first, bidirectional)

    def rnn_init(self, input_size, hidden_size, num_layers=1, nonlinearity="tanh", bias=True, batch_first=False,
                 dropout=0.0, bidirectional=False, device=None, dtype=None):
        mode = "RNN_TANH" if nonlinearity == "tanh" else "RNN_RELU"
        recurrent_init(self, mode, 1, input_size, hidden_size, num_layers, bias, batch_first, bidirectional)

    def recurrent_step(mode, from_input, h, c, w_hh, b_hh):
        if mode == "LSTM":
            i, f, g, o = (from_input + F.linear(h, w_hh, b_hh)).chunk(4, -1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            return torch.sigmoid(o) * torch.tanh(c), c
        if mode == "GRU":
            r_i, z_i, n_i = from_input.chunk(3, -1)
            r_h, z_h, n_h = F.linear(h, w_hh, b_hh).chunk(3, -1)
            z = torch.sigmoid(z_i + z_h)
            n = torch.tanh(n_i + torch.sigmoid(r_i + r_h) * n_h)
            return (1 - z) * n + z * h, None
        total = from_input + F.linear(h, w_hh, b_hh)
        return (torch.tanh(total) if mode == "RNN_TANH" else torch.relu(total)), None

    def recurrent_forward(self, input, hx=None):
        if not isinstance(input, torch.Tensor):
            raise NotImplementedError("packed sequences are not part of fwdb: give the padded tensor")
        batched = input.dim() == 3
        x = input if batched else input.unsqueeze(1)
        if self.batch_first and batched:
            x = x.transpose(0, 1)
        layers = self.num_layers * self.num_directions
        cells = None
        if hx is None:
            hidden = torch.zeros(layers, x.size(1), self.hidden_size, dtype=x.dtype)
            if self.mode == "LSTM":
                cells = torch.zeros(layers, x.size(1), self.hidden_size, dtype=x.dtype)
        elif self.mode == "LSTM":
            hidden, cells = hx
        else:
            hidden = hx
        if not batched and hx is not None:
            hidden = hidden.unsqueeze(1)
            if cells is not None:
                cells = cells.unsqueeze(1)
        last, last_cells = [], []
        for layer in range(self.num_layers):
            sides = []
            for direction in range(self.num_directions):
                suffix = f"l{layer}" + ("_reverse" if direction else "")
                w_hh = getattr(self, "weight_hh_" + suffix)
                b_ih = getattr(self, "bias_ih_" + suffix) if self.bias else None
                b_hh = getattr(self, "bias_hh_" + suffix) if self.bias else None
                place = layer * self.num_directions + direction
                h = hidden[place]
                c = None if cells is None else cells[place]
                from_input = F.linear(x, getattr(self, "weight_ih_" + suffix), b_ih)
                steps = []
                for t in range(x.size(0)):
                    position = x.size(0) - 1 - t if direction else t
                    h, c = recurrent_step(self.mode, from_input[position], h, c, w_hh, b_hh)
                    steps.append(h)
                if direction:
                    steps.reverse()
                sides.append(torch.stack(steps))
                last.append(h)
                last_cells.append(c)
            x = sides[0] if len(sides) == 1 else torch.cat(sides, -1)
        hidden = torch.stack(last)
        cells = torch.stack(last_cells) if self.mode == "LSTM" else None
        if not batched:
            x, hidden = x.squeeze(1), hidden.squeeze(1)
            cells = None if cells is None else cells.squeeze(1)
        elif self.batch_first:
            x = x.transpose(0, 1)
        return x, ((hidden, cells) if self.mode == "LSTM" else hidden)

    def cell_init(self, mode, gates, input_size, hidden_size, bias):
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.bias = bias
        self.weight_ih = open_parameter(gates * hidden_size, input_size)
        self.weight_hh = open_parameter(gates * hidden_size, hidden_size)
        self.bias_ih = open_parameter(gates * hidden_size) if bias else None
        self.bias_hh = open_parameter(gates * hidden_size) if bias else None

    def lstm_cell_init(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        cell_init(self, "LSTM", 4, input_size, hidden_size, bias)

    def gru_cell_init(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        cell_init(self, "GRU", 3, input_size, hidden_size, bias)

    def rnn_cell_init(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        cell_init(self, "RNN_TANH" if nonlinearity == "tanh" else "RNN_RELU", 1, input_size, hidden_size, bias)

    def cell_step(self, input, hx):
        if hx is None:
            h = torch.zeros(*input.shape[:-1], self.hidden_size, dtype=input.dtype)
            hx = (h, h) if self.mode == "LSTM" else h
        h, c = hx if self.mode == "LSTM" else (hx, None)
        from_input = F.linear(input, self.weight_ih, self.bias_ih)
        return recurrent_step(self.mode, from_input, h, c, self.weight_hh, self.bias_hh)

    def lstm_cell_forward(self, input, hx=None):
        return cell_step(self, input, hx)

    def gru_cell_forward(self, input, hx=None):
        return cell_step(self, input, hx)[0]

    def rnn_cell_forward(self, input, hx=None):
        return cell_step(self, input, hx)[0]
    """
}
