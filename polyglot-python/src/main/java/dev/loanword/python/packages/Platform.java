package dev.loanword.python.packages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * What compiled Python packages depend on: GraalPy's version, the operating system, the processor.
 *
 * @param graalPy GraalPy's version, such as 25.0.3
 * @param system in lower case: linux, mac os x, …
 * @param processor as the system's own tools name it: x86_64, aarch64
 */
record Platform(String graalPy, String system, String processor) {
    /** The version of GraalVM's polyglot API, which GraalPy shares and insists on. */
    private static final String VERSION_RESOURCE = "META-INF/graalvm/org.graalvm.polyglot/version";

    /** The Python language version of the 25.0 line, as wheel tags write it. */
    private static final String PYTHON = "312";

    /** The version of the Python language that GraalPy 25.0.3 speaks. */
    static final String PYTHON_VERSION = "3.12.8";

    /** This JVM's platform. */
    static Platform current() {
        String processor = System.getProperty("os.arch");
        return new Platform(
                graalPyVersion(),
                System.getProperty("os.name").toLowerCase(Locale.ROOT),
                processor.equals("amd64") ? "x86_64" : processor);
    }

    boolean isLinux() {
        return system.equals("linux");
    }

    /** The part of a cache key that stands for this platform. */
    String key() {
        return "graalpy-" + graalPy + "-" + system.replace(' ', '_') + "-" + processor;
    }

    /** Python tags of wheels that run here. */
    Set<String> pythonTags() {
        return Set.of("graalpy" + PYTHON, "py" + PYTHON, "py3");
    }

    /** The tag of wheels compiled for this GraalPy. */
    String nativeAbi() {
        String[] numbers = graalPy.split("\\.");
        return "graalpy" + numbers[0] + numbers[1] + "_" + PYTHON + "_native";
    }

    /** Whether a wheel's platform tag, such as linux_x86_64, manylinux_2_28_x86_64 or any, fits this platform. */
    boolean fits(String platformTag) {
        return platformTag.equals("any") || isLinux() && platformTag.matches("(linux|manylinux[0-9_]+)_" + processor);
    }

    private static String graalPyVersion() {
        try (InputStream in = Platform.class.getClassLoader().getResourceAsStream(VERSION_RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("GraalPy is not on the class path: no resource " + VERSION_RESOURCE
                        + "; add org.graalvm.polyglot:python-community");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalStateException("can't read " + VERSION_RESOURCE + " of the class path", e);
        }
    }
}
