import ListingRuntime
import Testing

@testable import DebugEngine

/// The debugger shows instances of subclasses of dict, list and tuple, and members of enums. Going back restores their
/// values.
struct HeldValueTests {
  private static let listing = """
    import torch
    from enum import Enum, Flag, auto

    class Kind(str, Enum):
        A = 'a'
        B = 'b'

    class Bits(Flag):
        X = auto()
        Y = auto()

    class Config(dict):
        pass

    class Size(tuple):
        pass

    class Stack(list):
        pass

    def main():
        config = Config(dim=4)
        config.name = 'net'
        stack = Stack([1])
        size = Size((2, 3))
        kind = Kind.A
        bits = Bits.X | Bits.Y
        config['heads'] = 2
        stack.append(kind)
        config.name = 'other'
        stack[0] = 5
        config.pop('dim')
        stack += [6]
        return torch.tensor(stack[0])
    """

  private static let names = ["config", "config.name", "stack", "size", "kind", "bits"]

  private func texts(_ debugger: Debugger) -> [String] { Self.names.map { debugger.text(of: $0) } }

  @Test func variablesShowItemsAttributesAndMembers() throws {
    var debugger = try debugger(Self.listing)
    _ = debugger.move(.stepOver, count: 8)
    #expect(
      debugger.variables().map { "\($0.name) \($0.value.line)" } == [
        "config 3: Config({'dim': 4, 'heads': 2})", "stack 2: Stack([1, Kind.A])", "size 2: Size((2, 3))",
        "kind Kind.A", "bits Bits.X|Y",
      ])
    #expect(
      try debugger.children(of: "config").get().map { "\($0.accessor) \($0.value.line)" } == [
        "['dim'] 4", "['heads'] 2", ".name 'net'",
      ])
    #expect(try debugger.children(of: "config", in: 1..<3).get().map(\.accessor) == ["['heads']", ".name"])
    #expect(try debugger.children(of: "config", in: 2..<50).get().map(\.accessor) == [".name"])
    #expect(try debugger.children(of: "size").get().map(\.accessor) == ["[0]", "[1]"])
    #expect(debugger.text(of: "kind") == "Kind.A")
    #expect(debugger.text(of: "bits") == "Bits.X|Y")
  }

  @Test func goingBackRestoresHeldValues() throws {
    var walker = try debugger(Self.listing)
    var states: [[String]] = []
    for _ in 0..<12 {
      states.append(texts(walker))
      _ = walker.move(.stepOver)
    }
    #expect(texts(walker)[0] == "2: Config({'heads': 2})")
    #expect(texts(walker)[2] == "3: Stack([5, Kind.A, 6])")
    #expect(Set(states).count > 8)
    for state in states.reversed() {
      _ = walker.move(.stepOver, .backward)
      #expect(texts(walker) == state)
    }
  }
}
