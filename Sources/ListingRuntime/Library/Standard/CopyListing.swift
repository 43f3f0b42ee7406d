/// Python's `copy`, in the listing language. `DeepCopy.swift` copies objects that define no copy methods.
enum CopyListing {
  static let text = #"""
    class Error(Exception):
        pass

    error = Error
    _copying = []

    def _check_reduction(x):
        name = reduction_method(x)
        if name is not None:
            refuse(f"copy: '{type(x).__name__}' defines {name}, which fwdb does not call")

    def _state(x):
        return x.__getstate__() if defines(x, '__getstate__') else x.__dict__

    def _restore(made, state):
        if defines(made, '__setstate__'):
            made.__setstate__(state)
        elif isinstance(state, tuple):
            refuse('copy: a state that is a tuple is not part of fwdb')
        elif state:
            made.__dict__.update(state)
        return made

    # The memo keeps its originals alive. Otherwise, a new object could get the id of a freed original.
    def _keep(x, memo):
        memo.setdefault(id(memo), []).append(x)

    def copy(x):
        if defines(x, '__copy__'):
            return x.__copy__()
        _check_reduction(x)
        if defines(x, '__getstate__') or defines(x, '__setstate__'):
            return _restore(x.__class__.__new__(x.__class__), _state(x))
        return shallow_copied(x)

    def deepcopy(x, memo=None, _nil=None):
        if memo is None:
            memo = {}
        for found in objects_with_copy_methods(x, memo):
            key = id(found)
            if key in memo:
                continue
            if key in _copying:
                refuse(f"copy.deepcopy: '{type(found).__name__}' refers to itself and has a copy method of its own")
            _keep(found, memo)
            _copying.append(key)
            try:
                if defines(found, '__deepcopy__'):
                    memo[key] = found.__deepcopy__(memo)
                else:
                    _check_reduction(found)
                    made = found.__class__.__new__(found.__class__)
                    memo[key] = made
                    state = _state(found)
                    _keep(state, memo)
                    _restore(made, deepcopy(state, memo))
            finally:
                _copying.remove(key)
        _keep(x, memo)
        return deep_copied(x, memo)
    """#
}

/// The builtin functions that `CopyListing` calls.
enum CopyFunctions {
  private static let methods = [
    "__deepcopy__", "__getstate__", "__setstate__", "__reduce__", "__reduce_ex__", "__getnewargs__",
    "__getnewargs_ex__", "__getinitargs__",
  ]

  static let all: [String: Value] = Dictionary(
    uniqueKeysWithValues: [
      BuiltinFunction("defines(object, name)") { m, a in
        guard case .instance = a[0] else { return .bool(false) }
        return .bool(m.listingMethod(try a.string(1, m), of: a[0]) != nil)
      },
      BuiltinFunction("reduction_method(object)") { m, a in
        guard case .instance = a[0] else { return .none }
        let names = methods.dropFirst(3).filter { m.listingMethod($0, of: a[0]) != nil }
        return names.first.map(Value.string) ?? .none
      },
      BuiltinFunction("shallow_copied(object)") { m, a in try m.shallowCopy(of: a[0]) },
      // Returns the instances that `object` reaches and whose classes define copy methods. Omits instances that are
      // reached only through such an instance or through an object whose `id` is a key of `known`.
      BuiltinFunction("objects_with_copy_methods(object, known)") { m, a in
        let hasMethods = m.heap.classes.contains { type in
          guard let namespace = type.namespace else { return false }
          return methods.contains { m.heap.value(of: Name($0), in: namespace) != nil }
        }
        if !hasMethods { return m.list([]) }
        let known: Handle? = if case .dictionary(let memo) = m.plain(a[1]) { memo } else { nil }
        return m.list(
          m.instances(reachedFrom: a[0], without: known) { value in
            methods.contains { m.listingMethod($0, of: value) != nil }
          })
      },
      BuiltinFunction("deep_copied(object, memo)") { m, a in
        guard case .dictionary(let memo) = m.plain(a[1]) else {
          throw ListingError(.notImplemented, "copy.deepcopy: memo must be a dict in fwdb")
        }
        return try m.deepCopy(of: a[0], memo: memo)
      },
    ].map { ($0.name, .builtin($0)) })
}

extension Machine {
  /// The instances that are reached from a value and fulfil the condition, in the order of the search. The search does
  /// not visit the attributes of these instances, and it skips the objects whose `id` is a key of the dict `known`.
  fileprivate func instances(
    reachedFrom value: Value, without known: Handle?, where fulfils: (Value) -> Bool
  ) -> [Value] {
    var found: [Value] = []
    var seen = Set<Handle>()
    var open = [value]
    func isNew(_ handle: Handle) -> Bool {
      known.flatMap { heap.dictionary($0)[.integer(Machine.identity(of: handle))] } == nil
        && seen.insert(handle).inserted
    }
    while let value = open.popLast() {
      switch value {
      case .tuple(let items): open += items.reversed()
      case .record(let record): open += record.items.reversed()
      case .list(let handle): if isNew(handle) { open += heap.list(handle).reversed() }
      case .dictionary(let handle):
        if isNew(handle) {
          for entry in heap.dictionary(handle).entries.reversed() { open += [entry.value, entry.key] }
        }
      case .set(let handle): if isNew(handle) { open += heap.set(handle).items.reversed() }
      case .frozenSet(let set): open += set.object.items.reversed()
      case .method(let method): open.append(method.receiver)
      case .instance(let handle):
        if !isNew(handle) || isEnum(value) { continue }
        if fulfils(value) {
          found.append(value)
          continue
        }
        open += heap.instance(handle).attributes.map(\.value).reversed()
        if let held = heap.held(by: handle) { open.append(held.value) }
      default: break
      }
    }
    return found
  }
}
