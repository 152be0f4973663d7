package dev.loanword.python.graalpy;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.util.List;

/**
 * The description of a Python class of the toolkit itself; see {@link TypeBuilder}.
 *
 * @param module the module that the class belongs to
 * @param name the class's name
 * @param documentation its docstring
 * @param constructor the {@code __new__} builtin, whose first parameter is the class
 * @param methods all other methods, with {@code self} first
 * @param properties read-only properties: builtins of one parameter
 */
public record PythonType(
        String module,
        String name,
        String documentation,
        Builtin constructor,
        List<Builtin> methods,
        List<Builtin> properties) {

    /** Makes the class in the entered context. */
    @TruffleBoundary
    public Object create() {
        TypeBuilder builder = new TypeBuilder(module, module + "." + name, name, documentation, constructor);
        methods.forEach(builder::method);
        properties.forEach(property -> builder.property(property, null));
        return builder.type();
    }
}
