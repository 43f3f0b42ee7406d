import Testing

/// `importedModules` finds every form of an import. The other tests of this target use this function.
@Test(arguments: [
  ("import A", ["A"]),
  ("@testable import A", ["A"]),
  ("@preconcurrency public import A", ["A"]),
  ("@_spi(Private) import A", ["A"]),
  ("import struct A.B", ["A"]),
  ("import A.B", ["A"]),
  ("import A; import B", ["A", "B"]),
  ("#if canImport(A)\n  import A\n#else\n  import B\n#endif", ["A", "B"]),
  ("import A // import B", ["A"]),
  ("/* import A /* import B */ import C */ import D", ["D"]),
  ("let text = \"import A\"", []),
  ("let text = \"\\\"\nimport A\"", []),
  ("let text = #\"\\\"#\nimport A", ["A"]),
  ("let text = \"\"\"\n  import A\n  \"\"\"\nimport B", ["B"]),
  ("let important = 1\nthrow .unknownImport(name)", []),
])
func importsAreFound(text: String, modules: [String]) {
  #expect(importedModules(text) == modules)
}

@Test(arguments: [
  ("let color: Screen.Color", ["Screen"]),
  ("// Screen.Color", []),
  ("let text = \"Screen.Color\"", []),
  ("TouchScreen.Color", []),
  ("app.Screen.Color", []),
  ("Screen", []),
])
func mentionsAreFound(text: String, modules: [String]) {
  #expect(mentionedModules(text, among: ["Screen", "Tensors"]) == modules)
}

@Test func headersAreFound() {
  #expect(includedHeaders("#include <a.h>\n  # include \"b/c.h\" // d.h\n#define include <e.h>") == ["a.h", "b/c.h"])
}

@Test func targetsAreFound() throws {
  let manifest = Manifest(
    """
    targets: [
      .systemLibrary(name: "CA", pkgConfig: "a", providers: [.apt(["liba-dev"])]),
      .target(
        name: "B", dependencies: ["CA", .product(name: "Product", package: "the-package")], exclude: ["C"]),
      .testTarget(name: "BTests", dependencies: ["B"]),
    ]
    """)
  #expect(manifest.targets.map(\.name) == ["CA", "B", "BTests"])
  #expect(manifest.targets.map(\.kind) == [.systemLibrary, .target, .testTarget])
  #expect(manifest.targets.map(\.dependencies) == [[], ["CA", "Product"], ["B"]])
}

/// Each row has a module, a file, and whether `Picture` allows the file to import the module.
@Test(arguments: [
  ("ListingSyntax", "ListingRuntime/Values/Value.swift", true),
  ("Tensors", "ListingSyntax/Lexer.swift", false),
  ("Screen", "DebugEngine/Debugger.swift", false),
  ("ListingSyntax", "TUI/App.swift", true),
  ("TUI", "Commands/Command.swift", false),
  ("Models", "DebugEngine/Debugger.swift", false),
  ("Speech", "Models/Model.swift", false),
  ("CNCurses", "TUI/App.swift", false),
  ("CNCurses", "Curses/CursesTerminal.swift", true),
  ("CNCurses", "Curses/ColorPairs.swift", false),
  ("CKernels", "Tensors/Softmax.swift", true),
  ("Foundation", "Speech/CMVN.swift", true),
  ("Foundation", "Speech/CTC.swift", false),
  ("FoundationEssentials", "Tensors/Tensor.swift", false),
  ("Foundation", "Models/ModelFiles.swift", true),
  ("Synchronization", "Commands/FrontEnds/SessionThread.swift", true),
  ("Synchronization", "Commands/Session.swift", false),
  ("Synchronization", "TUI/ScreenProgram.swift", false),
  ("Darwin", "Checkpoints/MappedFile.swift", true),
  ("Darwin", "Screen/Color.swift", false),
  ("Yams", "Models/Configuration.swift", true),
  ("Yams", "DebugEngine/Debugger.swift", false),
  ("BigInt", "ListingRuntime/Values/LargeInteger.swift", true),
  ("BigInt", "Tensors/Tensor.swift", false),
  ("Tensors", "Elsewhere/File.swift", false),
])
func thePictureAllowsAndForbidsImports(module: String, file: String, isAllowed: Bool) {
  #expect((Picture.objection(to: module, inFile: file) == nil) == isAllowed)
}
