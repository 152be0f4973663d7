package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.PNone;

/** Python's None, and the mark of an argument that was left out. */
final class Nones {

    private Nones() {}

    /** Whether a value is None. */
    static boolean isNone(Object value) {
        return value == PNone.NONE;
    }

    /** Whether an argument was left out that another overload may need. */
    static boolean isMissing(Object value) {
        return value == PNone.NO_VALUE;
    }
}
