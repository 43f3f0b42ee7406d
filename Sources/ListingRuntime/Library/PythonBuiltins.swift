import Tensors

/// Python's builtins, and the modules `math`, `cmath`, `struct` and `typing`. Each extension of this type contains one
/// group of builtins.
enum PythonBuiltins {
  static let all: [String: Value] = (functions + numbers + conversions + objects).reduce(into: [:]) {
    $0[$1.name] = .builtin($1)
  }

  /// Builtins for sequences, and `print`.
  private static let functions: [BuiltinFunction] = [
    BuiltinFunction(forwarding: "print(*values, **options)") { m, a in
      var separator = " ", end = "\n"
      var stream: Value?
      for (name, value) in a.named {
        switch (name, value) {
        case ("sep", .string(let text)): separator = text
        case ("end", .string(let text)): end = text
        case ("sep", .none), ("end", .none), ("file", .none), ("flush", _): break
        case ("file", let value): stream = value
        case ("sep", _), ("end", _):
          throw ListingError(.typeError, "\(name) must be None or a string, not \(m.typeName(of: value))")
        default: throw ListingError(.typeError, "'\(name)' is an invalid keyword argument for print()")
        }
      }
      let text = try a.rest.map { try m.string(of: $0) }.joined(separator: separator) + end
      // `sys.stdout` may be a stream of the listing, for example inside `contextlib.redirect_stdout`.
      if stream == nil, let names = m.files[StandardListings.path(of: "sys")] {
        stream = m.heap.namespace(names)["stdout"]
      }
      switch try stream.flatMap({ try m.knownAttribute("name", of: $0) }) {
      case nil where stream == nil: m.output += text
      case .string("<stdout>")?: m.output += text
      case .string("<stderr>")?: m.errorOutput += text
      default:
        return .call(m.preludeFunction("print_to"), [stream ?? .none, .string(text)])
      }
      return .value(.none)
    },
    BuiltinFunction("len(obj)") { m, a in .int(try length(of: a[0], &m)) },
    BuiltinFunction("range(*bounds)") { m, a in
      let bounds = try a.rest.map { bound in
        if case .largeInteger = bound {
          throw ListingError(.notImplemented, "a range beyond 64 bits is not supported")
        }
        guard m.isInteger(bound) || m.isTensor(bound) else { throw noInteger(bound, m) }
        return try m.index(bound)
      }
      switch bounds.count {
      case 1: return .range(RangeValue(start: 0, stop: bounds[0], step: 1))
      case 2: return .range(RangeValue(start: bounds[0], stop: bounds[1], step: 1))
      case 3 where bounds[2] != 0: return .range(RangeValue(start: bounds[0], stop: bounds[1], step: bounds[2]))
      case 3: throw ListingError(.valueError, "range(): the step cannot be zero")
      default: throw ListingError(.typeError, "range() takes 1 to 3 arguments, not \(bounds.count)")
      }
    },
    BuiltinFunction("enumerate(iterable, start=0)") { m, a in
      let inner = try m.iterator(over: a[0])
      return .iterator(m.heap.add(.iterator(IteratorObject(kind: .enumerate(inner, next: try a.int(1, m))))))
    },
    BuiltinFunction("zip(*iterables, **options)") { m, a in
      var isStrict = false
      for (name, value) in a.named {
        guard name == "strict" else {
          throw ListingError(.typeError, "zip() got an unexpected keyword argument '\(name)'")
        }
        isStrict = try m.truth(of: value)
      }
      let inner = try a.rest.map { try m.iterator(over: $0) }
      return .iterator(m.heap.add(.iterator(IteratorObject(kind: .zip(inner, isStrict: isStrict)))))
    },
    BuiltinFunction(forwarding: "iter(iterable, *sentinel)") { m, a in
      if a.rest.isEmpty { return .value(.iterator(try m.iterator(over: a[0]))) }
      if a.rest.count > 1 {
        throw ListingError(.typeError, "iter expected at most 2 arguments, got \(a.rest.count + 1)")
      }
      guard m.isCallable(a[0]) else {
        try m.checkKnown(a[0])
        throw ListingError(.typeError, "iter(v, w): v must be callable")
      }
      return .call(m.preludeFunction("called_until"), [a[0], a.rest[0]])
    },
    BuiltinFunction("next(iterator, *default)") { m, a in
      guard case .iterator(let handle) = a[0] else {
        throw ListingError(.typeError, "next() needs an iterator, not '\(m.typeName(of: a[0]))'")
      }
      let fallback = try a.defaultValue()
      if let item = try m.nextItem(of: handle) ?? fallback { return item }
      throw m.endOfItems(a[0])
    },
    BuiltinFunction("reversed(sequence)") { m, a in
      if case .range(let range) = a[0] {
        return .iterator(m.heap.add(.iterator(IteratorObject(kind: .range(range.reversed)))))
      }
      let items = try m.allItems(of: a[0])
      return .iterator(m.heap.add(.iterator(IteratorObject(kind: .values(items.reversed())))))
    },
    BuiltinFunction("sorted(iterable, *, key=None, reverse=False)", prelude: "sorted_by"),
    BuiltinFunction("map(function, *iterables)", prelude: "map_items"),
    BuiltinFunction("filter(function, iterable)", prelude: "filter_items"),
    BuiltinFunction(forwarding: "max(*values, **options)") { m, a in try extreme(&m, a, sign: 1) },
    BuiltinFunction(forwarding: "min(*values, **options)") { m, a in try extreme(&m, a, sign: -1) },
    BuiltinFunction(
      "__import__(name, globals=None, locals=None, fromlist=(), level=0)", prelude: "import_root"),
    BuiltinFunction("hash(object)") { m, a in .int(try m.hashable(a[0]).stableHash) },
    BuiltinFunction("sum(iterable, start=0)") { m, a in
      var total = a[1]
      switch total {
      case .string: throw ListingError(.typeError, "sum() can't sum strings [use ''.join(seq) instead]")
      case .bytes: throw ListingError(.typeError, "sum() can't sum bytes [use b''.join(seq) instead]")
      case .byteArray: throw ListingError(.typeError, "sum() can't sum bytearray [use b''.join(seq) instead]")
      default: break
      }
      for item in try m.allItems(of: a[0]) { total = try m.binary(.add, total, item, inPlace: false) }
      return total
    },
    BuiltinFunction("all(iterable)") { m, a in .bool(try m.allItems(of: a[0]).allSatisfy { try m.truth(of: $0) }) },
    BuiltinFunction("any(iterable)") { m, a in .bool(try m.allItems(of: a[0]).contains { try m.truth(of: $0) }) },
  ]

