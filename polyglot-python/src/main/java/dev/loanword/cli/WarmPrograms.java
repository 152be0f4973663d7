package dev.loanword.cli;

import dev.loanword.python.Program;
import dev.loanword.python.ProgramProcess;
import dev.loanword.python.PythonHost;
import dev.loanword.warm.WarmHost;
import dev.loanword.warm.WarmRequest;
import dev.loanword.warm.WarmRun;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Runs the programs of a warm host: each is a command line of its own, on one engine with those before. */
final class WarmPrograms implements WarmHost.Runner {
    /** Uses what programs commonly use, so that it is loaded and partly compiled. */
    private static final String WARM_UP =
            """
            import array, bridge, collections, dataclasses, io, json, loanword, os, re, subprocess, sys, traceback
            with open(os.devnull, 'w') as nowhere:
                print(sum(range(1000)), bridge.checksum_bytes(b'warm'), re.findall('a', 'aha'), json.dumps({'a': 1}), file=nowhere)
            """;

    private static final int WARM_UP_RUNS = 3;

    /** Whether the program after which this host was started used native modules, so that the next one may want NumPy. */
    private final boolean numPy = WarmRun.predecessorsProgramLoadedNativeModules();

    private final Locale locale = Locale.getDefault();
    private ProgramProcess last =
            new ProgramProcess(System.getenv(), Path.of("/"), ProcessHandle.current().pid(), 0, new NoControl());
    private ProgramThread next;

    @Override
    public void warmUp() throws IOException {
        // The JDK keeps a descriptor from the first one that it closes, which is no program's then.
        SocketChannel.open().close();
        for (int i = 0; i < WARM_UP_RUNS; i++) {
            next = new ProgramThread(last, false);
            next.run(this::warmUpOnce);
        }
    }

    private int warmUpOnce() {
        Program program = new Program.Code(WARM_UP);
        try (PythonHost host =
                ProcessHost.builder(program, List.of()).program(program, last).open()) {
            return host.runProgram();
        }
    }

    @Override
    public void prepare() {
        // What the last program left is garbage now, and nobody waits.
        System.gc();
        next = new ProgramThread(last, numPy);
        next.awaitPrepared();
    }

    @Override
    public int run(WarmRequest request, WarmRun run) {
        ProgramProcess process =
                new ProgramProcess(request.environment(), request.folder(), request.pid(), request.parent(), new Control(run));
        // Programs that come one after the other are mostly started by one shell.
        last = new ProgramProcess(request.environment(), Path.of("/"), request.pid(), request.parent(), new NoControl());
        if (numPy) {
            run.replaceAfter("NumPy, which this host had loaded for it, unused", false);
        }
        try {
            return next.run(() -> LoanwordCommand.execute(request.arguments().toArray(String[]::new), process));
        } finally {
            // Python's locale.setlocale sets it for all.
            Locale.setDefault(locale);
        }
    }

    private record Control(WarmRun run) implements ProgramProcess.Control {
        @Override
        public void exit(int status) {
            run.exit(status);
        }

        @Override
        public void watch(int signal) {
            run.watch(signal);
        }

        @Override
        public void decline(String reason) {
            run.decline(reason);
        }

        @Override
        public void loadsClasses() {
            run.replaceAfter("classes of a core, which may have changed anything", false);
        }

        @Override
        public void loadsNativeModules() {
            run.replaceAfter("native modules, such as NumPy's", true);
        }
    }

    /** Of the host's own programs, which neither end it nor handle signals. */
    private static final class NoControl implements ProgramProcess.Control {
        @Override
        public void exit(int status) {
            throw new IllegalStateException("the warm-up does not exit; please report this");
        }

        @Override
        public void watch(int signal) {
            throw new IllegalStateException("the warm-up handles no signals; please report this");
        }

        @Override
        public void decline(String reason) {
            throw new IllegalStateException("the warm-up fits; please report this: " + reason);
        }

        @Override
        public void loadsClasses() {
            throw new IllegalStateException("the warm-up has no core; please report this");
        }

        @Override
        public void loadsNativeModules() {
            throw new IllegalStateException("the warm-up loads no native modules; please report this");
        }
    }
}
