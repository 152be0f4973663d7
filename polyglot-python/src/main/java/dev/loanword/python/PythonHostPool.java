package dev.loanword.python;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A fixed number of hosts for a server: each request leases one, has it alone, and gives it back. Python runs in as many threads
 * at once as there are hosts, since each host has a GIL of its own. They share compiled code and nothing else.
 *
 * <p>Who asks first is served first. What a script defines in a host is there for the next lease, as in a long-running program:
 * keep what belongs to one request in local variables. A host that was stopped (a time limit, an interrupt), closed, or that failed
 * inside itself is not used again: another one is opened in its place, for the next lease that needs it.
 *
 * {@snippet class="dev.loanword.python.HostSnippetsTest" region="pool"}
 */
public final class PythonHostPool implements AutoCloseable {

    private final int size;
    private final PythonHostBuilder opener;
    private final Preparation preparation;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition allBack = lock.newCondition();
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    /** Hosts that nobody has; {@code null} stands for one that has to be opened. */
    private final List<PythonHost> free = new ArrayList<>();
    private final List<Lease> leases = new ArrayList<>();
    private boolean closed;

    /** Brings a new host to where its users expect it. */
    @FunctionalInterface
    public interface Preparation {
        /** Prepares it: defines functions, imports modules, warms them up. */
        void prepare(PythonHost host) throws Exception;
    }

    /** Uses a host and gives a result. */
    @FunctionalInterface
    public interface Use<T, E extends Exception> {
        /** Uses it, not beyond its end. */
        T with(PythonHost host) throws E;
    }

    /** One who waits for a place, and has it once that is set. */
    private static final class Waiter {
        private final Condition served;
        private boolean hasPlace;
        private PythonHost host;

        Waiter(Condition served) {
            this.served = served;
        }
    }

    private PythonHostPool(int size, PythonHostBuilder opener, Preparation preparation) {
        this.size = size;
        this.opener = opener;
        this.preparation = preparation;
    }

    /**
     * Opens a pool and all its hosts.
     *
     * @param size how many hosts there are
     * @param opener describes the hosts; not to be changed any more
     * @param preparation is done once in each new host
     * @throws IllegalArgumentException if the size is not positive
     * @throws RuntimeException whatever opening or preparing a host throws; checked exceptions as the cause of an
     *     {@link IllegalStateException}
     */
    public static PythonHostPool open(int size, PythonHostBuilder opener, Preparation preparation) {
        Objects.requireNonNull(opener, "opener");
        Objects.requireNonNull(preparation, "preparation");
        if (size < 1) {
            throw new IllegalArgumentException("a pool has 1 host or more, not " + size);
        }
        PythonHostPool pool = new PythonHostPool(size, opener, preparation);
        try {
            while (pool.free.size() < size) {
                pool.free.add(pool.openHost());
            }
        } catch (RuntimeException | Error failure) {
            pool.free.forEach(PythonHost::close);
            throw failure;
        }
        return pool;
    }

    private PythonHost openHost() {
        PythonHost host = opener.open();
        try {
            preparation.prepare(host);
            return host;
        } catch (RuntimeException | Error failure) {
            host.close();
            throw failure;
        } catch (Exception failure) {
            host.close();
            throw new IllegalStateException("a host of the pool could not be prepared: " + failure, failure);
        }
    }

    /**
     * Uses a host: leases one, waiting for it if need be, and gives it back.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if the pool is closed
     */
    public <T, E extends Exception> T with(Use<T, E> use) throws E, InterruptedException {
        Objects.requireNonNull(use, "use");
        try (Lease lease = lease()) {
            return use.with(lease.host());
        }
    }

    /**
     * Leases a host until the lease is closed; waits as long as all are leased.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if the pool is closed
     * @throws RuntimeException what opening or preparing throws, if a host had to be opened anew; the next lease tries again
     */
    public Lease lease() throws InterruptedException {
        return leased(take(Long.MAX_VALUE));
    }

    /**
     * As {@link #lease()}, for those who can't wait for ever.
     *
     * @param longest how long to wait for a host
     * @throws TimeoutException if all hosts stayed leased; the message tells how many
     */
    public Lease lease(Duration longest) throws InterruptedException, TimeoutException {
        Waiter taken = take(longest.toNanos());
        if (!taken.hasPlace) {
            throw new TimeoutException("no host of the pool became free within " + Operation.seconds(longest) + ": all " + size
                    + " are leased; give them back sooner, set limits with PythonHost.within, or open a larger pool");
        }
        return leased(taken);
    }

