/// Members of enums: lookup and text. Also makes the members and the class of an enum.
extension Machine {
  /// Whether the value is a member of an enum.
  public func isEnum(_ value: Value) -> Bool {
    if case .instance(let handle) = value { heap.type(of: handle).isEnum } else { false }
  }

  // MARK: Making the class

  /// Calls the prelude function that makes the members from the names of the class body. The machine pushes the
  /// function's return value, the class, on the caller's operand stack.
  mutating func finishEnum(_ type: ClassObject, _ caller: Int) throws {
    frames[caller].next -= 1
    try invoke(preludeFunction("enum_class"), [.type(type)], [], dropping: 0, caller)
  }

  /// Checks a name that the body of an enum assigns. If the value on the stack contains `auto()`, calls the function
  /// that computes the value of `auto()` and returns true. The instruction must then run again. Otherwise returns
  /// false, and the instruction can store the value.
  mutating func resolvesEnumValue(_ name: String, _ f: Int) throws -> Bool {
    guard case .classBody(let header) = frames[f].purpose, header.inherited.contains(where: \.isEnum),
      let names = frames[f].names, !Enums.isReserved(name, in: header.name)
    else { return false }
    let (type, inherited) = (header.name, header.inherited)
    if let old = heap.value(of: Name(name), in: names), Enums.isMemberValue(old, self) {
      throw ListingError(.typeError, "'\(name)' already defined as \(representation(of: old))")
    }
    let value = top(f)
    if !Enums.isMemberValue(value, self) { return false }
    let last: Handle
    if case .list(let handle)? = heap.value(of: Enums.lastValues, in: names) {
      last = handle
    } else {
      last = heap.add(.list([]))
      heap.setName(Enums.lastValues.text, in: names, to: .list(last))
    }
    let isAuto = Enums.isAuto(value, self) || (value.tupleItems ?? []).contains { Enums.isAuto($0, self) }
    if !isAuto {
      heap.changeList(last) { $0.append(value) }
      return false
    }
    var generator = heap.value(of: Self.generateName, in: names)
    if generator == nil, let base = inherited.first(where: \.isEnum) { generator = member(Self.generateName, of: base) }
    if case .descriptor(let descriptor)? = generator { generator = descriptor.function }
    let count = heap.namespace(names).count {
      !Enums.isReserved($0.name, in: type) && Enums.isMemberValue($0.value, self)
    }
    try invoke(
      preludeFunction("enum_auto"), [generator ?? .none, .string(name), .int(count), .list(last), value], [],
      dropping: 1, f)
    frames[f].next -= 1
    return true
  }

  private static let generateName: Name = "_generate_next_value_"

  /// The class of the values that members hold, such as `str` for `class Kind(str, Enum)`; nil if the enum has no such
  /// class.
  func enumDataType(_ type: ClassObject) -> ClassObject? { type.inherited.first { $0.held != nil && !$0.isEnum } }

  /// Adds a member to its class. If an earlier member has the same value, the name becomes an alias of it.
  mutating func placeEnumMember(_ member: Value, _ name: String, in type: ClassObject) throws {
    guard let namespace = type.namespace, case .instance(let handle) = member,
      case .list(let names)? = heap.value(of: Enums.names, in: namespace),
      case .dictionary(let map)? = heap.value(of: Enums.map, in: namespace),
      case .dictionary(let byValue)? = heap.value(of: Enums.byValue, in: namespace)
    else { return }
    let value = heap.attribute(Enums.value, of: handle) ?? .none
    let order = heap.list(names).count
    heap.changeInstance(handle) { $0.attributes["_sort_order_"] = .int(order) }
    let first = try enumMember(valued: value, of: type)
    let placed = first ?? member
    if first == nil {
      // For a flag, only members with exactly one bit set are listed.
      var isListed = true
      if isFlag(type) {
        guard case .int(let bits) = plain(value) else {
          throw ListingError(.typeError, "the value of a flag must be an integer, not \(representation(of: value))")
        }
        isListed = bits > 0 && bits & (bits - 1) == 0
      }
      if isListed { heap.changeList(names) { $0.append(.string(name)) } }
      if let key = key(of: value) { heap.changeDictionary(byValue) { $0.set(key, value, to: member) } }
    }
    heap.changeDictionary(map) { $0.set(.string(name), .string(name), to: placed) }
    heap.setName(name, in: namespace, to: placed)
  }

  private func isFlag(_ type: ClassObject) -> Bool { member("_is_flag_", of: type) != nil }

  // MARK: Lookup

  private func enumTable(_ name: Name, of type: ClassObject) -> DictionaryObject? {
    guard let namespace = type.namespace, case .dictionary(let handle)? = heap.value(of: name, in: namespace) else {
      return nil
    }
    return heap.dictionary(handle)
  }

