import Checkpoints
import ListingRuntime
import RunPlans
import Tensors

/// A model that a listing built. The parameters have no values until a checkpoint is loaded.
public struct Model: Sendable {
  /// The machine that holds the model. In expressions that the machine evaluates, the variable `model` is the model.
  public var machine: Machine
  /// The handle of the model's outermost module.
  public let root: Handle
  /// The name of a bundled listing, such as `paddlespeech@1.0`, or the path of the user's own listing.
  public let listing: String
  /// The model's family; nil for a model that was created by an expression.
  public internal(set) var family: ModelFamily?
  /// The paths of the model's files; nil for a model that was created by an expression.
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

  /// The number of elements in all parameters and persistent buffers.
  public var parameterCount: Int { machine.parameterTree(root).reduce(0) { $0 + $1.value.layout.count } }
}

extension Model {
  /// Builds the model with its listing. The parameters have shapes but no values yet.
  ///
  /// - Parameters:
  ///   - path: the config's path, for error messages.
  ///   - listing: the user's choice; nil means the family's first listing.
  init(
    _ source: ModelSource, of family: ModelFamily, config path: String, listing: String?, compute: Compute,
    seed: UInt64
  ) throws(ModelError) {
    let sources = try Listings.open(listing ?? family.recognises.listings[0])
    let name = sources.name
    do {
      if try sources.file(at: source.file) == nil {
        throw ModelError.badListing(
          name: name, ["there is no \(source.file), which builds a model of \(family.name)"])
      }
    } catch let error as SourceError {
      throw .badListing(name: name, [error.description])
    } catch let error as ModelError { throw error } catch { preconditionFailure("reading throws source errors") }
    let errors = sources.errors(in: source.file)
    if !errors.isEmpty { throw .badListing(name: name, errors) }
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

  /// Notes for the user on tensors without a parameter, parameters without a value, and functions that fwdb lacks.
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
    // Do not report stubs of bundled listings: no released model uses these stubs.
    if stubs > 0, !Listings.bundledNames.contains(listing) {
      notes.append("\(stubs) \(stubs == 1 ? "note" : "notes") on what the listing needs: info stubs")
    }
    return notes
  }
}
