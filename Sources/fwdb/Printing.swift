import Commands
import Foundation

/// Prints text with control characters made visible. Replaces Swift's `print` in this module, so that control
/// characters in a file never reach the terminal.
func print(_ text: String, terminator: String = "\n") {
  Swift.print(text.printable, terminator: terminator)
}

/// Prints what a script printed. A pipe or a file receives exactly these characters, as from Python; at a terminal
/// control characters are made visible.
func printOutput(_ text: String) {
  Swift.print(isatty(STDOUT_FILENO) == 1 ? text.printable : text, terminator: "")
}

/// Writes what a script wrote on standard error, in the same way.
func writeErrorOutput(_ text: String) { writeError(isatty(STDERR_FILENO) == 1 ? text.printable : text) }

/// Prints `note: ` and the text on standard error.
func printNote(_ text: String) { printError("note: \(text)") }

/// Prints a line on standard error. Writes earlier output first, so that lines stay in order when standard output and
/// standard error go to the same file.
func printError(_ line: String) {
  fflush(nil)
  writeError(line.printable + "\n")
}

/// Writes text on standard error. Does nothing if standard error is closed.
func writeError(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
