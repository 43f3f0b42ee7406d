import Commands
import Foundation

/// Prints text with control characters made visible. Shadows Swift's `print` in this room, so that no text from a file
/// reaches a terminal unchanged.
func print(_ text: String, terminator: String = "\n") {
  Swift.print(text.printable, terminator: terminator)
}

/// Prints `note: …` on standard error.
func printNote(_ text: String) { printError("note: \(text)") }

/// Prints a line on standard error, after all earlier output. When both go to one file, lines stay whole and in order.
func printError(_ line: String) {
  fflush(nil)
  FileHandle.standardError.write(Data((line.printable + "\n").utf8))
}
