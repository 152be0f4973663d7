package dev.loanword.python.graalpy.export;

import dev.loanword.export.model.CallModel;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * Spins the subclass of an exported class whose instances belong to Python subclasses.
 *
 * <p>It has the exported constructors, with a {@link Director} more, and overrides each method that Python may override: ask
 * the director, else do what the superclass does. The director is known before the superclass's constructor runs, which may
 * call such a method already.
 */
final class DirectedSpinner {

    private static final ClassDesc DIRECTOR = ClassDesc.of(Director.class.getName());
    private static final ClassDesc DIRECTED = ClassDesc.of(Directed.class.getName());
    private static final ClassDesc RUNTIME_EXCEPTION = ClassDesc.of(RuntimeException.class.getName());

    private DirectedSpinner() {}

    /** Spins and loads the subclass; gives an invoker for each constructor, whose receiver is the director. */
    static List<Invoker> spin(Class<?> exported, List<CallModel> constructors, List<OverridableMethod> methods) {
        ClassDesc superclass = ClassDesc.of(exported.getName());
        ClassDesc name = SpunCode.newName("Directed_" + exported.getSimpleName());
        SpunClasses.load(exported, subclass(name, superclass, constructors, methods));
        List<Invoker> invokers = new ArrayList<>();
        for (CallModel constructor : constructors) {
            invokers.add(SpunClasses.instance(exported, invoker(name, constructor), Invoker.class));
        }
        return invokers;
    }

    private static byte[] subclass(
            ClassDesc name, ClassDesc superclass, List<CallModel> constructors, List<OverridableMethod> methods) {
        return SpunCode.spin(name, type -> {
            type.withSuperclass(superclass)
                    .withInterfaceSymbols(DIRECTED)
                    .withField("director", DIRECTOR, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL)
                    .withMethodBody("director", MethodTypeDesc.of(DIRECTOR), ClassFile.ACC_PUBLIC, code ->
                            code.aload(0).getfield(name, "director", DIRECTOR).areturn());
            constructors.forEach(constructor -> addConstructor(type, name, superclass, constructor));
            for (int i = 0; i < methods.size(); i++) {
                addOverride(type, name, superclass, methods.get(i), i);
            }
            type.withMethodBody(
                    "callSuper",
                    MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_int, SpunCode.OBJECTS),
                    ClassFile.ACC_PUBLIC | ClassFile.ACC_VARARGS,
                    code -> callSuper(code, name, superclass, methods));
        });
    }

    private static void addConstructor(ClassBuilder type, ClassDesc name, ClassDesc superclass, CallModel constructor) {
        MethodTypeDesc parameters = MethodTypeDesc.ofDescriptor(constructor.descriptor());
        MethodTypeDesc withDirector = withDirector(parameters);
        type.withMethodBody(ConstantDescs.INIT_NAME, withDirector, ClassFile.ACC_PUBLIC, code -> {
            code.aload(0).aload(code.parameterSlot(parameters.parameterCount())).putfield(name, "director", DIRECTOR);
            code.aload(0);
            SpunCode.loadParameters(code, parameters);
            code.invokespecial(superclass, ConstantDescs.INIT_NAME, parameters).return_();
        });
    }

    private static MethodTypeDesc withDirector(MethodTypeDesc parameters) {
        return parameters.insertParameterTypes(parameters.parameterCount(), DIRECTOR);
    }

    private static void addOverride(ClassBuilder type, ClassDesc name, ClassDesc superclass, OverridableMethod method, int index) {
        MethodTypeDesc descriptor = MethodTypeDesc.ofDescriptor(method.descriptor());
        TypeKind result = TypeKind.from(descriptor.returnType());
        type.withMethodBody(method.name(), descriptor, ClassFile.ACC_PUBLIC, code -> {
            Label overridden = code.newLabel();
            int returned = code.allocateLocal(TypeKind.REFERENCE);
            code.aload(0).getfield(name, "director", DIRECTOR).loadConstant(index);
            SpunCode.loadParametersAsArray(code, descriptor);
            code.invokeinterface(
                            DIRECTOR, "call", MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_int, SpunCode.OBJECTS))
                    .astore(returned)
                    .aload(returned)
                    .getstatic(DIRECTOR, "NOT_OVERRIDDEN", ConstantDescs.CD_Object)
                    .if_acmpne(overridden);
            if (method.isAbstract()) {
                throwMissing(code, name, index);
            } else {
                code.aload(0);
                SpunCode.loadParameters(code, descriptor);
                code.invokespecial(superclass, method.name(), descriptor).return_(result);
            }
            code.labelBinding(overridden);
            code.aload(returned);
            SpunCode.returnUnboxed(code, descriptor.returnType());
        });
    }

    private static void throwMissing(CodeBuilder code, ClassDesc name, int index) {
        code.aload(0)
                .getfield(name, "director", DIRECTOR)
                .loadConstant(index)
                .invokeinterface(DIRECTOR, "missing", MethodTypeDesc.of(RUNTIME_EXCEPTION, ConstantDescs.CD_int))
                .athrow();
    }

    private static void callSuper(CodeBuilder code, ClassDesc name, ClassDesc superclass, List<OverridableMethod> methods) {
        for (int i = 0; i < methods.size(); i++) {
            OverridableMethod method = methods.get(i);
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpne(next);
            if (method.isAbstract()) {
                throwMissing(code, name, i);
            } else {
                MethodTypeDesc descriptor = MethodTypeDesc.ofDescriptor(method.descriptor());
                code.aload(0);
                SpunCode.loadFromArray(code, 2, descriptor);
                code.invokespecial(superclass, method.name(), descriptor);
                SpunCode.returnBoxed(code, descriptor.returnType());
            }
            code.labelBinding(next);
        }
        code.aconst_null().areturn();
    }

    private static byte[] invoker(ClassDesc subclass, CallModel constructor) {
        MethodTypeDesc parameters = MethodTypeDesc.ofDescriptor(constructor.descriptor());
        return SpunCode.spinSubclass(
                SpunCode.newName("Direction"), InvokerSpinner.INVOKER, "invoke", InvokerSpinner.INVOKE, code -> {
                    code.new_(subclass).dup();
                    SpunCode.loadFromArray(code, 2, parameters);
                    code.aload(1)
                            .checkcast(DIRECTOR)
                            .invokespecial(subclass, ConstantDescs.INIT_NAME, withDirector(parameters))
                            .areturn();
                });
    }
}
