import ArgumentParser
import ListingRuntime

struct TreeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tree", abstract: "Prints the network as the frameworks print it.")

  @OptionGroup var model: ModelOptions

  @Option(help: "Only the module at this path: encoder.encoders.3.self_attn.")
  var path: String = ""

  func run() throws {
    let loaded = try model.open()
    guard let module = loaded.machine.module(at: path) else {
      throw Failure("the model has no module '\(path)'")
    }
    print(loaded.machine.moduleText(module))
    let count = loaded.machine.parameterTree(module).reduce(0) { $0 + $1.value.layout.count }
    print("\(grouped(count)) parameters and buffers · listing \(loaded.listing)")
  }
}

/// 725,134
func grouped(_ number: Int) -> String {
  let digits = Array(String(number))
  return digits.enumerated().map { index, digit in
    index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : String(digit)
  }.joined()
}
