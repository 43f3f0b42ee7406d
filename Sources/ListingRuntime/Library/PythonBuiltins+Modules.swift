/// Python's modules `math`, `cmath`, `struct`, `typing` and `__future__`.
extension PythonBuiltins {
  static let modules: [String: ImportedModule] = [
    "math": ImportedModule(name: "math", members: MathModule.members),
    "cmath": ImportedModule(name: "cmath", members: ComplexMathModule.members),
    // fwdb does not evaluate annotations. For example, `from typing import List` must find the name `List`, but no code
    // uses the value of the name.
    "typing": ImportedModule(
      name: "typing",
      members: Dictionary(
        uniqueKeysWithValues: ["Any", "Optional", "TypeVar", "Union"].map { ($0, .stub(Stub(name: "typing.\($0)"))) }
          + [
            ("TYPE_CHECKING", .bool(false)), ("NamedTuple", .type(Records.root)),
          ])),
    "__future__": ImportedModule(name: "__future__", members: ["annotations": .none]),
  ]
}
