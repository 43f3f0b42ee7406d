import ListingSyntax

/// Built-ins that call back into a listing, written in the listing language: so nothing of a pass ever waits on the
/// host's stack, and stepping into `self.conv(x)` can go on into the modules of a `Sequential`.
enum Prelude {
  static let text = """
    def sequential_forward(self, input):
        for module in self:
            input = module(input)
        return input

    def sorted_by(iterable, key=None, reverse=False):
        items = list(iterable)
        if key is None:
            return sort_items(items, items, reverse)
        return sort_items(items, [key(item) for item in items], reverse)

    def map_items(function, *iterables):
        if len(iterables) == 1:
            return iter([function(item) for item in iterables[0]])
        return iter([function(*items) for items in zip(*iterables)])

    def filter_items(function, iterable):
        if function is None:
            return iter([item for item in iterable if item])
        return iter([item for item in iterable if function(item)])

    def sort_list(self, key=None, reverse=False):
        self[:] = sorted_by(self, key, reverse)

    def partial(function, *first, **given):
        def call(*rest, **named):
            return function(*first, *rest, **{**given, **named})
        return call

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

    def over_items(function, items, *rest, **named):
        return function([item for item in items], *rest, **named)

    def extreme(values, key, sign):
        return extreme_item(values, [key(value) for value in values], sign)
    """

  static func compile() -> Code {
    let parsed = parseListing(SourceFile(name: "<prelude>", text: text))
    precondition(parsed.diagnostics.isEmpty, "the prelude parses: \(parsed.diagnostics)")
    return Compiler.compile(parsed.module, dialect: .torch, isLibrary: true)
  }
}
