import Screen

extension App {
  /// The whole screen, drawn for a terminal of the given size.
  public func view(_ size: Size) -> ScreenBuffer { picture(size).buffer }

  /// The position of the terminal's own cursor; nil hides the cursor.
  public func cursor(_ size: Size) -> Point? { picture(size).cursor }

  /// The screen, and the position of the terminal's cursor.
  public func picture(_ size: Size) -> (buffer: ScreenBuffer, cursor: Point?) {
    var buffer = ScreenBuffer(size: size)
    let layout = ScreenLayout(size, state.screen)
    let appearance = state.appearance
    if layout.isTooSmall {
      let needed = "\(ScreenLayout.least.width)x\(ScreenLayout.least.height)"
      let words = ["too small:", "fwdb needs", needed]
      let line = words.joined(separator: " ")
      for (row, text) in (line.count <= size.width ? [line] : words).enumerated() {
        buffer.put(text, at: Point(x: 0, y: row))
      }
      return (buffer, nil)
    }
    TitleBar(snapshot: state.snapshot, appearance: appearance).render(layout.title, into: &buffer)
    for place in layout.places {
      state.panes[place.kind].render(place, in: state.context(of: place.kind, in: layout), into: &buffer)
    }
    for line in layout.separators {
      buffer.verticalLine(
        at: line.origin, length: line.height, appearance.glyphs.box.vertical, style: appearance[.border])
      buffer.put(Cell(appearance.glyphs.box.teeDown, style: appearance[.border]), at: line.origin)
    }
    let cursor = MessageLine(state: state, appearance: appearance).render(layout.message, into: &buffer)
    FooterBar(items: footerItems, appearance: appearance).render(layout.footer, into: &buffer)
    if let prompt = state.prompt {
      CompletionMenu(prompt: prompt, appearance: appearance).render(above: layout.message, into: &buffer)
    }
    if let top = state.helpTop {
      HelpOverlay(pane: state.focus, top: top, appearance: appearance).render(into: &buffer)
    }
    return (buffer, cursor)
  }

  /// The footer's keys. The key for the next slice names the slice axis, as in `. next head`. The key is omitted if
  /// there is only one slice.
  private var footerItems: [FooterBar.Item] {
    KeyTable.footer(in: state.focus).compactMap { binding in
      var label = binding.label
      if case .pane(.inspector(.moveSlice)) = binding.action {
        let inspector = state.panes.inspector
        guard let axis = inspector.sliceAxis, inspector.shape[axis] > 1 else { return nil }
        if let name = inspector.tensor?.name(ofAxis: axis) { label = "next \(name)" }
      }
      return FooterBar.Item(key: binding.keys[0].name, label: label, isEssential: binding.isEssential)
    }
  }
}
