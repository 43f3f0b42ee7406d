import CPNG
import Screen
import Tensors

/// A plane of a tensor as a picture with one pixel per element: dark is low, bright is high. NaN is red, +Inf white and
/// -Inf black.
struct HeatMapPicture {
  let rows: Int
  let columns: Int
  /// The smallest finite element, drawn in the darkest colour.
  let low: Float
  /// The largest finite element, drawn in the brightest colour.
  let high: Float
  /// Three bytes for each pixel (red, green, blue), row by row.
  let pixels: [UInt8]

  private static let pixelLimit = 64_000_000

  /// Draws the plane of the last two axes, at index 0 of all other axes. A tensor with one axis becomes a single row.
  /// For complex tensors, draws the magnitudes.
  init(of tensor: Tensor) throws(ExportError) {
    var layout = tensor.layout
    while layout.rank > 2 {
      guard let next = try? layout.selected(axis: 0, index: 0) else { throw .nothingToDraw(shape: tensor.shape) }
      layout = next
    }
    let plane = tensor.view(layout).magnitudes.converted(to: .float32).contiguous()
    rows = plane.rank == 2 ? plane.shape[0] : 1
    columns = plane.shape.last ?? 1
    if rows == 0 || columns == 0 { throw .nothingToDraw(shape: tensor.shape) }
    let (count, isOver) = rows.multipliedReportingOverflow(by: columns)
    if isOver || count > Self.pixelLimit { throw .tooLarge(what: "\(count) pixels", limit: Self.pixelLimit) }
    let values = plane.floats
    let finite = values.lazy.filter(\.isFinite)
    (low, high) = (finite.min() ?? 0, finite.max() ?? 0)
    let (low, span) = (low, high - low)
    let colors = ColorScale.viridis
    pixels = values.flatMap { value -> [UInt8] in
      if value.isNaN { return [255, 0, 0] }
      if value.isInfinite { return value > 0 ? [255, 255, 255] : [0, 0, 0] }
      guard case .rgb(let red, let green, let blue) = colors.color(at: span > 0 ? Double((value - low) / span) : 0)
      else {
        return [0, 0, 0]
      }
      return [red, green, blue]
    }
  }

  /// The bytes of a PNG file.
  func png() throws(ExportError) -> [UInt8] {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    image.width = UInt32(columns)
    image.height = UInt32(rows)
    image.format = UInt32(PNG_FORMAT_FLAG_COLOR)
    defer { png_image_free(&image) }
    // The first call returns the size, the second writes the bytes.
    var size = 0
    guard png_image_write_to_memory(&image, nil, &size, 0, pixels, 0, nil) != 0 else { throw .png(message(of: image)) }
    var bytes = [UInt8](repeating: 0, count: size)
    guard png_image_write_to_memory(&image, &bytes, &size, 0, pixels, 0, nil) != 0 else {
      throw .png(message(of: image))
    }
    return Array(bytes.prefix(size))
  }

  private func message(of image: png_image) -> String {
    withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
