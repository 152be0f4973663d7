package dev.loanword.python.graalpy.export;

import dev.loanword.export.model.CallModel;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Spins {@link Invoker}s: for each exported method a class that unboxes the arguments and calls it directly.
 *
 * <p>The classes go into a class loader of their own below that of the core, so that they see the core's public classes
 * wherever it was loaded from, and are unloaded with it. A class is spun once a method, however many hosts export it.
 */
final class InvokerSpinner {

    private static final ClassDesc INVOKER = ClassDesc.of(Invoker.class.getName());
    private static final MethodTypeDesc INVOKE = MethodTypeDesc.of(
            ConstantDescs.CD_Object, ConstantDescs.CD_Object, ConstantDescs.CD_Object.arrayType());
    private static final ClassValue<Map<CallModel, Invoker>> SPUN = new ClassValue<>() {
        @Override
        protected Map<CallModel, Invoker> computeValue(Class<?> owner) {
            return new ConcurrentHashMap<>();
        }
    };

    private InvokerSpinner() {}

    /**
     * The invoker of a call.
     *
     * @param owner the class of {@link CallModel#owner()}
     */
    static Invoker of(CallModel call, Class<?> owner) {
        return SPUN.get(owner).computeIfAbsent(call, missing -> spin(missing, owner));
    }

    private static Invoker spin(CallModel call, Class<?> owner) {
        ClassDesc name = ClassDesc.of("dev.loanword.spun." + owner.getSimpleName() + "_" + SpunClasses.number());
        byte[] bytes = ClassFile.of().build(name, type -> type
                .withSuperclass(INVOKER)
                .withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                .withMethodBody(
                        ConstantDescs.INIT_NAME,
                        ConstantDescs.MTD_void,
                        ClassFile.ACC_PUBLIC,
                        code -> code.aload(0)
                                .invokespecial(INVOKER, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                                .return_())
                .withMethodBody("invoke", INVOKE, ClassFile.ACC_PUBLIC, code -> invoke(code, call)));
        return SpunClasses.instance(owner, bytes, Invoker.class);
    }

    private static void invoke(CodeBuilder code, CallModel call) {
        ClassDesc owner = ClassDesc.of(call.owner());
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(call.descriptor());
        switch (call.kind()) {
            case STATIC -> {}
            case VIRTUAL, INTERFACE -> code.aload(1).checkcast(owner);
            case CONSTRUCTOR -> code.new_(owner).dup();
        }
        for (int i = 0; i < type.parameterCount(); i++) {
            code.aload(2).loadConstant(i).aaload();
            Boxes.unbox(code, type.parameterType(i));
        }
        switch (call.kind()) {
            case STATIC -> code.invokestatic(owner, call.method(), type);
            case VIRTUAL -> code.invokevirtual(owner, call.method(), type);
            case INTERFACE -> code.invokeinterface(owner, call.method(), type);
            case CONSTRUCTOR -> code.invokespecial(owner, ConstantDescs.INIT_NAME, type);
        }
        if (TypeKind.from(type.returnType()) != TypeKind.VOID) {
            Boxes.box(code, type.returnType());
        } else if (call.kind() != CallModel.Kind.CONSTRUCTOR) {
            code.aconst_null();
        }
        code.areturn();
    }

}
