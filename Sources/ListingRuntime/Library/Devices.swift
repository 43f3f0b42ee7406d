/// `torch.device`: a device name such as `cuda:1`. The device has no effect, because every tensor is on the CPU.
enum Devices {
  private static let types: Set = [
    "cpu", "cuda", "ipu", "xpu", "mkldnn", "opengl", "opencl", "ideep", "hip", "ve", "fpga", "maia", "xla", "lazy",
    "vulkan", "mps", "meta", "hpu", "mtia", "privateuseone",
  ]

  static let device = BuiltinFunction("device(type, index=None)") { m, a in
    if case .device = a[0] { return a[0] }
    if case .int(let index) = a[0] { return .device("cuda:\(index)") }
    let name = try a.string(0, m)
    try check(name)
    let (type, index) = parts(name)
    if a.isNone(1) { return .device(name) }
    if index != nil {
      throw ListingError(
        .runtimeError,
        "type (string) must not include an index because index was passed explicitly: "
          + name)
    }
    return .device("\(type):\(try a.int(1, m))")
  }

  /// Throws torch's error if the text is not the name of a device.
  static func check(_ name: String) throws {
    let (type, index) = parts(name)
    guard types.contains(type), !name.contains(":") || index != nil else {
      throw ListingError(
        .runtimeError,
        name.contains(":") && types.contains(type)
          ? "Invalid device string: '\(name)'"
          : "Expected one of cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, maia, xla, lazy, vulkan, "
            + "mps, meta, hpu, mtia, privateuseone device type at start of device string: \(type)")
    }
  }

  static func parts(_ name: String) -> (type: String, index: Int?) {
    guard let colon = name.firstIndex(of: ":") else { return (name, nil) }
    return (String(name[..<colon]), Int(name[name.index(after: colon)...]).flatMap { $0 >= 0 ? $0 : nil })
  }

  static func text(_ name: String) -> String {
    let (type, index) = parts(name)
    return "device(type='\(type)'\(index.map { ", index=\($0)" } ?? ""))"
  }
}
