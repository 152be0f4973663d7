package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.module.PythonModule;
import com.oracle.graal.python.nodes.PRaiseNode;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.truffle.api.ThreadLocalAction;
import com.oracle.truffle.api.TruffleLanguage;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.LentMemory;
import dev.loanword.python.graalpy.export.CoreExport;
import dev.loanword.python.graalpy.export.HostCalls;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;

/**
 * The boundary between Java and one Python host. Start reading here.
 *
 * <p>Installing it makes Java's modules importable; a module is made when it is first imported, so a script that imports
 * none pays for none. What the boundary keeps of a host is its {@link HostState}.
 */
public final class Boundary {

    private static final String PYTHON = "python";
    private static final String TOOLKIT = "loanword";

    private final Context context;
    private final PythonContext python;
    private final HostState state;
    /** Python's finder of Java's modules, which is told of new ones. */
    private final Value finder;
    /** Python's builtin that runs Java code. */
    private final Value runner;
    private final Set<OpenBorrow> openBorrows = new HashSet<>();

    private Boundary(Context context, HostState state, Value finder) {
        this.context = context;
        this.python = PythonContext.get(null);
        this.state = state;
        this.finder = finder;
        this.runner = PendingOperations.createIn(context);
    }

    private static PythonModule module(HostState state, String name) {
        return name.equals(TOOLKIT) ? LoanwordModule.create() : state.exports().module(name);
    }

    private static boolean find(HostState state, CoreFinder cores, String name) {
        Optional<CoreExport> found = cores.find(name);
        found.ifPresent(state.exports()::add);
        return found.isPresent();
    }

    /**
     * Makes a module importable that Java exports.
     *
     * @throws IllegalStateException if the host has imported a module of that name already
     */
    public void export(CoreExport export) {
        context.enter();
        try {
            state.exports().add(export);
            finder.invokeMember("add", export.name());
        } finally {
            context.leave();
        }
    }

    /**
     * Installs the boundary into a context, which must be one of GraalPy.
     *
     * @param packages gives the folder of a Python package that scripts may import without having asked for it, by the
     *     package's name, or throws if it can't be had
     * @param cores finds modules of Java that nobody exported by name, once Python itself has found none of that name
     */
    public static Boundary install(Context context, PackageFolders packages, CoreFinder cores) {
        context.initialize(PYTHON);
        context.enter();
        try {
            HostState state = new HostState(new CopyLedger(), new HostFiles(PythonContext.get(null).getEnv()));
            HostState.register(state);
            Value install = context.eval(source("bootstrap"));
            Builtin create = Builtin.function(
                    "create_module",
                    List.of("name"),
                    "Makes a module that Java supplies.",
                    () -> new OutlinedBody((node, arguments) -> module(HostState.of(node), arguments[0].toString())));
            Builtin folder = Builtin.function(
                    "package_folder",
                    List.of("name"),
                    "The folder of a package for scripts, which is built if need be.",
                    () -> new OutlinedBody((node, arguments) ->
                            Text.python(packages.folderOf(arguments[0].toString()).toString())));
            Builtin find = Builtin.function(
                    "find_core",
                    List.of("name"),
                    "Whether Java has a module of that name after all, which is importable then.",
                    () -> new OutlinedBody((node, arguments) -> find(HostState.of(node), cores, arguments[0].toString())));
            Builtin below = Builtin.function(
                    "has_cores_below",
                    List.of("package"),
                    "Whether Java has modules in a package.",
                    () -> new OutlinedBody((node, arguments) -> cores.hasModulesBelow(arguments[0].toString())));
            refuseWhatIsNotAllowed(context);
            Value finder = install.execute(
                    ProxyArray.fromArray(TOOLKIT),
                    create.create("loanword.bootstrap", null),
                    find.create("loanword.bootstrap", null),
                    below.create("loanword.bootstrap", null),
                    ProxyArray.fromArray(packages.names().toArray()),
                    folder.create("loanword.bootstrap", null));
            Boundary boundary = new Boundary(context, state, finder);
            // When this hook runs, Python has ended its threads and atexit functions, and frees its memory after it.
            PythonContext.get(null).registerAtexitHook(closing -> {
                boundary.closeBorrows();
                EndingThreads.await(closing);
            });
            return boundary;
        } finally {
            context.leave();
        }
    }

    /** Lends memory under a global name of {@code __main__}. */
    public void lend(String name, LentMemory memory) {
        context.enter();
        try {
            context.getBindings(PYTHON).putMember(name, LentBuffers.lend(null, memory, false));
        } finally {
            context.leave();
        }
    }

    /** A borrow outside of a call. Opened and closed under the GIL, by any thread. */
    public final class OpenBorrow implements AutoCloseable {

        private final Borrow borrow;
        private boolean closed;

        private OpenBorrow(Borrow borrow) {
            this.borrow = borrow;
        }

        /** The borrowed memory. */
        public BorrowedBuffer buffer() {
            return borrow.buffer();
        }

        @Override
        public void close() {
            if (!takeOut()) {
                return;
            }
            try {
                inGuest(none -> {
                    borrow.close();
                    return PNone.NONE;
                }, null);
            } finally {
                // Also if the host is being closed and lets nobody in any more.
                borrow.endAccess();
            }
        }

        /** False if it was closed before. */
        private boolean takeOut() {
            synchronized (openBorrows) {
                boolean wasOpen = !closed;
                closed = true;
                openBorrows.remove(this);
                return wasOpen;
            }
        }
    }

