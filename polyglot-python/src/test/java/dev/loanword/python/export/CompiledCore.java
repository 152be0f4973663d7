package dev.loanword.python.export;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A core that a test compiles, in a class loader of its own. */
final class CompiledCore {

    private CompiledCore() {}

    /**
     * Compiles one public class into a folder and loads it from there.
     *
     * @param name the class's binary name
     */
    static Class<?> compile(Path folder, String name, String source) throws IOException, ClassNotFoundException {
        JavaFileObject file = new SimpleJavaFileObject(
                URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        StringWriter messages = new StringWriter();
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        messages,
                        null,
                        null,
                        List.of(
                                "-d",
                                folder.toString(),
                                "-parameters",
                                "-proc:none",
                                "-classpath",
                                System.getProperty("java.class.path")),
                        null,
                        List.of(file))
                .call();
        if (!compiled) {
            throw new IllegalArgumentException(messages.toString());
        }
        URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, CompiledCore.class.getClassLoader());
        return loader.loadClass(name);
    }
}
