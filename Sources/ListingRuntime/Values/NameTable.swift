import Synchronization

/// A name with its hash. The compiler computes the hash once. Lookups at run time reuse the hash.
struct Name: Equatable, Sendable, ExpressibleByStringLiteral {
  let text: String
  let hash: UInt

  /// Computes the hash: FNV-1a over the UTF-8 bytes.
  init(_ text: String) {
    self.text = text
    var hash: UInt = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt(byte)) &* 0x100_0000_01b3 }
    self.hash = hash ^ hash >> 32
  }

  init(stringLiteral text: String) { self.init(text) }

  static func == (left: Name, right: Name) -> Bool { left.hash == right.hash && left.text == right.text }

  static let call: Name = "__call__"
  static let forward: Name = "forward"
  static let initializer: Name = "__init__"
  static let new: Name = "__new__"
}

/// Elements by name, in the order of their first assignment.
///
/// A hash table with open addressing: `slots` holds indices into `entries`. A removed name keeps its entry, without an
/// element, until the table grows. A name that is added again comes last, as in a Python dict.
struct NameTable<Element: Sendable>: Sendable {
  private(set) var entries: [(name: Name, element: Element?)] = []
  /// Indices into `entries`; −1 in a free slot. The number of slots is a power of two, and at most half of the slots
  /// are used.
  private var slots: [Int32] = []

  init() {}

  init(_ elements: [String: Element]) {
    for (name, element) in elements.sorted(by: { $0.key < $1.key }) { self[Name(name)] = element }
  }

  subscript(name: Name) -> Element? {
    get {
      if entries.isEmpty { return nil }
      let position = Int(slots[slot(of: name)])
      return position < 0 ? nil : entries[position].element
    }
    set {
      if entries.count * 2 >= slots.count { grow() }
      let slot = slot(of: name)
      let position = Int(slots[slot])
      if position >= 0, newValue == nil || entries[position].element != nil {
        entries[position].element = newValue
      } else if let newValue {
        slots[slot] = Int32(entries.count)
        entries.append((name, newValue))
      }
    }
  }

  /// The slot that holds the name, or the free slot where the name belongs.
  private func slot(of name: Name) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: name.hash) & mask
    while slots[slot] >= 0, entries[Int(slots[slot])].name != name { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    entries.removeAll { $0.element == nil }
    slots = [Int32](repeating: -1, count: max(8, slots.count))
    while slots.count < entries.count * 4 { slots += slots }
    for position in entries.indices { slots[slot(of: entries[position].name)] = Int32(position) }
  }
}

/// A `NameTable` that is built at its first lookup. Most of the thousand tables of the library are never read.
final class LazyNameTable<Element: Sendable>: Sendable {
  private final class Table: Sendable {
    let elements: NameTable<Element>
    init(_ elements: [String: Element]) { self.elements = NameTable(elements) }
  }

  private let elements: [String: Element]
  private let table = AtomicLazyReference<Table>()

  init(_ elements: [String: Element]) { self.elements = elements }

  subscript(name: Name) -> Element? { (table.load() ?? table.storeIfNil(Table(elements))).elements[name] }
}