    /**
     * Borrows a value's memory until the borrow is closed.
     *
     * @param value a value of this context
     */
    public OpenBorrow borrow(Value value, Access access) {
        OpenBorrow[] opened = new OpenBorrow[1];
        inGuest(exporter -> {
            opened[0] = new OpenBorrow(Borrower.borrowOpenly(exporter, access, "the Java host"));
            synchronized (openBorrows) {
                openBorrows.add(opened[0]);
            }
            return PNone.NONE;
        }, value);
        return opened[0];
    }

    /**
     * What Java threw, if a Python exception stands for that.
     *
     * @param exception a Python exception of this context
     */
    public Optional<Throwable> javaExceptionOf(Value exception) {
        Throwable[] found = new Throwable[1];
        inGuest(guest -> {
            found[0] = JavaThrowables.thrownAs(guest);
            return PNone.NONE;
        }, exception);
        return Optional.ofNullable(found[0]);
    }

    /**
     * Checks that Python's values can be had as a type.
     *
     * @throws IllegalArgumentException if not
     */
    public void requireSupported(Type type) {
        state.calls().requireSupported(type);
    }

    /**
     * Makes a Java value of a value of this context.
     *
     * @param function whose result it is, for errors
     * @param type a supported type
     */
    public Object toJava(String function, Value value, Type type) {
        Object[] converted = new Object[1];
        inGuest(guest -> {
            converted[0] = state.calls().toJava(function, guest, type);
            return PNone.NONE;
        }, value);
        return converted[0];
    }

    /**
     * Calls a Python function with Java values, of which each may be a {@link Value} of this context.
     *
     * @param type a supported type, or {@link Value} to have the Python object itself
     */
    public Object call(String function, Object[] arguments, Map<String, Object> keywords, Type type) {
        boolean asIs = type == Value.class;
        Object[] given = arguments.clone();
        Arrays.setAll(given, i -> unwrapped(given[i]));
        Map<String, Object> named = new LinkedHashMap<>(keywords);
        named.replaceAll((name, value) -> unwrapped(value));
        Object[] returned = new Object[1];
        inGuest(none -> {
            Object result = state.calls().call(function, given, named, asIs ? null : type);
            returned[0] = asIs ? context.asValue(result) : result;
            return PNone.NONE;
        }, null);
        return returned[0];
    }

    private Object unwrapped(Object argument) {
        if (!(argument instanceof Value value)) {
            return argument;
        }
        Object[] found = new Object[1];
        inGuest(guest -> {
            found[0] = new HostCalls.PythonObject(guest);
            return PNone.NONE;
        }, value);
        return found[0];
    }

    /** Runs Java code that uses Python. */
    public void run(Runnable code) {
        inGuest(none -> {
            code.run();
            return PNone.NONE;
        }, null);
    }

    /** Sets how Java code gets into Python from a thread that is not in it. */
    public void enterBy(HostState.Outside entrance) {
        state.enterBy(entrance);
    }

    /**
     * Notes that an exception of Java's stands for one of Python's: thrown through Python again, it is that one.
     *
     * @param exception a Python exception of this context
     */
    public void standsFor(Throwable thrown, Value exception) {
        inGuest(guest -> {
            state.standsFor(thrown, guest);
            return PNone.NONE;
        }, exception);
    }

    /**
     * Raises a KeyboardInterrupt in Python code that a thread runs: soon if it runs or waits in Python, else when it is back there.
     *
     * @param isWanted asked in that thread before it is raised
     */
    public void raiseKeyboardInterrupt(Thread thread, BooleanSupplier isWanted) {
        python.getEnv().submitThreadLocal(new Thread[] {thread}, new ThreadLocalAction(true, false) {
            @Override
            protected void perform(Access access) {
                if (isWanted.getAsBoolean()) {
                    throw PRaiseNode.raiseStatic(access.getLocation(), PythonBuiltinClassType.KeyboardInterrupt);
                }
            }
        });
    }

    /** Ends all borrows outside of calls, before their memory goes with the host. Needs the GIL. */
    private void closeBorrows() {
        for (OpenBorrow open : openBorrows()) {
            if (open.takeOut()) {
                open.borrow.close();
            }
        }
    }

    private List<OpenBorrow> openBorrows() {
        synchronized (openBorrows) {
            return List.copyOf(openBorrows);
        }
    }

    /** Runs Java code as the body of a builtin: with the context entered, the GIL held and exceptions translated. */
    private void inGuest(UnaryOperator<Object> operation, Value argument) {
        context.enter();
        try {
            PendingOperations.run(runner, operation, argument);
        } finally {
            context.leave();
        }
    }

    /** The host's copy ledger. */
    public CopyLedger ledger() {
        return state.ledger();
    }

    /** Lets go of the host, which was closed. */
    public void uninstall() {
        // A host that was ended from within, as by sys.exit, may have run no hook.
        for (OpenBorrow open : openBorrows()) {
            if (open.takeOut()) {
                open.borrow.endAccess();
            }
        }
        HostState.unregister(state);
    }

    private static void refuseWhatIsNotAllowed(Context context) {
        TruffleLanguage.Env env = PythonContext.get(null).getEnv();
        boolean network = !env.isSocketIOAllowed();
        boolean processes = !env.isCreateProcessAllowed();
        boolean threads = !env.isCreateThreadAllowed();
        if (network || processes || threads) {
            context.eval(source("missing_rights")).execute(network, processes, threads);
        }
    }

    private static Source source(String name) {
        return Source.newBuilder(PYTHON, PythonResource.source(name), "<loanword " + name + ">")
                .internal(true)
                .cached(true)
                .buildLiteral();
    }
}
