/// A line being typed.
struct PromptState {
  enum Kind {
    case command, search
    /// A line of a breakpoint's commands.
    case breakpointCommand
    /// For the inspector: an element to go to, an expression or a layer to compare with.
    case index, comparison, layer
    /// For the variables.
    case filter

    /// What stands before the text that is typed.
    var label: String {
      switch self {
      case .command: ":"
      case .breakpointCommand: "> "
      case .search: "/"
      case .index: "go to index: "
      case .comparison: "compare with: "
      case .layer: "compare with layer: "
      case .filter: "only names with: "
      }
    }
  }
  let kind: Kind
  var text: [Character] = []
  /// Characters before the cursor.
  var cursor = 0
  /// The place in the history, counted back from its end; 0 is the line being typed.
  var recalled = 0
  var draft: [Character] = []
  /// What Tab found the last time, when it was more than one; with the one that stands in the line.
  var candidates: [String] = []
  var chosen: Int?
  /// Characters before the cursor that the chosen candidate replaces.
  var typed = 0
  /// A command to be carried out after the one that is typed, as what takes the old form of it away.
  var following: String?

  init(kind: Kind, text: String = "", following: String? = nil) {
    self.kind = kind
    self.text = Array(text)
    cursor = self.text.count
    self.following = following
  }
}

extension PromptState {
  mutating func openMenu(_ candidates: [String], typed: Int) {
    self.candidates = candidates
    self.typed = typed
    chosen = nil
  }

  mutating func closeMenu() { (candidates, chosen) = ([], nil) }

  /// The next candidate, or the one before, takes the place of what was typed.
  mutating func choose(_ step: Int) {
    if candidates.isEmpty { return }
    let next = chosen.map { ($0 + step + candidates.count) % candidates.count } ?? (step > 0 ? 0 : candidates.count - 1)
    delete(max(0, cursor - typed)..<cursor)
    insert(Array(candidates[next]))
    typed = candidates[next].count
    chosen = next
  }

  mutating func insert(_ characters: [Character]) {
    guard text.count + characters.count <= 10_000 else { return }
    text.insert(contentsOf: characters, at: cursor)
    cursor += characters.count
  }

  /// Deletes what of a range there is.
  mutating func delete(_ range: Range<Int>) {
    let range = range.clamped(to: 0..<text.count)
    text.removeSubrange(range)
    cursor = min(cursor <= range.lowerBound ? cursor : max(range.lowerBound, cursor - range.count), text.count)
  }
}
