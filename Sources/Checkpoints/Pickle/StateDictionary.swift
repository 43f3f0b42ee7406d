import Tensors

/// Finds the arrays in a pickle and names them: `outer.inner` for nested dictionaries and lists. Other values become
/// metadata.
struct StateDictionary {
  /// An array found in a pickle.
  struct Leaf {
    var block: Int
    var layout: Layout
    var alias: String?
  }

  /// The keys under which training scripts store the parameters.
  static let wrappers = ["model", "state_dict", "model_state_dict", "model_state", "net", "params", "module"]
  private static let maximumDepth = 64
  /// Limits on names. An object with several names is visited once for each name, and a pickle of 100 bytes can contain
  /// 2³⁰ names.
  struct Limits {
    var visits = 1 << 20
    /// The number of bytes of all names and metadata together.
    var text = 1 << 28
  }

  let pickle: Pickle
  var contents = CheckpointContents()
  private var path: [Int] = []
  private let limits: Limits
  private var visits = 0
  private var textCount = 0

  init(_ pickle: Pickle, limits: Limits = Limits()) {
    self.pickle = pickle
    self.limits = limits
  }

  /// Visits `value` and all values inside it. `decoder` recognises arrays and may append to the blocks.
  mutating func walk<Decoder: PickleArrayDecoder>(
    _ value: PickleValue, name: String = "", decoder: inout Decoder
  ) throws(FormatFault) {
    visits += 1 + (pickle.object(value).map(pickle.breadth) ?? 0)
    guard visits <= limits.visits else {
      throw .tooLarge(at: position(value), what: "the number of named values,", value: visits, limit: limits.visits)
    }
    textCount += name.utf8.count
    guard textCount <= limits.text else {
      throw .tooLarge(at: position(value), what: "the length of all names,", value: textCount, limit: limits.text)
    }
    if let leaf = try decoder.array(value, in: pickle, blocks: &contents.blocks) {
      contents.items.append(
        CheckpointContents.Item(
          name: name.isEmpty ? "array" : name, alias: leaf.alias, block: leaf.block, layout: leaf.layout,
          position: position(value)))
      return
    }
    guard case .object(let index) = value else {
      let note = note(value)
      textCount += note.utf8.count
      contents.metadata[name] = note
      return
    }
    if path.contains(index) { throw .containsItself(at: pickle.objects[index].position) }
    guard path.count < Self.maximumDepth else {
      throw .tooLarge(
        at: pickle.objects[index].position, what: "a nesting of", value: path.count + 1, limit: Self.maximumDepth)
    }
    path.append(index)
    defer { path.removeLast() }
    if let pairs = try pickle.pairs(value) {
      for (key, value) in pairs {
        let key = try pickle.keyText(key, at: pickle.objects[index].position)
        try walk(value, name: name.isEmpty ? key : name + "." + key, decoder: &decoder)
      }
    } else {
      for (place, item) in try elements(pickle.objects[index]).enumerated() {
        try walk(item, name: name.isEmpty ? String(place) : "\(name).\(place)", decoder: &decoder)
      }
    }
  }

  /// Removes the key of a wrapper from the names inside it: `model.encoder.x` becomes `encoder.x`.
  ///
  /// If the top-level dictionary has exactly one key of `wrappers` whose value contains tensors, this key is removed.
  /// Otherwise no key is removed. Names outside the wrapper do not change.
  ///
  /// Then removes the prefix `module.` that DataParallel adds.
  mutating func unwrap() throws(FormatFault) {
    var inside = Array(contents.items.indices)
    if let wrapper = try loneWrapper() {
      let prefix = wrapper + "."
      inside = inside.filter { contents.items[$0].name.hasPrefix(prefix) }
      // When a shortened name already exists, all names stay unchanged.
      if contents.takeOff(prefix, of: inside) { contents.wrapper = wrapper } else { return }
    }
    contents.takeOffDataParallel(inside)
  }

  /// The key of `wrappers` in the top-level dictionary whose value contains tensors; nil when there is no such key or
  /// more than one.
  private func loneWrapper() throws(FormatFault) -> String? {
    guard let pairs = try pickle.pairs(pickle.root) else { return nil }
    var found: [String] = []
    for (key, value) in pairs {
      guard let key = try pickle.text(key), Self.wrappers.contains(key), try pickle.pairs(value) != nil,
        contents.items.contains(where: { $0.name.hasPrefix(key + ".") })
      else { continue }
      found.append(key)
    }
    return found.count == 1 ? found[0] : nil
  }

  private func position(_ value: PickleValue) -> Int { pickle.object(value)?.position ?? pickle.end }

  private func elements(_ object: PickleObject) throws(FormatFault) -> [PickleValue] {
    switch object.kind {
    case .list, .tuple, .set: return object.items
    case .call(.tuple), .call(.list), .call(.set), .call(.frozenSet), .call(.size):
      guard let content = object.items.first else { return [] }
      guard let items = pickle.sequence(content) else {
        throw .unexpected(at: object.position, expected: "a list", found: pickle.describe(content))
      }
      return items
    case .call(.encode), .call(.bytes), .call(.byteArray): return []
    default:
      throw .unexpected(at: object.position, expected: "an array, container or number", found: "\(object.kind)")
    }
  }

  private func note(_ value: PickleValue) -> String {
    switch value {
    case .none: return "None"
    case .bool(let flag): return flag ? "True" : "False"
    case .integer(let number): return String(number)
    case .float(let number): return "\(number)"
    case .text(let range), .string(let range):
      return (try? pickle.storage.text(range)) ?? "\(range.count) bytes"
    case .bytes, .long, .global, .object: return pickle.describe(value)
    }
  }
}

/// Recognises the arrays of one library (numpy or torch) among the objects of a pickle.
protocol PickleArrayDecoder {
  /// Returns the array that `value` represents. Its elements are in one of `blocks`. Nil when `value` is not an array.
  mutating func array(
    _ value: PickleValue, in pickle: Pickle, blocks: inout [DataBlock]
  ) throws(FormatFault) -> StateDictionary.Leaf?
}

extension CheckpointContents {
  /// Removes `prefix` from the names of the items at the indices `inside`. All these names begin with `prefix`. If two
  /// names would become equal, changes nothing and returns false.
  mutating func takeOff(_ prefix: String, of inside: [Int]) -> Bool {
    let insideSet = Set(inside)
    var names = Set(items.indices.filter { !insideSet.contains($0) }.map { items[$0].name })
    for index in inside where !names.insert(String(items[index].name.dropFirst(prefix.count))).inserted { return false }
    for index in inside { items[index].name.removeFirst(prefix.count) }
    return true
  }

  /// If the names of all items at the indices `inside` begin with `module.`, removes this prefix, which torch's
  /// DataParallel adds.
  mutating func takeOffDataParallel(_ inside: [Int]) {
    let prefix = "module."
    if inside.isEmpty || !inside.allSatisfy({ items[$0].name.hasPrefix(prefix) && items[$0].name.count > prefix.count })
    {
      return
    }
    if takeOff(prefix, of: inside) { wrapper = (wrapper.map { $0 + "." } ?? "") + "module" }
  }
}
