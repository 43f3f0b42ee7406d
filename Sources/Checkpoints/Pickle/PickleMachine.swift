import Tensors

/// Reads a pickle as data. A pickle is a program for a stack machine. In Python, a pickle can call any function that it
/// names. This stack machine records calls without executing them. If a name is not in `PickleGlobal.allowed`, the
/// machine throws an error.
struct PickleMachine {
  /// Limits on the data that is kept for a pickle. They are far above the needs of a checkpoint with 100,000 tensors.
  struct Limits {
    var stack = 1 << 20
    var memo = 1 << 22
    var objects = 1 << 21
    /// The number of items in all containers together.
    var items = 1 << 22
  }

  private var reader: ByteReader
  private let limits: Limits
  /// Whether the pickle may contain names of torch, and references to storages outside the pickle.
  private let isOfTorch: Bool
  private var stack: [PickleValue] = []
  /// The height of the stack at each open MARK.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  private var objects: [PickleObject] = []
  private var itemCount = 0
  /// The offset of the current instruction.
  private var start = 0

  /// - Parameter range: the bytes to read. The pickle may end before the end of the range.
  static func read(
    _ storage: Storage, _ range: Range<Int>, ofTorch: Bool = false, limits: Limits = Limits()
  ) throws(FormatFault) -> Pickle {
    var machine = PickleMachine(reader: ByteReader(storage, range), limits: limits, isOfTorch: ofTorch)
    let root = try machine.run()
    return Pickle(storage: storage, objects: machine.objects, root: root, end: machine.reader.position)
  }

  private init(reader: ByteReader, limits: Limits, isOfTorch: Bool) {
    self.reader = reader
    self.limits = limits
    self.isOfTorch = isOfTorch
  }

  private mutating func run() throws(FormatFault) -> PickleValue {
    while true {
      start = reader.position
      let byte: UInt8 = try reader.integer(for: "an instruction")
      guard let opcode = PickleOpcode(rawValue: byte) else {
        throw .unsupported(at: start, what: "the pickle instruction 0x\(String(byte, radix: 16))")
      }
      if opcode == .STOP {
        let root = try pop(.STOP)
        guard stack.isEmpty, marks.isEmpty else {
          throw .unexpected(at: start, expected: "one value at STOP", found: "\(stack.count + 1)")
        }
        return root
      }
      try execute(opcode)
    }
  }

