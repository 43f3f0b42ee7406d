/// The items of a `set`. Loops visit the items in insertion order. Python promises no order.
struct SetObject: Sendable {
  /// The items in insertion order; nil where an item was removed.
  private var slots: [(key: HashableValue, value: Value)?] = []
  private var positions: [HashableValue: Int] = [:]
  /// An index into `slots`: all earlier slots are nil.
  private var first = 0

  var count: Int { positions.count }

  var items: [Value] { slots.compactMap { $0?.value } }

  var keys: Set<HashableValue> { Set(positions.keys) }

  func contains(_ key: HashableValue) -> Bool { positions[key] != nil }

  mutating func insert(_ key: HashableValue, _ value: Value) {
    if positions[key] != nil { return }
    positions[key] = slots.count
    slots.append((key, value))
  }

  /// Removes an item. Returns false if the set does not contain it.
  mutating func remove(_ key: HashableValue) -> Bool {
    guard let position = positions.removeValue(forKey: key) else { return false }
    slots[position] = nil
    if slots.count > 2 * count + 16 { close() }
    return true
  }

  /// Removes the item that was inserted first and returns it; nil if the set is empty.
  mutating func removeFirst() -> Value? {
    while first < slots.count {
      if let item = slots[first] {
        _ = remove(item.key)
        return item.value
      }
      first += 1
    }
    return nil
  }

  /// Removes the nil slots of removed items.
  private mutating func close() {
    let items = slots.compactMap { $0 }
    self = SetObject()
    for item in items { insert(item.key, item.value) }
  }

  // MARK: Combining sets: the left set's items come first, in their order

  mutating func formUnion(_ other: SetObject) { for case let item? in other.slots { insert(item.key, item.value) } }

  func union(_ other: SetObject) -> SetObject {
    var result = self
    result.formUnion(other)
    return result
  }

  /// - Parameter takesOther: whether the result has the items of `other`. An item of `other` can be another object
  ///   than the equal item of this set, such as 1 and True.
  func intersection(_ other: SetObject, takesOther: Bool) -> SetObject {
    if !takesOther { return filter { other.contains($0) } }
    var result = SetObject()
    for case let (key, _)? in slots {
      if let position = other.positions[key], let item = other.slots[position] { result.insert(key, item.value) }
    }
    return result
  }

  func subtracting(_ other: SetObject) -> SetObject { filter { !other.contains($0) } }

  func symmetricDifference(_ other: SetObject) -> SetObject { subtracting(other).union(other.subtracting(self)) }

  func isSubset(of other: SetObject) -> Bool {
    count <= other.count && positions.keys.allSatisfy { other.contains($0) }
  }

  func isDisjoint(with other: SetObject) -> Bool { !positions.keys.contains { other.contains($0) } }

  private func filter(_ isWanted: (HashableValue) -> Bool) -> SetObject {
    var result = SetObject()
    for case let item? in slots where isWanted(item.key) { result.insert(item.key, item.value) }
    return result
  }
}

/// A `frozenset`. It cannot change, so sets and dicts can hold it.
public final class FrozenSet: Sendable {
  let object: SetObject
  init(_ object: SetObject) { self.object = object }
}
