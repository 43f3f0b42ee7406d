import Checkpoints
import ListingRuntime
import RunPlans
import Tensors

/// A model built by its listing. Parameters have values once a checkpoint has filled them.
public struct Model: Sendable {
  /// Holds the model under the session name `model`.
  public var machine: Machine
  /// The model's module.
  public let root: Handle
  /// `paddlespeech@1.0`, or the path of the user's own listing.
  public let listing: String
  /// Nil for a model that an expression made.
  public internal(set) var family: ModelFamily?
  /// Nil for a model that an expression made.
  public internal(set) var files: ModelFiles?
  public internal(set) var config: Configuration = .none
  public internal(set) var report = BindingReport()
  /// Notes for the user about the model's files.
  public internal(set) var notes: [String] = []

  init(_ value: Value, in machine: Machine, root: Handle, listing: String) {
    (self.machine, self.root, self.listing) = (machine, root, listing)
    self.machine.setModel(value)
    self.machine.setSessionName("model", to: value)
  }

  /// How many numbers the parameters and persistent buffers have.
  public var parameterCount: Int { machine.parameterTree(root).reduce(0) { $0 + $1.value.layout.count } }
}

extension Model {
  /// Builds the model by its listing. Its parameters have shapes but no values.
  ///
  /// - Parameters:
  ///   - path: the config, for messages
  ///   - listing: the user's choice; nil for the family's first listing
  init(
    _ source: ModelSource, of family: ModelFamily, config path: String, listing: String?, compute: Compute,
    seed: UInt64
  ) throws(ModelError) {
    let sources = try Listings.open(listing ?? family.recognises.listings[0])
    let name = sources.name
    guard sources.files[source.file] != nil else {
      throw .badListing(name: name, ["there is no \(source.file), which builds a model of \(family.name)"])
    }
    var machine = Machine(sources: sources, compute: compute, seed: seed)
    let value: Value
    do {
      let file = try machine.load(source.file)
      guard let maker = machine.value(named: source.entry, in: file) else {
        throw ModelError.badListing(name: name, ["\(source.file) has no \(source.entry)"])
      }
      let arguments = source.arguments.map { $0.value(in: &machine) }
      value = try machine.call(maker, arguments)
    } catch let error as ModelError {
      throw error
    } catch let error as ListingError {
      throw .construction(error, config: path, listing: name)
    } catch { preconditionFailure("building a model throws model and listing errors: \(error)") }
    guard case .instance(let root) = value, machine.isModule(root) else {
      throw .badListing(name: name, ["\(source.entry) in \(source.file) makes no module"])
    }
    self.init(value, in: machine, root: root, listing: name)
    self.family = family
  }

  /// Notes on tensors without a parameter, on parameters without a value, and on names that fwdb lacks.
  func bindingNotes(_ rules: BindingRules) -> [String] {
    var notes: [String] = []
    var rest = report.unexpected
    for part in rules.notRun {
      let count = rest.count { $0.hasPrefix(part + ".") }
      if count > 0 { notes.append("the checkpoint's \(part) (\(count) tensors) is not run") }
      rest.removeAll { $0.hasPrefix(part + ".") }
    }
    if !rest.isEmpty {
      notes.append(
        "the checkpoint has \(rest.count) tensors that the model has no place for: "
          + rest.prefix(4).joined(separator: ", ") + (rest.count > 4 ? ", …" : ""))
    }
    notes += report.gaps
    let stubs = machine.notes.count
    // Bundled listings are known to need only functions that no released model asks for.
    if stubs > 0, !Listings.bundledNames.contains(listing) {
      notes.append("\(stubs) \(stubs == 1 ? "note" : "notes") on what the listing needs: info stubs")
    }
    return notes
  }
}
