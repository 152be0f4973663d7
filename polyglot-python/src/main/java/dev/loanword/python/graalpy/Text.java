package dev.loanword.python.graalpy;

import com.oracle.graal.python.util.PythonUtils;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;

/** Converts between Java's strings and GraalPy's, which are UTF-32 {@link TruffleString}s. */
public final class Text {

    private Text() {}

    /** GraalPy's form of a Java string. */
    @TruffleBoundary
    public static TruffleString python(String text) {
        return PythonUtils.toTruffleStringUncached(text);
    }

    /** Java's form of a GraalPy string. */
    @TruffleBoundary
    public static String java(TruffleString text) {
        return text.toJavaStringUncached();
    }
}
