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
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Spins {@link DirectCall}s for the methods that can have one. A class is spun once a method, however many hosts export it. */
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
        byte[] bytes = SpunCode.spin(SpunCode.newName("Direct_" + owner.getSimpleName()), type -> {
            SpunCode.addEmptyConstructor(type, DIRECT_CALL);
            type.withMethod("call", CALL, ClassFile.ACC_PUBLIC, method -> method
                    .with(RuntimeVisibleAnnotationsAttribute.of(List.of(Annotation.of(BOUNDARY))))
                    .withCode(code -> call(code, call)));
        });
        return SpunClasses.instance(owner, bytes, DirectCall.class);
    }

    private static void call(CodeBuilder code, CallModel call) {
        Label notTaken = code.newLabel();
        ClassDesc owner = ClassDesc.of(call.owner());
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(call.descriptor());
        boolean isStatic = call.kind() == CallModel.Kind.STATIC;
        if (!isStatic) {
            code.aload(1).instanceOf(INSTANCE).ifeq(notTaken);
            code.aload(1).checkcast(INSTANCE).invokevirtual(INSTANCE, "java", MethodTypeDesc.of(ConstantDescs.CD_Object));
            code.dup().instanceOf(owner);
            Label isOwners = code.newLabel();
            code.ifne(isOwners).pop().goto_(notTaken);
            code.labelBinding(isOwners).instanceOf(DIRECTED).ifne(notTaken);
        }
        for (int i = 0; i < type.parameterCount(); i++) {
            if (type.parameterType(i).isPrimitive()) {
                check(code, FIRST_ARGUMENT + i, type.parameterType(i), notTaken);
            }
        }
        if (!isStatic) {
            code.aload(1)
                    .checkcast(INSTANCE)
                    .invokevirtual(INSTANCE, "java", MethodTypeDesc.of(ConstantDescs.CD_Object))
                    .checkcast(owner);
        }
        for (int i = 0; i < type.parameterCount(); i++) {
            load(code, FIRST_ARGUMENT + i, type.parameterType(i));
        }
        switch (call.kind()) {
            case STATIC -> code.invokestatic(owner, call.method(), type);
            case INTERFACE -> code.invokeinterface(owner, call.method(), type);
            case VIRTUAL, CONSTRUCTOR -> code.invokevirtual(owner, call.method(), type);
        }
        if (call.result() == Simple.NONE) {
            code.getstatic(NONE, "NONE", NONE);
        } else {
            Boxes.box(code, type.returnType());
        }
        code.areturn();
        code.labelBinding(notTaken).getstatic(DIRECT_CALL, "NOT_TAKEN", ConstantDescs.CD_Object).areturn();
    }

    /** Leaves for {@code notTaken} unless the argument is one of the boxes that {@link #load} knows for the type. */
    private static void check(CodeBuilder code, int slot, ClassDesc type, Label notTaken) {
        Label taken = code.newLabel();
        for (ClassDesc box : boxesFor(type)) {
            code.aload(slot).instanceOf(box).ifne(taken);
        }
        code.goto_(notTaken).labelBinding(taken);
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

    /** All boxes of numbers give each other's primitives by the methods of Number. What is no number was made for the call. */
    private static void load(CodeBuilder code, int slot, ClassDesc type) {
        if (!type.isPrimitive()) {
            code.aload(slot).checkcast(type);
            return;
        }
        ClassDesc box = type.equals(ConstantDescs.CD_boolean) ? ConstantDescs.CD_Boolean : ConstantDescs.CD_Number;
        code.aload(slot).checkcast(box).invokevirtual(box, type.displayName() + "Value", MethodTypeDesc.of(type));
    }
}
