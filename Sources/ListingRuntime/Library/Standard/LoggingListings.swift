/// `logging` and `warnings`, in the listing language. They write their text to `sys.stderr`.
enum LoggingListings {
  static let logging = #"""
    import sys as _sys
    import time as _time

    CRITICAL = 50
    FATAL = CRITICAL
    ERROR = 40
    WARNING = 30
    WARN = WARNING
    INFO = 20
    DEBUG = 10
    NOTSET = 0

    raiseExceptions = True

    _level_names = {50: 'CRITICAL', 40: 'ERROR', 30: 'WARNING', 20: 'INFO', 10: 'DEBUG', 0: 'NOTSET'}
    _levels = {'CRITICAL': 50, 'FATAL': 50, 'ERROR': 40, 'WARN': 30, 'WARNING': 30, 'INFO': 20, 'DEBUG': 10,
               'NOTSET': 0}

    def getLevelName(level):
        if level in _level_names:
            return _level_names[level]
        return _levels.get(level, f'Level {level}')

    def getLevelNamesMapping():
        return dict(_levels)

    def addLevelName(level, levelName):
        _level_names[level] = levelName
        _levels[levelName] = level

    def _checked(level):
        if isinstance(level, str):
            if level not in _levels:
                raise ValueError(f'Unknown level: {level!r}')
            return _levels[level]
        if isinstance(level, int):
            return level
        raise TypeError(f'Level not an integer or a valid string: {level!r}')

