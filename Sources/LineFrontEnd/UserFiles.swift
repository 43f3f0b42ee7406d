#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where a person's own files of fwdb lie, as the XDG base directory specification has it.
public enum UserFiles {
  /// Commands to be carried out first: `~/.config/fwdb/init`; nil when there is none.
  public static var initFile: String? {
    guard let folder = folder("XDG_CONFIG_HOME", ".config") else { return nil }
    let path = folder + "/fwdb/init"
    return access(path, R_OK) == 0 ? path : nil
  }

  /// Lines typed at the prompt: `~/.local/state/fwdb/history`. Its folder is made; nil when that cannot be.
  static var historyFile: String? {
    guard let folder = stateFolder, make(folder) else { return nil }
    return folder + "/history"
  }

  /// What fwdb remembers from one session to the next: `~/.local/state/fwdb`; nil when nothing says where that is.
  static var stateFolder: String? { folder("XDG_STATE_HOME", ".local/state").map { $0 + "/fwdb" } }

  /// Makes a folder, with those that it lies in; whether it is there then.
  static func make(_ folder: String) -> Bool {
    var made = ""
    for part in folder.split(separator: "/") {
      made += "/" + part
      if mkdir(made, 0o700) != 0, access(made, F_OK) != 0 { return false }
    }
    return true
  }

  private static func folder(_ name: String, _ usual: String) -> String? {
    // The specification has relative paths ignored.
    if let folder = variable(name), folder.hasPrefix("/") { return folder }
    return variable("HOME").map { $0 + "/" + usual }
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
