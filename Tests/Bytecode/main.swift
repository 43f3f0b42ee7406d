// fwdb-bytecode FILE [FUNCTION]: prints the byte code of a listing, or of one function of the listing.
//
// fwdb-bytecode FILE --trace CALL: runs a call and prints each instruction with its operands before the instruction
// runs.
//
// This tool is for developers who debug fwdb itself. docs/architecture.md shows its output.

import Foundation
import ListingRuntime

func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data((message + "\n").utf8))
  exit(2)
}

let arguments = Array(CommandLine.arguments.dropFirst())
let isTrace = arguments.count == 3 && arguments[1] == "--trace"
guard let path = arguments.first, isTrace || arguments.count <= 2 else {
  fail("fwdb-bytecode FILE [FUNCTION]\nfwdb-bytecode FILE --trace CALL")
}
let text: String
do { text = try String(contentsOfFile: path, encoding: .utf8) } catch { fail("\(path) cannot be read: \(error)") }
let file = path.split(separator: "/").last.map(String.init) ?? path
let sources = ListingSources(name: path, files: [file: text])
if let error = sources.errors().first { fail(error) }

var machine = Machine(sources: sources)
if isTrace {
  do {
    let names = try machine.load(file)
    for name in Machine.names(in: arguments[2]) {
      if let value = machine.value(named: name, in: names) { machine.setSessionName(name, to: value) }
    }
    try machine.begin(arguments[2], name: "<call>")
    while let next = machine.inspector.nextInstruction {
      print(next)
      try machine.step()
    }
    print(machine.output, terminator: "")
    print(machine.representation(of: machine.result))
  } catch { fail("\(error)") }
} else {
  guard let code = machine.inspector.byteCode(of: file, function: arguments.count > 1 ? arguments[1] : nil) else {
    fail("\(file) has no function \(arguments[1])")
  }
  print(code, terminator: "")
}
