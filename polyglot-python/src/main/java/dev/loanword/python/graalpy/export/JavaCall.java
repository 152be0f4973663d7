package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.function.PArguments;
import com.oracle.graal.python.runtime.GilNode;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ParameterModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.TypeNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One Java method as Python calls it: bound arguments in, a Python value out. Shared by the hosts of an engine. */
final class JavaCall {

    /** One Java parameter: where its argument is, and how it is converted. */
    private record Parameter(
            int index,
            int phase,
            ArgumentSource source,
            Place place,
            FromPython conversion,
            Acceptance acceptance,
            String defaultValue) {}

    private final String module;
    private final String name;
    private final CallModel model;
    private final String key;
    private final Class<?> owner;
    private final Invoker invoker;
    private final List<Parameter> inOrderOfConversion;
    private final List<ArgumentSource> foreign;
    private final DirectOverload direct;
    private final ToPython result;
    private final boolean alone;

    /**
     * @param module the name of its module, whose enums defaults may name
     * @param name the function's name for errors, with its class before it
     * @param layout where GraalPy puts the arguments
     */
    JavaCall(String module, String name, CallModel model, ArgumentLayout layout, CoreClasses classes) {
        this.module = module;
        this.name = name;
        this.model = model;
        this.key = OverridableMethod.keyOf(model);
        this.owner = classes.find(model.owner());
        this.invoker = InvokerSpinner.of(model, owner);
        this.result = ResultConversions.of(model.result(), classes, name);
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < model.parameters().size(); i++) {
            ParameterModel parameter = model.parameters().get(i);
            parameters.add(new Parameter(
                    i,
                    ArgumentConversions.phase(parameter.type()),
                    layout.source(parameter),
                    Place.argument(name, parameter.name()),
                    ArgumentConversions.of(parameter.type(), classes, name),
                    Acceptance.of(parameter.type(), classes),
                    parameter.defaultValue()));
        }
        parameters.sort(Comparator.comparingInt(Parameter::phase));
        this.inOrderOfConversion = List.copyOf(parameters);
        this.foreign = layout.sourcesOfOthers(model);
        this.direct = DirectOverload.of(model, layout, owner);
        this.alone = !model.releasesGil()
                && model.parameters().stream().noneMatch(parameter -> runsPython(parameter.type()));
    }

    /** Whether Python code runs when Java uses the value. */
    private static boolean runsPython(ValueType type) {
        return switch (type) {
            case ValueType.Callback callback -> true;
            case ValueType.Iteration iteration -> true;
            case ValueType.Nullable nullable -> runsPython(nullable.of());
            case ValueType.Optional optional -> runsPython(optional.of());
            default -> false;
        };
    }

    /** The way for the commonest arguments, {@code null} if there is none. */
    DirectOverload direct() {
        return direct;
    }

    /** The class that declares the method. */
    Class<?> owner() {
        return owner;
    }

    /** The function's name, with its class before it. */
    String name() {
        return name;
    }

    /** Starts a call by a builtin. */
    CallScope scope(Node node) {
        return new CallScope(node, alone);
    }

    /**
     * Whether each argument that was given is of a kind that the method takes there, and none is missing or for another
     * overload.
     */
    boolean accepts(Object[] frameArguments) {
        for (ArgumentSource source : foreign) {
            if (!Nones.isMissing(source.read(frameArguments))) {
                return false;
            }
        }
        for (Parameter parameter : inOrderOfConversion) {
            if (!accepts(parameter, frameArguments)) {
                return false;
            }
        }
        return true;
    }

    private static boolean accepts(Parameter parameter, Object[] frameArguments) {
        Object value = parameter.source.read(frameArguments);
        return Nones.isMissing(value) ? !parameter.defaultValue.isEmpty() : parameter.acceptance.accepts(value);
    }

    /**
     * The error for arguments that no overload takes. If they all stumble over one argument, it names that.
     *
     * @param overloads all of them
     */
    static RuntimeException refusal(Node node, String name, JavaCall[] overloads, Object[] frameArguments) {
        for (Parameter candidate : overloads[0].inOrderOfJava()) {
            Set<String> expected = new LinkedHashSet<>();
            int refusing = 0;
            for (JavaCall overload : overloads) {
                for (Parameter parameter : overload.inOrderOfConversion) {
                    if (parameter.place.equals(candidate.place) && !accepts(parameter, frameArguments)) {
                        expected.add(parameter.acceptance.expected());
                        refusing++;
                    }
                }
            }
            Object value = candidate.source.read(frameArguments);
            if (refusing == overloads.length && !Nones.isMissing(value)) {
                return candidate.place.mismatch(node, String.join(" or ", expected), value);
            }
        }
        List<String> given = new ArrayList<>();
        for (int i = 1; i < PArguments.getUserArgumentLength(frameArguments); i++) {
            Object argument = PArguments.getArgument(frameArguments, i);
            if (!Nones.isMissing(argument)) {
                given.add(TypeNames.of(argument));
            }
        }
        return PythonExceptions.typeError(
                node, name + "() does not take (" + String.join(", ", given) + "); see help(" + name + ")");
    }

    private List<Parameter> inOrderOfJava() {
        return inOrderOfConversion.stream().sorted(Comparator.comparingInt(Parameter::index)).toList();
    }

    /**
     * Makes the method's arguments of the function's. Buffers stay borrowed until the scope closes.
     *
     * @throws RuntimeException a Python exception that names the argument
     */
    Object[] convert(CallScope scope, Object[] frameArguments) {
        Object[] arguments = new Object[inOrderOfConversion.size()];
        for (Parameter parameter : inOrderOfConversion) {
            Object value = parameter.source.read(frameArguments);
            if (Nones.isMissing(value)) {
                // Overloads may have different defaults: then GraalPy knows none, and each fills in its own.
                value = Literals.value(parameter.defaultValue, PythonLibrary.imported(module));
            }
            arguments[parameter.index] = parameter.conversion.convert(scope, parameter.place, value);
        }
        return arguments;
    }

    /**
     * Calls the method, then gives back what was borrowed for it.
     *
     * @param receiver the Java object that it is called on, {@code null} for static methods and constructors
     * @param arguments what {@link #convert} made
     * @return what it returned, still a Java value
     * @throws Throwable what the method threw
     */
    Object invoke(CallScope scope, Object receiver, Object[] arguments) throws Throwable {
        try {
            return model.releasesGil()
                    ? withoutGil(scope.node(), receiver, arguments)
                    : call(receiver, arguments);
        } finally {
            scope.close();
        }
    }

    /** Makes the result a Python value. */
    Object toPython(CallScope scope, Object returned) {
        return result.convert(scope, returned);
    }

    private Object withoutGil(Node node, Object receiver, Object[] arguments) throws Throwable {
        PythonContext context = PythonContext.get(node);
        GilNode gil = GilNode.getUncached();
        gil.release(context, true);
        try {
            return call(receiver, arguments);
        } finally {
            gil.acquire(context, node);
        }
    }

    /** Python subclasses have a Java half of their own, and {@code super()} of theirs means Java's own method. */
    private Object call(Object receiver, Object[] arguments) throws Throwable {
        return switch (receiver) {
            case PythonDirector director -> director.construct(model, arguments);
            case Directed directed when directed.director() instanceof PythonDirector director ->
                director.callJava(directed, invoker, key, arguments);
            case null, default -> invoker.invoke(receiver, arguments);
        };
    }

    /** Reads one argument of a frame. */
    @FunctionalInterface
    interface ArgumentSource {
        /** The argument, or {@code null} for what the host supplies. */
        Object read(Object[] frameArguments);

        /** The argument at a position of the signature. */
        static ArgumentSource at(int position) {
            return frameArguments -> PArguments.getArgument(frameArguments, position);
        }
    }
}
