extension ComposedLayers {
  /// The prelude's source text of recurrent layers: LSTM, GRU, RNN.
  static let recurrenceText = """
    def recurrent_init(self, mode, gates, input_size, hidden_size, num_layers, bias, batch_first, dropout,
                       bidirectional, proj_size=0, dtype=None):
        if not isinstance(dropout, (int, float)) or isinstance(dropout, bool) or not 0 <= dropout <= 1:
            raise ValueError("dropout should be a number in range [0, 1] representing the probability of an element "
                             "being zeroed")
        if hidden_size <= 0:
            raise ValueError("hidden_size must be greater than zero")
        if num_layers <= 0:
            raise ValueError("num_layers must be greater than zero")
        if proj_size < 0:
            raise ValueError("proj_size should be a positive integer or zero to disable projections")
        if proj_size >= hidden_size:
            raise ValueError("proj_size has to be smaller than hidden_size")
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        self.dropout = float(dropout)
        self.bidirectional = bidirectional
        self.proj_size = proj_size
        self.num_directions = 2 if bidirectional else 1
        output_size = proj_size if proj_size > 0 else hidden_size
        for layer in range(num_layers):
            for suffix in ["", "_reverse"][:self.num_directions]:
                size = input_size if layer == 0 else output_size * self.num_directions
                setattr(self, f"weight_ih_l{layer}{suffix}", open_parameter(gates * hidden_size, size, dtype=dtype))
                recurrent = open_parameter(gates * hidden_size, output_size, dtype=dtype)
                setattr(self, f"weight_hh_l{layer}{suffix}", recurrent)
                if bias:
                    setattr(self, f"bias_ih_l{layer}{suffix}", open_parameter(gates * hidden_size, dtype=dtype))
                    setattr(self, f"bias_hh_l{layer}{suffix}", open_parameter(gates * hidden_size, dtype=dtype))
                if proj_size > 0:
                    setattr(self, f"weight_hr_l{layer}{suffix}", open_parameter(proj_size, hidden_size, dtype=dtype))
        reset_layer(self)

    def lstm_init(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,
                  bidirectional=False, proj_size=0, device=None, dtype=None):
        recurrent_init(self, "LSTM", 4, input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional,
                       proj_size, dtype)

    def gru_init(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,
                 bidirectional=False, device=None, dtype=None):
        recurrent_init(self, "GRU", 3, input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional,
                       0, dtype)

    def recurrent_mode(nonlinearity):
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError(f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'.")
        return "RNN_TANH" if nonlinearity == "tanh" else "RNN_RELU"

    def rnn_init(self, input_size, hidden_size, num_layers=1, nonlinearity="tanh", bias=True, batch_first=False,
                 dropout=0.0, bidirectional=False, device=None, dtype=None):
        mode = recurrent_mode(nonlinearity)
        recurrent_init(self, mode, 1, input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, 0,
                       dtype)

    def recurrent_step(mode, from_input, h, c, w_hh, b_hh, w_hr=None):
        if mode == "LSTM":
            i, f, g, o = (from_input + F.linear(h, w_hh, b_hh)).chunk(4, -1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            return (h if w_hr is None else F.linear(h, w_hr)), c
        if mode == "GRU":
            r_i, z_i, n_i = from_input.chunk(3, -1)
            r_h, z_h, n_h = F.linear(h, w_hh, b_hh).chunk(3, -1)
            z = torch.sigmoid(z_i + z_h)
            n = torch.tanh(n_i + torch.sigmoid(r_i + r_h) * n_h)
            return (1 - z) * n + z * h, None
        total = from_input + F.linear(h, w_hh, b_hh)
        return (torch.tanh(total) if mode == "RNN_TANH" else torch.relu(total)), None

    def recurrent_states(self, hx, x, batch, batched):
        layers = self.num_layers * self.num_directions
        sizes = [self.proj_size if self.proj_size > 0 else self.hidden_size, self.hidden_size]
        count = 2 if self.mode == "LSTM" else 1
        if hx is None:
            states = [torch.zeros(layers, batch, size, dtype=x.dtype) for size in sizes[:count]]
            return states[0], (states[1] if count == 2 else None)
        states = list(hx) if count == 2 else [hx]
        kind = "3-D" if batched else "2-D"
        for index in range(count):
            if states[index].dim() != (3 if batched else 2):
                raise RuntimeError(f"For {'batched' if batched else 'unbatched'} {kind} input, hx should also be "
                                   f"{kind} but got {states[index].dim()}-D tensor")
            if not batched:
                states[index] = states[index].unsqueeze(1)
            expected = (layers, batch, sizes[index])
            if tuple(states[index].shape) != expected:
                raise RuntimeError(f"Expected hidden{'' if count == 1 else f'[{index}]'} size {expected}, got "
                                   f"{list(states[index].shape)}")
        return states[0], (states[1] if count == 2 else None)

    def recurrent_rows(self, x, starts, counts, hidden, cells):
        if self.num_layers > 1:
            refuse_dropout(self, self.dropout)
        # The first axis of x contains the rows of all steps. Step t has counts[t] rows; its first row is starts[t].
        last, last_cells = [], []
        for layer in range(self.num_layers):
            sides = []
            for direction in range(self.num_directions):
                suffix = f"l{layer}" + ("_reverse" if direction else "")
                w_hh = getattr(self, "weight_hh_" + suffix)
                w_hr = getattr(self, "weight_hr_" + suffix) if self.proj_size > 0 else None
                b_ih = getattr(self, "bias_ih_" + suffix) if self.bias else None
                b_hh = getattr(self, "bias_hh_" + suffix) if self.bias else None
                place = layer * self.num_directions + direction
                h = hidden[place]
                c = None if cells is None else cells[place]
                from_input = F.linear(x, getattr(self, "weight_ih_" + suffix), b_ih)
                steps = []
                for t in range(len(counts)):
                    step = len(counts) - 1 - t if direction else t
                    count, start = counts[step], starts[step]
                    rows = from_input[start:start + count]
                    if count == h.size(0):
                        h, c = recurrent_step(self.mode, rows, h, c, w_hh, b_hh, w_hr)
                        steps.append(h)
                    else:
                        c_rows = None if c is None else c[:count]
                        new, new_c = recurrent_step(self.mode, rows, h[:count], c_rows, w_hh, b_hh, w_hr)
                        steps.append(new)
                        h = torch.cat([new, h[count:]])
                        c = None if c is None else torch.cat([new_c, c[count:]])
                if direction:
                    steps.reverse()
                sides.append(torch.cat(steps))
                last.append(h)
                last_cells.append(c)
            x = sides[0] if len(sides) == 1 else torch.cat(sides, -1)
        return x, torch.stack(last), (torch.stack(last_cells) if self.mode == "LSTM" else None)

    def recurrent_forward(self, input, hx=None):
        kind = self.mode[:3] if self.mode != "LSTM" else "LSTM"
        if isinstance(input, tuple):
            x, sizes, order, back = input
            counts = sizes.tolist()
            if x.size(-1) != self.input_size:
                raise RuntimeError(
                    f"input.size(-1) must be equal to input_size. Expected {self.input_size}, got {x.size(-1)}")
            if hx is not None and order is not None:
                hx = [state.index_select(1, order) for state in (hx if self.mode == "LSTM" else [hx])]
                hx = tuple(hx) if self.mode == "LSTM" else hx[0]
            hidden, cells = recurrent_states(self, hx, x, counts[0], True)
            starts = [0]
            for count in counts:
                starts.append(starts[-1] + count)
            x, hidden, cells = recurrent_rows(self, x, starts, counts, hidden, cells)
            if back is not None:
                hidden = hidden.index_select(1, back)
                cells = None if cells is None else cells.index_select(1, back)
            output = nn.utils.rnn.PackedSequence(x, sizes, order, back)
            return output, ((hidden, cells) if self.mode == "LSTM" else hidden)
        if input.dim() not in (2, 3):
            raise ValueError(f"{kind}: Expected input to be 2D or 3D, got {input.dim()}D instead")
        if input.size(-1) != self.input_size:
            raise RuntimeError(
                f"input.size(-1) must be equal to input_size. Expected {self.input_size}, got {input.size(-1)}")
        batched = input.dim() == 3
        x = input if batched else input.unsqueeze(1)
        if self.batch_first and batched:
            x = x.transpose(0, 1)
        frames, batch = x.size(0), x.size(1)
        if frames == 0:
            raise RuntimeError("Expected sequence length to be larger than 0 in RNN")
        hidden, cells = recurrent_states(self, hx, x, batch, batched)
        starts = [batch * t for t in range(frames)]
        x, hidden, cells = recurrent_rows(self, x.flatten(0, 1), starts, [batch] * frames, hidden, cells)
        x = x.view(frames, batch, x.size(-1))
        if not batched:
            x, hidden = x.squeeze(1), hidden.squeeze(1)
            cells = None if cells is None else cells.squeeze(1)
        elif self.batch_first:
            x = x.transpose(0, 1)
        return x, ((hidden, cells) if self.mode == "LSTM" else hidden)

    def cell_init(self, mode, gates, input_size, hidden_size, bias, dtype):
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.bias = bias
        self.weight_ih = open_parameter(gates * hidden_size, input_size, dtype=dtype)
        self.weight_hh = open_parameter(gates * hidden_size, hidden_size, dtype=dtype)
        self.bias_ih = open_parameter(gates * hidden_size, dtype=dtype) if bias else None
        self.bias_hh = open_parameter(gates * hidden_size, dtype=dtype) if bias else None
        reset_layer(self)

    def lstm_cell_init(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        cell_init(self, "LSTM", 4, input_size, hidden_size, bias, dtype)

    def gru_cell_init(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        cell_init(self, "GRU", 3, input_size, hidden_size, bias, dtype)

    def rnn_cell_init(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        cell_init(self, "RNN_RELU" if nonlinearity == "relu" else "RNN_TANH", 1, input_size, hidden_size, bias, dtype)
        self.nonlinearity = nonlinearity

    def cell_step(self, input, hx):
        if input.dim() not in (1, 2):
            raise ValueError(f"{type(self).__name__}: Expected input to be 1D or 2D, got {input.dim()}D instead")
        if input.size(-1) != self.input_size:
            raise RuntimeError(f"input has inconsistent input_size: got {input.size(-1)} expected {self.input_size}")
        if self.mode[:3] == "RNN" and self.nonlinearity not in ("tanh", "relu"):
            raise RuntimeError(f"Unknown nonlinearity: {self.nonlinearity}")
        if hx is None:
            h = torch.zeros(*input.shape[:-1], self.hidden_size, dtype=input.dtype)
            hx = (h, h) if self.mode == "LSTM" else h
        h, c = hx if self.mode == "LSTM" else (hx, None)
        for state in (h, c):
            if state is not None and tuple(state.shape) != tuple(input.shape[:-1]) + (self.hidden_size,):
                raise RuntimeError(
                    f"hidden has shape {tuple(state.shape)}, expected {tuple(input.shape[:-1]) + (self.hidden_size,)}")
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
