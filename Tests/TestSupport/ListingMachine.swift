import ListingRuntime

/// A machine that is about to run a call in a listing of one file.
///
/// The file's `main` and `model` are session names, as far as it defines them, and the modules of `model` have paths.
///
/// - Parameter call: the pass; nil leaves the machine without one.
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
