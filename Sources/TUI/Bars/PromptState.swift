/// The line being typed at the prompt.
struct PromptState {
  enum Kind {
    case command, search
    /// A command for a breakpoint, after `commands`.
    case breakpointCommand
    /// Input for the inspector: an element's index, an expression to compare with, or a layer to compare with.
    case index, comparison, layer
    /// A filter for the variables.
    case filter

    /// The text that the prompt shows before the typed line.
    var label: String {
      switch self {
      case .command: ":"
      case .breakpointCommand: "> "
      case .search: "/"
      case .index: "go to index: "
      case .comparison: "compare with: "
      case .layer: "compare with layer: "
      case .filter: "names containing: "
      }
    }
  }
  let kind: Kind
  var text: [Character] = []
  /// The number of characters before the cursor.
  var cursor = 0
  /// The position in the history, counted from its end. 0 is the line being typed.
  var recalled = 0
  var draft: [Character] = []
  /// The completions in the menu, and the index of the completion that the line contains; nil if the line contains no
  /// completion.
  var candidates: [String] = []
  var chosen: Int?
  /// The number of characters before the cursor that the chosen candidate replaces.
  var typed = 0
  /// A command to run after the typed command. If the user edits a display or watchpoint, the typed command adds the
  /// new expression, and this command removes the old one.
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

  /// Replaces the typed word with the next or previous candidate.
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

  /// Deletes the part of a range that lies within the text.
  mutating func delete(_ range: Range<Int>) {
    let range = range.clamped(to: 0..<text.count)
    text.removeSubrange(range)
    cursor = min(cursor <= range.lowerBound ? cursor : max(range.lowerBound, cursor - range.count), text.count)
  }
}
