"""Logging into the output of the program, from the level that was set."""

NOTSET, DEBUG, INFO, WARNING, ERROR, CRITICAL = 0, 10, 20, 30, 40, 50
WARN, FATAL = WARNING, CRITICAL
_NAMES = {DEBUG: "DEBUG", INFO: "INFO", WARNING: "WARNING", ERROR: "ERROR", CRITICAL: "CRITICAL"}
_loggers = {}


def getLevelName(level):
    """The name of a level, or the level of a name."""
    if isinstance(level, str):
        return {name: number for number, name in _NAMES.items()}.get(level, level)
    return _NAMES.get(level, f"Level {level}")


class Logger:
    """Writes messages at or above its level."""

    def __init__(self, name, level=NOTSET):
        self.name, self.level, self.handlers, self.propagate, self.disabled = name, level, [], True, False

    def setLevel(self, level):
        """The level from which messages are written."""
        self.level = getLevelName(level) if isinstance(level, str) else level

    def getEffectiveLevel(self):
        """The level in force."""
        return self.level or root.level

    def isEnabledFor(self, level):
        """Whether messages of a level are written."""
        return not self.disabled and level >= self.getEffectiveLevel()

    def log(self, level, message, *args, **_):
        """Writes a message."""
        if self.isEnabledFor(level):
            text = str(message) % (args[0] if len(args) == 1 and isinstance(args[0], dict) else args) if args else message
            print(f"{getLevelName(level)}:{self.name}:{text}")

    def debug(self, message, *args, **_):
        """Writes a message of level DEBUG."""
        self.log(DEBUG, message, *args)

    def info(self, message, *args, **_):
        """Writes a message of level INFO."""
        self.log(INFO, message, *args)

    def warning(self, message, *args, **_):
        """Writes a message of level WARNING."""
        self.log(WARNING, message, *args)

    warn = warning

    def error(self, message, *args, **_):
        """Writes a message of level ERROR."""
        self.log(ERROR, message, *args)

    exception = error

    def critical(self, message, *args, **_):
        """Writes a message of level CRITICAL."""
        self.log(CRITICAL, message, *args)

    fatal = critical

    def addHandler(self, handler):
        """Keeps a handler; messages go to the output anyway."""
        self.handlers.append(handler)

    def removeHandler(self, handler):
        """Forgets a handler."""
        if handler in self.handlers:
            self.handlers.remove(handler)

    def hasHandlers(self):
        """Whether there are handlers."""
        return bool(self.handlers)

    def addFilter(self, _):
        """Ignored."""

    def getChild(self, suffix):
        """A logger below this one."""
        return getLogger(f"{self.name}.{suffix}")


root = Logger("root", WARNING)


def getLogger(name=None):
    """The logger of a name."""
    if not name or name == "root":
        return root
    return _loggers.setdefault(name, Logger(name))


def basicConfig(level=None, **_):
    """Sets the level of the root."""
    if level is not None:
        root.setLevel(level)


debug, info, warning, warn, error = root.debug, root.info, root.warning, root.warning, root.error
exception, critical, fatal, log = root.exception, root.critical, root.critical, root.log


class Handler:
    """Kept for programs that make one."""

    def __init__(self, *_, **__):
        self.level = NOTSET

    def setLevel(self, level):
        """Ignored."""

    def setFormatter(self, formatter):
        """Ignored."""

    def addFilter(self, _):
        """Ignored."""


StreamHandler = FileHandler = NullHandler = Formatter = Filter = Handler


def disable(level=CRITICAL):
    """Turns messages off."""
    root.disabled = True


def captureWarnings(_):
    """Ignored."""
