/// Properties of a class of the listing that follow from its body and its base classes.
struct ClassTraits: Sendable {
  /// The code of the class body; nil for a class that a call of `type` makes.
  var body: Code?
  /// The `__qualname__` that the class body or the metaclass sets.
  var path: String?
  /// The namespace of the file that defines the class.
  var globals: Handle?
  /// Whether a read of an attribute may run code before it reads the instance's own attributes. True if the class or a
  /// base class contains a `__getattribute__`, a descriptor with `__set__` or, for modules, a `__getattr__`.
  var hooksAttributes = false
  /// Whether the class or a base class of the listing defines `__new__`.
  var hasMaker = false
  /// Whether the class or a base class of the listing defines `__init_subclass__`.
  var initializesSubclasses = false
  /// The attributes that instances can have, if `__slots__` limits them.
  var slots: [String]?
  /// The attributes that `__slots__` names. The instance's `__dict__` does not show them.
  var slotNames: [String] = []
  /// The sorted names of the methods that a subclass must define before it can be instantiated.
  var abstractMethods: [String] = []

  /// The heap objects that a class keeps alive: its namespace, its globals, and the objects of its bases and metaclass.
  /// The objects of a base include the objects of the base's own bases.
  static func handles(
    _ namespace: Handle?, _ globals: Handle?, bases: [ClassObject], metaclass: ClassObject?
  ) -> [Handle] {
    var handles: [Handle] = []
    var known: Set<Handle> = []
    let own = [namespace, globals].compactMap { $0 }
    for handle in own + bases.flatMap(\.handles) + (metaclass?.handles ?? []) where known.insert(handle).inserted {
      handles.append(handle)
    }
    return handles
  }
}
