import Tensors
import Testing

@testable import Traces

/// The tensors that a pass computes, with their names, in order.
struct TracerTests {
  @Test func eachAssignmentAndEachModulesOutputHasItsName() throws {
    let made = try pass(
      """
      class Inner(nn.Module):
          def forward(self, x):
              x = x * 2
              x = x + 1
              return x

      class Model(nn.Module):
          def __init__(self):
              super().__init__()
              self.inner = Inner()
              self.act = nn.ReLU()

          def forward(self, x):
              y = self.inner(x)
              y = self.act(y)
              n = 3
              return y
      """)
    #expect(
      made.map(\.exactName) == [
        "inner:forward.x#1", "inner:forward.x#2", "inner", ":forward.y#1", "act", ":forward.y#2", "model",
      ])
    #expect(made[1].lastName == "inner:forward.x" && made[2].lastName == nil)
    #expect(made[1].tensor.floats == [3, 5, 7])
    #expect(made.map(\.place.line) == [6, 7, 8, 17, 18, 18, 20])
    #expect(made[1].place.function == "Inner.forward" && made[1].place.file == "m.py")
    #expect(made.map(\.order) == Array(0..<7))
  }

  @Test func furtherCallsOfAModuleAreCounted() throws {
    let made = try pass(
      """
      class Inner(nn.Module):
          def forward(self, x):
              y = x * 2
              return self.twice(y)

          def twice(self, y):
              y = y * 2
              return y

          def alone(self, x):
              z = x * 3
              return z

      class Model(nn.Module):
          def __init__(self):
              super().__init__()
              self.inner = Inner()
              self.act = nn.ReLU()

          def forward(self, x):
              for i in range(2):
                  x = self.act(self.inner(x))
              self.inner.alone(x)
              self.inner.alone(x)
              return x
      """)
    #expect(
      made.map(\.exactName) == [
        "inner:forward.y#1", "inner:twice.y#1", "inner", "act", ":forward.x#1",
        "inner@2:forward.y#1", "inner@2:twice.y#1", "inner@2", "act@2", ":forward.x#2",
        "inner:alone.z#1", "inner@2:alone.z#1", "model",
      ])
  }

  @Test func aFunctionsVariablesBelongToTheCallingModule() throws {
    let made = try pass(
      """
      def helper(a):
          b = a + 1
          def inner():
              nonlocal b
              b = b + 1
          inner()
          return [b * c for c in [a, a]][0]

      class Model(nn.Module):
          def forward(self, x):
              y = helper(x)
              return y
      """)
    // The trace has no loop variable of a comprehension, because this variable is in no function's scope.
    #expect(made.map(\.exactName) == [":helper.b#1", ":inner.b#1", ":forward.y#1", "model"])
  }

  @Test func itemsOfTuplesListsAndDictionariesHaveNames() throws {
    let made = try pass(
      """
      class Inner(nn.Module):
          def forward(self, x):
              return x, None, (x * 2, x * 3), {'mask': x * 4}

      class Model(nn.Module):
          def __init__(self):
              super().__init__()
              self.inner = Inner()

          def forward(self, x):
              all = self.inner(x)
              return all[0]
      """)
    #expect(
      made.map(\.exactName) == [
        "inner", "inner[2][0]", "inner[2][1]", "inner[3]['mask']",
        ":forward.all#1", ":forward.all#1[2][0]", ":forward.all#1[2][1]", ":forward.all#1[3]['mask']", "model",
      ])
    #expect(made[5].lastName == ":forward.all[2][0]")
  }

  @Test func sharedModulesAreNamedByThePathOfTheCall() throws {
    let made = try pass(
      """
      class Part(nn.Module):
          def __init__(self, act):
              super().__init__()
              self.act = act
              self.seq = nn.Sequential(act)

          def forward(self, x):
              return self.seq(self.act(x))

      class Model(nn.Module):
          def __init__(self):
              super().__init__()
              act = nn.ReLU()
              self.parts = nn.ModuleList([Part(act), Part(act)])

          def forward(self, x):
              for part in self.parts:
                  x = part(x)
              return x
      """)
    #expect(
      made.map(\.exactName) == [
        "parts.0.act", "parts.0.seq.0", "parts.0.seq", "parts.0", ":forward.x#1",
        "parts.1.act", "parts.1.seq.0", "parts.1.seq", "parts.1", ":forward.x#2", "model",
      ])
    #expect(made[1].place.line == 11, "not a line of the runtime's own")
  }

  @Test func anInheritedForwardIsOneCall() throws {
    let made = try pass(
      """
      class Base(nn.Module):
          def forward(self, x):
              x = x + 1
              return x

      class Model(Base):
          def forward(self, x):
              x = super().forward(x)
              return x
      """)
    // Both functions have the name `forward`, so one count numbers the assignments of both.
    #expect(made.map(\.exactName) == [":forward.x#1", ":forward.x#2", "model"])
  }

  @Test(arguments: [
    ("encoder.0", "encoder.0"), ("encoder.0@1", "encoder.0"), ("encoder.0@1:f.x#1", "encoder.0:f.x#1"),
    ("encoder.0@12:f.x", "encoder.0@12:f.x"), ("encoder.0[0]", "encoder.0"), ("encoder.0[0][1]", "encoder.0[0][1]"),
    ("encoder@1[2]", "encoder[2]"), ("odd@1name", "odd@1name"),
  ])
  func redundantPartsOfANameAreDropped(name: String, canonical: String) {
    #expect(canonicalName(name) == canonical)
  }
}
