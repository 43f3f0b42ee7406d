import DebugEngine
import ListingRuntime
import Traces

/// Hands the tensors of a pass to those who write them down or compare them.
///
/// One thread runs the pass and nobody looks at this meanwhile.
final class PassTracer: PassObserver, @unchecked Sendable {
  private var tensors = TensorTracer()
  let recorder: TraceRecorder?
  let comparer: TraceComparer?
  /// Why nothing more is taken: the disk is full, the other file broken.
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
