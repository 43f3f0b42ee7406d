import Checkpoints
import Glibc
import Tensors

/// Readers of every checkpoint format. The inputs are the frameworks' files with a few changes, and pickles composed of
/// single instructions.
let checkpointTargets = [
  reader("pdparams", about: "Paddle's pickles of numpy arrays", files: [".pdparams"], pieces: pickleWords),
  FuzzTarget("pickle-soup", about: "pickles: instructions and what they take in any order", shortCount: 1500) {
    random in
    var bytes: [UInt8] = [0x80, [2, 3, 4, 5].randomElement(using: &random) ?? 2]
    for _ in 0..<Int.random(in: 1..<60, using: &random) { bytes += pickleWords.randomElement(using: &random) ?? [] }
    return bytes + [0x2E]
  } check: {
    try checkReader($0, named: "a.pdparams")
  },
  reader(
    "torch-zip", about: "torch's archives", files: ["torch_zip.pt", "torch_nested.pt", "torch_ordered_metadata.pt"]),
  reader("torch-legacy", about: "torch's files from before 1.6", files: ["torch_legacy.pt"], pieces: pickleWords),
  reader("safetensors", about: "safetensors", files: [".safetensors"], pieces: jsonWords),
  reader("npy", about: "numpy's arrays", files: [".npy"], pieces: npyWords),
  reader("npz", about: "numpy's archives, stored and deflated", files: [".npz"], pieces: npyWords),
]

/// - Parameter files: name endings of the fixtures that serve as originals.
private func reader(_ name: String, about: String, files: [String], pieces: [[UInt8]] = []) -> FuzzTarget {
  let corpus = fixtures.filter { file in files.contains { file.name.hasSuffix($0) } }
  precondition(!corpus.isEmpty, "there are fixtures for \(name)")
  return FuzzTarget(name, about: about, shortCount: 150) { random in
    let file = corpus.randomElement(using: &random)?.bytes ?? []
    var bytes = random.mutation(of: file, pieces: pieces + numbers)
    // Replaces a few bytes by hostile counts and offsets, because a file can contain a size or an offset at any byte.
    for _ in 0..<Int.random(in: 0..<3, using: &random) where bytes.count > 8 {
      let number = numbers.randomElement(using: &random) ?? []
      let place = Int.random(in: 0...(bytes.count - number.count), using: &random)
      bytes.replaceSubrange(place..<(place + number.count), with: number)
    }
    return bytes
  } check: {
    try checkReader($0, named: "a\(files[0].hasPrefix(".") ? files[0] : ".pt")")
  }
}

/// Expects an error with a description, or a checkpoint whose tensors lie inside the file.
private func checkReader(_ bytes: [UInt8], named name: String) throws {
  // The memory has exactly the file's size, so the sanitizer detects a read beyond the end.
  let file = Storage(byteCount: bytes.count) { $0.copyBytes(from: bytes) }
  do throws(CheckpointError) {
    let checkpoint = try Checkpoint.read(file, path: name, uint16: .bfloat16InPaddle)
    var looked = 0
    for entry in checkpoint.entries {
      if let range = entry.bytes, range.lowerBound < 0 || range.upperBound > bytes.count {
        throw CheckpointError.cannotRead(file: outside, reason: entry.name)
      }
      // Tensors that share a storage, and expanded tensors, can have many more bytes than the file. The check stops
      // after 2²⁰ elements.
      looked += entry.count
      if looked > 1 << 20 { break }
      let tensor = try checkpoint.tensor(entry.name)
      _ = tensor.summary()
    }
  } catch {
    if case .cannotRead(file: outside, let reason) = error { throw FuzzFailure("\(reason) lies outside the file") }
    if error.description.isEmpty { throw FuzzFailure("an error without words") }
  }
}

private let outside = "outside"

private struct Fixture {
  let name: String
  let bytes: [UInt8]
}

private let fixtures: [Fixture] = {
  let folder = packageFolder + "/Tests/CheckpointsTests/Fixtures"
  return (names(in: folder) + names(in: folder + "/made").map { "made/\($0)" }).sorted().compactMap { name in
    guard let bytes = readFile("\(folder)/\(name)"), !bytes.isEmpty, bytes.count < 20_000 else { return nil }
    return Fixture(name: name, bytes: bytes)
  }
}()

