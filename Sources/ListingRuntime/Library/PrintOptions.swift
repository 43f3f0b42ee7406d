/// The options for printing torch's tensors: the values of `torch.set_printoptions`.
struct PrintOptions: Equatable, Sendable {
  var precision = 4
  /// A tensor with more elements than this number is abbreviated. Nil for no limit.
  var threshold: Int? = 1000
  /// The number of elements shown at each end of an abbreviated axis.
  var edgeItems = 3
  var lineWidth = 80
  /// Whether floats are written with exponents. If nil, the elements decide.
  var isScientific: Bool?
}

extension Machine {
  private static let optionsName = "torch print options"

  /// The current options. The options are on the heap, so each snapshot contains them.
  var printOptions: PrintOptions {
    guard case .tuple(let items)? = heap.namespace(preludeNames)[Self.optionsName], items.count == 5,
      case .int(let precision) = items[0], case .int(let edgeItems) = items[2], case .int(let lineWidth) = items[3]
    else { return PrintOptions() }
    var options = PrintOptions(precision: precision, edgeItems: edgeItems, lineWidth: lineWidth)
    if case .int(let threshold) = items[1] { options.threshold = threshold } else { options.threshold = nil }
    if case .bool(let flag) = items[4] { options.isScientific = flag }
    return options
  }

  fileprivate mutating func setPrintOptions(_ options: PrintOptions) {
    heap.setName(
      Self.optionsName, in: preludeNames,
      to: .tuple([
        .int(options.precision), options.threshold.map(Value.int) ?? .none, .int(options.edgeItems),
        .int(options.lineWidth), options.isScientific.map(Value.bool) ?? .none,
      ]))
  }
}

extension PrintOptions {
  static let functions = [
    BuiltinFunction(
      "set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None)"
    ) { m, a in
      var options = m.printOptions
      if !a.isNone(4) {
        switch try a.string(4, m) {
        case "default": options = PrintOptions()
        case "short": options = PrintOptions(precision: 2, threshold: 1000, edgeItems: 2)
        case "full": options = PrintOptions(threshold: nil)
        default: break
        }
      }
      /// The integer argument at `index`. Nil for None. Throws if the integer is outside `range`.
      func bounded(_ index: Int, _ range: ClosedRange<Int>) throws -> Int? {
        guard let number = try a.optionalInt(index, m) else { return nil }
        if range.contains(number) { return number }
        throw ListingError(
          .notImplemented,
          "set_printoptions(): \(a.parameters[index]) must be from \(range.lowerBound) to \(range.upperBound) in fwdb")
      }
      options.precision = try bounded(0, 0...100) ?? options.precision
      options.edgeItems = try bounded(2, 0...10_000) ?? options.edgeItems
      options.lineWidth = try bounded(3, 1...1_000_000) ?? options.lineWidth
      if !a.isNone(1) {
        let threshold = try a.double(1, m)
        if threshold.isNaN { throw ListingError(.valueError, "set_printoptions(): threshold cannot be nan") }
        options.threshold = threshold < 0 ? 0 : Int(exactly: threshold.rounded(.down))
      }
      options.isScientific = a.isNone(5) ? nil : try a.bool(5, m)
      m.setPrintOptions(options)
      return .none
    }
  ]
}
