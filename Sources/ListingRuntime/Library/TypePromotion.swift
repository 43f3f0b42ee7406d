import Tensors

/// torch's functions that return the dtype of a result, test whether a conversion is allowed, or set the default dtype.
enum TypePromotion {
  static let functions: [BuiltinFunction] = [
    BuiltinFunction("result_type(tensor1, tensor2)", dialect: .torch) { m, a in
      let (x, y) = (try a.operand(0, m), try a.operand(1, m))
      if DType.complexHalf(x, y) != nil { throw ListingError.unsupported("the dtype complex32") }
      return .dtype(DType.promoted([x, y]))
    },
    BuiltinFunction("promote_types(type1, type2)", dialect: .torch) { m, a in
      .dtype(DType.promoted(try dtype(a, 0, m), try dtype(a, 1, m)))
    },
    BuiltinFunction("can_cast(from_, to)", dialect: .torch) { m, a in
      let (from, to) = (try dtype(a, 0, m), try dtype(a, 1, m))
      return .bool(
        !(from.isComplex && !to.isComplex) && !(from.isFloatingPoint && !to.isFloatingPoint && !to.isComplex)
          && !(from != .bool && to == .bool))
    },
    BuiltinFunction("set_default_dtype(d)") { m, a in
      let type = try dtype(a, 0, m)
      if type == .float32 { return .none }
      throw ListingError(
        .notImplemented, "set_default_dtype(torch.\(type.name)): fwdb's default dtype is float32; give dtype= instead")
    },
    BuiltinFunction("set_default_tensor_type(t)") { m, a in
      if case .builtin(let function) = a[0], TorchModules.dtype(ofTensorType: function) == .float32 { return .none }
      if case .string("torch.FloatTensor") = a[0] { return .none }
      throw ListingError(.notImplemented, "set_default_tensor_type(): fwdb's default is torch.FloatTensor")
    },
  ]

  private static func dtype(_ a: Arguments, _ index: Int, _ m: Machine) throws -> DType {
    guard case .dtype(let dtype) = a[index] else {
      throw ListingError(
        .typeError, "\(a.function)(): '\(a.parameters[index])' must be a dtype, not '\(m.typeName(of: a[index]))'")
    }
    return dtype
  }

  /// The dtype that the argument of `x.type(…)` names: a dtype, `'torch.LongTensor'` or `torch.LongTensor`.
  static func named(_ a: Arguments, _ index: Int, _ m: Machine) throws -> DType? {
    switch a[index] {
    case .builtin(let function):
      if let dtype = TorchModules.dtype(ofTensorType: function) { return dtype }
    case .type(let type) where m.library.isTensorType(type): return .float32
    case .string(let name):
      if let dtype = DType.allCases.first(where: { ShapeOperations.typeName($0) == name }) { return dtype }
      throw ListingError(.valueError, "invalid type: '\(name)'")
    default: break
    }
    return try a.dtype(index, m)
  }
}