  private mutating func execute(_ opcode: PickleOpcode) throws(FormatFault) {
    let name = opcode.name
    switch opcode {
    case .STOP:
      preconditionFailure("run() ends at STOP")
    case .PROTO:
      let version: UInt8 = try reader.integer(for: name)
      guard version <= 5 else { throw .unsupported(at: start, what: "pickle protocol \(version)") }
    case .FRAME:
      // Frames only speed up buffered reading, so they are ignored. If a frame extends beyond the end of the file, the
      // file was cut short.
      let length: UInt64 = try reader.integer(for: name)
      guard length <= UInt64(reader.left) else {
        throw .truncated(at: reader.position, reading: name, needs: Int(clamping: length), left: reader.left)
      }

    case .MARK:
      guard marks.count < limits.stack else { throw tooLarge("open marks", marks.count, limits.stack) }
      marks.append(stack.count)
    case .POP:
      if marks.last == stack.count { marks.removeLast() } else { _ = try pop(opcode) }
    case .POP_MARK:
      _ = try popMark(opcode)
    case .DUP:
      let top = try pop(opcode)
      try push(top)
      try push(top)

    case .NONE: try push(.none)
    case .NEWTRUE: try push(.bool(true))
    case .NEWFALSE: try push(.bool(false))
    case .BININT: try push(.integer(Int(try reader.integer(Int32.self, for: name))))
    case .BININT1: try push(.integer(Int(try reader.integer(UInt8.self, for: name))))
    case .BININT2: try push(.integer(Int(try reader.integer(UInt16.self, for: name))))
    case .LONG1: try pushLong(Int(try reader.integer(UInt8.self, for: name)), name)
    case .LONG4: try pushLong(Int(try reader.integer(Int32.self, for: name)), name)
    case .BINFLOAT:
      // BINFLOAT is the only instruction with a big-endian number.
      let bits: UInt64 = try reader.integer(for: name)
      try push(.float(Double(bitPattern: bits.byteSwapped)))

    case .BINSTRING: try push(.string(try reader.take(Int(try reader.integer(Int32.self, for: name)), for: name)))
    case .SHORT_BINSTRING: try push(.string(try reader.take(Int(try reader.integer(UInt8.self, for: name)), for: name)))
    case .BINUNICODE: try push(.text(try reader.take(Int(try reader.integer(UInt32.self, for: name)), for: name)))
    case .SHORT_BINUNICODE: try push(.text(try reader.take(Int(try reader.integer(UInt8.self, for: name)), for: name)))
    case .BINUNICODE8: try push(.text(try reader.take(try reader.integer(UInt64.self, for: name), for: name)))
    case .BINBYTES: try push(.bytes(try reader.take(Int(try reader.integer(UInt32.self, for: name)), for: name)))
    case .SHORT_BINBYTES: try push(.bytes(try reader.take(Int(try reader.integer(UInt8.self, for: name)), for: name)))
    case .BINBYTES8, .BYTEARRAY8:
      try push(.bytes(try reader.take(try reader.integer(UInt64.self, for: name), for: name)))

    case .EMPTY_TUPLE: try pushObject(.tuple, [])
    case .TUPLE1: try pushTuple(1, opcode)
    case .TUPLE2: try pushTuple(2, opcode)
    case .TUPLE3: try pushTuple(3, opcode)
    case .TUPLE: try pushObject(.tuple, try popMark(opcode))
    case .EMPTY_LIST: try pushObject(.list, [])
    case .LIST: try pushObject(.list, try popMark(opcode))
    case .EMPTY_DICT: try pushObject(.dictionary, [])
    case .DICT: try pushObject(.dictionary, try pairs(try popMark(opcode)))
    case .EMPTY_SET: try pushObject(.set, [])
    case .FROZENSET: try pushObject(.set, try popMark(opcode))
    case .APPEND: try add([try pop(opcode)], opcode)
    case .APPENDS, .ADDITEMS: try add(try popMark(opcode), opcode)
    case .SETITEM:
      let value = try pop(opcode)
      try add([try pop(opcode), value], opcode)
    case .SETITEMS: try add(try pairs(try popMark(opcode)), opcode)

    case .BINGET: try recall(Int(try reader.integer(UInt8.self, for: name)))
    case .LONG_BINGET: try recall(Int(try reader.integer(UInt32.self, for: name)))
    case .BINPUT: try memoize(Int(try reader.integer(UInt8.self, for: name)), opcode)
    case .LONG_BINPUT: try memoize(Int(try reader.integer(UInt32.self, for: name)), opcode)
    case .MEMOIZE: try memoize(memo.count, opcode)

    case .GLOBAL:
      let module = try reader.take(until: 0x0A, atMost: 1024, for: name)
      try pushGlobal(module, try reader.take(until: 0x0A, atMost: 1024, for: name))
    case .STACK_GLOBAL:
      guard case .text(let global) = try pop(opcode), case .text(let module) = try pop(opcode) else {
        throw .unexpected(at: start, expected: "two texts for \(name)", found: "something else")
      }
      try pushGlobal(module, global)
    case .REDUCE:
      let arguments = try pop(opcode)
      let callee = try pop(opcode)
      guard case .global(let global) = callee else {
        throw .unexpected(at: start, expected: "a name for REDUCE to call", found: "a value")
      }
      guard case .object(let index) = arguments, case .tuple = objects[index].kind else {
        throw .unexpected(at: start, expected: "a tuple of arguments for REDUCE", found: "something else")
      }
      try pushObject(.call(global), objects[index].items)
    case .BUILD:
      let state = try pop(opcode)
      guard case .object(let index)? = stack.last, case .call = objects[index].kind else {
        throw .unexpected(at: start, expected: "an object for BUILD", found: "something else")
      }
      objects[index].state = state
    case .BINPERSID:
      guard isOfTorch else { throw .unsupported(at: start, what: "a persistent id outside a torch file") }
      try pushObject(.persistent, [try pop(opcode)])
    }
  }
}

// MARK: - The stack, the memo, the containers

extension PickleMachine {
  private func tooLarge(_ what: String, _ value: Int, _ limit: Int) -> FormatFault {
    .tooLarge(at: start, what: "the number of \(what),", value: value, limit: limit)
  }

  private func underflow(_ opcode: PickleOpcode) -> FormatFault {
    .unexpected(at: start, expected: "a value for \(opcode.name)", found: "an empty stack")
  }

  private mutating func push(_ value: PickleValue) throws(FormatFault) {
    guard stack.count < limits.stack else { throw tooLarge("values on the stack", stack.count + 1, limits.stack) }
    stack.append(value)
  }

