import Foundation
import ListingRuntime
import Yams

/// A YAML config as plain data.
public indirect enum Configuration: Sendable, Equatable {
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
  case list([Configuration])
  case map([(key: String, value: Configuration)])

  public static func == (left: Configuration, right: Configuration) -> Bool {
    switch (left, right) {
    case (.none, .none): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.float(let a), .float(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.list(let a), .list(let b)): a == b
    case (.map(let a), .map(let b)): a.elementsEqual(b) { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }

  /// The greatest size of a config file in bytes.
  private static let sizeLimit = 1 << 20
  private static let depthLimit = 64
  /// The greatest number of values in a config. YAML aliases can expand a small file to a huge tree.
  private static let valueLimit = 100_000

  public static func read(_ path: String) throws(ModelError) -> Configuration {
    let text: String
    do { text = try readText(path, limit: sizeLimit) } catch {
      switch error {
      case .unreadable(let reason): throw .unreadable(path: path, reason: reason)
      case .tooLarge(let bytes): throw .badConfig(path: path, reason: "is too large for a config (\(bytes) bytes)")
      case .notText: throw .badConfig(path: path, reason: "is not UTF-8 text")
      }
    }
    do {
      guard let node = try Yams.compose(yaml: text) else { return .map([]) }
      var budget = valueLimit
      guard let value = Configuration(node, depth: 0, budget: &budget) else {
        throw ModelError.badConfig(
          path: path, reason: "is nested too deeply, or its aliases unfold into too many values")
      }
      return value.unnested
    } catch let error as ModelError {
      throw error
    } catch YamlError.duplicatedKeysInMapping(let names, let context) {
      throw .badConfig(
        path: path,
        reason:
          "has \(names.map { $0.prefix(60) }.joined(separator: ", ")) more than once in the mapping that begins in "
          + "line \(context.mark.line): keep one of them")
    } catch { throw .badConfig(path: path, reason: "is not valid YAML: \(error)") }
  }

  /// Reads a config and checks that it has the section of at least one model family, such as `encoder_conf`.
  static func readModel(_ path: String) throws(ModelError) -> Configuration {
    let config = try read(path)
    let sections = ModelFamily.all.map(\.recognises.section).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    for section in sections { if case .map? = config[section] { return config } }
    throw .badConfig(
      path: path,
      reason: "has no \(sections.joined(separator: " or ")): this is not the config of a model that fwdb knows")
  }

  /// If this is a config of PaddleSpeech before version 1.0, the config with the keys of its sections `model` and
  /// `collator` at the top level. Otherwise the config itself.
  private var unnested: Configuration {
    guard case .map(var items) = self, self["encoder_conf"] == nil, let model = self["model"],
      model["encoder_conf"] != nil
    else { return self }
    items.removeAll { $0.key == "model" }
    for case .map(let section)? in [model, self["collator"]] {
      for item in section where !items.contains(where: { $0.key == item.key }) { items.append(item) }
    }
    return .map(items)
  }

  private init?(_ node: Node, depth: Int, budget: inout Int) {
    budget -= 1
    if depth > Self.depthLimit || budget < 0 { return nil }
    switch node {
    case .scalar(let scalar): self = Self.scalar(scalar)
    case .sequence(let items):
      var values: [Configuration] = []
      for item in items {
        guard let value = Configuration(item, depth: depth + 1, budget: &budget) else { return nil }
        values.append(value)
      }
      self = .list(values)
    case .mapping(let pairs):
      var values: [(key: String, value: Configuration)] = []
      for pair in pairs {
        guard let value = Configuration(pair.value, depth: depth + 1, budget: &budget) else { return nil }
        values.append((pair.key.string ?? "", value))
      }
      self = .map(values)
    case .alias: return nil
    }
  }

  /// Converts a scalar. Unquoted `true`, `12`, `1e-3` and `null` are not strings. (PyYAML reads `1e-3` as a string.)
  private static func scalar(_ scalar: Node.Scalar) -> Configuration {
    let text = scalar.string
    guard scalar.style == .any || scalar.style == .plain else { return .string(text) }
    switch text.lowercased() {
    case "", "~", "null": return .none
    case "true", "yes", "on": return .bool(true)
    case "false", "no", "off": return .bool(false)
    case ".inf", "+.inf": return .float(.infinity)
    case "-.inf": return .float(-.infinity)
    case ".nan": return .float(.nan)
    default: break
    }
    if let number = Int(text) { return .int(number) }
    // Double.init also reads "nan", "infinity" and hexadecimal numbers, which are strings in YAML.
    if text.allSatisfy({ "0123456789+-.eE".contains($0) }), let number = Double(text) { return .float(number) }
    return .string(text)
  }

  public subscript(key: String) -> Configuration? {
    if case .map(let items) = self { items.first { $0.key == key }?.value } else { nil }
  }

  public var string: String? { if case .string(let text) = self { text } else { nil } }
  public var int: Int? { if case .int(let number) = self { number } else { nil } }
  /// The value of an integer or a float, as Double; nil for other values.
  public var number: Double? {
    switch self {
    case .int(let number): Double(number)
    case .float(let number): number
    default: nil
    }
  }
  public var list: [Configuration]? { if case .list(let items) = self { items } else { nil } }

  /// Returns a copy with `key` set to `value`.
  func setting(_ key: String, to value: Configuration) -> Configuration {
    guard case .map(var items) = self else { return self }
    if let index = items.firstIndex(where: { $0.key == key }) {
      items[index].value = value
    } else {
      items.append((key, value))
    }
    return .map(items)
  }

  /// Returns a copy without `key`.
  func removing(_ key: String) -> Configuration {
    guard case .map(let items) = self else { return self }
    return .map(items.filter { $0.key != key })
  }

  /// Converts the config to Python values: dicts, lists, numbers, strings.
  func value(in machine: inout Machine) -> Value {
    switch self {
    case .none: return .none
    case .bool(let flag): return .bool(flag)
    case .int(let number): return .int(number)
    case .float(let number): return .float(number)
    case .string(let text): return .string(text)
    case .list(let items):
      let values = items.map { $0.value(in: &machine) }
      return machine.makeList(values)
    case .map(let items):
      let values = items.map { ($0.key, $0.value.value(in: &machine)) }
      return machine.makeDictionary(values)
    }
  }
}
