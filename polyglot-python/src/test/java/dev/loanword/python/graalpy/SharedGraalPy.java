package dev.loanword.python.graalpy;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One {@link GraalPyContext} for all test classes that use this extension; it is closed after the last of them. */
final class SharedGraalPy implements BeforeAllCallback {

    private static GraalPyContext python;

    static GraalPyContext python() {
        return python;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        python = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedGraalPy.class))
                .getOrComputeIfAbsent(GraalPyContext.class, ignored -> new GraalPyContext(), GraalPyContext.class);
    }
}
