package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.export.model.ParameterModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Simple;
import dev.loanword.python.graalpy.JavaInstance;
import java.lang.classfile.Annotation;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Spins {@link DirectCall}s for the methods that can have one. A class is spun once a method, however many hosts export it.
 *
 * <p>Only the Java method is behind a boundary, unless it asked to be inlined; unboxing and boxing are compiled together with the Python code that calls, so
 * that numbers need not exist as objects on the way.
 */
final class DirectCallSpinner {

    private static final ClassDesc DIRECT_CALL = ClassDesc.of(DirectCall.class.getName());
    private static final ClassDesc INSTANCE = ClassDesc.of(JavaInstance.class.getName());
    private static final ClassDesc BOUNDARY = ClassDesc.of(TruffleBoundary.class.getName());
    private static final ClassDesc DIRECTED = ClassDesc.of(Directed.class.getName());
    private static final ClassDesc NONE = ClassDesc.of(PNone.class.getName());
    private static final MethodTypeDesc CALL = MethodTypeDesc.of(
            ConstantDescs.CD_Object,
            ConstantDescs.CD_Object,
            ConstantDescs.CD_Object,
            ConstantDescs.CD_Object,
            ConstantDescs.CD_Object);
    private static final int FIRST_ARGUMENT = 2;
    private static final String METHOD = "method";
    private static final Set<ValueType> PARAMETERS = Set.of(Simple.BOOLEAN, Simple.INT32, Simple.INT64, Simple.FLOAT64);
    private static final Set<ValueType> RESULTS =
            Set.of(Simple.NONE, Simple.BOOLEAN, Simple.INT32, Simple.INT64, Simple.UINT64, Simple.FLOAT64);
    private static final ClassValue<Map<CallModel, DirectCall>> SPUN = new ClassValue<>() {
        @Override
        protected Map<CallModel, DirectCall> computeValue(Class<?> owner) {
            return new ConcurrentHashMap<>();
        }
    };

    private DirectCallSpinner() {}

    /**
     * The direct call of a method, if it has a static method's or an exported instance's receiver, few parameters, plain types,
     * at most one parameter that is {@linkplain #isOpened opened}, and of what the host supplies a checkpoint or the ledger.
     *
     * @param owner the class of {@link CallModel#owner()}
     */
    static Optional<DirectCall> of(CallModel call, Class<?> owner) {
        boolean fits = call.kind() != CallModel.Kind.CONSTRUCTOR
                && !call.releasesGil()
                && call.parameters().size() <= DirectCall.MOST_PARAMETERS
                && RESULTS.contains(call.result())
                && call.parameters().stream().allMatch(DirectCallSpinner::fits)
                && call.parameters().stream().filter(parameter -> isOpened(parameter.type())).count() <= 1;
        return fits
                ? Optional.of(SPUN.get(owner).computeIfAbsent(call, missing -> spin(missing, owner)))
                : Optional.empty();
    }

    private static boolean fits(ParameterModel parameter) {
        return parameter.isSupplied()
                ? parameter.type() == Simple.CHECKPOINT || parameter.type() == Simple.COPY_LEDGER
                : (isPlain(parameter.type()) || isOpened(parameter.type()))
                        && (parameter.kind() == ParameterKind.STANDARD || parameter.kind() == ParameterKind.POSITIONAL_ONLY);
    }

    /** Whether Python's own value goes into the call. */
    static boolean isPlain(ValueType type) {
        return PARAMETERS.contains(type);
    }

    /** Whether something is made of Python's value for the time of the call: a buffer or a list of numbers. */
    static boolean isOpened(ValueType type) {
        return type instanceof ValueType.Borrowed || type == Simple.NUMBER_LIST;
    }

    private static DirectCall spin(CallModel call, Class<?> owner) {
        ClassDesc name = SpunCode.newName("Direct_" + owner.getSimpleName());
        byte[] bytes = SpunCode.spin(name, type -> {
            SpunCode.addEmptyConstructor(type, DIRECT_CALL);
            type.withMethodBody("call", CALL, ClassFile.ACC_PUBLIC, code -> call(code, call, name));
            type.withMethod(METHOD, outlined(call), ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC, method -> {
                if (call.mode() != CallModel.Mode.INLINED) {
                    method.with(RuntimeVisibleAnnotationsAttribute.of(List.of(Annotation.of(BOUNDARY))));
                }
                method.withCode(code -> callOutlined(code, call));
            });
        });
        return SpunClasses.instance(owner, bytes, DirectCall.class);
    }

