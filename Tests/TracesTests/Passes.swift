import Checkpoints
import Glibc
import ListingRuntime
import Tensors
import TestSupport
import Testing

@testable import Traces

/// Runs `call` in a listing that defines a class `Model`, with x = [1, 2, 3]. Returns the tensors of the pass.
func pass(_ listing: String, call: String = "model(x)") throws -> [TracedTensor] {
  let text = "import torch\nimport torch.nn as nn\n\n" + listing + "\n\nmodel = Model()\n"
  var machine = try machine(text, file: "m.py", call: nil)
  machine.setSessionName("x", to: machine.makeTensor(Tensor([1, 2, 3], shape: [3])))
  try machine.begin(call, name: "<call>")
  var tracer = TensorTracer()
  var made: [TracedTensor] = []
  while !machine.isFinished { made += try tracer.step(&machine) }
  return made
}

/// A traced tensor with this name and these elements.
func traced(
  _ exactName: String, last: String? = nil, _ values: [Float], shape: [Int]? = nil, order: Int = 0
) -> TracedTensor {
  TracedTensor(
    exactName: exactName, lastName: last, tensor: Tensor(values, shape: shape ?? [values.count]),
    place: TraceEvent.Place(file: "m.py", line: 7, function: "Model.forward"), order: order)
}

/// Makes a temporary folder, runs `body`, and deletes the folder.
func withTemporaryFolder(_ body: (String) throws -> Void) throws {
  var template = Array("/tmp/traces.XXXXXX".utf8CString)
  let folder = try #require(
    template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!).map { String(cString: $0) } })
  defer {
    for name in names(in: folder) { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }
  try body(folder)
}

func names(in folder: String) -> [String] {
  guard let handle = opendir(folder) else { return [] }
  defer { closedir(handle) }
  var names: [String] = []
  while let entry = readdir(handle) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted()
}
