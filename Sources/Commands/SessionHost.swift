import DebugEngine
import ListingRuntime
import Tensors

/// Functions that the host provides to commands. The commands themselves know no file formats and no models.
public struct SessionHost: Sendable {
  /// Writes a tensor to a file and returns a description of the file. The extension selects the format. If writing
  /// fails, an existing file stays unchanged.
  public var export: (@Sendable (_ tensor: Tensor, _ name: String, _ path: String) throws -> String)?
  /// Reads the listing and the model again and begins the same pass.
  public var reload: (@Sendable () throws -> Reloaded)?
  /// The extensions of the formats that `export` writes.
  public var exportEndings: [String]

  public struct Reloaded: Sendable {
    public let machine: Machine
    /// The function at which a new pass of the model first stops; nil for the first statement of the pass.
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
