package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.lib.PyObjectSetItem;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.object.PFactory;
import dev.loanword.export.model.TypeModel;
import dev.loanword.python.graalpy.Text;

/** Makes Python exception classes of exported Java ones. */
final class ExceptionTypes {

    private ExceptionTypes() {}

    static Object make(String module, TypeModel.JavaException model, Exports exports, CoreClasses classes) {
        PythonLanguage language = PythonLanguage.get(null);
        // A class of Java has a package, a built-in exception has none.
        Object base = model.base().contains(".")
                ? exports.typeOf(classes.find(model.base()))
                : PythonLibrary.get("builtins", model.base());
        Object dictionary = PFactory.createDict(language);
        PyObjectSetItem.executeUncached(dictionary, Text.python("__module__"), Text.python(module));
        PyObjectSetItem.executeUncached(dictionary, Text.python("__doc__"), Text.python(model.doc()));
        Object bases = PFactory.createTuple(language, new Object[] {base});
        return CallNode.executeUncached(PythonBuiltinClassType.PythonClass, Text.python(model.name()), bases, dictionary);
    }
}
