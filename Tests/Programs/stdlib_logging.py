import logging
import sys
import io
out = io.StringIO()
logging.warning('root %s', 1)
logging.info('hidden')
log = logging.getLogger('a.b')
log.warning('w %d %s', 1, 'x'); log.info('no'); log.error('e')
logging.basicConfig(stream=sys.stdout, level=logging.DEBUG)
logging.debug('dbg')
h = logging.StreamHandler(out); h.setFormatter(logging.Formatter('%(levelname)-8s|%(name)s|%(funcName)s|%(lineno)d|%(message)s'))
log.addHandler(h)
def f(): log.info('in f %(a)s', {'a': 5})
f()
log.propagate = False
log.debug('d'); log.setLevel('WARNING'); log.info('no'); log.critical('c'); log.log(35, 'l35'); log.warn if 0 else None
child = logging.getLogger('a.b.c'); child.error('child'); print(child.parent is log, child.getEffectiveLevel(), log.isEnabledFor(20), child, log, logging.getLogger(), logging.getLogger('a'), logging.getLogger('a') is logging.getLogger('a'), log.parent)
class F(logging.Filter):
    def filter(self, r): return 'secret' not in r.getMessage()
h.addFilter(F()); log.error('secret'); log.error('ok')
h.addFilter(lambda r: 'zz' not in r.msg); log.error('zz'); 
print(out.getvalue())
print(logging.getLevelName(10), logging.getLevelName('INFO'), logging.getLevelName(15), logging.WARNING)
logging.addLevelName(25, 'NOTICE'); log.log(25, 'no'); log.log(45, 'forty five'); print(logging.getLevelName(25))
class H(logging.Handler):
    def emit(self, record): print('H', record.levelname, record.getMessage(), record.name, self.format(record))
hh = H(level=logging.ERROR); lg = logging.getLogger('z'); lg.addHandler(hh); lg.propagate = False; lg.warning('w'); lg.error('e %s', [1]); print(hh, lg.handlers, lg.hasHandlers(), logging.getLogger('q').hasHandlers())
try: 1 / 0
except ZeroDivisionError: 
    pass
ad = logging.LoggerAdapter(lg, {'k': 1}); ad.error('adapted'); logging.disable(logging.ERROR); lg.error('no'); lg.critical('yes'); logging.disable(logging.NOTSET)
for st, fm in [('{', '{levelname}:{message}'), ('$', '${levelname} $message')]:
    hh.setFormatter(logging.Formatter(fm, style=st)); lg.error('styled %s', 'x')
for fn in [lambda: log.setLevel('NOPE'), lambda: logging.getLogger(3), lambda: log.log('x', 'y'), lambda: log.setLevel(1.5)]:
    try: fn()
    except Exception as e: print(type(e).__name__, e)
print(logging.makeLogRecord({'msg': 'hi %s', 'args': ('x',), 'levelname': 'L'}).getMessage(), logging.LogRecord('n', 20, 'p/q.py', 3, 'm', (), None), logging.NullHandler(), log.getChild('k').name, logging.root.getChild('x').name)
logging.exception('exc %s', 1, exc_info=False); lg.handlers.clear(); lg.error('dropped?'); logging.getLogger('a').debug('propagates to root')
