package dev.loanword.python.graalpy;

import dev.loanword.bridge.Bridge;
import dev.loanword.export.check.Exports;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.python.graalpy.export.CoreExport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/** A real GraalPy context for tests of the room, on one engine for all of them, with the boundary installed. */
final class GraalPyContext implements AutoCloseable {

    private static final Engine ENGINE = Engine.newBuilder("python")
            .allowExperimentalOptions(true)
            .option("engine.WarnInterpreterOnly", "false")
            .build();
    private static final AtomicInteger PROBES = new AtomicInteger();

    final Context context;
    final Boundary boundary;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    GraalPyContext() {
        context = Context.newBuilder("python")
                .engine(ENGINE)
                .allowExperimentalOptions(true)
                .allowNativeAccess(true)
                .allowIO(IOAccess.ALL)
                .allowCreateThread(true)
                .allowEnvironmentAccess(EnvironmentAccess.INHERIT)
                .option("python.WarnExperimentalFeatures", "false")
                .out(output)
                .err(output)
                .build();
        boundary = Boundary.install(context, new PackageFolders() {
            @Override
            public List<String> names() {
                return List.of();
            }

            @Override
            public java.nio.file.Path folderOf(String name) {
                throw new AssertionError("no package is provided to this test, asked for " + name);
            }
        }, name -> Optional.empty());
        ModuleModel bridge = Exports.of(Bridge.class);
        boundary.export(new CoreExport(bridge.name(), () -> bridge, Bridge.class.getClassLoader(), null));
    }

    /** What the internals say of a Python value. */
    interface Inspection {
        Object of(Object guest) throws Exception;
    }

    /** Makes {@code inspection} callable from Python under {@code name}, so that it gets the guest object itself. */
    void define(String name, Inspection inspection) {
        Builtin builtin = Builtin.function(
                "probe" + PROBES.incrementAndGet(),
                List.of("value"),
                "",
                () -> new OutlinedBody((node, arguments) -> {
                    Object result = inspection.of(arguments[0]);
                    return result instanceof String text ? Text.python(text) : result;
                }));
        put(name, builtin);
    }

    void put(String name, Builtin builtin) {
        context.enter();
        try {
            context.getBindings("python").putMember(name, builtin.create("test", null));
        } finally {
            context.leave();
        }
    }

    /** Runs statements, then gives the value of the last line, an expression. */
    Value eval(String code) {
        return context.eval("python", code);
    }

    /** Runs a Python file that lies beside the tests of {@code dev.loanword.python} as if it were typed here. */
    void runResource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(GraalPyContext.class.getResourceAsStream("../" + name), name)) {
            context.eval(Source.newBuilder("python", new InputStreamReader(stream, StandardCharsets.UTF_8), name).build());
        }
    }

    /** The text that {@code repr} gives for an expression, or "Type: message" if it raises. */
    String show(String expression) {
        context.getBindings("python").putMember("_expression", expression);
        return eval(
                        """
                        def _show():
                            try:
                                return repr(eval(_expression, globals()))
                            except Exception as e:
                                return type(e).__name__ + ': ' + str(e)
                        _show()
                        """)
                .asString();
    }

    String output() {
        return output.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        context.close();
        boundary.uninstall();
    }
}
