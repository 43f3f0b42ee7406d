import Commands
import Foundation

/// Prints for a person, who may sit at a terminal. It stands in for Swift's own in all of this room, so that no text
/// from a file reaches a terminal as it is.
func print(_ text: String, terminator: String = "\n") {
  Swift.print(text.printable, terminator: terminator)
}

/// `note: …`, beside the output.
func printNote(_ text: String) { printError("note: \(text)") }

/// A line on standard error, behind what was printed before it: where both go to one file, no line is cut by another.
func printError(_ line: String) {
  fflush(nil)
  FileHandle.standardError.write(Data((line.printable + "\n").utf8))
}
