package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.function.PBuiltinFunction;
import com.oracle.graal.python.builtins.objects.getsetdescriptor.GetSetDescriptor;
import com.oracle.graal.python.builtins.objects.method.PBuiltinMethod;
import com.oracle.graal.python.builtins.objects.method.PMethod;
import com.oracle.graal.python.builtins.objects.object.PythonObject;
import com.oracle.graal.python.builtins.objects.type.PythonBuiltinClass;
import com.oracle.graal.python.lib.PyObjectGetAttr;
import com.oracle.graal.python.lib.PyObjectGetItem;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.object.DynamicObjectLibrary;
import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.export.stubs.ExportedNames;
import dev.loanword.export.stubs.PythonTypes;
import dev.loanword.export.stubs.SignatureText;
import dev.loanword.python.graalpy.Builtin;
import dev.loanword.python.graalpy.HostState;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.PythonType;
import dev.loanword.python.graalpy.Text;
import dev.loanword.python.graalpy.TypeNames;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;

/**
 * The signatures of a host's exported functions and types as {@code inspect.signature} shows them, with annotations and
 * defaults; and the annotations of functions, as {@code typing.get_type_hints} asks for them.
 *
 * <p>A builtin of GraalPy knows the names of its parameters alone, and its class answers for {@code __signature__}. Here that
 * answer is replaced for functions of ours, and left to GraalPy for all others, which have no {@code __annotations__}. Both are
 * worked out when somebody asks.
 */
final class Signatures {

    private static final TruffleString SIGNATURE = Text.python("__signature__");
    private static final TruffleString ANNOTATIONS = Text.python("__annotations__");
    private static final List<PythonBuiltinClassType> KINDS_OF_FUNCTIONS =
            List.of(PythonBuiltinClassType.PBuiltinFunction, PythonBuiltinClassType.PBuiltinFunctionOrMethod);
    private static final Builtin OF_ANY_FUNCTION = Builtin.outlined(
            "__signature__", List.of("self"), "The signature of a function.", Signatures::ofFunction);
    private static final Builtin ANNOTATIONS_OF_ANY_FUNCTION = Builtin.outlined(
            "__annotations__", List.of("self"), "The types of a function's parameters and result.", Signatures::annotations);
    private static final Builtin OF_TYPE = Builtin.outlined(
                    "__get__", List.of("self", "instance", "owner"), "The signature of a type.", Signatures::ofType)
            .withDefaults(PNone.NONE);

    private final Exports exports;
    /** GraalPy's own descriptors, one for each kind of function. */
    private final Map<PythonBuiltinClassType, GetSetDescriptor> replaced = new EnumMap<>(PythonBuiltinClassType.class);
    private final Map<PBuiltinFunction, FunctionSignature> functions = new WeakHashMap<>();
    private Object typeOfDescriptors;

    Signatures(Exports exports) {
        this.exports = exports;
    }

    /** What the signature of a function is worked out from. */
    private record FunctionSignature(ModuleModel module, FunctionModel model) {}

    /** What the signature of a type is worked out from. */
    private record TypeSignature(Exports exports, ModuleModel module, TypeModel.JavaClass model, Class<?> javaClass, Object type) {

        private boolean isOverridden(Object owner) {
            ExportedConstructor constructor = exports.constructorOf(javaClass);
            return owner != type && (constructor.hasOwnInit(owner) || constructor.hasOwnNew(owner));
        }

        /** What a constructor returns goes without saying. */
        Object evaluate() {
            return exports.signatures().evaluate(
                    module,
                    text -> text.ofConstructors(model.constructors()),
                    "signature = inspect.signature(function.__get__(object))\n"
                            + "signature = signature.replace(return_annotation=inspect.Signature.empty)\n");
        }
    }

    /** Describes a function or method. */
    void describe(PBuiltinFunction function, ModuleModel module, FunctionModel model) {
        if (replaced.isEmpty()) {
            KINDS_OF_FUNCTIONS.forEach(this::replaceDescriptor);
        }
        functions.put(function, new FunctionSignature(module, model));
    }

    /** Describes how a type is constructed: {@code inspect} looks for {@code __signature__}. */
    void describe(Object type, Class<?> javaClass, ModuleModel module, TypeModel.JavaClass model) {
        if (!model.constructors().isEmpty()) {
            ((PythonObject) type)
                    .setAttribute(
                            SIGNATURE,
                            Instances.create(typeOfDescriptors(), new TypeSignature(exports, module, model, javaClass, type)));
        }
    }

