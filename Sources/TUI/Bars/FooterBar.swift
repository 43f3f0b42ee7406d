import Screen

/// The footer: the most used keys of the focused pane.
struct FooterBar {
  struct Item {
    let key: String
    let label: String
    let isEssential: Bool
  }

  let items: [Item]
  let appearance: Appearance

  /// The least screen width, in columns, at which the gaps between keys are wide.
  private static let roomy = 100

  func render(_ area: Rect, into buffer: inout ScreenBuffer) {
    let bar = appearance[.statusBar]
    buffer.fill(area, style: bar)
    let gap = area.width < Self.roomy ? 1 : 2
    func width(_ item: Item) -> Int { item.key.displayWidth + 1 + item.label.displayWidth + gap }
    var room = area.width - 1 + gap
    var shown: Set<Int> = []
    for isEssential in [true, false] {
      for (place, item) in items.enumerated() where item.isEssential == isEssential && width(item) <= room {
        shown.insert(place)
        room -= width(item)
      }
    }
    var line = StyledText(" ", bar)
    for place in shown.sorted() {
      line.append(items[place].key, bar.overlaid(by: appearance, .key))
      line.append(" \(items[place].label)" + String(repeating: " ", count: gap), bar)
    }
    buffer.put(line, at: area.origin, maxWidth: area.width)
  }
}
