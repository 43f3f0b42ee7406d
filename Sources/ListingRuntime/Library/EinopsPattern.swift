import Tensors

/// One side of an einops pattern. Each axis is a list of elementary axes: `n (h d)` is `[["n"], ["h", "d"]]`.
///
/// A number greater than 1 is an unnamed axis. In `axes`, an unnamed axis is `#` and a running number, such as `#0`.
/// `lengths` contains the size of the unnamed axis. The item `…` means all axes that the pattern does not name.
struct EinopsSide {
  private(set) var axes: [[String]] = []
  /// The sizes of the unnamed axes, for example `["#0": 2]`.
  private(set) var lengths: [String: Int] = [:]
  /// Whether `…` is written in parentheses.
  private(set) var groupsEllipsis = false

  static let ellipsis = "…"

  /// - Parameters:
  ///   - first: the running number of the first unnamed axis.
  ///   - allowsUnderscore: whether `_` may stand for an axis, as in `parse_shape`.
  init(_ text: String, in pattern: String, first: Int = 0, allowsUnderscore: Bool = false) throws {
    func fault(_ message: String) -> ListingError { Einops.fault("\(message) in '\(pattern)'") }
    var count = first
    var isInGroup = false
    var names: Set<String> = []
    let marked: String = text.replacing("...", with: " … ")
    let spaced: String = marked.replacing("(", with: " ( ").replacing(")", with: " ) ")
    if spaced.contains(".") { throw fault("there is a dot that is no part of an ellipsis") }
    let tokens: [Substring] = spaced.split { (letter: Character) -> Bool in letter == " " || letter == "\n" }
    for token in tokens.map({ String($0) }) {
      var entry = token
      switch token {
      case "(":
        if isInGroup { throw fault("parentheses are nested") }
        isInGroup = true
        axes.append([])
        continue
      case ")":
        if !isInGroup { throw fault("a parenthesis is not opened") }
        isInGroup = false
        continue
      case Self.ellipsis: groupsEllipsis = groupsEllipsis || isInGroup
      case _ where token.utf8.allSatisfy({ (byte: UInt8) -> Bool in byte >= 48 && byte <= 57 }):
        guard let size = Int(token), size > 0, size < 1 << 31 else {
          throw fault("an axis has the impossible length \(token)")
        }
        if size == 1 {
          if !isInGroup { axes.append([]) }
          continue
        }
        entry = "#\(count)"
        count += 1
        lengths[entry] = size
      case "_" where allowsUnderscore:
        if isInGroup { axes[axes.count - 1].append("_") } else { axes.append(["_"]) }
        continue
      default:
        guard Self.isName(token) else { throw fault("'\(token)' cannot name an axis") }
      }
      if !names.insert(entry).inserted { throw fault("'\(token)' occurs twice on one side") }
      if isInGroup { axes[axes.count - 1].append(entry) } else { axes.append([entry]) }
    }
    if isInGroup { throw fault("a parenthesis is not closed") }
  }

  private static func isName(_ token: String) -> Bool {
    guard let head = token.unicodeScalars.first, head.properties.isXIDStart, !token.hasSuffix("_") else { return false }
    return token.unicodeScalars.allSatisfy { $0.properties.isXIDContinue }
  }

  var names: [String] { Array(axes.joined()) }

  var hasEllipsis: Bool { names.contains(Self.ellipsis) }

  /// Replaces the ellipsis by the axes that it stands for.
  func expanded(_ hidden: [String]) -> [[String]] {
    axes.flatMap { axis -> [[String]] in
      if axis == [Self.ellipsis], !groupsEllipsis { return hidden.map { [$0] } }
      return [axis.flatMap { $0 == Self.ellipsis ? hidden : [$0] }]
    }
  }
}

/// A pattern with two sides, such as `b n (h d) -> b h n d`, and the sizes that the call passes.
struct EinopsPattern {
  let text: String
  let left: EinopsSide
  let right: EinopsSide
  private let given: [String: Int]

  enum Operation: String { case rearrange, reduce, repeat_ = "repeat" }

