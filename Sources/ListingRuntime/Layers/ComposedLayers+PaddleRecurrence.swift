extension ComposedLayers {
  /// The prelude's source text of Paddle's recurrent layers. The layers call the functions in `recurrenceText`, which
  /// torch's recurrent layers also use.
  static let paddleRecurrenceText = """
    def refuse_constant_weights(layer, *attributes):
        if False in [attribute for attribute in attributes if isinstance(attribute, bool)]:
            refuse(f"{type(layer).__name__}: weight attributes that are False, which make all weights 1, are "
                   "not part of fwdb")

    def paddle_cell_bias(size, attribute):
        bias = open_parameter(size)
        if attribute is False:
            # Such a cell has a bias of zeros that is not trained.
            bias.zero_()
            bias.requires_grad_(False)
        return bias

    def paddle_cell_init(self, mode, gates, input_size, hidden_size, bias_ih_attr, bias_hh_attr):
        if hidden_size <= 0:
            raise ValueError(
                f"hidden_size of {type(self).__name__} must be greater than 0, but now equals to {hidden_size}")
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.weight_ih = open_parameter(gates * hidden_size, input_size)
        self.weight_hh = open_parameter(gates * hidden_size, hidden_size)
        self.bias_ih = paddle_cell_bias(gates * hidden_size, bias_ih_attr)
        self.bias_hh = paddle_cell_bias(gates * hidden_size, bias_hh_attr)
        self.state_shape = ((hidden_size,), (hidden_size,)) if mode == "LSTM" else (hidden_size,)

    def paddle_lstm_cell_init(self, input_size, hidden_size, weight_ih_attr=None, weight_hh_attr=None,
                              bias_ih_attr=None, bias_hh_attr=None, proj_size=0, name=None):
        refuse_constant_weights(self, weight_ih_attr, weight_hh_attr)
        if proj_size:
            refuse("LSTMCell: proj_size is not part of fwdb")
        paddle_cell_init(self, "LSTM", 4, input_size, hidden_size, bias_ih_attr, bias_hh_attr)

    def paddle_gru_cell_init(self, input_size, hidden_size, weight_ih_attr=None, weight_hh_attr=None, bias_ih_attr=None,
                             bias_hh_attr=None, name=None):
        refuse_constant_weights(self, weight_ih_attr, weight_hh_attr)
        paddle_cell_init(self, "GRU", 3, input_size, hidden_size, bias_ih_attr, bias_hh_attr)

    def paddle_rnn_cell_init(self, input_size, hidden_size, activation="tanh", weight_ih_attr=None, weight_hh_attr=None,
                             bias_ih_attr=None, bias_hh_attr=None, name=None):
        refuse_constant_weights(self, weight_ih_attr, weight_hh_attr)
        if activation not in ("tanh", "relu"):
            raise ValueError(f"activation for SimpleRNNCell should be tanh or relu, but get {activation}")
        mode = "RNN_TANH" if activation == "tanh" else "RNN_RELU"
        self.activation = activation
        paddle_cell_init(self, mode, 1, input_size, hidden_size, bias_ih_attr, bias_hh_attr)

    def paddle_initial_states(self, batch_ref, shape=None, dtype=None, init_value=0.0, batch_dim_idx=0):
        shape = self.state_shape if shape is None else shape
        if isinstance(shape, (list, tuple)) and len(shape) > 0 and isinstance(shape[0], (list, tuple)):
            options = (dtype, init_value, batch_dim_idx)
            return tuple([paddle_initial_states(self, batch_ref, part, *options) for part in shape])
        sizes = [shape] if isinstance(shape, int) else list(shape)
        return torch.full([batch_ref.shape[batch_dim_idx]] + sizes, init_value, dtype=batch_ref.dtype)

    def paddle_cell_forward(self, inputs, states=None):
        if states is None:
            states = paddle_initial_states(self, inputs)
        h, c = states if self.mode == "LSTM" else (states, None)
        from_input = F.linear(inputs, self.weight_ih, self.bias_ih)
        h, c = recurrent_step(self.mode, from_input, h, c, self.weight_hh, self.bias_hh)
        return h, ((h, c) if self.mode == "LSTM" else h)

    def paddle_loop_init(self, cell, is_reverse=False, time_major=False):
        self.cell = cell
        self.is_reverse = is_reverse
        self.time_major = time_major

    def paddle_kept(old, new, mask):
        if isinstance(new, (list, tuple)):
            return tuple([paddle_kept(first, second, mask) for first, second in zip(old, new)])
        mask = mask.to(new.dtype).reshape([-1] + [1] * (new.dim() - 1))
        return new * mask + old * (1 - mask)

    def paddle_run(cell, inputs, states, sequence_length, is_reverse, time_major, options):
        steps = inputs if time_major else inputs.transpose(0, 1)
        if states is None:
            states = cell.get_initial_states(batch_ref=inputs, batch_dim_idx=1 if time_major else 0)
        frames = steps.shape[0]
        outputs = []
        for index in range(frames):
            frame = frames - 1 - index if is_reverse else index
            output, new = cell(steps[frame], states, **options)
            states = new if sequence_length is None else paddle_kept(states, new, sequence_length > frame)
            outputs.append(output)
        if is_reverse:
            outputs.reverse()
        return torch.stack(outputs, 0 if time_major else 1), states

    def paddle_loop_forward(self, inputs, initial_states=None, sequence_length=None, **kwargs):
        return paddle_run(self.cell, inputs, initial_states, sequence_length, self.is_reverse, self.time_major, kwargs)

    def paddle_both_init(self, cell_fw, cell_bw, time_major=False):
        self.cell_fw = cell_fw
        self.cell_bw = cell_bw
        self.time_major = time_major

    def paddle_both_forward(self, inputs, initial_states=None, sequence_length=None, **kwargs):
        first, second = (None, None) if initial_states is None else initial_states
        left, first = paddle_run(self.cell_fw, inputs, first, sequence_length, False, self.time_major, kwargs)
        right, second = paddle_run(self.cell_bw, inputs, second, sequence_length, True, self.time_major, kwargs)
        return torch.cat([left, right], -1), (first, second)

    def paddle_recurrent_init(self, mode, kind, input_size, hidden_size, num_layers, direction, time_major, dropout,
                              options, bias_ih_attr, bias_hh_attr):
        if direction not in ("forward", "bidirect", "bidirectional"):
            raise ValueError(
                f"direction should be forward or bidirect (or bidirectional), received direction = {direction}")
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.num_directions = 1 if direction == "forward" else 2
        self.time_major = time_major
        self.dropout = dropout
        self.proj_size = 0
        self.bias = True
        self.has_all_biases = bias_ih_attr is not False and bias_hh_attr is not False
        self.state_components = 2 if mode == "LSTM" else 1
        for layer in range(num_layers):
            size = input_size if layer == 0 else hidden_size * self.num_directions
            cells = [kind(size, hidden_size, bias_ih_attr=bias_ih_attr, bias_hh_attr=bias_hh_attr, **options)
                     for _ in range(self.num_directions)]
            wrapper = paddle_nn.BiRNN if self.num_directions == 2 else paddle_nn.RNN
            for cell, suffix in zip(cells, ["", "_reverse"]):
                setattr(self, f"weight_ih_l{layer}{suffix}", cell.weight_ih)
                setattr(self, f"weight_hh_l{layer}{suffix}", cell.weight_hh)
                setattr(self, f"bias_ih_l{layer}{suffix}", None if bias_ih_attr is False else cell.bias_ih)
                setattr(self, f"bias_hh_l{layer}{suffix}", None if bias_hh_attr is False else cell.bias_hh)
            setattr(self, str(layer), wrapper(*cells, time_major=time_major))

    def paddle_lstm_init(self, input_size, hidden_size, num_layers=1, direction="forward", time_major=False,
                         dropout=0.0, weight_ih_attr=None, weight_hh_attr=None, bias_ih_attr=None, bias_hh_attr=None,
                         proj_size=0, name=None):
        refuse_constant_weights(self, weight_ih_attr, weight_hh_attr)
        if proj_size:
            refuse("LSTM: proj_size is not part of fwdb")
        paddle_recurrent_init(self, "LSTM", paddle_nn.LSTMCell, input_size, hidden_size, num_layers, direction,
                              time_major, dropout, {}, bias_ih_attr, bias_hh_attr)

    def paddle_gru_init(self, input_size, hidden_size, num_layers=1, direction="forward", time_major=False, dropout=0.0,
                        weight_ih_attr=None, weight_hh_attr=None, bias_ih_attr=None, bias_hh_attr=None, name=None):
        refuse_constant_weights(self, weight_ih_attr, weight_hh_attr)
        paddle_recurrent_init(self, "GRU", paddle_nn.GRUCell, input_size, hidden_size, num_layers, direction,
                              time_major, dropout, {}, bias_ih_attr, bias_hh_attr)

    def paddle_rnn_init(self, input_size, hidden_size, num_layers=1, direction="forward", time_major=False, dropout=0.0,
                        activation="tanh", weight_ih_attr=None, weight_hh_attr=None, bias_ih_attr=None,
                        bias_hh_attr=None, name=None):
        refuse_constant_weights(self, weight_ih_attr, weight_hh_attr)
        if activation not in ("tanh", "relu"):
            raise ValueError(f"Unknown activation '{activation}'")
        mode = "RNN_TANH" if activation == "tanh" else "RNN_RELU"
        self.activation = activation
        paddle_recurrent_init(self, mode, paddle_nn.SimpleRNNCell, input_size, hidden_size, num_layers, direction,
                              time_major, dropout, {"activation": activation}, bias_ih_attr, bias_hh_attr)

    def paddle_recurrent_forward(self, inputs, initial_states=None, sequence_length=None):
        x = inputs if self.time_major else inputs.transpose(0, 1)
        frames, batch = x.size(0), x.size(1)
        if initial_states is not None and self.mode != "LSTM" and not isinstance(initial_states, torch.Tensor):
            initial_states = initial_states[0]
        order = None
        if sequence_length is not None:
            if not self.has_all_biases:
                refuse("sequence_length without all biases is not part of fwdb")
            # The kernel skips the padding: the outputs at these frames are zeros.
            packed = nn.utils.rnn.pack_padded_sequence(x, sequence_length, enforce_sorted=False)
            order, back = packed.sorted_indices, packed.unsorted_indices
            if initial_states is not None:
                states = initial_states if self.mode == "LSTM" else [initial_states]
                states = [state.index_select(1, order) for state in states]
                initial_states = states if self.mode == "LSTM" else states[0]
        hidden, cells = recurrent_states(self, initial_states, x, batch, True)
        if order is None:
            x, hidden, cells = recurrent_rows(
                self, x.flatten(0, 1), [batch * t for t in range(frames)], [batch] * frames, hidden, cells)
            x = x.view(frames, batch, x.size(-1))
        else:
            counts = packed.batch_sizes.tolist()
            starts = [0]
            for count in counts:
                starts.append(starts[-1] + count)
            x, hidden, cells = recurrent_rows(self, packed.data, starts, counts, hidden, cells)
            x = nn.utils.rnn.PackedSequence(x, packed.batch_sizes, order, back)
            x = nn.utils.rnn.pad_packed_sequence(x, total_length=frames)[0]
            hidden = hidden.index_select(1, back)
            cells = None if cells is None else cells.index_select(1, back)
        output = x if self.time_major else x.transpose(0, 1)
        return output, ((hidden, cells) if self.mode == "LSTM" else hidden)
    """
}
