import Checkpoints
import ListingRuntime

/// Why a model could not be opened.
public enum ModelError: Error, Sendable {
  case noSuchFolder(String)
  /// No config was found. `tried` lists the file names that were searched for.
  case noConfig(folder: String, tried: [String])
  case noCheckpoint(folder: String, tried: [String])
  case unreadable(path: String, reason: String)
  case badConfig(path: String, reason: String)
  /// The family is unknown: the config and the checkpoint match no known family.
  case unknownFamily(config: String, checkpoint: String, known: [String])
  /// The config matches no known family, and no checkpoint exists that could show the family.
  case unknownConfigFamily(config: String, known: [String])
  case unknownListing(String, bundled: [String])
  case badListing(name: String, [String])
  case checkpoint(CheckpointError)
  /// The CMVN statistics that the model needs could not be read.
  case statistics(any Error)
  case badStatistics(path: String, found: Int, expected: Int)
  /// The listing raised an error while it built the model that the config describes.
  case construction(ListingError, config: String, listing: String)
  case parameters(BindingReport, checkpoint: String)
  /// The expression of `--make` raised an error.
  case making(String, ListingError)
  case madeNoModule(String, found: String)
}

extension ModelError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noSuchFolder(let path):
      "\(path): there is no such folder. A model is a folder with a config, a checkpoint and a vocabulary"
    case .noConfig(let folder, let tried):
      "\(folder): no model config found. Looked for \(tried.joined(separator: ", ")); name one with --config"
    case .noCheckpoint(let folder, let tried):
      "\(folder): no checkpoint found. Looked for \(tried.joined(separator: ", ")); name one with --checkpoint"
    case .unreadable(let path, let reason): "\(path): \(reason)"
    case .badConfig(let path, let reason): "\(path): \(reason)"
    case .unknownFamily(let config, let checkpoint, let known):
      "\(config) and \(checkpoint) are not recognised as a model of \(known.joined(separator: " or "))"
    case .unknownConfigFamily(let config, let known):
      "\(config) is not recognised as a config of \(known.joined(separator: " or ")); --listing selects the listing"
    case .unknownListing(let name, let bundled):
      "there is no listing '\(name)': it is neither a folder nor one of \(bundled.joined(separator: ", "))"
    case .badListing(let name, let errors): "the listing \(name) cannot run:\n" + errors.joined(separator: "\n")
    case .checkpoint(let error): error.description
    case .statistics(let error): "\(error)"
    case .badStatistics(let path, let found, let expected):
      "\(path): has statistics of \(found) features; the model takes \(expected)"
    case .construction(let error, let config, let listing) where error.isRefusal:
      "\(config): \(error.message)\n(\(error.place) of the listing \(listing) refuses it)"
    case .construction(let error, let config, let listing):
      if let (key, owner) = error.unknownKey {
        "\(config): \(key) is not a setting of \(owner) in the listing \(listing)"
      } else {
        "\(config): the listing \(listing) cannot build this model\n\(error)"
      }
    case .parameters(let report, let checkpoint):
      "\(checkpoint) does not fit the model:\n\(report.description)\n(--lenient accepts this)"
    case .making(let expression, let error): "--make '\(expression)': \(error)"
    case .madeNoModule(let expression, let found):
      "--make '\(expression)': makes \(found.prefix(80)), which is not a module (an instance of nn.Module or nn.Layer)"
    }
  }
}

extension ListingError {
  /// Whether an assertion with a message failed. The listings use such assertions to refuse a setting of the config.
  fileprivate var isRefusal: Bool { kind == "AssertionError" && !message.isEmpty }

  /// The config's key that the listing's class does not accept, and the class. The keys of a config become keyword
  /// arguments, so the error message is `ConformerEncoder.__init__() got an unexpected keyword argument 'rope_theta'`.
  /// Nil for other errors.
  fileprivate var unknownKey: (key: String, owner: String)? {
    guard kind == "TypeError", traceback.count == 1,
      let match = message.wholeMatch(of: /(\w+)\.__init__\(\) got an unexpected keyword argument '(\w+)'/)
    else { return nil }
    return (String(match.2), String(match.1))
  }

  fileprivate var place: String { traceback.last.map { "\($0.file.name), line \($0.line)," } ?? "a file" }
}
