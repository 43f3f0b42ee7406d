import DebugEngine
import ListingRuntime
import Tensors

/// What the program around a session does for it, because commands know no files of weights and no models.
public struct SessionHost: Sendable {
  /// Writes a tensor to a file of the kind that its name's ending says, and tells what that is; replaces a file only
  /// when the new one is complete.
  public var export: (@Sendable (_ tensor: Tensor, _ name: String, _ path: String) throws -> String)?
  /// Reads the listing and the model once more and begins the same pass.
  public var reload: (@Sendable () throws -> Reloaded)?
  /// The kinds of files that `export` writes, by their endings.
  public var exportEndings: [String]

  public struct Reloaded: Sendable {
    public let machine: Machine
    /// Where a pass of the model is looked at first.
    public let start: String?

    public init(machine: Machine, start: String?) {
      self.machine = machine
      self.start = start
    }
  }

  public init(
    export: (@Sendable (Tensor, String, String) throws -> String)? = nil,
    reload: (@Sendable () throws -> Reloaded)? = nil, exportEndings: [String] = []
  ) {
    self.export = export
    self.reload = reload
    self.exportEndings = exportEndings
  }
}
