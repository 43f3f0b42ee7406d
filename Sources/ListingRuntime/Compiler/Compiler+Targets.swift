import ListingSyntax

// Compiles the targets of assignments and of `del`.
extension Compiler {
  /// Emits instructions that pop the top of the operand stack and store it in the target.
  mutating func assign(to target: Expression) {
    switch target.kind {
    case .name(let name): store(name, target.range)
    case .attribute(let object, let name):
      compile(object)
      emit(.storeAttribute(draft.name(name.text)), target.range)
    case .subscript(let object, let index):
      compile(object)
      compile(index)
      emit(.storeSubscript, target.range)
    case .tuple(let items), .list(let items):
      if let star = items.firstIndex(where: { if case .starred = $0.kind { true } else { false } }) {
        emit(.unpackStarred(before: star, after: items.count - star - 1), target.range)
      } else {
        emit(.unpack(items.count), target.range)
      }
      for item in items { assign(to: item) }
    case .starred(let inner): assign(to: inner)
    default: preconditionFailure("the parser allows assignment only to names, attributes, subscripts and sequences")
    }
  }

  mutating func augmentedAssign(
    _ target: Expression, _ op: BinaryOperator, _ value: Expression, _ range: SourceRange
  ) {
    switch target.kind {
    case .name(let name):
      load(name, target.range)
      compile(value)
      emit(.augmented(op), range)
      store(name, target.range)
    case .attribute(let object, let name):
      compile(object)
      emit(.duplicate, target.range)
      emit(.loadAttribute(draft.name(name.text)), target.range)
      compile(value)
      emit(.augmented(op), range)
      emit(.rotateTwo, target.range)
      emit(.storeAttribute(draft.name(name.text)), target.range)
    case .subscript(let object, let index):
      compile(object)
      compile(index)
      emit(.duplicateTwo, target.range)
      emit(.loadSubscript, target.range)
      compile(value)
      emit(.augmented(op), range)
      emit(.rotateThree, target.range)
      emit(.storeSubscript, target.range)
    default: preconditionFailure("the parser allows augmented assignment only to names, attributes and subscripts")
    }
  }

  mutating func delete(_ target: Expression) {
    switch target.kind {
    case .name(let name): delete(name, target.range)
    case .attribute(let object, let name):
      compile(object)
      emit(.deleteAttribute(draft.name(name.text)), target.range)
    case .subscript(let object, let index):
      compile(object)
      compile(index)
      emit(.deleteSubscript, target.range)
    case .tuple(let items), .list(let items): for item in items { delete(item) }
    default: preconditionFailure("the parser allows del only for names, attributes and subscripts")
    }
  }
}
