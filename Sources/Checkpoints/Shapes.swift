import Tensors

/// The greatest number of axes. The limit is the same as in numpy 2.
let maximumRank = 64

/// The greatest number of elements of a tensor. No machine has memory for this many elements. Their byte count does not
/// overflow.
let maximumCount = 1 << 48

/// The number of elements of a tensor whose shape comes from a file. Throws when no tensor can have the shape.
///
/// Sizes are limited even when another size is 0: otherwise, strides could overflow.
func checkedCount(of shape: [Int], at position: Int) throws(FormatFault) -> Int {
  guard shape.count <= maximumRank else {
    throw .tooLarge(at: position, what: "a rank of", value: shape.count, limit: maximumRank)
  }
  var product = 1
  var isEmpty = false
  for extent in shape {
    guard extent >= 0 else { throw .unexpected(at: position, expected: "a shape", found: "the extent \(extent)") }
    if extent == 0 { isEmpty = true }
    let (next, overflows) = product.multipliedReportingOverflow(by: max(extent, 1))
    guard !overflows, next <= maximumCount else {
      throw .tooLarge(
        at: position, what: "in shape \(shape) an element count of", value: overflows ? .max : next,
        limit: maximumCount)
    }
    product = next
  }
  return isEmpty ? 0 : product
}

/// The column-major layout of `shape`: the first axis changes fastest.
func fortranLayout(of shape: [Int]) -> Layout {
  var strides: [Int] = []
  var step = 1
  for extent in shape {
    strides.append(step)
    step *= max(extent, 1)
  }
  return Layout(shape: shape, strides: strides)
}

/// The layout of a view of a storage with `available` elements. Throws when the view has elements outside the storage.
func checkedLayout(
  of shape: [Int], strides: [Int], offset: Int, within available: Int, at position: Int
) throws(FormatFault) -> Layout {
  let count = try checkedCount(of: shape, at: position)
  guard strides.count == shape.count, offset >= 0, strides.allSatisfy({ $0 >= 0 }) else {
    throw .unexpected(
      at: position, expected: "an offset and a stride an axis", found: "offset \(offset), strides \(strides)")
  }
  if count == 0 { return Layout(contiguous: shape) }
  var last = offset
  for (extent, stride) in zip(shape, strides) {
    let (reach, overflows) = (extent - 1).multipliedReportingOverflow(by: stride)
    let (next, overflowsToo) = last.addingReportingOverflow(reach)
    last = overflows || overflowsToo ? .max : next
    guard last < available else {
      throw .unexpected(
        at: position, expected: "a view inside \(available) elements",
        found: "shape \(shape), strides \(strides), offset \(offset)")
    }
  }
  guard last < available else {
    throw .unexpected(
      at: position, expected: "a view inside \(available) elements", found: "offset \(offset)")
  }
  // A file may expand an axis (stride 0). Such a view needs little space in the file, but a copy of it needs much
  // memory. Therefore limit the element count of the view.
  let limit = max(available, 1 << 28)
  guard count <= limit else {
    throw .tooLarge(at: position, what: "in an expanded view an element count of", value: count, limit: limit)
  }
  return Layout(shape: shape, strides: strides, offset: offset)
}
