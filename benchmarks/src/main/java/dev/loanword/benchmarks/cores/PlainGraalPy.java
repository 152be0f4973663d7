package dev.loanword.benchmarks.cores;

import java.io.IOException;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;


/** Runs a script as a host without Loanword does: GraalPy's polyglot API, and {@code core} as a host object. */
public final class PlainGraalPy {

    private PlainGraalPy() {}

    /** Runs the script that is the first argument; the others are its own. */
    public static void main(String[] arguments) throws IOException {
        try (Context context = Context.newBuilder("python")
                .allowExperimentalOptions(true)
                .option("engine.WarnInterpreterOnly", "false")
                .allowHostAccess(HostAccess.ALL)
                .allowIO(IOAccess.ALL)
                .allowPolyglotAccess(PolyglotAccess.ALL)
                .arguments("python", arguments)
                .build()) {
            context.getPolyglotBindings().putMember("copying", new CopyingCore());
            context.getPolyglotBindings().putMember("host", new HostAccessCore());
            context.eval(Source.newBuilder("python", Path.of(arguments[0]).toFile()).build());
        }
    }
}
