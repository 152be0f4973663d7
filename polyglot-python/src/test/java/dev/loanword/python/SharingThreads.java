package dev.loanword.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A Python host, and threads of Python and Java that work in it: a fixed number of times each, so that they come to an end.
 * All are daemons, and whoever waits for one gives up after a minute.
 *
 * <p>In Python, {@code start(f, …)} gives threads that run functions, {@code insist(f, n)} has f succeed n times although it
 * may be refused, and {@code until_closed(f)} repeats f until it raises ValueError, which it must once {@code closed} is set. All of them let
 * the others have the GIL after each round: GraalPy by itself hands it over every 50 ms at best.
 */
final class SharingThreads implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    /** More than this is no bad luck but a lock that was left. */
    private static final int MOST_REFUSALS = 1_000_000;

    private static final String PYTHON =
            """
            import array, bridge, loanword, math, threading, time
            A = array.array

            def let_others():
                time.sleep(1e-6)  # time.sleep(0) would take up to a second

            class Worker(threading.Thread):
                def __init__(self, work):
                    super().__init__(daemon=True)
                    self.work, self.result = work, 'still at work'

                def run(self):
                    try:
                        self.result = str(self.work())
                    except BaseException as e:
                        self.result = type(e).__name__ + ': ' + str(e)

            def start(*works):
                workers = [Worker(work) for work in works]
                for worker in workers: worker.start()
                return workers

            def results(workers):
                for worker in workers: worker.join(%d)
                return '|'.join(worker.result for worker in workers)

            refusals = set()
            def insist(attempt, times):
                for i in range(%d):
                    if not times: return 'done'
                    try:
                        if not attempt(): return 'saw a wrong value'
                        times -= 1
                    except loanword.BorrowError as e:
                        refusals.add(str(e))
                        let_others()
                return 'refused too often'

            def until_closed(use):
                rounds = 0
                while True:
                    was_closed = closed.is_set()
                    try:
                        if not use(): return 'saw a wrong value'
                    except ValueError as e:
                        return 'ValueError: ' + str(e)
                    if was_closed: return 'got in after the close'
                    rounds += 1
                    if rounds == 100: ready.release()
                    let_others()
            """
                    .formatted(PATIENCE_SECONDS, MOST_REFUSALS);

    private final PythonHost host = PythonHost.open();
    private final Set<String> refusals = new ConcurrentSkipListSet<>();
    private final ExecutorService javaThreads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("sharing-", 0).factory());

    SharingThreads() {
        host.run(PYTHON);
    }

    PythonHost host() {
        return host;
    }

    /** Runs something in a Java thread. */
    <T> Future<T> inJava(Callable<T> work) {
        return javaThreads.submit(work);
    }

    /** Has an attempt succeed so many times in a Java thread, although the borrow table may refuse it. */
    Future<String> insistInJava(int times, Callable<Boolean> attempt) {
        return inJava(() -> {
            int left = times;
            for (int i = 0; i < MOST_REFUSALS && left > 0; i++) {
                try {
                    if (!attempt.call()) {
                        return "saw a wrong value";
                    }
                    left--;
                } catch (PythonHostException refused) {
                    if (!refused.pythonType().equals("loanword.BorrowError")) {
                        throw refused;
                    }
                    refusals.add(refused.pythonMessage());
                    Thread.yield();
                }
            }
            return left == 0 ? "done" : "refused too often";
        });
    }

    /** What threads gave back, each a text; {@code workers} is a Python expression for what {@code start} gave. */
    List<String> results(String workers) {
        return List.of(host.eval("results(" + workers + ")", String.class).split("\\|"));
    }

    /** What the only thread gave back. */
    String result(String workers) {
        return host.eval("results(" + workers + ")", String.class);
    }

    /** What Java threads gave back. */
    List<String> results(List<Future<String>> futures) throws Exception {
        List<String> results = new ArrayList<>();
        for (Future<String> future : futures) {
            results.add(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        return results;
    }

    /** The texts of all refusals so far, in Python and in Java. */
    Set<String> refusals() {
        Set<String> all = new TreeSet<>(refusals);
        String inPython = host.eval("'|'.join(refusals)", String.class);
        if (!inPython.isEmpty()) {
            all.addAll(List.of(inPython.split("\\|")));
        }
        return all;
    }

    /** Begins a new account of refusals. */
    void forgetRefusals() {
        refusals.clear();
        host.run("refusals.clear()");
    }

    @Override
    public void close() {
        javaThreads.shutdownNow();
        host.close();
    }
}
