import ListingSyntax
import Synchronization

/// Builtins that call functions of a listing. They are written in the listing language, so each call has a frame of the
/// machine and needs no native call stack. Therefore stepping into `self.conv(x)` reaches the modules of a
/// `Sequential`.
enum Prelude {
  static let text = """
    def sequential_forward(self, input):
        for module in self:
            input = module(input)
        return input

    def module_apply(self, fn):
        for child in self.children():
            child.apply(fn)
        fn(self)
        return self

    def sorted_by(iterable, key=None, reverse=False):
        items = list(iterable)
        keys = items if key is None else [key(item) for item in items]
        if orders_by_frames(keys):
            return sorted_by_methods(items, keys, reverse)
        return sort_items(items, keys, reverse)

    def sorted_by_methods(items, keys, reverse):
        runs = [[place] for place in range(len(items))]
        if reverse:
            runs.reverse()
        while len(runs) > 1:
            merged = [merged_runs(runs[place], runs[place + 1], keys) for place in range(0, len(runs) - 1, 2)]
            runs = merged + runs[len(runs) - len(runs) % 2:]
        order = runs[0] if runs else []
        return [items[place] for place in (reversed(order) if reverse else order)]

    def merged_runs(left, right, keys):
        merged = []
        i = j = 0
        while i < len(left) and j < len(right):
            if keys[right[j]] < keys[left[i]]:
                merged.append(right[j])
                j += 1
            else:
                merged.append(left[i])
                i += 1
        return merged + left[i:] + right[j:]

    def extreme_by_code(items, keys, is_greatest):
        best = 0
        for index in range(1, len(items)):
            if keys[index] > keys[best] if is_greatest else keys[index] < keys[best]:
                best = index
        return items[best]

    def map_items(function, *iterables):
        if len(iterables) == 1:
            for item in iterables[0]:
                yield function(item)
        else:
            for items in zip(*iterables):
                yield function(*items)

    def filter_items(function, iterable):
        for item in iterable:
            if item if function is None else function(item):
                yield item

    def sort_list(self, key=None, reverse=False):
        self[:] = sorted_by(self, key, reverse)

    def make_class(meta, name, bases, namespace, keywords):
        return meta(name, bases, namespace, **keywords)

    def type_new(meta, name, bases, namespace, keywords):
        made = new_class(meta, name, bases, namespace)
        for attribute, set_name in names_to_set(made):
            set_name(made, attribute)
        subclass_initializer(made)(**keywords)
        return made

    def constructed(cls, maker, /, *values, **named):
        made = maker(cls, *values, **named)
        initialize = initializer_of(made, cls)
        if initialize is not None:
            initialize(*values, **named)
        return made

    def construct_plainly(cls, /, *values, **named):
        return constructed(cls, plain_maker(cls), *values, **named)

    def initialized(made, initialize, /, *values, **named):
        initialize(*values, **named)
        return made

    def attribute_or(getter, values, fallback, name):
        try:
            return getter(*values)
        except AttributeError:
            return fallback(name)

    def value_or(getter, values, default):
        try:
            return getter(*values)
        except AttributeError:
            return default

    def has_value(getter, values):
        try:
            getter(*values)
        except AttributeError:
            return False
        return True

    def is_instance_of_any(value, types):
        for kind in types:
            if isinstance(value, kind):
                return True
        return False

    def is_subclass_of_any(kind, types):
        for other in types:
            if issubclass(kind, other):
                return True
        return False

    def imported_attribute(getter, name, text):
        try:
            return getter(name)
        except AttributeError:
            raise ImportError(text) from None

    def holds(answer, *values):
        return True if answer(*values) else False

    def hook_holds(hook, kind, base):
        answer = hook(kind)
        if answer is NotImplemented:
            return is_plain_subclass(kind, base)
        return True if answer else False

    def sorted_names(names):
        return sorted(names())

    def generator_close(self):
        try:
            self.throw(GeneratorExit())
        except (GeneratorExit, StopIteration):
            return
        raise RuntimeError('generator ignored GeneratorExit')

    def operated(methods, operands, sign, left, right):
        for method, operand in zip(methods, operands):
            value = method(operand)
            if value is not NotImplemented:
                return value
        if len(methods) == 1 and has_plain_operator(left, right, sign):
            return plainly_operated(plain_value(left), plain_value(right), sign)
        if sign == '==':
            return left is right
        if sign == '!=':
            return left is not right
        names = f"'{type(left).__name__}' and '{type(right).__name__}'"
        if sign in ('<', '<=', '>', '>='):
            raise TypeError(f"'{sign}' not supported between instances of {names}")
        raise TypeError(f"unsupported operand type(s) for {'** or pow()' if sign == '**' else sign}: {names}")

    def plainly_operated(left, right, sign):
        if sign == '==':
            return left == right
        if sign == '!=':
            return left != right
        if sign == '<':
            return left < right
        if sign == '<=':
            return left <= right
        if sign == '>':
            return left > right
        if sign == '>=':
            return left >= right
        if sign == '+':
            return left + right
        if sign == '-':
            return left - right
        if sign == '*':
            return left * right
        if sign == '/':
            return left / right
        if sign == '//':
            return left // right
        if sign == '%':
            return left % right
        if sign == '**':
            return left ** right
        if sign == '&':
            return left & right
        if sign == '|':
            return left | right
        return left ^ right

    def truth(value):
        return True if value else False

    def is_in(container, item):
        return True if container.__contains__(item) else False

    def is_not_in(container, item):
        return False if container.__contains__(item) else True

    def is_different(left, right):
        return not (left == right)

    def print_texts(*values, **options):
        print(*[str(value) for value in values], **options)

    def print_to(stream, text):
        stream.write(text)

    def percent_texts(template, values):
        items = list(values) if isinstance(values, tuple) else [values]
        texts = []
        for key, kind in percent_operands(template):
            if key is not None:
                if not isinstance(values, dict):
                    raise TypeError('format requires a mapping')
                value = values[key]
            elif items:
                value = items.pop(0)
            else:
                raise TypeError('not enough arguments for format string')
            if kind == 'r':
                value = repr(value)
            elif kind == 'a':
                value = ascii(value)
            elif not is_plain(value):
                if kind == 's':
                    value = str(value)
                elif kind in 'eEfFgG' and hasattr(value, '__float__'):
                    value = float(value)
                elif kind in 'diu' and hasattr(value, '__int__'):
                    value = int(value)
                elif kind in 'diuxXo' and hasattr(value, '__index__'):
                    value = value.__index__()
            texts.append(value)
        if items and not isinstance(values, (dict, list)):
            raise TypeError('not all arguments converted during string formatting')
        return percent_filled(template, texts)

    def format_texts(template, *values, **named):
        return format_parts(template_parts(template), values, named)

    def format_map(self, mapping):
        return format_parts(template_parts(self), None, mapping)

    def format_parts(parts, values, named):
        texts = []
        for part in parts:
            if isinstance(part, str):
                texts.append(part)
                continue
            argument, path, conversion, specification = part
            if isinstance(argument, str):
                value = named[argument]
            elif values is None:
                raise ValueError('Format string contains positional fields')
            elif argument < len(values):
                value = values[argument]
            else:
                raise IndexError(f'Replacement index {argument} out of range for positional args tuple')
            for is_attribute, key in path:
                value = getattr(value, key) if is_attribute else value[key]
            texts.append(format_value(value, conversion, format_parts(specification, values, named)))
        return ''.join(texts)

    def format_value(value, conversion, specification):
        if conversion == 'r':
            value = repr(value)
        elif conversion == 'a':
            value = ascii(value)
        elif conversion == 's':
            value = str(value)
        return format(value, specification)

    def ascii_text(value):
        return as_ascii(repr(value))

    def represented(value):
        methods = text_methods(value)
        return represented_with(value, methods, [method() for method in methods])

    def listed(items):
        return [item for item in items]

    def store_slice(target, index, values):
        target[index] = listed(values)

    def items_of(sequence):
        for item in sequence:
            yield item

    def iterator_next(self):
        return next(self)

    def called_until(function, sentinel):
        while True:
            try:
                item = function()
            except StopIteration:
                return
            if sentinel is item or sentinel == item:
                return
            yield item

    def as_index(value):
        if not needs_index(value):
            return value
        index = value.__index__()
        if not isinstance(index, int):
            raise TypeError(f'__index__ returned non-int (type {type(index).__name__})')
        return index

    def over_indices(function, *values, **named):
        named = {name: as_index(value) for name, value in named.items()}
        return function(*[as_index(value) for value in values], **named)

    def complex_of(value, imag=0):
        return complex(float(value), imag)

    def named_tuple_of(typename, fields=None, /, **named):
        fields = list(named.items()) if fields is None else list(fields)
        made = namedtuple(typename, [name for name, kind in fields])
        made.__annotations__ = dict(fields)
        return made

    def slice_of(start, stop, step):
        return slice(as_index(start), as_index(stop), as_index(step))

    def multiplied_by_index(left, right):
        return as_index(left) * as_index(right)

    def divided_with_remainder(left, right):
        if hasattr(type(left), '__divmod__'):
            value = type(left).__divmod__(left, right)
            if value is not NotImplemented:
                return value
        if hasattr(type(right), '__rdivmod__'):
            value = type(right).__rdivmod__(right, left)
            if value is not NotImplemented:
                return value
        names = f"'{type(left).__name__}' and '{type(right).__name__}'"
        raise TypeError(f'unsupported operand type(s) for divmod(): {names}')

    def import_root(name, globals=None, locals=None, fromlist=(), level=0):
        if level != 0:
            unsupported('__import__ with a level')
        module = import_module(name)
        return module if fromlist or '.' not in name else import_module(name.partition('.')[0])

    def next_or(method, default):
        for item in asking(method):
            return item
        return default

    def any_of(items):
        for item in items:
            if item:
                return True
        return False

    def sum_of(items, start=0):
        for item in items:
            start = start + item
        return start

    def all_of(items):
        for item in items:
            if not item:
                return False
        return True

    def enumerated(items, start=0):
        for item in items:
            yield start, item
            start += 1

    def zipped(*iterables, strict=False):
        iterators = [iter(iterable) for iterable in iterables]
        missing = object()
        while True:
            items = []
            for iterator in iterators:
                item = next(iterator, missing)
                if item is missing:
                    if strict:
                        check_same_length(iterators, len(items), missing)
                    return
                items.append(item)
            yield tuple(items)

    def check_same_length(iterators, ended, missing):
        if ended > 0:
            earlier = 'argument 1' if ended == 1 else f'arguments 1-{ended}'
            raise ValueError(f'zip() argument {ended + 1} is shorter than {earlier}')
        for index, iterator in enumerate(iterators):
            if index > 0 and next(iterator, missing) is not missing:
                earlier = 'argument 1' if index == 1 else f'arguments 1-{index}'
                raise ValueError(f'zip() argument {index + 1} is longer than {earlier}')

    def over_items(function, are_lazy, *values, **named):
        values = [listed(value) if is_lazy else value for is_lazy, value in zip(are_lazy, values)]
        return function(*values, **named)

    def is_found(items, wanted):
        for item in items:
            if item is wanted or item == wanted:
                return True
        return False

    def is_not_found(items, wanted):
        return not is_found(items, wanted)

    def has_equal_items(left, right):
        if isinstance(left, dict):
            if not isinstance(right, dict) or left.keys() != right.keys():
                return False
            return has_equal_items([left[key] for key in left], [right[key] for key in left])
        if isinstance(left, list) != isinstance(right, list) or len(left) != len(right):
            return False
        for x, y in zip(left, right):
            if not (x is y or x == y):
                return False
        return True

    def list_index(self, item, start=0, stop=9223372036854775807):
        for position in range(len(self))[start:stop]:
            if self[position] is item or self[position] == item:
                return position
        raise ValueError('tuple.index(x): x not in tuple' if isinstance(self, tuple) else f'{item!r} is not in list')

    def list_count(self, item):
        return len([x for x in self if x is item or x == item])

    def list_remove(self, item):
        del self[list_index(self, item)]

    def extreme(values, key, sign):
        keys = values if key is None else [key(value) for value in values]
        if not orders_by_frames(keys):
            return extreme_item(values, keys, sign)
        best = 0
        for place in range(1, len(keys)):
            if keys[place] > keys[best] if sign > 0 else keys[place] < keys[best]:
                best = place
        return values[best]
    """

