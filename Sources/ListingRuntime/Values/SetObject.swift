/// A `set`: items in the order in which they were put in, which is the order of loops over it. Python promises none.
struct SetObject: Sendable {
  /// Nil where an item was taken out.
  private var places: [(key: HashableValue, value: Value)?] = []
  private var positions: [HashableValue: Int] = [:]
  /// No item lies before this place.
  private var first = 0

  var count: Int { positions.count }

  var items: [Value] { places.compactMap { $0?.value } }

  var keys: Set<HashableValue> { Set(positions.keys) }

  func contains(_ key: HashableValue) -> Bool { positions[key] != nil }

  mutating func insert(_ key: HashableValue, _ value: Value) {
    if positions[key] != nil { return }
    positions[key] = places.count
    places.append((key, value))
  }

  /// Whether the item was there.
  mutating func remove(_ key: HashableValue) -> Bool {
    guard let position = positions.removeValue(forKey: key) else { return false }
    places[position] = nil
    if places.count > 2 * count + 16 { close() }
    return true
  }

  /// Takes out the item that has been there longest.
  mutating func removeFirst() -> Value? {
    while first < places.count {
      if let item = places[first] {
        _ = remove(item.key)
        return item.value
      }
      first += 1
    }
    return nil
  }

  /// Moves the items together.
  private mutating func close() {
    let items = places.compactMap { $0 }
    self = SetObject()
    for item in items { insert(item.key, item.value) }
  }

  // MARK: Sets of sets' items: those of the left side first, in their order

  mutating func formUnion(_ other: SetObject) { for case let item? in other.places { insert(item.key, item.value) } }

  func union(_ other: SetObject) -> SetObject {
    var result = self
    result.formUnion(other)
    return result
  }

  func intersection(_ other: SetObject) -> SetObject { filter { other.contains($0) } }

  func subtracting(_ other: SetObject) -> SetObject { filter { !other.contains($0) } }

  func symmetricDifference(_ other: SetObject) -> SetObject { subtracting(other).union(other.subtracting(self)) }

  func isSubset(of other: SetObject) -> Bool {
    count <= other.count && positions.keys.allSatisfy { other.contains($0) }
  }

  func isDisjoint(with other: SetObject) -> Bool { !positions.keys.contains { other.contains($0) } }

  private func filter(_ isWanted: (HashableValue) -> Bool) -> SetObject {
    var result = SetObject()
    for case let item? in places where isWanted(item.key) { result.insert(item.key, item.value) }
    return result
  }
}

/// A `frozenset`: a set that nobody can change, and so one that sets and dicts can hold.
public final class FrozenSet: Sendable {
  let object: SetObject
  init(_ object: SetObject) { self.object = object }
}
