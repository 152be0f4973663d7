package dev.loanword.runtime;

import java.util.List;

/** Processes of the JDK that make images and caches. */
final class JdkProcess {
    private JdkProcess() {}

    /** Describes one without what users set for their programs: a cache would fit nobody else's. */
    static ProcessBuilder of(List<String> command) {
        ProcessBuilder process = new ProcessBuilder(command);
        List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS").forEach(process.environment()::remove);
        process.environment().keySet().removeIf(name -> name.startsWith("PYTHON"));
        return process;
    }
}
