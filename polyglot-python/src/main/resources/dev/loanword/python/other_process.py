"""Lets a program see the process that it belongs to instead of the one that it runs in. Runs in a host before the program."""


def install(pid, parent, exit, watch):
    import _signal
    import os
    import posix

    def replace(function):
        for module in (posix, os):
            setattr(module, function.__name__, function)

    @replace
    def getpid():
        return pid

    @replace
    def getppid():
        return parent

    @replace
    def _exit(status):
        exit(status)

    @replace
    def abort():
        exit(134)

    send_signal = posix.kill

    @replace
    def kill(pid_of_target, signalnum, /):
        # It would come by way of the other process, and the program would go on meanwhile.
        if pid_of_target == pid and signalnum in (1, 15) and _signal.getsignal(signalnum) == _signal.SIG_DFL:
            exit(128 + signalnum)
        send_signal(pid_of_target, signalnum)

    def run_instead(path, arguments, environment):
        """The process can't become another program, but it can wait for it and end as it did."""
        import subprocess

        arguments = [os.fsdecode(argument) for argument in arguments]
        child = subprocess.Popen(arguments, executable=os.fsdecode(path), env=environment, close_fds=False)
        status = child.wait()
        exit(status if status >= 0 else 128 - status)

    @replace
    def execv(path, argv, /):
        run_instead(path, argv, None)

    @replace
    def execve(path, argv, env):
        run_instead(path, argv, env)

    set_handler = _signal.signal

    def signal(signalnum, handler, /):
        before = set_handler(signalnum, handler)
        watch(int(signalnum))
        return before

    def raise_signal(signalnum, /):
        os.kill(pid, signalnum)

    _signal.signal = signal
    _signal.raise_signal = raise_signal


def begin(name, arguments, count, environment, first_of_path):
    """Gives a Python that has started already what it would have found at its start."""
    import io
    import os
    import posix
    import sys

    sys.argv = [name] + (arguments.split("\0") if count else [])
    if not sys.flags.safe_path:
        sys.path[0] = first_of_path

    words = environment.split("\0")
    variables = {os.fsencode(key): os.fsencode(value) for key, value in zip(words[::2], words[1::2])}
    # Not by os.environ's own methods: the C library has these values already.
    for known in (os.environ._data, posix.environ):
        known.clear()
        known.update(variables)

    def stream(descriptor, mode, buffer, before):
        file = io.FileIO(descriptor, mode + "b", closefd=False)
        file.name = before.name
        text = io.TextIOWrapper(
            file if isinstance(before.buffer, io.FileIO) else buffer(file),
            before.encoding,
            before.errors,
            line_buffering=before.line_buffering,
            write_through=before.write_through,
        )
        text.mode = mode
        return text

    sys.stdin = sys.__stdin__ = stream(0, "r", io.BufferedReader, sys.stdin)
    sys.stdout = sys.__stdout__ = stream(1, "w", io.BufferedWriter, sys.stdout)
    sys.stderr = sys.__stderr__ = stream(2, "w", io.BufferedWriter, sys.stderr)


install, begin
