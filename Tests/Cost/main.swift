// fwdb-cost MODEL FRAMES [THREADS [TURNS]]: measures how much of a pass's time the interpreter takes.
//
// Runs the pass on random features TURNS times without a debugger, and measures the time of every instruction. Other
// programs can delay single instructions, so the shortest time of each instruction counts. The time for reading the
// clock is subtracted. The output has two sums. The first is the time of the instructions that run a tensor operation.
// This time includes reading the operation's arguments. The second is the time of all other instructions: the
// interpreter's time.

import Foundation
import Glibc
import ListingRuntime
import Models
import Tensors

func fail(_ message: String) -> Never {
  _ = (message + "\n").withCString { write(STDERR_FILENO, $0, strlen($0)) }
  exit(2)
}

func milliseconds(_ nanoseconds: Int) -> String { String(format: "%.3f ms", Double(nanoseconds) / 1e6) }

let arguments = CommandLine.arguments.dropFirst()
let numbers = arguments.dropFirst().map { Int($0) ?? 0 }
guard let folder = arguments.first, let frames = numbers.first, numbers.allSatisfy({ $0 > 0 }) else {
  fail("fwdb-cost MODEL FRAMES [THREADS [TURNS]]")
}
let compute = numbers.count > 1 ? Compute(threads: numbers[1]) : Compute()
let turns = numbers.count > 2 ? numbers[2] : 20

guard var model = U2Model(try Model.open(ModelFiles.find(in: folder), compute: compute)) else {
  fail("\(folder) is no U2 model")
}
var generator = RandomGenerator(seed: 7)
let features = try compute.randomNormal([frames, model.input.featureSize], using: &generator)
try model.beginPass(features: features, lengths: [frames])
let start = model.model.machine

var isOperation: [Bool] = []
var machine = start
while !machine.isFinished {
  isOperation.append(machine.operationNameAhead != nil)
  try machine.step()
}

let clock = ContinuousClock()
func nanoseconds(from first: ContinuousClock.Instant, to last: ContinuousClock.Instant) -> Int {
  Int((last - first).components.attoseconds / 1_000_000_000) + Int((last - first).components.seconds) * 1_000_000_000
}
let reading = (0..<1000).reduce(Int.max) { shortest, _ in
  let now = clock.now
  return min(shortest, nanoseconds(from: now, to: clock.now))
}
// This code is in a function because Swift checks each access to a global variable at run time. The checks would make
// each step slower.
func shortestTimes(of count: Int, from start: Machine) throws -> [Int] {
  var shortest = [Int](repeating: .max, count: count)
  for _ in 0..<turns {
    var machine = start
    for index in shortest.indices {
      let now = clock.now
      try machine.step()
      shortest[index] = min(shortest[index], max(0, nanoseconds(from: now, to: clock.now) - reading))
    }
  }
  return shortest
}
let shortest = try shortestTimes(of: isOperation.count, from: start)

var (operations, others) = (0, 0)
for (time, isOperation) in zip(shortest, isOperation) {
  if isOperation { operations += time } else { others += time }
}
let count = isOperation.count { $0 }
print("\(count) tensor operations: \(milliseconds(operations))")
print("\(isOperation.count - count) other instructions: \(milliseconds(others))")
print(String(format: "interpreting: %.2f %%", 100 * Double(others) / Double(operations + others)))
