package dev.loanword.cli;

import java.util.ArrayList;
import java.util.List;

/** The classes that {@code --export} names. */
final class ExportedClasses {
    private ExportedClasses() {}

    /**
     * Finds them on the class path.
     *
     * @throws UnknownClassException if one is not there
     */
    static List<Class<?>> find(List<String> names) {
        List<Class<?>> classes = new ArrayList<>();
        for (String name : names) {
            classes.add(find(name));
        }
        return classes;
    }

    private static Class<?> find(String name) {
        try {
            return Class.forName(name, false, ExportedClasses.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new UnknownClassException("there is no class " + name
                    + " on the class path; --core takes a jar or a folder of class files");
        }
    }
}
