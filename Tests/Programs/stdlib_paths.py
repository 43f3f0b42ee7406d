import pathlib
import os.path as os_path
import fnmatch
from pathlib import Path, PurePosixPath
def t(f):
    try: print(f())
    except NotImplementedError as e: print('NI')
    except Exception as e: print(type(e).__name__, e)
ps = ['', '.', '/', 'a', '/a/b', 'a//b/', 'a/../b', '.hidden', 'a.b.c', 'a.', 'x.tar.gz', 'dir/.c']
for s in ps:
    p = PurePosixPath(s)
    print(repr(s), p, repr(p), p.parts, p.name, p.suffix, p.suffixes, p.stem, p.parent, list(p.parents), p.root, p.anchor, p.is_absolute(), p.as_posix())
    for n in ['z', 'z.py', '']: t(lambda: p.with_name(n))
    for n in ['.q', '', 'q', '.']: t(lambda: p.with_suffix(n))
    t(lambda: p.with_stem('w'))
    for q in ps:
        t(lambda: p / q); t(lambda: p.relative_to(q)); print(p.is_relative_to(q), p == PurePosixPath(q), p < PurePosixPath(q))
        t(lambda: os_path.join(s, q)); t(lambda: os_path.commonprefix([s, q])); t(lambda: os_path.commonpath([s, q]))
    t(lambda: [os_path.split(s), os_path.splitext(s), os_path.basename(s), os_path.dirname(s), os_path.normpath(s), os_path.isabs(s), os_path.splitdrive(s)])
for pat in ['*.py', 'a/*', '/a/*', '*', 'b', '**/b', '?', '[ab]', '*.t*', 'a/b']:
    for s in ps[5:]: t(lambda: PurePosixPath(s).match(pat)); print(fnmatch.fnmatch(s, pat))
print('x' / PurePosixPath('y'), PurePosixPath('a', 'b', PurePosixPath('c')), Path('a') / 'b', repr(Path('a/b')), isinstance(Path('a'), PurePosixPath), str(Path('a')), os_path.join(PurePosixPath('a'), 'b'), Path('a', '/b'))
for n, p in [('a[1]', 'a[[]1]'), ('ab', 'a[!c]'), ('a]', 'a[]]'), ('A', 'a'), ('abc', 'a*c*'), ('[', '['), ('a-b', 'a[-]b'), ('x', '[!]]')]: print(fnmatch.fnmatchcase(n, p), fnmatch.filter([n, 'q'], p))
for a, b in [('a/b', 'a'), ('/a/b', '/c'), ('a', 'a'), ('a/../b', 'c/d'), ('/', '/a')]: t(lambda: os_path.relpath(a, b))