    /** The type of the static method behind the boundary: the Java method's, with the receiver as its first parameter. */
    private static MethodTypeDesc outlined(CallModel call) {
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(call.descriptor());
        return isStatic(call) ? type : type.insertParameterTypes(0, ClassDesc.of(call.owner()));
    }

    private static boolean isStatic(CallModel call) {
        return call.kind() == CallModel.Kind.STATIC;
    }

    /** Takes the arguments out of their boxes, calls what is behind the boundary, and boxes the result. */
    private static void call(CodeBuilder code, CallModel call, ClassDesc spun) {
        Label notTaken = code.newLabel();
        MethodTypeDesc outlined = outlined(call);
        int[] slots = new int[outlined.parameterCount()];
        int parameter = 0;
        if (!isStatic(call)) {
            slots[parameter++] = takeReceiver(code, outlined.parameterType(0), notTaken);
        }
        for (int slot = FIRST_ARGUMENT; parameter < slots.length; parameter++, slot++) {
            slots[parameter] = take(code, slot, outlined.parameterType(parameter), notTaken);
        }
        for (int i = 0; i < slots.length; i++) {
            code.loadLocal(TypeKind.from(outlined.parameterType(i)), slots[i]);
        }
        code.invokestatic(spun, METHOD, outlined);
        if (call.result() == Simple.NONE) {
            code.getstatic(NONE, "NONE", NONE);
        } else {
            Boxes.box(code, outlined.returnType());
        }
        code.areturn();
        code.labelBinding(notTaken).getstatic(DIRECT_CALL, "NOT_TAKEN", ConstantDescs.CD_Object).areturn();
    }

    /** Calls the Java method itself. */
    private static void callOutlined(CodeBuilder code, CallModel call) {
        ClassDesc owner = ClassDesc.of(call.owner());
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(call.descriptor());
        SpunCode.loadParameters(code, outlined(call));
        switch (call.kind()) {
            case STATIC -> code.invokestatic(owner, call.method(), type);
            case INTERFACE -> code.invokeinterface(owner, call.method(), type);
            case VIRTUAL, CONSTRUCTOR -> code.invokevirtual(owner, call.method(), type);
        }
        code.return_(TypeKind.from(type.returnType()));
    }

    /** Puts the Java half of what the function is bound to into a variable, if it is the owner's and Python overrides nothing. */
    private static int takeReceiver(CodeBuilder code, ClassDesc owner, Label notTaken) {
        int taken = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(1).instanceOf(INSTANCE).ifeq(notTaken);
        code.aload(1).checkcast(INSTANCE).invokevirtual(INSTANCE, "java", MethodTypeDesc.of(ConstantDescs.CD_Object));
        code.astore(taken);
        code.aload(taken).instanceOf(owner).ifeq(notTaken);
        code.aload(taken).instanceOf(DIRECTED).ifne(notTaken);
        code.aload(taken).checkcast(owner).astore(taken);
        return taken;
    }

    /** Puts an argument into a variable of its type; leaves for {@code notTaken} if its box is none for the type. */
    private static int take(CodeBuilder code, int slot, ClassDesc type, Label notTaken) {
        int taken = code.allocateLocal(TypeKind.from(type));
        if (!type.isPrimitive()) {
            // What is no number was made for the call.
            code.aload(slot).checkcast(type).astore(taken);
            return taken;
        }
        Label done = code.newLabel();
        for (ClassDesc box : boxesFor(type)) {
            Label other = code.newLabel();
            code.aload(slot).instanceOf(box).ifeq(other);
            code.aload(slot).checkcast(box).invokevirtual(box, type.displayName() + "Value", MethodTypeDesc.of(type));
            code.storeLocal(TypeKind.from(type), taken).goto_(done).labelBinding(other);
        }
        code.goto_(notTaken).labelBinding(done);
        return taken;
    }

    private static List<ClassDesc> boxesFor(ClassDesc type) {
        return switch (type.descriptorString()) {
            case "Z" -> List.of(ConstantDescs.CD_Boolean);
            case "I" -> List.of(ConstantDescs.CD_Integer);
            case "J" -> List.of(ConstantDescs.CD_Integer, ConstantDescs.CD_Long);
            case "D" -> List.of(ConstantDescs.CD_Double, ConstantDescs.CD_Integer, ConstantDescs.CD_Long);
            default -> throw new IllegalArgumentException("no plain type: " + type.displayName());
        };
    }
}
