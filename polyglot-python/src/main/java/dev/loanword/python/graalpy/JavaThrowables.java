package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.lib.PyObjectLookupAttr;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * The Python type {@code loanword.JavaThrowable}: what Java threw, as {@code exc.java_exception} of the Python exception that
 * stands for it. It shows the Java side to those who look for a fault there; a script gets no hold of Java through it.
 */
final class JavaThrowables {

    /** Where a Python exception has it. */
    static final TruffleString ATTRIBUTE = Text.python("java_exception");

    private static final List<String> SELF = List.of("self");

    private JavaThrowables() {}

    /** Makes the type in the entered context. */
    static Object createType() {
        return new PythonType(
                        "loanword",
                        "JavaThrowable",
                        "What Java threw: the java_exception of a Python exception that stands for it.",
                        Builtin.notConstructible("loanword.JavaThrowable"),
                        List.of(
                                Builtin.outlined("__repr__", SELF, "Class and message.", (node, arguments) ->
                                        Text.python("<loanword.JavaThrowable " + throwable(arguments) + ">")),
                                Builtin.outlined("__str__", SELF, "The stack trace.", (node, arguments) ->
                                        Text.python(stackTrace(throwable(arguments)))),
                                Builtin.outlined(
                                        "__reduce__",
                                        SELF,
                                        "Pickles as the text of the stack trace: another process has no such object.",
                                        (node, arguments) -> pickled(throwable(arguments)))),
                        List.of(
                                Builtin.outlined("class_name", SELF, "The name of its Java class.", (node, arguments) ->
                                        Text.python(throwable(arguments).getClass().getName())),
                                Builtin.outlined("message", SELF, "Its message, or None.", (node, arguments) -> {
                                    String message = throwable(arguments).getMessage();
                                    return message == null ? PNone.NONE : Text.python(message);
                                }),
                                Builtin.outlined("stack_trace", SELF, "The stack trace, as Java prints it.", (node, arguments) ->
                                        Text.python(stackTrace(throwable(arguments))))))
                .create();
    }

    /** The Python object of a Throwable. */
    @TruffleBoundary
    static Object of(HostState host, Throwable thrown) {
        return Instances.create(host.throwableType(), thrown);
    }

    /** What Java threw where a Python exception stands for it, else {@code null}. */
    static Throwable thrownAs(Object exception) {
        Object attribute = PyObjectLookupAttr.executeUncached(exception, ATTRIBUTE);
        return attribute instanceof JavaInstance instance && instance.java() instanceof Throwable thrown ? thrown : null;
    }

    private static Throwable throwable(Object[] arguments) {
        return Instances.java(arguments[0], Throwable.class, "JavaThrowable");
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static Object pickled(Throwable thrown) {
        PythonLanguage language = PythonLanguage.get(null);
        Object text = PFactory.createTuple(language, new Object[] {Text.python(stackTrace(thrown))});
        return PFactory.createTuple(language, new Object[] {PythonBuiltinClassType.PString, text});
    }
}
