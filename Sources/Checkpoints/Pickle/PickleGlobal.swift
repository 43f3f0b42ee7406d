/// The functions and classes that a pickle may name. The reader interprets these names itself. It never calls a
/// function.
enum PickleGlobal: Hashable, Sendable {
  // Python's own containers:
  case orderedDictionary, defaultDictionary, dictionary, list, tuple, set, frozenSet, bytes, byteArray
  /// The function in `_codecs.encode(text, "latin1")`. Protocol 2 writes bytes as this call.
  case encode
  // Functions and classes of numpy arrays:
  case reconstruct, ndarray, dtype, scalar, fromBuffer
  // Functions and classes of torch tensors:
  case rebuildTensor, rebuildTensorV2, rebuildParameter, size
  case storage(ElementType)

  var isOfTorch: Bool {
    switch self {
    case .rebuildTensor, .rebuildTensorV2, .rebuildParameter, .size, .storage: true
    default: false
    }
  }
}

extension PickleGlobal {
  /// All allowed names, by `module name`. numpy 2.0 renamed `core` to `_core`. In Python 2, the name of the module
  /// `builtins` is `__builtin__`.
  static let allowed: [String: PickleGlobal] = {
    var table: [String: PickleGlobal] = [
      "collections OrderedDict": .orderedDictionary,
      "collections defaultdict": .defaultDictionary,
      "_codecs encode": .encode,
      "numpy ndarray": .ndarray,
      "numpy dtype": .dtype,
      "torch Size": .size,
      "torch._utils _rebuild_tensor": .rebuildTensor,
      "torch._utils _rebuild_tensor_v2": .rebuildTensorV2,
      "torch._utils _rebuild_parameter": .rebuildParameter,
      "torch DoubleStorage": .storage(.float64),
      "torch FloatStorage": .storage(.float32),
      "torch HalfStorage": .storage(.float16),
      "torch BFloat16Storage": .storage(.bfloat16),
      "torch LongStorage": .storage(.int64),
      "torch IntStorage": .storage(.int32),
      "torch ShortStorage": .storage(.int16),
      "torch CharStorage": .storage(.int8),
      "torch ByteStorage": .storage(.uint8),
      "torch BoolStorage": .storage(.bool),
      "torch ComplexFloatStorage": .storage(.complex64),
      "torch ComplexDoubleStorage": .storage(.complex128),
    ]
    for core in ["numpy.core", "numpy._core"] {
      table["\(core).multiarray _reconstruct"] = .reconstruct
      table["\(core).multiarray scalar"] = .scalar
      table["\(core).numeric _frombuffer"] = .fromBuffer
    }
    let builtins: [(String, PickleGlobal)] = [
      ("dict", .dictionary), ("list", .list), ("tuple", .tuple), ("set", .set), ("frozenset", .frozenSet),
      ("bytes", .bytes), ("bytearray", .byteArray),
    ]
    for module in ["builtins", "__builtin__"] {
      for (name, global) in builtins { table["\(module) \(name)"] = global }
    }
    return table
  }()
}
