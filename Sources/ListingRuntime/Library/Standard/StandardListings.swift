import ListingSyntax
import Synchronization

/// Modules of Python's standard library that are written in the listing language. A module runs at its first import.
/// The debugger does not show this run. The module also contains the members of the module with the same name in
/// `StandardModules`.
enum StandardListings {
  /// The code of a module, which is compiled at its first import. Nil if the module is not written in the listing
  /// language.
  static func code(of module: String) -> Code? {
    if let text = texts[module] { return compiledOnce(module, text) }
    return switch module {
    case "functools": functools
    case "itertools": itertools
    case "operator": operators
    case "collections": collections
    case "enum": enums
    case "random": random
    case "os": os
    case "sys": sys
    case "time": time
    case "types": types
    case "packaging.version": versions
    case "packaging": packaging
    case ListedFunctions.module: listed
    default: nil
    }
  }

  /// The functions that only the module's own code can call.
  static func helpers(of module: String) -> [String: Value] {
    let own: [String: Value] =
      switch module {
      case "random": MersenneTwister.functions
      case "sys", "time": world.merging(CallerFunctions.all) { $1 }
      case "enum": Enums.helpers
      case "re": RegularExpressions.functions
      case "json": JSONFunctions.all
      case "logging", "warnings": CallerFunctions.all
      case "importlib.util": imports
      case "dataclasses": GeneratedFunctions.all.merging(Dataclasses.helpers) { $1 }
      case "functools": Dataclasses.helpers
      case "copy": CopyFunctions.all
      case "weakref": WeakReferences.functions
      case "traceback": Tracebacks.functions
      case "inspect": InspectFunctions.all
      case ListedLayers.module: ListedLayers.helpers
      default: [:]
      }
    return own.merging([Prelude.refuse.name: .builtin(Prelude.refuse), absent.name: .builtin(absent)]) { $1 }
  }

  /// Makes a stub for a name that fwdb lacks.
  private static let absent = BuiltinFunction("absent(name)") { m, a in .stub(m.newStub(try a.string(0, m))) }

  private static let imports: [String: Value] = [
    "has_module": .builtin(
      BuiltinFunction("has_module(name)") { m, a in
        let name = try a.string(0, m)
        return .bool(try m.library.has(name) || m.canImport(nil, from: name, level: 0, in: Machine.hostCode))
      })
  ]

  private static let world: [String: Value] = Dictionary(
    uniqueKeysWithValues: [
      ModuleLookup.loaded,
      BuiltinFunction("script_arguments()") { m, _ in m.list(m.scriptArguments.map(Value.string)) },
      BuiltinFunction("machine_seconds()") { m, _ in .float(Double(m.clock) * 1e-6) },
      BuiltinFunction("write_text(stream, text)") { m, a in
        let text = try a.string(1, m)
        if try a.string(0, m) == "<stderr>" { m.errorOutput += text } else { m.output += text }
        return .int(text.unicodeScalars.count)
      },
      BuiltinFunction("exit_script(status)") { m, a in
        throw ListingError(kind: "SystemExit", message: a.isNone(0) ? "" : try m.string(of: a[0]))
      },
    ].map { ($0.name, .builtin($0)) })

  static func has(_ module: String) -> Bool { names.contains(module) }

  /// The texts of the modules that `compiledOnce` compiles.
  private static let texts: [String: String] = [
    "re": PatternListing.text, "json": JSONListing.text, "textwrap": WrappingListing.text,
    "heapq": SequenceListings.heaps, "bisect": SequenceListings.bisection, "logging": LoggingListings.logging,
    "warnings": LoggingListings.warnings, "io": StreamListings.io, "uuid": ValueListings.uuid,
    "argparse": ArgumentListing.text, "datetime": DateListing.text, "pathlib": PathListings.pathlib,
    "fnmatch": PathListings.fnmatch, "os.path": PathListings.osPath, "posixpath": PathListings.osPath,
    "pprint": PrettyListing.text, "statistics": TextListings.statistics, "string": TextListings.strings,
    "importlib.util": ImportListings.util, "importlib.metadata": ImportListings.metadata,
    "importlib_metadata": ImportListings.metadata, "importlib": ImportListings.package,
    "inspect": InspectListing.text, "dataclasses": DataclassListing.text, "contextlib": ContextListing.text,
    "copy": CopyListing.text, "typing": TypingListing.text, "typing_extensions": TypingListing.text,
    ListedLayers.module: MoreLayersListing.text,
    "weakref": WeakReferenceListing.text, "keyword": KeywordListing.text,
    "traceback": TracebackListing.text,
  ]

  private static let compiledTexts = Mutex<[String: Code]>([:])

  private static func compiledOnce(_ module: String, _ text: String) -> Code {
    if let code = compiledTexts.withLock({ $0[module] }) { return code }
    let code = compiled(module, text)
    compiledTexts.withLock { $0[module] = code }
    return code
  }

  static let names: Set = Set(texts.keys).union([
    "functools", "itertools", "operator", "collections", "enum", "random", "os", "sys", "time", "types",
    "packaging.version", "packaging", ListedFunctions.module,
  ])

  /// The path of a module among the machine's files. No file of a listing can have such a path.
  static func path(of module: String) -> String { "<\(module)>" }

  static func module(at path: String) -> String? {
    path.first == "<" && path.last == ">" ? String(path.dropFirst().dropLast()) : nil
  }

  private static func compiled(_ module: String, _ text: String) -> Code {
    let parsed = parseListing(SourceFile(name: path(of: module), text: text))
    precondition(parsed.diagnostics.isEmpty, "\(module) parses: \(parsed.diagnostics)")
    return Compiler.compile(parsed.module, dialect: .torch, isLibrary: true)
  }

  private static let listed = compiled(ListedFunctions.module, LossListing.text + "\n\n" + LayerListing.text)
  private static let functools = compiled("functools", FunctoolsListing.text)
  private static let enums = compiled("enum", EnumListing.text)
  private static let itertools = compiled("itertools", IterationListings.itertools)
  private static let operators = compiled("operator", IterationListings.operators)
  private static let collections = compiled("collections", ContainerListings.collections)
  private static let random = compiled("random", RandomListing.text)
  private static let os = compiled("os", WorldListings.os)
  private static let sys = compiled("sys", WorldListings.sys)
  private static let time = compiled("time", WorldListings.time)
  private static let packaging = compiled("packaging", "import packaging.version as version")
  private static let versions = compiled("packaging.version", WorldListings.versions)
  private static let types = compiled("types", TextListings.types)
}