  /// Raises an error for a feature that Python has and fwdb lacks. No `except` of the listing catches the error,
  /// because Python would raise no error here. Only the prelude and the modules written in the listing language can
  /// call `refuse`.
  static let refuse = BuiltinFunction("refuse(text)") { m, a in
    throw ListingError(.notImplemented, try a.string(0, m))
  }

  /// The builtins that only the prelude's code can call, by name.
  static var helpers: [String: Value] {
    let functions =
      PythonBuiltins.preludeOnly + MersenneTwister.all + HeldValues.functions + Enums.functions
      + ComposedLayers.helpers + ModuleListing.helpers + TorchWorld.helpers + GradientMode.helpers
      + ClassMethods.helpers + [refuse, ModuleLookup.importModule, Records.namedTuple]
    return Dictionary(functions.map { ($0.name, .builtin($0)) }) { $1 }
  }

  /// The texts of the prelude.
  static let texts = [
    text, HeldValues.preludeText, OrderedDictionaries.preludeText, SpecialMethods.preludeText, Enums.preludeText,
    ModuleListing.text, TorchWorld.text, ComposedLayers.attentionText, ComposedLayers.recurrenceText,
    ComposedLayers.paddleRecurrenceText, FunctionTransforms.text, CompositeOperations.text,
    WorldListings.torchVersionText, TorchGenerators.text, AbstractMethods.preludeText, GradientMode.text,
    BuiltinLayers.text,
  ]

