package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.function.PBuiltinFunction;
import com.oracle.graal.python.builtins.objects.function.PKeyword;
import com.oracle.graal.python.nodes.attributes.LookupAttributeInMRONode;
import com.oracle.graal.python.nodes.object.GetClassNode;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.Text;
import dev.loanword.python.graalpy.TypeNames;

/**
 * How one exported type is constructed in one host, and by which of {@code __new__} and {@code __init__}.
 *
 * @param javaClass the exported class
 * @param type its Python type
 * @param function constructs the Java object: its first argument is the class to make an instance of, or an instance that
 *     lacks its Java half, the others are those of the constructors
 * @param takesNothing whether there is one constructor, without parameters
 */
record ExportedConstructor(
        Exports exports, Class<?> javaClass, Object type, PBuiltinFunction function, boolean takesNothing) {

    private static final TruffleString NEW = Text.python("__new__");
    private static final TruffleString INIT = Text.python("__init__");

    /**
     * Whether {@code __new__} leaves it to {@code __init__} to construct the Java object.
     *
     * <p>That is where a Python class has an {@code __init__} of its own. One that has a {@code __new__} too passes that one's
     * arguments on, if it means the object to be constructed there. Where nothing can be passed there is nothing to wait for.
     *
     * @throws RuntimeException a Python {@code TypeError} if {@code requested} is no subclass
     */
    boolean isDeferred(Object requested, Object[] given, PKeyword[] keywords) {
        if (requested == type) {
            return false;
        }
        Instances.checkSubclass(null, requested, type);
        return !takesNothing && isLeftToInit(requested, given.length + keywords.length > 0);
    }

    @TruffleBoundary
    private boolean isLeftToInit(Object requested, boolean hasArguments) {
        return differs(requested, INIT) && (!hasArguments || !differs(requested, NEW));
    }

    /** An instance without its Java half. */
    @TruffleBoundary
    Object empty(Object requested) {
        return exports.emptyInstance(requested, javaClass);
    }

    /**
     * Whether {@code __init__} has nothing left to do: {@code __new__} has constructed the Java object.
     *
     * @throws RuntimeException a Python {@code TypeError} for arguments that nobody will ever take
     */
    boolean isDone(Node node, Object self, Object[] given, PKeyword[] keywords) {
        Object java = Instances.javaOrNull(self);
        if (!javaClass.isInstance(java)) {
            if (java != null) {
                Instances.java(self, javaClass, TypeNames.named(type));
            }
            return false;
        }
        if (takesNothing && given.length + keywords.length > 0) {
            refuseArguments(node, self);
        }
        return true;
    }

    /** Arguments that {@code __new__} of a subclass has taken come here too; those that its {@code __init__} passes are wrong. */
    @TruffleBoundary
    private void refuseArguments(Node node, Object self) {
        if (differs(GetClassNode.executeUncached(self), INIT)) {
            throw PythonExceptions.typeError(node, TypeNames.named(type) + ".__init__() takes no arguments");
        }
    }

    /** Whether a subclass has a method of its own. */
    private boolean differs(Object subclass, TruffleString method) {
        return found(subclass, method) != found(type, method);
    }

    private static Object found(Object in, TruffleString method) {
        return LookupAttributeInMRONode.Dynamic.getUncached().execute(in, method);
    }

    /** Whether a class, or one above it, has an {@code __init__} that is written in Python. */
    boolean hasOwnInit(Object subclass) {
        return differs(subclass, INIT);
    }

    /** Whether a class, or one above it, has a {@code __new__} that is written in Python. */
    boolean hasOwnNew(Object subclass) {
        return differs(subclass, NEW);
    }
}
