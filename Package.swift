// swift-tools-version: 6.1
import PackageDescription

// The rooms, left to right as docs/architecture.md draws them. A target names only the rooms it may know;
// ArchitectureTests holds every file's imports against the same picture.
let package = Package(
  name: "fwdb",
  products: [.executable(name: "fwdb", targets: ["fwdb"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    .package(url: "https://github.com/attaswift/BigInt", .upToNextMinor(from: "6.0.1")),
  ],
  targets: [
    // C libraries of the system, each imported by exactly one Swift file.
    .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-pthread-dev"])]),
    .systemLibrary(name: "CSndfile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),
    .systemLibrary(name: "CSoxr", pkgConfig: "soxr", providers: [.apt(["libsoxr-dev"])]),
    .systemLibrary(name: "CKissFFT", providers: [.apt(["libkissfft-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-32", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CEditline", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),

    // Our own C: vector kernels, the thin wrapper that makes ncurses callable from Swift, a signal's handler, and the
    // giving up of what fwdb never does.
    .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3", "-ffp-contract=off"])]),
    .target(name: "CMappedFiles"),
    .target(name: "CProcess"),
    .target(
      name: "CNCurses",
      cSettings: [.define("_XOPEN_SOURCE_EXTENDED"), .define("NCURSES_WIDECHAR"), .define("_GNU_SOURCE")],
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),

    // Numbers and files.
    .target(name: "Searching"),
    .target(name: "Tensors", dependencies: ["CKernels", "COpenBLAS", "Searching"]),
    .target(name: "JSON"),
    .target(name: "Checkpoints", dependencies: ["JSON", "Tensors", "CMappedFiles", "CZlib"]),
    .target(name: "Speech", dependencies: ["Tensors", "CSndfile", "CSoxr", "CKissFFT"]),

    // The listing language and its machine.
    .target(name: "ListingSyntax", dependencies: ["Searching"]),
    .target(
      name: "ListingRuntime",
      dependencies: ["ListingSyntax", "Tensors", "CPCRE2", .product(name: "BigInt", package: "BigInt")]),
    .executableTarget(name: "embed-listings", path: "Sources/EmbedListings/Tool"),
    .plugin(
      name: "EmbedListings", capability: .buildTool(), dependencies: ["embed-listings"],
      path: "Sources/EmbedListings/Plugin"),
    .target(name: "RunPlans", dependencies: ["ListingRuntime"]),
    .target(
      name: "Models", dependencies: ["Checkpoints", "RunPlans", .product(name: "Yams", package: "Yams")],
      exclude: ["Listings"], plugins: ["EmbedListings"]),
    .target(name: "Traces", dependencies: ["Checkpoints", "ListingRuntime"]),

    // A tensor as a file for other programs.
    .target(name: "Exports", dependencies: ["Checkpoints", "Screen", "CPNG"]),

    // The debugger.
    .target(name: "DebugEngine", dependencies: ["RunPlans"]),
    .target(name: "Commands", dependencies: ["DebugEngine", "JSON"]),
    .target(name: "LineFrontEnd", dependencies: ["Commands", "CEditline"]),

    // The screen.
    .target(name: "Screen", dependencies: ["Searching"]),
    .target(name: "Curses", dependencies: ["Screen", "CNCurses"]),
    .target(name: "TUI", dependencies: ["Screen", "Commands"]),

    // From the options of a command line, or of an editor, to a session.
    .target(name: "Launch", dependencies: ["Models", "Speech", "Exports", "Commands"]),

    .executableTarget(
      name: "fwdb",
      dependencies: [
        "Launch", "Traces", "LineFrontEnd", "TUI", "Curses", "CProcess",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // What several test targets share: comparing drawn pictures with the committed ones, machines that run a listing.
    .target(name: "TestSupport", dependencies: ["ListingRuntime"], path: "Tests/TestSupport"),
    // Readers of hostile input with ways of making such input; `scripts/fuzz` runs them for long, FuzzTests briefly.
    .target(
      name: "FuzzTargets",
      dependencies: [
        "ListingSyntax", "ListingRuntime", "Checkpoints", "Speech", "Models", "Traces", "Commands", "Screen", "TUI",
        "TestSupport",
      ],
      path: "Tests/FuzzTargets"),
    .executableTarget(name: "fwdb-fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz"),
    // How much of a pass is interpreting: `swift run -c release fwdb-cost MODEL FRAMES`.
    .executableTarget(name: "fwdb-cost", dependencies: ["ListingRuntime", "Models"], path: "Tests/Cost"),
    // The byte code of a listing, and a trace of instructions: `swift run fwdb-bytecode FILE`.
    .executableTarget(name: "fwdb-bytecode", dependencies: ["ListingRuntime"], path: "Tests/Bytecode"),

    .testTarget(name: "SearchingTests", dependencies: ["Searching"]),
    .testTarget(name: "JSONTests", dependencies: ["JSON"]),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors"]),
    .testTarget(name: "CheckpointsTests", dependencies: ["Checkpoints"], exclude: ["Fixtures"]),
    .testTarget(name: "SpeechTests", dependencies: ["Speech"], exclude: ["Fixtures"]),
    .testTarget(name: "ListingSyntaxTests", dependencies: ["ListingSyntax", "FuzzTargets"]),
    .testTarget(name: "ListingRuntimeTests", dependencies: ["ListingRuntime"]),
    .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets"]),
    .testTarget(name: "TracesTests", dependencies: ["Traces", "TestSupport"]),
    .testTarget(name: "ModelsTests", dependencies: ["Models", "Speech", "Traces"]),
    .testTarget(name: "DebugEngineTests", dependencies: ["DebugEngine", "TestSupport"]),
    .testTarget(name: "ExportsTests", dependencies: ["Exports"]),
    .testTarget(name: "CommandsTests", dependencies: ["Commands", "TestSupport"]),
    .testTarget(name: "ScreenTests", dependencies: ["Screen", "Curses", "TestSupport"]),
    .testTarget(name: "TUITests", dependencies: ["TUI", "TestSupport"]),
    .testTarget(name: "ArchitectureTests"),
    .testTarget(
      name: "EndToEndTests", dependencies: ["fwdb", "Checkpoints", "Commands", "Tensors"], exclude: ["Transcripts"]),
  ],
  swiftLanguageModes: [.v6]
)