  /// Pops the top value. Throws when no value is above the last open MARK.
  private mutating func pop(_ opcode: PickleOpcode) throws(FormatFault) -> PickleValue {
    guard stack.count > marks.last ?? 0 else { throw underflow(opcode) }
    return stack.removeLast()
  }

  /// Pops the last MARK and returns the values above it.
  private mutating func popMark(_ opcode: PickleOpcode) throws(FormatFault) -> [PickleValue] {
    guard let mark = marks.popLast() else {
      throw .unexpected(at: start, expected: "an open mark for \(opcode.name)", found: "none")
    }
    let values = Array(stack[mark...])
    stack.removeSubrange(mark...)
    return values
  }

  private mutating func pushTuple(_ count: Int, _ opcode: PickleOpcode) throws(FormatFault) {
    guard stack.count - (marks.last ?? 0) >= count else { throw underflow(opcode) }
    let items = Array(stack.suffix(count))
    stack.removeLast(count)
    try pushObject(.tuple, items)
  }

  private mutating func pushObject(_ kind: PickleObject.Kind, _ items: [PickleValue]) throws(FormatFault) {
    guard objects.count < limits.objects else { throw tooLarge("objects", objects.count + 1, limits.objects) }
    try countItems(items.count)
    objects.append(PickleObject(kind: kind, position: start, items: items))
    try push(.object(objects.count - 1))
  }

  private mutating func countItems(_ count: Int) throws(FormatFault) {
    itemCount += count
    guard itemCount <= limits.items else { throw tooLarge("items", itemCount, limits.items) }
  }

  private func pairs(_ values: [PickleValue]) throws(FormatFault) -> [PickleValue] {
    guard values.count % 2 == 0 else {
      throw .unexpected(at: start, expected: "keys and values in pairs", found: "\(values.count) values")
    }
    return values
  }

  /// Appends items to the container on top of the stack.
  private mutating func add(_ items: [PickleValue], _ opcode: PickleOpcode) throws(FormatFault) {
    guard stack.count > marks.last ?? 0, case .object(let index)? = stack.last else { throw underflow(opcode) }
    try countItems(items.count)
    switch (opcode, objects[index].kind) {
    case (.APPEND, .list), (.APPENDS, .list), (.ADDITEMS, .set), (.SETITEM, .dictionary), (.SETITEMS, .dictionary):
      objects[index].items += items
    case (.SETITEM, .call(.orderedDictionary)), (.SETITEMS, .call(.orderedDictionary)),
      (.SETITEM, .call(.defaultDictionary)), (.SETITEMS, .call(.defaultDictionary)):
      objects[index].added += items
    default:
      throw .unexpected(at: start, expected: "a container for \(opcode.name)", found: "\(objects[index].kind)")
    }
  }

  private mutating func memoize(_ index: Int, _ opcode: PickleOpcode) throws(FormatFault) {
    guard stack.count > marks.last ?? 0, let top = stack.last else { throw underflow(opcode) }
    guard memo.count < limits.memo else { throw tooLarge("memo entries", memo.count + 1, limits.memo) }
    memo[index] = top
  }

  private mutating func recall(_ index: Int) throws(FormatFault) {
    guard let value = memo[index] else {
      throw .unexpected(at: start, expected: "a memo entry that was written", found: "number \(index)")
    }
    try push(value)
  }

  private mutating func pushLong(_ count: Int, _ name: String) throws(FormatFault) {
    let range = try reader.take(count, for: name)
    if range.count > 8 { return try push(.long(range)) }
    // The integer is stored in little-endian two's complement of any length. If there are no bytes, the number is 0.
    var value: UInt64 = 0
    for (place, index) in range.enumerated() { value |= UInt64(reader.storage.bytes[index]) << (8 * UInt64(place)) }
    let unused = UInt64(64 - 8 * range.count)
    try push(.integer(range.isEmpty ? 0 : Int(Int64(bitPattern: value << unused) >> Int64(unused))))
  }

  private mutating func pushGlobal(_ module: Range<Int>, _ name: Range<Int>) throws(FormatFault) {
    let moduleName = try reader.storage.text(module, atMost: 1024)
    let globalName = try reader.storage.text(name, atMost: 1024)
    guard let global = PickleGlobal.allowed["\(moduleName) \(globalName)"], isOfTorch || !global.isOfTorch else {
      throw .refusedGlobal(module: moduleName, name: globalName, at: start)
    }
    try push(.global(global))
  }
}
