import ArgumentParser
import Launch
import ListingRuntime
import Models

struct TreeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tree", abstract: "Prints the network as the frameworks print it.",
    discussion: """
        fwdb tree MODEL --module encoder.encoders.3.self_attn
        fwdb tree --path src --make 'net.Encoder(16)'
      """)

  @OptionGroup var model: ModelOptions

  @Option(
    help: ArgumentHelp(
      "Print only the module at this path: encoder.encoders.3.self_attn. Without --make, --path does the same.",
      valueName: "path"))
  var module: String?

  func validate() throws {
    if model.make == nil, model.path.count + (module == nil ? 0 : 1) > 1 {
      throw ValidationError("--module and --path both name a module: give one")
    }
  }

  func run() throws {
    let loaded = try model.launch.openModel()
    for note in loaded.notes where model.make != nil { printNote(note) }
    let path = module ?? (model.make == nil ? model.path.first : nil) ?? ""
    guard let module = loaded.machine.module(at: path) else {
      throw Failure("the model has no module '\(path)'")
    }
    print(loaded.machine.moduleText(module))
    let count = loaded.machine.parameterTree(module).reduce(0) { $0 + $1.value.layout.count }
    print("\(grouped(count)) parameters and buffers · listing \(loaded.listing)")
  }
}

/// The number in digits, with commas between groups of three: `725,134`.
func grouped(_ number: Int) -> String {
  let digits = Array(String(number))
  return digits.enumerated().map { index, digit in
    index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : String(digit)
  }.joined()
}
