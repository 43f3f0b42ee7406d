import ListingSyntax
import Searching

extension Machine {
  /// Runs an instruction of frame `f` that needs the machine. Removes operands only after everything that can throw has
  /// succeeded, so an error leaves the machine unchanged.
  mutating func execute(_ instruction: Instruction, _ f: Int) throws {
    if instruction.canBeOverridden, hasOverridingOperand(f),
      try runsOnStub(instruction, f) || callsOverride(instruction, f)
    {
      return
    }
    switch instruction {
    case .constant, .pop, .duplicate, .duplicateTwo, .rotateTwo, .rotateThree, .storeLocal, .jump, .stopPoint:
      preconditionFailure("\(instruction) is run by Frame.runsNext")
    case .loadLocal(let slot): throw unbound(frames[f].code.locals[slot])
    case .deleteLocal(let slot):
      guard frames[f].locals[slot].value != nil else { throw unbound(frames[f].code.locals[slot]) }
      frames[f].locals[slot].value = nil
    case .makeCell(let cell, let slot):
      frames[f].cells[cell] = heap.add(.variable(slot.flatMap { frames[f].locals[$0].value }))
    case .loadCell(let cell):
      push(try shared(cell, f), f)
    case .storeCell(let cell): heap[frames[f].cells[cell]] = .variable(frames[f].stack.removeLast())
    case .deleteCell(let cell):
      _ = try shared(cell, f)
      heap[frames[f].cells[cell]] = .variable(nil)
    case .loadGlobal(let index):
      let value = try global(frames[f].code.keys[index], f)
      push(value, f)
    case .storeGlobal(let index):
      heap.setName(frames[f].code.names[index], in: frames[f].globals, to: frames[f].stack.removeLast())
    case .deleteGlobal(let index): try removeName(frames[f].code.names[index], from: frames[f].globals)
    case .loadName(let index):
      let name = frames[f].code.keys[index]
      if let names = frames[f].names, let value = heap.value(of: name, in: names) {
        push(value, f)
      } else {
        push(try global(name, f), f)
      }
    case .storeName(let index):
      if try resolvesEnumValue(frames[f].code.names[index], f) { return }
      heap.setName(
        frames[f].code.names[index], in: frames[f].names ?? frames[f].globals, to: frames[f].stack.removeLast())
    case .deleteName(let index): try removeName(frames[f].code.names[index], from: frames[f].names ?? frames[f].globals)
    case .loadAttribute(let index):
      let key = frames[f].code.keys[index]
      if case .instance(let handle) = top(f), !hasAttributeHooks, let value = heap.attribute(key, of: handle) {
        replaceTop(value, f)
        break
      }
      if case .tensor(let tensor) = top(f), !tensor.isArray, let method = library.tensorMethod(key, currentDialect) {
        replaceTop(.method(BoundMethod(callee: .builtin(method), receiver: top(f))), f)
        break
      }
      if case .module(let module) = top(f), let value = module.membersByName[key] {
        replaceTop(value, f)
        break
      }
      // Paddle's `shape` is a list, and each access returns a new list.
      if key == Self.shapeAttribute, case .tensor(let tensor) = top(f), currentDialect == .paddle, !tensor.isArray {
        replaceTop(list(tensor.shape.map(Value.int)), f)
        frames[f].next += 1
        return
      }
      switch try access(key, of: top(f)) {
      case .value(let value): replaceTop(value, f)
      case .call(let getter, let arguments):
        try invoke(getter, arguments, [], dropping: 1, f)
        return
      case .absent: throw noAttribute(key.text, of: top(f))
      }
    case .storeAttribute(let index):
      if try callsSetter(frames[f].code.keys[index], f) { return }
      try setAttribute(
        frames[f].code.names[index], of: top(f), to: frames[f].peek(1))
      frames[f].stack.removeLast(2)
    case .deleteAttribute(let index):
      if try callsDeleter(frames[f].code.keys[index], f) { return }
      try deleteAttribute(frames[f].code.names[index], of: top(f))
      frames[f].stack.removeLast()
    case .loadSubscript:
      let object = frames[f].peek(1)
      if let method = listingMethod("__getitem__", of: object) {
        try invoke(method, [top(f)], [], dropping: 2, f)
        return
      }
      if case .type(let type) = object, type.namespace != nil, let method = member("__class_getitem__", of: type) {
        try invoke(classMember(method, of: type), [top(f)], [], dropping: 2, f)
        return
      }
      if let method = try methodForMissing(top(f), in: object) {
        try invoke(method, [top(f)], [], dropping: 2, f)
        return
      }
      if try callsIndex(for: object, f) { return }
      let value = try element(of: object, at: top(f))
      frames[f].stack.removeLast()
      replaceTop(value, f)
    case .storeSubscript:
      try setElement(
        of: frames[f].peek(1), at: top(f), to: frames[f].peek(2))
      frames[f].stack.removeLast(3)
    case .deleteSubscript:
      try deleteElement(of: frames[f].peek(1), at: top(f))
      frames[f].stack.removeLast(2)
    case .buildList(let count): push(.list(heap.add(.list(popped(count, f)))), f)
    case .buildTuple(let count):
      let items = popped(count, f)
      do { push(try tuple(items), f) } catch {
        frames[f].stack += items
        throw error
      }
    case .buildDictionary: push(.dictionary(heap.add(.dictionary(DictionaryObject()))), f)
    case .buildSlice:
      let parts = frames[f].stack.suffix(3).map { $0 }
      if parts.contains(where: needsIndex) {
        return try invoke(preludeFunction("slice_of"), parts, [], dropping: 3, f)
      }
      let slice = try SliceValue(
        start: optionalIndex(parts[0]), stop: optionalIndex(parts[1]), step: optionalIndex(parts[2]))
      if slice.step == 0 { throw ListingError(.valueError, "slice step cannot be zero") }
      frames[f].stack.removeLast(3)
      push(.slice(slice), f)
    case .buildString(let count):
      let parts = popped(count, f)
      // At file level, a part of the text can be a stub. The result is then this stub.
      if let stub = parts.first(where: { if case .stub = $0 { true } else { false } }) {
        push(stub, f)
        break
      }
      if parts.reduce(0, { if case .string(let part) = $1 { $0 + part.utf8.count } else { $0 } }) > Self.textLimit {
        frames[f].stack += parts
        throw ListingError(.memoryError, "the text would be too long")
      }
      let text = parts.map { if case .string(let part) = $0 { part } else { "" } }.joined()
      push(.string(text), f)
    case .format(let conversion, let hasSpecification):
      var specification = ""
      if hasSpecification, case .string(let text) = top(f) { specification = text }
      let value = frames[f].peek(hasSpecification ? 1 : 0)
      let text = try formatted(value, conversion: conversion?.rawValue, specification: specification)
      frames[f].stack.removeLast(hasSpecification ? 2 : 1)
      push(.string(text), f)
    case .appendToList(let depth):
      let value = frames[f].stack.removeLast()
      guard case .list(let handle) = frames[f].peek(depth) else { return }
      heap.changeList(handle) { $0.append(value) }
    case .extendList(let depth):
      let items = try allItems(of: top(f))
      frames[f].stack.removeLast()
      guard case .list(let handle) = frames[f].peek(depth) else { return }
      heap.changeList(handle) { $0.append(contentsOf: items) }
    case .listToTuple:
      guard case .list(let handle) = top(f) else { return }
      replaceTop(try tuple(heap.list(handle)), f)
    case .setInDictionary(let depth):
      let key = try hashable(frames[f].peek(1))
      let value = frames[f].stack.removeLast()
      let original = frames[f].stack.removeLast()
      guard case .dictionary(let handle) = frames[f].peek(depth) else { return }
      heap.changeDictionary(handle) { $0.set(key, original, to: value) }
    case .addKeyword:
      guard case .dictionary(let handle) = frames[f].peek(2), case .string(let name) = frames[f].peek(1) else { return }
      if heap.dictionary(handle)[.string(name)] != nil { throw repeatedKeyword(name, callee: frames[f].peek(4)) }
      let value = frames[f].stack.removeLast()
      let original = frames[f].stack.removeLast()
      heap.changeDictionary(handle) { $0.set(.string(name), original, to: value) }
    case .mergeKeywords:
      guard case .dictionary(let handle) = frames[f].peek(1) else { return }
      let entries = try keywords(top(f))
      for (name, _) in entries where heap.dictionary(handle)[.string(name)] != nil {
        throw repeatedKeyword(name, callee: frames[f].peek(3))
      }
      frames[f].stack.removeLast()
      heap.changeDictionary(handle) { target in
        for (name, value) in entries { target.set(.string(name), .string(name), to: value) }
      }
    case .mergeIntoDictionary(let depth):
      guard case .dictionary(let source) = plain(top(f)) else {
        try checkKnown(top(f))
        throw ListingError(.typeError, "** needs a dict, not \(typeName(of: top(f)))")
      }
      frames[f].stack.removeLast()
      guard case .dictionary(let handle) = frames[f].peek(depth) else { return }
      let keyed = heap.dictionary(source).entries.compactMap { entry in
        key(of: entry.key).map { (key: $0, original: entry.key, value: entry.value) }
      }
      heap.changeDictionary(handle) { target in
        for entry in keyed { target.set(entry.key, entry.original, to: entry.value) }
      }
    case .buildSet: push(.set(heap.add(.set(SetObject()))), f)
    case .addToSet(let depth):
      let key = try hashable(top(f), asItem: true)
      let value = frames[f].stack.removeLast()
      guard case .set(let handle) = frames[f].peek(depth) else { return }
      heap.changeSet(handle) { $0.insert(key, value) }
    case .extendSet(let depth):
      let more = try set(of: top(f))
      frames[f].stack.removeLast()
      guard case .set(let handle) = frames[f].peek(depth) else { return }
      heap.changeSet(handle) { $0.formUnion(more) }
    case .unary(let op): replaceTop(try unary(op, top(f)), f)
    case .not: replaceTop(.bool(!(try truth(of: top(f)))), f)
    case .binary(let op), .augmented(let op):
      let inPlace = if case .augmented = instruction { true } else { false }
      let value = try binary(op, frames[f].peek(1), top(f), inPlace: inPlace)
      frames[f].stack.removeLast()
      replaceTop(value, f)
    case .compare(let op):
      let value = try compare(op, frames[f].peek(1), top(f))
      frames[f].stack.removeLast()
      replaceTop(value, f)
    case .jumpIfFalse(let target), .jumpIfTrue(let target):
      let wanted = if case .jumpIfTrue = instruction { true } else { false }
      let jumps = try truth(of: top(f)) == wanted
      frames[f].stack.removeLast()
      if jumps {
        frames[f].next = target
        return
      }
    case .makeIterator: replaceTop(.iterator(try iterator(over: top(f))), f)
    case .advance(let exit):
      guard case .iterator(let handle) = top(f) else { preconditionFailure("a loop's iterator is on the stack") }
      if needsFrames(handle) { return try resume(handle, dropping: 0, f) }
      if let value = try nextItem(of: handle) {
        push(value, f)
      } else {
        forgetReturned(handle)
        frames[f].stack.removeLast()
        frames[f].next = exit
        return
      }
    case .unpack(let count):
      let items = try allItems(of: top(f))
      if items.count != count {
        let isShort = items.count < count
        let text = "\(isShort ? "not enough" : "too many") values to unpack (expected \(count)"
        throw ListingError(
          .valueError, "\(text), got \(items.count))", python: text + (isShort ? ", got \(items.count))" : ")"))
      }
      frames[f].stack.removeLast()
      frames[f].stack.append(contentsOf: items.reversed())
    case .unpackStarred(let before, let after):
      let items = try allItems(of: top(f))
      if items.count < before + after {
        throw ListingError(
          .valueError, "not enough values to unpack (expected at least \(before + after), got \(items.count))")
      }
      frames[f].stack.removeLast()
      frames[f].stack.append(contentsOf: items.suffix(after).reversed())
      push(.list(heap.add(.list(Array(items.dropFirst(before).dropLast(after))))), f)
      frames[f].stack.append(contentsOf: items.prefix(before).reversed())
    case .call(let positional, let keywords):
      try call(positional: positional, keywords: keywords, f)
      return
    case .callSpread:
      try callSpread(f)
      return
    case .makeFunction(let index):
      let code = frames[f].code
      let made = code.codes[index]
      try checkNesting(of: Array(frames[f].stack.suffix(made.defaults.count)))
      let function = FunctionObject(
        code: made, globals: globalsForNewFunction(f),
        defaults: Dictionary(uniqueKeysWithValues: zip(made.defaults, popped(made.defaults.count, f))),
        closure: code.closures[index].map { frames[f].cells[$0] })
      push(.function(function), f)
    case .buildClass(let index, let bases):
      try buildClass(index, bases: bases, f)
      return
    case .makeSuper:
      guard case .type(let type) = frames[f].peek(1) else {
        throw ListingError(.runtimeError, "super(): no class")
      }
      let proxy = try proxy(type, top(f))
      frames[f].stack.removeLast(2)
      push(.superProxy(proxy), f)
    case .returnValue:
      try returnFromFrame()
      return
    case .yieldValue(delegates: _):
      suspend()
      return
    case .importModule(let name, let alias):
      let full = frames[f].code.names[name]
      let module = try importModule(full, bindsLast: alias)
      switch module {
      case .ready(let value): push(value, f)
      case .loading, .found: return
      }
    case .importName(let module, let level, let name):
      let names = frames[f].code.names
      switch try importName(names[name], from: names[module], level: level, in: frames[f].code) {
      case .ready(let value): push(value, f)
      case .found(let function, let arguments):
        try invoke(function, arguments, [], dropping: 0, f)
        return
      case .loading: return
      }
    case .checkImport(let module, let level, let name):
      let code = frames[f].code
      try checkImport(name.map { code.names[$0] }, from: code.names[module], level: level, in: code)
    case .importAll(let module, let level):
      guard try importAll(from: frames[f].code.names[module], level: level, f) else { return }
    case .raise(hasValue: false, hasCause: _):
      guard let error = handledError() else { throw ListingError(.runtimeError, "No active exception to reraise") }
      throw raisedAgain(error)
    case .raise(hasValue: true, let hasCause):
      throw try raised(frames[f].peek(hasCause ? 1 : 0), from: hasCause ? top(f) : nil)
    case .makeError:
      if case .type(let type) = top(f), type.isException { return try invoke(top(f), [], [], dropping: 1, f) }
    case .failAssertion(let hasMessage):
      throw ListingError(
        .assertionError, hasMessage ? try string(of: top(f)) : "", arguments: hasMessage ? [top(f)] : [])
    case .matchSequence(let count, let isExact):
      push(.bool(matchedSequenceCount(top(f)).map { isExact ? $0 == count : $0 >= count } ?? false), f)
    case .matchMapping: push(.bool({ if case .dictionary = $0 { true } else { false } }(plain(top(f)))), f)
    case .matchKey: try matchKey(f)
    case .mappingRest(let count): try mappingRest(count, f)
    case .matchClass(let positional, let names):
      try matchClass(positional: positional, names: frames[f].code.constants[names], f)
    case .matchError: replaceTop(.bool(try isError(frames[f].peek(1), of: top(f))), f)
    case .reraise: throw raisedAgain(top(f), isContinuing: true)
    case .finishError:
      if case .int(CodeDraft.WayOut.raising.rawValue) = top(f) {
        throw raisedAgain(frames[f].peek(1), isContinuing: true)
      }
    case .exitContext:
      try exitContext(f)
      return
    case .delegate(let exit):
      try delegate(exit: exit, f)
      return
    }
    frames[f].next += 1
  }

