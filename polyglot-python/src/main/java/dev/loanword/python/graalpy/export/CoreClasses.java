package dev.loanword.python.graalpy.export;

import dev.loanword.python.graalpy.Instances;

/**
 * The classes of one core, found by name when they are needed.
 *
 * @param loader the class loader that loads the core
 */
record CoreClasses(ClassLoader loader) {

    /**
     * A class of the core or of what it depends on.
     *
     * @throws IllegalStateException if it is missing: the model is of another version of the core
     */
    Class<?> find(String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new IllegalStateException("the exported class " + name + " can't be loaded (" + missing
                    + "); build the core again", missing);
        }
    }

    /** Takes a member, a named tuple, or an instance of an exported type. */
    FromPython exportedFromPython(String className) {
        Class<?> type = find(className);
        if (type.isEnum()) {
            return EnumType.fromPython(type);
        }
        if (type.isRecord()) {
            return (scope, place, value) -> scope.host().exports().recordType(type).fromPython(scope, place, value);
        }
        return (scope, place, value) -> {
            Object java = Instances.javaOrNull(value);
            if (type.isInstance(java)) {
                if (java instanceof Directed) {
                    scope.mayRunPython();
                }
                return java;
            }
            Instances.checkInitialized(scope.node(), value);
            throw place.mismatch(scope.node(), scope.host().exports().nameOf(type), value);
        };
    }

    /** Gives a member, a named tuple, or an instance: the same one for the same Java object. */
    ToPython exportedToPython(String className) {
        return (scope, value) -> scope.host().exports().valueOf(scope, value);
    }
}