private func names(in folder: String) -> [String] {
  guard let handle = opendir(folder) else { return [] }
  defer { closedir(handle) }
  var names: [String] = []
  while let entry = readdir(handle) {
    names.append(
      withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
  }
  return names
}

/// Hostile counts and offsets, as bytes.
private let numbers: [[UInt8]] = [
  [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
  [0, 0, 0, 0, 0, 0, 0, 0x80], [0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF],
  [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0x80], [0, 0, 0, 0], [1, 0, 0, 0], [0xFF, 0xFF], [0, 0], [1, 0],
]

private func text(_ text: String) -> [UInt8] { Array(text.utf8) }

private let jsonWords: [[UInt8]] = [
  "{", "}", "[", "]", ":", ",", "\"", "\\u0000", "\\ud83d\\ude00", "\"dtype\"", "\"shape\"", "\"data_offsets\"",
  "\"__metadata__\"", "\"F32\"", "\"F64\"", "\"BF16\"", "\"BOOL\"", "0", "1", "-1", "9223372036854775807",
  "18446744073709551616", "4611686018427387904", " ",
].map(text)

private let npyWords: [[UInt8]] = [
  "{", "}", "(", ")", ",", ":", "'", "\"", "'descr'", "'fortran_order'", "'shape'", "True", "False", "'<f4'", "'>f8'",
  "'|b1'", "'<f2'", "'|O'", "0", "1", "-1", "9223372036854775807", "18446744073709551616", "4294967296", "L", "\n", " ",
].map(text)

/// Pickle instructions with their arguments, and whole pickled objects.
private let pickleWords: [[UInt8]] = {
  func global(_ module: String, _ name: String) -> [UInt8] { text("c\(module)\n\(name)\n") }
  func short(_ name: String) -> [UInt8] { [0x8C, UInt8(name.utf8.count)] + text(name) }
  var words: [[UInt8]] = "(0 1 2 N . ) ] } t l d a e s u b R Q \u{85}".split(separator: " ").map { text(String($0)) }
  words += [[0x85], [0x86], [0x87], [0x88], [0x89], [0x8F], [0x90], [0x91], [0x93], [0x94], [0x32], [0x31]]
  words += [
    [0x4B, 0], [0x4B, 1], [0x4B, 2], [0x4B, 3], [0x4B, 255], [0x4D, 0, 1], [0x4A, 0xFF, 0xFF, 0xFF, 0xFF],
  ]
  words += [
    [0x4A, 0, 0, 0, 0x40], [0x8A, 0], [0x8A, 8, 0, 0, 0, 0, 0, 0, 0, 0x40],
    [0x8A, 9] + [UInt8](repeating: 1, count: 9),
  ]
  words += [[0x47, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0], [0x71, 0], [0x71, 1], [0x68, 0], [0x68, 1], [0x6A, 0, 0, 0, 0]]
  words += [[0x72, 0xFF, 0xFF, 0xFF, 0x7F], [0x43, 4, 0, 0, 0x80, 0x3F], [0x42, 4, 0, 0, 0, 1, 2, 3, 4]]
  words += [[0x8E, 4, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4], [0x95, 8, 0, 0, 0, 0, 0, 0, 0], [0x80, 4]]
  words += [
    "f4", "i8", "b1", "<", ">", "|", "w", "model", "latin1", "C", "F", "storage", "0", "cpu", "UnpackBigParamInfor@@",
    "StructuredToParameterName@@", "OriginShape", "slices",
  ].map(short)
  for (module, name) in [
    ("numpy.core.multiarray", "_reconstruct"), ("numpy", "ndarray"), ("numpy", "dtype"), ("_codecs", "encode"),
    ("numpy._core.multiarray", "scalar"), ("numpy._core.numeric", "_frombuffer"), ("collections", "OrderedDict"),
    ("builtins", "tuple"), ("builtins", "list"), ("builtins", "set"), ("builtins", "bytes"), ("os", "system"),
    ("torch._utils", "_rebuild_tensor_v2"), ("torch", "FloatStorage"),
  ] {
    words.append(global(module, name))
  }
  // The pickle of an array of two numbers: reconstruct(ndarray, (0,), b'b') and the array's state.
  let dtype =
    global("numpy", "dtype") + short("f4") + [0x89, 0x88, 0x87, 0x52] + text("(") + [0x4B, 3] + short("<")
    + text("NNN") + [0x4A, 0xFF, 0xFF, 0xFF, 0xFF, 0x4A, 0xFF, 0xFF, 0xFF, 0xFF, 0x4B, 0] + text("tb")
  let array =
    global("numpy.core.multiarray", "_reconstruct") + global("numpy", "ndarray") + [0x4B, 0, 0x85, 0x43, 1, 0x62]
    + [0x87, 0x52] + text("(") + [0x4B, 1, 0x4B, 2, 0x85] + dtype + [0x89, 0x43, 8, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40]
    + text("tb")
  return words + [dtype, array, short("w") + array + text("s"), text("}") + short("w") + array + text("s")]
}()
