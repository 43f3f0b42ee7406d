import textwrap
texts = ['Hello there -- you goof-ball, use the -b option!', 'a well-known fact-of-life: state-of-the-art e-mail x-ray --option=foo -- bar', 'The quick brown fox jumped over the lazy dog. ' * 3, '', '   ', 'word', 'supercalifragilisticexpialidocious is long', 'tab\tseparated\ttext here', 'line one\nline two\n\npara two', "it's a 'quoted' \"string\" -- (parenthesised) [brackets] don't-break 3-4 1990-1991 a--b a---b", 'multiple   spaces  inside   text', 'foo-bar-baz-qux-quux', '---- dashes ----', 'e-mail, re-enter; co-op. self-contained/other-thing', 'a-b c-d ab-cd abc-def']
for t in texts:
    for w in [10, 20, 40, 70]:
        for kw in [{}, {'initial_indent': '* ', 'subsequent_indent': '  '}, {'break_long_words': False}, {'break_on_hyphens': False}, {'drop_whitespace': False}, {'max_lines': 2}, {'max_lines': 1, 'placeholder': '...'}, {'expand_tabs': False}, {'replace_whitespace': False}]:
            try: print(w, textwrap.wrap(t, w, **kw))
            except Exception as e: print(type(e).__name__, e)
    print(repr(textwrap.fill(t, 30)), repr(textwrap.indent(t, '> ')), repr(textwrap.indent(t, '> ', lambda l: True)))
    try: print(textwrap.shorten(t, 20), textwrap.shorten(t, 12, placeholder='..'))
    except Exception as e: print(e)
for t in ['  a\n  b', '  a\n\n    b\n  c', '\ta\n\tb', '\ta\n  b', 'a\n  b', '', '\n', '    x\n   ', '  a\n \n  b\n', "\n    def f():\n        return 1\n    "]:
    print(repr(textwrap.dedent(t)))
