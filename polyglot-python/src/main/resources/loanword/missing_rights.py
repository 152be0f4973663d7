"""Has Python's modules refuse what a host may not do, in Python's own way. GraalPy itself would end with an internal error."""

import sys

NETWORK = ("getaddrinfo", "gethostbyaddr", "gethostbyname", "gethostbyname_ex", "getnameinfo", "socketpair", "dup")
PROCESSES = (
    "system", "popen", "fork", "forkpty", "posix_spawn", "posix_spawnp", "execv", "execve", "spawnv", "spawnve", "kill", "killpg",
)


def refusal(what, right):
    def refuse(*args, **kwargs):
        raise PermissionError(1, f"this host may not {what}; open it with the right {right}")

    return refuse


def replace(module, names, refuse):
    for name in names:
        if hasattr(module, name):
            setattr(module, name, refuse)


def without_network():
    import _socket

    refuse = refusal("use the network", "NETWORK")
    replace(_socket, NETWORK, refuse)
    _socket.socket = type("socket", (_socket.socket,), {"__init__": refuse, "__module__": "_socket", "__slots__": ()})
    forget("socket")


def without_processes():
    import _posixsubprocess
    import posix

    refuse = refusal("start or end processes", "PROCESSES")
    replace(posix, PROCESSES, refuse)
    replace(sys.modules.get("os"), PROCESSES, refuse)
    _posixsubprocess.fork_exec = refuse
    forget("subprocess")


def without_threads():
    import _thread

    _thread.start_new_thread = _thread.start_new = refusal("start threads", "THREADS")
    forget("threading")


def forget(module):
    """Has a module that took the functions over already be imported anew."""
    sys.modules.pop(module, None)


def without(network, processes, threads):
    if network:
        without_network()
    if processes:
        without_processes()
    if threads:
        without_threads()


without
