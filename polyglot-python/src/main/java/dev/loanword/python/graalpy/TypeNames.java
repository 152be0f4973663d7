package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.type.TypeNodes.GetNameNode;
import com.oracle.graal.python.nodes.object.GetClassNode;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;

/** Names Python types for error messages. */
public final class TypeNames {

    private TypeNames() {}

    /** The name of the object's type, as {@code type(x).__name__}. */
    @TruffleBoundary
    public static String of(Object object) {
        return named(GetClassNode.executeUncached(object));
    }

    /** The name of a type, its {@code __name__}. */
    @TruffleBoundary
    public static String named(Object type) {
        return Text.java(GetNameNode.executeUncached(type));
    }
}
