// swift-tools-version: 6.1
import PackageDescription

// The targets, called rooms, in the order of the picture in docs/architecture.md. A target depends only on rooms that
// the picture allows. ArchitectureTests compares the imports of every file with the picture.
let package = Package(
  name: "fwdb",
  products: [.executable(name: "fwdb", targets: ["fwdb"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    .package(url: "https://github.com/attaswift/BigInt", .upToNextMinor(from: "6.0.1")),
  ],
  targets: [
    // C libraries of the system. Exactly one Swift file imports each library.
    .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-pthread-dev"])]),
    .systemLibrary(name: "CSndfile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),
    .systemLibrary(name: "CSoxr", pkgConfig: "soxr", providers: [.apt(["libsoxr-dev"])]),
    .systemLibrary(name: "CKissFFT", providers: [.apt(["libkissfft-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-32", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CEditline", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),

    // C code of fwdb: numeric kernels, the handler of SIGBUS for mapped files, the system call filter, and a thin
    // wrapper that makes ncurses callable from Swift.
    .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3", "-ffp-contract=off"])]),
    .target(name: "CMappedFiles"),
    .target(name: "CProcess"),
    .target(
      name: "CNCurses",
      cSettings: [.define("_XOPEN_SOURCE_EXTENDED"), .define("NCURSES_WIDECHAR"), .define("_GNU_SOURCE")],
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),

    // Tensors, file formats and recordings.
    .target(name: "Searching"),
    .target(name: "Tensors", dependencies: ["CKernels", "COpenBLAS", "Searching"]),
    .target(name: "JSON"),
    .target(name: "Checkpoints", dependencies: ["JSON", "Tensors", "CMappedFiles", "CZlib"]),
    .target(name: "Speech", dependencies: ["Tensors", "CSndfile", "CSoxr", "CKissFFT"]),

    // The listing language and the machine that runs it.
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

    // Writes tensors to files for other programs.
    .target(name: "Exports", dependencies: ["Checkpoints", "Screen", "CPNG"]),

    // The debugger.
    .target(name: "DebugEngine", dependencies: ["RunPlans"]),
    .target(name: "Commands", dependencies: ["DebugEngine", "JSON"]),
    .target(name: "LineFrontEnd", dependencies: ["Commands", "CEditline"]),

    // The screen.
    .target(name: "Screen", dependencies: ["Searching"]),
    .target(name: "Curses", dependencies: ["Screen", "CNCurses"]),
    .target(name: "TUI", dependencies: ["Screen", "Commands"]),

    // Creates a session from the options of a command line or of an editor.
    .target(name: "Launch", dependencies: ["Models", "Speech", "Exports", "Commands"]),

    .executableTarget(
      name: "fwdb",
      dependencies: [
        "Launch", "Traces", "LineFrontEnd", "TUI", "Curses", "CProcess",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Code that several test targets share: comparing drawn pictures with the committed pictures, and running listings.
    .target(name: "TestSupport", dependencies: ["ListingRuntime"], path: "Tests/TestSupport"),
    // Readers of hostile input, and generators of such input. `scripts/fuzz` runs them for a long time, FuzzTests for a
    // short time.
    .target(
      name: "FuzzTargets",
      dependencies: [
        "ListingSyntax", "ListingRuntime", "Checkpoints", "Speech", "Models", "Traces", "Commands", "Screen", "TUI",
        "TestSupport",
      ],
      path: "Tests/FuzzTargets"),
    .executableTarget(name: "fwdb-fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz"),
    // Measures how much of a pass's time the interpreter takes: `swift run -c release fwdb-cost MODEL FRAMES`.
    .executableTarget(name: "fwdb-cost", dependencies: ["ListingRuntime", "Models"], path: "Tests/Cost"),
    // Prints the byte code of a listing and a trace of its instructions: `swift run fwdb-bytecode FILE`.
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
