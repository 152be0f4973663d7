package dev.loanword.benchmarks;

import dev.loanword.python.PythonHost;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/**
 * Measures what one call costs: of an exported method, of a function that Python itself defines, and of the same Java method
 * by GraalVM's host access.
 *
 * <p>Command: {@code scripts/bench --calls}. All kinds of calls are used in one program and warmed up before the first is
 * measured, as in a real script; loops that each see one kind alone are faster. The table shows medians, less the cost of the
 * loop itself.
 */
final class CallCosts {

    private static final int SAMPLES = 21;
    private static final int STEPS = 200_000;
    private static final int WARM_UPS = 60;

    private CallCosts() {}

    /**
     * One kind of call.
     *
     * @param exported the expression that is measured, over the exported module {@code calls}
     * @param python the same over functions of Python's own; empty where Python has none
     * @param host the same over {@code host}, by host access
     */
    private record Kind(String name, String exported, String python, String host) {}

    private static final String DEFINITIONS =
            """
            class Counter:
                def __init__(self): self.n = 0
                def next(self):
                    self.n += 1
                    return self.n
                @property
                def value(self): return self.n
            def nothing(): pass
            def add(a, b=1): return a + b
            def call(function, value): return function(value)
            def same(x): return x
            def fail(): raise ValueError("no")
            own = Counter()
            eight = b"12345678"
            """;

    private static final List<Kind> KINDS = List.of(
            new Kind("no-op", "calls.nothing()", "nothing()", "host.nothing()"),
            new Kind("int add", "calls.add(i, 2)", "add(i, 2)", "host.add(i, 2)"),
            new Kind("int add, inlined", "calls.add_inlined(i, 2)", "", ""),
            new Kind("keyword call", "calls.add(i, b=2)", "add(i, b=2)", ""),
            new Kind("borrow of 8 bytes", "calls.length(eight)", "len(eight)", "host.length(eight)"),
            new Kind("method of a type", "counter.next()", "own.next()", "other.next()"),
            new Kind("property", "counter.value", "own.value", "other.value()"),
            new Kind("callback", "calls.call(same, i)", "call(same, i)", "host.call(same, i)"),
            new Kind("exception", "fails(calls.fail)", "fails(fail)", "fails(host.fail)"));

    /** Prints the table. */
    static void measure() {
        try (PythonHost host = PythonHost.open();
                Context context = Context.newBuilder("python")
                        .allowExperimentalOptions(true)
                        .option("engine.WarnInterpreterOnly", "false")
                        .allowHostAccess(HostAccess.ALL)
                        .build()) {
            host.export(CallCore.class);
            host.run("import calls\ncounter = calls.counter()\n" + DEFINITIONS + loops(List.of("exported", "python")));
            Value bindings = context.getBindings("python");
            bindings.putMember("host", new HostCalls());
            bindings.putMember("other", new CallCore.Counter());
            context.eval("python", DEFINITIONS + loops(List.of("host")));
            IntConsumer[][] sides = new IntConsumer[KINDS.size() + 1][3];
            for (int kind = 0; kind <= KINDS.size(); kind++) {
                String number = Integer.toString(kind);
                sides[kind][0] = steps -> host.eval("exported_" + number + "(" + steps + ")");
                sides[kind][1] = steps -> host.eval("python_" + number + "(" + steps + ")");
                Value loop = bindings.getMember("host_" + number);
                sides[kind][2] = loop::executeVoid;
            }
            for (int i = 0; i < WARM_UPS; i++) {
                for (IntConsumer[] kind : sides) {
                    for (IntConsumer side : kind) {
                        side.accept(STEPS / 20);
                    }
                }
            }
            print(sides);
        }
    }

    private static void print(IntConsumer[][] sides) {
        double[][] medians = new double[sides.length][3];
        for (int kind = 0; kind < sides.length; kind++) {
            double[][] samples = new double[3][SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                for (int side = 0; side < 3; side++) {
                    samples[side][i] = Timing.sample(sides[kind][side], STEPS);
                }
            }
            for (int side = 0; side < 3; side++) {
                medians[kind][side] = Timing.median(samples[side]);
            }
        }
        System.out.printf("%-20s %12s %16s %12s%n", "ns a call", "exported", "Python's own", "host access");
        double[] loop = medians[KINDS.size()];
        for (int kind = 0; kind < KINDS.size(); kind++) {
            Kind measured = KINDS.get(kind);
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %12.1f %16s %12s%n",
                    measured.name(),
                    medians[kind][0] - loop[0],
                    text(measured.python(), medians[kind][1] - loop[1]),
                    text(measured.host(), medians[kind][2] - loop[2]));
        }
    }

    private static String text(String expression, double nanos) {
        return expression.isEmpty() ? "-" : String.format(Locale.ROOT, "%.1f", nanos);
    }

    /** A Python function for each kind, and an empty one. */
    private static String loops(List<String> sides) {
        StringBuilder code = new StringBuilder(
                """
                def fails(function):
                    try: function()
                    except BaseException: pass
                """);
        for (String side : sides) {
            for (int kind = 0; kind <= KINDS.size(); kind++) {
                String expression = kind == KINDS.size() ? "" : expression(KINDS.get(kind), side);
                code.append("def ").append(side).append('_').append(kind).append("(n):\n    for i in range(n): ");
                code.append(expression.isEmpty() ? "pass" : expression).append('\n');
            }
        }
        return code.toString();
    }

    private static String expression(Kind kind, String side) {
        return switch (side) {
            case "exported" -> kind.exported();
            case "python" -> kind.python();
            default -> kind.host();
        };
    }
}