  /// The members in the order of their definition, without aliases.
  func enumMembers(of type: ClassObject) -> [Value] {
    guard let namespace = type.namespace, case .list(let names)? = heap.value(of: Enums.names, in: namespace),
      let map = enumTable(Enums.map, of: type)
    else { return [] }
    return heap.list(names).compactMap { if case .string(let name) = $0 { map[.string(name)] } else { nil } }
  }

  func enumMember(named name: String, of type: ClassObject) -> Value? { enumTable(Enums.map, of: type)?[.string(name)] }

  /// `__members__`: the members and aliases by name.
  func enumMap(of type: ClassObject) -> Value? {
    guard let namespace = type.namespace, let map = heap.value(of: Enums.map, in: namespace) else { return nil }
    return map
  }

  /// The member with a value; nil if there is none.
  func enumMember(valued value: Value, of type: ClassObject) throws -> Value? {
    if case .instance(let handle) = value, heap.type(of: handle) === type { return value }
    try checkKnown(value)
    if let key = key(of: value) { return enumTable(Enums.byValue, of: type)?[key] }
    return try enumTable(Enums.map, of: type)?.entries.first { entry in
      guard case .instance(let handle) = entry.value, let own = heap.attribute(Enums.value, of: handle) else {
        return false
      }
      return try isEqual(own, value)
    }?.value
  }

  /// `Color['RED']`
  func enumMember(at index: Value, of type: ClassObject) throws -> Value {
    guard case .string(let name) = plain(index), let member = enumMember(named: name, of: type) else {
      try checkKnown(index)
      throw ListingError(.keyError, representation(of: index), arguments: [index])
    }
    return member
  }

  /// `item in Color`
  func enumContains(_ type: ClassObject, _ item: Value) throws -> Bool {
    guard case .instance(let handle) = item, isEnum(item) else {
      throw ListingError(.typeError, "unsupported operand type(s) for 'in': '\(typeName(of: item))' and 'EnumType'")
    }
    guard heap.type(of: handle).isSubclass(of: type), case .string(let name)? = heap.attribute(Enums.name, of: handle)
    else { return false }
    return enumMember(named: name, of: type) != nil
  }

  /// A call of the class: `Color(1)` returns a member, `Enum('Color', 'RED GREEN')` makes a class.
  mutating func callEnum(
    _ type: ClassObject, _ arguments: [Value], _ named: [(String, Value)], dropping: Int, _ f: Int,
    purpose: Frame.Purpose
  ) throws {
    if named.isEmpty, arguments.count == 1, let member = try enumMember(valued: arguments[0], of: type) {
      return finishCall(member, dropping: dropping, f, purpose: purpose)
    }
    try invoke(
      preludeFunction("enum_called"), [.type(type)] + arguments, named, dropping: dropping, f, purpose: purpose)
  }

  // MARK: Attributes and text

  /// The attribute `name` or `value` of a member; nil for other names.
  func enumAttribute(_ name: String, of handle: Handle) -> Value? {
    switch name {
    case "name": heap.attribute(Enums.name, of: handle)
    case "value": heap.attribute(Enums.value, of: handle)
    default: nil
    }
  }

  func checkEnumAttribute(_ name: String, of handle: Handle) throws {
    if name == "name" || name == "value", member(name, of: heap.type(of: handle)) == nil {
      throw ListingError(.attributeError, "<enum 'Enum'> cannot set attribute '\(name)'")
    }
  }

  /// `Color.RED`, or `Color` for a flag without bits; nil for an unfinished member.
  func enumName(of handle: Handle) -> String? {
    guard let name = heap.attribute(Enums.name, of: handle) else { return nil }
    let type = heap.type(of: handle)
    if case .string(let name) = name { return "\(type.name).\(name)" }
    return type.name
  }

  /// `str(member)`
  func enumText(_ handle: Handle) throws -> String {
    let type = heap.type(of: handle)
    if type.isSubclass(of: Enums.textual), let held = heap.held(by: handle)?.value { return try string(of: held) }
    guard let name = enumName(of: handle) else { return "<\(type.name) object>" }
    if case .string? = heap.attribute(Enums.name, of: handle) { return name }
    return "\(name)(\(representation(of: heap.attribute(Enums.value, of: handle) ?? .none)))"
  }

  func enumClassText(_ type: ClassObject) -> String { "<\(isFlag(type) ? "flag" : "enum") '\(type.name)'>" }

  /// The value to which a format specification applies. For an instance that holds a value, this is the held value. For
  /// a member of an enum, it is the text of the member.
  func valueToFormat(_ value: Value) throws -> Value {
    guard case .instance(let handle) = value, heap.type(of: handle).isEnum else { return plain(value) }
    return heap.type(of: handle).isSubclass(of: Enums.textual) ? plain(value) : .string(try enumText(handle))
  }
}
