import ListingSyntax

/// The builtin functions that `WeakReferenceListing` calls.
enum WeakReferences {
  static let functions: [String: Value] = Dictionary(
    uniqueKeysWithValues: [
      BuiltinFunction("hold_weakly(object, referent)") { m, a in
        guard case .instance(let reference) = a[0] else { return .none }
        try m.checkKnown(a[1])
        if !m.canBeWeak(a[1]) {
          throw ListingError(.typeError, "cannot create weak reference to '\(m.typeName(of: a[1]))' object")
        }
        let collections = m.heap.collections
        m.heap.changeInstance(reference) {
          $0.attributes[Heap.referent.text] = a[1]
          $0.attributes[made] = .int(collections)
        }
        return .none
      },
      BuiltinFunction("referents(object)") { m, a in
        .tuple(try m.referents(of: (a[0].tupleItems ?? []).compactMap(Heap.handle)))
      },
      BuiltinFunction("can_be_weak(object)") { m, a in .bool(m.canBeWeak(a[0])) },
      // Returns whether the object's class defines `__eq__`, so that two objects can be the same key.
      BuiltinFunction("compares_by_value(object)") { m, a in
        if case .instance(let handle) = a[0], !m.heap.type(of: handle).isModule {
          .bool(m.listingMethod("__eq__", of: a[0]) != nil || m.held(by: a[0]) != nil)
        } else {
          .bool(false)
        }
      },
    ].map { ($0.name, .builtin($0)) })

  /// The attribute of a weak reference that contains the number of collections before it was made.
  fileprivate static let made = "<made>"
}

extension Machine {
  /// Whether Python allows a weak reference to the value.
  fileprivate func canBeWeak(_ value: Value) -> Bool {
    switch value {
    case .set, .frozenSet, .function, .method, .type, .module, .tensor: return true
    case .iterator: return typeName(of: value) == "generator"
    case .instance(let handle):
      let type = heap.type(of: handle)
      if let slots = type.traits.slots, !slots.contains("__weakref__") { return false }
      switch held(by: value) {
      case .int?, .largeInteger?, .bool?, .tuple?, .record?, .bytes?: return false
      default: return true
      }
    default: return false
    }
  }

  /// The referents of weak references; None for a referent that Python has freed. Throws if Python may or may not have
  /// freed it.
  fileprivate func referents(of references: [Handle]) throws -> [Value] {
    let held = references.map { heap.attribute(Heap.referent, of: $0) ?? .none }
    // Most referents are variables of running functions: no search is needed for them.
    let variables = Set(
      frames.filter { !$0.code.isLibrary }.flatMap { frame in
        frame.locals.prefix(frame.code.declaredLocals).compactMap { $0.value.flatMap(Heap.handle) }
      })
    if held.allSatisfy({ Heap.handle(of: $0).map(variables.contains) ?? false }) { return held }
    let known = heap.search(from: knownRoots.values, knownRoots.handles, skipsReferents: true)
    if held.allSatisfy(known.contains) { return held }
    let all = heap.search(
      from: knownRoots.values + [result] + frames.flatMap(\.values), knownRoots.handles + frames.flatMap(\.handles),
      skipsReferents: true)
    let cycles = heap.searchCycles(outside: all)
    return try zip(references, held).map { reference, value in
      if known.contains(value) { return value }
      // A traceback of an exception that is alive refers to the variables of the frames that the exception left.
      let hasTraceback = tracebacks.keys.contains { all.contains(.instance($0)) }
      var isUnknown = hasTraceback || all.contains(value) || cycles.contains(value)
      // The collector may have freed a cycle that refers to the object.
      if case .int(let made)? = heap.attribute(Name(WeakReferences.made), of: reference), made != heap.collections {
        isUnknown = true
      }
      if isUnknown {
        throw ListingError(
          .notImplemented,
          "weakref: fwdb does not know whether Python has already freed this '\(typeName(of: value))' object")
      }
      return .none
    }
  }

  /// The references that the running program has in Python too: names of files, and declared variables of functions.
  private var knownRoots: (values: [Value], handles: [Handle]) {
    var values = model.map { [$0] } ?? []
    var handles = Array(files.values) + [preludeNames, session]
    for frame in frames where !frame.code.isLibrary {
      values += frame.locals.prefix(frame.code.declaredLocals).compactMap(\.value)
      handles += [frame.globals] + frame.cells.filter { $0.index >= 0 } + (frame.names.map { [$0] } ?? [])
    }
    return (values, handles)
  }
}
