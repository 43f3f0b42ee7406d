import Tensors

/// torch's packed sequences: the time steps of sequences with different lengths, stored without padding.
enum PackedSequences {
  static let type: ClassObject = ClassObject(
    name: "PackedSequence", base: Records.root,
    native: ModuleClasses.methods(
      BuiltinFunction("__new__(data, batch_sizes=None, sorted_indices=None, unsorted_indices=None)") { m, a in
        var items = a.values
        if case .none = a[1] {
          throw ListingError(.valueError, "PackedSequence: needs batch_sizes, as pack_padded_sequence makes them")
        }
        // `sorted_indices` sorts the sequences by length, and `unsorted_indices` restores their original order. If only
        // `sorted_indices` is given, compute `unsorted_indices` as the inverse permutation.
        if case .none = a[3], case .tensor(let order) = a[2] {
          items[3] = try m.new(m.compute.sort(m.tensor(order)).indices)
        }
        return .record(RecordValue(type: type, items: items))
      },
      BuiltinFunction("to(self, *args, **kwargs)") { m, a in
        guard case .record(let record) = a[0] else { return .none }
        for case .dtype(let dtype) in a.rest + a.named.map(\.1) { return try converted(record, to: dtype, &m) }
        return a[0]
      },
      BuiltinFunction("cpu(self, *args, **kwargs)") { _, a in a[0] },
      BuiltinFunction("pin_memory(self)") { _, a in a[0] },
      BuiltinFunction("is_pinned(self)") { _, _ in .bool(false) },
      conversion("float", .float32), conversion("double", .float64), conversion("half", .float16),
      conversion("long", .int64), conversion("int", .int32), conversion("short", .int16), conversion("char", .int8),
      conversion("byte", .uint8)
    ), fields: ["data", "batch_sizes", "sorted_indices", "unsorted_indices"], module: "torch.nn.utils.rnn")

  private static func converted(_ record: RecordValue, to dtype: DType, _ m: inout Machine) throws -> Value {
    var items = record.items
    items[0] = try m.new(m.tensorOperand(items[0]).converted(to: dtype))
    return .record(RecordValue(type: type, items: items))
  }

  private static func conversion(_ name: String, _ dtype: DType) -> BuiltinFunction {
    BuiltinFunction("\(name)(self)") { m, a in
      guard case .record(let record) = a[0] else { return .none }
      return try converted(record, to: dtype, &m)
    }
  }

  /// The functions of `torch.nn.utils.rnn` that are written in the listing language.
  static let functions: [String: Value] = Dictionary(
    uniqueKeysWithValues: [
      "pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True)",
      "pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None)",
      "pack_sequence(sequences, enforce_sorted=True)",
      "unpad_sequence(padded_sequences, lengths, batch_first=False)", "unpack_sequence(packed_sequences)",
      "invert_permutation(permutation)",
    ].map { signature in
      let name = Signature.name(in: signature)
      return (name, .builtin(ListedFunctions.function(signature, .torch, calling: name)))
    })
}
