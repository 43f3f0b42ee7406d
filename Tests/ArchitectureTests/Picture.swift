/// A room: a Swift target of the package, with the modules that its files may import.
struct Room {
  let name: String
  /// The folder of the room's files, below `Sources`.
  let folder: String
  /// The rooms that this room depends on directly. The room may also import every room that these rooms may import.
  let knows: [String]
  /// Third-party packages that the room may import.
  let packages: [String]
  /// Modules of Swift or of the system that the room may import. A room with Glibc may import Darwin too.
  let system: [String]

  init(
    _ name: String, knows: [String] = [], packages: [String] = [], system: [String] = [], folder: String? = nil
  ) {
    self.name = name
    self.folder = folder ?? name
    self.knows = knows
    self.packages = packages
    self.system = system
  }
}

/// A target that lets Swift call C functions. Only one file or folder of Swift code may call these functions.
struct CRoom {
  let name: String
  /// The Swift code that may call the C functions: a file below `Sources`, or a folder if the path ends in a slash.
  let user: String
  /// The C header. No other target may include it.
  let header: String
  /// Whether the C code is in this repository.
  let isOurs: Bool

  init(_ name: String, user: String, header: String, isOurs: Bool = false) {
    self.name = name
    self.user = user
    self.header = header
    self.isOurs = isOurs
  }
}

/// The rooms and the imports that each room may have. `docs/architecture.md`, `Package.swift` and every source file
/// must agree with this table.
enum Picture {
  static let rooms = [
    // Numbers and files
    Room("Searching"),
    Room("Tensors", knows: ["Searching"], system: ["Glibc", "Synchronization"]),
    Room("JSON"),
    Room("Checkpoints", knows: ["JSON", "Tensors"], system: ["Glibc", "Synchronization"]),
    Room("Speech", knows: ["Tensors"], system: ["Foundation", "FoundationEssentials", "Glibc"]),

    // The listing language and its machine.
    Room("ListingSyntax", knows: ["Searching"]),
    Room(
      "ListingRuntime", knows: ["ListingSyntax", "Tensors"], packages: ["BigInt"], system: ["Glibc", "Synchronization"]),
    Room("embed-listings", system: ["Foundation"], folder: "EmbedListings/Tool"),
    Room(
      "EmbedListings", knows: ["embed-listings"], system: ["Foundation", "PackagePlugin"],
      folder: "EmbedListings/Plugin"),
    Room("RunPlans", knows: ["ListingRuntime"]),
    Room("Models", knows: ["Checkpoints", "RunPlans"], packages: ["Yams"], system: ["Foundation"]),
    Room("Traces", knows: ["Checkpoints", "ListingRuntime"]),

    // Export of tensors to files for other programs.
    Room("Exports", knows: ["Checkpoints", "Screen"]),

    // The debugger
    Room("DebugEngine", knows: ["RunPlans"], system: ["Glibc", "Synchronization"]),
    Room("Commands", knows: ["DebugEngine", "JSON"], system: ["Glibc", "Synchronization"]),
    Room("LineFrontEnd", knows: ["Commands"], system: ["Glibc", "Synchronization"]),

    // The screen
    Room("Screen", knows: ["Searching"]),
    Room("Curses", knows: ["Screen"], system: ["Glibc"]),
    Room("TUI", knows: ["Screen", "Commands"]),

    Room("Launch", knows: ["Models", "Speech", "Exports", "Commands"], system: ["Foundation", "Glibc"]),

    Room(
      "fwdb", knows: ["Launch", "Traces", "LineFrontEnd", "TUI", "Curses"],
      packages: ["ArgumentParser"], system: ["Foundation", "Glibc"]),
  ]

  static let cRooms = [
    CRoom("CKernels", user: "Tensors/", header: "CKernels.h", isOurs: true),
    CRoom("COpenBLAS", user: "Tensors/BLAS.swift", header: "cblas.h"),
    CRoom("CMappedFiles", user: "Checkpoints/MappedFile.swift", header: "CMappedFiles.h", isOurs: true),
    CRoom("CProcess", user: "fwdb/ThisProcess.swift", header: "CProcess.h", isOurs: true),
    CRoom("CZlib", user: "Checkpoints/Zip/Inflate.swift", header: "zlib.h"),
    CRoom("CSndfile", user: "Speech/SoundFile.swift", header: "sndfile.h"),
    CRoom("CSoxr", user: "Speech/Resampler.swift", header: "soxr.h"),
    CRoom("CKissFFT", user: "Speech/FourierTransform.swift", header: "kissfft/kiss_fftr.h"),
    CRoom("CPNG", user: "Exports/HeatMapPicture.swift", header: "png.h"),
    CRoom(
      "CPCRE2", user: "ListingRuntime/Library/Standard/Patterns/RegularExpressions.swift", header: "pcre2.h"),
    CRoom("CEditline", user: "LineFrontEnd/LineEditor.swift", header: "editline/readline.h"),
    CRoom("CNCurses", user: "Curses/CursesTerminal.swift", header: "curses.h", isOurs: true),
  ]

  /// System modules that only one file of a room may use.
  static let narrowed = [
    (module: "Foundation", file: "Speech/CMVN.swift"),
    (module: "FoundationEssentials", file: "Speech/CMVN.swift"),
    // A session is a value and needs no lock. Only `SessionRunner` runs sessions on threads.
    (module: "Synchronization", file: "Commands/FrontEnds/SessionThread.swift"),
  ]

  static func room(_ name: String) -> Room? { rooms.first { $0.name == name } }

  /// The rooms that a room's files may import: all rooms that the room depends on, directly or indirectly.
  static func reach(of name: String) -> Set<String> {
    var reached: Set<String> = []
    var open = room(name)?.knows ?? []
    while let next = open.popLast() {
      if reached.insert(next).inserted { open += room(next)?.knows ?? [] }
    }
    return reached
  }

  /// The room that contains a file; `path` is relative to `Sources`. Nil if no room contains the file.
  static func room(ofFile path: String) -> Room? { rooms.first { path.hasPrefix($0.folder + "/") } }

  /// Why a file may not import a module; nil if the import is allowed.
  static func objection(to module: String, inFile path: String) -> String? {
    guard let room = room(ofFile: path) else { return "\(path) belongs to no room" }
    if let cRoom = cRooms.first(where: { $0.name == module }) {
      return isPlace(cRoom.user, of: path) ? nil : "\(path) imports \(module), which only \(cRoom.user) may"
    }
    if let narrow = narrowed.first(where: { $0.module == module && self.room(ofFile: $0.file)?.name == room.name }) {
      return path == narrow.file ? nil : "\(path) imports \(module), which in \(room.name) only \(narrow.file) may"
    }
    if module == "Darwin" { return objection(to: "Glibc", inFile: path) }
    if reach(of: room.name).union(room.packages).union(room.system).contains(module) || module == "Swift" { return nil }
    return "\(path) imports \(module), which \(room.name) must not know"
  }

  static func isPlace(_ place: String, of path: String) -> Bool {
    place.hasSuffix("/") ? path.hasPrefix(place) : path == place
  }
}
