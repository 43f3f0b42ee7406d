import DebugEngine
import ListingRuntime
import Traces

/// Sends each tensor of a pass to a recorder and a comparer.
///
/// `@unchecked Sendable` is safe here: one thread runs the pass, and other threads read nothing until the pass has
/// ended.
final class PassTracer: PassObserver, @unchecked Sendable {
  private var tensors = TensorTracer()
  let recorder: TraceRecorder?
  let comparer: TraceComparer?
  /// The first error of the recorder or the comparer, such as a full disk or a broken file. Both the recorder and the
  /// comparer stop after an error.
  private(set) var failure: (any Error)?

  init(recorder: TraceRecorder?, comparer: TraceComparer?) {
    self.recorder = recorder
    self.comparer = comparer
  }

  func step(_ machine: inout Machine) throws(ListingError) {
    for tensor in try tensors.step(&machine) where failure == nil {
      do {
        try comparer?.take(tensor)
        try recorder?.take(tensor)
      } catch { failure = error }
    }
  }
}