  init(_ text: String, _ operation: Operation, _ sizes: [(String, Value)], _ m: Machine) throws {
    self.text = text
    let sides = text.split(separator: "->", omittingEmptySubsequences: false)
    guard sides.count == 2 else { throw ListingError(.valueError, "einops: '\(text)' needs one '->'") }
    left = try EinopsSide(String(sides[0]), in: text)
    right = try EinopsSide(String(sides[1]), in: text, first: 1 << 20)
    given = try Dictionary(
      sizes.map { name, value in
        let size = try m.index(value)
        if size < 0 || size >= 1 << 31 { throw Einops.fault("the size of '\(name)' is negative or too large") }
        return (name, size)
      }
    ) { $1 }
    try check(operation)
  }

  private func check(_ operation: Operation) throws {
    func fault(_ message: String, _ names: Set<String>) -> ListingError {
      Einops.fault("\(message) in '\(text)': \(names.sorted().joined(separator: ", "))")
    }
    if right.hasEllipsis, !left.hasEllipsis { throw Einops.fault("'\(text)' has '...' on the right side only") }
    if left.groupsEllipsis { throw Einops.fault("'\(text)' has '...' in parentheses on the left side") }
    let (before, after) = (Set(left.names), Set(right.names))
    switch operation {
    case .rearrange:
      if !left.lengths.isEmpty || !right.lengths.isEmpty {
        throw Einops.fault("'\(text)' has an axis without a name; rearrange allows only 1")
      }
      let odd = before.symmetricDifference(after)
      if !odd.isEmpty { throw fault("axes are only on one side", odd) }
    case .reduce:
      let new = after.subtracting(before)
      if !new.isEmpty { throw fault("axes of the right side are not on the left side", new) }
    case .repeat_:
      let lost = before.subtracting(after)
      if !lost.isEmpty { throw fault("axes of the left side are not on the right side", lost) }
      let unknown = after.subtracting(before).subtracting(given.keys).subtracting(right.lengths.keys)
      if !unknown.isEmpty { throw fault("new axes have no size", unknown) }
    }
    let unused = Set(given.keys).subtracting(before).subtracting(after)
    if !unused.isEmpty { throw fault("sizes are given for axes that are not", unused) }
  }

  /// The elementary axes of a tensor: their names, their sizes, and the names of the axes that the ellipsis stands for.
  struct Axes {
    var names: [String] = []
    var sizes: [String: Int] = [:]
    var hidden: [String] = []

    func shape(_ names: [String]) -> [Int] { names.map { sizes[$0] ?? 1 } }
  }

  func axes(of shape: [Int]) throws -> Axes {
    let named = left.axes.count - (left.hasEllipsis ? 1 : 0)
    guard left.hasEllipsis ? shape.count >= named : shape.count == named else {
      throw Einops.fault(
        "'\(text)' needs \(named)\(left.hasEllipsis ? " or more" : "") axes, but the tensor has shape "
          + shapeDescription(shape))
    }
    var axes = Axes()
    axes.hidden = (0..<shape.count - named).map { "…\($0)" }
    axes.sizes = left.lengths.merging(right.lengths) { $1 }.merging(given) { $1 }
    for (axis, size) in zip(left.expanded(left.hasEllipsis ? axes.hidden : []), shape) {
      // In `(h d)` the size of one axis may be unknown. This size is the size of the joined axis divided by the known
      // sizes.
      let unknown = axis.filter { axes.sizes[$0] == nil }
      var product = 1
      for name in axis {
        let (next, isTooLarge) = product.multipliedReportingOverflow(by: axes.sizes[name] ?? 1)
        if isTooLarge { throw Einops.fault("the sizes in '\(text)' are too large") }
        product = next
      }
      let fits = unknown.isEmpty ? product == size : product > 0 && size % product == 0
      guard unknown.count <= 1, fits else {
        let group = axis.count == 1 ? axis[0] : "(\(axis.joined(separator: " ")))"
        throw Einops.fault(
          unknown.count > 1
            ? "the sizes of \(unknown.joined(separator: ", ")) in '\(text)' are not known"
            : "an axis of \(size) does not have the shape of \(group) in '\(text)': \(product)"
              + (unknown.isEmpty ? " is given" : " does not divide it"))
      }
      if let name = unknown.first { axes.sizes[name] = size / product }
      axes.names += axis
    }
    return axes
  }
}
