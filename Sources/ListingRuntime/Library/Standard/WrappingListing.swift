/// `textwrap`, in the listing language.
enum WrappingListing {
  static let text = #"""
    _SPACES = '\t\n\x0b\x0c\r '

    def dedent(text):
        lines = text.split('\n')
        margin = None
        for place, line in enumerate(lines):
            if line.strip(' \t') == '':
                lines[place] = ''
                continue
            indent = line[:len(line) - len(line.lstrip(' \t'))]
            if margin is None:
                margin = indent
            else:
                common = 0
                while common < len(margin) and common < len(indent) and margin[common] == indent[common]:
                    common += 1
                margin = margin[:common]
        cut = len(margin or '')
        return '\n'.join([line[cut:] for line in lines])

    def indent(text, prefix, predicate=None):
        lines = text.splitlines(True)
        return ''.join([prefix + line if (predicate(line) if predicate else line.strip()) else line for line in lines])

    def wrap(text, width=70, **options):
        return TextWrapper(width=width, **options).wrap(text)

    def fill(text, width=70, **options):
        return TextWrapper(width=width, **options).fill(text)

    def shorten(text, width, **options):
        wrapper = TextWrapper(width=width, max_lines=1, **options)
        return wrapper.fill(' '.join(text.strip().split()))

    def _is_word(letter):
        return letter == '_' or letter.isalnum()

    def _is_part(letter):
        return letter not in _SPACES and (_is_word(letter) or letter in '!"\'&.,?')

    def _chunks(text):
        """Words with their hyphens, dashes and runs of spaces: where a line may break."""
        chunks = []
        place = 0
        count = len(text)
        while place < count:
            start = place
            if text[place] in _SPACES:
                while place < count and text[place] in _SPACES:
                    place += 1
            elif _is_dash(text, place):
                while place < count and text[place] == '-':
                    place += 1
            else:
                place = _word_end(text, place)
            chunks.append(text[start:place])
        return chunks

    def _is_dash(text, place):
        """Two or more hyphens between a letter or mark and a word."""
        if text[place] != '-' or place == 0 or not _is_part(text[place - 1]):
            return False
        end = place
        while end < len(text) and text[end] == '-':
            end += 1
        return end - place >= 2 and end < len(text) and _is_word(text[end])

    def _is_letter(letter):
        return _is_word(letter) and not letter.isdecimal()

    def _is_break(text, end):
        """Whether the word may end after the hyphen before `end`."""
        def at(place):
            return text[place] if 0 <= place < len(text) else ''
        before = (at(end - 2) != '' and _is_letter(at(end - 2)) and at(end - 3) != '' and _is_letter(at(end - 3))) or (
            at(end - 2) != '' and _is_letter(at(end - 2)) and at(end - 3) == '-' and at(end - 4) != ''
            and _is_letter(at(end - 4)))
        after = (at(end) != '' and _is_letter(at(end)) and (
            (at(end + 1) != '' and _is_letter(at(end + 1)))
            or (at(end + 1) == '-' and at(end + 2) != '' and _is_letter(at(end + 2)))))
        return before and after

    def _word_end(text, start):
        count = len(text)
        place = start + 1
        while place < count:
            if text[place] in _SPACES:
                return place
            if text[place - 1] == '-' and _is_break(text, place):
                return place
            if text[place] == '-' and _is_dash(text, place):
                return place
            place += 1
        return count

    class TextWrapper:
        def __init__(self, width=70, initial_indent='', subsequent_indent='', expand_tabs=True, replace_whitespace=True,
                     fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                     tabsize=8, *, max_lines=None, placeholder=' [...]'):
            if fix_sentence_endings:
                refuse('textwrap: fix_sentence_endings is not part of fwdb')
            self.width = width
            self.initial_indent = initial_indent
            self.subsequent_indent = subsequent_indent
            self.expand_tabs = expand_tabs
            self.replace_whitespace = replace_whitespace
            self.fix_sentence_endings = fix_sentence_endings
            self.break_long_words = break_long_words
            self.drop_whitespace = drop_whitespace
            self.break_on_hyphens = break_on_hyphens
            self.tabsize = tabsize
            self.max_lines = max_lines
            self.placeholder = placeholder

        def _split(self, text):
            if self.expand_tabs:
                text = text.expandtabs(self.tabsize)
            if self.replace_whitespace:
                text = ''.join([' ' if letter in _SPACES else letter for letter in text])
            if self.break_on_hyphens:
                return _chunks(text)
            chunks = []
            for letter in text:
                if chunks and (chunks[-1][-1] in _SPACES) == (letter in _SPACES):
                    chunks[-1] += letter
                else:
                    chunks.append(letter)
            return chunks

        def wrap(self, text):
            if self.width <= 0:
                raise ValueError(f'invalid width {self.width!r} (must be > 0)')
            if self.max_lines is not None:
                indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
                if len(indent) + len(self.placeholder.lstrip()) > self.width:
                    raise ValueError('placeholder too large for max width')
            chunks = self._split(text)
            chunks.reverse()
            lines = []
            while chunks:
                line = []
                length = 0
                indent = self.subsequent_indent if lines else self.initial_indent
                width = self.width - len(indent)
                if self.drop_whitespace and chunks[-1].strip() == '' and lines:
                    chunks.pop()
                while chunks and length + len(chunks[-1]) <= width:
                    length += len(chunks[-1])
                    line.append(chunks.pop())
                if chunks and len(chunks[-1]) > width:
                    self._break_word(chunks, line, length, width)
                    length = sum([len(chunk) for chunk in line])
                if self.drop_whitespace and line and line[-1].strip() == '':
                    length -= len(line[-1])
                    line.pop()
                if not line:
                    continue
                ends = not chunks or (self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip())
                if self.max_lines is None or len(lines) + 1 < self.max_lines or (ends and length <= width):
                    lines.append(indent + ''.join(line))
                    continue
                while line:
                    if line[-1].strip() and length + len(self.placeholder) <= width:
                        line.append(self.placeholder)
                        lines.append(indent + ''.join(line))
                        break
                    length -= len(line.pop())
                else:
                    if lines:
                        last = lines[-1].rstrip()
                        if len(last) + len(self.placeholder) <= self.width:
                            lines[-1] = last + self.placeholder
                            break
                    lines.append(indent + self.placeholder.lstrip())
                break
            return lines

        def _break_word(self, chunks, line, length, width):
            space = 1 if width < 1 else width - length
            if self.break_long_words:
                end = space
                chunk = chunks[-1]
                if self.break_on_hyphens and len(chunk) > space:
                    hyphen = chunk.rfind('-', 0, space)
                    if hyphen > 0 and chunk[:hyphen].strip('-') != '':
                        end = hyphen + 1
                line.append(chunk[:end])
                chunks[-1] = chunk[end:]
            elif not line:
                line.append(chunks.pop())

        def fill(self, text):
            return '\n'.join(self.wrap(text))
    """#
}
