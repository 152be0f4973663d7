package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.PNone;
import dev.loanword.memory.CopyLedger;
import java.util.List;

/** The context manager that {@code loanword.no_copies()} returns: inside of it, a copy at the boundary raises. */
final class NoCopies {

    private final CopyLedger ledger;
    private int entered;

    NoCopies(CopyLedger ledger) {
        this.ledger = ledger;
    }

    /** Makes the Python type in the entered context. */
    static Object createType() {
        return new PythonType(
                        "loanword",
                        "no_copies",
                        """
                        Forbids copies at the boundary, for this thread, in a with statement.

                        Where a function would have to copy, it raises loanword.CopyError before anything is written.""",
                        Builtin.method("__new__", List.of("cls"), "", () -> new OutlinedBody((node, args) ->
                                Instances.create(args[0], new NoCopies(HostState.of(node).ledger())))),
                        List.of(
                                Builtin.method("__enter__", List.of("self"), "Forbids copies.", () ->
                                        new OutlinedBody((node, args) -> {
                                            Instances.java(args[0], NoCopies.class).enter();
                                            return args[0];
                                        })),
                                Builtin.method(
                                        "__exit__",
                                        List.of("self", "exc_type", "exc_value", "traceback"),
                                        "Allows them again.",
                                        () -> new OutlinedBody((node, args) -> {
                                            Instances.java(args[0], NoCopies.class).exit();
                                            return PNone.NONE;
                                        }))),
                        List.of())
                .create();
    }

    private void enter() {
        ledger.forbidCopies();
        entered++;
    }

    private void exit() {
        if (entered == 0) {
            throw new IllegalStateException("no_copies() was left without having been entered");
        }
        // Refused to another thread, which leaves the block as it was for the one that entered it.
        ledger.allowCopies();
        entered--;
    }
}
