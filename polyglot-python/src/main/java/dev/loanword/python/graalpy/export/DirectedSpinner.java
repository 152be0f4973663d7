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
    private static final ClassDesc INVOKER = ClassDesc.of(Invoker.class.getName());
    private static final ClassDesc OBJECTS = ConstantDescs.CD_Object.arrayType();
    private static final ClassDesc RUNTIME_EXCEPTION = ClassDesc.of(RuntimeException.class.getName());

    private DirectedSpinner() {}

    /** Spins and loads the subclass; gives an invoker for each constructor, whose receiver is the director. */
    static List<Invoker> spin(Class<?> exported, List<CallModel> constructors, List<OverridableMethod> methods) {
        ClassDesc superclass = ClassDesc.of(exported.getName());
        ClassDesc name = ClassDesc.of("dev.loanword.spun.Directed_" + exported.getSimpleName() + "_" + SpunClasses.number());
        SpunClasses.load(exported, subclass(name, superclass, constructors, methods));
        List<Invoker> invokers = new ArrayList<>();
        for (CallModel constructor : constructors) {
            invokers.add(SpunClasses.instance(exported, invoker(name, constructor), Invoker.class));
        }
        return invokers;
    }

    private static byte[] subclass(
            ClassDesc name, ClassDesc superclass, List<CallModel> constructors, List<OverridableMethod> methods) {
        return ClassFile.of().build(name, type -> {
            type.withSuperclass(superclass)
                    .withInterfaceSymbols(DIRECTED)
                    .withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                    .withField("director", DIRECTOR, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL)
                    .withMethodBody("director", MethodTypeDesc.of(DIRECTOR), ClassFile.ACC_PUBLIC, code ->
                            code.aload(0).getfield(name, "director", DIRECTOR).areturn());
            constructors.forEach(constructor -> addConstructor(type, name, superclass, constructor));
            for (int i = 0; i < methods.size(); i++) {
                addOverride(type, name, superclass, methods.get(i), i);
            }
            type.withMethodBody(
                    "callSuper",
                    MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_int, OBJECTS),
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
            loadParameters(code, parameters);
            code.invokespecial(superclass, ConstantDescs.INIT_NAME, parameters).return_();
        });
    }

    private static MethodTypeDesc withDirector(MethodTypeDesc parameters) {
        return parameters.insertParameterTypes(parameters.parameterCount(), DIRECTOR);
    }

    private static void loadParameters(CodeBuilder code, MethodTypeDesc type) {
        for (int i = 0; i < type.parameterCount(); i++) {
            code.loadLocal(TypeKind.from(type.parameterType(i)), code.parameterSlot(i));
        }
    }

    private static void addOverride(ClassBuilder type, ClassDesc name, ClassDesc superclass, OverridableMethod method, int index) {
        MethodTypeDesc descriptor = MethodTypeDesc.ofDescriptor(method.descriptor());
        TypeKind result = TypeKind.from(descriptor.returnType());
        type.withMethodBody(method.name(), descriptor, ClassFile.ACC_PUBLIC, code -> {
            Label overridden = code.newLabel();
            int returned = code.allocateLocal(TypeKind.REFERENCE);
            code.aload(0).getfield(name, "director", DIRECTOR).loadConstant(index);
            code.loadConstant(descriptor.parameterCount()).anewarray(ConstantDescs.CD_Object);
            for (int i = 0; i < descriptor.parameterCount(); i++) {
                code.dup().loadConstant(i);
                code.loadLocal(TypeKind.from(descriptor.parameterType(i)), code.parameterSlot(i));
                Boxes.box(code, descriptor.parameterType(i));
                code.aastore();
            }
            code.invokeinterface(
                            DIRECTOR, "call", MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_int, OBJECTS))
                    .astore(returned)
                    .aload(returned)
                    .getstatic(DIRECTOR, "NOT_OVERRIDDEN", ConstantDescs.CD_Object)
                    .if_acmpne(overridden);
            if (method.isAbstract()) {
                throwMissing(code, name, index);
            } else {
                code.aload(0);
                loadParameters(code, descriptor);
                code.invokespecial(superclass, method.name(), descriptor).return_(result);
            }
            code.labelBinding(overridden);
            if (result == TypeKind.VOID) {
                code.return_();
            } else {
                code.aload(returned);
                Boxes.unbox(code, descriptor.returnType());
                code.return_(result);
            }
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
                loadFromArray(code, 2, descriptor);
                code.invokespecial(superclass, method.name(), descriptor);
                if (TypeKind.from(descriptor.returnType()) == TypeKind.VOID) {
                    code.aconst_null();
                } else {
                    Boxes.box(code, descriptor.returnType());
                }
                code.areturn();
            }
            code.labelBinding(next);
        }
        code.aconst_null().areturn();
    }

    private static void loadFromArray(CodeBuilder code, int slot, MethodTypeDesc type) {
        for (int i = 0; i < type.parameterCount(); i++) {
            code.aload(slot).loadConstant(i).aaload();
            Boxes.unbox(code, type.parameterType(i));
        }
    }

    private static byte[] invoker(ClassDesc subclass, CallModel constructor) {
        ClassDesc name = ClassDesc.of("dev.loanword.spun.Direction_" + SpunClasses.number());
        MethodTypeDesc parameters = MethodTypeDesc.ofDescriptor(constructor.descriptor());
        return ClassFile.of().build(name, type -> type
                .withSuperclass(INVOKER)
                .withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                .withMethodBody(
                        ConstantDescs.INIT_NAME,
                        ConstantDescs.MTD_void,
                        ClassFile.ACC_PUBLIC,
                        code -> code.aload(0)
                                .invokespecial(INVOKER, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                                .return_())
                .withMethodBody(
                        "invoke",
                        MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object, OBJECTS),
                        ClassFile.ACC_PUBLIC,
                        code -> {
                            code.new_(subclass).dup();
                            loadFromArray(code, 2, parameters);
                            code.aload(1)
                                    .checkcast(DIRECTOR)
                                    .invokespecial(subclass, ConstantDescs.INIT_NAME, withDirector(parameters))
                                    .areturn();
                        }));
    }
}