  /// The text of each top-level statement of the prelude, by the name that the statement binds. A text's top-level
  /// statements begin in the first column.
  static let definitions = texts.reduce(into: [:]) { $0.merge(definitions(in: $1)) { $1 } }

  private static func definitions(in text: String) -> [String: Substring] {
    var text = text
    var offsets: [Int] = []
    text.withUTF8 { bytes in
      for index in bytes.indices
      where (index == 0 || bytes[index - 1] == UInt8(ascii: "\n")) && !" \n".utf8.contains(bytes[index]) {
        offsets.append(index)
      }
    }
    let starts = offsets.map { text.utf8.index(text.startIndex, offsetBy: $0) }
    var definitions: [String: Substring] = [:]
    for (start, end) in zip(starts, starts.dropFirst() + [text.endIndex]) {
      let statement = text[start..<end]
      definitions[boundName(of: statement)] = statement
    }
    return definitions
  }

  /// The name that a top-level statement binds. The statement is a `def`, a `class`, an `import` of one module, or an
  /// assignment.
  private static func boundName(of statement: Substring) -> String {
    let line = statement.utf8.prefix { $0 != UInt8(ascii: "\n") }
    let words = line.split(maxSplits: 2) { " (:".utf8.contains($0) }
    switch Substring(words[0]) {
    case "def", "class": return String(Substring(words[1]))
    case "import":
      // An import binds its last word, for example `nn` in `import torch.nn as nn`.
      return String(Substring(line.split(separator: UInt8(ascii: " ")).last ?? line))
    default: return String(Substring(words[0]))
    }
  }

  private static let codes = Mutex<[String: Code]>([:])

  /// The code that binds a name of the prelude. It is compiled when a machine first uses the name. Nil if the prelude
  /// does not define the name.
  static func code(defining name: String) -> Code? {
    if let code = codes.withLock({ $0[name] }) { return code }
    guard let definition = definitions[name] else { return nil }
    let parsed = parseListing(SourceFile(name: "<prelude>", text: String(definition)))
    precondition(parsed.diagnostics.isEmpty, "\(name) of the prelude parses: \(parsed.diagnostics)")
    let code = Compiler.compile(parsed.module, dialect: .torch, isLibrary: true)
    codes.withLock { $0[name] = code }
    return code
  }
}
