package dev.loanword.cli;

import dev.loanword.python.PythonRuntime;
import picocli.CommandLine.IVersionProvider;

/** The versions of Loanword and of what it stands on. */
final class Versions implements IVersionProvider {

    @Override
    public String[] getVersion() {
        PythonRuntime runtime = PythonRuntime.current();
        return new String[] {
            "loanword " + loanword(),
            "GraalPy " + runtime.graalpyVersion() + " (Python " + runtime.pythonVersion() + ")",
            "JDK " + Runtime.version()
        };
    }

    /** Gives the version in the jar's manifest, or what stands for it when the classes are in a folder. */
    static String loanword() {
        String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
