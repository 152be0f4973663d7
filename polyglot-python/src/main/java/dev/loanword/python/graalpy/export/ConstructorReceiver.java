package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.objects.function.PArguments;
import com.oracle.graal.python.builtins.objects.object.PythonObject;
import com.oracle.graal.python.nodes.attributes.LookupAttributeInMRONode;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.Text;
import dev.loanword.python.graalpy.TypeNames;
import java.lang.reflect.Modifier;
import java.util.List;

/**
 * Checks the class that {@code __new__} was called with. For a subclass written in Python it gives a director, by which the
 * Java object finds the methods that the subclass overrides; for the exported type itself nothing.
 */
record ConstructorReceiver(TypeModel.JavaClass model, Class<?> javaClass, CoreClasses classes)
        implements ExportedBody.Receiver {

    /** Whether a function is {@code __new__} of a class whose only constructor takes nothing. */
    static boolean takesNoArguments(String function, List<CallModel> overloads) {
        return function.equals("__new__")
                && overloads.size() == 1
                && overloads.getFirst().pythonParameters().isEmpty();
    }

    @Override
    public Object of(CallScope scope, Object bound) {
        Object type = scope.host().exports().typeOf(javaClass);
        Instances.checkSubclass(scope.node(), bound, type);
        if (bound != type) {
            return DirectedClass.of(model, javaClass, classes)
                    .map(directed -> new PythonDirector(PythonContext.get(scope.node()), directed, (PythonObject) type))
                    .orElse(null);
        }
        if (Modifier.isAbstract(javaClass.getModifiers())) {
            throw PythonExceptions.typeError(scope.node(), "Can't instantiate abstract class " + model.name()
                    + "; subclass it and define its abstract methods");
        }
        return null;
    }

    @Override
    public Object of(CallScope scope, Object bound, Object[] frameArguments) {
        Object director = of(scope, bound);
        if (takesNoArguments("__new__", model.constructors())) {
            refuseArguments(scope.node(), bound, frameArguments);
        }
        return director;
    }

    /** As object.__new__ does: arguments are for the {@code __init__} of a subclass, if it has one. */
    private static void refuseArguments(Node node, Object bound, Object[] frameArguments) {
        boolean given = PArguments.getVariableArguments(frameArguments).length > 0
                || PArguments.getKeywordArguments(frameArguments).length > 0;
        if (given && initializer(bound) == initializer(PythonBuiltinClassType.PythonObject)) {
            throw PythonExceptions.typeError(node, TypeNames.named(bound) + "() takes no arguments");
        }
    }

    private static Object initializer(Object type) {
        return LookupAttributeInMRONode.Dynamic.getUncached().execute(type, Text.python("__init__"));
    }
}
