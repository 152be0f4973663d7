package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.PythonBuiltinClassType;
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
import dev.loanword.python.graalpy.Text;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;

/**
 * The signatures of a host's exported functions and types as {@code inspect.signature} shows them, with annotations and
 * defaults.
 *
 * <p>A builtin of GraalPy knows the names of its parameters alone, and its class answers for {@code __signature__}. Here that
 * answer is replaced for functions of ours, and left to GraalPy for all others. A signature is worked out when somebody asks.
 */
final class Signatures {

    private static final TruffleString ATTRIBUTE = Text.python("__signature__");
    private static final List<PythonBuiltinClassType> KINDS_OF_FUNCTIONS =
            List.of(PythonBuiltinClassType.PBuiltinFunction, PythonBuiltinClassType.PBuiltinFunctionOrMethod);
    private static final Builtin OF_ANY_FUNCTION = Builtin.outlined(
            "__signature__", List.of("self"), "The signature of a function.", Signatures::ofFunction);
    private static final Builtin OF_TYPE = Builtin.outlined(
            "signature", List.of("self"), "The signature of a type.", (node, arguments) ->
                    Instances.java(arguments[0], TypeSignature.class, "signature").evaluate());

    private final Exports exports;
    /** GraalPy's own descriptors, one for each kind of function. */
    private final Map<PythonBuiltinClassType, GetSetDescriptor> replaced = new EnumMap<>(PythonBuiltinClassType.class);
    private final Map<PBuiltinFunction, FunctionSignature> functions = new WeakHashMap<>();

    Signatures(Exports exports) {
        this.exports = exports;
    }

    /** What the signature of a function is worked out from. */
    private record FunctionSignature(ModuleModel module, FunctionModel model) {}

    /** What the signature of a type is worked out from. */
    private record TypeSignature(Exports exports, ModuleModel module, TypeModel.JavaClass model) {

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

    /** Describes how a type is constructed: {@code inspect} calls what it finds under {@code __signature__}. */
    void describe(Object type, ModuleModel module, TypeModel.JavaClass model) {
        if (!model.constructors().isEmpty()) {
            Object self = Instances.create(
                    PythonBuiltinClassType.PythonObject, new TypeSignature(exports, module, model));
            ((PythonObject) type)
                    .setAttribute(
                            ATTRIBUTE,
                            PFactory.createBuiltinMethod(PythonLanguage.get(null), self, OF_TYPE.create("loanword", null)));
        }
    }

    /** Past the check that classes of Python's own are immutable; code that has looked the descriptor up looks again. */
    private void replaceDescriptor(PythonBuiltinClassType kind) {
        PythonBuiltinClass type = PythonContext.get(null).lookupType(kind);
        replaced.put(kind, (GetSetDescriptor) type.getAttribute(ATTRIBUTE));
        Object descriptor = PFactory.createGetSetDescriptor(
                PythonLanguage.get(null), OF_ANY_FUNCTION.create("loanword", kind), null, ATTRIBUTE, kind, false);
        DynamicObjectLibrary.getUncached().put(type, ATTRIBUTE, descriptor);
        type.getMethodResolutionOrder().invalidateAttributeInMROFinalAssumptions(ATTRIBUTE);
    }

    private static Object ofFunction(Node node, Object[] arguments) {
        Signatures signatures = HostState.of(node).exports().signatures();
        Object function = arguments[0];
        FunctionSignature described = signatures.functions.get(withoutBinding(function));
        if (described == null) {
            PythonBuiltinClassType kind = function instanceof PBuiltinFunction
                    ? PythonBuiltinClassType.PBuiltinFunction
                    : PythonBuiltinClassType.PBuiltinFunctionOrMethod;
            return CallNode.executeUncached(signatures.replaced.get(kind).getGet(), function);
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
