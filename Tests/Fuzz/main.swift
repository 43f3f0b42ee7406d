// fwdb-fuzz TARGET SECONDS [--seed N]: runs the target on generated inputs.
//
// fwdb-fuzz TARGET --input FILE: runs the target on a saved input.
//
// fwdb-fuzz: lists the targets.
//
// The file `last-TARGET` in the working folder contains the current input. If the process is killed, the file remains.

import FuzzTargets
import Glibc

/// The limit of computing time for an input, in seconds. The limit of elapsed time is ten times as long, because the
/// machine may be busy.
let patience: UInt32 = 30
/// The largest size of an input, in bytes.
let capacity = 1 << 22

/// Starts the time limits of the next input. With 0 seconds, stops both time limits.
func limit(_ seconds: UInt32) {
  alarm(seconds * 10)
  var time = itimerval()
  time.it_value.tv_sec = Int(seconds)
  setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &time, nil)
}

func fail(_ message: String) -> Never {
  _ = (message + "\n").withCString { write(STDERR_FILENO, $0, strlen($0)) }
  exit(2)
}

func save(_ bytes: [UInt8], to path: String) {
  guard let file = fopen(path, "w") else { fail("\(path) cannot be written") }
  fwrite(bytes, 1, bytes.count, file)
  fclose(file)
}

let arguments = Array(CommandLine.arguments.dropFirst())
guard let name = arguments.first else {
  for target in FuzzTarget.all {
    print(target.name + String(repeating: " ", count: 20 - target.name.count) + target.about)
  }
  exit(0)
}
guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
  fail("there is no target '\(name)'; there are: " + FuzzTarget.all.map(\.name).joined(separator: ", "))
}

if arguments.count == 3, arguments[1] == "--input" {
  guard var bytes = readFile(arguments[2]) else { fail("\(arguments[2]) cannot be read") }
  // A file left by a killed process begins with the length of the input and ends with unused bytes.
  if bytes.count == capacity + 8 {
    let length = bytes.withUnsafeBytes { $0.load(as: Int.self) }
    bytes = Array(bytes[8..<(8 + max(0, min(length, capacity)))])
    save(bytes, to: "failed-\(name)")
    print("The input is in failed-\(name).")
  }
  do { try target.check(bytes) } catch { fail("\(error)") }
  print("read without complaint")
  exit(0)
}

guard arguments.count >= 2, let seconds = Int(arguments[1]), seconds > 0 else {
  fail("how many seconds? fwdb-fuzz \(name) 600")
}
let seed = arguments.count == 4 && arguments[2] == "--seed" ? UInt64(arguments[3]) : UInt64(time(nil))
guard let seed else { fail("--seed needs a number") }

// The file `last-TARGET` is mapped into memory. So storing an input needs no system call, and the input remains after a
// trap.
let path = "last-\(name)"
let descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o644)
guard descriptor >= 0, ftruncate(descriptor, capacity + 8) == 0,
  let memory = mmap(nil, capacity + 8, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), memory != MAP_FAILED
else { fail("\(path) cannot be written") }

// At the limit of computing time, SIGPROF arrives. The handler raises SIGALRM, because `scripts/fuzz` recognises
// SIGALRM as a hang.
signal(SIGPROF) { _ in raise(SIGALRM) }
var random = FuzzRandom(seed: seed)
var count = 0
let begin = time(nil)
print("\(name): seed \(seed), \(seconds) s")
while time(nil) - begin < seconds {
  let bytes = Array(target.input(&random).prefix(capacity))
  memory.storeBytes(of: bytes.count, as: Int.self)
  bytes.withUnsafeBytes {
    (memory + 8).copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(memory), byteCount: $0.count)
  }
  limit(patience)
  do { try target.check(bytes) } catch {
    save(bytes, to: "failed-\(name)")
    fail("\(name): input \(count): \(error)\nThe input is in failed-\(name).")
  }
  count += 1
}
limit(0)
unlink(path)
print("\(name): \(count) inputs in \(time(nil) - begin) s, none trapped, hung or broke a promise")
