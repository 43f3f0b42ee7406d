import Commands
import Screen

/// The layers of the layer loop, one on each line: finished, current and pending. Each line shows a statistic of the
/// layer's output, the layer's time, and the text that the output head computes from the output.
struct LayersPane: Pane {
  var list = ListState()
  private(set) var statistic = LayerStatistic.rootMeanSquare
  /// Whether to show the output head's text for each layer.
  var isTranscribed = false
  /// Whether the output head's texts are being computed now.
  private(set) var isTranscribing = false
  /// The output head's texts, by `LayerView.record`.
  private(set) var transcripts: [Int: Transcript] = [:]

  static let keys = [
    KeyBinding(
      Key(.enter), in: .panes([.layers]), does: .pane(.open), "go there",
      "go to the layer: backward if it is done, otherwise forward", footer: 5),
    KeyBinding(
      .character("m"), in: .panes([.layers]), does: .pane(.nextStatistic), "statistic",
      "next statistic of each output: rms, mean, std, min, max, absmax, zeros, NaN and Inf", footer: 6),
  ]

  mutating func perform(_ action: PaneAction, in context: PaneContext) -> [PaneRequest] {
    switch action {
    case .open:
      let layers = context.snapshot.layers
      guard layers.indices.contains(list.selected) else {
        // The loop has not started: go to its first layer.
        return context.snapshot.layerLoop == nil ? [] : [.run("goto layer 1")]
      }
      return [.run("goto layer \(max(1, layers[list.selected].number))")]
    case .nextStatistic: statistic = statistic.next
    default: break
    }
    return []
  }

  mutating func scroll(_ rows: Int, in context: PaneContext) { list.move(rows, count: context.snapshot.layers.count) }

  mutating func click(_ point: Point, isAgain: Bool, in context: PaneContext) -> [PaneRequest] {
    let before = list.selected
    let area = context.content.inset(top: loopLines(context))
    guard list.choose(at: point, in: area, count: context.snapshot.layers.count) else { return [] }
    return isAgain && list.selected == before ? perform(.open, in: context) : []
  }

  mutating func settle(in context: PaneContext) {
    list.settle(count: context.snapshot.layers.count, height: context.content.height)
  }

  func copiedValue(in context: PaneContext) -> String? {
    guard let layer = list.selection(of: context.snapshot.layers) else { return nil }
    if isTranscribed, let record = layer.record { return transcripts[record]?.text }
    return value(layer).map { NumberText.short($0, digits: 9) }
  }

  func copiedCommand(in context: PaneContext) -> String? {
    list.selection(of: context.snapshot.layers).map { "goto layer \(max(1, $0.number))" } ?? "layers"
  }

  private func value(_ layer: LayerView) -> Double? { layer.output.flatMap(statistic.value) }

  // MARK: Transcripts

  /// Returns the records of the layers whose texts the caller must compute now; empty while texts are being computed.
  mutating func beginTranscribing(_ layers: [LayerView]) -> [Int] {
    guard isTranscribed, !isTranscribing else { return [] }
    let missing = layers.compactMap(\.record).filter { transcripts[$0] == nil }
    isTranscribing = !missing.isEmpty
    return missing
  }

  mutating func endTranscribing(_ found: [Int: Transcript]) {
    isTranscribing = false
    if transcripts.count > 4096 { transcripts = [:] }
    transcripts.merge(found) { $1 }
  }

  // MARK: Drawing

  /// The number of lines above the layers: one line for each loop that contains the cursor, except the layer loop.
  private func loopLines(_ context: PaneContext) -> Int {
    min(context.snapshot.otherLoops.count, max(0, context.content.height - 1))
  }

  func render(_ place: ScreenLayout.Place, in context: PaneContext, into buffer: inout ScreenBuffer) {
    PaneHeader(place, context, note: context.snapshot.loopPosition ?? "").render(into: &buffer)
    let appearance = context.appearance
    let loops = context.snapshot.otherLoops
    var area = place.content
    for loop in loops.prefix(loopLines(context)) {
      var line = StyledText("  " + loop.progress, appearance[.number])
      line.append("  for \(loop.target) in \(loop.iterable)", appearance[.faint])
      buffer.put(line.truncated(to: area.width, ellipsis: appearance.glyphs.ellipsis), at: area.origin)
      area = area.inset(top: 1)
    }
    let layers = context.snapshot.layers
    if layers.isEmpty {
      if loops.isEmpty { area.putWrapped(emptyHint(context), context, into: &buffer) }
      return
    }
    if isTranscribed, area.height > 4 { area = renderTranscript(in: area, context, into: &buffer) }
    let shown = context.isFocused ? list.selected : layers.firstIndex { $0.state == .current } ?? list.selected
    let greatest = layers.compactMap(value).map(abs).filter(\.isFinite).max() ?? 0
    list.render(count: layers.count, showing: shown, margin: 1, in: area, context, into: &buffer) { index in
      line(layers[index], greatest: greatest, width: area.width, appearance)
    }
  }

