package dev.loanword.python;

import dev.loanword.python.graalpy.FunctionSampler;
import dev.loanword.python.graalpy.SampledFrame;
import dev.loanword.python.graalpy.SampledFunction;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Finds out where the time of a host's Python code goes: it looks every some milliseconds which functions are running, in all threads.
 * Time that passes in Java or C is that of the Python function that called it. Code that was there before it began is seen too.
 */
public final class Profiler {
    /** The time between two looks. */
    public static final Duration PERIOD = Duration.ofMillis(10);

    private final FunctionSampler sampler;

    private Profiler(FunctionSampler sampler) {
        this.sampler = sampler;
    }

    /** Begins to look; it ends with the host. */
    public static Profiler start(PythonHost host) {
        return new Profiler(FunctionSampler.start(host.engine(), PERIOD.toMillis()));
    }

    /** Looks no more; what was seen stays until the host is closed. */
    public void stop() {
        sampler.stop();
    }

    /** The functions that were seen until now; first those that ran longest themselves. */
    public List<Function> functions() {
        return sampler.functions().stream()
                .map(Function::new)
                .sorted(Comparator.comparing(Function::self)
                        .thenComparing(Function::total)
                        .reversed()
                        .thenComparing(Function::file)
                        .thenComparing(Function::line))
                .toList();
    }

    /** The chains of calls that were seen until now, each from a function that no other one in Python called. */
    public List<Frame> frames() {
        return sampler.frames().stream().map(Frame::new).toList();
    }

    /**
     * What one Python function took, as far as one can tell by looking now and then.
     *
     * @param name its name
     * @param file the file that it is in, as tracebacks name it
     * @param line where it begins
     * @param self the time in the function itself, and in Java and C that it called
     * @param total the time in it and in all functions that it called
     */
    public record Function(String name, String file, int line, Duration self, Duration total) {
        private Function(SampledFunction seen) {
            this(seen.name(), seen.file(), seen.line(), PERIOD.multipliedBy(seen.self()), PERIOD.multipliedBy(seen.total()));
        }
    }

    /**
     * What one Python function took in one chain of calls.
     *
     * @param function the function; its times are those in this chain
     * @param callees what it called
     */
    public record Frame(Function function, List<Frame> callees) {
        private Frame(SampledFrame seen) {
            this(new Function(seen.function()), seen.callees().stream().map(Frame::new).toList());
        }
    }
}
