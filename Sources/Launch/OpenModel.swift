import Checkpoints
import Commands
import Models
import Speech
import Tensors

extension LaunchOptions {
  /// Opens the model. Adds the session function `load(path, name=None)`, which reads a tensor from a file.
  public func openModel(cancellation: Cancellation? = nil) throws -> Model {
    if let problem = BLAS.problem(threads: threads) { throw Failure(problem) }
    let compute = Compute(threads: threads, cancellation: cancellation)
    var model: Model
    switch self.model {
    case .folder(let folder, let choices):
      model = try Model.open(
        ModelFiles.find(in: folder, choices: choices), compute: compute, seed: seed, isLenient: isLenient
      ) { path in
        let statistics = try CMVN.read(anyOf: path)
        return (statistics.mean, statistics.inverseStandardDeviation)
      }
    case .made(let expression, let roots, let weights):
      model = try Model.make(
        expression, roots: roots, weights: weights, compute: compute, seed: seed, isLenient: isLenient)
    }
    model.machine.setSessionFunction("load(path, name=None)") { arguments in
      guard let path = arguments[0] else { throw Failure("the path of a file is needed") }
      return try readTensor(FileNames.expanded(path), named: arguments[1])
    }
    return model
  }
}
