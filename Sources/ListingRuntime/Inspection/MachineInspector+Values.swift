import ListingSyntax
import Tensors

/// The identity of a number, string or object. Equal identities mean the same value.
public struct ValueIdentity: Sendable, Hashable {
  fileprivate let type: String
  fileprivate let key: HashableValue?
  /// The bits of a float: NaN is the same as itself, and -0.0 differs from 0.0.
  fileprivate let bits: UInt64?
}

/// Children, previews and tensors of values, with bounded cost.
extension MachineInspector {
  /// The identity of a value. Nil for tensors and for unhashable values such as lists and slices.
  public func identity(of value: Value) -> ValueIdentity? {
    if case .tensor = value { return nil }
    if case .float(let number) = value { return ValueIdentity(type: "float", key: nil, bits: number.bitPattern) }
    return HashableValue(value).map { ValueIdentity(type: machine.typeName(of: value), key: $0, bits: nil) }
  }

  /// The number of a value's children: items, entries, attributes.
  public func childCount(of value: Value) -> Int {
    switch value {
    case .list(let handle): machine.heap.list(handle).count
    case .tuple(let items): items.count
    case .record(let record): record.items.count
    case .view(let view): machine.heap.dictionary(view.dictionary).entries.count
    case .dictionary(let handle): machine.heap.dictionary(handle).entries.count
    case .set(let handle): machine.heap.set(handle).count
    case .frozenSet(let set): set.object.count
    case .instance(let handle):
      machine.heap.instance(handle).attributes.names.count + (machine.held(by: value).map { childCount(of: $0) } ?? 0)
    default: 0
    }
  }

  /// Whether the value is an instance of a class derived from `list`, `dict`, `set`, `frozenset` or `tuple`. False for
  /// members of enums.
  public func holdsValue(_ value: Value) -> Bool {
    guard let held = machine.held(by: value), !machine.isEnum(value) else { return false }
    switch held {
    case .list, .dictionary, .set, .frozenSet, .tuple, .record: return true
    default: return false
    }
  }

  /// The value's children with indices in `range`. Appending the accessor to an expression for the value makes an
  /// expression for the child.
  public func children(of value: Value, in range: Range<Int>) -> [(accessor: String, value: Value)] {
    func part<Items: Collection>(_ items: Items) -> [Items.Element] where Items.Index == Int {
      Array(items[range.clamped(to: items.startIndex..<items.endIndex)])
    }
    switch value {
    case .list(let handle):
      return part(Array(machine.heap.list(handle).enumerated())).map { ("[\($0.offset)]", $0.element) }
    case .record(let record) where record.isSize: return children(of: .tuple(record.items), in: range)
    case .record(let record): return part(Array(zip(record.fields, record.items))).map { (".\($0)", $1) }
    case .view(let view):
      return part(machine.heap.dictionary(view.dictionary).entries).map { entry in
        let key = preview(of: entry.key, limit: 60)
        return view.side == .keys ? ("", entry.key) : ("[\(key)]", entry.value)
      }
    case .tuple(let items): return part(Array(items.enumerated())).map { ("[\($0.offset)]", $0.element) }
    // No expression returns an item of a set, so the accessor is empty.
    case .set(let handle): return part(machine.heap.set(handle).items).map { ("", $0) }
    case .frozenSet(let set): return part(set.object.items).map { ("", $0) }
    case .dictionary(let handle):
      return part(machine.heap.dictionary(handle).entries).map { ("[\(preview(of: $0.key, limit: 60))]", $0.value) }
    case .instance(let handle):
      let instance = machine.heap.instance(handle)
      // If the class derives from a container such as `list`, the items come before the attributes.
      let held = machine.held(by: value)
      let count = held.map { childCount(of: $0) } ?? 0
      let items = held.map { children(of: $0, in: range) } ?? []
      let rest = max(0, range.lowerBound - count)..<max(0, range.upperBound - count)
      let attributes = Array(instance.attributes)
      return items
        + attributes[rest.clamped(to: attributes.indices)].map { name, value in
          (name.first?.isNumber == true ? "[\(name)]" : ".\(name)", value)
        }
    default: return []
    }
  }

  /// The value as one line of at most `limit` characters. The time is bounded by `limit` too.
  public func preview(of value: Value, limit: Int) -> String {
    var text = ""
    write(value, to: &text, limit: limit, depth: 0)
    return text.count > limit ? text.prefix(max(limit - 1, 0)) + "…" : text
  }

