/// The class `typing.Protocol`. A class that names it as a base is a protocol: no instances can be made of it, and
/// `isinstance` accepts it only after `typing.runtime_checkable`.
enum Protocols {
  private static let meta = ClassObject(name: "_ProtocolMeta", base: ClassMethods.abstractMeta, module: "typing")

  static let root = ClassObject(name: "Protocol", base: Records.object, module: "typing", metaclass: meta)

  static func contains(_ type: ClassObject) -> Bool { type.bases.contains { $0 === root } }

  /// Throws the TypeError of `isinstance` and `issubclass`.
  static func checkAllows(_ type: ClassObject) throws {
    guard contains(type), type.metaclass === meta else { return }
    throw ListingError(
      .typeError, "Instance and class checks can only be used with @runtime_checkable protocols")
  }
}
