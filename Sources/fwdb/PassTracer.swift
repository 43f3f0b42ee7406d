import DebugEngine
import ListingRuntime
import Traces

/// Passes the tensors of a pass on to a recorder and a comparer.
///
/// Unchecked: one thread runs the pass, and the others read nothing here until it ends.
final class PassTracer: PassObserver, @unchecked Sendable {
  private var tensors = TensorTracer()
  let recorder: TraceRecorder?
  let comparer: TraceComparer?
  /// Set once a recorder or comparer has failed: the disk is full, the other file is broken. Both then stop.
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
