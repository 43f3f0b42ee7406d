/// The instructions of pickle protocols 2 to 5, with their names in Python's `pickletools`.
///
/// The instructions of the text protocols 0 and 1, and the instructions that create instances of arbitrary classes, are
/// not included.
enum PickleOpcode: UInt8, CaseIterable {
  case PROTO = 0x80
  case FRAME = 0x95
  case STOP = 0x2E

  case MARK = 0x28
  case POP = 0x30
  case POP_MARK = 0x31
  case DUP = 0x32

  case NONE = 0x4E
  case NEWTRUE = 0x88
  case NEWFALSE = 0x89
  case BININT = 0x4A
  case BININT1 = 0x4B
  case BININT2 = 0x4D
  case LONG1 = 0x8A
  case LONG4 = 0x8B
  case BINFLOAT = 0x47

  case BINSTRING = 0x54
  case SHORT_BINSTRING = 0x55
  case BINUNICODE = 0x58
  case SHORT_BINUNICODE = 0x8C
  case BINUNICODE8 = 0x8D
  case BINBYTES = 0x42
  case SHORT_BINBYTES = 0x43
  case BINBYTES8 = 0x8E
  case BYTEARRAY8 = 0x96

  case EMPTY_TUPLE = 0x29
  case TUPLE1 = 0x85
  case TUPLE2 = 0x86
  case TUPLE3 = 0x87
  case TUPLE = 0x74
  case EMPTY_LIST = 0x5D
  case LIST = 0x6C
  case APPEND = 0x61
  case APPENDS = 0x65
  case EMPTY_DICT = 0x7D
  case DICT = 0x64
  case SETITEM = 0x73
  case SETITEMS = 0x75
  case EMPTY_SET = 0x8F
  case ADDITEMS = 0x90
  case FROZENSET = 0x91

  case BINGET = 0x68
  case LONG_BINGET = 0x6A
  case BINPUT = 0x71
  case LONG_BINPUT = 0x72
  case MEMOIZE = 0x94

  case GLOBAL = 0x63
  case STACK_GLOBAL = 0x93
  case REDUCE = 0x52
  case BUILD = 0x62
  case BINPERSID = 0x51

  var name: String { Self.names[Int(rawValue)] }

  /// The name of each instruction by its code. Getting the name from the enum case is slow, and a file has many
  /// instructions.
  private static let names: [String] = {
    var names = [String](repeating: "", count: 256)
    for opcode in allCases { names[Int(opcode.rawValue)] = "\(opcode)" }
    return names
  }()
}