  private func emptyHint(_ context: PaneContext) -> String {
    if let loop = context.snapshot.layerLoop {
      return "the loop over \(loop.iterable) has not started: Enter runs to its first layer"
    }
    return "no loop is running"
  }

  private func line(_ layer: LayerView, greatest: Double, width: Int, _ appearance: Appearance) -> StyledText {
    let glyphs = appearance.glyphs
    let (mark, role): (Character, Theme.Role) =
      switch layer.state {
      case .done: (glyphs.mark(.done), .done)
      case .current: (glyphs.mark(.currentLine), .active)
      case .coming: (glyphs.mark(.toCome), .pending)
      }
    var line = StyledText("\(mark) ", appearance[role])
    let name = layer.number == 0 ? "in" : "\(layer.number)"
    line.append(name.padded(to: 3, .right) + " ", appearance[layer.state == .current ? .active : .text])
    guard let output = layer.output else {
      line.append(layer.state == .current ? "running" : "", appearance[.faint])
      return line
    }
    line.append(statistic.name + " ", appearance[.faint])
    line.append(numberText(value(layer)).padded(to: 9), appearance[.value])
    if isTranscribed, let transcript = layer.record.flatMap({ transcripts[$0] }) {
      line.append(transcript.shownText, transcript.style(appearance))
      return line
    }
    let time = layer.seconds.map(NumberText.seconds) ?? ""
    let rest = line.displayWidth + output.marks.displayWidth + max(9, time.displayWidth) + 2
    let barWidth = max(0, min(24, width - rest))
    let share = greatest > 0 ? abs(value(layer) ?? 0) / greatest : 0
    line.append(Bar(share).text(width: barWidth, glyphs: glyphs) + " ", appearance[.histogram])
    if !output.marks.isEmpty { line.append(output.marks + " ", appearance[.warning]) }
    line.append(time.padded(to: 9, .right), appearance[.faint])
    return line
  }

  /// Draws a rule below the layers, and below the rule the whole text of one layer. Returns the area left for layers.
  private func renderTranscript(in area: Rect, _ context: PaneContext, into buffer: inout ScreenBuffer) -> Rect {
    let appearance = context.appearance
    let layers = context.snapshot.layers
    let done = layers.last { $0.state == .done && $0.record != nil }
    let chosen = list.selection(of: layers)
    guard let layer = context.isFocused && chosen?.record != nil ? chosen : done else { return area }
    let transcript = layer.record.flatMap { transcripts[$0] }
    let words = transcript?.shownText ?? "the output head is reading\(appearance.glyphs.ellipsis)"
    let title = layer.number == 0 ? " before the layers " : " after layer \(layer.number) "
    let lines = words.wrappedAnywhere(to: max(1, area.width - 1)).prefix(max(1, min(4, area.height - 4)))
    let rule = area.row(area.height - 1 - lines.count)
    buffer.horizontalLine(
      at: rule.origin, length: rule.width, appearance.glyphs.box.horizontal, style: appearance[.border])
    buffer.put(
      "the output head reads\(title)", at: Point(x: rule.x + 1, y: rule.y), style: appearance[.title],
      maxWidth: max(0, rule.width - 2))
    for (row, line) in lines.enumerated() {
      buffer.put(
        line, at: Point(x: area.x + 1, y: rule.y + 1 + row), style: transcript?.style(appearance) ?? appearance[.faint],
        maxWidth: max(0, area.width - 1))
    }
    return area.inset(bottom: lines.count + 1)
  }
}

/// The output head's text for a layer's output.
public enum Transcript: Sendable, Hashable {
  /// One text for each utterance.
  case said([String])
  /// The reason why there is no text.
  case failed(String)

  var text: String {
    switch self {
    case .said(let texts): texts.joined(separator: " / ")
    case .failed(let reason): reason
    }
  }

  fileprivate var shownText: String { text.isEmpty ? "(nothing)" : text }

  fileprivate func style(_ appearance: Appearance) -> Style {
    if case .failed = self { return appearance[.warning] }
    return appearance[text.isEmpty ? .faint : .string]
  }
}

extension Debugger {
  /// The output head's texts for some layers, by record. If the user interrupts, returns only the texts that are
  /// already computed.
  func transcripts(
    ofLayerRecords records: [Int], isInterrupted: () -> Bool = { false }
  ) -> [Int: Transcript] {
    var transcripts: [Int: Transcript] = [:]
    for record in records {
      if isInterrupted() { break }
      switch readOut(ofLayerRecord: record, isInterrupted: isInterrupted) {
      case .success(let texts)?: transcripts[record] = .said(texts)
      case .failure(let error)?: transcripts[record] = .failed(error.summary)
      case nil: continue
      }
    }
    return transcripts
  }
}
