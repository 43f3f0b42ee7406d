import io
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
s = io.StringIO('ab\ncd\n\nef')
t(lambda: s.read(1)); t(lambda: s.readline()); t(lambda: list(s)); t(lambda: s.read()); t(lambda: s.seek(3)); t(lambda: s.readlines()); t(lambda: s.seek(0)); t(lambda: s.write('XY')); t(lambda: s.getvalue()); t(lambda: s.tell()); t(lambda: s.seek(0, 2)); t(lambda: s.write('end\n')); t(lambda: s.getvalue()); t(lambda: s.truncate(4)); t(lambda: s.getvalue()); t(lambda: s.read()); t(lambda: s.seek(-1)); t(lambda: s.seek(2, 1))
w = io.StringIO(); t(lambda: [w.write('a'), w.write('b\n'), w.writelines(['c', 'd'])]); t(lambda: w.getvalue()); t(lambda: w.write(3)); t(lambda: w.seek(8)); t(lambda: w.write('z')); t(lambda: w.getvalue()); w.close(); t(lambda: w.getvalue()); t(lambda: w.closed)
with io.StringIO('q') as f: t(lambda: f.read())
t(lambda: f.read()); t(lambda: io.StringIO('a\r\nb').getvalue()); t(lambda: io.StringIO(newline=None).write('a\r\nb')); print('x', 3, file=(g := io.StringIO()), end='!'); t(lambda: g.getvalue())
