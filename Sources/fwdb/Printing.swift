import Commands
import Foundation

/// Prints text with control characters made visible. Replaces Swift's `print` in this module, so that control
/// characters in a file never reach the terminal.
func print(_ text: String, terminator: String = "\n") {
  Swift.print(text.printable, terminator: terminator)
}

/// Prints the output of a script. A pipe or a file receives exactly the script's characters, as from Python. On a
/// terminal, control characters are made visible.
func printOutput(_ text: String) {
  Swift.print(isatty(STDOUT_FILENO) == 1 ? text.printable : text, terminator: "")
}

/// Writes a script's error output on standard error. Control characters are treated as in `printOutput`.
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