    private Waiter take(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            requireOpen();
            Waiter waiter = new Waiter(lock.newCondition());
            waiting.add(waiter);
            serve();
            long left = nanos;
            while (!waiter.hasPlace && left > 0) {
                left = await(waiter, left);
                requireOpenUnlessServed(waiter);
            }
            waiting.remove(waiter);
            return waiter;
        } finally {
            lock.unlock();
        }
    }

    private long await(Waiter waiter, long nanos) throws InterruptedException {
        try {
            return waiter.served.awaitNanos(nanos);
        } catch (InterruptedException stop) {
            waiting.remove(waiter);
            if (waiter.hasPlace) {
                giveBack(waiter.host);
            }
            throw stop;
        }
    }

    /** Gives free places to those who wait, in the order in which they came. */
    private void serve() {
        while (!free.isEmpty() && !waiting.isEmpty()) {
            Waiter first = waiting.remove();
            // The one that was used last: its code and data are warm. Hosts that have to be opened lie below.
            first.host = free.removeLast();
            first.hasPlace = true;
            first.served.signal();
        }
    }

    private void giveBack(PythonHost host) {
        if (host == null) {
            free.addFirst(null);
        } else {
            free.add(host);
        }
        serve();
        allBack.signalAll();
    }

    private Lease leased(Waiter taken) {
        PythonHost host = taken.host;
        try {
            if (host == null) {
                host = openHost();
            }
            Lease lease = new Lease(host);
            locked(() -> leases.add(lease));
            return lease;
        } catch (RuntimeException | Error failure) {
            locked(() -> giveBack(null));
            throw failure;
        }
    }

    private void locked(Runnable body) {
        lock.lock();
        try {
            body.run();
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this pool of Python hosts is closed; open another with PythonHostPool.open");
        }
    }

    private void requireOpenUnlessServed(Waiter waiter) {
        if (!waiter.hasPlace) {
            requireOpen();
        }
    }

    /** How many hosts the pool has, leased or not. */
    public int size() {
        return size;
    }

    /** How many hosts are leased at the moment. */
    public int leased() {
        lock.lock();
        try {
            return size - free.size();
        } finally {
            lock.unlock();
        }
    }

    /** Stops what Python code runs in the leased hosts at the moment; see {@link PythonHost#interrupt}. */
    public void interrupt() {
        List<Lease> current = new ArrayList<>();
        locked(() -> current.addAll(leases));
        current.forEach(lease -> lease.host.interrupt());
    }

    /**
     * Closes the pool: nobody gets a lease any more, also of those who wait. Waits until all leases are given back, then closes the
     * hosts. If the thread is interrupted meanwhile, it interrupts what Python code runs in them and goes on waiting. Closing twice
     * does nothing.
     */
    @Override
    public void close() {
        boolean interrupted = false;
        while (true) {
            try {
                if (isEmptyAfter(Long.MAX_VALUE)) {
                    break;
                }
            } catch (InterruptedException stop) {
                interrupted = true;
                interrupt();
            }
        }
        closeHosts();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * As {@link #close()}, but waits for the leases no longer than a time. The pool stays closed to new leases in any case.
     *
     * @throws IllegalStateException if some hosts are leased still, with their number; call it again once they are given back
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void close(Duration longest) throws InterruptedException {
        if (!isEmptyAfter(longest.toNanos())) {
            throw new IllegalStateException(leased() + " of " + size + " hosts of the pool are still leased after "
                    + Operation.seconds(longest) + "; close their leases, or stop their Python code with PythonHostPool.interrupt()");
        }
        closeHosts();
    }

    private boolean isEmptyAfter(long nanos) throws InterruptedException {
        lock.lock();
        try {
            closed = true;
            waiting.forEach(waiter -> waiter.served.signal());
            waiting.clear();
            long left = nanos;
            while (free.size() < size && left > 0) {
                left = allBack.awaitNanos(left);
            }
            return free.size() == size;
        } finally {
            lock.unlock();
        }
    }

    private void closeHosts() {
        for (int i = 0; i < size; i++) {
            PythonHost host = free.get(i);
            if (host != null) {
                host.close();
            }
        }
    }

    /** A host of the pool, for the one who leased it. */
    public final class Lease implements AutoCloseable {

        private final PythonHost host;
        private volatile boolean ended;

        private Lease(PythonHost host) {
            this.host = host;
        }

        /**
         * The host. Whoever closes it has another one opened for those who come later.
         *
         * @throws IllegalStateException if it was given back
         */
        public PythonHost host() {
            if (ended) {
                throw new IllegalStateException("this host was given back to its pool; lease one again");
            }
            return host;
        }

        /** Gives the host back; a second time has no effect. */
        @Override
        public void close() {
            if (!isFirstClose()) {
                return;
            }
            boolean unusable = host.isSuspect();
            try {
                if (unusable) {
                    host.close();
                }
            } finally {
                locked(() -> giveBack(unusable ? null : host));
            }
        }

        private boolean isFirstClose() {
            lock.lock();
            try {
                boolean first = !ended;
                ended = true;
                leases.remove(this);
                return first;
            } finally {
                lock.unlock();
            }
        }
    }
}