  // MARK: The operand stack

  /// Whether one of the two topmost operands is an instance, an iterator, a container, a stub or a class with a
  /// metaclass. For all other operands, no special method of the listing can replace the instruction.
  private func hasOverridingOperand(_ f: Int) -> Bool {
    let count = frames[f].stack.count
    for index in max(0, count - 2)..<count {
      switch frames[f].stack[index] {
      case .instance, .iterator, .list, .tuple, .dictionary, .set, .frozenSet, .record, .view, .stub: return true
      case .type(let type): if type.metaclass != nil { return true }
      default: break
      }
    }
    return false
  }

  @inline(__always)
  func top(_ f: Int) -> Value { frames[f].stack[frames[f].stack.count - 1] }

  mutating func push(_ value: Value, _ f: Int) { frames[f].stack.append(value) }

  mutating func replaceTop(_ value: Value, _ f: Int) { frames[f].stack[frames[f].stack.count - 1] = value }

  mutating func popped(_ count: Int, _ f: Int) -> [Value] { frames[f].popped(count) }

  // MARK: Names

  private func unbound(_ name: String) -> ListingError {
    ListingError(
      .unboundLocalError, "local variable '\(name)' is used before it has a value",
      python: "cannot access local variable '\(name)' where it is not associated with a value")
  }

