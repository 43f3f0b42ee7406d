import Checkpoints
import ListingRuntime
import Tensors

/// A model as its listing makes it of its config: every module and the shape of every parameter, no weights yet.
struct EmptyModel {
  var machine: Machine
  let value: Value
  /// The module that `value` is.
  let root: Handle
  /// The listing's name.
  let listing: String
  /// Values of a feature frame.
  let featureSize: Int

  /// - Parameters:
  ///   - path: the config's, for errors
  ///   - listing: one that a person chose; else it is the family's first
  ///   - tokens: how many the model can say
  init(
    _ config: Configuration, from path: String, of family: Family, listing: String?, tokens: Int, compute: Compute,
    seed: UInt64
  ) throws(ModelError) {
    guard let features = family.details(config).featureSize, features > 0 else {
      throw .badConfig(path: path, reason: "does not say how wide a feature frame is (input_dim)")
    }
    let sources = try Listings.open(listing ?? family.listings[0])
    var machine = Machine(sources: sources, compute: compute, seed: seed)
    let sized = config.setting("input_dim", to: .int(features)).setting("output_dim", to: .int(tokens))
    let value = try family.build(sized, from: path, by: sources, in: &machine)
    guard case .instance(let root) = value, machine.isModule(root) else {
      throw .badListing(name: sources.name, ["\(family.entry) in \(family.entryFile) makes no module"])
    }
    (self.machine, self.value, self.root) = (machine, value, root)
    self.listing = sources.name
    featureSize = features
  }
}

extension Family {
  /// Has the listing make the model that `config` describes.
  fileprivate func build(
    _ config: Configuration, from path: String, by sources: ListingSources, in machine: inout Machine
  ) throws(ModelError) -> Value {
    let name = sources.name
    guard sources.files[entryFile] != nil else {
      throw .badListing(name: name, ["there is no \(entryFile), in which a model of \(self.name) begins"])
    }
    do {
      let file = try machine.load(entryFile)
      guard let maker = machine.value(named: entry, in: file) else {
        throw ModelError.badListing(name: name, ["\(entryFile) has no \(entry)"])
      }
      return try machine.call(maker, [config.value(in: &machine)])
    } catch let error as ModelError {
      throw error
    } catch let error as ListingError {
      throw .construction(error, config: path, listing: name)
    } catch { preconditionFailure("building a model throws model and listing errors: \(error)") }
  }
}
