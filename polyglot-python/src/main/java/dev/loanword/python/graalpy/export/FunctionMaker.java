package dev.loanword.python.graalpy.export;

import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.python.graalpy.Builtin;
import java.util.List;
import java.util.function.Function;

/**
 * Makes builtins of exported methods.
 *
 * @param module the name of the module
 * @param core the core's classes
 * @param valueOf makes a Python value of a default, a Python literal
 */
record FunctionMaker(String module, CoreClasses core, Function<String, Object> valueOf) {

    /** A function of a module, whose first parameter is the module. */
    Builtin ofModule(FunctionModel function, ExportedBody.Receiver receiver) {
        return make(
                function.name(),
                function.name(),
                "module",
                function.doc(),
                function.overloads(),
                receiver,
                ExportedBody.Outcome.CONVERTED);
    }

    /** A function of a type, whose first parameter is what it is bound to. */
    Builtin ofType(
            String type, String first, FunctionModel function, ExportedBody.Receiver receiver, ExportedBody.Outcome outcome) {
        return make(
                function.name(),
                type + "." + function.name(),
                first,
                function.doc(),
                function.overloads(),
                receiver,
                outcome);
    }

    /**
     * Any builtin.
     *
     * @param name the name in Python
     * @param displayName the name for errors, with its class before it
     * @param first the name of its first parameter
     */
    Builtin make(
            String name,
            String displayName,
            String first,
            String documentation,
            List<CallModel> overloads,
            ExportedBody.Receiver receiver,
            ExportedBody.Outcome outcome) {
        ArgumentLayout layout = new ArgumentLayout(first, overloads).ignoring(SpecialMethods.ignored(name, overloads));
        if (receiver instanceof ConstructorReceiver && ConstructorReceiver.takesNothing(overloads)) {
            layout.takingAnything();
        }
        return new Builtin(name, layout.parameters(valueOf), documentation, () -> {
            List<JavaCall> calls =
                    overloads.stream().map(call -> new JavaCall(module, displayName, call, layout, core)).toList();
            return new ExportedBody(displayName, calls, receiver, outcome);
        });
    }
}