  private func shared(_ cell: Int, _ f: Int) throws -> Value {
    let frame = frames[f]
    if case .variable(let value?) = heap[frame.cells[cell]] { return value }
    if cell < frame.code.ownCells { throw unbound(frame.code.cells[cell]) }
    throw ListingError(.nameError, "'\(frame.code.cells[cell])' of the enclosing function has no value")
  }

  private mutating func removeName(_ name: String, from namespace: Handle) throws {
    if heap.namespace(namespace)[name] == nil { throw ListingError(.nameError, "name '\(name)' is not defined") }
    heap.removeName(name, in: namespace)
  }

  private mutating func global(_ name: Name, _ f: Int) throws -> Value {
    if let value = heap.value(of: name, in: frames[f].globals) ?? library.builtinsByName[name] { return value }
    if frames[f].globals == preludeNames, let value = preludeValue(name.text) { return value }
    // Code of a pass or of the prompt also sees the session's names, such as `model`. Code in a file does not.
    if !files.values.contains(frames[f].globals), let value = heap.value(of: name, in: session) { return value }
    if case .classBody = frames[f].purpose {
      switch name.text {
      case "__qualname__": return .string(frames[f].code.pathInFile)
      case "__module__": if let module = heap.value(of: "__name__", in: frames[f].globals) { return module }
      default: break
      }
    }
    if let module = openImports[frames[f].globals] {
      // The file contains `from module import *`, and fwdb does not know all names of this module. In Python, the
      // module might define the name, so an `except` must not catch the error.
      throw ListingError(
        .nameError, "name '\(name.text)' is not defined: fwdb may lack it in the names of 'from \(module) import *'",
        isRefusal: true)
    }
    throw ListingError(.nameError, "name '\(name.text)' is not defined\(nearestName(to: name.text, f))")
  }

  private func nearestName(to name: String, _ f: Int) -> String {
    let known = frames[f].code.locals + heap.namespace(frames[f].globals).names + Array(library.builtins.keys)
    return suggestion(for: name, among: known)
  }

  private func globalsForNewFunction(_ f: Int) -> Handle {
    // A function defined at the prompt has the prompt's namespace as its globals.
    if frames[f].code.name == "<prompt>", let names = frames[f].names { return names }
    return frames[f].globals
  }
}

extension Instruction {
  /// Whether a special method of a listing's class can override the instruction.
  fileprivate var canBeOverridden: Bool {
    switch self {
    case .unary, .not, .jumpIfFalse, .jumpIfTrue, .makeIterator, .unpack, .unpackStarred, .extendList, .extendSet,
      .format, .binary, .augmented, .compare, .storeSubscript, .deleteSubscript, .mergeIntoDictionary, .mergeKeywords:
      true
    default: false
    }
  }
}

/// The text `. Did you mean 'x'?` if a known name is similar to `name`; otherwise empty.
func suggestion(for name: String, among known: some Sequence<String>) -> String {
  nearestName(to: name, among: known, limit: max(1, name.count / 3)).map { ". Did you mean '\($0)'?" } ?? ""
}