    class LogRecord:
        def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs):
            if args and len(args) == 1 and isinstance(args[0], dict) and args[0]:
                args = args[0]
            self.name = name
            self.msg = msg
            self.args = args
            self.levelname = getLevelName(level)
            self.levelno = level
            self.pathname = pathname
            self.filename = pathname.rsplit('/', 1)[-1]
            self.module = self.filename.rsplit('.', 1)[0]
            self.exc_info = exc_info
            self.exc_text = None
            self.stack_info = sinfo
            self.lineno = lineno
            self.funcName = func
            self.created = _time.time()
            self.msecs = (self.created - int(self.created)) * 1000
            self.relativeCreated = self.created * 1000
            self.thread = 0
            self.threadName = 'MainThread'
            self.processName = 'MainProcess'
            self.process = 0

        def getMessage(self):
            text = str(self.msg)
            return text % self.args if self.args else text

        def __repr__(self):
            return f'<LogRecord: {self.name}, {self.levelno}, {self.pathname}, {self.lineno}, "{self.msg}">'

    def makeLogRecord(dict):
        record = LogRecord(None, None, '', 0, '', (), None, None)
        for name, value in dict.items():
            setattr(record, name, value)
        return record

    _record_names = (
        'name', 'msg', 'levelname', 'levelno', 'pathname', 'filename', 'module', 'lineno', 'funcName', 'created',
        'msecs', 'relativeCreated', 'thread', 'threadName', 'processName', 'process', 'message', 'asctime')

    class _Values:
        def __init__(self, record, defaults):
            self.record = record
            self.defaults = defaults

        def __getitem__(self, name):
            if hasattr(self.record, name):
                return getattr(self.record, name)
            if name in self.defaults:
                return self.defaults[name]
            raise KeyError(name)

    class Formatter:
        default_time_format = '%Y-%m-%d %H:%M:%S'
        default_msec_format = '%s,%03d'

        def __init__(self, fmt=None, datefmt=None, style='%', validate=True, *, defaults=None):
            if style not in ('%', '{', '$'):
                raise ValueError('Style must be one of: %,{,$')
            standard = {'%': '%(message)s', '{': '{message}', '$': '${message}'}
            self._fmt = fmt or standard[style]
            self._kind = style
            self.datefmt = datefmt
            self._defaults = defaults or {}

        def usesTime(self):
            return {'%': '%(asctime)', '{': '{asctime', '$': '${asctime}'}[self._kind] in self._fmt

        def formatTime(self, record, datefmt=None):
            # `record.created` is the time of the pass. The pass starts at time 0.
            from datetime import datetime, timezone
            moment = datetime.fromtimestamp(record.created, timezone.utc)
            if datefmt:
                return moment.strftime(datefmt)
            text = moment.strftime(self.default_time_format)
            return self.default_msec_format % (text, record.msecs) if self.default_msec_format else text

        def formatException(self, ei):
            kind, error = ei[0], ei[1]
            text = str(error)
            return f'{kind.__name__}: {text}' if text else kind.__name__

        def formatMessage(self, record):
            if self._kind == '%':
                return _percent(self._fmt, _Values(record, self._defaults))
            names = {name: getattr(record, name) for name in _record_names if hasattr(record, name)}
            names = {**self._defaults, **names}
            if self._kind == '{':
                return self._fmt.format(**names)
            text = self._fmt
            for name in sorted(names, key=len, reverse=True):
                text = text.replace('${' + name + '}', str(names[name])).replace('$' + name, str(names[name]))
            return text

        def format(self, record):
            record.message = record.getMessage()
            if self.usesTime():
                record.asctime = self.formatTime(record, self.datefmt)
            text = self.formatMessage(record)
            if record.exc_info and not record.exc_text:
                record.exc_text = self.formatException(record.exc_info)
            if record.exc_text:
                text = text.rstrip('\n') + '\n' + record.exc_text
            if record.stack_info:
                text = text.rstrip('\n') + '\n' + str(record.stack_info)
            return text

    def _percent(template, values):
        """The template with its `%(name)` fields: each is looked up when it is met."""
        parts = []
        place = 0
        while True:
            start = template.find('%', place)
            if start < 0:
                return ''.join(parts) + template[place:]
            parts.append(template[place:start])
            if template[start:start + 2] == '%%':
                parts.append('%')
                place = start + 2
                continue
            if template[start:start + 2] != '%(':
                raise ValueError(f"invalid format '{template}'")
            close = template.find(')', start)
            end = close + 1
            while end < len(template) and template[end] in '#0- +.123456789*':
                end += 1
            name = template[start + 2:close]
            parts.append(('%' + template[close + 1:end + 1]) % (values[name],))
            place = end + 1

    class BufferingFormatter:
        def __init__(self, linefmt=None):
            self.linefmt = linefmt or Formatter()

        def format(self, records):
            return ''.join([self.linefmt.format(record) for record in records])

    class Filter:
        def __init__(self, name=''):
            self.name = name
            self.nlen = len(name)

        def filter(self, record):
            return self.nlen == 0 or self.name == record.name or record.name.startswith(self.name + '.')

    class Filterer:
        def __init__(self):
            self.filters = []

        def addFilter(self, filter):
            if filter not in self.filters:
                self.filters.append(filter)

        def removeFilter(self, filter):
            if filter in self.filters:
                self.filters.remove(filter)

        def filter(self, record):
            for one in self.filters:
                passes = one.filter(record) if hasattr(one, 'filter') else one(record)
                if not passes:
                    return False
            return True

    class Handler(Filterer):
        def __init__(self, level=NOTSET):
            super().__init__()
            self._name = None
            self.level = _checked(level)
            self.formatter = None

        @property
        def name(self):
            return self._name

        @name.setter
        def name(self, name):
            self._name = name

        def get_name(self):
            return self._name

        def set_name(self, name):
            self._name = name

        def createLock(self):
            self.lock = None

        def acquire(self):
            pass

        def release(self):
            pass

        def setLevel(self, level):
            self.level = _checked(level)

        def format(self, record):
            return (self.formatter or _default_formatter).format(record)

        def emit(self, record):
            raise NotImplementedError('emit must be implemented by Handler subclasses')

        def handle(self, record):
            passes = self.filter(record)
            if passes:
                self.emit(record)
            return passes

        def setFormatter(self, fmt):
            self.formatter = fmt

        def flush(self):
            pass

        def close(self):
            pass

        def handleError(self, record):
            raise

        def __repr__(self):
            return f'<{type(self).__name__} ({getLevelName(self.level)})>'

    _default_formatter = Formatter()

    class StreamHandler(Handler):
        terminator = '\n'

        def __init__(self, stream=None):
            super().__init__()
            self.stream = _sys.stderr if stream is None else stream

        def flush(self):
            if self.stream and hasattr(self.stream, 'flush'):
                self.stream.flush()

        def emit(self, record):
            self.stream.write(self.format(record) + self.terminator)
            self.flush()

        def setStream(self, stream):
            if stream is self.stream:
                return None
            old = self.stream
            self.flush()
            self.stream = stream
            return old

        def __repr__(self):
            name = str(getattr(self.stream, 'name', ''))
            return f'<{type(self).__name__} {name + " " if name else ""}({getLevelName(self.level)})>'

    class _LastResort(StreamHandler):
        def __init__(self):
            Handler.__init__(self, WARNING)

        @property
        def stream(self):
            return _sys.stderr

    lastResort = _LastResort()

    class FileHandler(StreamHandler):
        def __init__(self, filename, mode='a', encoding=None, delay=False, errors=None):
            refuse(f'logging.FileHandler writes the file {filename!r}, which a listing may not do')

    class NullHandler(Handler):
        def handle(self, record):
            pass

        def emit(self, record):
            pass

    class Logger(Filterer):
        def __init__(self, name, level=NOTSET):
            super().__init__()
            self.name = name
            self.level = _checked(level)
            self.parent = None
            self.propagate = True
            self.handlers = []
            self.disabled = False

        def setLevel(self, level):
            self.level = _checked(level)

        def getEffectiveLevel(self):
            logger = self
            while logger:
                if logger.level:
                    return logger.level
                logger = logger.parent
            return NOTSET

        def isEnabledFor(self, level):
            if self.disabled or _state['disable'] >= level:
                return False
            return level >= self.getEffectiveLevel()

        def debug(self, msg, *args, **kwargs):
            if self.isEnabledFor(DEBUG):
                self._log(DEBUG, msg, args, **kwargs)

        def info(self, msg, *args, **kwargs):
            if self.isEnabledFor(INFO):
                self._log(INFO, msg, args, **kwargs)

        def warning(self, msg, *args, **kwargs):
            if self.isEnabledFor(WARNING):
                self._log(WARNING, msg, args, **kwargs)

        def warn(self, msg, *args, **kwargs):
            self.warning(msg, *args, **kwargs)

        def error(self, msg, *args, **kwargs):
            if self.isEnabledFor(ERROR):
                self._log(ERROR, msg, args, **kwargs)

        def exception(self, msg, *args, exc_info=True, **kwargs):
            self.error(msg, *args, exc_info=exc_info, **kwargs)

        def critical(self, msg, *args, **kwargs):
            if self.isEnabledFor(CRITICAL):
                self._log(CRITICAL, msg, args, **kwargs)

        fatal = critical

        def log(self, level, msg, *args, **kwargs):
            if not isinstance(level, int):
                raise TypeError('level must be an integer')
            if self.isEnabledFor(level):
                self._log(level, msg, args, **kwargs)

        def makeRecord(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None, sinfo=None):
            record = LogRecord(name, level, fn, lno, msg, args, exc_info, func, sinfo)
            for key, value in (extra or {}).items():
                if key in ('message', 'asctime') or hasattr(record, key):
                    raise KeyError(f'Attempt to overwrite {key!r} in LogRecord')
                setattr(record, key, value)
            return record

        def _log(self, level, msg, args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
            path, line, function = caller_place(stacklevel)[:3]
            if isinstance(exc_info, BaseException):
                exc_info = (type(exc_info), exc_info, None)
            elif exc_info and not isinstance(exc_info, tuple):
                error = handled_error()
                exc_info = None if error is None else (type(error), error, None)
            self.handle(self.makeRecord(self.name, level, path, line, msg, args, exc_info, function, extra))

        def handle(self, record):
            if not self.disabled and self.filter(record):
                self.callHandlers(record)

        def callHandlers(self, record):
            found = 0
            logger = self
            while logger:
                for handler in logger.handlers:
                    found += 1
                    if record.levelno >= handler.level:
                        handler.handle(record)
                logger = logger.parent if logger.propagate else None
            if found == 0 and record.levelno >= lastResort.level:
                lastResort.handle(record)

        def addHandler(self, hdlr):
            if not [handler for handler in self.handlers if handler is hdlr]:
                self.handlers.append(hdlr)

        def removeHandler(self, hdlr):
            self.handlers = [handler for handler in self.handlers if handler is not hdlr]

        def hasHandlers(self):
            logger = self
            while logger:
                if logger.handlers:
                    return True
                logger = logger.parent if logger.propagate else None
            return False

        def getChild(self, suffix):
            return getLogger(suffix if self is root else self.name + '.' + suffix)

        def getChildren(self):
            return {logger for logger in _loggers.values() if logger.parent is self}

        def __bool__(self):
            return True

        def __repr__(self):
            return f'<{type(self).__name__} {self.name} ({getLevelName(self.getEffectiveLevel())})>'

    class RootLogger(Logger):
        def __init__(self, level):
            super().__init__('root', level)

    root = RootLogger(WARNING)
    Logger.root = root
    _loggers = {}
    _state = {'disable': 0, 'class': Logger}

    class Manager:
        def __init__(self, rootnode):
            self.root = rootnode
            self.loggerDict = _loggers

        @property
        def disable(self):
            return _state['disable']

        @disable.setter
        def disable(self, level):
            _state['disable'] = _checked(level)

        def getLogger(self, name):
            return getLogger(name)

    Logger.manager = Manager(root)

    def setLoggerClass(klass):
        _state['class'] = klass

    def getLoggerClass():
        return _state['class']

    def getLogger(name=None):
        if not name or name == 'root':
            return root
        if not isinstance(name, str):
            raise TypeError('A logger name must be a string')
        if name in _loggers:
            return _loggers[name]
        logger = _state['class'](name)
        parent = root
        parts = name.split('.')
        for count in range(len(parts) - 1, 0, -1):
            outer = '.'.join(parts[:count])
            if outer in _loggers:
                parent = _loggers[outer]
                break
        logger.parent = parent
        for other in _loggers.values():
            if other.name.startswith(name + '.') and (
                    other.parent is root or not other.parent.name.startswith(name + '.')):
                other.parent = logger
        _loggers[name] = logger
        return logger

    class LoggerAdapter:
        def __init__(self, logger, extra=None):
            self.logger = logger
            self.extra = extra

        def process(self, msg, kwargs):
            kwargs['extra'] = self.extra
            return msg, kwargs

        def log(self, level, msg, *args, **kwargs):
            if self.isEnabledFor(level):
                msg, kwargs = self.process(msg, kwargs)
                self.logger.log(level, msg, *args, **kwargs)

        def debug(self, msg, *args, **kwargs):
            self.log(DEBUG, msg, *args, **kwargs)

        def info(self, msg, *args, **kwargs):
            self.log(INFO, msg, *args, **kwargs)

        def warning(self, msg, *args, **kwargs):
            self.log(WARNING, msg, *args, **kwargs)

        def error(self, msg, *args, **kwargs):
            self.log(ERROR, msg, *args, **kwargs)

        def exception(self, msg, *args, exc_info=True, **kwargs):
            self.log(ERROR, msg, *args, exc_info=exc_info, **kwargs)

        def critical(self, msg, *args, **kwargs):
            self.log(CRITICAL, msg, *args, **kwargs)

        def isEnabledFor(self, level):
            return self.logger.isEnabledFor(level)

        def setLevel(self, level):
            self.logger.setLevel(level)

        def getEffectiveLevel(self):
            return self.logger.getEffectiveLevel()

        def hasHandlers(self):
            return self.logger.hasHandlers()

        @property
        def name(self):
            return self.logger.name

    BASIC_FORMAT = '%(levelname)s:%(name)s:%(message)s'
    _STYLES = {'%': BASIC_FORMAT, '{': '{levelname}:{name}:{message}', '$': '${levelname}:${name}:${message}'}

    def basicConfig(*, force=False, filename=None, stream=None, handlers=None, format=None, datefmt=None, style='%',
                    level=None, filemode='a', encoding=None, errors=None):
        if force:
            for handler in list(root.handlers):
                root.removeHandler(handler)
                handler.close()
        if root.handlers:
            return
        if handlers is None:
            if filename:
                handlers = [FileHandler(filename, filemode)]
            else:
                handlers = [StreamHandler(stream)]
        elif stream is not None or filename is not None:
            raise ValueError("'stream' or 'filename' should not be specified together with 'handlers'")
        if style not in _STYLES:
            raise ValueError('Style must be one of: %,{,$')
        formatter = Formatter(format or _STYLES[style], datefmt, style)
        for handler in handlers:
            if handler.formatter is None:
                handler.setFormatter(formatter)
            root.addHandler(handler)
        if level is not None:
            root.setLevel(level)

    def _ready():
        if not root.handlers:
            basicConfig()

    def debug(msg, *args, **kwargs):
        _ready()
        root.debug(msg, *args, **kwargs)

    def info(msg, *args, **kwargs):
        _ready()
        root.info(msg, *args, **kwargs)

    def warning(msg, *args, **kwargs):
        _ready()
        root.warning(msg, *args, **kwargs)

    warn = warning

    def error(msg, *args, **kwargs):
        _ready()
        root.error(msg, *args, **kwargs)

    def exception(msg, *args, exc_info=True, **kwargs):
        _ready()
        root.error(msg, *args, exc_info=exc_info, **kwargs)

    def critical(msg, *args, **kwargs):
        _ready()
        root.critical(msg, *args, **kwargs)

    fatal = critical

    def log(level, msg, *args, **kwargs):
        _ready()
        root.log(level, msg, *args, **kwargs)

    def disable(level=CRITICAL):
        _state['disable'] = _checked(level)

    def captureWarnings(capture):
        pass

    def shutdown():
        pass

    def getLogRecordFactory():
        return LogRecord
    """#

  static let warnings = #"""
    import sys as _sys

    filters = []
    _given = {}
    _kept = {'showwarning': None}

    def _defaults():
        filters[:] = [
            ('default', None, DeprecationWarning, '__main__', 0), ('ignore', None, DeprecationWarning, None, 0),
            ('ignore', None, PendingDeprecationWarning, None, 0), ('ignore', None, ImportWarning, None, 0),
            ('ignore', None, ResourceWarning, None, 0)]

    _defaults()

    class WarningMessage:
        def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
            self.message = message
            self.category = category
            self.filename = filename
            self.lineno = lineno
            self.file = file
            self.line = line
            self.source = source
            self._category_name = category.__name__ if category else None

        def __str__(self):
            return (f'{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, '
                    f'lineno : {self.lineno}, line : {self.line!r}}}')

    class catch_warnings:
        def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
            self._record = record
            self._filter = None if action is None else (action, category, lineno, append)
            self._entered = False

        def __enter__(self):
            if self._entered:
                raise RuntimeError(f'Cannot enter {self!r} twice')
            self._entered = True
            self._filters = list(filters)
            self._show = _kept['showwarning']
            _given.clear()
            log = None
            if self._record:
                log = []
                _kept['showwarning'] = log.append
            if self._filter is not None:
                simplefilter(*self._filter)
            return log

        def __exit__(self, *exc_info):
            if not self._entered:
                raise RuntimeError(f'Cannot exit {self!r} without entering first')
            filters[:] = self._filters
            _kept['showwarning'] = self._show
            _given.clear()

    def _insert(item, append):
        if append:
            if item not in filters:
                filters.append(item)
        else:
            if item in filters:
                filters.remove(item)
            filters.insert(0, item)
        _given.clear()

    _ACTIONS = ('error', 'ignore', 'always', 'default', 'module', 'once')

    def simplefilter(action, category=Warning, lineno=0, append=False):
        if action not in _ACTIONS:
            raise AssertionError(f'invalid action: {action!r}')
        _insert((action, None, category, None, lineno), append)

    def filterwarnings(action, message='', category=Warning, module='', lineno=0, append=False):
        if action not in _ACTIONS:
            raise AssertionError(f'invalid action: {action!r}')
        _insert((action, message or None, category, module or None, lineno), append)

    def resetwarnings():
        filters.clear()
        _given.clear()

    def _matches(pattern, text, flags):
        import re
        return re.compile(pattern, flags).match(text) is not None

    def warn(message, category=None, stacklevel=1, source=None):
        if isinstance(message, Warning):
            category = type(message)
        if category is None:
            category = UserWarning
        if not (isinstance(category, type) and issubclass(category, Warning)):
            raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
        path, lineno, function, module, line = caller_place(stacklevel)
        _warn(message, category, path, lineno, module, line, source)

    def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None,
                      source=None):
        if module is None:
            module = filename[:-3] if filename.endswith('.py') else filename or '<unknown>'
        _warn(message, category, filename, lineno, module, '', source)

    def _warn(message, category, path, lineno, module, line, source):
        if isinstance(message, Warning):
            text = str(message)
            category = type(message)
        else:
            text = message
            message = category(message)
        key = (text, category, lineno, module)
        if key in _given:
            return
        action = 'default'
        for item_action, pattern, kind, place, number in list(filters):
            if ((pattern is None or _matches(pattern, text, 2)) and issubclass(category, kind)
                    and (place is None or place == module or place != '__main__' and _matches(place, module, 0))
                    and (number == 0 or number == lineno)):
                action = item_action
                break
        if action == 'ignore':
            return
        if action == 'error':
            raise message
        if action == 'once':
            if ('once', text, category) in _given:
                return
            _given['once', text, category] = 1
        elif action == 'module':
            if ('module', text, category, module) in _given:
                return
            _given['module', text, category, module] = 1
        elif action == 'default':
            _given[key] = 1
        show = _kept['showwarning']
        if show is not None:
            show(WarningMessage(message, category, path, lineno, None, None, source))
            return
        showwarning(message, category, path, lineno, line=line)

    def formatwarning(message, category, filename, lineno, line=None):
        text = f'{filename}:{lineno}: {category.__name__}: {message}\n'
        if line and line.strip():
            text += f'  {line.strip()}\n'
        return text

    def showwarning(message, category, filename, lineno, file=None, line=None):
        (_sys.stderr if file is None else file).write(formatwarning(message, category, filename, lineno, line))
    """#
}
