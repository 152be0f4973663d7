package dev.loanword.kernels;

/**
 * Whether this JVM can compute with the Vector API: the module {@code jdk.incubator.vector}, which is there only if the JVM
 * was started with {@code --add-modules jdk.incubator.vector} or from a runtime image that has it.
 *
 * <p>Classes that name a type of that module must be loaded only where {@link #PRESENT} is true. Everything that they
 * compute is computed without them too, with the same bits.
 */
public final class VectorModule {
    /** Whether the module is in the boot layer. */
    public static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private VectorModule() {
    }
}
