import ListingRuntime

/// A machine that has loaded a listing of one file and is about to run a call.
///
/// If the file defines `main` or `model`, expressions of the session can use this name. The modules of `model` have
/// module paths.
///
/// - Parameter call: the expression of the pass; nil for a machine without a pass.
public func machine(
  _ text: String, file: String = "main.py", listing: String = "test", call: String? = "main()"
) throws -> Machine {
  var machine = Machine(sources: ListingSources(name: listing, files: [file: text]))
  let names = try machine.load(file)
  if let main = machine.value(named: "main", in: names) { machine.setSessionName("main", to: main) }
  if let model = machine.value(named: "model", in: names) {
    machine.setModel(model)
    machine.setSessionName("model", to: model)
  }
  if let call { try machine.begin(call, name: "<pass>") }
  return machine
}
