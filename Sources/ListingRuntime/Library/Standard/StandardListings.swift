import ListingSyntax

/// Modules of Python's standard library that are written in the listing language. Each runs at its first import, hidden
/// from the debugger, and then has the members that `StandardModules` gives to a module of the same name as well.
enum StandardListings {
  /// The code of a module; nil if it is not written in the listing language. Compiled at the first import.
  static func code(of module: String) -> Code? {
    switch module {
    case "itertools": itertools
    case "operator": operators
    case "collections": collections
    case "random": random
    case "os": os
    case "os.path", "posixpath": paths
    case "sys": sys
    case "time": time
    case "string": strings
    case "statistics": statistics
    case "types": types
    case "warnings": warnings
    case "packaging.version": versions
    case "packaging": packaging
    case ListedFunctions.module: listed
    default: nil
    }
  }

  /// Functions that only the module's own code calls.
  static func helpers(of module: String) -> [String: Value] {
    switch module {
    case "random": MersenneTwister.functions
    case "sys", "time": world
    default: [:]
    }
  }

  private static let world: [String: Value] = Dictionary(
    uniqueKeysWithValues: [
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

  static let names: Set = [
    "itertools", "operator", "collections", "random", "os", "os.path", "posixpath", "sys", "time",
    "string",
    "statistics", "types", "warnings", "packaging.version", "packaging", ListedFunctions.module,
  ]

  /// The path of a module among the machine's files: no file of a listing has such a name.
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
  private static let itertools = compiled("itertools", IterationListings.itertools)
  private static let operators = compiled("operator", IterationListings.operators)
  private static let collections = compiled("collections", IterationListings.collections)
  private static let random = compiled("random", RandomListing.text)
  private static let os = compiled("os", WorldListings.os)
  private static let paths = compiled("os.path", WorldListings.paths)
  private static let sys = compiled("sys", WorldListings.sys)
  private static let time = compiled("time", WorldListings.time)
  private static let packaging = compiled("packaging", "import packaging.version as version")
  private static let versions = compiled("packaging.version", WorldListings.versions)
  private static let warnings = compiled("warnings", WorldListings.warnings)
  private static let strings = compiled("string", TextListings.strings)
  private static let statistics = compiled("statistics", TextListings.statistics)
  private static let types = compiled("types", TextListings.types)
}
