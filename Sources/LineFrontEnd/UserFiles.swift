#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The files that fwdb keeps for the user, in the folders that the XDG base directory specification defines.
public enum UserFiles {
  /// Commands that run at each start: `~/.config/fwdb/init`; nil if the file does not exist.
  public static var initFile: String? {
    guard let folder = folder("XDG_CONFIG_HOME", ".config") else { return nil }
    let path = folder + "/fwdb/init"
    return access(path, R_OK) == 0 ? path : nil
  }

  /// The file for lines typed at the prompt: `~/.local/state/fwdb/history`. Creates the file's folder; nil if the
  /// folder cannot be created.
  static var historyFile: String? {
    guard let folder = stateFolder, make(folder) else { return nil }
    return folder + "/history"
  }

  /// The folder for data of later sessions, `~/.local/state/fwdb`; nil if neither `XDG_STATE_HOME` nor `HOME` is set.
  static var stateFolder: String? { folder("XDG_STATE_HOME", ".local/state").map { $0 + "/fwdb" } }

  /// Creates a folder and its parents. Returns whether the folder exists.
  static func make(_ folder: String) -> Bool {
    var made = ""
    for part in folder.split(separator: "/") {
      made += "/" + part
      if mkdir(made, 0o700) != 0, access(made, F_OK) != 0 { return false }
    }
    return true
  }

  private static func folder(_ name: String, _ usual: String) -> String? {
    // The specification says to ignore relative paths.
    if let folder = variable(name), folder.hasPrefix("/") { return folder }
    return variable("HOME").map { $0 + "/" + usual }
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
