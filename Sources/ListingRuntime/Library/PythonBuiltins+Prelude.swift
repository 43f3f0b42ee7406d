/// Functions that only the prelude calls.
extension PythonBuiltins {
  static let preludeOnly: [BuiltinFunction] = [
    BuiltinFunction("sort_items(items, keys, reverse)") { m, a in
      let items = try m.allItems(of: a[0]), keys = try m.allItems(of: a[1])
      let backward = try a.bool(2, m)
      // Python's sort is stable, also with reverse=True. Comparing keys can throw, so the code uses its own merge sort.
      let order = try mergeSorted(Array(items.indices)) { left, right in
        (try m.ordered(keys[left], keys[right]) ?? 0) * (backward ? -1 : 1)
      }
      return m.list(order.map { items[$0] })
    },
    BuiltinFunction("extreme_item(values, keys, sign)") { m, a in
      let items = try m.allItems(of: a[0]), keys = try m.allItems(of: a[1]), sign = try a.int(2, m)
      guard var best = items.indices.first, keys.count == items.count else {
        throw ListingError(.valueError, "nothing to choose from")
      }
      for index in items.indices.dropFirst() where (try m.ordered(keys[index], keys[best]) ?? 0) * sign > 0 {
        best = index
      }
      return items[best]
    },
    BuiltinFunction("orders_by_frames(values)") { m, a in
      .bool(try m.allItems(of: a[0]).contains(where: m.ordersByFrames))
    },
    BuiltinFunction("text_methods(value)") { m, a in m.list(m.textMethods(in: a[0])) },
    BuiltinFunction("represented_with(value, methods, texts)") { m, a in
      var writer = m
      for (method, text) in zip(try m.allItems(of: a[1]), try m.allItems(of: a[2])) {
        guard case .method(let method) = method, case .instance(let handle) = method.receiver else { continue }
        let text = try m.string(of: text)
        if case .function(let function) = method.callee, function.code.name == "extra_repr" {
          writer.extraRepresentations[handle] = text
        } else {
          writer.representations[handle] = text
        }
      }
      return .string(writer.representation(of: a[0]))
    },
    BuiltinFunction("needs_index(object)") { m, a in .bool(m.needsIndex(a[0])) },
    BuiltinFunction("unsupported(text)") { m, a in throw ListingError.unsupported(try a.string(0, m)) },
    BuiltinFunction("as_ascii(text)") { m, a in .string(m.asciiText(try a.string(0, m))) },
    BuiltinFunction("template_parts(template)") { m, a in
      .tuple(try FormatTemplate(a.string(0, m)).parts.map(\.value))
    },
    BuiltinFunction("percent_operands(template)") { m, a in
      .tuple(
        try PercentTemplate(a.string(0, m)).operands.map { key, type in
          .tuple([key.map(Value.string) ?? .none, .string(String(type))])
        })
    },
    BuiltinFunction("percent_filled(template, values)") { m, a in
      .string(try m.percentFormatted(a.string(0, m), taken: m.allItems(of: a[1])))
    },
    BuiltinFunction("is_plain(value)") { m, a in
      switch a[0] {
      case .none, .bool, .int, .largeInteger, .float, .complex, .string, .bytes, .tensor: .bool(true)
      default: .bool(false)
      }
    },
    BuiltinFunction("asking(method)") { m, a in
      guard case .method(let method) = a[0] else { return a[0] }
      return .iterator(m.heap.add(.iterator(IteratorObject(kind: .asking(method.receiver, byPosition: false)))))
    },
  ]

  private static func mergeSorted(_ items: [Int], _ order: (Int, Int) throws -> Int) rethrows -> [Int] {
    var runs = items.map { [$0] }
    while runs.count > 1 {
      var merged: [[Int]] = []
      for index in stride(from: 0, to: runs.count, by: 2) {
        guard index + 1 < runs.count else {
          merged.append(runs[index])
          break
        }
        let (a, b) = (runs[index], runs[index + 1])
        var run: [Int] = [], i = 0, j = 0
        while i < a.count, j < b.count {
          if try order(b[j], a[i]) < 0 {
            run.append(b[j])
            j += 1
          } else {
            run.append(a[i])
            i += 1
          }
        }
        merged.append(run + a[i...] + b[j...])
      }
      runs = merged
    }
    return runs.first ?? []
  }
}