  private func write(_ value: Value, to text: inout String, limit: Int, depth: Int) {
    func writeItems<Items: Sequence>(_ items: Items, _ one: (Items.Element) -> Void) {
      for (index, item) in items.enumerated() {
        if text.utf8.count > limit { return }
        if index > 0 { text += ", " }
        one(item)
      }
    }
    func writeItem(_ value: Value) { write(value, to: &text, limit: limit, depth: depth + 1) }
    if depth > 4 {
      text += "…"
      return
    }
    switch value {
    case .tensor(let reference):
      // Show a tensor with one element as a number.
      let index = [Int](repeating: 0, count: reference.shape.count)
      if reference.layout.count == 1, let value = try? machine.tensor(reference).element(at: index) {
        switch value {
        case .bool(let flag): text += flag ? "True" : "False"
        case .int(let number): text += String(number)
        case .float(let number):
          text += machine.floatText(reference.dtype == .float64 ? number : Double("\(Float(number))") ?? number)
        case .complex(let real, let imaginary):
          text += machine.floatText(real) + (imaginary.sign == .minus ? "" : "+") + machine.floatText(imaginary) + "j"
        }
      } else {
        text += "Tensor\(shapeDescription(reference.shape))"
      }
    case .instance where machine.isEnum(value): text += (try? machine.string(of: value)) ?? "<unknown member>"
    case .instance(let handle) where machine.held(by: value) != nil:
      let name = machine.heap.type(of: handle).name
      text += name + "("
      writeItem(machine.plain(value))
      text += ")"
    case .instance(let handle):
      let name = machine.heap.type(of: handle).name
      text += machine.isModule(handle) ? name : "<\(name) object>"
    case .tuple(let items):
      text += "("
      writeItems(items, writeItem)
      text += items.count == 1 ? ",)" : ")"
    case .record(let record) where record.isSize: write(.tuple(record.items), to: &text, limit: limit, depth: depth)
    case .record(let record):
      text += record.type.qualifiedName + "("
      writeItems(Array(zip(record.fields, record.items))) { field, item in
        text += field + "="
        writeItem(item)
      }
      text += ")"
    case .list(let handle):
      text += "["
      writeItems(machine.heap.list(handle), writeItem)
      text += "]"
    case .dictionary(let handle):
      text += "{"
      writeItems(machine.heap.dictionary(handle).entries) { entry in
        writeItem(entry.key)
        text += ": "
        writeItem(entry.value)
      }
      text += "}"
    case .set(let handle) where machine.heap.set(handle).count > 0:
      text += "{"
      writeItems(machine.heap.set(handle).items, writeItem)
      text += "}"
    case .frozenSet(let set) where set.object.count > 0:
      text += "frozenset({"
      writeItems(set.object.items, writeItem)
      text += "})"
    case .string(let string): text += machine.representation(of: .string(String(string.prefix(limit + 1))))
    default: text += machine.representation(of: value)
    }
  }

  /// The tensors in a value, at most 256. Each tensor has a suffix that the caller appends to the value's name. The
  /// suffix is empty if the value itself is a tensor, and for the first item of a tuple or list. Other suffixes are
  /// `[1]`, `[0][1]` or `['mask']`.
  public func namedTensors(in value: Value) -> [(suffix: String, tensor: Tensor)] {
    var result: [(suffix: String, tensor: Tensor)] = []
    func visit(_ value: Value, _ suffix: String, isFirst: Bool, depth: Int) {
      if result.count >= 256 || depth > 4 { return }
      func visitItems(_ items: [Value]) {
        for (index, item) in items.prefix(256).enumerated() {
          visit(item, "\(suffix)[\(index)]", isFirst: isFirst && index == 0, depth: depth + 1)
        }
      }
      switch value {
      case .tensor: if let tensor = machine.tensor(in: value) { result.append((isFirst ? "" : suffix, tensor)) }
      case .tuple(let items): visitItems(items)
      case .record(let record): visitItems(record.items)
      case .list(let handle): visitItems(machine.heap.list(handle))
      case .dictionary(let handle):
        for entry in machine.heap.dictionary(handle).entries.prefix(256) {
          visit(entry.value, "\(suffix)[\(machine.representation(of: entry.key))]", isFirst: false, depth: depth + 1)
        }
      case .instance: if let held = machine.held(by: value) { visit(held, suffix, isFirst: isFirst, depth: depth) }
      default: break
      }
    }
    visit(value, "", isFirst: true, depth: 0)
    return result
  }

  /// The names that an expression at the prompt can use: variables, session names, submodules of the model, builtins,
  /// and the framework's functions.
  public func namesSeen(fromFrame index: Int?) -> [String] {
    var names = machine.sessionNames + Array(machine.library.builtins.keys)
    if case .instance(let root)? = machine.model { names += machine.submodules(of: root).map(\.name) }
    let dialect = index.map { machine.frames[$0].code.dialect } ?? machine.currentDialect
    names += (machine.library.modules[dialect.rawValue]?.members).map { Array($0.keys) } ?? []
    if let index {
      names +=
        variables(of: machine.frames[index]).map(\.name) + machine.heap.namespace(machine.frames[index].globals).names
    }
    return names
  }
}
