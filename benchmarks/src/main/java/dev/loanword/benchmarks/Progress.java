package dev.loanword.benchmarks;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far the benchmark is, on standard error and only to people. */
public final class Progress {

    private Progress() {}

    /** A bar of so many steps. */
    public static ProgressBar of(int steps) {
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setInitialMax(steps)
                .setTaskName("measuring")
                .setUpdateIntervalMillis(500)
                .setStyle(ProgressBarStyle.ASCII)
                .hideEta();
        if (System.console() == null || !System.console().isTerminal()) {
            builder.setConsumer(new Silence());
        }
        return builder.build();
    }

    /** Where nobody looks, a bar would fill a log. */
    private static final class Silence implements me.tongfei.progressbar.ProgressBarConsumer {

        @Override
        public int getMaxRenderedLength() {
            return 0;
        }

        @Override
        public void accept(String bar) {
            // Nobody looks.
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
