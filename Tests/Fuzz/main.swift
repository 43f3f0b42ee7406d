// fwdb-fuzz TARGET SECONDS [--seed N]: makes input after input and has the target read it.
// fwdb-fuzz TARGET --input FILE:        has it read one that went wrong before.
// fwdb-fuzz:                            lists the targets.
//
// The input under way is in `last-TARGET` in the working folder, so that it is there when the process dies of it.

import FuzzTargets
import Glibc

/// More seconds of computing than this on one input are a hang; so are ten times as many of waiting, which a machine
/// that has much else to do makes long.
let patience: UInt32 = 30
/// No input is longer, in bytes.
let capacity = 1 << 22

/// Begins to count for the next input; 0 ends that.
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
  // What a killed process left has the length before it and room behind.
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

// One file, mapped: it has the input also after a trap, and costs no system call an input.
let path = "last-\(name)"
let descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o644)
guard descriptor >= 0, ftruncate(descriptor, capacity + 8) == 0,
  let memory = mmap(nil, capacity + 8, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), memory != MAP_FAILED
else { fail("\(path) cannot be written") }

// Both kinds of hang end it as `scripts/fuzz` knows it.
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
