package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.lib.PyObjectSetItem;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.object.PFactory;

/** The exception classes of the toolkit, {@code loanword.BorrowError} and {@code loanword.CopyError}, of one host. */
final class ToolkitErrors {

    private Object borrowError;
    private Object copyError;

    /** {@code loanword.BorrowError}, a BufferError. */
    Object borrowError() {
        if (borrowError == null) {
            borrowError = create("BorrowError", "A borrow overlaps another that is open, and one of the two writes.");
        }
        return borrowError;
    }

    /** {@code loanword.CopyError}, a BufferError. */
    Object copyError() {
        if (copyError == null) {
            copyError = create("CopyError", "A copy was needed inside of no_copies().");
        }
        return copyError;
    }

    private static Object create(String name, String documentation) {
        PythonLanguage language = PythonLanguage.get(null);
        Object dictionary = PFactory.createDict(language);
        PyObjectSetItem.executeUncached(dictionary, Text.python("__module__"), Text.python("loanword"));
        PyObjectSetItem.executeUncached(dictionary, Text.python("__doc__"), Text.python(documentation));
        Object bases = PFactory.createTuple(language, new Object[] {PythonBuiltinClassType.BufferError});
        return CallNode.executeUncached(PythonBuiltinClassType.PythonClass, Text.python(name), bases, dictionary);
    }
}
