package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.module.PythonModule;
import java.util.List;

/** The Python module {@code loanword}: the toolkit as scripts see it. */
final class LoanwordModule {

    private LoanwordModule() {}

    /** Makes the module in the entered context. */
    static PythonModule create() {
        PythonModule module = PythonModules.create(
                "loanword", "Java memory in Python, without a copy: the type of lent buffers, and the copy ledger.");
        PythonModules.add(module, "Buffer", HostState.of(null).bufferType());
        PythonModules.addFunctions(module, "loanword", List.of());
        return module;
    }
}
