"""What Java completes later, as asyncio awaits it. Runs once in a host, when such a value first comes to Python."""

import asyncio

VALUE, ERROR, END = range(3)


END_MARK = object()


async def arrival(start, cancel, unclaimed=None):
    """Waits for what Java gives: start is told whom to call, from whatever thread; cancel is called if nobody waits any more.

    A value that comes too late for that goes to unclaimed.
    """
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def settle(kind, value):
        if future.done():
            if unclaimed:
                unclaimed(kind, value)
        elif kind == VALUE:
            future.set_result(value)
        elif kind == END:
            future.set_result(END_MARK)
        elif isinstance(value, asyncio.CancelledError):
            future.cancel(*value.args)
        else:
            future.set_exception(value)

    def arrived(kind, value):
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, kind, value)

    start(arrived)
    try:
        return await future
    except asyncio.CancelledError:
        cancel()
        raise


class JavaFuture:
    """What a Java function gives later. Await it, as often as you like; cancelling who awaits it cancels it in Java too."""

    __slots__ = ("_future", "_ends", "__weakref__")

    def __new__(cls):
        raise TypeError("cannot create 'loanword.JavaFuture' instances")

    def __await__(self):
        value = yield from arrival(self._future.when_done, self._future.cancel).__await__()
        if value is None and self._ends:
            raise StopAsyncIteration
        return value


class JavaPublisher:
    """Values that Java publishes, for async for. Java is asked for one at a time, when Python is ready for it."""

    __slots__ = ("_subscription", "_running", "_unclaimed", "__weakref__")

    def __new__(cls):
        raise TypeError("cannot create 'loanword.JavaPublisher' instances")

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self._running:
            raise RuntimeError("loanword.JavaPublisher: __anext__() is already waiting for a value")
        self._running = True
        try:
            if self._unclaimed:
                kind, value = self._unclaimed.pop(0)
                if kind == ERROR:
                    raise value
                value = END_MARK if kind == END else value
            else:
                java = self._subscription
                value = await arrival(java.request, java.stop_waiting, lambda *late: self._unclaimed.append(late))
        finally:
            self._running = False
        if value is END_MARK:
            raise StopAsyncIteration
        return value

    async def aclose(self):
        """Tells Java that no more values are wanted; a second time has no effect."""
        self._subscription.cancel()


for made in (JavaFuture, JavaPublisher):
    made.__module__ = "loanword"


def future(java, ends):
    made = object.__new__(JavaFuture)
    made._future = java
    made._ends = ends
    return made


def publisher(java):
    made = object.__new__(JavaPublisher)
    made._subscription = java
    made._running = False
    made._unclaimed = []
    return made
