/// The special methods of tensors and of numpy's arrays, as attributes: `x.__len__()`, `hasattr(x, '__iter__')`,
/// `torch.Tensor.__add__`.
enum TensorSpecialMethods {
  static let all = SpecialMethods.ofTensors

  /// torch's special methods of tensors that fwdb lacks as attributes. Reading such an attribute returns a stub.
  static let others = Set(
    """
    __array__ __array_priority__ __array_wrap__ __complex__ __deepcopy__ __delitem__ __div__ __dlpack__
    __dlpack_device__ __iadd__ __iand__ __idiv__ __ifloordiv__ __ilshift__ __imod__ __imul__ __ior__ __ipow__
    __irshift__ __isub__ __itruediv__ __ixor__ __long__ __matmul__ __nonzero__ __rdiv__ __reduce__ __reduce_ex__
    __reversed__ __rmatmul__ __setstate__ __torch_dispatch__ __torch_function__
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}

extension Machine {
  /// A special method of a tensor, or a stub if only torch has the method. Nil if tensors have no such method.
  func specialMethod(_ name: String, ofTensor object: Value) -> Value? {
    guard name.hasPrefix("__") else { return nil }
    if let method = TensorSpecialMethods.all[name] {
      return .method(BoundMethod(callee: .builtin(method), receiver: object))
    }
    if TensorSpecialMethods.others.contains(name) { return .stub(newStub("Tensor.\(name)")) }
    return member(Name(name), of: library.objectType).map { bound($0, to: object, type: library.objectType) }
  }

  /// Whether a tensor of torch has an attribute that fwdb lacks. Throws for an attribute that only some tensors have.
  func isUnknownAttribute(_ name: String, of object: Value) throws -> Bool {
    guard case .tensor(let reference) = object, !reference.isArray, currentDialect == .torch,
      TensorNames.torch.contains(name)
    else { return false }
    if ["H", "imag", "mH", "mT"].contains(name) { throw noAttribute(name, of: object) }
    return true
  }
}
