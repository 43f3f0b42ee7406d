import Glibc
import Testing

/// The path of a file in the folder of fixtures.
func fixture(_ name: String) -> String {
  let here = "\(#filePath)"
  return here[...here.lastIndex(of: "/")!] + "Fixtures/" + name
}

/// The elements of a fixture of little-endian float32 numbers.
func fixtureFloats(_ name: String) throws -> [Float] {
  let bytes = try bytes(of: fixture(name))
  return stride(from: 0, to: bytes.count, by: 4).map { start in
    Float(bitPattern: bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) })
  }
}

func bytes(of path: String) throws -> [UInt8] {
  let file = try #require(fopen(path, "rb"), "\(path) is missing")
  defer { fclose(file) }
  var bytes: [UInt8] = []
  while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
  return bytes
}

/// A temporary folder. It is deleted when this object is freed.
final class TemporaryFolder {
  let path: String

  init() {
    var template = Array("/tmp/fwdb-speech-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)!) }
  }

  /// Writes a file and returns its path.
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let path = "\(path)/\(name)"
    let file = try #require(fopen(path, "wb"))
    defer { fclose(file) }
    try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    return path
  }

  func write(_ text: String, to name: String) throws -> String { try write(Array(text.utf8), to: name) }

  /// Makes a sparse file of `count` zero bytes.
  func writeZeros(count: Int, to name: String) throws -> String {
    let path = try write([], to: name)
    try #require(truncate(path, count) == 0)
    return path
  }

  deinit {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) {
          String(cString: $0.bindMemory(to: CChar.self).baseAddress!)
        }
        unlink("\(path)/\(name)")
      }
      closedir(folder)
    }
    rmdir(path)
  }
}