    private Object typeOfDescriptors() {
        if (typeOfDescriptors == null) {
            Builtin refusal = Builtin.notConstructible("loanword.Signature");
            typeOfDescriptors = new PythonType(
                            "loanword", "Signature", "The signature of a type.", refusal, List.of(OF_TYPE), List.of())
                    .create();
        }
        return typeOfDescriptors;
    }

    /** Classes alone have it, and subclasses unless they are constructed in a way of their own. */
    private static Object ofType(Node node, Object[] arguments) {
        TypeSignature signature = Instances.java(arguments[0], TypeSignature.class, "Signature");
        Object owner = arguments[2];
        boolean isOfClass = Nones.isNone(arguments[1]) && !Nones.isNone(owner);
        if (!isOfClass || signature.isOverridden(owner)) {
            throw PythonExceptions.attributeError(
                    node, "'" + TypeNames.of(isOfClass ? owner : arguments[1]) + "' object has no attribute '__signature__'");
        }
        return signature.evaluate();
    }

    /** Past the check that classes of Python's own are immutable; code that has looked the descriptor up looks again. */
    private void replaceDescriptor(PythonBuiltinClassType kind) {
        PythonBuiltinClass type = PythonContext.get(null).lookupType(kind);
        replaced.put(kind, (GetSetDescriptor) type.getAttribute(SIGNATURE));
        put(type, kind, SIGNATURE, OF_ANY_FUNCTION);
        put(type, kind, ANNOTATIONS, ANNOTATIONS_OF_ANY_FUNCTION);
    }

    private static void put(PythonBuiltinClass type, PythonBuiltinClassType kind, TruffleString name, Builtin getter) {
        Object descriptor = PFactory.createGetSetDescriptor(
                PythonLanguage.get(null), getter.create("loanword", kind), null, name, kind, false);
        DynamicObjectLibrary.getUncached().put(type, name, descriptor);
        type.getMethodResolutionOrder().invalidateAttributeInMROFinalAssumptions(name);
    }

    private static Object ofFunction(Node node, Object[] arguments) {
        Signatures signatures = HostState.of(node).exports().signatures();
        Object function = arguments[0];
        FunctionSignature described = signatures.functions.get(withoutBinding(function));
        if (described == null) {
            return CallNode.executeUncached(signatures.replaced.get(kindOf(function)).getGet(), function);
        }
        boolean bound = !(function instanceof PBuiltinFunction);
        boolean hasReceiver =
                switch (described.model.binding()) {
                    case INSTANCE, CLASS -> true;
                    case MODULE, STATIC -> false;
                };
        return signatures.evaluate(
                described.module,
                text -> text.of(described.model),
                "signature = inspect.signature(function" + (bound && hasReceiver ? ".__get__(object)" : "") + ")\n");
    }

    private static PythonBuiltinClassType kindOf(Object function) {
        return function instanceof PBuiltinFunction
                ? PythonBuiltinClassType.PBuiltinFunction
                : PythonBuiltinClassType.PBuiltinFunctionOrMethod;
    }

    private static Object annotations(Node node, Object[] arguments) {
        Signatures signatures = HostState.of(node).exports().signatures();
        Object function = arguments[0];
        FunctionSignature described = signatures.functions.get(withoutBinding(function));
        if (described == null) {
            throw PythonExceptions.attributeError(
                    node, "'" + TypeNames.of(function) + "' object has no attribute '__annotations__'");
        }
        return signatures.evaluate(
                described.module, text -> text.of(described.model), "signature = function.__annotations__\n");
    }

    private static Object withoutBinding(Object function) {
        return switch (function) {
            case PBuiltinMethod method -> method.getFunction();
            case PMethod method -> method.getFunction();
            default -> function;
        };
    }

    /**
     * Lets Python itself make the signature.
     *
     * @param ending Python source that makes {@code signature} out of {@code function}
     */
    private Object evaluate(ModuleModel module, Function<SignatureText, String> text, String ending) {
        PythonTypes types = PythonTypes.forRuntime(module, new ExportedNames(exports.models()));
        String signature = text.apply(new SignatureText(types));
        String code = "import inspect\n" + String.join("\n", types.importStatements()) + "\ndef function" + signature
                + ": ...\n" + ending;
        Object names = PyObjectGetAttr.executeUncached(PythonLibrary.imported(module.name()), Text.python("__dict__"));
        Object namespace = CallNode.executeUncached(PythonBuiltinClassType.PDict, names);
        PythonLibrary.call("builtins", "exec", Text.python(code), namespace);
        return PyObjectGetItem.executeUncached(namespace, Text.python("signature"));
    }
}
