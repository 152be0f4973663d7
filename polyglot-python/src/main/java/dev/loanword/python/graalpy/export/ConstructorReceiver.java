package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.function.PArguments;
import com.oracle.graal.python.builtins.objects.object.PythonObject;
import com.oracle.graal.python.builtins.objects.type.TypeNodes;
import com.oracle.graal.python.nodes.object.GetClassNode;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.TypeNames;
import java.lang.reflect.Modifier;
import java.util.List;

/**
 * Checks what is to be constructed: a class that {@code __new__} was called with, or an instance that {@code __init__} was
 * called on. For a subclass written in Python it gives a director, by which the Java object finds the methods that the subclass
 * overrides; for the exported type itself nothing.
 */
record ConstructorReceiver(TypeModel.JavaClass model, Class<?> javaClass, CoreClasses classes)
        implements ExportedBody.Receiver {

    /** Whether the only constructor takes nothing. */
    static boolean takesNothing(List<CallModel> constructors) {
        return constructors.size() == 1 && constructors.getFirst().pythonParameters().isEmpty();
    }

    @Override
    public Object of(CallScope scope, Object bound) {
        ExportedConstructor constructor = scope.host().exports().constructorOf(javaClass);
        Object type = constructor.type();
        Object made = typeOf(scope.node(), bound, type);
        if (made != type) {
            checkIsNearest(scope, made, TypeNodes.IsTypeNode.executeUncached(bound) ? "__new__" : "__init__");
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
        ExportedConstructor constructor = scope.host().exports().constructorOf(javaClass);
        if (constructor.takesNothing()) {
            refuseArguments(scope.node(), constructor, bound, frameArguments);
        }
        return director;
    }

    /** The class of what is made: {@code type} or a subclass. */
    private Object typeOf(Node node, Object bound, Object type) {
        if (TypeNodes.IsTypeNode.executeUncached(bound)) {
            Instances.checkSubclass(node, bound, type);
            return bound;
        }
        if (!Instances.isInstance(bound) || !PythonLibrary.isInstance(bound, type)) {
            Instances.java(bound, javaClass, model.name());
        }
        return GetClassNode.executeUncached(bound);
    }

    /** The Java half of a subclass of several exported types, one above the other, is of the lowest. */
    private void checkIsNearest(CallScope scope, Object made, String method) {
        Exports exports = scope.host().exports();
        Class<?> nearest = exports.nearestExported(made);
        if (nearest != null && nearest != javaClass) {
            throw PythonExceptions.typeError(scope.node(), model.name() + "." + method + "(" + TypeNames.named(made)
                    + ") is not safe, use " + exports.nameOf(nearest) + "." + method + "()");
        }
    }

    /** As object.__new__ does: arguments are for the {@code __init__} of a subclass, if it has one. */
    private static void refuseArguments(
            Node node, ExportedConstructor constructor, Object bound, Object[] frameArguments) {
        boolean given = PArguments.getVariableArguments(frameArguments).length > 0
                || PArguments.getKeywordArguments(frameArguments).length > 0;
        if (given && !constructor.hasOwnInit(bound)) {
            throw PythonExceptions.typeError(node, TypeNames.named(bound) + "() takes no arguments");
        }
    }
}
