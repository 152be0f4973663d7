package dev.loanword.python;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread of the process that stops Python when its time is over. It is started when it is first needed. */
final class Stopper {

    private Stopper() {}

    static ScheduledFuture<?> after(Duration delay, Runnable action) {
        return Holder.EXECUTOR.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    static void now(Runnable action) {
        Holder.EXECUTOR.execute(action);
    }

    private static final class Holder {
        static final ScheduledThreadPoolExecutor EXECUTOR = create();

        private static ScheduledThreadPoolExecutor create() {
            ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                    1, action -> Thread.ofPlatform().daemon().name("loanword-stopper").unstarted(action));
            executor.setRemoveOnCancelPolicy(true);
            return executor;
        }
    }
}
