package dev.loanword.python;

import org.graalvm.polyglot.Engine;

/**
 * Which Python runs in this JVM, and how fast it can get.
 *
 * @param implementation GraalVM's name of its runtime, for example {@code GraalVM CE} or {@code Interpreted}
 * @param graalpyVersion the version of GraalPy and of all that it stands on
 * @param pythonVersion the version of the Python language that it implements
 * @param optimizing whether hot Python code is compiled to machine code; if not, it runs 10 to 100 times slower
 */
public record PythonRuntime(String implementation, String graalpyVersion, String pythonVersion, boolean optimizing) {

    /** What makes the runtime an optimizing one, for messages. */
    public static final String HOW_TO_OPTIMIZE =
            "start through scripts/loanword, or give the JVM the compiler as --upgrade-module-path"
                    + " and -XX:+UnlockExperimentalVMOptions -XX:+EnableJVMCI";

    private static final String INTERPRETER = "Interpreted";

    /** Finds out what this JVM runs Python on, without starting Python. */
    public static PythonRuntime current() {
        return of(SharedEngine.get());
    }

    static PythonRuntime of(Engine engine) {
        String name = engine.getImplementationName();
        String python = engine.getLanguages().get("python").getVersion();
        // From the jar, because an engine on a stock JDK calls itself a development build.
        String graalpy = Engine.class.getPackage().getImplementationVersion();
        return new PythonRuntime(name, graalpy, python, !INTERPRETER.equals(name));
    }
}
