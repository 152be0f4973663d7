package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.str.PString;
import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.python.graalpy.Paths;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.Text;
import java.lang.foreign.ValueLayout;

/** Text, bytes and paths from Python to Java. */
final class TextConversions {

    private TextConversions() {}

    static Object toText(CallScope scope, Place place, Object value) {
        return text(scope, place, "str", value);
    }

    private static String text(CallScope scope, Place place, String expected, Object value) {
        return switch (value) {
            case TruffleString text -> Text.java(text);
            case PString subclass -> subclass.toString();
            default -> throw place.mismatch(scope.node(), expected, value);
        };
    }

    static Object toCharacter(CallScope scope, Place place, Object value) {
        String text = text(scope, place, "a str of one character", value);
        if (text.length() != 1) {
            throw PythonExceptions.valueError(
                    scope.node(), place + " must be a str of one UTF-16 unit, not of " + text.length());
        }
        return text.charAt(0);
    }

    /** The bytes of any C-contiguous buffer, in an array of their own: a counted copy. */
    static Object toBytes(CallScope scope, Place place, Object value) {
        try (CallScope copying = new CallScope(scope.node())) {
            BorrowedBuffer buffer = copying.borrow(value, Access.SHARED, place);
            scope.host().ledger().copy(buffer.layout().byteCount(), "bytes copied for Java");
            return buffer.segment().toArray(ValueLayout.JAVA_BYTE);
        }
    }

    static Object toPath(CallScope scope, Place place, Object value) {
        return Paths.of(value);
    }
}