  private static func extreme(_ m: inout Machine, _ a: Arguments, sign: Int) throws -> BuiltinFunction.Answer {
    var fallback: Value?
    var key: Value?
    for (name, value) in a.named {
      switch name {
      case "default": fallback = value
      case "key": if case .none = value { key = nil } else { key = value }
      default: throw ListingError(.typeError, "\(a.function)() got an unexpected keyword argument '\(name)'")
      }
    }
    if a.rest.isEmpty { throw ListingError(.typeError, "\(a.function) expected at least 1 argument, got 0") }
    let items = a.rest.count == 1 ? try m.allItems(of: a.rest[0]) : a.rest
    guard var best = items.first else {
      if let fallback { return .value(fallback) }
      throw ListingError(
        .valueError, "\(a.function)() iterable argument is empty", python: "\(a.function)() arg is an empty sequence")
    }
    if key != nil || items.contains(where: m.ordersByFrames) {
      let values = m.list(items)
      return .call(m.preludeFunction("extreme"), [values, key ?? .none, .int(sign)])
    }
    if m.ordersByCode(items) {
      let values = m.list(items)
      return .call(m.preludeFunction("extreme_by_code"), [values, values, .bool(sign > 0)])
    }
    for item in items.dropFirst() {
      let isBetter =
        if m.isTensor(item) || m.isTensor(best) {
          try m.truth(of: m.compare(sign > 0 ? .greater : .less, item, best))
        } else { try (m.ordered(item, best, sign > 0 ? .greater : .less) ?? 0) * sign > 0 }
      if isBetter { best = item }
    }
    return .value(best)
  }

  private static func length(of value: Value, _ m: inout Machine) throws -> Int {
    switch value {
    case .type(let type) where type.isEnum: return m.enumMembers(of: type).count
    case .string(let text): return CodePoints.count(text)
    case .bytes(let bytes): return bytes.count
    case .byteArray(let handle): return m.heap.bytes(handle).count
    case .tuple(let items): return items.count
    case .record(let record): return record.items.count
    case .view(let view): return m.heap.dictionary(view.dictionary).entries.count
    case .list(let handle): return m.heap.list(handle).count
    case .dictionary(let handle): return m.heap.dictionary(handle).entries.count
    case .set(let handle): return m.heap.set(handle).count
    case .frozenSet(let set): return set.object.count
    case .range(let range): return range.count
    case .tensor(let reference) where reference.layout.rank > 0: return reference.shape[0]
    case .instance(let handle):
      if let held = m.held(by: value) { return try length(of: held, &m) }
      if let items = m.library.moduleItems(handle, in: m) { return items.count }
      fallthrough
    default: throw ListingError(.typeError, "'\(m.typeName(of: value))' object has no len()")
    }
  }
}
